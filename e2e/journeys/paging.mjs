// A list, a register and the journal with more rows than one page, to the end and back.
import assert from 'node:assert/strict';
import { call, make, uuid7 } from '../support/api.mjs';
import { found } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

const ROWS = 52;

/** Rows of a list, of a register and of the journal. */
async function fill({ who, ids }) {
  const receipt = (at) => make('receipts', {
    payer_name: `นาย ${at} สมมติ`, money_kind: 'cash',
    items: [{ item_type: 'revenue', revenue_type: '412106', amount: `${at}.00` }],
  }, [['submit', who.revenue]]);
  const party = (at) => {
    const body = {
      id: uuid7(), code: `P${at}`, name_th: `ร้านสมมติ ${at}`, kind: 'supplier',
      taxpayer_kind: 'none', vat_registered: false,
    };
    return call('PUT', `/parties/${body.id}`, { token: who.finance1, body });
  };
  const transfer = (at) => make('bank-receipts', {
    bank_account_id: ids.savings, payer_id: ids.public,
    items: [{ item_type: 'revenue', revenue_type: '412106', amount: `${at}.00` }],
  }, [['submit', who.finance1], ['approve', who.head]]);
  const all = [...Array(ROWS).keys()].map((at) => at + 1);
  for (const at of all) await Promise.all([receipt(at), party(at), transfer(at)]);
}

/** To the last page and back, by keyboard; what is on the pages is told by `rows`. */
async function there(desk, path, rows) {
  const pages = desk.page.getByRole('navigation', { name: 'แบ่งหน้า' });
  const go = async (label, page) => {
    await desk.button(label, pages).focus();
    await desk.page.keyboard.press('Enter');
    await desk.page.waitForURL((now) => now.searchParams.get('page') === String(page));
    await desk.ready();
    await pages.getByText(`หน้า ${page} จาก 2`).waitFor();
  };
  await desk.open(path);
  await pages.getByText('หน้า 1 จาก 2').waitFor();
  assert.ok(await desk.button('ก่อนหน้า', pages).isDisabled(), `${path}: before the first page`);
  const first = await rows();
  await go('ถัดไป', 2);
  assert.ok(await desk.button('ถัดไป', pages).isDisabled(), `${path}: after the last page`);
  const second = await rows();
  assert.equal(first.length, 50, path);
  assert.ok(second.length >= ROWS - 50, `${path}: ${second.length} rows`);
  assert.equal(new Set([...first, ...second]).size, first.length + second.length, `${path}: twice`);
  await desk.inspect('second page');
  await go('ก่อนหน้า', 1);
  await desk.focusOn('page-title');
  assert.deepEqual(await rows(), first, path);

  // A page that is not there, as a bookmark or a link may name it.
  await desk.open(`${path}?page=9`);
  await desk.sees('ไม่มีหน้า 9');
  await desk.inspect('beyond the last page');
  await desk.button('ไปหน้าสุดท้าย').click();
  await until(async () => (await rows()).length === second.length, 'the last page');
  for (const page of ['0', 'x']) {
    await desk.open(`${path}?page=${page}`);
    // Names of a register come by themselves.
    const again = async () => JSON.stringify(await rows()) === JSON.stringify(first);
    await until(again, `the first page of ${path}?page=${page}`);
  }
}

export default async function paging(stage) {
  const office = await found();
  await fill(office);
  const desk = await stage.desk();
  await desk.sit(office.who.finance1);
  const inTable = () => desk.page.locator('table.list tbody tr').allInnerTexts();
  await there(desk, '/receipts', inTable);
  await there(desk, '/parties', inTable);
  await there(desk, '/journal', () => desk.page.locator('.journal-entry').allInnerTexts());
}
