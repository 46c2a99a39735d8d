// Two people change one draft: the second is told what happened before being asked what to do, and
// keeps what was typed.
import assert from 'node:assert/strict';
import { call, make, read } from '../support/api.mjs';
import { found, fuelRequest } from '../support/office.mjs';

const PATH = '/receipts';

export default async function conflict(stage) {
  const { who: { revenue, office, finance1, finance2 }, ids } = await found();
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
  await registers(desk, finance1, finance2);
  await outdated(desk, office, finance1, ids);
}

// A draft is not handed in as what nobody has seen: a payee that was renamed meanwhile is shown first.
async function outdated(desk, one, another, ids) {
  const draft = await make('disbursement-requests', fuelRequest(ids, '107.00'), [], one);
  const { id } = draft.header;
  await desk.sit(one, `/disbursement-requests/${id}`);
  const entry = await read(another, `/parties/${ids.supplier}`);
  const renamed = { ...entry, name_th: 'ร้านที่เปลี่ยนชื่อแล้ว' };
  await call('PUT', `/parties/${ids.supplier}`, { token: another, body: renamed });
  const told = desk.page.getByRole('alert').filter({ hasText: 'ข้อมูลที่ระบบเติมให้ร่างนี้เปลี่ยนไป' });
  const hand = desk.button('ลงนามผู้เบิกและส่ง', desk.page.getByRole('toolbar'));
  await hand.click();
  // What is warned of is shown first, too.
  await desk.ready();
  if (!(await told.count())) await hand.click();
  await told.waitFor();
  await desk.inspect('an outdated draft');
  const kept = await read(one, `/disbursement-requests/${id}`);
  assert.equal(kept.header.status, 'draft');
  assert.equal(kept.body.payee_name, 'ร้านที่เปลี่ยนชื่อแล้ว');
  await hand.click();
  await desk.stands('รอดำเนินการ');
}

// An entry of a register is not written over either.
async function registers(desk, one, another) {
  await desk.sit(one, '/parties');
  const [entry] = (await read(one, '/parties')).items;
  await desk.page.getByRole('row').filter({ hasText: entry.code }).getByRole('button').first().click();
  const dialog = desk.dialog();
  const name = desk.box('ชื่อ', dialog);
  await desk.holds(name, entry.name_th);
  const theirs = { ...entry, name_th: 'ชื่อที่ผู้อื่นแก้' };
  await call('PUT', `/parties/${entry.id}`, { token: another, body: theirs });
  await name.fill('ชื่อที่ฉันแก้');
  await desk.button('บันทึก', dialog).click();
  await desk.alerted('มีผู้แก้ไขข้อมูลนี้ไปแล้ว');
  const versions = dialog.getByRole('table');
  await versions.waitFor();
  assert.deepEqual(await desk.rows(versions), [['ชื่อ', 'ชื่อที่ผู้อื่นแก้', 'ชื่อที่ฉันแก้']]);
  await desk.inspect('conflict in a register');
  await desk.button('โหลดฉบับล่าสุด', dialog).click();
  await desk.holds(name, 'ชื่อที่ผู้อื่นแก้');
  await name.fill('ชื่อที่ฉันแก้');
  await desk.button('บันทึก', dialog).click();
  await dialog.waitFor({ state: 'hidden' });
  assert.equal((await read(one, `/parties/${entry.id}`)).name_th, 'ชื่อที่ฉันแก้');
}
