// Somebody types on while the draft is being saved: nothing typed is lost, and nothing is said to
// be saved that is not.
import assert from 'node:assert/strict';
import { read } from '../support/api.mjs';
import { found } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

const PATH = '/disbursement-requests';
const LATE = 2_500;

const sleep = (time) => new Promise((wake) => { setTimeout(wake, time); });

/** What the browser keeps of drafts. */
const kept = (desk) => desk.page.evaluate(() => Object.keys(localStorage)
  .filter((key) => key.startsWith('laas.draft.'))
  .map((key) => JSON.parse(localStorage.getItem(key))));

/** Saves, and gives what is called as soon as the answer, which comes late, has come. */
async function saving(desk) {
  const answered = desk.page.waitForResponse((answer) => (
    new URL(answer.url()).pathname.includes(PATH) && answer.request().method() !== 'GET'));
  await desk.page.keyboard.press('Control+s');
  await desk.sees('กำลังบันทึก');
  return async () => {
    await answered;
    await desk.page.getByText('กำลังบันทึก').waitFor({ state: 'hidden' });
  };
}

/** Types on while it is saved, and finds everything as it was typed. */
async function typeOn(desk, { who }, box, before, after) {
  const said = () => desk.page.getByText('บันทึกแล้ว', { exact: true }).count();
  const earlier = await said();
  const done = await saving(desk);
  await box.press('End');
  await desk.page.keyboard.type(after);
  const amount = desk.table('รายการขอเบิก').locator('tbody input').nth(2);
  await amount.fill('77.50');
  await box.focus();
  await done();
  assert.equal(await box.inputValue(), before + after);
  assert.equal(await amount.inputValue(), '77.50');
  assert.ok(await box.evaluate((one) => one === document.activeElement), 'the focus stays');
  await desk.sees('ยังไม่ได้บันทึก');
  assert.ok((await said()) <= earlier, 'said to be saved');
  const copies = await kept(desk);
  assert.deepEqual(copies.map(({ body }) => body.purpose), [before + after], 'the copy');
  const { body } = await read(who.clerk, `${PATH}/${desk.id}`);
  assert.equal(body.purpose, before, 'what was sent');
  // Once more, and all of it is there: the version of the first answer was taken.
  await (await saving(desk))();
  await desk.sees('บันทึกแล้ว');
  const later = (await read(who.clerk, `${PATH}/${desk.id}`)).body;
  assert.equal(later.purpose, before + after);
  assert.equal(later.items[0].amount, '77.50');
  assert.deepEqual(await kept(desk), []);
}

/** The page is left while it is saved: what was typed since is offered where the document is. */
async function leave(desk, box, before) {
  const done = desk.page.waitForResponse((answer) => answer.request().method() === 'PUT');
  await box.press('End');
  await desk.page.keyboard.type(' หนึ่ง');
  await desk.page.keyboard.press('Control+s');
  await desk.sees('กำลังบันทึก');
  await box.press('End');
  await desk.page.keyboard.type(' สอง');
  const address = desk.page.url();
  await desk.link('วันนี้ต้องทำ').first().click();
  await desk.page.waitForURL((now) => now.pathname === '/');
  await done;
  await until(async () => (await kept(desk)).some(({ is_new }) => !is_new), 'the copy');
  await desk.open(`${PATH}/new`);
  assert.equal(await desk.button('กู้คืน').count(), 0, 'offered as a new one');
  await desk.open(address);
  assert.equal(await box.inputValue(), `${before} หนึ่ง`);
  await desk.button('กู้คืน').click();
  await desk.holds(box, `${before} หนึ่ง สอง`);
}

export default async function typingOn(stage) {
  const office = await found();
  const desk = await stage.desk();
  await desk.sit(office.who.clerk, `${PATH}/new`);
  await desk.choose('รายการงบประมาณ', 'L01');
  await desk.choose('ผู้มีสิทธิรับเงิน', 'S1');
  const box = desk.box('เบิกเพื่อ');
  await box.fill('น้ำมัน');
  const cells = desk.table('รายการขอเบิก').locator('tbody input');
  await cells.nth(0).fill('ดีเซล');
  await cells.nth(2).fill('50');
  await desk.page.route(/api\/v1\/disbursement-requests(\/[0-9a-f-]{36})?$/, async (route) => {
    if (route.request().method() !== 'GET') await sleep(LATE);
    await route.continue();
  });
  await box.focus();
  await typeOn(desk, office, box, 'น้ำมัน', 'ดีเซล');
  await box.focus();
  await typeOn(desk, office, box, 'น้ำมันดีเซล', ' รถบรรทุกน้ำ');
  await box.focus();
  await leave(desk, box, 'น้ำมันดีเซล รถบรรทุกน้ำ');
}
