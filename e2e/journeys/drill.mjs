// From figures to the documents behind them; who may not read the journal sees figures only.
import assert from 'node:assert/strict';
import { make, read } from '../support/api.mjs';
import { TODAY, found, fuelRequest, requestSteps } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

/** The pages whose figures come from the journal. */
const PAGES = ['/', '/trial-balance', '/receipts-payments', '/budget-lines', '/daily-reports/new'];

/** `1,234.00` as the API writes it, without its sign. */
const plain = (text) => text.replaceAll(',', '').match(/[0-9]+[.][0-9]{2}/)?.[0];

/** Money received on this day, in cash and at the bank, some of it deposited. */
async function receive({ who, ids }) {
  const receipt = await make('receipts', {
    payer_name: 'นาย ก สมมติ', money_kind: 'cash',
    items: [{ item_type: 'revenue', revenue_type: '412106', amount: '1240.00' }],
  }, [['submit', who.revenue]]);
  const slip = await make('remittance-slips', { receipts: [receipt.header.id] },
    [['submit', who.revenue], ['approve', who.finance1]]);
  await make('remittance-summaries', { slips: [slip.header.id] },
    [['submit', who.finance1], ['approve', who.head]]);
  await make('bank-deposits', {
    bank_account_id: ids.savings, cash: '1000.00', slip_no: 'ทดสอบ 1',
  }, [['submit', who.finance1], ['approve', who.head]]);
}

/** The figures of the page that lead to the journal. */
async function figures(desk) {
  const links = await desk.page.locator('a.drill[href^="/journal"]').evaluateAll((all) => all
    .map((one) => ({ text: one.textContent, href: one.getAttribute('href') })));
  return links.map(({ text, href }) => ({ text, figure: plain(text), href }));
}

/** Every figure of a page is what the entries at its address add up to. */
async function addUp(desk, token, path) {
  await desk.open(path);
  const all = await figures(desk);
  assert.ok(all.length > 0, `${path} has no figure that leads on`);
  for (const { text, figure, href } of all) {
    const { matching } = await read(token, href.replace('/journal?', '/journal/entries?'));
    const sums = Object.values(matching).map(plain);
    assert.ok(sums.includes(figure), `${path}: ${text} leads to ${sums} (${href})`);
  }
  const plainTotals = await desk.page.locator('tfoot td.amount, .subtotal td.amount')
    .evaluateAll((cells) => cells.filter((cell) => /[1-9]/.test(cell.innerText)
      && !cell.querySelector('a.drill') && !cell.closest('.count')).map((one) => one.innerText));
  assert.deepEqual(plainTotals, [], `${path}: totals that lead nowhere`);
}

/** A total pressed: the journal says the same, and its documents add up to it. */
async function follow(desk, path, row, at) {
  await desk.open(path);
  const total = desk.page.getByRole('row').filter({ hasText: row }).locator('a.drill').nth(at);
  const figure = plain(await total.innerText());
  await total.click();
  await desk.page.waitForURL('**/journal?**');
  await desk.ready();
  const sums = desk.page.locator('.matching .figure');
  const shown = (await sums.allInnerTexts()).map(plain);
  assert.ok(shown.includes(figure), `${row}: ${figure} pressed, ${shown} seen`);
  return figure;
}

export default async function drill(stage) {
  const office = await found();
  const { who, ids } = office;
  const { header: { id, numbers } } = await make('disbursement-requests',
    fuelRequest(ids, '1234.00'), requestSteps(who).slice(0, 2), who.clerk);
  const desk = await stage.desk();
  await desk.sit(who.finance1, '/budget-lines');
  const obligated = desk.page.getByRole('row').filter({ hasText: 'วัสดุเชื้อเพลิง' });
  await desk.link('1,234.00', obligated).click();
  await desk.page.waitForURL('**/journal?**');
  await desk.ready();
  await desk.sees('กรองตาม ก่อหนี้ผูกพัน · L01 วัสดุเชื้อเพลิง');
  assert.equal(await desk.page.locator('.journal-entry').count(), 1);
  await desk.inspect('drill');
  const number = numbers.at(-1).text;
  await desk.link(`ฎีกาเบิกเงิน ${number}`, desk.page.locator('.journal-entry')).click();
  await desk.page.waitForURL(`**/disbursement-requests/${id}`);

  await receive(office);
  for (const path of PAGES) await addUp(desk, who.finance1, path);
  await follow(desk, '/budget-lines', 'รวม', 0);
  await follow(desk, '/trial-balance', 'รวม', 2);
  await follow(desk, '/receipts-payments', 'รับสูงกว่าจ่าย', 0);
  await desk.sees('กรองตาม รายรับ, รายจ่าย');
  await follow(desk, '/daily-reports/new', 'เงินฝากธนาคาร', 0);
  await desk.sees('กรองตาม ยอดยกมา');
  const money = await follow(desk, '/daily-reports/new', 'ทั้งสิ้น', 0);
  const { total_money: total } = await read(who.finance1, `/reports/daily-status?date=${TODAY}`);
  assert.equal(money, total);
  // The newest first, until somebody wants to read from the beginning.
  const first = () => desk.page.locator('.journal-entry .code').first().innerText();
  const newest = await first();
  await desk.page.getByLabel('เรียงลำดับ').selectOption({ label: 'เก่าไปใหม่' });
  await desk.page.waitForURL((now) => !now.searchParams.has('sort'));
  await until(async () => (await first()) !== newest, 'the oldest entry first');
  // The cash in the box on the page of the day's work.
  await desk.open('/');
  await desk.link('240.00', desk.page.locator('.tile-figures')).click();
  await desk.page.waitForURL('**/journal?**');

  await desk.sit(who.clerk, '/budget-lines');
  await desk.sees('1,234.00');
  assert.equal(await desk.page.locator('a.drill').count(), 0, 'a clerk is led to a closed page');
  await desk.open('/journal');
  await desk.sees('ไม่มีสิทธิเปิดหน้านี้');
}
