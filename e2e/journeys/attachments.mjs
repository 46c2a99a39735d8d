// Scans beside a document: attached, refused, opened, withdrawn; and what others may do with them.
import assert from 'node:assert/strict';
import { make, read } from '../support/api.mjs';
import { found, fuelRequest } from '../support/office.mjs';

const scan = (name, content = '') => ({ name, mimeType: '', buffer: Buffer.from(content) });
const SCAN = scan('ใบเสร็จของปั๊ม.pdf', '%PDF-1.4 สมมติ');
const PHOTO = scan('ใบส่งของ.png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const LARGE = { ...scan('แฟ้มใหญ่.pdf'), buffer: Buffer.alloc(10 * 1024 * 1024 + 1, '%PDF-1.7') };

/** Drops a file on the panel, as a mouse would. */
async function drop(panel, { name, buffer }) {
  await panel.locator('.drop').evaluate((element, [file, bytes]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array(bytes)], file));
    element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, [name, [...buffer]]);
}

/** A file of more than 10 MB is refused where it was chosen, and not sent. */
async function tooLarge(desk, panel, list) {
  const before = (await list()).length;
  let sent = 0;
  const count = (request) => { sent += Number(request.method() === 'POST'); };
  desk.page.on('request', count);
  await panel.locator('input[type=file]').setInputFiles([LARGE]);
  await desk.alerted(LARGE.name, 'ต้องไม่เกิน 10 MB');
  await desk.button('ปิดข้อความ', panel).click();
  desk.page.off('request', count);
  assert.equal(sent, 0, 'a file that is too large was sent');
  assert.equal((await list()).length, before);
}

/** Files that wait are sent although the page is left; closing the window asks first. */
async function leaving(desk, panel, id, list) {
  const before = (await list()).length;
  let release;
  const held = new Promise((done) => { release = done; });
  const address = '**/attachments';
  await desk.page.route(address, async (route) => {
    if (route.request().method() === 'POST') await held;
    await route.continue();
  });
  const names = ['หน้า 1.pdf', 'หน้า 2.pdf', 'หน้า 3.pdf'];
  await panel.locator('input[type=file]').setInputFiles(names.map((name) => scan(name, `%PDF-1.7 ${name}`)));
  await desk.sees('กำลังแนบไฟล์ที่ 1 จาก 3');
  const asked = desk.page.waitForEvent('dialog');
  await desk.page.evaluate(() => { setTimeout(() => window.location.reload(), 0); });
  const question = await asked;
  assert.equal(question.type(), 'beforeunload');
  await question.dismiss();
  await desk.link('วันนี้ต้องทำ').first().click();
  await desk.page.waitForURL((now) => now.pathname === '/');
  release();
  await desk.sees('แนบไฟล์แล้ว 3 ไฟล์');
  assert.equal((await list()).length, before + 3);
  await desk.page.unroute(address);
  await desk.open(`/disbursement-requests/${id}`);
}

/** Logging out while a file is on its way breaks nothing: the next person logs in. */
async function loggingOut(desk, panel) {
  let release;
  const held = new Promise((done) => { release = done; });
  let ended;
  const sent = new Promise((done) => { ended = done; });
  await desk.page.route('**/attachments', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await held;
    await route.abort();
    return ended();
  });
  await panel.locator('input[type=file]').setInputFiles([SCAN]);
  await desk.sees('กำลังแนบไฟล์ที่ 1 จาก 1');
  await desk.button('ออกจากระบบ').click();
  await desk.page.waitForURL('**/login?bye=1');
  release();
  await sent;
  await desk.box('ชื่อผู้ใช้').fill('clerk');
  desk.wrong = desk.wrong.filter((line) => !line.includes('net::ERR_FAILED'));
}

export default async function attachments(stage) {
  const { who, ids } = await found();
  const { header: { id } } = await make(
    'disbursement-requests', fuelRequest(ids, '900.00'), [], who.clerk);
  const desk = await stage.desk();
  await desk.sit(who.clerk, '/disbursement-requests/new');
  await desk.sees('บันทึกร่างก่อน แล้วจึงแนบไฟล์');

  await desk.open(`/disbursement-requests/${id}`);
  const panel = desk.page.getByRole('region', { name: 'ไฟล์แนบ' });
  await desk.sees('ยังไม่มีไฟล์แนบ');
  const wrong = scan('หน้าเว็บ.html', '<html>');
  await panel.locator('input[type=file]').setInputFiles([SCAN, wrong, PHOTO]);
  await desk.link(SCAN.name, panel).waitFor();
  await desk.link(PHOTO.name, panel).waitFor();
  await desk.alerted(wrong.name, 'ต้องเป็นไฟล์ PDF, JPG หรือ PNG');
  await desk.inspect('attachments');
  await desk.button('ปิดข้อความ', panel).click();
  await drop(panel, scan('ลากมาวาง.pdf', '%PDF-1.7'));
  const dropped = desk.link('ลากมาวาง.pdf', panel);
  await dropped.waitFor();
  const { head } = await desk.bytes(await desk.link(SCAN.name, panel).getAttribute('href'));
  assert.equal(head, '%PDF');

  // Saved, it is called as it was.
  const saved = desk.page.waitForEvent('download');
  await desk.link(`ดาวน์โหลด ${SCAN.name}`, panel).click();
  assert.equal((await saved).suggestedFilename(), SCAN.name);

  const list = () => read(who.clerk, `/disbursement-requests/${id}/attachments`);
  await tooLarge(desk, panel, list);
  await leaving(desk, panel, id, list);

  await desk.button(`ถอนไฟล์ ${PHOTO.name}`, panel).click();
  await desk.dialog().getByText('ระบบยังเก็บไฟล์ไว้เป็นหลักฐาน').waitFor();
  await desk.inspect('withdrawal');
  await desk.button('ถอนไฟล์', desk.dialog()).click();
  await panel.locator('s').filter({ hasText: PHOTO.name }).waitFor();
  assert.equal(await desk.button('ถอนไฟล์', panel).count(), 5);

  await desk.sit(who.office, `/disbursement-requests/${id}`);
  await desk.act('ลงนามผู้เบิกและส่ง');
  await desk.link(SCAN.name, panel).waitFor();
  assert.equal(await desk.button('ถอนไฟล์', panel).count(), 0, 'withdrawn after it was submitted');
  await desk.sit(who.finance1, `/disbursement-requests/${id}`);
  await desk.link(SCAN.name, panel).waitFor();
  assert.equal(await desk.button('แนบไฟล์', panel).count(), 0, 'a reader may attach');

  const draft = await make(
    'disbursement-requests', fuelRequest(ids, '900.00'), [], who.clerk);
  await desk.sit(who.clerk, `/disbursement-requests/${draft.header.id}`);
  await loggingOut(desk, panel);
}
