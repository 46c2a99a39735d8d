// The server has what was sent, but its answer is lost, and then the browser as well: the draft is
// gone on with and not made twice, and what was typed since is not lost.
import assert from 'node:assert/strict';
import { call, read } from '../support/api.mjs';
import { found } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

const PATH = '/receipts';

const name = (tab) => tab.box('ชื่อบนใบเสร็จ');

/** What the browser keeps of drafts: the names typed. */
const kept = (desk) => desk.page.evaluate(() => Object.keys(localStorage)
  .filter((key) => key.startsWith('laas.draft.'))
  .map((key) => JSON.parse(localStorage.getItem(key)).body.payer_name));

/** A new draft of one item. */
async function begin(tab, payer) {
  await tab.open(`${PATH}/new`);
  await name(tab).fill(payer);
  await tab.choose('ประเภทรายรับ', '412106');
  await tab.box('จำนวนเงิน').fill('10');
}

/** Saves; the server does it, and its answer is lost. */
async function saveInVain(desk) {
  const lose = async (route) => {
    if (route.request().method() === 'GET') return route.continue();
    await route.fetch();
    return route.abort();
  };
  const calls = /api\/v1\/receipts(\/[0-9a-f-]{36})?$/;
  await desk.page.route(calls, lose);
  await desk.page.keyboard.press('Control+s');
  await desk.alerted('ติดต่อระบบไม่ได้');
  await desk.focusOn('refusal');
  await desk.page.unroute(calls, lose);
  // The browser's own report of what was just played.
  desk.wrong = desk.wrong.filter((line) => !line.includes('net::ERR_FAILED'));
}

/** Saves, and everything typed is with the server, once. */
async function save(desk, token, name, count) {
  await desk.page.keyboard.press('Control+s');
  await desk.page.waitForURL(/receipts\/[0-9a-f-]{36}$/);
  // What was sent before may go once more first: "saved" can still be on the screen from then.
  const stands = () => read(token, `${PATH}/${desk.id}`);
  await until(async () => (await stands()).body.payer_name === name, 'what was typed, saved');
  await until(async () => (await kept(desk)).length === 0, 'no copy left');
  await desk.sees('บันทึกแล้ว');
  const { header } = await stands();
  assert.equal((await read(token, PATH)).items.length, count, 'made once');
  return header.version;
}

export default async function lostAnswer(stage) {
  const { who: { revenue } } = await found();
  const desk = await stage.desk();
  await desk.sit(revenue);
  const before = await desk.tab();
  await begin(before, 'นาย ก');
  await saveInVain(before);
  await name(before).fill('นาย ก สมมติ');
  await until(async () => (await kept(desk)).join() === 'นาย ก สมมติ', 'the copy');
  await before.page.close();

  const after = await desk.tab();
  await after.open(`${PATH}/new`);
  await after.button('กู้คืน').click();
  await after.holds(name(after), 'นาย ก สมมติ');
  assert.equal(await save(after, revenue, 'นาย ก สมมติ', 1), 2);

  // Without a crash, of a draft that is there already, and of a new one: typed on, saved once more.
  await name(after).fill('นาย ก ข');
  await saveInVain(after);
  await name(after).fill('นาย ก ข ค');
  await save(after, revenue, 'นาย ก ข ค', 1);
  await begin(after, 'นาง ง');
  await saveInVain(after);
  await name(after).fill('นาง ง จ');
  await save(after, revenue, 'นาง ง จ', 2);

  // Found changed by somebody else it is not written over.
  await begin(after, 'นาง ฉ');
  await saveInVain(after);
  await name(after).fill('นาง ฉ ช');
  await until(async () => (await kept(desk)).join() === 'นาง ฉ ช', 'the copy');
  await after.page.close();
  const [{ id, version }] = (await read(revenue, PATH)).items;
  const { body } = await read(revenue, `${PATH}/${id}`);
  assert.equal(body.payer_name, 'นาง ฉ');
  const changed = { version, body: { ...body, payer_name: 'นาง ซ' } };
  await call('PUT', `${PATH}/${id}`, { token: revenue, body: changed });
  const last = await desk.tab();
  await last.open(`${PATH}/new`);
  await last.button('กู้คืน').click();
  await last.holds(name(last), 'นาง ฉ ช');
  await last.page.keyboard.press('Control+s');
  await last.alerted('มีผู้แก้ไขเอกสารนี้');
  await last.focusOn('refusal');
  await last.page.waitForURL(/receipts\/[0-9a-f-]{36}$/);
  assert.equal(last.id, id);
  assert.equal((await read(revenue, `${PATH}/${id}`)).body.payer_name, 'นาง ซ');
}
