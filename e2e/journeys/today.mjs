// What is to be done today: each tile of the first page opens the list of exactly what it counts, and its
// button the page on which it is done.
import assert from 'node:assert/strict';
import { make } from '../support/api.mjs';
import { found, fuelRequest, requestSteps } from '../support/office.mjs';

/** Work of every sort that waits. */
async function fill({ who, ids }) {
  const receipt = (amount, steps) => make('receipts', {
    payer_name: 'นาย ก สมมติ', money_kind: 'cash',
    items: [{ item_type: 'revenue', revenue_type: '412106', amount }],
  }, steps, who.revenue);
  const submitted = [['submit', who.revenue]];
  for (const amount of ['10.00', '20.00', '30.00']) await receipt(amount, submitted);
  await receipt('40.00', []);
  const handed = await receipt('50.00', submitted);
  await make('remittance-slips', { receipts: [handed.header.id] },
    [['submit', who.revenue], ['approve', who.finance1]]);
  await make('disbursement-requests', fuelRequest(ids, '1000.00'), requestSteps(who), who.clerk);
  await make('disbursement-requests', fuelRequest(ids, '2000.00'), [], who.clerk);
}

/** The tiles with a number, each with its list. */
async function tiles(desk, token) {
  await desk.sit(token);
  return desk.page.locator('.tile').evaluateAll((all) => all.flatMap((one) => {
    const count = one.querySelector('.tile-count')?.innerText.match(/\d+/)?.[0];
    const list = one.querySelector('a.drill')?.getAttribute('href');
    const act = one.querySelector('a.button')?.getAttribute('href');
    return count ? [{ title: one.querySelector('h3').innerText, count: Number(count), list, act }] : [];
  }));
}

export default async function today(stage) {
  const office = await found();
  await fill(office);
  const desk = await stage.desk({ viewport: { width: 1366, height: 768 } });
  let seen = 0;
  for (const who of ['revenue', 'finance1', 'clerk', 'office', 'budget']) {
    for (const { title, count, list, act } of await tiles(desk, office.who[who])) {
      assert.ok(list, `${who}: ${title} opens no list`);
      await desk.open(list);
      const rows = await desk.page.locator('a[data-row]').count();
      assert.equal(rows, count, `${who}: ${title}, ${list}`);
      await desk.open(act);
      assert.equal(await desk.page.locator('.notice.bad').count(), 0, `${who}: ${title} leads nowhere`);
      seen += 1;
    }
  }
  assert.ok(seen >= 5, `${seen} tiles`);
}
