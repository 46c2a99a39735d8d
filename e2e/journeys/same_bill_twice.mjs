// The same bill a second time: warned of before it is handed in, with the way to the first; pressed
// again, it goes on. And a payee who is registered already.
import assert from 'node:assert/strict';
import { make, read } from '../support/api.mjs';
import { found, fuelRequest, requestSteps } from '../support/office.mjs';

const SEND = 'ลงนามผู้เบิกและส่ง';

async function pay(desk, who, first) {
  await desk.sit(who.office, '/disbursement-requests/new');
  await desk.choose('รายการงบประมาณ', 'L01');
  await desk.choose('ผู้มีสิทธิรับเงิน', 'S1');
  await desk.box('เลขที่ใบแจ้งหนี้/ใบส่งของ').fill('f–๑๑๘');
  await desk.box('เบิกเพื่อ').fill('น้ำมันอีกครั้ง');
  await desk.box('รายการหรือผู้รับเงิน').fill('น้ำมันดีเซล');
  await desk.box('จำนวนเงิน').fill('1200.00');
  await desk.button(SEND, desk.page.getByRole('toolbar')).click();
  const notice = desk.page.getByRole('status').filter({ hasText: 'อาจเป็นการเบิกซ้ำ' });
  await notice.waitFor();
  await desk.stands('ฉบับร่าง');
  await desk.focusOn('warnings');
  await desk.inspect('warned');
  const twin = desk.link('เปิดดู 69-01-00001', notice);
  assert.equal(await twin.getAttribute('href'), `/disbursement-requests/${first.header.id}`);
  await desk.act(SEND);
  const sent = await read(who.office, '/disbursement-requests?status=submitted');
  assert.equal(sent.total, 2);
}

async function enterParty(desk, who) {
  await desk.sit(who.finance1, '/parties');
  await desk.button('เพิ่มรายการ').click();
  await desk.box('รหัส', desk.dialog()).fill('S2');
  await desk.box('ชื่อ', desk.dialog()).fill('ร้านสมมติ น้ำมัน');
  await desk.button('บันทึก', desk.dialog()).click();
  const notice = desk.dialog().getByRole('status').filter({ hasText: 'S1 ร้านสมมติน้ำมัน' });
  await notice.waitFor();
  await desk.inspect('a party of this name');
  await desk.button('บันทึก', desk.dialog()).click();
  await desk.dialog().waitFor({ state: 'hidden' });
  assert.equal((await read(who.finance1, '/parties?q=S2')).total, 1);
}

export default async function sameBillTwice(stage) {
  const { who, ids } = await found();
  const bill = { ...fuelRequest(ids, '1200.00'), bill_no: 'F-118' };
  const first = await make('disbursement-requests', bill, requestSteps(who).slice(0, 1));
  const desk = await stage.desk();
  await pay(desk, who, first);
  await enterParty(desk, who);
}
