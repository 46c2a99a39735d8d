// The six-monthly review by keyboard alone: it is there by itself, twenty-five people in one go, one
// key each; suspended is who was, and the paper can be printed.
import assert from 'node:assert/strict';
import { call, read } from '../support/api.mjs';
import { found } from '../support/office.mjs';

const EVERYBODY = 25;

export default async function review(stage) {
  const { who } = await found({}, EVERYBODY);
  const desk = await stage.desk({ viewport: { width: 1366, height: 768 } });
  const { page } = desk;
  await desk.sit(who.head);
  await desk.sees('ลงนามภายใน 31 ต.ค. 2568');
  const began = Date.now();
  await desk.tabTo(desk.link('ทบทวนผู้ใช้งาน'), 'the way to the review');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/users/review');
  await desk.ready();
  await desk.inspect();
  const rows = page.locator('tr[data-person]');
  assert.equal(await rows.count(), EVERYBODY - 1, 'everybody but oneself');
  await desk.tabTo(rows.first(), 'the first row');
  // The last one but one is suspended, the last one left open.
  for (let at = 0; at < EVERYBODY - 3; at += 1) await page.keyboard.press('1');
  await page.keyboard.press('2');
  await desk.sees(`ยืนยัน ${EVERYBODY - 3} คน ระงับ 1 คน ไม่ได้ยืนยัน 1 คน`);
  await desk.tabTo(desk.button('ลงนามการทบทวน'), 'the button that signs');
  await page.keyboard.press('Enter');
  await desk.sees('ยังไม่ได้ตัดสิน 1 คน');
  await page.keyboard.press('Enter');
  await desk.sees('ลงนามการทบทวนของครึ่งปีนี้แล้ว');
  const seconds = (Date.now() - began) / 1000;
  assert.ok(seconds < 60, `${seconds} s for ${EVERYBODY} people`);
  const [signed] = await read(who.head, '/users/reviews');
  assert.deepEqual([signed.confirmed, signed.suspended, signed.unconfirmed], [EVERYBODY - 3, 1, 1]);
  const paper = desk.link('พิมพ์รายงาน');
  assert.match(await paper.getAttribute('href'), /\/users\/reviews\/2025-10-01\/print$/);

  // What was signed is a table, to take home too, which fits a phone.
  const small = await stage.desk({ viewport: { width: 360, height: 740 } });
  await small.sit(who.head, '/users/review');
  await small.button('Excel').waitFor();
  const across = await small.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(across <= 360, `${across} px wide`);

  // On a phone; and told on the first page to those who see the roster when it is late.
  const later = await found();
  const { entity } = await read(later.who.head, '/session');
  await call('PUT', `/practice/entities/${entity.id}/today`, { body: { today: '2025-11-10' } });
  const phone = await stage.desk({ viewport: { width: 360, height: 740 } });
  await phone.sit(later.who.palad);
  await phone.sees('เกินกำหนด 10 วัน');
  await phone.open('/users/review');
  assert.equal(await phone.button('ลงนามการทบทวน').count(), 0, 'the palad looks only');
  const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${wide} px wide`);
}
