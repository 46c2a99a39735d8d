// Scans beside a document: attached, refused, opened, withdrawn; and what others may do with them.
import assert from 'node:assert/strict';
import { make } from '../support/api.mjs';
import { found, fuelRequest } from '../support/office.mjs';

const scan = (name, content) => ({ name, mimeType: '', buffer: Buffer.from(content) });
const SCAN = scan('ใบเสร็จของปั๊ม.pdf', '%PDF-1.4 สมมติ');
const PHOTO = scan('ใบส่งของ.png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Drops a file on the panel, as a mouse would. */
async function drop(panel, { name, buffer }) {
  await panel.locator('.drop').evaluate((element, [file, bytes]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array(bytes)], file));
    element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, [name, [...buffer]]);
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

  await desk.button(`ถอนไฟล์ ${PHOTO.name}`, panel).click();
  await desk.dialog().getByText('ระบบยังเก็บไฟล์ไว้เป็นหลักฐาน').waitFor();
  await desk.inspect('withdrawal');
  await desk.button('ถอนไฟล์', desk.dialog()).click();
  await panel.locator('s').filter({ hasText: PHOTO.name }).waitFor();
  assert.equal(await desk.button('ถอนไฟล์', panel).count(), 2);

  await desk.sit(who.office, `/disbursement-requests/${id}`);
  await desk.act('ลงนามผู้เบิกและส่ง');
  await desk.link(SCAN.name, panel).waitFor();
  assert.equal(await desk.button('ถอนไฟล์', panel).count(), 0, 'withdrawn after it was submitted');
  await desk.sit(who.finance1, `/disbursement-requests/${id}`);
  await desk.link(SCAN.name, panel).waitFor();
  assert.equal(await desk.button('แนบไฟล์', panel).count(), 0, 'a reader may attach');
}
