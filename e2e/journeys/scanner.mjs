// A scanner types the code of a paper, fast and with Enter, with the Thai layout on: the document opens,
// wherever the focus is, but not from a field or over a question. Whoever holds the paper sees what it is.
import assert from 'node:assert/strict';
import { make, read } from '../support/api.mjs';
import { found, fuelRequest } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

const KEYS = {
  '/': ['Slash', 'ฝ'], ':': ['Semicolon', 'ซ', true], '.': ['Period', 'ใ'], '-': ['Minus', 'ข'],
};

/** What a scanner does: keys by their place, the letters those of the Thai layout. */
async function scan(desk, text, pause = 0) {
  await desk.page.evaluate(async ([keys, wait]) => {
    const press = (code, key, shift) => {
      const event = { code, key, shiftKey: shift, bubbles: true, cancelable: true };
      const at = document.activeElement ?? document.body;
      if (at.dispatchEvent(new KeyboardEvent('keydown', event)) && key.length === 1 && at.matches('input')) {
        at.setRangeText(key, at.value.length, at.value.length, 'end');
        at.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
    };
    for (const [code, key, shift] of keys) {
      press(code, key, shift);
      if (wait) await new Promise((wake) => { setTimeout(wake, wait); });
    }
    press('Enter', 'Enter', false);
  }, [[...text].map((letter) => {
    if (KEYS[letter]) return KEYS[letter];
    if (/\d/.test(letter)) return [`Digit${letter}`, 'ๅ'];
    return [`Key${letter.toUpperCase()}`, 'ก', /[A-Z]/.test(letter)];
  }), pause]);
}

export default async function scanner(stage) {
  const { who, ids } = await found();
  const receipt = await make('receipts', {
    payer_name: 'นาย ก สมมติ', money_kind: 'cash',
    items: [{ item_type: 'revenue', revenue_type: '412106', amount: '1250.50' }],
  }, [['submit', who.revenue]]);
  const head = await read(who.auditor, '/record/head');
  await make('disbursement-requests', fuelRequest(ids, '70.00'), [['submit', who.office]], who.clerk);
  const desk = await stage.desk();
  await desk.sit(who.finance1, '/');
  const { entity } = await read(who.finance1, '/session');
  const digits = head.hash.slice(0, 16).toUpperCase().match(/.{4}/g).join('-');
  const code = `/paper/${entity.id}/${head.seq}-${digits}`;
  const address = `https://laas.example.go.th${code}`;
  const opened = () => desk.page.waitForURL(`**/receipts/${receipt.header.id}`);

  // From the first page, by the code on the paper; the title has the focus.
  await scan(desk, address);
  await opened();
  await desk.ready();
  // By the number on it, from a list whose row has the focus: Enter opens what was scanned, not the row.
  const number = receipt.header.numbers[0].text;
  assert.match(number, /^[A-Z]+-\d+\/\d+$/);
  await desk.open('/disbursement-requests');
  await desk.page.locator('a[data-row]').first().focus();
  await scan(desk, number);
  await opened();
  // In the box of the search, whatever the layout made of it.
  await desk.open('/');
  await desk.page.keyboard.press('Control+k');
  await scan(desk, address);
  await opened();
  assert.equal(await desk.combo('ค้นหาทุกอย่าง').inputValue(), '');
  // Whoever types is no scanner; a field and a question keep their keys.
  await desk.open('/');
  await scan(desk, number, 90);
  await new Promise((wake) => { setTimeout(wake, 500); });
  assert.equal(new URL(desk.page.url()).pathname, '/');
  await desk.sit(who.revenue, '/receipts/new');
  await desk.box('ชื่อบนใบเสร็จ').focus();
  await scan(desk, number);
  await until(async () => (await desk.box('ชื่อบนใบเสร็จ').inputValue()).length > 5, 'the field');
  assert.equal(new URL(desk.page.url()).pathname, '/receipts/new');
  // A paper of another organisation: what proves it.
  await desk.open('/');
  await scan(desk, address.replace(entity.id, '0190aaaa-0000-7000-8000-000000000000'));
  await desk.page.waitForURL('**/paper/0190aaaa-**');
  await desk.sees('รหัสนี้ไม่ใช่รหัสของเอกสารใดของหน่วยงาน');

  // Whoever holds the paper, without a log-in, on a phone.
  const phone = await stage.desk({ viewport: { width: 360, height: 740 } });
  await phone.open(code);
  for (const text of ['หน่วยงานมีเอกสารฉบับนี้จริง', 'ใบเสร็จรับเงิน', number, '1,250.50 บาท', 'ออกใบเสร็จแล้ว']) {
    await phone.sees(text);
  }
  assert.equal(await phone.page.getByText('นาย ก สมมติ').count(), 0, 'somebody is named');
  await phone.inspect('a paper');
}
