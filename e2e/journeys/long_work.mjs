// Whatever takes more than a second says that it goes on, more than ten how far it is; meanwhile other work
// is done, and at its end it is told: saving, files, the same step of many.
import assert from 'node:assert/strict';
import { make, read } from '../support/api.mjs';
import { found, fuelRequest, requestSteps } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

const MANY = 4;

/** Answers to these calls come when they are let go. */
async function held(desk, pattern) {
  const waiting = [];
  let holds = true;
  await desk.page.route(pattern, (route) => (holds ? waiting.push(route) : route.continue()));
  return {
    count: () => waiting.length,
    one: () => waiting.shift().continue(),
    all: () => { holds = false; for (const route of waiting.splice(0)) route.continue(); },
  };
}

const corner = (desk) => desk.page.locator('.works');

/** No name of its own, and yet it is seen. */
async function saving(desk, { who }) {
  await desk.sit(who.revenue, '/receipts/new');
  await desk.box('ชื่อบนใบเสร็จ').fill('นาย ก สมมติ');
  const saves = await held(desk, '**/api/v1/receipts');
  await desk.page.keyboard.press('Control+s');
  await until(async () => saves.count() === 1, 'the saving');
  await desk.page.clock.fastForward(500);
  assert.equal((await corner(desk).innerText()).trim(), '', 'said before a second');
  await desk.page.clock.fastForward(1_500);
  await corner(desk).getByText('กำลังรอระบบ').waitFor();
  assert.doesNotMatch(await corner(desk).innerText(), /วินาที/);
  await desk.page.clock.fastForward(10_000);
  await corner(desk).getByText(/ผ่านไป 1\d วินาที/).waitFor();
  await desk.inspect('saving takes long');
  saves.all();
  await desk.page.clock.fastForward(1_000);
  await until(async () => {
    await desk.page.clock.fastForward(500);
    return (await corner(desk).innerText()).trim() === '';
  }, 'the end of saving');
}

/** A file goes on when its page is left, and is told of at its end. */
async function file(desk, { who }) {
  await desk.sit(who.finance1, '/trial-balance');
  const files = await held(desk, '**/api/v1/reports/trial-balance/spreadsheet*');
  await desk.button('Excel').click();
  await until(async () => files.count() === 1, 'the file');
  await desk.page.clock.fastForward(2_000);
  await corner(desk).getByText('จัดทำไฟล์').waitFor();
  await desk.link('ใบเสร็จรับเงิน', desk.page.getByRole('navigation', { name: 'เมนูหลัก' })).click();
  await desk.page.waitForURL('**/receipts');
  await desk.page.clock.fastForward(10_000);
  await corner(desk).getByText('ระหว่างนี้ทำงานอื่นได้').waitFor();
  const [download] = await Promise.all([desk.page.waitForEvent('download'), files.all()]);
  assert.match(download.suggestedFilename(), /\.xlsx$/);
  await desk.sees('จัดทำไฟล์ เสร็จแล้ว');
}

/** The same step of many goes on when its question and its page are left; it is stopped from anywhere. */
async function batch(desk, { who, ids }) {
  for (let at = 1; at <= MANY; at += 1) {
    const request = { ...fuelRequest(ids, `${at}00.00`), bill_no: `F-${at}` };
    await make('disbursement-requests', request, requestSteps(who).slice(0, 3), who.clerk);
  }
  await desk.sit(who.head, '/');
  const rows = desk.page.locator('.inbox-group a[data-row]');
  await until(async () => (await rows.count()) === MANY, 'all that wait');
  await rows.first().focus();
  await desk.page.keyboard.press('Control+a');
  await desk.button(`เห็นควรจ่าย ${MANY} ฉบับ`).click();
  const steps = await held(desk, '**/examine');
  const go = desk.button(`เห็นควรจ่าย ${MANY} ฉบับ`, desk.dialog());
  await until(async () => (await go.getAttribute('aria-disabled')) === 'false', 'all looked at');
  await go.click();
  await until(async () => steps.count() === 1, 'the first step');
  await desk.button('ทำงานอื่นระหว่างนี้', desk.dialog()).click();
  await desk.dialog().waitFor({ state: 'hidden' });
  await desk.link('ฎีกาเบิกเงิน', desk.page.getByRole('navigation', { name: 'เมนูหลัก' })).click();
  await desk.page.waitForURL('**/disbursement-requests');
  steps.one();
  await until(async () => steps.count() === 1, 'the second step');
  await desk.page.clock.fastForward(12_000);
  const line = corner(desk).filter({ hasText: `เห็นควรจ่าย ${MANY} ฉบับ` });
  await line.getByText(/1 จาก 4 · เหลือประมาณ \d+ (วินาที|นาที) · ระหว่างนี้ทำงานอื่นได้/).waitFor();
  await desk.inspect('many take long');
  await desk.button(`หยุด เห็นควรจ่าย ${MANY} ฉบับ`, corner(desk)).click();
  steps.all();
  await desk.sees('เห็นควรจ่าย 2 ฉบับเรียบร้อยแล้ว');
  const { total } = await read(who.head, '/inbox');
  assert.equal(total, MANY - 2, 'stopped after the one that was on its way');
}

export default async function longWork(stage) {
  const office = await found();
  const desk = await stage.desk({ viewport: { width: 1366, height: 768 } });
  await desk.page.clock.install();
  await saving(desk, office);
  await file(desk, office);
  await batch(desk, office);
}
