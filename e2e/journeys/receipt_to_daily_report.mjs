// Money at the counter until it is in the signed report of the day.
import assert from 'node:assert/strict';
import { found } from '../support/office.mjs';

// Brought forward, received, deposited, paid, carried forward.
const FIGURES = [
  ['เงินสด', '-', '1,300.00', '1,000.00', '-', '300.00'],
  ['เช็ครับในมือ', '-', '-', '-', '-', '-'],
  ['เงินฝากธนาคาร', '600,000.00', '-', '1,000.00', '-', '601,000.00'],
];

async function receipt(desk, payer, amount) {
  await desk.box('ชื่อบนใบเสร็จ').fill(payer);
  await desk.choose('ประเภทรายรับ', '412106');
  await desk.box('จำนวนเงิน').fill(amount);
}

/** Takes cash to the bank, as far as the officer may; gives the address. */
async function deposit(desk, who, cash, beyond) {
  await desk.sit(who.finance1, '/bank-deposits/new');
  await desk.sees('เงินสดในมือตามบัญชี');
  await desk.choose('นำฝากเข้าบัญชี', 'KTB-SAV');
  await desk.box('เงินสด').fill(cash);
  if (beyond) {
    // More than there is: said on the form, and again when it is handed in, not only at its approval.
    await desk.box('เงินสด').fill(beyond);
    await desk.sees('ไม่พอสำหรับยอดที่กรอก');
    await desk.button('ส่งเอกสาร').click();
    await desk.alerted('ไม่พอสำหรับ');
    await desk.box('เงินสด').fill(cash);
  }
  await desk.act('ส่งเอกสาร', { status: 'รอดำเนินการ' });
  return desk.page.url();
}

/**
 * The receiver counts: nothing is taken for counted, and a difference is explained. Refused, the question
 * stays with what was said, and what is wrong stands at its field.
 */
async function counted(desk) {
  const dialog = desk.dialog();
  const go = () => desk.button('นับเงินและรับ', dialog).click();
  await desk.button('นับเงินและรับ', desk.page.getByRole('toolbar')).click();
  const money = desk.box('เงินที่นับได้', dialog);
  await go();
  await desk.text('ต้องกรอก').waitFor();
  assert.equal(await money.getAttribute('aria-invalid'), 'true', 'the field is marked');
  await money.fill('1299.75');
  await go();
  await desk.alerted('1,299.75 บาท ไม่ตรงกับผลรวมของรายการ 1,300.00 บาท');
  assert.ok(await dialog.isVisible(), 'the question is gone');
  assert.equal(await money.inputValue(), '1,299.75', 'what was counted is kept');
  await desk.inspect('refused question');
  await money.fill('1300');
  await go();
  await dialog.waitFor({ state: 'hidden' });
}

export default async function receiptToDailyReport(stage) {
  const { who } = await found();
  const desk = await stage.desk({ acceptDownloads: true });

  await desk.sit(who.revenue, '/receipts/new');
  await receipt(desk, 'นาย ก สมมติ', '1240');
  await desk.act('ออกใบเสร็จ', { status: 'ออกใบเสร็จแล้ว' });
  await desk.inspect();
  await desk.link('ออกฉบับถัดไป').click();
  await desk.page.waitForURL('**/receipts/new');
  await receipt(desk, 'นาง ข สมมติ', '60');
  await desk.act('ออกใบเสร็จ', { status: 'ออกใบเสร็จแล้ว' });

  await desk.open('/remittance-slips/new');
  await desk.sees('เลือก 2 ฉบับ รวม 1,300.00 บาท');
  await desk.act('ส่งเอกสาร', { status: 'รอนับเงินและรับ' });

  await desk.sit(who.finance1);
  const inbox = desk.role('region', 'รอท่านดำเนินการ');
  await inbox.getByRole('link').click();
  await counted(desk);
  await desk.stands('รับเงินแล้ว');
  await desk.open('/remittance-summaries/new');
  await desk.sees('เลือก 1 ฉบับ รวม 1,300.00 บาท');
  await desk.act('ส่งเอกสาร', { status: 'รอดำเนินการ' });
  const summary = desk.page.url();

  await desk.sit(who.head, summary);
  await desk.sees('ตัวอย่างรายการที่จะลงบัญชี');
  await desk.act('อนุมัติและลงบัญชี', { asked: true, status: 'ลงบัญชีแล้ว' });
  const [voucher] = await desk.vouchers();
  assert.match(voucher.number, /^RV/);
  assert.deepEqual(voucher.total, ['1,300.00', '1,300.00']);
  const booked = await desk.bytes(await desk.link('เปิดใบผ่านรายการ PDF').getAttribute('href'));
  assert.deepEqual([booked.status, booked.head], [200, '%PDF']);

  await desk.sit(who.head, await deposit(desk, who, '1000', '1300.01'));
  await desk.act('อนุมัติและลงบัญชี', { asked: true, status: 'นำฝากและลงบัญชีแล้ว' });

  await desk.sit(who.finance1, '/daily-reports/new');
  await desk.sees('ตัวเลขสดจากบัญชี');
  const count = desk.table('ตรวจนับเงินสด');
  const hundred = desk.page.getByRole('rowheader', { name: '100.00', exact: true });
  const notes = count.getByRole('row').filter({ has: hundred });
  await notes.getByRole('textbox').fill('3');
  await count.getByText('ตรงกับบัญชี').waitFor();
  await desk.act('ส่งเอกสาร', { status: 'รอลงนาม' });
  const report = desk.page.url();

  await desk.sit(who.head, report);
  await desk.act('ตรวจแล้ว ถูกต้อง');
  for (const custodian of [who.custodian1, who.custodian2, who.custodian3]) {
    await desk.sit(custodian, report);
    await desk.act('ลงนาม');
  }
  await desk.sit(who.nayok, report);
  // It books nothing; it closes the day, and says so before.
  await desk.button('อนุมัติ').click();
  await desk.dialog().getByText('วันที่ของรายงานนี้จะปิด').waitFor();
  await desk.button('ยังไม่ทำ', desk.dialog()).click();
  await desk.act('อนุมัติ', { asked: true, status: 'ลงนามครบแล้ว' });

  await desk.sit(who.auditor, report);
  await desk.sees('ตัวเลข ณ เวลาที่จัดทำรายงาน');
  const status = desk.page.getByRole('table').filter({ hasText: 'รวมเงินสด เช็ค' });
  assert.deepEqual(await desk.rows(status), FIGURES);
  await status.getByRole('cell', { name: '601,300.00 บาท' }).waitFor();
  const pdf = desk.link('เปิด PDF');
  const answer = await desk.bytes(await pdf.getAttribute('href'));
  assert.equal(answer.status, 200);
  assert.equal(answer.head, '%PDF');
  // All papers of the day are one file.
  const [papers] = await Promise.all([
    desk.page.waitForEvent('download'), desk.button('เอกสารทั้งหมดของวันนี้').click(),
  ]);
  assert.match(papers.suggestedFilename(), /\.pdf$/);
  const [download] = await Promise.all([
    desk.page.waitForEvent('download'), desk.link('ดาวน์โหลด XLSX').click(),
  ]);
  assert.match(download.suggestedFilename(), /\.xlsx$/);
  const sheet = [];
  for await (const part of await download.createReadStream()) sheet.push(part);
  assert.equal(Buffer.concat(sheet).subarray(0, 2).toString(), 'PK');

  // Whoever holds the paper may ask, without a log-in, whether the books still are what it says, and
  // which paper it is.
  const paper = await desk.page.evaluate(async (path) => {
    const ask = async (address) => (await fetch(`/api/v1${address}`)).json();
    const [session, { body: { head } }] = [await ask('/session'), await ask(path)];
    return { entity: session.entity, code: `${head.seq}-${head.hash.slice(0, 16)}` };
  }, new URL(report).pathname);
  await desk.context.clearCookies();
  await desk.open(`/witness/${paper.entity.id}/${paper.code}`);
  await desk.sees('บัญชีของหน่วยงานยังเป็นไปตามที่กระดาษแผ่นนี้เป็นพยาน');
  await desk.sees(paper.entity.name_th);
  await desk.sees('รายงานสถานะการเงินประจำวัน');
  await desk.sees('ลงนามครบแล้ว');
  await desk.open(`/witness/${paper.entity.id}/1-0000000000000000`);
  await desk.sees('บัญชีของหน่วยงานไม่ตรงกับรหัสนี้');

  // The day is signed: nothing more goes into its books.
  const late = await deposit(desk, who, '300');
  await desk.sit(who.head, late);
  await desk.button('อนุมัติและลงบัญชี').click();
  await desk.button('อนุมัติและลงบัญชี', desk.dialog()).click();
  await desk.alerted('รายงานสถานะการเงินประจำวันของวันที่ 1 ตุลาคม 2568 ลงนามแล้ว');
  await desk.stands('รอดำเนินการ');
}
