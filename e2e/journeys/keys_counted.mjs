// How much it takes, counted as it is sent (#10): the keys of a request of three lines from the first page until
// the last has signed it, of the bill that comes every month, and the clicks of twelve recommendations.
import assert from 'node:assert/strict';
import { make, read } from '../support/api.mjs';
import { Counted, focused } from '../support/counted.mjs';
import { found, fuelRequest, requestSteps } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

const [THREE_LINES, EVERY_MONTH, TWELVE] = [110, 25, 15];
const MOST_SECONDS = 15;
const DOCUMENT = /disbursement-requests\/[0-9a-f-]{36}$/;
const LINES = [['ดีเซล', '5000'], ['เบนซิน', '6000'], ['จารบี', '2450.50']];

/** The request as its maker types and signs it; gives where it is. */
async function typed(desk, keys) {
  await keys.find('ฎีกาเบ', 'ฎีกาเบิกเงิน');
  await desk.page.waitForURL('**/disbursement-requests');
  await desk.ready();
  await keys.press('Alt+n');
  await desk.page.waitForURL('**/disbursement-requests/new');
  await desk.ready();
  const [line, payee] = [desk.combo('รายการงบประมาณ'), desk.combo('ผู้มีสิทธิรับเงิน')];
  await keys.tabTo(line, 'the budget line');
  await keys.choose(line, 'L01', 'L01');
  await keys.tabTo(payee, 'the payee');
  await keys.choose(payee, 'S1', 'S1');
  await keys.tabTo(desk.box('เบิกเพื่อ'), 'the purpose');
  await keys.type('น้ำมันรถ ต.ค.');
  const cells = desk.table('รายการขอเบิก').locator('tbody input');
  await keys.tabTo(cells.first(), 'the first line');
  for (const [at, [name, amount]] of LINES.entries()) {
    if (at > 0) {
      await keys.press('Enter');
      await until(async () => (await cells.count()) === (at + 1) * 3, 'another row');
      await focused(cells.nth(at * 3), 'the new row');
    }
    await keys.type(name);
    // Over the account of the payee, who has one.
    await keys.press('Enter');
    await keys.press('Enter');
    await keys.type(amount);
  }
  await keys.tabTo(desk.combo('ภาษีหัก ณ ที่จ่าย'), 'the tax');
  await keys.press('ArrowDown');
  await keys.press('Control+Enter');
  await desk.page.waitForURL(DOCUMENT);
  // What is warned of is looked at, and sent all the same.
  const send = desk.button('ลงนามผู้เบิกและส่ง', desk.page.getByRole('toolbar'));
  const warned = desk.page.locator('#warnings');
  await until(async () => (await warned.count()) || !(await send.count()), 'an answer');
  if (await send.count()) await keys.press('Control+Enter');
  await send.waitFor({ state: 'hidden' });
  return new URL(desk.page.url()).pathname;
}

/** Whoever is next finds it on the first page, looks at it and takes the step. */
async function signed(desk, keys, token, label) {
  await desk.sit(token, '/');
  await desk.page.locator('a[data-row]').first().waitFor();
  await desk.focusOn('page-title');
  await keys.press('ArrowDown');
  await focused(desk.page.locator('a[data-row]').first(), 'the first row');
  await keys.press('Enter');
  await desk.page.waitForURL(DOCUMENT);
  await desk.ready();
  const step = desk.button(label, desk.page.getByRole('toolbar'));
  await step.waitFor();
  await keys.press('Control+Enter');
  await until(async () => !(await step.count()) || (await desk.dialog().count()) > 0, label);
  if (await desk.dialog().count()) await keys.press('Control+Enter');
  await step.waitFor({ state: 'hidden' });
}

/** A request of three lines, until it is approved. */
async function threeLines(desk, { who }) {
  await desk.sit(who.office, '/');
  const keys = new Counted(desk);
  const path = await typed(desk, keys);
  const own = keys.keys;
  for (const [token, label] of [
    [who.finance1, 'ลงทะเบียนรับฎีกา'], [who.finance2, 'ตรวจแล้ว ถูกต้อง'], [who.head, 'เห็นควรจ่าย'],
    [who.palad, 'ผ่านเรื่อง'], [who.nayok, 'อนุมัติ'],
  ]) await signed(desk, keys, token, label);
  const { header, body } = await read(who.nayok, path);
  assert.deepEqual([header.status, header.amount], ['approved', '13450.50']);
  assert.equal(body.items.length, 3);
  console.log(`       three lines: ${own} keys until the first has signed, ${keys.keys} until the last`);
  assert.ok(keys.keys <= THREE_LINES, `${keys.keys} keys`);
}

/** Last month's bill is found, copied and changed, without the mouse. */
async function everyMonth(desk, { who, ids }) {
  const body = { ...fuelRequest(ids, '3900.00'), purpose: 'ค่าไฟฟ้าสำนักงาน', bill_no: '09/68' };
  await make('disbursement-requests', body, [], who.clerk);
  await desk.sit(who.clerk, '/');
  const keys = new Counted(desk);
  const began = Date.now();
  await keys.find('ค่าไฟ', 'ค่าไฟฟ้าสำนักงาน');
  await desk.page.waitForURL(DOCUMENT);
  await desk.ready();
  await keys.press('Alt+c');
  await desk.page.waitForURL('**/new?like=*');
  const bill = desk.box('เลขที่ใบแจ้งหนี้/ใบส่งของ');
  await focused(bill, 'the first field that is empty');
  await keys.type('10/68');
  await keys.tabTo(desk.table('รายการขอเบิก').locator('tbody input').nth(2), 'the amount');
  await keys.type('4120.5');
  await keys.press('Control+s');
  await desk.page.waitForURL(DOCUMENT);
  const seconds = (Date.now() - began) / 1000;
  console.log(`       a bill by copy: ${keys.keys} keys, ${seconds.toFixed(1)} s`);
  assert.ok(keys.keys <= EVERY_MONTH, `${keys.keys} keys`);
  assert.ok(seconds <= MOST_SECONDS, `${seconds} s`);
  const { items } = await read(who.clerk, '/disbursement-requests?q=ค่าไฟฟ้าสำนักงาน');
  assert.deepEqual(items.map((one) => one.amount).sort(), ['3900.00', '4120.50']);
}

/** Twelve wait and are recommended: chosen one by one, which is the most it can take. */
async function twelve(desk, { who, ids }) {
  const steps = requestSteps(who).slice(0, 3);
  for (let at = 1; at <= 12; at += 1) {
    const body = { ...fuelRequest(ids, `${at}.00`), purpose: `น้ำมันคันที่ ${at}`, bill_no: `K-${at}` };
    await make('disbursement-requests', body, steps, who.clerk);
  }
  await desk.sit(who.head, '/');
  const rows = desk.page.locator('.inbox-group a[data-row]');
  await until(async () => (await rows.count()) === 12, 'all that wait');
  const clicks = new Counted(desk);
  const boxes = desk.page.locator('.inbox-group .pick');
  for (let at = 0; at < 12; at += 1) await clicks.click(boxes.nth(at));
  await clicks.click(desk.button('เห็นควรจ่าย 12 ฉบับ'));
  const go = desk.button('เห็นควรจ่าย 12 ฉบับ', desk.dialog());
  await until(async () => (await go.getAttribute('aria-disabled')) === 'false', 'all looked at');
  await clicks.click(go);
  await desk.dialog().waitFor({ state: 'hidden' });
  await until(async () => (await read(who.palad, '/inbox')).total === 12, 'twelve at the next');
  console.log(`       twelve recommendations: ${clicks.clicks} clicks`);
  assert.ok(clicks.clicks <= TWELVE, `${clicks.clicks} clicks`);
}

export default async function keysCounted(stage) {
  const desk = await stage.desk({ viewport: { width: 1366, height: 768 } });
  await threeLines(desk, await found());
  const office = await found();
  await everyMonth(desk, office);
  await twelve(desk, office);
}
