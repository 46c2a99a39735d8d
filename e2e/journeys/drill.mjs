// From figures to the documents behind them; who may not read the journal sees figures only.
import assert from 'node:assert/strict';
import { make } from '../support/api.mjs';
import { found, fuelRequest, requestSteps } from '../support/office.mjs';

export default async function drill(stage) {
  const { who, ids } = await found();
  const { header: { id } } = await make('disbursement-requests', fuelRequest(ids, '1234.00'),
    requestSteps(who).slice(0, 2), who.clerk);
  const desk = await stage.desk();
  await desk.sit(who.finance1, '/budget-lines');
  const obligated = desk.page.getByRole('row').filter({ hasText: 'วัสดุเชื้อเพลิง' });
  await desk.link('1,234.00', obligated).click();
  await desk.page.waitForURL('**/journal?**');
  await desk.ready();
  await desk.sees('กรองตาม ก่อหนี้ผูกพัน · L01 วัสดุเชื้อเพลิง');
  assert.equal(await desk.page.locator('.journal-entry').count(), 1);
  await desk.link('ฎีกาเบิกเงิน', desk.page.locator('.journal-entry')).click();
  await desk.page.waitForURL(`**/disbursement-requests/${id}`);

  // Every other figure of these pages leads to entries too.
  for (const path of ['/', '/trial-balance', '/budget-lines', '/daily-reports/new']) {
    await desk.open(path);
    const links = await desk.page.locator('a.drill').evaluateAll((all) => all
      .map((one) => one.getAttribute('href')).filter((at) => at.startsWith('/journal')));
    assert.ok(links.length > 0, `${path} has no figure that leads on`);
    for (const link of [links[0], links.at(-1)]) {
      await desk.open(link);
      assert.ok(await desk.page.locator('.journal-entry').count() > 0, `${path}: ${link} is empty`);
    }
  }

  await desk.sit(who.clerk, '/budget-lines');
  await desk.sees('1,234.00');
  assert.equal(await desk.page.locator('a.drill').count(), 0, 'a clerk is led to a closed page');
  await desk.open('/journal');
  await desk.sees('ไม่มีสิทธิเปิดหน้านี้');
}
