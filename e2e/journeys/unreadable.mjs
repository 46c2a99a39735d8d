// What cannot be read is marked, named and not sent; everything wrong is said at once, at its field.
import assert from 'node:assert/strict';
import { call, make, read, uuid7 } from '../support/api.mjs';
import { found, fuelRequest } from '../support/office.mjs';
import { until } from '../support/stage.mjs';

const isWrong = async (box) => (await box.getAttribute('aria-invalid')) === 'true';

/** What stands at a field beside its value: hint and error, as a screen reader says them. */
const described = (box) => box.evaluate((one) => one.getAttribute('aria-describedby').split(' ')
  .map((id) => document.getElementById(id)?.innerText ?? '').join(' ').trim());

/** The links of the summary above the form. */
const summary = (desk) => desk.page.getByRole('alert').getByRole('listitem').allInnerTexts();

/** Counts what is sent while `work` is done. */
async function sent(desk, work) {
  let count = 0;
  const seen = (request) => { count += Number(request.method() !== 'GET'); };
  desk.page.on('request', seen);
  await work();
  desk.page.off('request', seen);
  return count;
}

async function receipt(desk, { who }) {
  await desk.sit(who.revenue, '/receipts/new');
  await desk.box('ชื่อบนใบเสร็จ').fill('นาย ก สมมติ');
  await desk.page.getByRole('radio', { name: 'เช็ค' }).check({ force: true });
  await desk.box('ธนาคารของเช็ค').fill('ธนาคารสมมติ');
  await desk.box('เลขที่เช็ค').fill('0000001');
  const date = desk.box('วันที่เช็ค');
  await date.fill('32/13/2568');
  await date.press('Tab');
  assert.ok(await isWrong(date), 'a date that cannot be read');
  assert.match(await described(date), /ไม่ใช่วันที่/);
  assert.equal(await date.inputValue(), '32/13/2568');
  const payer = desk.combo('เลือกจากทะเบียน');
  await payer.fill('ไม่มีใครชื่อนี้');
  await payer.press('Tab');
  assert.ok(await isWrong(payer), 'a name that is not in the list');
  assert.match(await described(payer), /ไม่พบในรายการ/);
  const items = desk.table('รายการรับเงิน');
  const cells = items.locator('tbody tr').nth(0).locator('input');
  const amount = cells.last();
  await amount.fill('สามพัน');
  await amount.press('Tab');
  assert.ok(await isWrong(amount), 'an amount that cannot be read');
  for (const keys of ['Control+s', 'Control+Enter']) {
    const count = await sent(desk, async () => {
      await desk.page.keyboard.press(keys);
      await desk.sees('จุดที่ต้องแก้');
      await desk.focus();
    });
    assert.equal(count, 0, `${keys}: sent although it cannot be read`);
  }
  await desk.inspect('unreadable');
  const told = (await summary(desk)).join('|');
  for (const name of ['วันที่เช็ค', 'เลือกจากทะเบียน', 'จำนวนเงิน (รายการที่ 1)']) {
    assert.ok(told.includes(name), `${name} is not in: ${told}`);
  }
  // Corrected, it is saved as corrected.
  await date.fill('3/10/2568');
  await payer.fill('');
  await cells.nth(0).fill('412106');
  await desk.page.getByRole('option').filter({ hasText: '412106' }).first().waitFor();
  await cells.nth(0).press('Enter');
  await amount.fill('3000');
  await amount.press('Tab');
  assert.ok(!(await isWrong(date)) && !(await isWrong(payer)) && !(await isWrong(amount)));
  await desk.page.keyboard.press('Control+s');
  await desk.page.waitForURL(/receipts\/[0-9a-f-]{36}$/);
  const { body } = await read(who.revenue, `/receipts/${desk.id}`);
  assert.deepEqual([body.cheque_date, body.items[0].amount, body.payer_id],
    ['2025-10-03', '3000.00', null]);
}

/** What is wrong is told when a field is left and stops nobody; what is missing, when it is handed in. */
async function early(desk, { who }) {
  await desk.sit(who.revenue, '/receipts/new');
  const payer = desk.box('ชื่อบนใบเสร็จ');
  await payer.focus();
  await payer.press('Tab');
  assert.ok(!(await isWrong(payer)), 'an empty field that was only passed through is told of');
  const number = desk.box('เลขประจำตัวผู้เสียภาษี');
  await number.pressSequentially('123456789012');
  assert.match(await described(number), /ขาดอีก 1 หลัก/);
  assert.ok(!(await isWrong(number)), 'a number that is being typed');
  await number.pressSequentially('2');
  assert.ok(await isWrong(number), 'the last digit does not fit: seen before the box is left');
  assert.match(await described(number), /หลักที่ 13 ไม่ตรงกับ 12 หลักแรก \(ควรเป็น 1\)/);
  const count = await sent(desk, async () => {
    await number.press('Tab');
    await payer.fill('ก'.repeat(301));
    await payer.press('Tab');
    await until(async () => /ยาวเกินกำหนด/.test(await described(payer)), 'a name that is too long');
  });
  assert.equal(count, 0, 'judged by the server');
  assert.equal(await number.inputValue(), '1-2345-67890-12-2', 'grouped as on the card');
  assert.equal(await desk.page.locator('.summary').count(), 0, 'warned of, and stopped');
  await desk.inspect('warned early');
  await payer.fill('นาย ก สมมติ');
  await payer.press('Tab');
  assert.ok(!(await isWrong(payer)), 'corrected');
  // Late: everything that is wrong stops it, and what is missing is said.
  await desk.page.keyboard.press('Control+Enter');
  await desk.sees('จุดที่ต้องแก้');
  const told = (await summary(desk)).join('|');
  assert.match(told, /เลขประจำตัวผู้เสียภาษี/);
  assert.match(told, /จำนวนเงิน/);
  await number.fill('1 2345 67890 12 1');
  assert.match(await described(number), /เลขถูกต้อง/);
  assert.ok(!(await isWrong(number)));
}

/** Whoever has no business with numbers of citizens sees their last digits. */
async function masked(desk, { who }) {
  const { header: { id } } = await make('receipts', {
    payer_name: 'นาย ข สมมติ', payer_tax_id: '1234567890121', money_kind: 'cash',
    items: [{ item_type: 'revenue', revenue_type: '412106', amount: '10.00' }],
  }, [['submit', who.revenue]]);
  for (const [token, seen] of [[who.finance1, '1-2345-67890-12-1'], [who.nayok, '•-••••-••••0-12-1']]) {
    await desk.sit(token, `/receipts/${id}`);
    await desk.sees(seen);
  }
  assert.ok(!(await desk.texts()).join('|').replaceAll('-', '').includes('1234567890121'));
}

/** Rows above one that cannot be read go, and the mark goes with its row. */
async function rows(desk, { who }) {
  await desk.sit(who.clerk, '/disbursement-requests/new');
  const grid = desk.table('รายการขอเบิก');
  const cells = grid.locator('tbody input');
  await cells.nth(0).fill('ก');
  await cells.nth(2).fill('10');
  await cells.nth(2).press('Enter');
  await until(async () => (await cells.count()) === 6, 'two rows');
  await cells.nth(3).fill('ข');
  await cells.nth(5).fill('สองร้อย');
  await cells.nth(5).press('Shift+Tab');
  await desk.button('ลบรายการที่ 1', grid).click();
  await until(async () => (await cells.count()) === 3, 'one row');
  assert.equal(await cells.nth(0).inputValue(), 'ข');
  assert.equal(await cells.nth(2).inputValue(), 'สองร้อย');
  assert.ok(await isWrong(cells.nth(2)));
  await desk.button('ลบรายการที่ 1', grid).click();
  await desk.button('เพิ่มรายการ', grid.locator('..')).click();
  await cells.nth(2).waitFor();
  assert.ok(!(await isWrong(cells.nth(2))), 'the mark outlives its row');
}

/** A daily report whose date cannot be read is not sent with the old one. */
async function dailyReport(desk, { who }) {
  await desk.sit(who.finance1, '/daily-reports/new');
  const date = desk.box('รายงานของวันที่');
  await date.fill('วันพรุ่งนี้');
  await date.press('Tab');
  assert.ok(await isWrong(date));
  const pieces = desk.table('ตรวจนับเงินสด').locator('input').first();
  await pieces.fill('สอง');
  await pieces.press('Tab');
  assert.ok(await isWrong(pieces), 'a count that cannot be read');
  const count = await sent(desk, async () => {
    await desk.page.keyboard.press('Control+s');
    await desk.sees('จุดที่ต้องแก้');
  });
  assert.equal(count, 0, 'sent with the old date');
}

/** The browser finds no payee, the server a line of another kind: one round. */
async function atOnce(desk, { who }) {
  await desk.sit(who.clerk, '/disbursement-requests/new');
  await desk.choose('รายการงบประมาณ', 'L01');
  await desk.page.getByRole('radio', { name: 'งบกลาง' }).check({ force: true });
  await desk.page.keyboard.press('Control+s');
  await desk.sees('จุดที่ต้องแก้');
  const told = (await summary(desk)).join('|');
  for (const one of ['ผู้มีสิทธิรับเงิน ต้องกรอก', 'เบิกเพื่อ ต้องกรอก', 'ชนิดฎีกา']) {
    assert.ok(told.includes(one), `${one} is not in: ${told}`);
  }
  const texts = (await desk.texts()).join('|');
  assert.ok(!texts.includes('ช่องที่ระบุ'), 'the fields named are not named');
  await desk.inspect('all at once');
}

/** Somebody else was faster: what happened, what to do, nothing else. */
async function conflict(desk, { who, ids }) {
  const { header: { id, version }, body } = await make('disbursement-requests',
    fuelRequest(ids, '900.00'), [], who.clerk);
  const address = `/disbursement-requests/${id}`;
  await desk.sit(who.clerk, address);
  await call('PUT', address, {
    token: who.clerk, key: uuid7(), body: { version, body: { ...body, purpose: 'ของคนอื่น' } },
  });
  const box = desk.box('เบิกเพื่อ');
  await box.fill('ของข้าพเจ้า');
  await desk.page.keyboard.press('Control+s');
  await desk.alerted('มีผู้แก้ไขเอกสารนี้ไปแล้ว');
  await desk.inspect('conflict');
  assert.equal(await desk.page.getByRole('alert').count(), 1, 'a second notice');
  assert.ok(!(await desk.texts()).join('|').includes('รุ่นของเอกสาร'), 'blames the version');
  await desk.button('โหลดฉบับล่าสุด').click();
  await desk.holds(box, 'ของคนอื่น');
  await desk.button('กู้คืน').click();
  await desk.holds(box, 'ของข้าพเจ้า');
  await desk.page.keyboard.press('Control+s');
  await desk.sees('บันทึกแล้ว');
}

/** A page that needs a right names it as people do, and who has it. */
async function right(desk, { who }) {
  await desk.sit(who.clerk, '/journal');
  await desk.sees('ไม่มีสิทธิเปิดหน้านี้');
  await desk.sees('“ดู: สมุดรายวันและบัญชีแยกประเภท”');
  await desk.sees('ผู้มีสิทธินี้: หัวหน้าหน่วยงานคลัง');
  assert.ok(!/[a-z_]+:[a-z]+/.test((await desk.page.locator('main').innerText())));
}

export default async function unreadable(stage) {
  const office = await found();
  const desk = await stage.desk();
  await receipt(desk, office);
  await early(desk, office);
  await masked(desk, office);
  await rows(desk, office);
  await dailyReport(desk, office);
  await atOnce(desk, office);
  await conflict(desk, office);
  await right(desk, office);
}
