// A registered request is sent back by the chief administrator, handed in anew, and turned down by the
// executive: what it obligated is back on its line at once, signatures before are void, numbers stay.
import assert from 'node:assert/strict';
import { make, read, step } from '../support/api.mjs';
import { FUEL, found, fuelRequest, lineOf, requestSteps } from '../support/office.mjs';

const REASON = 'แนบใบส่งของไม่ครบ';

/** Asks for it with a reason, in the dialog. */
async function decide(desk, label, reason) {
  await desk.button(label).click();
  const dialog = desk.dialog();
  await desk.box('เหตุผล', dialog).fill(reason);
  await desk.button(label, dialog).click();
  await dialog.waitFor({ state: 'hidden' });
}

export default async function sentBack(stage) {
  const { who, ids } = await found();
  const steps = requestSteps(who);
  const kind = 'disbursement-requests';
  const made = await make(kind, fuelRequest(ids, '1000.00'), steps.slice(0, 4), who.clerk);
  const { id } = made.header;
  const left = async () => (await lineOf(who.finance1, ids.fuel)).remaining;
  assert.equal(await left(), `${FUEL - 1000}.00`);
  const desk = await stage.desk();

  await desk.sit(who.palad, `/disbursement-requests/${id}`);
  const number = await desk.page.locator('.document-head').innerText();
  await decide(desk, 'ส่งคืนผู้จัดทำ', REASON);
  await desk.stands('ส่งคืนแก้ไข · รอผู้จัดทำ');
  assert.equal(await left(), `${FUEL}.00`, 'nothing stays obligated');

  // It heads the maker's inbox; why it came back stands on top of its page.
  await desk.sit(who.clerk);
  const first = desk.page.locator('.inbox-group').first();
  await first.getByText('ส่งคืนให้ท่านแก้ไข').waitFor();
  await first.getByRole('link').first().click();
  await desk.page.waitForURL(`**/disbursement-requests/${id}`);
  await desk.ready();
  const alert = desk.page.getByText(REASON).first();
  await alert.waitFor();
  const above = await alert.evaluate((one) => one.getBoundingClientRect().top
    < document.querySelector('main form, main fieldset').getBoundingClientRect().top);
  assert.ok(above, 'the reason stands above what is to be changed');
  const head = await desk.page.locator('.document-head').innerText();
  assert.ok(!head.includes('ยังไม่มีเลขที่'), head);
  assert.ok(/1\/2569|69-01-00001/.test(number) && /1\/2569|69-01-00001/.test(head), `${number} ${head}`);
  await desk.page.getByText('ไม่มีผลแล้วเพราะถูกส่งคืน').first().waitFor();
  const undone = desk.page.locator('.history .undone');
  assert.equal(await undone.count(), 4, 'each signature before is void');
  // To whom it went back, with the reason, and how long each step took.
  const sent = desk.page.locator('.history li').first();
  for (const part of ['ส่งคืนให้ คุณธุรการ สมมติ', REASON, 'หลังขั้นก่อน 0 นาที']) {
    assert.ok((await sent.innerText()).includes(part), `${part} in ${await sent.innerText()}`);
  }
  await desk.inspect('returned');

  // It stays in sight while it is mended.
  await desk.box('เบิกเพื่อ').fill('น้ำมันดีเซลรถบรรทุกน้ำ (แนบใบส่งของแล้ว)');
  await desk.page.keyboard.press('Control+s');
  await desk.sees('บันทึกแล้ว');
  await desk.open(`/disbursement-requests/${id}`);
  await desk.page.locator('.notice').getByText(REASON).waitFor();

  // Handed in again it goes the whole way again, and is turned down at its end.
  let document = await read(who.clerk, `/${kind}/${id}`);
  for (const [action, token] of steps.slice(0, 5)) {
    document = await step(kind, document, action, token);
  }
  assert.equal(await left(), `${FUEL - 1000}.00`);
  await desk.sit(who.nayok, `/disbursement-requests/${id}`);
  await decide(desk, 'ไม่อนุมัติ', 'ไม่จำเป็น');
  await desk.stands('ไม่อนุมัติ');
  await desk.page.locator('.history').getByText('ไม่อนุมัติ').first().waitFor();
  assert.equal(await left(), `${FUEL}.00`);
  const { header } = await read(who.finance1, `/disbursement-requests/${id}`);
  assert.ok(header.numbers.length > 0, 'its numbers stay');
}
