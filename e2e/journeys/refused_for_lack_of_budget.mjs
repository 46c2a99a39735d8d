// One satang more than there is: seen while typing, refused when saving, nothing saved.
import assert from 'node:assert/strict';
import { read } from '../support/api.mjs';
import { found, lineOf } from '../support/office.mjs';

export default async function refusedForLackOfBudget(stage) {
  const { who, ids } = await found();
  const desk = await stage.desk();
  await desk.sit(who.clerk, '/disbursement-requests/new');
  await desk.choose('รายการงบประมาณ', 'L01');
  await desk.choose('ผู้มีสิทธิรับเงิน', 'S1');
  await desk.box('เบิกเพื่อ').fill('น้ำมันเกินวงเงิน');
  await desk.box('รายการหรือผู้รับเงิน').fill('น้ำมันดีเซล');
  const amount = desk.box('จำนวนเงิน');
  await amount.fill('50000.00');
  assert.equal(await amount.getAttribute('aria-invalid'), 'false');
  // The cell is red before it is left, at once.
  const took = await amount.evaluate((one) => new Promise((told) => {
    const began = performance.now();
    const seen = new MutationObserver(() => {
      if (one.getAttribute('aria-invalid') === 'true') told(performance.now() - began);
    });
    seen.observe(one, { attributes: true });
    one.focus();
    one.value = '50000.01';
    one.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }));
  assert.ok(took <= 150, `red after ${took} ms`);
  assert.ok(await amount.evaluate((one) => one === document.activeElement), 'left');
  await desk.sees('50,000.00');
  await desk.alerted('เกินวงเงินคงเหลือ 0.01 บาท');
  assert.equal(await amount.getAttribute('aria-invalid'), 'true');
  await desk.inspect('over budget');

  await desk.button('บันทึกร่าง').click();
  await desk.alerted('L01', 'แหล่งเงิน เงินงบประมาณ', 'มีเงินคงเหลือ 50,000.00 บาท', 'ไม่พอสำหรับ 50,000.01 บาท', 'ขาด 0.01 บาท');
  // With the code to tell, and who helps.
  await desk.alerted('รหัส INSUFFICIENT-BUDGET', 'หมายเลขคำขอ', 'โปรดแจ้งหัวหน้าหน่วยงานคลัง');
  // And the way on: what is left of this line and of others, beside the form; who changes the budget.
  await desk.alerted('ขอโอนงบประมาณได้ที่: เจ้าหน้าที่งบประมาณ');
  await desk.inspect('refused for lack of budget');
  for (const [name, rows] of [['ดูวงเงินของ L01', 1], ['ดูรายการอื่นที่ยังมีวงเงิน', 2]]) {
    const [opened] = await Promise.all([
      desk.context.waitForEvent('page'), desk.link(name, desk.page.getByRole('alert')).click(),
    ]);
    await opened.locator('table.report tbody tr').first().waitFor();
    assert.equal(await opened.locator('table.report tbody tr').count(), rows, name);
    assert.match(await opened.locator('table.report').innerText(), /50,000\.00/);
    await opened.close();
  }
  // What was typed is still there.
  assert.match(await amount.inputValue(), /50,?000\.01/);
  assert.equal((await read(who.clerk, '/disbursement-requests')).total, 0);
  assert.equal((await lineOf(who.clerk, ids.fuel)).remaining, '50000.00');

  await amount.fill('50000.00');
  await desk.button('บันทึกร่าง').click();
  await desk.page.waitForURL(/disbursement-requests\/[0-9a-f-]{36}$/);
}
