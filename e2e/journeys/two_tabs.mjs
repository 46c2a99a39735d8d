// Two new documents of a kind in two tabs: each has its own copy in the browser, and after a crash
// both are offered, but never what another tab works on. Of a draft that is stored nothing typed is lost.
import assert from 'node:assert/strict';
import { make } from '../support/api.mjs';
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
  await storedDraft(stage, who);
}

/**
 * A draft that the server has: what was found and what is typed before that is decided on are two
 * things, each offered while the other is in the form, and neither is lost with the window.
 */
async function storedDraft(stage, who) {
  const draft = await make('receipts', {
    payer_name: 'ที่บันทึกไว้', money_kind: 'cash',
    items: [{ item_type: 'revenue', revenue_type: '412106', amount: '10.00' }],
  }, [], who.revenue);
  const path = `/receipts/${draft.header.id}`;
  const desk = await stage.desk();
  await desk.sit(who.revenue);
  const kept = async (count) => until(async () => (await names(desk)).length === count, `${count} kept`);
  const payer = (tab) => tab.box('ชื่อบนใบเสร็จ');
  const first = await desk.tab();
  await first.open(path);
  await payer(first).fill('พิมพ์ครั้งแรก');
  await kept(1);
  await first.page.close();
  const second = await desk.tab();
  await second.open(path);
  await offers(second).waitFor();
  await payer(second).fill('พิมพ์ครั้งที่สอง');
  await kept(2);
  await second.page.close();
  const third = await desk.tab();
  await third.open(path);
  await until(async () => (await offers(third).count()) === 2, 'both offered');
  await third.button('กู้คืน', offers(third).last()).click();
  await third.holds(payer(third), 'พิมพ์ครั้งแรก');
  await third.button('กู้คืน', offers(third)).click();
  await third.holds(payer(third), 'พิมพ์ครั้งที่สอง');
  await until(async () => (await offers(third).count()) === 1, 'the first one offered');
  // Saved, nothing of it is kept; what is still offered was not asked for.
  await third.page.keyboard.press('Control+s');
  await kept(1);
  await third.button('ทิ้ง', offers(third)).click();
  await kept(0);
}
