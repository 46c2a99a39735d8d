// Every report there is, every figure on it: pressed, it opens the entries that add up to it, each of them
// names its document, and there is a way back.
import assert from 'node:assert/strict';
import { make, read, uuid7 } from '../support/api.mjs';
import { TODAY, found, fuelRequest, requestSteps } from '../support/office.mjs';

/** What a page has that shows figures of the books. */
const REPORT = 'main table.report, main table.status-table, main .tile-figures a.drill';
/** Reports that are no line of the menu: the first page, the report of a day before and after it is signed. */
const OTHERS = ['/', '/daily-reports/new'];
/** Those of the menu that there are; another one is walked by itself. */
const KNOWN = ['/budget-lines', '/trial-balance', '/receipts-payments'];

const plain = (text) => text.replaceAll(',', '').match(/[0-9]+[.][0-9]{2}/)?.[0];

/** Money received, deposited, obligated, paid by cheque and by transfer; a cheque that nobody collected. */
async function fill({ who, ids }) {
  const receipt = await make('receipts', {
    payer_name: 'นาย ก สมมติ', money_kind: 'cash',
    items: [{ item_type: 'revenue', revenue_type: '412106', amount: '1240.00' }],
  }, [['submit', who.revenue]]);
  const slip = await make('remittance-slips', { receipts: [receipt.header.id] },
    [['submit', who.revenue], ['approve', who.finance1]]);
  await make('remittance-summaries', { slips: [slip.header.id] },
    [['submit', who.finance1], ['approve', who.head]]);
  await make('bank-deposits', { bank_account_id: ids.savings, cash: '1000.00', slip_no: 'ทดสอบ 1' },
    [['submit', who.finance1], ['approve', who.head]]);
  const request = async (amount) => {
    const made = await make('disbursement-requests', fuelRequest(ids, amount), requestSteps(who), who.clerk);
    return made.header.id;
  };
  await make('disbursement-requests', fuelRequest(ids, '333.00'), requestSteps(who).slice(0, 2), who.clerk);
  const report = (id, cheque_no) => make('cheque-reports', {
    items: [{ item_id: uuid7(), requests: [id], method: 'cheque', bank_account_id: ids.current, cheque_no }],
  }, [['submit', who.finance1], ['examine', who.head], ['examine', who.palad], ['approve', who.nayok]]);
  await report(await request('1234.00'), '0001001');
  const paid = await report(await request('456.00'), '0001002');
  const [{ item_id }] = paid.body.items;
  await make('payments', { method: 'cheque', cheque_item_id: item_id, received_by: 'ร้านสมมติน้ำมัน' },
    [['submit', who.finance1], ['post', who.finance1]]);
}

/** The lines of the menu whose page shows figures. */
async function reports(desk) {
  await desk.open('/');
  const menu = await desk.page.locator('.side a[href^="/"]')
    .evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute('href')))]);
  const have = [];
  for (const path of menu) {
    await desk.page.goto(new URL(path, desk.page.url()).href);
    await desk.ready();
    if (await desk.page.locator(REPORT).count()) have.push(path);
  }
  for (const path of KNOWN) assert.ok(have.includes(path), `${path} is no report any more`);
  return [...new Set([...OTHERS, ...have])];
}

/** Amounts of a report that lead nowhere, but for what people count and type themselves. */
const plainFigures = (desk) => desk.page.locator('main :is(.report, .status-table) td.amount')
  .evaluateAll((cells) => cells
    .filter((cell) => /[1-9]/.test(cell.innerText) && !cell.querySelector('a') && !cell.closest('.count'))
    .map((cell) => cell.closest('tr').innerText));

/** What is folded away is figures, too. */
const unfold = (desk) => desk.page.locator('main details')
  .evaluateAll((all) => all.forEach((one) => { one.open = true; }));

/** Each figure pressed, and back; the documents of the last of them opened. */
async function press(desk, path) {
  await desk.open(path);
  assert.deepEqual(await plainFigures(desk), [], `${path}: figures that lead nowhere`);
  const links = desk.page.locator('main a.drill[href^="/journal"]:not([target])');
  const count = await links.count();
  assert.ok(count > 0, `${path} has no figure that leads on`);
  for (let at = 0; at < count; at += 1) {
    await unfold(desk);
    const figure = plain(await links.nth(at).innerText());
    await links.nth(at).click();
    await desk.page.waitForURL('**/journal?**');
    await desk.ready();
    const what = `${path}: ${figure}, ${desk.page.url()}`;
    const sums = (await desk.page.locator('.matching .figure').allInnerTexts()).map(plain);
    assert.ok(sums.includes(figure), `${what} leads to ${sums}`);
    const entries = desk.page.locator('.journal-entry');
    const shown = await entries.count();
    const named = await entries.evaluateAll((all) => all
      .filter((one) => one.querySelector('h2 a[href^="/"]')).length);
    assert.ok(shown > 0 && named === shown, `${what}: ${named} of ${shown} entries name a document`);
    if (at === count - 1) {
      await entries.first().locator('h2 a[href^="/"]').first().click();
      await desk.page.locator('.document-head').waitFor();
      await desk.page.goBack();
      await desk.ready();
    }
    await desk.page.locator('.crumbs button').click();
    await desk.page.waitForURL((now) => now.pathname === path);
    await desk.ready();
  }
  // What leads to documents themselves does so, too.
  const own = desk.page.locator('main :is(.report, .status-table) td.amount a:not([href^="/journal"])');
  for (let at = 0; at < await own.count(); at += 1) {
    await own.nth(at).click();
    await desk.page.locator('.document-head').waitFor();
    await desk.page.goBack();
    await desk.ready();
  }
  return count;
}

export default async function everyFigure(stage) {
  const office = await found();
  const { who } = office;
  await fill(office);
  const desk = await stage.desk({ viewport: { width: 1366, height: 768 } });
  await desk.sit(who.finance1);
  let pressed = 0;
  for (const path of await reports(desk)) pressed += await press(desk, path);
  const { header } = await make('daily-reports',
    { report_date: TODAY, counted_cash: [{ value: '100.00', count: 2 }, { value: '20.00', count: 2 }], difference_reason: null },
    [['submit', who.finance1]]);
  pressed += await press(desk, `/daily-reports/${header.id}`);
  assert.ok(pressed >= 60, `${pressed} figures were pressed`);
  const { total_money: total } = await read(who.finance1, `/reports/daily-status?date=${TODAY}`);
  assert.ok(Number(total) > 0);
}
