// Every month another bill: a new request begins as the old one was, without the number of the bill.
import assert from 'node:assert/strict';
import { make, read } from '../support/api.mjs';
import { found, fuelRequest } from '../support/office.mjs';

export default async function newFromOld(stage) {
  const { who, ids } = await found();
  const body = { ...fuelRequest(ids, '100.00'), bill_no: 'IV-0012' };
  const { header } = await make('disbursement-requests', body, [], who.clerk);
  const desk = await stage.desk();
  await desk.sit(who.clerk, `/disbursement-requests/${header.id}`);
  await desk.link('สร้างใหม่จากฉบับนี้').click();
  await desk.page.waitForURL('**/disbursement-requests/new?like=*');
  await desk.holds(desk.box('เบิกเพื่อ'), 'น้ำมันดีเซลรถบรรทุกน้ำ');
  assert.equal(await desk.box('เลขที่ใบแจ้งหนี้').inputValue(), '');
  await desk.box('จำนวนเงิน').fill('120.50');
  await desk.page.keyboard.press('Control+s');
  await desk.page.waitForURL(/disbursement-requests\/[0-9a-f-]{36}$/);
  const { items } = await read(who.clerk, '/disbursement-requests');
  assert.deepEqual(items.map((one) => one.amount).sort(), ['100.00', '120.50']);
  await desk.inspect('made from another');
}
