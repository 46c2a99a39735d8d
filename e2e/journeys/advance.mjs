// An advance for training: asked for, paid, cleared by vouchers, and what is left comes back.
import assert from 'node:assert/strict';
import { make, read, step } from '../support/api.mjs';
import { found, lineOf, requestSteps } from '../support/office.mjs';

const BORROWER = 'นางสาวสมมติ ผู้ยืม';

/** Asks for an advance as the clerk does; gives its address and id. */
async function ask(desk, who) {
  await desk.sit(who.clerk, '/advance-requests/new');
  await desk.choose('รายการงบประมาณ', 'L01');
  await desk.box('ชื่อผู้ยืม').fill(BORROWER);
  await desk.box('ยืมเพื่อ').fill('เข้ารับการฝึกอบรม');
  await desk.box('จำนวนเงินที่ยืม').fill('20000');
  await desk.page.keyboard.press('Control+s');
  await desk.page.waitForURL(/advance-requests\/[0-9a-f-]{36}$/);
  await desk.ready();
  await desk.inspect();
  return [desk.page.url(), desk.id];
}

/** Its way through the office and its payment. */
async function pay(who, ids, id) {
  let request = await read(who.finance1, `/advance-requests/${id}`);
  for (const [action, token] of requestSteps(who)) {
    request = await step('advance-requests', request, action, token);
  }
  const transfer = { method: 'transfer', requests: [id], bank_account_id: ids.current };
  await make('payments', transfer, [
    ['submit', who.finance1], ['examine', who.head], ['examine', who.palad],
    ['approve', who.nayok], ['post', who.finance1],
  ]);
}

/** Clears it: vouchers of 17,350, the rest comes back. */
async function clear(desk, who) {
  await desk.sit(who.clerk, '/advance-clearings/new');
  await desk.choose('เงินยืมที่ส่งใช้', 'ย.1/2569');
  await desk.sees('เงินยืมที่ยังไม่ส่งใช้ 20,000.00 บาท');
  await desk.sees('ผู้ยืมเป็นลูกหนี้อยู่ 20,000.00 บาท');
  await desk.box('รายการ').first().fill('ค่าลงทะเบียนอบรม');
  await desk.box('จำนวนเงิน').first().fill('17350');
  await desk.box('เงินเหลือจ่าย').fill('2650.01');
  await desk.button('ส่งเอกสาร').click();
  await desk.alerted('เกินเอกสารที่อ้างถึง');
  await desk.box('เงินเหลือจ่าย').fill('2650');
  await desk.sees('เหลือ 0.00 บาท');
  await desk.act('ส่งเอกสาร', { status: 'รอดำเนินการ' });
  await desk.inspect();
  const clearing = desk.page.url();
  await desk.sit(who.finance1, clearing);
  await desk.act('ตรวจแล้ว ถูกต้อง');
  await desk.sit(who.head, clearing);
  await desk.act('อนุมัติและลงบัญชี', { asked: true, status: 'ลงบัญชีแล้ว' });
  const [voucher] = await desk.vouchers();
  assert.match(voucher.number, /^JV/);
  assert.deepEqual(voucher.lines, [
    ['5104010110', '17,350.00', '-'], ['1102010101', '-', '17,350.00'],
  ]);
}

/** The rest over the counter, into the books. */
async function giveBack(desk, who) {
  await desk.sit(who.revenue, '/receipts/new');
  await desk.box('ชื่อบนใบเสร็จ').fill(BORROWER);
  await desk.combo('ชนิด').selectOption({ label: 'รับคืนเงินยืม' });
  await desk.choose('สัญญาการยืมเงิน', 'ย.1/2569');
  await desk.box('จำนวนเงิน').fill('2650');
  await desk.act('ออกใบเสร็จ', { status: 'ออกใบเสร็จแล้ว' });
  await desk.inspect();
  const slip = await make('remittance-slips', { receipts: [desk.id] },
    [['submit', who.revenue], ['approve', who.finance1]]);
  await make('remittance-summaries', { slips: [slip.header.id] },
    [['submit', who.finance1], ['approve', who.head]]);
}

export default async function advance(stage) {
  const { who, ids } = await found();
  const desk = await stage.desk();
  const [address, id] = await ask(desk, who);
  await pay(who, ids, id);
  // Whoever has an open advance gets no other.
  await desk.sit(who.clerk, '/advance-requests/new');
  await desk.choose('รายการงบประมาณ', 'L01');
  await desk.box('ชื่อผู้ยืม').fill(BORROWER);
  await desk.box('ยืมเพื่อ').fill('อีกครั้ง');
  await desk.box('จำนวนเงินที่ยืม').fill('1');
  await desk.button('บันทึกร่าง').click();
  await desk.alerted('ย.1/2569');

  await clear(desk, who);
  assert.equal((await lineOf(who.finance1, ids.fuel)).remaining, '32650.00');
  await desk.sit(who.clerk, address);
  await desk.stands('อนุมัติแล้ว');
  await giveBack(desk, who);
  await desk.sit(who.clerk, address);
  await desk.stands('ส่งใช้ครบแล้ว');
  const paper = await desk.bytes(`/api/v1/advance-requests/${id}/print`);
  assert.equal(paper.head, '%PDF');
}
