// Whoever is suspended is out at once, with the page open.
import assert from 'node:assert/strict';
import { found } from '../support/office.mjs';

export default async function disabledUser(stage) {
  const { who } = await found();
  const [officer, head] = [await stage.desk(), await stage.desk()];
  await officer.sit(who.revenue, '/receipts');
  await head.sit(who.head, '/users');
  const row = head.page.getByRole('row').filter({ hasText: 'คุณจัดเก็บ สมมติ' });
  await head.button('ระงับการใช้งาน', row).click();
  await head.inspect('question');
  await head.button('ระงับการใช้งาน', head.dialog()).click();
  await row.getByText('ถูกระงับ').waitFor();

  const began = Date.now();
  const menu = officer.page.getByRole('navigation', { name: 'เมนูหลัก' });
  await officer.link('ใบนำส่งเงิน', menu).click();
  await officer.page.waitForURL('**/login');
  const took = Date.now() - began;
  assert.ok(took < 1000, `out after ${took} ms`);
  await officer.page.getByRole('heading', { name: 'เข้าสู่ระบบ' }).waitFor();

  await head.button('คืนสิทธิการใช้งาน', row).click();
  await row.getByText('ใช้งาน', { exact: true }).waitFor();
}
