// The screen locks, by its own clock and by the server's word; what was half typed stays.
import assert from 'node:assert/strict';

const PASSWORD = 'thung-tuayang-demo-42';
const MINUTE = 60_000;

async function unlock(desk, typed) {
  const lock = desk.dialog();
  await lock.getByLabel(/^รหัสผ่าน/).fill(typed);
  await desk.button('ปลดล็อก', lock).click();
}

export default async function idleLock(stage) {
  const desk = await stage.desk();
  const { page } = desk;
  await page.clock.install();
  await desk.open('/login');
  await desk.box('ชื่อผู้ใช้').fill('works');
  await page.getByLabel(/^รหัสผ่าน/).fill(PASSWORD);
  await page.getByRole('button', { name: 'เข้าสู่ระบบ', exact: true }).click();
  await desk.sees('วันนี้ต้องทำ');
  await desk.open('/disbursement-requests/new');
  const purpose = desk.box('เบิกเพื่อ');
  await purpose.fill('ซ่อมถนนสาย');

  // The clock of the browser: warned, then locked.
  await page.clock.fastForward(14.5 * MINUTE);
  await desk.alerted('หน้าจอจะล็อกในอีก', 'เพื่อใช้งานต่อ');
  // Any key gives the whole time again.
  await page.keyboard.press('Shift');
  await page.clock.fastForward(2_000);
  await page.getByRole('alert').filter({ hasText: 'หน้าจอจะล็อกในอีก' }).waitFor({ state: 'hidden' });
  await page.clock.fastForward(13 * MINUTE);
  assert.equal(await desk.dialog().count(), 0, 'locked although somebody works');
  await page.clock.fastForward(1.5 * MINUTE);
  await desk.alerted('หน้าจอจะล็อกในอีก');
  await page.clock.fastForward(MINUTE);
  await desk.dialog().filter({ hasText: 'หน้าจอถูกล็อก' }).waitFor();
  await desk.inspect('locked');
  await unlock(desk, 'ไม่ใช่รหัสผ่านนี้แน่นอน');
  await desk.alerted('รหัสผ่าน');
  await unlock(desk, PASSWORD);
  await desk.dialog().waitFor({ state: 'detached' });
  assert.equal(await purpose.inputValue(), 'ซ่อมถนนสาย');
  await desk.focusOn('f-purpose');

  // The word of the server: the call waits, and goes on by itself after the password.
  let locked = true;
  await page.route('**/api/v1/disbursement-requests', async (route) => {
    if (!locked || route.request().method() !== 'POST') return route.continue();
    locked = false;
    return route.fulfill({
      status: 423,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: '/problems/session_locked', title: 'หน้าจอถูกล็อก', status: 423, detail: 'locked',
        instance: 'made-up', code: 'session_locked',
      }),
    });
  });
  await purpose.fill('ซ่อมถนนสายบ้านทุ่ง');
  await desk.button('บันทึกร่าง').click();
  await desk.dialog().filter({ hasText: 'หน้าจอถูกล็อก' }).waitFor();
  await unlock(desk, PASSWORD);
  // The half-typed draft itself is refused: the call did go on.
  await desk.alerted('จำนวนเงิน (รายการที่ 1) ต้องมากกว่า 0.00');
  assert.equal(await purpose.inputValue(), 'ซ่อมถนนสายบ้านทุ่ง');
  assert.equal(await desk.dialog().count(), 0);
}
