// A request of three lines by keyboard alone, its way through the office, and its payment.
import assert from 'node:assert/strict';
import { found } from '../support/office.mjs';

const LINES = [['น้ำมันดีเซล', '5000'], ['น้ำมันเบนซิน', '6000'], ['น้ำมันเครื่อง', '2400+50.50']];
// 13,450.50 with VAT of 7 % is 12,570.56 without; 1 % of that is withheld.
const PAID = [
  ['2102040102', '13,450.50', '-'],
  ['1101030101', '-', '13,324.79'],
  ['2102040106', '-', '125.71'],
];

/** From the menu to a saved draft, the mouse unplugged. */
async function typeRequest(desk) {
  const { keyboard } = desk.page;
  const menu = desk.page.getByRole('navigation', { name: 'เมนูหลัก' });
  await desk.tabTo(desk.link('ฎีกาเบิกเงิน', menu), 'the menu');
  await keyboard.press('Enter');
  await desk.page.waitForURL('**/disbursement-requests');
  await desk.ready();
  await keyboard.press('Alt+n');
  await desk.page.waitForURL('**/disbursement-requests/new');
  const pick = async (name, code) => {
    await desk.tabTo(desk.combo(name), name);
    await keyboard.type(code);
    await desk.page.getByRole('option').filter({ hasText: code }).first().waitFor();
    await keyboard.press('Enter');
    await desk.holds(desk.combo(name), code);
  };
  await pick('รายการงบประมาณ', 'L01');
  await pick('ผู้มีสิทธิรับเงิน', 'S1');
  await desk.tabTo(desk.box('เบิกเพื่อ'), 'the purpose');
  await keyboard.type('น้ำมันรถบรรทุกน้ำ ต.ค. 2568');
  await desk.tabTo(desk.box('รายการหรือผู้รับเงิน').first(), 'the first line');
  for (const [at, [name, amount]] of LINES.entries()) {
    if (at > 0) {
      await keyboard.press('Enter'); // a new row
      await desk.page.waitForFunction((n) => document.querySelectorAll('.grid tbody tr').length >= n, at + 1);
      await desk.tabTo(desk.box('รายการหรือผู้รับเงิน').nth(at), `line ${at + 1}`);
    }
    await keyboard.type(name);
    await keyboard.press('Enter');
    await keyboard.press('Enter'); // no account of the payee
    await keyboard.type(amount);
  }
  await desk.tabTo(desk.combo('ภาษีหัก ณ ที่จ่าย'), 'the tax');
  await keyboard.press('ArrowDown');
  await keyboard.press('Control+s');
  await desk.page.waitForURL(/disbursement-requests\/[0-9a-f-]{36}$/);
}

export default async function requestToPayment(stage) {
  const { who } = await found();
  const desk = await stage.desk();
  await desk.sit(who.clerk);
  await typeRequest(desk);
  await desk.sees('13,450.50');
  await desk.sees('ตัวอย่างรายการที่จะลงบัญชี');
  const [preview] = await desk.vouchers();
  assert.deepEqual(preview.total, ['13,450.50', '13,450.50']);
  const request = desk.page.url();
  await desk.inspect();

  const steps = [
    [who.office, 'ลงนามผู้เบิกและส่ง'], [who.finance1, 'ลงทะเบียนรับฎีกา'],
    [who.finance2, 'ตรวจแล้ว ถูกต้อง'], [who.head, 'เห็นควรจ่าย'], [who.palad, 'ผ่านเรื่อง'],
  ];
  for (const [person, label] of steps) {
    await desk.sit(person, request);
    await desk.act(label);
  }
  await desk.sit(who.nayok, request);
  await desk.act('อนุมัติ', { asked: true, status: 'อนุมัติแล้ว' });

  await desk.sit(who.finance1, '/cheque-reports/new');
  await desk.page.getByRole('main').getByRole('checkbox').first().check();
  await desk.button('แยกเช็คฉบับละฎีกา').click();
  await desk.choose('จ่ายจากบัญชี', 'KTB-CUR');
  await desk.box('เลขที่เช็ค').fill('0012301');
  await desk.act('ส่งเอกสาร', { status: 'รอดำเนินการ' });
  await desk.inspect();
  const report = desk.page.url();
  await desk.sit(who.head, report);
  await desk.act('ตรวจแล้ว ถูกต้อง');
  await desk.sit(who.palad, report);
  await desk.act('ผ่านเรื่อง');
  await desk.sit(who.nayok, report);
  await desk.act('อนุมัติ', { asked: true, status: 'ลงนามครบแล้ว' });

  // The first page counts what the form lists; what a payment is about to hand over waits no more.
  const tile = desk.page.getByRole('listitem').filter({ hasText: 'เช็คและใบถอนที่ลงนามแล้ว รอส่งมอบ' });
  await desk.sit(who.finance1, '/');
  assert.match(await tile.innerText(), /1 ฉบับ[^]*13,324\.79/);
  await desk.inspect('waiting cheques');
  await tile.locator('a.drill').click();
  await desk.page.waitForURL('**/payments/new?method=cheque');
  await desk.page.getByRole('radio', { name: /0012301/ }).check();
  assert.equal(await desk.page.locator('input[name=cheque]').count(), 1);
  // Somebody has it: whom the register names, or who is named here.
  await desk.box('ผู้รับเช็ค').fill('');
  await desk.button('ส่งเอกสาร').click();
  await desk.alerted('ผู้รับเช็ค ต้องกรอก');
  await desk.box('ผู้รับเช็ค').fill('นายสมมติ ผู้รับเช็ค');
  await desk.act('ส่งเอกสาร');
  const handedOver = desk.page.url();
  await desk.open('/');
  assert.equal(await tile.count(), 0, 'a cheque about to be handed over still waits');
  await desk.open(handedOver);
  await desk.act('ยืนยันการจ่าย', { asked: true, status: 'จ่ายแล้ว' });
  await desk.inspect();
  const vouchers = await desk.vouchers();
  const payment = vouchers.find(({ number }) => number.startsWith('PV'));
  assert.deepEqual(payment?.lines, PAID, JSON.stringify(vouchers));

  await desk.open('/budget-lines');
  const row = desk.page.getByRole('row').filter({ hasText: 'L01' });
  await row.getByText('36,549.50').waitFor();
}
