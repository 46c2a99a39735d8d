// Every entry of every menu opens, is accessible, and fits a phone; the other language is complete.
import assert from 'node:assert/strict';
import { make, read, url } from '../support/api.mjs';
import { found, fuelRequest, requestSteps } from '../support/office.mjs';

const THAI = /[\u0E01-\u0E4E]/;
const ROLES = [
  'head', 'finance1', 'revenue', 'procurement', 'budget', 'clerk', 'office', 'palad', 'nayok',
  'custodian1', 'auditor',
];
/** Lists that are not empty. */
async function fill({ who, ids }) {
  const receipt = (amount, payer_name = 'นาย ก สมมติ') => make('receipts', {
    payer_name, money_kind: 'cash',
    items: [{ item_type: 'revenue', revenue_type: '412106', amount }],
  }, [['submit', who.revenue]]);
  const first = await receipt('1240.00');
  await receipt('60.00');
  await receipt('70.00', 'X'.repeat(200));
  await make('remittance-slips', { receipts: [first.header.id] }, [['submit', who.revenue]]);
  const steps = requestSteps(who);
  await make('disbursement-requests', fuelRequest(ids, '1000.00'), steps, who.clerk);
  await make('disbursement-requests', fuelRequest(ids, '2000.00'), steps.slice(0, 2), who.clerk);
}

/** Opens what the menu has and gives the forms that the lists lead to. */
async function everyEntry(desk, token) {
  const forms = [];
  await desk.sit(token);
  const links = desk.page.getByRole('navigation', { name: 'เมนูหลัก' }).getByRole('link');
  const count = await links.count();
  assert.ok(count > 1, 'no menu');
  for (let at = 0; at < count; at += 1) {
    const link = links.nth(at);
    const address = await link.getAttribute('href');
    await link.click();
    await desk.page.waitForURL((now) => now.pathname === address);
    await desk.ready();
    assert.equal(await desk.page.locator('.notice.bad').count(), 0, `${address}: refused`);
    await desk.inspect();
    if (await desk.page.locator(`main a[href="${address}/new"]`).count()) forms.push(address);
  }
  return forms;
}

/** Each form once, with somebody who makes it: of every kind that the API describes. */
async function everyForm(desk, makers) {
  for (const [address, token] of makers) {
    await desk.sit(token);
    await desk.open(`${address}/new`);
  }
  const { paths } = await (await fetch(`${url}/api/openapi.json`)).json();
  const printed = Object.keys(paths).map((path) => path.match(/v1(.+)\/\{id\}\/print$/)?.[1]);
  // A cancellation begins at what it cancels, not in its list.
  const begun = printed.filter((kind) => kind && kind !== '/cancellations');
  assert.deepEqual([...makers.keys()].sort(), begun.sort(), 'forms opened');
}

/** A name as long as people make it, without a blank, pushes no amount out of sight. */
async function amountsShow(desk, token) {
  for (const path of ['/', '/receipts', '/remittance-slips/new']) {
    await desk.sit(token, path);
    const cells = desk.page.locator('.list td.amount');
    if (path !== '/') assert.ok(await cells.count() > 1, `${path}: no amounts`);
    const hidden = await cells.evaluateAll((all) => all.filter((cell) => {
      const around = cell.closest('.scroll') ?? document.querySelector('main');
      return cell.getBoundingClientRect().right > around.getBoundingClientRect().right + 1;
    }).map((cell) => cell.innerText));
    assert.deepEqual(hidden, [], `${path}: out of sight`);
  }
}

async function onPhone(stage, { who }) {
  const desk = await stage.desk({ viewport: { width: 360, height: 740 } });
  const pages = [
    [who.finance1, ['/', '/disbursement-requests', '/daily-reports/new']],
    [who.clerk, ['/disbursement-requests/new']],
  ];
  for (const [token, paths] of pages) {
    for (const path of paths) {
      await desk.sit(token, path);
      const width = await desk.page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 360, `${path} is ${width} pixels wide on a phone`);
    }
  }
  await amountsShow(desk, who.revenue);
}

async function inEnglish(desk, token) {
  await desk.sit(token);
  await desk.button('EN เปลี่ยนเป็นภาษาอังกฤษ').click();
  const menu = desk.page.getByRole('navigation', { name: 'Main menu' });
  await menu.waitFor();
  assert.equal(await desk.page.locator('html').getAttribute('lang'), 'en');
  const words = await menu.innerText();
  assert.doesNotMatch(words, THAI);
  await desk.button('TH switch to Thai').click();
  await desk.page.getByRole('navigation', { name: 'เมนูหลัก' }).waitFor();
  assert.equal(await desk.page.locator('html').getAttribute('lang'), 'th');
}

export default async function everyPage(stage) {
  const office = await found();
  await fill(office);
  const desk = await stage.desk();
  const makers = new Map();
  for (const role of ROLES) {
    const token = office.who[role];
    for (const form of await everyEntry(desk, token)) makers.set(form, token);
  }
  await everyForm(desk, makers);
  await desk.sit(office.who.auditor);
  for (const kind of ['ordinances', 'openings']) {
    const { items } = await read(office.who.auditor, `/${kind}`);
    await desk.open(`/${kind}/${items[0].id}`);
  }
  await amountsShow(desk, office.who.revenue);
  await onPhone(stage, office);
  await inEnglish(desk, office.who.head);
}
