// A register with more parties than are asked for at first: the last of it is found by typing, and
// shown where a document names it already.
import { call, make, uuid7 } from '../support/api.mjs';
import { found } from '../support/office.mjs';

const PARTIES = 205;

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
