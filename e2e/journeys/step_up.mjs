// What matters most asks for a proof of a moment ago: in place, and what was being done goes on by
// itself. By password, by ThaiD in a window of its own, or not now.
import assert from 'node:assert/strict';
import { call, make, read } from '../support/api.mjs';
import { found, fuelRequest, requestSteps } from '../support/office.mjs';
import { newPid } from '../support/people.mjs';

const PASSWORD = 'แมวสามตัวนอนบนหลังคา';
const POST = 'หัวหน้าฝ่ายจัดเก็บรายได้';

/** Says that somebody's proof is too old. */
const age = (token) => call('PUT', '/practice/proof', { token, body: { seconds_ago: 301 } });

export default async function stepUp(stage) {
  const pid = newPid();
  const { who, ids } = await found({ nayok: { password: PASSWORD }, head: { pid } });
  const steps = requestSteps(who);
  const request = await make('disbursement-requests', fuelRequest(ids, '1000.00'),
    steps.slice(0, -1), who.clerk);
  const path = `/disbursement-requests/${request.header.id}`;

  // Approving a payment with a session left open.
  await age(who.nayok);
  const nayok = await stage.desk({ viewport: { width: 1366, height: 768 } });
  await nayok.sit(who.nayok, path);
  const ask = nayok.role('dialog', 'ยืนยันตัวตนอีกครั้ง');
  const approve = async () => {
    const sure = nayok.dialog().filter({ has: nayok.page.getByText('ความเห็น') });
    // Declined, the question is still there.
    if (!(await sure.count())) await nayok.button('อนุมัติ').click();
    await nayok.button('อนุมัติ', sure).click();
    await ask.waitFor();
  };
  await approve();
  await nayok.inspect('step-up');
  await nayok.page.keyboard.press('Escape');
  await ask.waitFor({ state: 'detached' });
  await nayok.alerted('ต้องยืนยันตัวตนอีกครั้ง');
  await approve();
  await ask.getByLabel(/^รหัสผ่าน/).fill('ไม่ใช่รหัสผ่านนี้แน่นอน');
  await nayok.page.keyboard.press('Enter');
  await nayok.alerted('รหัสผ่านไม่ถูกต้อง');
  await ask.getByLabel(/^รหัสผ่าน/).fill(PASSWORD);
  await nayok.page.keyboard.press('Enter');
  await ask.waitFor({ state: 'detached' });
  await nayok.sees('อนุมัติแล้ว');
  assert.equal((await read(who.head, path)).header.status, 'approved');
  // The question for news that waited is answered, and asked again as who has proved it.
  await nayok.page.waitForResponse((answer) => answer.url().includes('/inbox/changes'));
  await nayok.page.waitForTimeout(2000);
  await nayok.sees('อนุมัติแล้ว');

  // Changing rights, on a phone: what was typed is kept while ThaiD is open in another window.
  const { items } = await read(who.head, '/users');
  const revenue = items.find((one) => one.name.startsWith('คุณจัดเก็บ')).person_id;
  await age(who.head);
  const head = await stage.desk({ viewport: { width: 360, height: 740 } });
  await head.sit(who.head, `/users/${revenue}`);
  await head.box('ตำแหน่ง').fill(POST);
  await head.button('บันทึก').click();
  const phoneAsk = head.role('dialog', 'ยืนยันตัวตนอีกครั้ง');
  await phoneAsk.waitFor();
  await head.inspect('step-up');
  const [window] = await Promise.all([
    head.context.waitForEvent('page'), head.link('ยืนยันด้วย ThaiD', phoneAsk).click(),
  ]);
  await window.getByRole('textbox', { name: /^เลขประจำตัวประชาชน/ }).fill(pid);
  await window.getByRole('button', { name: 'ยืนยันตัวตน' }).click();
  await window.waitForURL('**/proved');
  await window.getByText('ยืนยันตัวตนด้วย ThaiD แล้ว').waitFor();
  await window.close();
  await phoneAsk.waitFor({ state: 'detached' });
  let kept;
  for (let at = 0; at < 50 && kept !== POST; at += 1) {
    await head.page.waitForTimeout(100);
    kept = (await read(await tokenOf(head), `/users/${revenue}`)).position;
  }
  assert.equal(kept, POST, 'what was being done went on by itself');
  assert.equal(await head.box('ตำแหน่ง').inputValue(), POST);

  // The own session and devices.
  await head.open('/my-rights');
  await head.sees('การเข้าใช้และเครื่องของฉัน');
  const wide = await head.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${wide} px wide`);
}

/** The session a desk has now: it changes with every proof. */
async function tokenOf(desk) {
  const cookies = await desk.context.cookies();
  return cookies.find((one) => one.name === '__Host-laas').value;
}
