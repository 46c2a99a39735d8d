// By keyboard through the application: after every page and step the focus is where work goes on.
import assert from 'node:assert/strict';
import { make } from '../support/api.mjs';
import { found, fuelRequest, requestSteps } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

/** Puts the focus on something and presses Enter there. */
async function enter(desk, target) {
  await target.focus();
  await desk.page.keyboard.press('Enter');
}

/** Every entry of the menu: the title has the focus when the page is there. */
async function everyEntry(desk, token) {
  await desk.sit(token);
  await desk.focusOn('page-title');
  const links = desk.page.getByRole('navigation', { name: 'เมนูหลัก' }).getByRole('link');
  const count = await links.count();
  for (let at = count - 1; at >= 0; at -= 1) {
    const address = await links.nth(at).getAttribute('href');
    await enter(desk, links.nth(at));
    await desk.page.waitForURL((now) => now.pathname === address);
    await desk.ready();
    await desk.focusOn('page-title');
  }
}

/** A document from its list, back, and a new one. */
async function toAndFro(desk, { who }) {
  await desk.sit(who.clerk, '/disbursement-requests');
  await enter(desk, desk.page.locator('a[data-row]').first());
  await desk.page.waitForURL(/disbursement-requests\/[0-9a-f-]{36}$/);
  await desk.ready();
  await desk.focusOn('page-title');
  await desk.page.goBack();
  await desk.page.waitForURL('**/disbursement-requests');
  await desk.ready();
  // Back in the list one goes on where one was.
  const row = desk.page.locator('a[data-row]').first();
  await until(() => row.evaluate((one) => one === document.activeElement), 'the focus on the row');
  await desk.page.keyboard.press('Alt+n');
  await desk.page.waitForURL('**/new');
  await desk.ready();
  // The department is filled in: the first empty field is the line.
  await desk.focusOn('f-budget-line-id');
}

/** What is to be read comes before what is to be filled in below it. */
async function readFirst(desk, { who }) {
  await make('receipts', {
    payer_name: 'นาย ก สมมติ', money_kind: 'cash',
    items: [{ item_type: 'revenue', revenue_type: '412106', amount: '10.00' }],
  }, [['submit', who.revenue]]);
  await desk.sit(who.finance1, '/daily-reports/new');
  await desk.box('เหตุผลที่ยังไม่นำส่ง').waitFor();
  await desk.focusOn('page-title');
  assert.equal(await desk.page.evaluate(() => window.scrollY), 0);
}

/** A filter set and cleared leaves the focus among the filters. */
async function filters(desk, { who }) {
  await desk.sit(who.finance1, '/receipts');
  await desk.page.getByLabel('สถานะ').selectOption({ label: 'ฉบับร่าง' });
  await desk.page.waitForURL('**status=draft**');
  await desk.ready();
  await enter(desk, desk.link('ล้างตัวกรอง').first());
  await desk.page.waitForURL('**/receipts');
  await desk.ready();
  await desk.focusOn('list-q');
}

/** Rows taken out, saved by a button, saved by keys. */
async function form(desk, { who }) {
  await desk.sit(who.clerk, '/disbursement-requests/new');
  await desk.choose('รายการงบประมาณ', 'L01');
  await desk.choose('ผู้มีสิทธิรับเงิน', 'S1');
  await desk.box('เบิกเพื่อ').fill('น้ำมัน');
  const grid = desk.table('รายการขอเบิก');
  const cells = grid.locator('tbody input');
  await cells.nth(0).fill('ดีเซล');
  await cells.nth(2).fill('50');
  await desk.page.keyboard.press('Enter');
  await until(async () => (await cells.count()) === 6, 'a second row');
  await enter(desk, desk.button('ลบรายการที่ 2', grid));
  await until(async () => (await cells.count()) === 3, 'one row');
  await desk.focusOn('f-items-0--description');
  const save = desk.button('บันทึกร่าง', desk.page.getByRole('toolbar'));
  await enter(desk, save);
  await desk.page.waitForURL(/disbursement-requests\/[0-9a-f-]{36}$/);
  await desk.sees('บันทึกแล้ว');
  assert.ok(await save.evaluate((one) => one === document.activeElement), 'the button keeps it');
  await desk.box('เบิกเพื่อ').focus();
  await desk.page.keyboard.press('Control+s');
  await desk.sees('บันทึกแล้ว');
  await desk.focusOn('f-purpose');
  const address = desk.page.url();
  await desk.sit(who.office, address);
  await desk.page.keyboard.press('Control+Enter');
  await desk.stands('รอดำเนินการ');
  await desk.focusOn('page-title');
  // A question that is not answered gives the focus back to who asked.
  await desk.sit(who.finance1, address);
  const asks = desk.button('ส่งคืนผู้จัดทำ');
  await enter(desk, asks);
  await desk.dialog().waitFor();
  await desk.page.keyboard.press('Escape');
  await desk.dialog().waitFor({ state: 'hidden' });
  await until(() => asks.evaluate((one) => one === document.activeElement), 'the focus back');
  await enter(desk, asks);
  await desk.dialog().getByRole('textbox').fill('ขอเอกสารเพิ่ม');
  await enter(desk, desk.button('ส่งคืนผู้จัดทำ', desk.dialog()));
  await desk.stands('ส่งคืนแก้ไข · รอผู้จัดทำ');
  await desk.focusOn('page-title');
}

export default async function focus(stage) {
  const office = await found();
  const { who, ids } = office;
  await make('disbursement-requests', fuelRequest(ids, '100.00'), requestSteps(who).slice(0, 2),
    who.clerk);
  const desk = await stage.desk();
  for (const role of ['head', 'clerk', 'auditor']) await everyEntry(desk, who[role]);
  await toAndFro(desk, office);
  await readFirst(desk, office);
  await filters(desk, office);
  await form(desk, office);
}
