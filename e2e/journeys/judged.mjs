// Whoever decides sees on one page what changed since it was sent back, what the budget has left after it, what
// is to be looked at, and the evidence beside the form.
import assert from 'node:assert/strict';
import { call, make, read, step, uuid7 } from '../support/api.mjs';
import { found, fuelRequest, requestSteps } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

const KIND = 'disbursement-requests';
/** One red dot; one empty page. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==';
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n'
  + '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n').toString('base64');

/** A request that was sent back, mended and handed in anew, and waits for the executive. */
async function prepare({ who, ids }) {
  const steps = requestSteps(who);
  let document = await make(KIND, { ...fuelRequest(ids, '1000.00'), bill_no: 'F-7' }, [], who.clerk);
  const { id } = document.header;
  const path = `/${KIND}/${id}`;
  for (const [file_name, content] of [['ใบส่งของ.png', PNG], ['ใบเสนอราคา.pdf', PDF]]) {
    await call('POST', `${path}/attachments`, { token: who.clerk, body: { id: uuid7(), file_name, content } });
  }
  document = await step(KIND, await read(who.clerk, path), ...steps[0]);
  const { version } = document.header;
  await call('POST', `${path}/return`, { token: who.finance1, body: { version, comment: 'ยอดไม่ตรงใบส่งของ' } });
  document = await read(who.clerk, path);
  const body = { ...document.body, purpose: 'น้ำมันดีเซล ยอดตามใบส่งของ' };
  body.items = [{ ...body.items[0], amount: '1200.00' }];
  document = await call('PUT', path, { token: who.clerk, body: { version: document.header.version, body } });
  for (const [action, token] of steps.slice(0, 5)) document = await step(KIND, document, action, token);
  // The same bill once more, by another: what is to be looked at.
  await make(KIND, { ...fuelRequest(ids, '1200.00'), bill_no: 'F-7' }, steps.slice(0, 1), who.clerk);
  return path;
}

export default async function judged(stage) {
  const office = await found();
  const path = await prepare(office);
  const { who } = office;
  const desk = await stage.desk({ viewport: { width: 1366, height: 768 } });
  await desk.sit(who.nayok, path);
  const card = desk.page.locator('.judging');
  await card.waitFor();
  // What changed since.
  const changes = card.getByRole('table').filter({ hasText: 'ฉบับที่ส่งคืน' });
  await changes.waitFor();
  const rows = await desk.rows(changes);
  const said = rows.map((row) => row.join(' | '));
  assert.ok(said.some((row) => /น้ำมันดีเซลรถบรรทุกน้ำ \| น้ำมันดีเซล ยอดตามใบส่งของ/.test(row)), said.join('\n'));
  assert.ok(said.some((row) => /1,000\.00 \| 1,200\.00/.test(row)), said.join('\n'));
  // The budget after it.
  const budget = card.getByRole('table').filter({ hasText: 'คงเหลือหลัง' });
  const [line] = await desk.rows(budget);
  assert.deepEqual(line.slice(1), ['50,000.00', '(1,200.00)', '48,800.00'], line.join(' '));
  // What is to be looked at.
  await card.getByText(/มีข้อควรตรวจสอบ \d+ ข้อ/).waitFor();
  await desk.inspect('judged');
  // The evidence beside the form.
  await desk.button('ใบส่งของ.png', card).click();
  const picture = desk.page.locator('.evidence-beside img');
  await until(async () => picture.evaluate((one) => one.complete && one.naturalWidth === 5), 'the picture');
  const sides = await desk.page.evaluate(() => ['.with-evidence form', '.evidence-beside'].map((one) => (
    document.querySelector(one).getBoundingClientRect().toJSON())));
  assert.ok(sides[1].left >= sides[0].right && Math.abs(sides[0].top - sides[1].top) < 40, JSON.stringify(sides));
  await desk.inspect('evidence beside');
  await desk.button('ใบเสนอราคา.pdf', card).click();
  await desk.page.locator('.evidence-beside iframe').waitFor();
  const answer = await desk.page.evaluate(async () => {
    const { src } = document.querySelector('.evidence-beside iframe');
    const file = await fetch(src);
    return [file.status, file.headers.get('x-frame-options'), file.headers.get('content-security-policy')];
  });
  assert.equal(answer[0], 200);
  assert.equal(answer[1], 'SAMEORIGIN');
  assert.match(answer[2], /default-src 'none'.*frame-ancestors 'self'/);
  await desk.button('ปิดเอกสารแนบ').click();
  await desk.page.locator('.evidence-beside').waitFor({ state: 'detached' });

  // On a phone all of it stands below each other.
  const phone = await stage.desk({ viewport: { width: 360, height: 740 } });
  await phone.sit(who.nayok, path);
  await phone.page.locator('.judging table').first().waitFor();
  await phone.button('ใบส่งของ.png', phone.page.locator('.judging')).click();
  await phone.page.locator('.evidence-beside img').waitFor();
  await phone.inspect('judged');
  const width = await phone.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 360, `${width} pixels wide`);

  // Who does not decide is shown none of it.
  await desk.sit(who.clerk, path);
  assert.equal(await card.count(), 0);
}
