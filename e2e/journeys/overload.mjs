// Too many at once: one is told the place in the line, what was asked is done by itself when its turn comes,
// and what was typed is kept all the while.
import assert from 'node:assert/strict';
import { read } from '../support/api.mjs';
import { found } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

const refusal = (place) => ({
  status: 503,
  contentType: 'application/problem+json',
  headers: { 'Retry-After': '1' },
  body: JSON.stringify({
    type: '/problems/busy', title: 'busy', status: 503, detail: 'busy', instance: 'made-up', code: 'busy',
    context: { wait_seconds: '1', place: String(place), ticket: '77' },
  }),
});

/** What the browser itself reports of the refusals. */
const forgive = (desk) => { desk.wrong = desk.wrong.filter((line) => !/status of 503|^503 /.test(line)); };

const kept = (desk) => desk.page.evaluate(() => Object.entries(localStorage)
  .filter(([name]) => name.startsWith('laas.draft.')).map(([, text]) => JSON.parse(text).body.payer_name));

async function type(desk, token, name) {
  await desk.sit(token, '/receipts/new');
  await desk.box('ชื่อบนใบเสร็จ').fill(name);
  await desk.choose('ประเภทรายรับ', '412106');
  await desk.box('จำนวนเงิน').fill('5');
}

async function waits(desk, { who }) {
  const places = [12, 5];
  const tickets = [];
  await desk.page.route('**/api/v1/receipts', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    tickets.push(route.request().headers()['x-ticket']);
    return places.length ? route.fulfill(refusal(places.shift())) : route.continue();
  });
  await type(desk, who.revenue, 'นาย ก สมมติ');
  await desk.page.keyboard.press('Control+s');
  await desk.sees('ท่านอยู่ลำดับที่ 12');
  await desk.inspect('in the line');
  assert.deepEqual(await kept(desk), ['นาย ก สมมติ'], 'kept before it is sent');
  await desk.sees('ท่านอยู่ลำดับที่ 5');
  await desk.sees('บันทึกแล้ว');
  await desk.page.locator('.in-line').waitFor({ state: 'detached' });
  assert.deepEqual(tickets, [undefined, '77', '77']);
  assert.equal((await read(who.revenue, '/receipts')).total, 1, 'once');
  await until(async () => (await kept(desk)).length === 0, 'nothing kept');
  await desk.page.unroute('**/api/v1/receipts');
}

async function givesUp(stage, { who }) {
  const desk = await stage.desk({ viewport: { width: 360, height: 740 } });
  await desk.page.route('**/api/v1/receipts', (route) => (
    route.request().method() === 'POST' ? route.fulfill(refusal(900)) : route.continue()));
  await type(desk, who.revenue, 'นาย ข สมมติ');
  await desk.page.keyboard.press('Control+s');
  await desk.sees('ท่านอยู่ลำดับที่ 900');
  await desk.inspect('in the line');
  const width = await desk.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 360, `${width} pixels wide`);
  await desk.button('ไม่รอแล้ว').click();
  await desk.alerted('มีผู้ทำรายการนี้พร้อมกันจำนวนมาก');
  assert.equal(await desk.box('ชื่อบนใบเสร็จ').inputValue(), 'นาย ข สมมติ');
  assert.deepEqual(await kept(desk), ['นาย ข สมมติ']);
  forgive(desk);
}

export default async function overload(stage) {
  const office = await found();
  const desk = await stage.desk();
  await waits(desk, office);
  forgive(desk);
  await givesUp(stage, office);
}
