// ThaiD, e-mail, code, password; the same for a forgotten password; then by user name; and every
// way it can be refused.
import assert from 'node:assert/strict';
import { mailbox, url } from '../support/api.mjs';
import { until } from '../support/stage.mjs';

const NEWCOMER = '9900000000171';
const UNKNOWN = '9900000000189';
const FIRST = 'ตลาดนัดเช้าวันเสาร์ริมคลอง';
const PASSWORD = 'ทุ่งนาเขียวขจีหลังฝนแรก';

async function thaid(desk, link = 'เข้าด้วย ThaiD') {
  await desk.open('/login');
  await desk.link(link).click();
  await desk.page.waitForURL('**/interaction/**');
}

/** Gives a citizen number on the provider's page. */
async function identify(desk, pid) {
  await desk.box('เลขประจำตัวประชาชน').fill(pid);
  await desk.button('ยืนยันตัวตน').click();
}

async function password(desk, username, typed) {
  await desk.box('ชื่อผู้ใช้').fill(username);
  await desk.page.getByLabel(/^รหัสผ่าน/).fill(typed);
  await desk.page.getByRole('button', { name: 'เข้าสู่ระบบ', exact: true }).click();
}

async function logOut(desk) {
  await desk.button('ออกจากระบบ').click();
  await desk.page.waitForURL('**/login?bye=1');
  await desk.sees('ออกจากระบบเรียบร้อยแล้ว');
}

/** The code of the latest letter to an address. */
async function code(address) {
  let letter;
  await until(async () => {
    const answer = await fetch(`${mailbox}/messages?to=${encodeURIComponent(address)}`);
    [letter] = await answer.json();
    return letter;
  }, 'the letter');
  return letter.text.match(/\b\d{6}\b/)[0];
}

/** E-mail, code and a new password, until it is taken. */
async function enrol(desk, typed) {
  const address = `newcomer.${Date.now()}@example.go.th`;
  await desk.ready();
  await desk.focusOn('f-email');
  await desk.inspect('e-mail');
  await desk.button('ส่งรหัส').click();
  await desk.sees('ต้องกรอก');
  await desk.focusOn('f-email');
  await desk.box('อีเมล').fill(address);
  await desk.button('ส่งรหัส').click();
  await desk.box('รหัส 6 หลัก').waitFor();
  await desk.focusOn('f-otp');
  await desk.inspect('code');
  const right = await code(address);
  const wrong = right === '123456' ? '654321' : '123456';
  await desk.box('รหัส 6 หลัก').fill(wrong);
  await desk.button('ยืนยันรหัส').click();
  await desk.alerted('รหัสใช้ครั้งเดียวไม่ถูกต้อง');
  await desk.box('รหัส 6 หลัก').fill(right);
  await desk.button('ยืนยันรหัส').click();
  const chosen = desk.page.getByLabel(/^รหัสผ่านใหม่/);
  await chosen.waitFor();
  await desk.focusOn('f-password');
  await desk.inspect('password');
  await chosen.fill('aaaaaaaaaaaa');
  await desk.sees('เดาง่าย ตัวอักษรซ้ำกันมาก');
  await desk.button('ตั้งรหัสผ่านและเข้าใช้งาน').click();
  await desk.alerted('รหัสผ่านนี้เดาง่ายเกินไป');
  await chosen.fill(typed);
  await desk.button('ตั้งรหัสผ่านและเข้าใช้งาน').click();
}

export default async function logInFirstTime(stage) {
  const desk = await stage.desk();
  await desk.open('/budget-lines');
  await desk.page.waitForURL('**/login');
  await desk.ready();
  await desk.focusOn('f-username');
  await desk.inspect();
  // Nothing typed: said at the fields, both at once.
  await desk.button('เข้าสู่ระบบ').click();
  await desk.focusOn('f-username');
  assert.equal(await desk.page.getByText('ต้องกรอก').count(), 2);
  await desk.inspect('empty');

  await thaid(desk);
  await desk.button('ปฏิเสธ').click();
  await desk.page.waitForURL(`${url}/login?problem=**`);
  await desk.alerted('การยืนยันตัวตนด้วย ThaiD ไม่สำเร็จ');

  await thaid(desk);
  await identify(desk, UNKNOWN);
  await desk.page.waitForURL(`${url}/login?problem=**`);
  await desk.alerted('ยังไม่มีบัญชีผู้ใช้สำหรับเลขประจำตัวประชาชนนี้');

  const newcomer = desk.page.getByRole('button', { name: new RegExp(NEWCOMER) });
  await thaid(desk);
  await newcomer.click();
  await desk.page.waitForURL((at) => at.origin === url && at.pathname !== '/login');
  await desk.ready();
  // On a system where this was played before she has her password already.
  if (new URL(desk.page.url()).pathname === '/enrol') await enrol(desk, FIRST);
  await desk.page.waitForURL(`${url}/`);
  await desk.sees('วันนี้ต้องทำ');
  await desk.sees('คุณมาใหม่ สมมติ');
  await desk.focusOn('page-title');
  await logOut(desk);
  await desk.focusOn('f-username');

  await thaid(desk, 'ลืมรหัสผ่าน');
  await newcomer.click();
  await desk.page.waitForURL(`${url}/enrol`);
  await desk.sees('ตั้งรหัสผ่าน');
  await enrol(desk, PASSWORD);
  await desk.page.waitForURL(`${url}/`);
  await logOut(desk);

  await password(desk, 'newcomer', FIRST);
  await desk.alerted('ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง');
  await password(desk, 'newcomer', PASSWORD);
  await desk.page.waitForURL(`${url}/`);
  await desk.sees('คุณมาใหม่ สมมติ');
  const kept = await desk.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  assert.ok(!kept.includes(PASSWORD), 'the browser keeps the password');
  await logOut(desk);
}
