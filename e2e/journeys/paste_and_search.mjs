// Rows from a spreadsheet become rows of a document, and a document is found from anywhere.
import assert from 'node:assert/strict';
import { make } from '../support/api.mjs';
import { found, fuelRequest } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

/** Pastes into the box that has the focus. */
async function paste(page, text) {
  await page.evaluate((copied) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', copied);
    document.activeElement.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** 200 rows of five cells: those that cannot be read are marked and kept, and nothing is lost. */
async function many(desk, who) {
  await desk.sit(who.budget, '/ordinances/new');
  const lines = desk.table('รายจ่าย');
  const rows = [...Array(200).keys()].map((at) => [
    `Q${at}`, at % 50 === 7 ? 'ไม่มีเงินนี้' : 'เงินงบประมาณ', '00111', at % 50 === 9 ? '999999' : '330800', '01',
  ]);
  await lines.locator('tbody input').first().focus();
  const began = Date.now();
  await paste(desk.page, rows.map((row) => row.join('\t')).join('\n'));
  await desk.page.getByText(/วางแล้ว 200 แถว/).waitFor({ timeout: 60_000 });
  const seconds = (Date.now() - began) / 1000;
  console.log(`       200 rows pasted in ${seconds.toFixed(1)} s`);
  assert.ok(seconds <= 60, `pasted in ${seconds} s`);
  const cells = await lines.locator('tbody tr').evaluateAll((all) => all.map((row) => (
    [...row.querySelectorAll('input, select')].slice(0, 5).map((box) => [
      box.value, box.getAttribute('aria-invalid'), box.getAttribute('data-pasted'),
    ]))));
  assert.equal(cells.length, 200);
  for (const [at, row] of cells.entries()) {
    assert.equal(row[0][0], rows[at][0]);
    for (const [column, [value, invalid, pasted]] of row.entries()) {
      const isWrong = (column === 1 && at % 50 === 7) || (column === 3 && at % 50 === 9);
      assert.equal(invalid === 'true', isWrong, `row ${at}, ${column}: ${value}`);
      if (isWrong) assert.ok(value.includes(rows[at][column]) || pasted === rows[at][column], `row ${at} lost ${rows[at][column]}`);
      else if (column !== 1) assert.ok(value.includes(rows[at][column]), `row ${at}: ${value}`);
    }
  }
}

export default async function pasteAndSearch(stage) {
  const { who, ids } = await found();
  const desk = await stage.desk();
  await desk.sit(who.clerk, '/disbursement-requests/new');
  const items = desk.table('รายการขอเบิก');
  const cells = () => items.locator('tbody tr').evaluateAll((rows) => rows.map((row) => (
    [...row.querySelectorAll('input')].map((box) => box.value))));
  await items.locator('tbody input').first().focus();
  await paste(desk.page, 'หญ้าเทียม\t\t1,200.50\r\nค่าขนส่ง\t1234567890\t300\r\nค่าแรง\t\tสามพัน\r\n');
  await until(async () => (await cells()).length === 3, 'three rows');
  await desk.sees('วางแล้ว 3 แถว');
  assert.deepEqual(await cells(), [
    ['หญ้าเทียม', '', '1,200.50'], ['ค่าขนส่ง', '1234567890', '300.00'], ['ค่าแรง', '', 'สามพัน'],
  ]);
  // What cannot be read stays in its cell and is marked.
  await desk.sees('อ่านจำนวนเงินไม่ได้');

  await desk.sit(who.budget, '/ordinances/new');
  const lines = desk.table('รายจ่าย');
  await lines.locator('tbody input').first().focus();
  await paste(desk.page, 'P1\tเงินงบประมาณ\t00111\t330800\tไม่มีกองนี้\tวัสดุเชื้อเพลิง\t\tเหตุผล\t500\n'
    + 'P2\t\t00111\t330800\t01\tวัสดุอื่น\t\tเหตุผล\t700');
  await desk.sees('มี 1 ช่องที่ไม่พบในรายการให้เลือก');
  await lines.locator('tfoot').getByText('1,200.00', { exact: true }).waitFor();
  await many(desk, who);

  const draft = fuelRequest(ids, '900.00');
  await make('disbursement-requests', { ...draft, purpose: 'กล้วยไม้ประดับศาลา' }, [], who.clerk);
  await desk.sit(who.clerk);
  await desk.page.keyboard.press('Control+k');
  await desk.page.keyboard.type('ไม้ประดับ');
  const hit = desk.page.getByRole('option', { name: 'กล้วยไม้ประดับศาลา' });
  await hit.waitFor();
  await desk.inspect();
  // The only hit is what is meant.
  await desk.page.keyboard.press('Enter');
  await desk.page.waitForURL('**/disbursement-requests/*');
  await desk.ready();
  assert.equal(await desk.page.locator('main textarea').first().inputValue(), 'กล้วยไม้ประดับศาลา');
  // A list that has nothing for it leads to what a search of everything finds.
  await desk.open('/advance-requests?q=ไม้ประดับ');
  await desk.sees('แต่ค้นทั้งระบบพบ');
  await desk.inspect('elsewhere');
  await desk.link('ฎีกาเบิกเงิน', desk.page.locator('.found-list')).click();
  await desk.page.waitForURL('**/disbursement-requests/*');
  await desk.ready();
  // `/` goes there too, where nothing is being typed.
  await desk.page.locator('h1').focus();
  await desk.page.keyboard.press('Slash');
  await desk.page.keyboard.type('ไม่มีคำนี้แน่นอน');
  await desk.page.keyboard.press('Enter');
  await desk.sees('ไม่พบเอกสาร');
}
