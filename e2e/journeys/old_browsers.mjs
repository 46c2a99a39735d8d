// A browser that cannot run it says so in plain words, whichever of what is needed it does not have, and
// never that its line is to blame; one of the last two years runs it.
import assert from 'node:assert/strict';

/** What a browser may not have, and how it is taken from this one. */
const LACKS = {
  'no WebAssembly': () => { delete window.WebAssembly; },
  'an older WebAssembly': () => { WebAssembly.validate = () => false; },
  'no modules': () => { delete HTMLScriptElement.prototype.noModule; },
  'no dialogs': () => { delete window.HTMLDialogElement; },
  'nothing inert': () => { delete HTMLElement.prototype.inert; },
  'an older style': () => { CSS.supports = () => false; },
};

export default async function oldBrowsers(stage) {
  for (const [lack, take] of Object.entries(LACKS)) {
    const desk = await stage.desk();
    await desk.context.addInitScript(take);
    await desk.page.goto(process.env.LAAS_PUBLIC_URL);
    const said = await desk.page.getByRole('alert').innerText();
    for (const part of ['เบราว์เซอร์นี้เก่าเกินไป', 'Chrome รุ่น', 'Edge รุ่น', 'Firefox รุ่น', 'งานที่บันทึกไว้']) {
      assert.ok(said.includes(part), `${lack}: ${part} in ${said}`);
    }
    assert.ok(!/การเชื่อมต่อ|__|undefined/.test(said), `${lack}: ${said}`);
    await desk.inspect('too old');
    assert.equal(await desk.page.locator('form').count(), 0, `${lack}: it was started all the same`);
  }

  // Without any script it is said as well.
  const mute = await stage.desk({ javaScriptEnabled: false });
  await mute.page.goto(process.env.LAAS_PUBLIC_URL);
  assert.match(await mute.page.locator('body').innerText(), /โปรดเปิดใช้ JavaScript/);

  // This one is of the last two years.
  const desk = await stage.desk();
  await desk.open('/login');
  await desk.box('ชื่อผู้ใช้').waitFor();
  assert.equal(await desk.page.getByText('เบราว์เซอร์นี้เก่าเกินไป').count(), 0);
}
