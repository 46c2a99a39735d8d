// What was done, by the record: from a document to each change with before and after, from the roster to
// what somebody did; numbers of accounts by their last digits until a reason is given, which stays.
import assert from 'node:assert/strict';
import { call, read, uuid7 } from '../support/api.mjs';
import { found } from '../support/office.mjs';

/** From an act to the list as it was narrowed down, by its link and by the key of the browser; and there again. */
async function wayBack(auditor) {
  const { page } = auditor;
  const narrowed = async () => {
    await page.waitForURL('**/activity?thing=party');
    await auditor.ready();
    assert.equal(await auditor.combo('ชนิดของรายการ').inputValue(), 'party');
  };
  const act = page.url();
  await auditor.link('ประวัติการใช้งาน', page.getByRole('navigation', { name: 'กลับ' })).click();
  await narrowed();
  await auditor.link('เพิ่มหรือแก้ไขผู้ชำระเงินและผู้รับเงิน').first().click();
  await page.waitForURL(act);
  await page.goBack();
  await narrowed();
  await auditor.open(act);
}

export default async function activity(stage) {
  const { who, ids } = await found();
  const party = await read(who.finance1, `/parties/${ids.supplier}`);
  await call('PUT', `/parties/${ids.supplier}`, {
    body: { ...party, bank_account_no: '9876543210', address: 'โอนเข้า 987-6-54321-0' }, token: who.finance1, key: uuid7(),
  });
  const { items } = await read(who.finance1, '/openings');
  const [opening] = items;

  // From the document, with the keyboard.
  const auditor = await stage.desk({ viewport: { width: 1366, height: 768 } });
  await auditor.sit(who.auditor, `/openings/${opening.id}`);
  const way = auditor.link('ดูทุกการแก้ไขพร้อมค่าก่อนและหลัง');
  await way.press('Enter');
  await auditor.page.waitForURL(`**/activity?about_id=${opening.id}`);
  await auditor.sees('เฉพาะรายการเดียว');
  await auditor.ready();
  await auditor.inspect();
  await auditor.link('อนุมัติยอดยกมา').first().press('Enter');
  await auditor.sees('ทะเบียนเอกสาร');
  await auditor.sees('ก่อน');
  await auditor.ready();
  await auditor.inspect('act');

  // By the menu, only the register of payees.
  const menu = auditor.page.getByRole('navigation', { name: 'เมนูหลัก' });
  await auditor.link('ประวัติการใช้งาน', menu).click();
  await auditor.page.waitForURL('**/activity');
  await auditor.combo('ชนิดของรายการ').selectOption('party');
  await auditor.link('เพิ่มหรือแก้ไขผู้ชำระเงินและผู้รับเงิน').first().click();
  await auditor.sees('••••••3210');
  for (const number of ['9876543210', '987-6-54321-0']) {
    assert.equal(await auditor.page.getByText(number).count(), 0, `${number} is not masked`);
  }
  await wayBack(auditor);
  await auditor.button('ดูเลขเต็ม').click();
  await auditor.alerted('เหตุผล');
  await auditor.box('เหตุผลที่ต้องดูเลขเต็ม').fill('ตรวจตามหนังสือร้องเรียน');
  await auditor.button('ดูเลขเต็ม').click();
  await auditor.sees('9876543210');
  await auditor.sees('การดูครั้งนี้บันทึกไว้แล้ว');
  await auditor.inspect('whole');

  // The head sees who looked, and why; from the roster what somebody did.
  const head = await stage.desk({ viewport: { width: 360, height: 740 } });
  await head.sit(who.head, '/activity');
  await head.sees('ดูเลขประจำตัวและเลขบัญชีเต็ม');
  await head.sees(/ตรวจตามหนังสือร้องเรียน/);
  await head.inspect('phone');
  const { items: users } = await read(who.head, '/users');
  const person = users.find((one) => one.name.startsWith('คุณการเงินหนึ่ง')).person_id;
  await head.open(`/users/${person}`);
  await head.link('สิ่งที่ผู้นี้ทำ').click();
  await head.page.waitForURL(`**/activity?person_id=${person}`);
  await head.link('เพิ่มหรือแก้ไขผู้ชำระเงินและผู้รับเงิน').first().click();
  await head.sees('••••••3210');
  const wide = await head.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${wide} px wide`);
  await head.inspect('act on a phone');

  // Whoever does the work does not see it.
  const clerk = await stage.desk();
  await clerk.sit(who.clerk, '/activity');
  await clerk.sees('ไม่มีสิทธิเปิดหน้านี้');
  assert.equal(await clerk.page.getByRole('table').count(), 0, 'nothing is shown');
}
