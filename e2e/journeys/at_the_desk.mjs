// What a clerk runs into at the desk: a wrong clock, another year, a sum that does not agree, great and
// negative amounts, formulas, a dark screen.
import assert from 'node:assert/strict';
import { make, read } from '../support/api.mjs';
import { TODAY, found, fuelRequest, requestSteps } from '../support/office.mjs';

const described = (box) => box.evaluate((one) => one.getAttribute('aria-describedby').split(' ')
  .map((id) => document.getElementById(id)?.innerText ?? '').join(' ').trim());

/** The clock of the computer is a day ahead: what time it is, and what is kept is right. */
async function clock(stage, { who }) {
  const desk = await stage.desk();
  await desk.page.clock.install({ time: Date.now() + 86_400_000 });
  await desk.sit(who.revenue, '/receipts/new');
  await desk.alerted('นาฬิกาของเครื่องนี้ไม่ตรง', 'เวลาของระบบคือ');
  await desk.inspect('wrong clock');
  await desk.box('ชื่อบนใบเสร็จ').fill('นาย ก สมมติ');
  await desk.choose('ประเภทรายรับ', '412106');
  await desk.box('จำนวนเงิน').fill('5');
  await desk.act('ออกใบเสร็จ', { status: 'ออกใบเสร็จแล้ว' });
  const { header } = await read(who.revenue, `/receipts/${desk.id}`);
  assert.equal(header.document_on, TODAY, 'kept by the time of the system');
  assert.ok(new Date(header.created_at) - Date.now() < 3_600_000, header.created_at);
}

/** Another year is chosen above: said before anything is typed, with the way out. */
async function year(desk, { who }) {
  await desk.sit(who.revenue, '/receipts/new');
  assert.equal(await desk.page.getByText('ท่านเลือกปีงบ').count(), 0);
  await desk.page.locator('select.year').selectOption('2568');
  await desk.sees('ท่านเลือกปีงบ 2568 ไว้');
  await desk.inspect('another year');
  await desk.button('ทำงานในปีงบ 2569').click();
  await desk.page.getByText('ท่านเลือกปีงบ').waitFor({ state: 'hidden' });
  assert.match(await desk.page.locator('header .year-range').innerText(), /1 ต\.ค\. 2568.*30 ก\.ย\. 2569/);
}

/** The form follows the paper and begins at its first field; amounts are judged where they are typed. */
async function amounts(desk, { who }) {
  await desk.sit(who.revenue, '/receipts/new');
  await desk.focusOn('f-payer-name');
  const order = await desk.page.locator('main form h2').allInnerTexts();
  assert.deepEqual(order.map((text) => text.trim()), ['ผู้ชำระเงิน', 'รายการรับเงิน', 'การรับเงิน']);
  const amount = desk.table('รายการรับเงิน').locator('tbody input.amount').first();
  await amount.fill('-5');
  await amount.press('Tab');
  assert.equal(await amount.getAttribute('aria-invalid'), 'true', 'a negative amount');
  assert.match(await described(amount), /ต้องมากกว่า 0\.00/);
  await amount.fill('1200*3+50');
  await amount.press('Tab');
  assert.equal(await amount.inputValue(), '3,650.00');
  assert.equal(await amount.getAttribute('title'), '1200*3+50 = 3,650.00');
  await amount.fill('1250000');
  assert.match(await described(amount), /หนึ่งล้านสองแสนห้าหมื่นบาทถ้วน/);
  await desk.inspect('a great amount');
  await amount.fill('10');
  assert.equal(await amount.getAttribute('title'), null, 'the formula of another amount');
  const marked = await desk.table('รายการรับเงิน').locator('thead .wanted').count();
  assert.equal(marked, 2, 'what each row must have is marked');
}

/** What the screen adds up to is not what the system says: nothing more is done. */
async function totals(desk, { who }) {
  await desk.sit(who.revenue, '/receipts/new');
  await desk.box('ชื่อบนใบเสร็จ').fill('นาย ก สมมติ');
  await desk.choose('ประเภทรายรับ', '412106');
  await desk.box('จำนวนเงิน').fill('100');
  await desk.page.route('**/api/v1/receipts', async (route) => {
    const answer = await route.fetch();
    const json = await answer.json();
    json.header.amount = '101.00';
    await route.fulfill({ response: answer, json });
  });
  let submitted = 0;
  desk.page.on('request', (request) => { submitted += Number(/\/submit$/.test(request.url())); });
  await desk.button('ออกใบเสร็จ').click();
  await desk.alerted('100.00 บาท ไม่ตรงกับยอดของระบบ 101.00 บาท');
  assert.equal(submitted, 0, 'handed in all the same');
  await desk.page.unroute('**/api/v1/receipts');
}

/** Pages found by name that are in no menu. */
async function rights(desk, { who }) {
  await desk.sit(who.clerk);
  const box = desk.combo('ค้นหาทุกอย่าง');
  await box.fill('สิทธิของฉัน');
  await desk.page.getByRole('option').filter({ hasText: 'สิทธิของฉัน' }).first().click();
  await desk.page.waitForURL('**/my-rights');
}

/** An account of the chart is found by its name, and leads to what was booked on it. */
async function account(desk, { who }) {
  await desk.sit(who.finance1);
  const box = desk.combo('ค้นหาทุกอย่าง');
  await box.fill('เงินสด');
  const option = () => desk.page.getByRole('option').filter({ hasText: /^เงินสดในมือ\s*\d{10}/ }).first();
  // The chart is read when somebody first looks.
  await option().waitFor({ timeout: 1_500 }).catch(() => box.fill('เงินสด '));
  await option().click();
  await desk.page.waitForURL('**/journal?account=*');
}

/** The card lists what acts on this page and nothing else. */
async function card(desk, { who }) {
  const keys = async (path) => {
    await desk.sit(who.clerk, path);
    await desk.button('แสดงปุ่มลัด').click();
    await desk.dialog().waitFor();
    const shown = await desk.dialog().locator('kbd').allInnerTexts();
    await desk.page.keyboard.press('Escape');
    return shown;
  };
  const form = await keys('/disbursement-requests/new');
  for (const key of ['Ctrl+S', 'Enter', 'Ctrl+D', 'F4', '1200*3+50']) assert.ok(form.includes(key), `${key}: ${form}`);
  const home = await keys('/');
  for (const key of ['Ctrl+S', 'Enter', 'Ctrl+D', '1200*3+50']) assert.ok(!home.includes(key), `${key}: ${home}`);
}

/** A report says as of when it is, and where the record stood; from a figure there is a way back. */
async function reports(desk, { who }) {
  await desk.sit(who.auditor, '/trial-balance');
  for (const path of ['/receipts-payments', '/budget-lines', '/journal', '/trial-balance']) {
    await desk.open(path);
    const line = desk.page.locator('.as-of').filter({ hasText: /ข้อมูล ณ .* 25\d\d \d\d:\d\d/ });
    await line.filter({ hasText: 'รหัสตรวจสอบล่าสุด' }).waitFor();
  }
  // Figures stand below each other, and one that is copied is a number.
  const figures = await desk.page.locator('td.amount').evaluateAll((all) => all.map((one) => {
    const { textAlign, fontVariantNumeric } = getComputedStyle(one);
    return `${textAlign} ${fontVariantNumeric} ${/^(-|\(?[\d,]+\.\d\d\)?)$/.test(one.innerText.trim())}`;
  }));
  assert.deepEqual([...new Set(figures)], ['end tabular-nums true']);
  const copied = await desk.page.evaluate(() => {
    const cell = [...document.querySelectorAll('td.amount')].find((one) => /,/.test(one.innerText));
    getSelection().selectAllChildren(cell);
    const clipboardData = new DataTransfer();
    window.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }));
    return [cell.innerText.trim(), clipboardData.getData('text/plain')];
  });
  assert.equal(copied[1], copied[0].replaceAll(',', ''), copied.join(' '));
  await desk.page.locator('a.drill').first().click();
  await desk.page.waitForURL('**/journal?**');
  await desk.ready();
  await desk.button('กลับไปที่ตัวเลข').click();
  await desk.page.waitForURL('**/trial-balance');
}

/** Drafts of others stand apart from what waits, and last. */
async function drafts(desk, { who, ids }) {
  await make('disbursement-requests', fuelRequest(ids, '70.00'), [], who.clerk);
  await desk.sit(who.office);
  const heads = await desk.page.locator('.inbox-group h3').allInnerTexts();
  assert.match(heads.at(-1), /ฉบับร่างในกองของท่าน/);
}

/** By the setting of the computer the screen is dark; contrast holds, and nothing jumps. */
async function dark(stage, { who }) {
  const desk = await stage.desk({ colorScheme: 'dark', viewport: { width: 1366, height: 768 } });
  await desk.context.addInitScript(() => {
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await desk.sit(who.finance1, '/');
  for (const path of ['/', '/receipts', '/disbursement-requests', '/daily-reports/new', '/journal']) {
    await desk.page.goto(new URL(path, desk.page.url()).href);
    await desk.ready();
    const paper = await desk.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    assert.equal(paper, 'rgb(17, 23, 19)', `${path} is not dark`);
    await desk.inspect('dark');
    const shifted = await desk.page.evaluate(() => window.shifted);
    assert.ok(shifted < 0.1, `${path} jumps by ${shifted}`);
  }
}

/** What is compared is said in words and figures; printed without colours nothing of it is lost. */
async function comparisons(desk, { who, ids }) {
  await make('disbursement-requests', fuelRequest(ids, '40000.00'), requestSteps(who), who.clerk);
  await desk.sit(who.finance1, '/budget-lines');
  for (const media of ['screen', 'print']) {
    await desk.page.emulateMedia({ media });
    const heads = await desk.page.locator('.availability-table thead th').evaluateAll((all) => all.map((one) => (
      one.checkVisibility() && one.innerText.trim())));
    assert.ok(heads.length >= 8 && heads.every(Boolean), `${media}: ${heads}`);
    const used = await desk.page.locator('.availability-table tbody .used').evaluateAll((all) => all.map((one) => {
      const text = one.querySelector('.small');
      return text.checkVisibility() && text.innerText.trim();
    }));
    assert.ok(used.includes('80 %') && used.every((text) => /^\d+ %$/.test(text)), `${media}: ${used}`);
  }
  // In shades of grey the letters stand out from their paper as they do in colour.
  const faint = await desk.page.locator('.availability-table :is(th, td)').evaluateAll((all) => {
    const grey = (colour) => {
      const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
      const part = (c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
      return a === 0 ? null : 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
    };
    const behind = (one) => (one ? grey(getComputedStyle(one).backgroundColor) ?? behind(one.parentElement) : 1);
    return all.filter((one) => one.innerText.trim()).flatMap((one) => {
      const [ink, paper] = [grey(getComputedStyle(one).color), behind(one)];
      const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
      return contrast < 4.5 ? [`${one.innerText} ${contrast.toFixed(1)}`] : [];
    });
  });
  assert.deepEqual(faint, [], 'faint in shades of grey');
  await desk.page.emulateMedia({ media: null });
}

export default async function atTheDesk(stage) {
  const office = await found();
  const desk = await stage.desk({ viewport: { width: 1366, height: 768 } });
  await clock(stage, office);
  await year(desk, office);
  await amounts(desk, office);
  await totals(desk, office);
  await rights(desk, office);
  await account(desk, office);
  await card(desk, office);
  await reports(desk, office);
  await comparisons(desk, office);
  await drafts(desk, office);
  await dark(stage, office);
}
