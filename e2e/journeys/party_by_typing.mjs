// A register with more parties than are asked for at first: the last of it is found by typing, and
// shown where a document names it already.
import assert from 'node:assert/strict';
import { call, make, read, uuid7 } from '../support/api.mjs';
import { found } from '../support/office.mjs';

const PARTIES = 205;

/** Who is in no register yet is added from the form; whoever may not add is told who may. */
async function nobodyYet(stage, desk, who) {
  const NEW = 'ร้านเปิดใหม่สมมติ';
  const sender = desk.combo('ผู้โอน');
  await sender.fill(NEW);
  const add = desk.page.getByRole('option', { name: `เพิ่ม “${NEW}” ในทะเบียน` });
  await add.waitFor();
  await sender.press('Enter');
  const dialog = desk.dialog();
  await dialog.waitFor();
  await desk.inspect('new party');
  assert.equal(await desk.box('ชื่อ', dialog).inputValue(), NEW, 'the name is taken along');
  // Left, the box keeps what was typed; asked again, it is added and chosen.
  await desk.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await sender.inputValue(), NEW, 'what was typed is kept');
  await sender.fill(`${NEW} 2`);
  await desk.page.getByRole('option', { name: `เพิ่ม “${NEW} 2” ในทะเบียน` }).click();
  await dialog.waitFor();
  await desk.button('บันทึก', dialog).click();
  await dialog.waitFor({ state: 'hidden' });
  await desk.holds(sender, `${NEW} 2`);
  await desk.holds(sender, 'P-00001');
  assert.equal(await sender.getAttribute('aria-invalid'), 'false', 'the box is right again');

  // A number copied from paper is read back as banks print it, and kept as digits.
  await desk.open('/parties');
  await desk.button('เพิ่มรายการใหม่').click();
  await desk.box('ชื่อ', dialog).fill('ร้านมีบัญชี');
  await desk.box('ธนาคาร', dialog).fill('ธนาคารสมมติ');
  await desk.box('เลขที่บัญชีของผู้รับเงิน', dialog).fill('๑๒๓ 4-56789 0');
  await desk.sees('อ่านทวน: ธนาคารสมมติ เลขที่ 123-4-56789-0 ชื่อบัญชี ร้านมีบัญชี');
  await desk.button('บันทึก', dialog).click();
  await dialog.waitFor({ state: 'hidden' });
  const { items } = await read(who.finance1, `/parties?q=${encodeURIComponent('ร้านมีบัญชี')}`);
  assert.equal(items[0].bank_account_no, '1234567890');

  const works = await stage.desk();
  await works.sit(who.office, '/disbursement-requests/new');
  await works.combo('ผู้มีสิทธิรับเงิน').fill('ไม่มีใครชื่อนี้');
  await works.sees(/ผู้เพิ่มรายชื่อใหม่ได้: .*เจ้าหน้าที่การเงิน/);
}

export default async function partyByTyping(stage) {
  const { who, ids } = await found();
  const put = (code, name_th) => {
    const body = {
      id: uuid7(), code, name_th, kind: 'payer', taxpayer_kind: 'none', vat_registered: false,
    };
    return call('PUT', `/parties/${body.id}`, { token: who.finance1, body });
  };
  for (let at = 1; at <= PARTIES; at += 5) {
    await Promise.all([0, 1, 2, 3, 4].map((more) => put(`A${at + more}`, `ร้านสมมติ ${at + more}`)));
  }
  const last = await put('Z-LAST', 'ร้านท้ายทะเบียน');

  const desk = await stage.desk();
  await desk.sit(who.finance1, '/bank-receipts/new');
  await desk.choose('ผู้โอน', 'Z-LAST');
  await desk.choose('ผู้โอน', 'A117');
  const sender = desk.combo('ผู้โอน');
  await sender.fill('ท้ายทะเบีย');
  await desk.page.getByRole('option').filter({ hasText: 'Z-LAST' }).first().waitFor();
  await sender.press('Enter');
  await desk.holds(sender, 'ร้านท้ายทะเบียน');

  await nobodyYet(stage, desk, who);

  // A form that fills in a name from the one chosen.
  await desk.sit(who.clerk, '/advance-requests/new');
  await desk.choose('ผู้ยืมในทะเบียน (ถ้ามี)', 'Z-LAST');
  await desk.holds(desk.box('ชื่อผู้ยืม'), 'ร้านท้ายทะเบียน');

  const draft = await make('bank-receipts', {
    bank_account_id: ids.savings, payer_id: last.id,
    items: [{ item_type: 'revenue', revenue_type: '431002', amount: '10.00' }],
  }, [], who.finance1);
  await desk.sit(who.finance1, `/bank-receipts/${draft.header.id}`);
  await desk.holds(desk.combo('ผู้โอน'), 'ร้านท้ายทะเบียน');
  await desk.inspect();
}
