// What somebody does is seen at once by whoever has the next step, also after the line was lost.
import assert from 'node:assert/strict';
import { make } from '../support/api.mjs';
import { found, fuelRequest } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

export default async function liveInbox(stage) {
  const { who, ids } = await found();
  const desk = await stage.desk();
  await desk.sit(who.finance1);
  await desk.sees('ไม่มีเอกสารรอท่านในตอนนี้');
  const title = async () => desk.page.title();
  assert.doesNotMatch(await title(), /^\(/);

  const submit = async (purpose) => {
    const draft = { ...fuelRequest(ids, '900.00'), purpose };
    await make('disbursement-requests', draft, [['submit', who.office]], who.clerk);
    return Date.now();
  };
  let at = await submit('ค่าน้ำมันรอบแรก');
  await desk.sees('ค่าน้ำมันรอบแรก');
  assert.ok(Date.now() - at < 2_000, `seen after ${Date.now() - at} ms`);
  await until(async () => /^\(1\)/.test(await title()), 'the mark in the title');

  // The same on another page: the title tells.
  await desk.open('/disbursement-requests');
  await submit('ค่าน้ำมันรอบสอง');
  await until(async () => /^\(2\)/.test(await title()), 'the mark in the title', 3_000);

  // The line is lost, and back: what happened meanwhile is there.
  await desk.open('/');
  const wrong = desk.wrong.length;
  await desk.context.setOffline(true);
  await until(async () => desk.page.locator('.pill.offline').isVisible(), 'the pill', 8_000);
  await submit('ค่าน้ำมันรอบสาม');
  await desk.context.setOffline(false);
  await desk.sees('ค่าน้ำมันรอบสาม');
  await until(async () => desk.page.locator('.pill.online').isVisible(), 'the pill', 8_000);
  // The browser reports each request of the time without a line.
  desk.wrong.splice(wrong);
}
