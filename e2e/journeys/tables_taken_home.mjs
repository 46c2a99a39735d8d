// What a page shows as a table is taken home: as a workbook and on paper, under a name people know.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { make } from '../support/api.mjs';
import { found } from '../support/office.mjs';

/** Presses a button that makes a file: its name, and what can be copied from it when it is a PDF. */
async function taken(desk, button) {
  const [download] = await Promise.all([desk.page.waitForEvent('download'), button.click()]);
  const name = download.suggestedFilename();
  if (!name.endsWith('.pdf')) return [name, ''];
  const path = await download.path();
  const text = execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8' });
  return [name, text.replace(/\s+/g, '')];
}

export default async function tablesTakenHome(stage) {
  const { who } = await found();
  const receipt = (amount, steps) => make('receipts', {
    payer_name: 'นาย ก สมมติ', money_kind: 'cash',
    items: [{ item_type: 'revenue', revenue_type: '412106', amount }],
  }, steps);
  await receipt('1240.00', [['submit', who.revenue]]);
  await receipt('60.50', [['submit', who.revenue]]);
  const desk = await stage.desk({ viewport: { width: 1366, height: 768 } });

  for (const [path, title] of [
    ['/trial-balance', 'งบทดลอง'], ['/receipts-payments', 'รายงานรับ-จ่ายเงิน'],
    ['/budget-lines', 'วงเงินคงเหลือ'],
  ]) {
    await desk.sit(who.finance1, path);
    const [sheet] = await taken(desk, desk.button('Excel'));
    assert.match(sheet, new RegExp(`^${title} .*อบต.*\\.xlsx$`));
    const [paper, text] = await taken(desk, desk.button('PDF'));
    assert.match(paper, new RegExp(`^${title} .*\\.pdf$`));
    for (const said of ['อบต.ทดสอบหน้าจอ', 'คุณการเงินหนึ่งสมมติ', 'รหัสยืนยัน', 'ณวันที่']) {
      assert.ok(text.includes(said), `${said} on ${paper}: ${text}`);
    }
  }

  await desk.open('/receipts?status=approved');
  const menu = desk.page.locator('.take-home summary');
  await menu.focus();
  await desk.page.keyboard.press('Enter');
  await desk.inspect('take-home');
  const [, text] = await taken(desk, desk.button('PDF ทั้งหมด'));
  assert.ok(text.includes('เฉพาะสถานะ:') && text.includes('1,300.50'), text);
  await menu.click();
  const [name] = await taken(desk, desk.button('Excel เฉพาะหน้านี้'));
  assert.match(name, /^ใบเสร็จรับเงิน .*ปีงบประมาณ 2569\.xlsx$/);

  // At the phone nothing is cut off.
  const phone = await stage.desk({ viewport: { width: 360, height: 740 } });
  await phone.sit(who.finance1, '/receipts');
  await phone.page.locator('.take-home summary').click();
  const box = await phone.button('PDF ทั้งหมด').boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box));
  await phone.inspect('take-home');
}
