// The calendar of a box for days: opened and gone through by keys. Days that a signed report has closed are
// greyed, with who signed and when.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { make } from '../support/api.mjs';
import { found } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

async function picture(desk) {
  if (process.env.LAAS_STATE) {
    const { width } = desk.page.viewportSize();
    await desk.page.screenshot({ path: join(process.env.LAAS_STATE, 'log', `calendar-${width}.png`) });
  }
}

/** The day is chosen by keys; the box has it, and the focus. */
async function byKeys(desk, token) {
  await desk.sit(token, '/daily-reports/new');
  const box = desk.box('รายงานของวันที่');
  const isIn = () => box.evaluate((one) => one === document.activeElement);
  await box.focus();
  await desk.page.keyboard.press('F4');
  const calendar = desk.page.getByRole('dialog', { name: 'ตุลาคม 2568' });
  await calendar.getByText(/1 ต\.ค\. 2568 ปิดแล้ว ลงนามโดย คุณนายก สมมติ เมื่อ /).waitFor();
  await desk.inspect('calendar');
  const closed = calendar.getByRole('button', { name: '1 ต.ค. 2568 ปิดแล้ว' });
  const look = await closed.evaluate((one) => getComputedStyle(one).textDecorationLine);
  assert.match(look, /line-through/, 'not by colour alone');
  await picture(desk);
  await desk.page.keyboard.press('ArrowRight');
  const second = calendar.getByRole('button', { name: '2 ต.ค. 2568', exact: true });
  await second.and(desk.page.locator(':focus')).waitFor();
  assert.equal(await second.evaluate((one) => one.matches('.closed')), false);
  await desk.page.keyboard.press('Enter');
  await desk.holds(box, '2 ต.ค. 2568');
  await until(isIn, 'the focus in the box');
  // Left by Escape it changes nothing.
  await desk.page.keyboard.press('F4');
  await second.and(desk.page.locator(':focus')).waitFor();
  await desk.page.keyboard.press('PageDown');
  await desk.page.getByRole('dialog', { name: 'พฤศจิกายน 2568' }).waitFor();
  await desk.page.keyboard.press('Escape');
  await until(isIn, 'the focus in the box');
  assert.equal(await box.inputValue(), '2 ต.ค. 2568');
}

export default async function closedDays(stage) {
  const { who } = await found();
  const steps = [['submit', who.finance1], ['examine', who.head], ['examine', who.custodian1],
    ['examine', who.custodian2], ['examine', who.custodian3], ['approve', who.nayok]];
  await make('daily-reports', { report_date: '2025-10-01', counted_cash: [], difference_reason: null }, steps);
  await byKeys(await stage.desk({ viewport: { width: 1366, height: 768 } }), who.finance1);
  const phone = await stage.desk({ viewport: { width: 360, height: 740 } });
  await byKeys(phone, who.finance1);
  const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${wide} px wide`);
}
