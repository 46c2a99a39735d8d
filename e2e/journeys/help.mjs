// F1 opens what is said of a field: its rule is read, Escape leads back to the field; an article is
// found by a word that is spelt otherwise; without a line it still opens.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { found } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

const PATH = '/disbursement-requests/new';

async function picture(desk, name) {
  if (process.env.LAAS_STATE) {
    await desk.page.screenshot({ path: join(process.env.LAAS_STATE, 'log', `help-${name}.png`) });
  }
}

/** Asks for the article of the field that has the focus. */
async function ask(desk, title) {
  await desk.page.keyboard.press('F1');
  const panel = desk.dialog();
  await panel.getByRole('heading', { name: title, exact: true }).waitFor();
  return panel;
}

/** Waits until the title of an article has the focus. */
async function titled(desk, title) {
  await until(() => desk.page.evaluate((text) => document.activeElement.tagName === 'H2'
    && document.activeElement.innerText === text, title), `the focus on ${title}`, 3_000);
}

async function reads(desk) {
  const box = desk.box('เลขที่ใบแจ้งหนี้/ใบส่งของ');
  await box.focus();
  const panel = await ask(desk, 'เลขที่ใบแจ้งหนี้/ใบส่งของ');
  await titled(desk, 'เลขที่ใบแจ้งหนี้/ใบส่งของ');
  const text = await panel.innerText();
  for (const part of ['ระบบเตือนว่าอาจเบิกซ้ำ', 'ข้อกำหนดของระบบนี้', 'W-7.8', '21-17']) {
    assert.ok(text.includes(part), `${part} in ${text}`);
  }
  // Each rule has the letter it stands in, and which text of it was read.
  const letters = await panel.locator('.help-rules li p.small').allInnerTexts();
  assert.ok(letters.length && letters.every((said) => / · [A-Z]/.test(said) && said.split('\n')[1]?.trim()),
    letters.join(' | '));
  await desk.inspect('help');
  await picture(desk, `field-${desk.page.viewportSize().width}`);
  await desk.page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
  assert.ok(await box.evaluate((one) => one === document.activeElement), 'back in the field');
}

/** A cell of a grid has the article of its column; what has none of its own, that of the page. */
async function findsItsWay(desk) {
  await desk.table('รายการขอเบิก').locator('tbody input').nth(2).focus();
  let panel = await ask(desk, 'จำนวนเงิน');
  await panel.getByText('3,900.00').waitFor();
  await desk.page.keyboard.press('F1');
  await panel.waitFor({ state: 'hidden' });
  await desk.button('ช่วยเหลือเรื่องหน้านี้').click();
  panel = desk.dialog();
  await panel.getByRole('heading', { name: 'ฎีกาเบิกเงิน', exact: true }).waitFor();
  await panel.getByText('รหัสคำอธิบาย 21-00').waitFor();
  await panel.getByRole('button', { name: 'ภาษีหัก ณ ที่จ่าย', exact: true }).click();
  await panel.getByText('10,700.00').waitFor();
  await titled(desk, 'ภาษีหัก ณ ที่จ่าย');
  await desk.page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
}

/** F1 opens again at once what Esc has just closed. */
async function searches(desk) {
  await desk.page.keyboard.press('F1');
  const panel = desk.dialog();
  await panel.getByLabel('ค้นหาในคำอธิบาย').fill('ดีกาเงินยืม');
  await panel.getByText(/^พบ \d+ เรื่อง$/).waitFor();
  await picture(desk, 'search');
  await panel.getByRole('button', { name: 'ฎีกาเงินยืม', exact: true }).click();
  await panel.getByText('รหัสคำอธิบาย 24-00').waitFor();
  await desk.page.keyboard.press('Escape');
  // And from the search for everything.
  await desk.page.keyboard.press('Control+k');
  await desk.page.keyboard.type('พาสีหัก');
  await desk.page.getByRole('option', { name: 'ภาษีหัก ณ ที่จ่าย' }).first().click();
  await panel.getByText('รหัสคำอธิบาย 21-21').waitFor();
  await desk.page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
}

/** What is wrong at a field leads to its article. */
async function explainsWhatIsWrong(desk) {
  await desk.page.keyboard.press('Control+Enter');
  await desk.alerted('จุดที่ต้องแก้');
  const field = desk.page.locator('[data-field="purpose"]');
  await field.getByRole('button', { name: 'คำอธิบายช่องนี้' }).click();
  await desk.dialog().getByText('รหัสคำอธิบาย 21-05').waitFor();
  await desk.page.keyboard.press('Escape');
}

/** Of the fields of some forms, more than twenty: each has its article, with what it is and a code. */
async function everyField(desk, { who }) {
  let seen = 0;
  for (const [person, path] of [['clerk', PATH], ['revenue', '/receipts/new'], ['finance1', '/daily-reports/new'],
    ['finance1', '/bank-receipts/new'], ['budget', '/ordinances/new'], ['clerk', '/advance-requests/new']]) {
    await desk.sit(who[person], path);
    const fields = desk.page.locator('main form.form [data-field] :is(input, textarea, select):visible');
    for (let at = 0; at < Math.min(await fields.count(), 6); at += 1) {
      await fields.nth(at).focus();
      await desk.page.keyboard.press('F1');
      const panel = desk.dialog();
      await panel.getByText(/รหัสคำอธิบาย \d+-\d+/).first().waitFor();
      const text = await panel.innerText();
      assert.ok(text.length > 80, `${path}: ${text}`);
      seen += 1;
      await desk.page.keyboard.press('Escape');
      await panel.waitFor({ state: 'hidden' });
    }
  }
  assert.ok(seen >= 20, `${seen} fields`);
}

async function inEnglish(desk) {
  await desk.button('EN เปลี่ยนเป็นภาษาอังกฤษ').click();
  await desk.box('Bill number').focus();
  const panel = await ask(desk, 'Bill number');
  await panel.getByText('This article is in Thai only.').waitFor();
  await desk.page.keyboard.press('Escape');
  await desk.button('TH switch to Thai').click();
}

export default async function help(stage) {
  const { who } = await found();
  const desk = await stage.desk({ viewport: { width: 1366, height: 768 } });
  const fetched = desk.page.waitForResponse((answer) => /\/help-[0-9a-f]{16}\.json$/.test(answer.url()));
  await desk.sit(who.clerk, PATH);
  assert.match((await (await fetched).allHeaders())['cache-control'], /immutable/);
  await reads(desk);
  await findsItsWay(desk);
  await searches(desk);
  await explainsWhatIsWrong(desk);
  await inEnglish(desk);
  await everyField(desk, { who });

  const phone = await stage.desk({ viewport: { width: 360, height: 740 } });
  const there = phone.page.waitForResponse((answer) => answer.url().includes('/help-'));
  await phone.sit(who.clerk, PATH);
  await there;
  const wrong = phone.wrong.length;
  await phone.context.setOffline(true);
  await reads(phone);
  await until(async () => (await phone.page.evaluate(() => document.documentElement.scrollWidth)) <= 360,
    'a page as wide as the phone');
  await phone.context.setOffline(false);
  // The browser reports each request of the time without a line; what axe found is none of them.
  const others = phone.wrong.splice(wrong).filter((line) => line.startsWith('axe'));
  phone.wrong.push(...others);
}
