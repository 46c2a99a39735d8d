// The roster: somebody comes by ThaiD alone, is limited, and is sent out; what each may do, and who may
// what one may not.
import assert from 'node:assert/strict';
import { make, read } from '../support/api.mjs';
import { found, fuelRequest, requestSteps } from '../support/office.mjs';
import { newPid } from '../support/people.mjs';

const NAME = 'นางสาวมาใหม่ สมมติ';

export default async function roster(stage) {
  const { who, ids } = await found();
  const pid = newPid();
  const head = await stage.desk({ viewport: { width: 1366, height: 768 } });
  await head.sit(who.head, '/users');

  // Somebody is added without the mouse; what is wrong is said at its field.
  await head.tabTo(head.link('เพิ่มผู้ใช้งาน'), 'the button that adds');
  await head.page.keyboard.press('Enter');
  await head.page.waitForURL('**/users/add');
  await head.ready();
  await head.inspect();
  await head.tabTo(head.box('ชื่อ'), 'the name');
  await head.page.keyboard.type(NAME);
  await head.page.keyboard.press('Tab');
  await head.page.keyboard.type('1234567890123');
  await head.page.keyboard.press('Tab');
  await head.page.keyboard.type(`u${pid}@example.go.th`);
  await head.page.keyboard.press('Tab');
  await head.page.keyboard.type('เจ้าพนักงานธุรการ');
  await head.page.keyboard.press('Enter');
  await head.alerted('เลขตรวจสอบไม่ถูกต้อง', 'กอง');
  await head.inspect('refused');
  await head.box('เลขประจำตัวประชาชน').fill(pid);
  await head.choose('กอง', '01');
  await head.button('เพิ่มผู้ใช้งาน').press('Enter');
  await head.page.getByRole('heading', { name: NAME }).waitFor();
  await head.ready();
  await head.inspect();

  // She comes by ThaiD.
  const newcomer = await stage.desk();
  await newcomer.open('/login');
  await newcomer.link('เข้าด้วย ThaiD').click();
  await newcomer.box('เลขประจำตัวประชาชน').fill(pid);
  await newcomer.button('ยืนยันตัวตน').click();
  await newcomer.page.waitForURL('**/enrol');
  await newcomer.sees(`ยินดีต้อนรับ ${NAME}`);

  // The executive is limited to less than the request.
  const { items } = await read(who.head, '/users');
  const person = (name) => items.find((one) => one.name.startsWith(name)).person_id;
  const steps = requestSteps(who);
  const request = await make('disbursement-requests', fuelRequest(ids, '1000.00'),
    steps.slice(0, -1), who.clerk);
  await head.open(`/users/${person('คุณนายก')}`);
  await head.box('วงเงินอนุมัติ (บาท)').fill('999.99');
  await head.button('บันทึก').click();
  await head.sees('อนุมัติ (ไม่เกิน 999.99 บาท)');
  const path = `/disbursement-requests/${request.header.id}`;
  const nayok = await stage.desk();
  await nayok.sit(who.nayok, path);
  assert.equal(await nayok.button('อนุมัติ').count(), 0, 'no button above the ceiling');

  // Combinations that break the separation of duties are refused, with the reason.
  await head.button('เพิ่มบทบาท').click();
  await head.combo('บทบาท').nth(1).selectOption('finance_officer');
  await head.button('บันทึก').click();
  await head.alerted('ขัดหลักการแบ่งแยกหน้าที่', 'ผู้บริหารท้องถิ่น กับ');

  // What I may do; and whom I ask for what I may not.
  const clerk = await stage.desk({ viewport: { width: 360, height: 740 } });
  await clerk.sit(who.clerk, '/my-rights');
  await clerk.sees(/เฉพาะ.*สำนักปลัด/);
  await clerk.page.goto(`${new URL(clerk.page.url()).origin}/users/${person('คุณนายก')}`);
  await clerk.alerted('ต้องมีสิทธิ “ดู: ผู้ใช้งาน”', 'คุณคลัง สมมติ (ผู้อำนวยการกองคลัง)');

  // A session ends at once, with the page open.
  const revenue = await stage.desk();
  await revenue.sit(who.revenue, '/receipts');
  await head.open(`/users/${person('คุณจัดเก็บ')}`);
  await head.button('ให้ออกจากระบบทันที').click();
  await head.dialog().getByText('สิ่งที่พิมพ์ไว้และยังไม่ได้บันทึก').waitFor();
  await head.inspect('question');
  await head.button('ยังไม่ทำ', head.dialog()).click();
  await head.sees('ตั้งแต่');
  await head.button('ให้ออกจากระบบทันที').click();
  await head.button('ให้ออกจากระบบทันที', head.dialog()).click();
  await head.sees('ไม่ได้เข้าใช้อยู่');
  const menu = revenue.page.getByRole('navigation', { name: 'เมนูหลัก' });
  await revenue.link('ใบนำส่งเงิน', menu).click();
  await revenue.page.waitForURL('**/login');

  // The roster on a phone.
  const phone = await stage.desk({ viewport: { width: 360, height: 740 } });
  await phone.sit(who.head, `/users/${person('คุณจัดเก็บ')}`);
  for (const at of ['/users', `/users/${person('คุณจัดเก็บ')}`, '/users/add']) {
    await phone.open(at);
    const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 360, `${at}: ${wide} px wide`);
  }
}
