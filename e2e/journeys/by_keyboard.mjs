// The keys of the whole system with the Thai layout on; the documents before and after; what is typed fast,
// taken back, and read in another era.
import assert from 'node:assert/strict';
import { make } from '../support/api.mjs';
import { found, fuelRequest } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

const [ALT, CTRL, SHIFT] = [1, 2, 8];
const NEW = '/disbursement-requests/new';

/** Presses a physical key; the letter is that of the Thai layout. */
async function thai(desk, code, key, modifiers = 0) {
  const session = await desk.context.newCDPSession(desk.page);
  const windowsVirtualKeyCode = code === 'Slash' ? 191 : code.charCodeAt(code.length - 1);
  const event = { code, key, modifiers, windowsVirtualKeyCode };
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  await session.detach();
}

const described = (box) => box.evaluate((one) => one.getAttribute('aria-describedby').split(' ')
  .map((id) => document.getElementById(id)?.innerText ?? '').join(' ').trim());

const isFocused = (box) => box.evaluate((one) => one === document.activeElement);

/** Every shortcut, with the letters of the Thai layout. */
async function thaiLayout(desk, { who }) {
  await desk.sit(who.clerk, NEW);
  await desk.page.evaluate(() => {
    window.opened = [];
    window.open = (address) => { window.opened.push(address); return null; };
  });
  const search = desk.combo('ค้นหาทุกอย่าง');
  await thai(desk, 'KeyK', 'า', CTRL);
  await until(() => isFocused(search), 'the search by Ctrl+K');
  await desk.page.locator('#page-title').focus();
  await thai(desk, 'Slash', 'ฝ');
  await until(() => isFocused(search), 'the search by /');
  await desk.page.locator('#page-title').focus();
  await thai(desk, 'Slash', 'ฦ', SHIFT);
  await desk.dialog().getByText('Ctrl+S').waitFor();
  await desk.page.keyboard.press('Escape');
  await desk.choose('รายการงบประมาณ', 'L01');
  await desk.choose('ผู้มีสิทธิรับเงิน', 'S1');
  await desk.box('เบิกเพื่อ').fill('น้ำมัน');
  const cells = desk.table('รายการขอเบิก').locator('tbody input');
  await cells.nth(0).fill('ดีเซล');
  await cells.nth(2).fill('50');
  await thai(desk, 'KeyD', 'ก', CTRL);
  await until(async () => (await cells.count()) === 6, 'the row repeated by Ctrl+D');
  assert.equal(await cells.nth(3).inputValue(), 'ดีเซล');
  await cells.nth(3).focus();
  await desk.page.keyboard.press('F2');
  await desk.page.keyboard.type(' บี7');
  assert.equal(await cells.nth(3).inputValue(), 'ดีเซล บี7', 'F2 goes on at the end of the cell');
  await thai(desk, 'KeyS', 'ห', CTRL);
  await desk.page.waitForURL(/disbursement-requests\/[0-9a-f-]{36}$/);
  await desk.sees('บันทึกแล้ว');
  await thai(desk, 'KeyP', 'ย', ALT);
  assert.match((await desk.page.evaluate(() => window.opened)).join(), /\/print$/);
  await thai(desk, 'KeyC', 'แ', ALT);
  await desk.page.waitForURL('**/new?like=*');
  await thai(desk, 'KeyN', 'ื', ALT);
  await desk.page.waitForURL((now) => now.pathname === NEW && !now.search);
  // The card is what is printed, and nothing else.
  await desk.ready();
  await desk.button('แสดงปุ่มลัด').click();
  await desk.page.emulateMedia({ media: 'print' });
  assert.ok(await desk.dialog().isVisible());
  assert.ok(!(await desk.page.locator('header.top').isVisible()), 'the page is printed, too');
  await desk.page.emulateMedia({ media: null });
  await desk.page.keyboard.press('Escape');
}

/** Days by the keys of the Thai layout; a year of the common era is said before the box is left. */
async function days(desk, { who }) {
  await desk.sit(who.finance1, '/daily-reports/new');
  const box = desk.box('รายงานของวันที่');
  await box.focus();
  await thai(desk, 'KeyH', '้');
  await desk.holds(box, '31 ต.ค. 2568');
  await thai(desk, 'KeyT', 'ะ');
  await desk.holds(box, '1 ต.ค. 2568');
  await box.fill('');
  await desk.page.keyboard.type('1/10/2025');
  assert.match(await described(box), /2025.*2568/, 'said while it is typed');
  assert.ok(await isFocused(box));
  await desk.page.keyboard.press('Tab');
  await desk.holds(box, '1 ต.ค. 2568');
}

/** Twelve keys a second lose nothing; Ctrl+Z takes back; the cells hold every mark of a letter. */
async function typing(desk, { who }) {
  await desk.sit(who.clerk, NEW);
  const purpose = desk.box('เบิกเพื่อ');
  const text = 'จ้างเหมาซ่อมรถบรรทุกน้ำ ป๋าปุ๋ย ฐิติ 12/68';
  await purpose.focus();
  for (const letter of text) {
    await desk.page.keyboard.insertText(letter);
    await desk.page.waitForTimeout(1000 / 12 - 5);
  }
  assert.equal(await purpose.inputValue(), text);
  const payee = desk.combo('ผู้มีสิทธิรับเงิน');
  await payee.focus();
  for (const letter of 'ร้านสมมติน้ำมัน') {
    await desk.page.keyboard.insertText(letter);
    await desk.page.waitForTimeout(1000 / 12 - 5);
  }
  assert.equal(await payee.inputValue(), 'ร้านสมมติน้ำมัน');
  await desk.page.getByRole('option').filter({ hasText: 'S1' }).first().waitFor();
  await payee.press('Enter');
  await desk.holds(payee, 'S1');
  const first = desk.box('รายการหรือผู้รับเงิน');
  await first.focus();
  await desk.page.keyboard.type('abc');
  await desk.page.keyboard.press('Control+z');
  assert.ok((await first.inputValue()).length < 3, `${await first.inputValue()} is not taken back`);
}

/** Letters with marks above and below have their room in boxes, buttons and rows. */
async function marks(desk, { who }) {
  await desk.sit(who.clerk, NEW);
  await desk.box('เบิกเพื่อ').fill('ป๋ ฐุ ปั๊ม กฤษฏิ์ ญู ฟ้ำ');
  const cut = () => desk.page.evaluate(() => {
    const pen = document.createElement('canvas').getContext('2d');
    const all = document.querySelectorAll('input:not([type=radio], [type=checkbox]), textarea, .button, .grid td, .list td, select');
    return [...all].filter((one) => one.checkVisibility() && one.clientHeight > 0).filter((one) => {
      const style = getComputedStyle(one);
      pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      const { actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = pen.measureText('ป๋ฐุปั๊มฏิ์ญู');
      // Above and below the middle of a line there is room as the line is high.
      const line = parseFloat(style.lineHeight) || one.clientHeight;
      return up + down > Math.max(line, one.clientHeight) || parseFloat(style.fontSize) < 14;
    }).map((one) => one.outerHTML.slice(0, 100)).slice(0, 5);
  });
  assert.deepEqual(await cut(), [], 'marks that are cut');
  const text = await desk.page.evaluate(() => {
    const { fontSize, lineHeight, fontFamily } = getComputedStyle(document.body);
    return { size: parseFloat(fontSize), line: parseFloat(lineHeight) / parseFloat(fontSize), fontFamily };
  });
  assert.ok(text.size >= 16 && text.line >= 1.5 && /^"?Sarabun/.test(text.fontFamily), JSON.stringify(text));
}

/** From a list one goes on to the document after, and back, without the list. */
async function neighbours(desk, { who, ids }) {
  for (const amount of ['11.00', '12.00', '13.00']) {
    await make('disbursement-requests', fuelRequest(ids, amount), [], who.clerk);
  }
  await desk.sit(who.clerk, '/disbursement-requests?sort=amount');
  const rows = desk.page.locator('a[data-row]');
  const [first, second] = await rows.evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  await rows.first().focus();
  await desk.page.keyboard.press('Enter');
  await desk.page.waitForURL(`**${first}`);
  await desk.ready();
  await desk.page.getByRole('navigation', { name: 'เอกสารก่อนและหลัง' }).getByText(/^1 จาก/).waitFor();
  await desk.inspect('with neighbours');
  await desk.page.locator('#page-title').focus();
  await desk.page.keyboard.press('Alt+ArrowDown');
  await desk.page.waitForURL(`**${second}`);
  await desk.ready();
  await desk.page.locator('#page-title').focus();
  await desk.page.keyboard.press('Alt+ArrowUp');
  await desk.page.waitForURL(`**${first}`);
}

export default async function byKeyboard(stage) {
  const office = await found();
  const desk = await stage.desk({ viewport: { width: 1366, height: 768 } });
  await thaiLayout(desk, office);
  await days(desk, office);
  await typing(desk, office);
  await marks(desk, office);
  await neighbours(desk, office);
}
