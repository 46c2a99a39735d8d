// Two people change one draft: the second is told what happened before being asked what to do, and
// keeps what was typed.
import assert from 'node:assert/strict';
import { make, read } from '../support/api.mjs';
import { found } from '../support/office.mjs';

const PATH = '/receipts';

export default async function conflict(stage) {
  const { who: { revenue } } = await found();
  const { header: { id } } = await make('receipts', {
    payer_name: 'นาย ก สมมติ', money_kind: 'cash',
    items: [{ item_type: 'revenue', revenue_type: '412106', amount: '10.00' }],
  }, [], revenue);
  const desk = await stage.desk();
  await desk.sit(revenue, `${PATH}/${id}`);
  const other = await desk.tab();
  await other.open(`${PATH}/${id}`);
  const name = (tab) => tab.box('ชื่อบนใบเสร็จ');
  await name(other).fill('นาย ข สมมติ');
  await other.page.keyboard.press('Control+s');
  await other.sees('บันทึกแล้ว');

  await name(desk).fill('นาย ค สมมติ');
  await desk.page.keyboard.press('Control+s');
  await desk.alerted('มีผู้แก้ไขเอกสารนี้');
  // What happened is read first; the way out is the next thing Tab comes to.
  await desk.focusOn('refusal');
  // Both versions, where they differ.
  const versions = desk.page.getByRole('table').filter({ hasText: 'ฉบับล่าสุดในระบบ' });
  await versions.waitFor();
  assert.deepEqual(await desk.rows(versions), [['ชื่อบนใบเสร็จ', 'นาย ข สมมติ', 'นาย ค สมมติ']]);
  await desk.inspect('conflict');
  await desk.page.keyboard.press('Tab');
  await desk.focusOn('โหลดฉบับล่าสุด');
  await desk.page.keyboard.press('Enter');
  await desk.holds(name(desk), 'นาย ข สมมติ');
  await desk.button('กู้คืน').click();
  await desk.holds(name(desk), 'นาย ค สมมติ');
  await desk.page.keyboard.press('Control+s');
  await desk.sees('บันทึกแล้ว');
  assert.equal((await read(revenue, `${PATH}/${id}`)).body.payer_name, 'นาย ค สมมติ');
}
