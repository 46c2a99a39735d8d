// The file with the pages does not come: the log-in works all the same, it is said, and tried again.
import assert from 'node:assert/strict';

const PASSWORD = 'thung-tuayang-demo-42';

export default async function pagesDoNotCome(stage) {
  const desk = await stage.desk();
  const { page } = desk;
  let asked = 0;
  let comes = false;
  await page.route('**/split_pages.wasm', (route) => {
    asked += 1;
    return comes ? route.continue() : route.fulfill({ status: 404 });
  });
  await desk.open('/');
  await page.waitForURL('**/login');
  await desk.box('ชื่อผู้ใช้').fill('works');
  await page.getByLabel(/^รหัสผ่าน/).fill(PASSWORD);
  await page.getByRole('button', { name: 'เข้าสู่ระบบ', exact: true }).click();
  await desk.alerted('โหลดหน้าจอไม่สำเร็จ');
  await desk.inspect('no pages');
  const before = asked;
  comes = true;
  await desk.button('ลองใหม่').click();
  await desk.sees('วันนี้ต้องทำ');
  assert.ok(asked > before, 'the file was asked for again');
  // The loader's own report of what was just played.
  const [expected, wrong] = [[], []];
  for (const line of desk.wrong) (line.includes('HTTP status code is not ok') ? expected : wrong).push(line);
  assert.ok(expected.length > 0, 'the loader reports');
  desk.wrong = wrong;
}
