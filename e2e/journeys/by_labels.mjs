// Somebody who has never seen the system takes a receipt, a slip, a request and the report of the day, from the
// log-in on: by what headings, labels and buttons say and by the help, with no address but the first (#10). What
// is read is what a screen reader is told (ux A1).
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { mailbox } from '../support/api.mjs';
import { found } from '../support/office.mjs';
import { Newcomer } from '../support/newcomer.mjs';
import { newPid } from '../support/people.mjs';
import { until } from '../support/stage.mjs';

const PASSWORD = 'แมวสามตัวนอนบนหลังคา';
/** What anybody would know of the matter at hand, by the words that fields are called with. */
const KNOWS = [
  ['ชื่อบนใบเสร็จ', 'นาย ก สมมติ'], ['ประเภทรายรับ', 'มูลฝอย'], ['จำนวนเงิน', '120'],
  ['รายการงบประมาณ', 'เชื้อเพลิง'], ['ผู้มีสิทธิรับเงิน', 'น้ำมัน'], ['เบิกเพื่อ', 'น้ำมันรถบรรทุกน้ำ'],
  ['รายการหรือผู้รับเงิน', 'น้ำมันดีเซล'], ['เงินที่นับได้', '120'], ['เหตุผลที่ยังไม่นำส่ง', 'นำส่งพรุ่งนี้'],
];

/** The code of the latest letter to an address, as its owner reads it. */
async function code(address) {
  let letter;
  await until(async () => {
    const answer = await fetch(`${mailbox}/messages?to=${encodeURIComponent(address)}`);
    [letter] = await answer.json();
    return letter;
  }, 'the letter');
  return letter.text.match(/\b\d{6}\b/)[0];
}

/** Comes in by the card, from the first page; the first time by an address and a new password. */
async function logIn(newcomer, pid) {
  const { desk, page } = newcomer;
  await page.goto(process.env.LAAS_PUBLIC_URL);
  await newcomer.arrives('เข้าสู่ระบบ');
  await newcomer.press('เข้าด้วย ThaiD');
  await page.getByRole('textbox', { name: 'เลขประจำตัวประชาชน' }).fill(pid);
  await page.getByRole('button', { name: 'ยืนยันตัวตน' }).click();
  await newcomer.arrives('ตั้งรหัสผ่าน');
  const address = `by.labels.${pid}@example.go.th`;
  await page.getByRole('textbox', { name: /^อีเมล/ }).fill(address);
  await newcomer.press('ส่งรหัส');
  const box = page.getByRole('textbox', { name: /^รหัส 6 หลัก/ });
  await box.waitFor();
  await box.fill(await code(address));
  await newcomer.press('ยืนยันรหัส');
  await page.getByLabel(/^รหัสผ่านใหม่/).fill(PASSWORD);
  await newcomer.press('ตั้งรหัสผ่านและเข้าใช้งาน');
  await newcomer.arrives('วันนี้ต้องทำ');
  await desk.inspect();
}

async function logOut(newcomer) {
  await newcomer.press('ออกจากระบบ', newcomer.page);
  await newcomer.arrives('เข้าสู่ระบบ');
}

async function receiptAndSlip(newcomer) {
  await newcomer.press('ใบเสร็จรับเงิน$');
  await newcomer.arrives('ใบเสร็จรับเงิน');
  await newcomer.fillsIn();
  await newcomer.press('ออกใบเสร็จ');
  await newcomer.sees('ออกใบเสร็จแล้ว');
  await newcomer.home();
  await newcomer.press('ใบนำส่งเงิน$');
  await newcomer.arrives('ใบนำส่งเงิน');
  await newcomer.sees('รวม 120.00 บาท');
  await newcomer.fillsIn();
  await newcomer.press('ส่งเอกสาร');
  await newcomer.sees('รอนับเงินและรับ');
}

async function request(newcomer) {
  await newcomer.press('ฎีกาเบิกเงิน$');
  await newcomer.arrives('ฎีกาเบิกเงิน');
  await newcomer.fillsIn();
  const send = newcomer.page.getByRole('toolbar').getByRole('button', { name: /^ลงนามผู้เบิกและส่ง/ });
  await send.click();
  // What is warned of is read, and sent all the same.
  const warned = newcomer.page.getByRole('status').filter({ hasText: 'ตรวจสอบ' });
  await Promise.race([send.waitFor({ state: 'hidden' }), warned.first().waitFor()]).catch(() => {});
  if (await send.count()) await send.click();
  await send.waitFor({ state: 'hidden' });
}

async function countAndReport(newcomer) {
  const waiting = newcomer.page.getByRole('region', { name: /^รอท่านดำเนินการ/ });
  const slips = newcomer.page.getByRole('heading', { name: /^ใบนำส่งเงิน/ });
  await waiting.locator('section').filter({ has: slips }).getByRole('row').getByRole('link').click();
  await newcomer.page.getByRole('toolbar').getByRole('button', { name: /^นับเงินและรับ/ }).click();
  const asked = newcomer.page.getByRole('dialog');
  await asked.getByRole('textbox', { name: /^เงินที่นับได้/ }).fill('120');
  await asked.getByRole('button', { name: /^นับเงินและรับ/ }).click();
  await newcomer.sees('รับเงินแล้ว');
  await newcomer.home();
  await newcomer.press('รายงานสถานะการเงินประจำวัน$');
  await newcomer.arrives('รายงานสถานะการเงินประจำวัน');
  await newcomer.sees('ตัวเลขสดจากบัญชี');
  await newcomer.fillsIn();
  await newcomer.press('ส่งเอกสาร');
  await newcomer.sees('รอลงนาม');
}

export default async function byLabels(stage) {
  const pids = { revenue: newPid(), office: newPid(), finance1: newPid() };
  const known = Object.entries(pids).map(([who, pid]) => [who, { pid }]);
  await found(Object.fromEntries(known));
  const newcomer = new Newcomer(await stage.desk({ viewport: { width: 1366, height: 768 } }), KNOWS);
  for (const [who, task] of [
    ['revenue', receiptAndSlip], ['office', request], ['finance1', countAndReport],
  ]) {
    await logIn(newcomer, pids[who]);
    await task(newcomer);
    await logOut(newcomer);
  }
  assert.ok(newcomer.read.length >= 7, `only ${newcomer.read.length} articles were read`);
  if (process.env.LAAS_STATE) {
    writeFileSync(join(process.env.LAAS_STATE, 'log', 'by_labels-help.txt'), newcomer.read.join('\n'));
  }
}
