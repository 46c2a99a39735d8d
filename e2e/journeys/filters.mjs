// A list is narrowed, sorted and shared: amount, payer, department, period; the link shows the same rows to
// somebody who works in another year.
import assert from 'node:assert/strict';
import { make } from '../support/api.mjs';
import { found, fuelRequest } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

const PAYERS = [['ขวด', '30.00'], ['แก้ว', '20.00'], ['ก๋วย', '10.00'], ['กวย', '40.00']];

async function fill({ who, ids }) {
  for (const [payer_name, amount] of PAYERS) {
    await make('receipts', {
      payer_name, money_kind: 'cash',
      items: [{ item_type: 'revenue', revenue_type: '412106', amount }],
    }, [['submit', who.revenue]]);
  }
  for (const [purpose, amount] of PAYERS) {
    await make('disbursement-requests', { ...fuelRequest(ids, amount), purpose }, [], who.clerk);
  }
}

export default async function filters(stage) {
  const office = await found();
  const { who } = office;
  await fill(office);
  const desk = await stage.desk({ viewport: { width: 1366, height: 768 } });
  const cells = (at) => desk.page.locator(`table.list tbody tr td:nth-child(${at})`).allInnerTexts();
  const column = async (at) => (await cells(at)).map((text) => text.split('\n')[0].trim());
  const shows = (at, wanted, what) => until(
    async () => JSON.stringify(await column(at)) === JSON.stringify(wanted), what);

  await desk.sit(who.finance1, '/receipts');
  await desk.page.getByText('ตัวกรองเพิ่มเติม').click();
  const least = desk.page.getByLabel('จำนวนเงินตั้งแต่');
  await least.fill('๒๐');
  await least.press('Tab');
  await shows(5, ['40.00', '20.00', '30.00'], 'amounts of 20 and more');
  const most = desk.page.getByLabel('จำนวนเงินไม่เกิน');
  await most.fill('สามสิบ');
  await most.press('Tab');
  assert.equal(await most.getAttribute('aria-invalid'), 'true', 'an amount that is none');
  await most.fill('30');
  await most.press('Tab');
  await shows(5, ['20.00', '30.00'], 'amounts from 20 to 30');
  await desk.inspect('more filters');
  await desk.button('จำนวนเงิน', desk.page.locator('thead')).click();
  await shows(5, ['30.00', '20.00'], 'the greatest first');
  const payer = desk.page.getByLabel('ผู้ชำระ/ผู้รับเงิน');
  await payer.fill('แก้ว');
  await payer.press('Enter');
  await payer.press('Tab');
  await shows(5, ['20.00'], 'one payer');

  // The link has the year in it: a colleague who works in another year sees the same rows.
  const link = desk.page.url();
  assert.equal(new URL(link).searchParams.get('fiscal_year'), '2569');
  await desk.sit(who.auditor, '/');
  await desk.page.locator('select.year').selectOption('2568');
  await desk.page.evaluate((href) => {
    const way = document.createElement('a');
    way.href = href;
    document.querySelector('main').append(way);
    way.click();
  }, link);
  await desk.page.waitForURL(link);
  assert.equal(await desk.page.locator('select.year').inputValue(), '2568');
  await shows(5, ['20.00'], 'the same rows');

  // Esc takes away what was typed first, then nothing is left to take.
  await desk.sit(who.finance1, '/receipts');
  const search = desk.page.getByLabel('ค้นหา', { exact: true });
  await search.fill('ไม่มีแบบนี้');
  await search.press('Enter');
  await desk.sees('ไม่พบรายการตามตัวกรองนี้');
  await desk.link('ล้างตัวกรอง', desk.page.locator('.empty')).waitFor();
  await search.focus();
  await search.press('Escape');
  assert.equal(await search.inputValue(), '');
  await until(async () => (await column(5)).length === 4, 'all rows again');
  const everything = desk.combo('ค้นหาทุกอย่าง');
  await everything.fill('ส่งคืน');
  await everything.press('Escape');
  assert.equal(await everything.inputValue(), '');

  // Subjects in the order of the dictionary, both ways; by day.
  await desk.open('/disbursement-requests');
  const head = desk.page.locator('thead');
  await desk.button('รายการ', head).click();
  await shows(3, ['กวย', 'ก๋วย', 'แก้ว', 'ขวด'], 'the order of the dictionary');
  await desk.button('รายการ', head).click();
  await shows(3, ['ขวด', 'แก้ว', 'ก๋วย', 'กวย'], 'the same from its end');
  await desk.button('วันที่', head).click();
  await desk.page.waitForURL('**sort=-day**');
  await desk.page.getByText('ตัวกรองเพิ่มเติม').click();
  await desk.choose('กอง', '04');
  await desk.sees('ไม่พบรายการตามตัวกรองนี้');

  // By the fund of the lines that are charged, where lines are charged; by who made it or took a step.
  await desk.sit(who.finance1, '/disbursement-requests');
  await desk.page.getByText('ตัวกรองเพิ่มเติม').click();
  const fund = desk.page.getByLabel('แหล่งเงิน');
  await fund.selectOption({ label: 'เงินกู้' });
  await desk.sees('ไม่พบรายการตามตัวกรองนี้');
  await fund.selectOption({ label: 'เงินงบประมาณ' });
  await until(async () => (await column(5)).length === 4, 'all of the fund');
  const person = 'ผู้จัดทำหรือผู้ดำเนินการ';
  await desk.choose(person, 'คุณงบประมาณ');
  await desk.sees('ไม่พบรายการตามตัวกรองนี้');
  await desk.choose(person, 'คุณธุรการ');
  await until(async () => (await column(5)).length === 4, 'all that the clerk made');
  await desk.inspect('by fund and person');
  const narrowed = new URL(desk.page.url());
  assert.ok(['fund', 'person', 'fiscal_year'].every((name) => narrowed.searchParams.get(name)));
  await desk.sit(who.auditor, `${narrowed.pathname}${narrowed.search}`);
  await until(async () => (await column(5)).length === 4, 'the same for a colleague');
  await desk.sit(who.finance1, '/receipts');
  await desk.page.getByText('ตัวกรองเพิ่มเติม').click();
  await desk.combo(person).waitFor();
  assert.equal(await fund.count(), 0, 'receipts charge no line');

  const phone = await stage.desk({ viewport: { width: 360, height: 740 } });
  await phone.sit(who.finance1, `${new URL(link).pathname}${new URL(link).search}`);
  const width = await phone.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 360, `the list is ${width} pixels wide on a phone`);
}
