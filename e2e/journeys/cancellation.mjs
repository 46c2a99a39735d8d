// A request registered by mistake is void, and its money is back on the line at the same moment.
import assert from 'node:assert/strict';
import { make } from '../support/api.mjs';
import { found, fuelRequest, requestSteps } from '../support/office.mjs';

async function remaining(desk) {
  await desk.open('/budget-lines');
  const row = desk.page.getByRole('row').filter({ hasText: 'L01' });
  return (await row.getByRole('cell').nth(7).innerText()).trim();
}

export default async function cancellation(stage) {
  const { who, ids } = await found();
  const steps = requestSteps(who).slice(0, 2);
  const request = await make('disbursement-requests', fuelRequest(ids, '12500.00'), steps, who.clerk);
  const desk = await stage.desk();
  await desk.sit(who.finance1, '/');
  assert.equal(await remaining(desk), '37,500.00');

  await desk.open(`/disbursement-requests/${request.header.id}`);
  await desk.link('ขอยกเลิก').click();
  await desk.page.waitForURL('**/cancellations/new?**');
  await desk.sees('12,500.00 บาท');
  await desk.button('ส่งเอกสาร').click();
  await desk.alerted('เหตุผลที่ยกเลิก ต้องกรอก');
  await desk.box('เหตุผลที่ยกเลิก').fill('ลงทะเบียนซ้ำ');
  await desk.act('ส่งเอกสาร', { status: 'รอดำเนินการ' });
  const address = desk.page.url();
  assert.equal(await remaining(desk), '37,500.00');

  // Somebody has the request open; the badge there follows when the window is come back to.
  const open = await stage.desk();
  await open.sit(who.auditor, `/disbursement-requests/${request.header.id}`);
  await open.stands('รอดำเนินการ');
  await desk.sit(who.head, address);
  // What follows is said in figures before, and the page shows it afterwards.
  const toolbar = desk.page.getByRole('toolbar');
  await desk.button('อนุมัติและลงบัญชี', toolbar).click();
  for (const part of ['จำนวน 12,500.00 บาท', 'กลับรายการทันที']) {
    await desk.dialog().getByText(part).waitFor();
  }
  await desk.button('ยังไม่ทำ', desk.dialog()).click();
  await desk.button('ไม่อนุมัติ', toolbar).click();
  await desk.dialog().getByText('จะไม่อนุมัติการยกเลิกเอกสาร').waitFor();
  assert.equal(await desk.dialog().getByText('จะว่าง').count(), 0, 'it holds no documents');
  await desk.button('ยังไม่ทำ', desk.dialog()).click();
  await desk.act('อนุมัติและลงบัญชี', { asked: true, status: 'ยกเลิกให้แล้ว' });
  await desk.page.locator('.target .badge').filter({ hasText: /^ยกเลิก$/ }).waitFor();
  await open.page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await open.stands('ยกเลิก');
  assert.equal(await remaining(desk), '50,000.00');
  await desk.open(`/disbursement-requests/${request.header.id}`);
  await desk.stands('ยกเลิก');
}
