// A phone: an executive sees money and budget, approves in three taps, and turns down with a reason; evidence
// is photographed; whoever holds a paper is told what the books say of it.
import assert from 'node:assert/strict';
import { make, read } from '../support/api.mjs';
import { found, fuelRequest, requestSteps } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

const PHOTO = {
  name: 'ใบส่งของ.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10]),
};
const at = ({ header }) => `/disbursement-requests/${header.id}`;

async function fits(desk) {
  const wide = await desk.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${desk.page.url()} is ${wide} px wide`);
}

/** What there is, and what is left of each line. */
async function sees(desk, { who }) {
  await desk.sit(who.nayok);
  await desk.sees('เงินคงเหลือ ณ ขณะนี้');
  const money = desk.role('region', 'เงินคงเหลือ ณ ขณะนี้');
  await money.getByText('600,000.00').first().waitFor();
  await fits(desk);
  await desk.open('/budget-lines');
  const line = desk.page.getByRole('row').filter({ hasText: 'L01' });
  const left = line.locator('td.left');
  await left.scrollIntoViewIfNeeded();
  assert.equal((await left.innerText()).trim().split('\n').pop(), '47,000.00');
  const { x, width } = await left.boundingBox();
  assert.ok(x >= 0 && x + width <= 360, 'what is left is out of sight');
  await fits(desk);
}

/** From the first page on: the row, the step, its question. */
async function approves(desk, { who }, request) {
  await desk.sit(who.nayok);
  let taps = 0;
  const tap = async (what) => { await what.tap(); taps += 1; };
  await tap(desk.page.locator(`a[href="${at(request)}"]`));
  await desk.page.waitForURL(`**${at(request)}`);
  await desk.ready();
  await desk.inspect('to approve');
  await fits(desk);
  await tap(desk.button('อนุมัติ', desk.page.getByRole('toolbar')));
  await desk.inspect('question');
  await tap(desk.button('อนุมัติ', desk.dialog()));
  await desk.stands('อนุมัติแล้ว');
  assert.equal(taps, 3, 'taps to approve');
}

/** Without a reason nothing is turned down. */
async function turnsDown(desk, { who }, request) {
  await desk.open(at(request));
  await desk.button('ไม่อนุมัติ', desk.page.getByRole('toolbar')).tap();
  const dialog = desk.dialog();
  await desk.button('ไม่อนุมัติ', dialog).tap();
  await dialog.getByText('ต้องกรอก').waitFor();
  assert.equal((await read(who.nayok, at(request))).header.status, 'submitted');
  await desk.box('เหตุผล', dialog).fill('ยังไม่จำเป็น');
  await desk.button('ไม่อนุมัติ', dialog).tap();
  await desk.stands('ไม่อนุมัติ');
}

/** A photograph beside a draft: the phone offers its camera for pictures. */
async function photographs(desk, { who, ids }) {
  const draft = await make('disbursement-requests', fuelRequest(ids, '10.00'), [], who.clerk);
  await desk.sit(who.clerk, at(draft));
  const files = desk.page.locator('input[type=file]');
  assert.match(await files.getAttribute('accept'), /image\/jpeg/);
  await files.setInputFiles([PHOTO]);
  await desk.sees(PHOTO.name);
  await fits(desk);
}

/** The code on a paper leads to a page that says what the books say of it; nobody logs in for it. */
async function holdsPaper(desk, { who }) {
  const head = await read(who.head, '/record/head');
  const { entity } = await read(who.head, '/session');
  await desk.context.clearCookies();
  await desk.open(`/witness/${entity.id}/${head.seq}-${head.hash.slice(0, 16)}`);
  await desk.sees('บัญชีของหน่วยงานยังเป็นไปตามที่กระดาษแผ่นนี้เป็นพยาน');
  await fits(desk);
}

export default async function onAPhone(stage) {
  const office = await found();
  const { who, ids } = office;
  const steps = requestSteps(who).slice(0, -1);
  const first = await make('disbursement-requests', fuelRequest(ids, '1000.00'), steps, who.clerk);
  const second = await make('disbursement-requests', fuelRequest(ids, '2000.00'), steps, who.clerk);
  const desk = await stage.desk({
    viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true,
  });
  await sees(desk, office);
  await approves(desk, office, first);
  await turnsDown(desk, office, second);
  // Where it stands is told to whoever asked for it.
  await desk.sit(who.clerk, '/disbursement-requests');
  await until(async () => (await desk.page.locator('tbody').innerText()).includes('ไม่อนุมัติ'), 'the status');
  await fits(desk);
  await photographs(desk, office);
  await holdsPaper(desk, office);
}
