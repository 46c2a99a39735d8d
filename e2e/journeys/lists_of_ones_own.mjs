// A list as somebody wants it: rows selected by keys, columns taken away and remembered, views under a name;
// from a row of its fifth page and back to it; what an empty one says.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { call, make, uuid7 } from '../support/api.mjs';
import { found, fuelRequest } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

const ROWS = 205;

async function picture(desk, name) {
  if (process.env.LAAS_STATE) {
    await desk.page.screenshot({ path: join(process.env.LAAS_STATE, 'log', `lists-${name}.png`) });
  }
}

/** Every list of an office in which nothing was done yet says why it is empty and what to do next. */
async function empty(desk, { who }) {
  let seen = 0;
  for (const [person, makes] of [['finance1', true], ['clerk', true], ['auditor', false]]) {
    await desk.sit(who[person]);
    const menu = desk.page.getByRole('navigation', { name: 'เมนูหลัก' }).getByRole('link');
    const places = await menu.evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    for (const place of places) {
      await desk.open(place);
      const nothing = desk.page.locator('.empty');
      const isList = await desk.page.locator('main .filters, main .empty').count();
      if (!isList || await desk.page.locator('a[data-row], .journal-entry, tbody tr').count()) continue;
      seen += 1;
      const said = await nothing.first().locator('p').allInnerTexts();
      assert.ok(said.length >= 2 && said.every((text) => text.trim()), `${place}: ${said}`);
      const mayMake = makes && await desk.page.locator(`main a[href="${place}/new"]`).count();
      if (mayMake) assert.ok(await nothing.locator('a.button').count(), `${place}: nothing to press`);
    }
  }
  assert.ok(seen >= 12, `${seen} empty lists`);
}

async function fill({ who, ids }) {
  for (let at = 0; at < ROWS; at += 5) {
    await Promise.all([0, 1, 2, 3, 4].map((more) => make('bank-receipts', {
      bank_account_id: ids.savings, payer_id: ids.public,
      items: [{ item_type: 'revenue', revenue_type: '412106', amount: `${at + more + 1}.00` }],
    }, [], who.finance1)));
  }
}

/** Arrows, Home and End move; Space, Shift and Ctrl+A select; Enter opens. */
async function byKeys(desk, { who }) {
  await desk.sit(who.finance1, '/bank-receipts?sort=amount');
  const grid = desk.page.getByRole('grid');
  await grid.waitFor();
  const rows = desk.page.locator('a[data-row]');
  const picked = () => desk.page.locator('tr[aria-selected=true]').count();
  const said = desk.page.locator('.picked');
  const press = (keys) => desk.page.keyboard.press(keys);
  const isAt = (at, what) => until(() => rows.nth(at).evaluate((one) => one === document.activeElement), what);
  await rows.first().focus();
  await press('ArrowDown');
  await isAt(1, 'the second row');
  await press('End');
  await isAt(49, 'the last row');
  await press('Home');
  await isAt(0, 'the first row');
  await press('Space');
  assert.equal(await picked(), 1);
  await press('Shift+ArrowDown');
  await press('Shift+ArrowDown');
  assert.equal(await picked(), 3);
  await said.getByText('เลือก 3 ฉบับ รวม 6.00 บาท').waitFor();
  await desk.inspect('rows selected');
  await picture(desk, 'selected');
  await press('Shift+ArrowUp');
  assert.equal(await picked(), 2);
  await press('Control+a');
  assert.equal(await picked(), 50);
  await press('Escape');
  assert.equal(await picked(), 0);
  await rows.nth(3).focus();
  await press('Space');
  await rows.nth(5).focus();
  await press('Space');
  const second = await rows.nth(5).getAttribute('href');
  await desk.link('ดูทีละฉบับ', said).click();
  await desk.page.waitForURL('**/bank-receipts/*-*');
  await desk.ready();
  await desk.page.getByText('1 จาก 2', { exact: true }).waitFor();
  await desk.link('ฉบับต่อไป').click();
  await desk.page.waitForURL(`**${second}`);
  await desk.open('/bank-receipts?sort=amount');
  await rows.nth(2).focus();
  await press('Enter');
  await desk.page.waitForURL('**/bank-receipts/*-*');
}

/** The fifth page, a row of it, and back: the same row has the focus. */
async function fifthPage(desk, { who }) {
  await desk.sit(who.finance1, '/bank-receipts?sort=amount');
  const pages = desk.page.getByRole('navigation', { name: 'แบ่งหน้า' });
  for (let page = 2; page <= 5; page += 1) {
    await desk.button('ถัดไป', pages).click();
    await desk.page.waitForURL(`**page=${page}**`);
    // The rows of the page are there: a press before that is one of the page before.
    const first = desk.page.locator('tbody tr').first();
    const amount = `${50 * (page - 1) + 1}.00`;
    await until(async () => (await first.innerText()).includes(amount), `page ${page}`);
  }
  const rows = desk.page.locator('a[data-row]');
  await until(async () => (await rows.count()) === ROWS - 200, 'the fifth page');
  const address = await rows.nth(3).getAttribute('href');
  await rows.nth(3).click();
  await desk.page.waitForURL(`**${address}`);
  await desk.ready();
  await desk.page.goBack();
  await desk.page.waitForURL('**page=5**');
  await desk.ready();
  const row = desk.page.locator(`a[href="${address}"]`);
  await until(() => row.evaluate((one) => one === document.activeElement), 'the focus on the row');
}

/** Columns, width and closeness are remembered, and go back to what they were. */
async function columns(desk, { who }) {
  await desk.sit(who.finance1, '/bank-receipts');
  const tools = desk.page.locator('.list-view');
  const heads = () => desk.page.locator('table.list thead th:visible').count();
  const open = async () => tools.locator('summary').click();
  assert.equal(await heads(), 5);
  await open();
  await tools.getByLabel('สถานะ').uncheck();
  await tools.getByLabel('แถวชิด').check();
  await tools.getByLabel('ตรึงคอลัมน์แรก').check();
  await tools.getByLabel('ความกว้างของช่องรายการ').fill('48');
  await desk.inspect('columns chosen');
  await picture(desk, 'columns');
  assert.equal(await heads(), 4);
  const wide = () => desk.page.locator('th.c-subject').evaluate((one) => one.getBoundingClientRect().width);
  const width = await wide();
  const high = await desk.page.locator('table.list tbody tr').first().evaluate((one) => one.offsetHeight);
  assert.ok(high <= 40, `a row of ${high} pixels`);
  await desk.open('/bank-receipts');
  assert.equal(await heads(), 4, 'remembered');
  assert.ok(Math.abs(await wide() - width) < 2, 'the width is remembered');
  assert.equal(await desk.page.locator('td.c-number').first().evaluate((one) => getComputedStyle(one).position), 'sticky');
  // Another person has a look of its own.
  await desk.sit(who.head, '/bank-receipts');
  assert.equal(await heads(), 5, 'of another person');
  await desk.sit(who.finance1, '/bank-receipts');
  await open();
  assert.equal(await tools.getByLabel('จำนวนเงิน').count(), 0, 'money can be hidden');
  await desk.button('คืนค่าเดิม', tools).click();
  assert.equal(await heads(), 5);
}

/** Filters kept under a name; the link of it shows the same rows to a colleague. */
async function views(desk, { who }) {
  await desk.sit(who.finance1, '/bank-receipts?amount_from=200.00&sort=-amount&fiscal_year=2569');
  const tools = desk.page.locator('.list-view');
  const amounts = () => desk.page.locator('table.list tbody td.amount').allInnerTexts();
  const rows = await amounts();
  assert.deepEqual([rows.length, rows[0]], [6, '205.00']);
  await tools.locator('summary').click();
  await tools.getByLabel('ชื่อมุมมอง').fill('ยอดสูง');
  await desk.button('บันทึกมุมมองนี้', tools).click();
  const view = desk.link('ยอดสูง', tools);
  await view.waitFor();
  await desk.inspect('a view saved');
  await desk.open('/bank-receipts');
  await tools.locator('summary').click();
  const address = await view.getAttribute('href');
  await view.click();
  await desk.page.waitForURL('**amount_from=200.00**');
  await until(async () => (await amounts()).length === 6, 'the rows of the view');
  await desk.sit(who.auditor, address);
  assert.deepEqual(await amounts(), rows, 'the same rows for a colleague');
  assert.equal(await desk.link('ยอดสูง').count(), 0, 'kept for the person');
  await desk.sit(who.finance1, '/bank-receipts');
  await tools.locator('summary').click();
  await desk.button('ลบมุมมอง ยอดสูง', tools).click();
  await view.waitFor({ state: 'hidden' });
}

/** The day a document is of, and the day it was entered where that is another one. */
async function days(desk, { who, ids }) {
  const { entity } = await call('GET', '/session', { token: who.head });
  const draft = await make('disbursement-requests', fuelRequest(ids, '77.00'), [], who.clerk);
  await call('PUT', `/practice/entities/${entity.id}/today`, { body: { today: '2025-10-02' } });
  const { header: { id, version } } = draft;
  for (const [action, token] of [['submit', who.office]]) {
    await call('POST', `/disbursement-requests/${id}/${action}`, {
      token, key: uuid7(), body: { version, comment: null, fields: {} },
    });
  }
  await desk.sit(who.office, '/disbursement-requests');
  const cell = desk.page.locator(`tr:has(a[href$="${id}"]) .c-date`);
  assert.match(await cell.innerText(), /2 ต\.ค\. 2568\s+บันทึก 1 ต\.ค\. 2568/);
  await desk.open(`/disbursement-requests/${id}`);
  const head = (await desk.page.locator('.document-head').innerText()).replace(/\s+/g, ' ');
  assert.match(head, /วันที่เอกสาร 2 ต\.ค\. 2568/);
  assert.match(head, /วันที่บันทึก 1 ต\.ค\. 2568/);
}

async function narrow(stage, { who }) {
  for (const width of [320, 360, 640]) {
    const phone = await stage.desk({ viewport: { width, height: 740 } });
    await phone.sit(who.finance1, '/bank-receipts');
    await phone.page.locator('.list-view summary').click();
    const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${wide} pixels wide at ${width}`);
    await phone.inspect(`list at ${width}`);
    await picture(phone, `${width}`);
  }
}

export default async function listsOfOnesOwn(stage) {
  const office = await found();
  const desk = await stage.desk({ viewport: { width: 1366, height: 768 } });
  await empty(desk, office);
  await fill(office);
  await byKeys(desk, office);
  await fifthPage(desk, office);
  await columns(desk, office);
  await views(desk, office);
  await narrow(stage, office);
  await days(desk, office);
}
