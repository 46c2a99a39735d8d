// The server fails, is silent, and the cable is pulled: what was typed stays, and where a document stands is
// said as it is. What a screen reader is told; where the focus is seen; nothing moves for whom it must not.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { make, read } from '../support/api.mjs';
import { found } from '../support/office.mjs';

const CALLS = /api\/v1\/bank-receipts(\/[0-9a-f-]{36})?$/;

/** What the browser itself reports of what was just played. */
const forgive = (desk) => {
  desk.wrong = desk.wrong.filter((line) => !/net::ERR_|status of 500|^500 /.test(line));
};

async function type(desk, { who }) {
  await desk.sit(who.finance1, '/bank-receipts/new');
  await desk.choose('เข้าบัญชี', 'KTB-SAV');
  await desk.choose('ผู้โอน', 'PUBLIC');
  await desk.choose('ประเภทรายรับ', '412106');
  await desk.box('จำนวนเงิน').fill('1240');
}

const kept = (desk) => desk.box('จำนวนเงิน').inputValue();

/** A fault of the server, and no answer at all: said, and everything is still in the form. */
async function fails(desk, office) {
  await desk.page.clock.install();
  await type(desk, office);
  const fault = (route) => route.fulfill({
    status: 500, contentType: 'application/problem+json',
    body: JSON.stringify({
      type: '/problems/unexpected', title: 'ระบบขัดข้อง', status: 500, detail: 'unexpected',
      instance: 'made-up', code: 'unexpected',
    }),
  });
  await desk.page.route(CALLS, fault);
  await desk.page.keyboard.press('Control+s');
  await desk.focusOn('refusal');
  const said = await desk.page.locator('#refusal').innerText();
  assert.match(said, /made-up/, 'the number to report');
  assert.ok(!/Error|panicked|unexpected|500/.test(said), said);
  assert.match(await kept(desk), /1,?240/);
  await desk.page.unroute(CALLS, fault);
  // The server says nothing: after a while that is said, too.
  const silent = () => {};
  await desk.page.route(CALLS, silent);
  await desk.page.keyboard.press('Control+s');
  await desk.sees('กำลังบันทึก');
  await desk.page.clock.fastForward(31_000);
  await desk.alerted('ติดต่อระบบไม่ได้');
  assert.match(await kept(desk), /1,?240/);
  await desk.page.unroute(CALLS, silent);
  forgive(desk);
}

/** Kept here, sent, posted: each said only when it is so, while the cable is pulled and put back. */
async function cable(stage, office) {
  const { who } = office;
  const desk = await stage.desk();
  await type(desk, office);
  const state = desk.page.locator('.save-state');
  await desk.context.setOffline(true);
  await state.getByText('ยังไม่ได้บันทึก · เก็บไว้ในเครื่องแล้ว').waitFor();
  await desk.page.keyboard.press('Control+s');
  await desk.alerted('ติดต่อระบบไม่ได้');
  await state.getByText('ยังไม่ได้บันทึก').waitFor();
  assert.equal((await read(who.finance1, '/bank-receipts')).total, 0, 'it is nowhere else');
  await desk.context.setOffline(false);
  await desk.page.keyboard.press('Control+s');
  await state.getByText('บันทึกแล้ว').waitFor();
  assert.equal((await read(who.finance1, '/bank-receipts')).total, 1);
  await desk.act('ส่งเอกสาร', { status: 'รอดำเนินการ' });
  const { id } = desk;
  const status = async () => (await read(who.head, `/bank-receipts/${id}`)).header.status;
  assert.equal(await status(), 'submitted');
  await desk.sit(who.head, `/bank-receipts/${id}`);
  await desk.context.setOffline(true);
  await desk.button('อนุมัติและลงบัญชี').click();
  await desk.button('อนุมัติและลงบัญชี', desk.dialog()).click();
  await desk.alerted('ติดต่อระบบไม่ได้');
  await desk.stands('รอดำเนินการ').catch(() => {});
  assert.equal(await status(), 'submitted');
  assert.equal(await desk.page.locator('.document-head .badge').innerText(), 'รอดำเนินการ');
  await desk.context.setOffline(false);
  await desk.button('อนุมัติและลงบัญชี', desk.dialog()).click();
  await desk.stands('ลงบัญชีแล้ว');
  assert.equal(await status(), 'posted');
  forgive(desk);
}

/** What is read aloud: the language, days and amounts as people say them, where a document stands. */
async function aloud(desk, { who }) {
  await make('receipts', {
    payer_name: 'นาย ก สมมติ', money_kind: 'cash',
    items: [{ item_type: 'revenue', revenue_type: '412106', amount: '1250.50' }],
  }, [['submit', who.revenue]]);
  await desk.sit(who.revenue, '/receipts');
  const list = await desk.page.locator('main').ariaSnapshot();
  await desk.page.locator('a[data-row]').first().click();
  await desk.page.waitForURL(/receipts\/[0-9a-f-]{36}$/);
  await desk.ready();
  const document = await desk.page.locator('main').ariaSnapshot();
  if (process.env.LAAS_STATE) {
    writeFileSync(join(process.env.LAAS_STATE, 'log', 'aloud.txt'), `${list}\n\n${document}`);
  }
  assert.equal(await desk.page.evaluate(() => window.document.documentElement.lang), 'th');
  for (const part of ['heading "ใบเสร็จรับเงิน" [level=1]', '1 ต.ค. 2568', '1,250.50', 'ออกใบเสร็จแล้ว',
    'columnheader "จำนวนเงิน', 'rowheader "รวมหน้านี้']) {
    assert.ok(list.includes(part), `${part} in\n${list}`);
  }
  for (const part of ['ออกใบเสร็จแล้ว', '1,250.50', '412106', 'toolbar "ขั้นตอน"']) {
    assert.ok(document.includes(part), `${part} in\n${document}`);
  }
  // A drawing says nothing: words beside it do.
  const mute = await desk.page.locator('svg:not([aria-hidden=true])').count();
  assert.equal(mute, 0, 'drawings that are read aloud');
}

/** Where the focus is, is seen: its line is three times as light or dark as what is around it. */
async function focusIsSeen(stage, { who }) {
  for (const colorScheme of ['light', 'dark']) {
    const desk = await stage.desk({ colorScheme });
    await desk.sit(who.finance1, '/receipts');
    const poor = [];
    for (let at = 0; at < 40; at += 1) {
      await desk.page.keyboard.press('Tab');
      poor.push(...await desk.page.evaluate(async () => {
        // The bar that stays on top takes its place with the next picture, not before.
        await new Promise((painted) => { requestAnimationFrame(() => requestAnimationFrame(painted)); });
        const light = ([r, g, b]) => {
          const part = (c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
          return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
        };
        const rgb = (text) => text.match(/[\d.]+/g).map(Number);
        let one = document.activeElement;
        if (one === document.body) return [];
        one = one.closest('.open-row') ?? (one.closest('.search') ?? one);
        const line = getComputedStyle(one);
        if (line.outlineStyle === 'none' || parseFloat(line.outlineWidth) < 2) return [`no line: ${one.outerHTML.slice(0, 90)}`];
        // What is painted beside it, where its line is.
        const { left, right, top, bottom } = one.getBoundingClientRect();
        const beside = [[left - 2, (top + bottom) / 2], [right + 2, (top + bottom) / 2]];
        let around = beside.map(([x, y]) => document.elementFromPoint(x, y)).find(Boolean) ?? one.parentElement;
        while (around && (rgb(getComputedStyle(around).backgroundColor)[3] ?? 1) === 0) around = around.parentElement;
        const [a, b] = [rgb(line.outlineColor), rgb(getComputedStyle(around ?? document.documentElement).backgroundColor)];
        const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
        const ratio = (high + 0.05) / (low + 0.05);
        return ratio < 3 ? [`${ratio.toFixed(1)}: ${one.outerHTML.slice(0, 90)}`] : [];
      }));
    }
    assert.deepEqual([...new Set(poor)], [], `the focus, ${colorScheme}`);
    // Whoever asked for less motion sees none.
    const moving = await desk.page.evaluate(() => document.getAnimations()
      .filter((one) => one.effect.getTiming().duration > 1).length);
    assert.equal(moving, 0, 'something moves');
  }
}

export default async function whenItFails(stage) {
  const office = await found();
  const desk = await stage.desk();
  await fails(desk, office);
  await cable(stage, office);
  const reader = await stage.desk();
  await aloud(reader, office);
  await focusIsSeen(stage, office);
}
