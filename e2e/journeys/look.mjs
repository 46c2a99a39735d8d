// Pictures of what changed, at two widths.
import { make, call, uuid7 } from '../support/api.mjs';
import { found, fuelRequest, requestSteps } from '../support/office.mjs';
export default async function look(stage) {
  const office = await found();
  const { who, ids } = office;
  const doc = await make('disbursement-requests', fuelRequest(ids, '100.00'), [], who.clerk);
  for (const [width, height] of [[360, 740], [1366, 768]]) {
    const desk = await stage.desk({ viewport: { width, height } });
    const shot = (name) => desk.page.screenshot({ path: `/tmp/look/${name}-${width}.png` });
    await desk.open('/login');
    await desk.button('เข้าสู่ระบบ').click();
    await desk.sees('ต้องกรอก');
    await shot('login');
    await desk.sit(who.finance1, '/parties?page=9');
    await shot('beyond');
    await desk.sit(who.revenue, '/receipts/new');
    await desk.page.getByRole('radio', { name: 'เช็ค' }).check({ force: true });
    await desk.box('วันที่เช็ค').fill('32/13/2568');
    const payer = desk.combo('เลือกจากทะเบียน');
    await payer.fill('ไม่มีใคร');
    await payer.press('Tab');
    const amount = desk.table('รายการรับเงิน').locator('tbody tr').nth(0).locator('input').last();
    await amount.fill('สามพัน');
    await amount.press('Tab');
    await desk.page.keyboard.press('Control+s');
    await desk.sees('จุดที่ต้องแก้');
    await desk.page.screenshot({ path: `/tmp/look/unreadable-${width}.png`, fullPage: true });
    await desk.sit(who.clerk, '/journal');
    await shot('right');
    await desk.sit(who.clerk, `/disbursement-requests/${doc.header.id}`);
    const panel = desk.page.getByRole('region', { name: 'ไฟล์แนบ' });
    await panel.locator('input[type=file]').setInputFiles([{ name: `ใบเสร็จของปั๊ม ${width}.pdf`, mimeType: '', buffer: Buffer.from('%PDF-1.7 x') }]);
    await desk.link(`ใบเสร็จของปั๊ม ${width}.pdf`, panel).waitFor();
    await panel.scrollIntoViewIfNeeded();
    await shot('files');
    for (const name of ['ก', 'ข']) {
      const tab = await desk.tab();
      await tab.open('/disbursement-requests/new');
      await tab.box('เบิกเพื่อ').fill(`น้ำมัน ${name}`);
      await tab.page.waitForTimeout(5500);
      await tab.page.close();
    }
    await desk.open('/disbursement-requests/new');
    await desk.button('กู้คืน').first().waitFor();
    await shot('offers');
  }
}
