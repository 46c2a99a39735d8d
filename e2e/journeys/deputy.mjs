// Somebody acts for the executive by an order: within its days the deputy approves, and history and
// paper say in whose stead; on the day after it is refused, with the order and its days.
import assert from 'node:assert/strict';
import { ask, call, make, read } from '../support/api.mjs';
import { found, fuelRequest, requestSteps } from '../support/office.mjs';

const LINE = 'รักษาราชการแทน นายก อบต.';

export default async function deputy(stage) {
  const { who, ids } = await found();
  const waiting = () => make('disbursement-requests', fuelRequest(ids, '1000.00'),
    requestSteps(who).slice(0, -1), who.clerk);
  const [first, second] = [await waiting(), await waiting()];
  const at = ({ header }) => `/disbursement-requests/${header.id}`;

  // The executive says when that is: what waits is shown to the head, and on the document.
  const nayok = await stage.desk({ viewport: { width: 360, height: 740 } });
  await nayok.sit(who.nayok, '/my-rights');
  await nayok.link('วันที่ไม่อยู่ปฏิบัติราชการ').click();
  await nayok.page.waitForURL('**/absences');
  await nayok.ready();
  await nayok.inspect();
  await nayok.box('วันสุดท้าย').fill('2/10/2568');
  await nayok.button('แจ้งวันที่ไม่อยู่').click();
  await nayok.table('วันที่ไม่อยู่ปฏิบัติราชการ').getByText('2 ต.ค. 2568').waitFor();
  const head = await stage.desk({ viewport: { width: 1366, height: 768 } });
  await head.sit(who.head, at(first));
  await head.sees('รอ คุณนายก สมมติ ซึ่งไม่อยู่ถึง 2 ต.ค. 2568');
  await head.open('/');
  await head.sees('2 เรื่องรอผู้ที่ไม่อยู่และยังไม่มีผู้ทำแทน: คุณนายก สมมติ (ถึง 2 ต.ค. 2568)');
  await head.link('ดูรายการ').click();
  await head.page.waitForURL('**/absences');
  await head.page.locator(`a[href="${at(first)}"]`).waitFor();
  await head.inspect('with waiting');

  // The order is entered; what is missing is said at its field.
  await head.open('/users');
  await head.link('ผู้รักษาราชการแทน', head.page.locator('#content')).click();
  await head.page.waitForURL('**/deputies');
  await head.ready();
  await head.sees('ยังไม่มีคำสั่งที่บันทึกไว้');
  await head.inspect();
  await head.choose('ผู้รักษาราชการแทน', 'คุณงบประมาณ');
  await head.choose('ผู้ดำรงตำแหน่ง', 'คุณนายก');
  await head.holds(head.box('ตำแหน่งที่รักษาราชการแทน'), 'นายก อบต.');
  const enter = head.button('บันทึกคำสั่ง');
  await enter.click();
  await head.alerted('เลขที่คำสั่ง', 'ถึงวันที่ ต้องกรอก');
  await head.inspect('refused');
  await head.box('เลขที่คำสั่ง').fill('๑๒๓/๒๕๖๘');
  await head.box('ถึงวันที่').fill('2/10/2568');
  await enter.click();
  const row = head.table('ผู้รักษาราชการแทน').getByRole('row').filter({ hasText: '123/2568' });
  await row.filter({ hasText: 'ใช้อยู่' }).waitFor();
  // The days on which it holds; and what was wrong with this one is not wrong with the next.
  await row.getByText('1 ต.ค. 2568 – 2 ต.ค. 2568').waitFor();
  assert.equal(await head.page.locator('.summary').count(), 0, 'what was wrong is still said');
  await head.inspect('listed');
  await head.open('/');
  assert.equal(await head.page.getByText('เรื่องรอผู้ที่ไม่อยู่').count(), 0, 'somebody acts');

  // The deputy sees it waiting and approves; rights, steps and history say in whose stead.
  const desk = await stage.desk();
  await desk.sit(who.budget, '/my-rights');
  await desk.sees('คำสั่งที่ 123/2568 ลงวันที่ 1 ต.ค. 2568');
  await desk.open('/');
  await desk.page.locator(`a[href="${at(first)}"]`).waitFor();
  await desk.open(at(first));
  await desk.act('อนุมัติ', { asked: true });
  await desk.sees(LINE);
  const events = await read(who.nayok, `${at(first)}/history`);
  const { acting } = events.findLast(({ action }) => action === 'approve');
  assert.deepEqual([acting.kind, acting.order_no, acting.holder],
    ['acting', '123/2568', 'คุณนายก สมมติ']);
  const paper = await desk.bytes(`/api/v1${at(first)}/print`);
  assert.deepEqual([paper.status, paper.head], [200, '%PDF']);

  // The day after, by the page and by the API.
  const { entity } = await read(who.head, '/session');
  await call('PUT', `/practice/entities/${entity.id}/today`, { body: { today: '2025-10-03' } });
  const { version } = second.header;
  const refused = await ask('POST', `${at(second)}/approve`,
    { body: { version, comment: null, fields: {} }, token: who.budget });
  assert.deepEqual([refused.status, refused.body.code], [403, 'deputy_not_in_force']);
  for (const words of ['123/2568', '1 ต.ค. 2568', '2 ต.ค. 2568', LINE]) {
    assert.ok(refused.body.title.includes(words), refused.body.title);
  }
  await desk.open('/');
  assert.equal(await desk.page.locator(`a[href="${at(second)}"]`).count(), 0, 'nothing waits');
  await head.open('/deputies');
  await row.filter({ hasText: 'สิ้นสุดแล้ว' }).waitFor();

  // On a phone.
  const phone = await stage.desk({ viewport: { width: 360, height: 740 } });
  await phone.sit(who.head, '/deputies');
  await row.first().waitFor();
  const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${wide} px wide`);
  await phone.inspect();
}
