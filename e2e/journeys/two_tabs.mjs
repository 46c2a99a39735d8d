// Two new documents of a kind in two tabs: each has its own copy in the browser, and after a crash
// both are offered, but never what another tab works on.
import assert from 'node:assert/strict';
import { found } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

const NEW = '/receipts/new';

const names = (desk) => desk.page.evaluate(() => Object.keys(localStorage)
  .filter((key) => key.startsWith('laas.draft.'))
  .map((key) => JSON.parse(localStorage.getItem(key)).body.payer_name).sort());

/** The offers on the page, as they are said. */
const offers = (desk) => desk.page.getByRole('status').filter({ hasText: 'พบงานที่พิมพ์ค้างไว้' });

export default async function twoTabs(stage) {
  const { who } = await found();
  const desk = await stage.desk();
  await desk.sit(who.revenue);
  const tabs = [await desk.tab(), await desk.tab()];
  for (const [at, tab] of tabs.entries()) {
    await tab.open(NEW);
    assert.equal(await offers(tab).count(), 0, 'offered what another tab works on');
    await tab.box('ชื่อบนใบเสร็จ').fill(`ผู้ชำระ ${at + 1}`);
    await until(async () => (await names(desk)).length === at + 1, `${at + 1} copies`);
  }
  assert.deepEqual(await names(desk), ['ผู้ชำระ 1', 'ผู้ชำระ 2']);
  for (const tab of tabs) await tab.page.close();

  const after = await desk.tab();
  await after.open(NEW);
  await until(async () => (await offers(after).count()) === 2, 'two offers');
  await after.inspect('two offers');
  const one = offers(after).filter({ hasText: 'ผู้ชำระ 1' });
  await after.button('กู้คืน', one).click();
  await after.holds(after.box('ชื่อบนใบเสร็จ'), 'ผู้ชำระ 1');
  await until(async () => (await offers(after).count()) === 1, 'the other offer');
  // What is restored is worked on here: another tab is offered the other one only.
  const other = await desk.tab();
  await other.open(NEW);
  await offers(other).filter({ hasText: 'ผู้ชำระ 2' }).waitFor();
  assert.equal(await offers(other).count(), 1);
  await other.button('ทิ้ง', offers(other)).click();
  await until(async () => (await names(desk)).join() === 'ผู้ชำระ 1', 'the other thrown away');
}
