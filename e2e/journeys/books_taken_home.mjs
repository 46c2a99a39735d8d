// The head of finance takes the books home: signed, proved by others, read without a network.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { make } from '../support/api.mjs';
import { found } from '../support/office.mjs';

export default async function booksTakenHome(stage) {
  const { who } = await found();
  await make('receipts', {
    payer_name: 'นาย ก สมมติ', money_kind: 'cash',
    items: [{ item_type: 'revenue', revenue_type: '412106', amount: '1240.00' }],
  }, [['submit', who.revenue]]);
  const desk = await stage.desk();
  await desk.sit(who.head);
  const link = desk.link('ดาวน์โหลดสมุดบัญชีทั้งหมด (ZIP)');
  const [download] = await Promise.all([desk.page.waitForEvent('download'), link.click()]);
  assert.match(download.suggestedFilename(), /^สมุดบัญชี .+\.zip$/);
  const home = mkdtempSync(join(tmpdir(), 'books-'));
  try {
    await download.saveAs(join(home, 'books.zip'));
    const python = (...words) => execFileSync('python3', words, { cwd: home, encoding: 'utf8' });
    python('-m', 'zipfile', '-e', 'books.zip', '.');
    rmSync(join(home, 'books.zip'));
    assert.match(python('verify.py'), /ครบถ้วน/);

    const reader = await stage.desk({ offline: true });
    await reader.page.goto(pathToFileURL(join(home, 'index.html')).href);
    const rows = reader.page.getByRole('row');
    await reader.page.getByLabel('ค้นหา').fill('นาย ก');
    assert.equal(await rows.count(), 2, 'the head and the receipt');
    await rows.filter({ hasText: '1,240.00' }).waitFor();
    await reader.page.getByRole('button', { name: 'บัญชีการเงิน' }).click();
    await reader.page.getByLabel('ค้นหา').fill('');
    await reader.page.getByText('รวมที่แสดง').first().waitFor();
  } finally {
    rmSync(home, { recursive: true });
  }

  // Who may not read the record is not offered it.
  await desk.sit(who.clerk);
  assert.equal(await link.count(), 0);
}
