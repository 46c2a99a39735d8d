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

/** Tab goes through a form as one reads it: never back to what stands higher and not further right. */
async function inOrder(desk, address) {
  await desk.page.locator('#page-title').focus();
  const places = [];
  for (let at = 0; at < 120; at += 1) {
    await desk.page.keyboard.press('Tab');
    const place = await desk.page.evaluate(() => {
      const one = document.activeElement;
      if (!one.closest('main form.card')) return null;
      const { left, top } = one.getBoundingClientRect();
      return { id: one.id || one.innerText || one.name, left: left + scrollX, top: top + scrollY };
    });
    if (place) places.push(place);
    else if (places.length > 0) break;
  }
  const back = places.filter(({ left, top }, at) => {
    const before = places[at - 1];
    return before && top < before.top - 24 && left <= before.left;
  });
  assert.deepEqual(back, [], `${address}: goes back in ${places.map(({ id }) => id).join(' ')}`);
}

/** Saved with nothing in it, a form says all that is wrong, each with a way to its field, where it stands
 * again; what may be saved empty says nothing. */
async function allWrong(desk, address) {
  await desk.page.keyboard.press('Control+s');
  const summary = desk.page.locator('.summary');
  const saved = desk.page.locator('.save-state').getByText('บันทึกแล้ว');
  const refused = desk.page.locator('#refusal');
  await summary.or(saved).or(refused).first().waitFor();
  if (!(await summary.count())) return;
  await desk.page.waitForFunction(() => document.activeElement?.matches('.summary'));
  const wrong = await summary.locator('li').evaluateAll((items) => items.flatMap((item) => {
    const target = document.getElementById(item.querySelector('a')?.hash.slice(1));
    if (!target) return [`${item.innerText}: no field`];
    const around = target.closest('.field, .cell, .picker, .grid') ?? target;
    const said = [...around.querySelectorAll('.error')].map((one) => one.innerText.trim());
    const fits = said.some((text) => text && item.innerText.includes(text));
    return fits ? [] : [`${item.innerText}: ${said.join(' | ')} at the field`];
  }));
  assert.deepEqual(wrong, [], `${address}: what is wrong`);
  await desk.inspect('all wrong');
}

/** Handed in empty: whatever is marked as to be filled in is refused for being empty, so no mark stands where
 * no rule demands it. */
async function markedIsDemanded(desk, address) {
  const form = desk.page.locator('main form.form');
  const marked = form.locator('[aria-required=true]:visible');
  if (!(await marked.count())) return 0;
  await desk.page.keyboard.press('Control+Enter');
  const summary = desk.page.locator('.summary');
  await summary.or(desk.page.locator('#refusal')).first().waitFor();
  const idle = await marked.evaluateAll((all) => all.filter((one) => (
    one.value === '' && one.getAttribute('aria-invalid') !== 'true')).map((one) => one.id));
  assert.deepEqual(idle, [], `${address}: marked, and may be empty`);
  return marked.count();
}

/** Each form once, with somebody who makes it: of every kind that the API describes. */
async function everyForm(desk, makers) {
  let marked = 0;
  for (const [address, token] of makers) {
    await desk.sit(token);
    await desk.open(`${address}/new`);
    await inOrder(desk, address);
    await allWrong(desk, address);
    await desk.open(`${address}/new`);
    marked += await markedIsDemanded(desk, address);
  }
  assert.ok(marked >= 10, `${marked} fields are marked`);
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

/** Where an act of the record is read that changed several rows. */
async function lastAct(token) {
  const { items } = await read(token, '/activity?thing=disbursement_request');
  return `/activity/${items[0].seq}`;
}

async function onPhone(stage, { who }) {
  const desk = await stage.desk({ viewport: { width: 360, height: 740 } });
  const pages = [
    [who.finance1, ['/', '/disbursement-requests', '/daily-reports/new']],
    [who.clerk, ['/disbursement-requests/new']],
    [who.auditor, ['/activity', await lastAct(who.auditor)]],
  ];
  for (const [token, paths] of pages) {
    for (const path of paths) {
      await desk.sit(token, path);
      const width = await desk.page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 360, `${path} is ${width} pixels wide on a phone`);
      // What is only to be seen by scrolling to the side is not seen.
      const cut = await desk.page.evaluate(() => [...document.querySelectorAll('main .scroll')]
        .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.innerText.slice(0, 60)));
      if (path.startsWith('/daily-reports')) assert.deepEqual(cut, [], `${path}: cut on a phone`);
    }
  }
  await amountsShow(desk, who.revenue);
}

/** Narrow screens, and ordinary ones whose letters are twice as large, are never scrolled to the side. */
async function reflows(stage, { who }) {
  for (const [width, height] of [[320, 640], [640, 400]]) {
    const desk = await stage.desk({ viewport: { width, height } });
    const pages = [
      [who.finance1, ['/', '/disbursement-requests', '/bank-receipts/new', '/daily-reports/new', '/journal',
        '/budget-lines', '/trial-balance', '/receipts-payments', '/parties', '/payments/new', '/unsent']],
      [who.auditor, ['/activity', await lastAct(who.auditor)]],
      [who.clerk, ['/disbursement-requests/new', '/advance-requests/new']],
      [who.head, ['/users', '/users/review', '/deputies', '/programs', '/absences', '/my-rights', '/bank-accounts']],
    ];
    for (const [token, paths] of pages) {
      for (const path of paths) {
        await desk.sit(token, path);
        const wide = await desk.page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${path} is ${wide} pixels wide at ${width}`);
      }
    }
  }
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
  await desk.open('/activity');
  assert.ok(await desk.page.locator('main table tbody tr').count() > 5, 'the history is empty');
  await desk.open(await lastAct(office.who.auditor));
  for (const kind of ['ordinances', 'openings']) {
    const { items } = await read(office.who.auditor, `/${kind}`);
    await desk.open(`/${kind}/${items[0].id}`);
  }
  await amountsShow(desk, office.who.revenue);
  await onPhone(stage, office);
  await reflows(stage, office);
  await inEnglish(desk, office.who.head);
}
