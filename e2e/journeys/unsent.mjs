// What is not sent: how much and how the line is, said in the top bar as it is; kept for good where the
// browser promises it, else as a file; each with why it is not sent, and sent again; never touched by a newer program.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { read, uuid7 } from '../support/api.mjs';
import { found } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

const MANY = 100;
const SOON = 5_500;
const NEW = '/receipts/new';
/** The folder of a program there has never been. */
const NEWER = 'app-ffffffffffffffff';

const payer = (desk) => desk.box('ชื่อบนใบเสร็จ');
const pill = (desk, state, soon = SOON) => desk.page.locator(`.pill.${state}`).waitFor({ timeout: soon });
const link = (desk) => desk.page.locator('.unsent');
const says = (desk, many) => desk.page.locator('.unsent', { hasText: `ยังไม่ส่ง ${many} รายการ` }).waitFor();

/** What lies in the browser, letter for letter. */
const kept = (desk) => desk.page.evaluate(() => Object.fromEntries(Object.entries(localStorage)
  .filter(([name]) => /^laas\.(draft|aside)\./.test(name)).sort()));

/** Reports of the browser on what was just played. */
const forgive = (desk) => { desk.wrong = desk.wrong.filter((line) => !/net::ERR_/.test(line)); };

/** The cable, within five seconds: nobody answers, answers come late, all is well. */
async function line(desk, { who }) {
  await desk.sit(who.revenue, NEW);
  await pill(desk, 'online');
  assert.equal(await link(desk).count(), 0);
  await payer(desk).fill('นาย ก สมมติ');
  await says(desk, 1);
  let late = Infinity;
  const slow = async (route) => {
    if (late === Infinity) return;
    await new Promise((wake) => { setTimeout(wake, late); });
    await route.continue().catch(() => {});
  };
  await desk.page.route('**/health/live', slow);
  await pill(desk, 'offline');
  late = 2_300;
  await pill(desk, 'slow', 8_000);
  await desk.page.unroute('**/health/live', slow);
  await pill(desk, 'online');
  await desk.context.setOffline(true);
  await pill(desk, 'offline', 1_000);
  await says(desk, 1);
  await desk.inspect('not sent');
  await desk.context.setOffline(false);
  await pill(desk, 'online');
  forgive(desk);
}

/** Asked once, in plain words; where the browser promises nothing, a file keeps it. */
async function lasting(stage, { who }) {
  const desk = await stage.desk();
  await desk.context.addInitScript(() => {
    const asked = Number(sessionStorage.getItem('asked') ?? 0);
    navigator.storage.persist = async () => { sessionStorage.setItem('asked', asked + 1); return false; };
  });
  await desk.sit(who.revenue, NEW);
  const question = desk.page.getByText('ให้เบราว์เซอร์เก็บไว้จนกว่าจะส่ง');
  assert.equal(await question.count(), 0, 'asked before there is anything to keep');
  await payer(desk).fill('นาย ข สมมติ');
  await link(desk).waitFor();
  await desk.open('/');
  await question.waitFor();
  await desk.inspect('asked to keep it');
  await desk.button('ให้เก็บไว้').click();
  await desk.page.getByText('เบราว์เซอร์นี้ไม่รับรองว่าจะเก็บงานที่ยังไม่ส่งไว้').waitFor();
  await desk.open('/');
  assert.equal(await question.count(), 0, 'asked twice');
  assert.equal(await desk.page.evaluate(() => sessionStorage.getItem('asked')), '1');
  // As a file, and back.
  await link(desk).click();
  await desk.page.waitForURL('**/unsent');
  await desk.ready();
  await desk.inspect('what is not sent');
  const [file] = await Promise.all([
    desk.page.waitForEvent('download'), desk.button('เก็บสำเนาเป็นไฟล์').click(),
  ]);
  const before = await kept(desk);
  const content = readFileSync(await file.path());
  await desk.button('ทิ้ง ใบเสร็จรับเงิน').click();
  await desk.button('ทิ้ง', desk.dialog()).click();
  await desk.sees('ไม่มีงานที่ยังไม่ส่ง');
  assert.deepEqual(await kept(desk), {});
  const bring = (buffer) => desk.page.locator('input[type=file]').setInputFiles({
    name: 'x.json', mimeType: 'application/json', buffer,
  });
  await bring(Buffer.from('{"laas.language":"x"}'));
  await desk.alerted('ไฟล์นี้ไม่ใช่สำเนางานที่ยังไม่ส่งของท่าน');
  await bring(content);
  await desk.sees('นำกลับมาแล้ว 1 รายการ');
  assert.deepEqual(await kept(desk), before);
  await desk.link('ทำต่อ ใบเสร็จรับเงิน').click();
  await desk.holds(payer(desk), 'นาย ข สมมติ');
}

/** Each with why it is not sent: nobody has tried, or what was said when somebody did; and sent again from there. */
async function again(stage, { who }) {
  const desk = await stage.desk();
  await desk.sit(who.revenue, NEW);
  await payer(desk).fill('นาย ค สมมติ');
  await desk.choose('ประเภทรายรับ', '412106');
  await desk.box('จำนวนเงิน').fill('60');
  await link(desk).waitFor();
  await until(async () => Object.values(await kept(desk)).join().includes('60.00'), 'all of it kept');
  await link(desk).click();
  await desk.page.waitForURL('**/unsent');
  await desk.ready();
  const row = desk.page.getByRole('row').filter({ hasText: 'ใบเสร็จรับเงิน' });
  await row.getByText('ยังไม่ได้กดบันทึก').waitFor();
  const send = desk.button('ส่งอีกครั้ง ใบเสร็จรับเงิน', row);
  await desk.page.route('**/api/v1/receipts', (route) => route.abort());
  await send.click();
  await row.getByText('ติดต่อระบบไม่ได้').waitFor();
  await desk.inspect('not sent, and why');
  assert.equal((await read(who.revenue, '/receipts')).total, 0);
  await desk.page.unroute('**/api/v1/receipts');
  await pill(desk, 'online');
  await desk.open('/unsent');
  await row.getByText('ติดต่อระบบไม่ได้').waitFor();
  await send.click();
  await desk.page.getByText('ส่ง ใบเสร็จรับเงิน เข้าระบบเป็นฉบับร่างแล้ว').waitFor();
  await desk.sees('ไม่มีงานที่ยังไม่ส่ง');
  assert.deepEqual(await kept(desk), {});
  const { items } = await read(who.revenue, '/receipts');
  assert.deepEqual(items.map(({ status, amount }) => [status, amount]), [['draft', '60.00']]);
  forgive(desk);
}

/** A hundred drafts, some as an earlier program kept them. */
async function fill(desk, person) {
  const drafts = Array.from({ length: MANY }, (_, at) => {
    const id = uuid7();
    const named = at % 10 === 0 ? { payer: `รุ่นก่อน ${at}`, note: `หมายเหตุ ${at}` } : { payer_name: `ผู้ชำระ ${at}` };
    const body = { money_kind: 'cash', items: [], ...named };
    return [`laas.draft.${person}.receipt.${id}`, JSON.stringify({ id, at: Date.now() - at, is_new: true, body })];
  });
  await desk.page.evaluate((all) => all.forEach(([name, text]) => localStorage.setItem(name, text)), drafts);
  return Object.fromEntries(drafts.sort());
}

/** A newer program arrives: it is said, nothing happens by itself, and nothing of what is not sent is touched. */
async function newer(stage, { who }) {
  const desk = await stage.desk();
  await desk.sit(who.revenue, '/');
  const { person_id: person } = await read(who.revenue, '/session');
  const drafts = await fill(desk, person);
  await desk.open('/');
  await says(desk, MANY);
  const own = await desk.page.evaluate(() => document.querySelector('script[type=module]').src.match(/app-[0-9a-f]+/)[0]);
  await desk.page.route((url) => !/\.|^\/api|^\/health/.test(url.pathname), async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll(own, NEWER) });
  });
  await desk.page.route(`**/${NEWER}/**`, async (route) => {
    const address = route.request().url().replace(NEWER, own);
    await route.fulfill({ response: await route.fetch({ url: address }) });
  });
  await desk.page.evaluate(() => { window.stays = true; });
  await desk.context.setOffline(true);
  await pill(desk, 'offline', 1_000);
  await desk.context.setOffline(false);
  await desk.sees('มีระบบรุ่นใหม่');
  await desk.inspect('a newer program');
  assert.equal(await desk.page.evaluate(() => window.stays), true, 'loaded anew by itself');
  assert.deepEqual(await kept(desk), drafts);
  await desk.button('โหลดหน้านี้ใหม่').click();
  await desk.page.waitForFunction(() => !window.stays && document.querySelector('h1'));
  await desk.ready();
  assert.match(await desk.page.evaluate(() => document.querySelector('script[type=module]').src), new RegExp(NEWER));
  assert.deepEqual(await kept(desk), drafts, 'touched by the newer program');
  await says(desk, MANY);
  forgive(desk);
  // One of an earlier program: what has a place is carried over, and the whole is kept beside.
  await link(desk).click();
  await desk.page.waitForURL('**/unsent');
  await desk.ready();
  const earlier = Object.values(drafts).find((text) => text.includes('"payer":"รุ่นก่อน 0"'));
  await desk.page.locator(`main a[href*="${JSON.parse(earlier).id}"]`).first().click();
  await desk.alerted('พิมพ์ไว้ในระบบรุ่นก่อน กู้คืนได้บางส่วน');
  assert.equal(await payer(desk).inputValue(), '');
  const aside = Object.entries(await kept(desk)).filter(([name]) => name.startsWith('laas.aside.'));
  assert.equal(aside.length, 1);
  assert.match(aside[0][1], /"payer":"รุ่นก่อน 0"/);
}

export default async function unsent(stage) {
  const office = await found();
  const desk = await stage.desk();
  await line(desk, office);
  await lasting(stage, office);
  await again(stage, await found());
  await newer(stage, office);
}
