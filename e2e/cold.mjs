// A first visit on a bad line and a slow computer, with nothing kept (#10): 3 Mbit/s, 100 ms, a processor four times
// as slow. How long until one can log in, until the first page of somebody logged in stands, and until it stands
// after the log-in; and what is loaded for it. Figures depend on the machine, so this is a command of its own:
// `./laas cold [RUNS]`.
import { chromium } from 'playwright-core';
import { COOKIE, url } from './support/api.mjs';
import { found } from './support/office.mjs';

const RUNS = Number(process.argv[2] ?? 5);
const LINE = { offline: false, latency: 100, downloadThroughput: 3e6 / 8, uploadThroughput: 3e6 / 8 };
const SLOWER = 4;
const PASSWORD = 'thung-tuayang-demo-42';
/** Seconds, and bytes as they come over the line: the middle one of all runs. */
const LIMITS = { 'log-in usable': 1.2, 'home, cold': 2.5, 'home after the log-in': 2.5, 'bytes before the log-in': 250_000 };
/** Without TLS a browser asks for no brotli by itself, which is what offices get. */
const PACKED = { 'Accept-Encoding': 'gzip, deflate, br' };

/** Notes in the page when it first is as asked for: by its own clock, without the way to here. */
const watch = () => {
  const marks = { login: '#f-username', home: 'main .home .inbox-group, main .home .empty' };
  window.seen = {};
  const look = () => {
    for (const [name, place] of Object.entries(marks)) {
      if (!window.seen[name] && document.querySelector(place)) window.seen[name] = performance.now();
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

async function visit(browser, token) {
  const context = await browser.newContext({ extraHTTPHeaders: PACKED, locale: 'th-TH' });
  if (token) {
    await context.addCookies([{
      name: COOKIE, value: token, url: url.replace(/^http:/, 'https:'), secure: true, httpOnly: true, sameSite: 'Lax',
    }]);
  }
  const page = await context.newPage();
  await page.addInitScript(watch);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', LINE);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const loaded = { bytes: 0 };
  session.on('Network.loadingFinished', ({ encodedDataLength }) => { loaded.bytes += encodedDataLength; });
  return { context, page, loaded };
}

const seen = async (page, name) => (
  await (await page.waitForFunction((mark) => window.seen?.[mark], name, { timeout: 60_000 })).jsonValue()) / 1000;

async function once(browser, token) {
  const figures = {};
  let { context, page, loaded } = await visit(browser);
  // What is loaded until one can log in, of what the page itself names; the pages come after it.
  await page.goto(`${url}/login`, { waitUntil: 'commit' });
  figures['log-in usable'] = await seen(page, 'login');
  figures['bytes before the log-in'] = await page.evaluate(() => {
    const first = performance.getEntriesByType('resource').filter(({ name }) => !/split|chunk|help-|\/api\//.test(name));
    const [own] = performance.getEntriesByType('navigation');
    return [own, ...first].reduce((sum, { transferSize }) => sum + transferSize, 0);
  });
  await page.getByRole('textbox', { name: /^ชื่อผู้ใช้/ }).fill('works');
  await page.getByLabel(/^รหัสผ่าน/).fill(PASSWORD);
  await page.evaluate(() => { window.pressed = performance.now(); });
  await page.getByRole('button', { name: 'เข้าสู่ระบบ', exact: true }).click();
  const home = await seen(page, 'home');
  figures['home after the log-in'] = home - await page.evaluate(() => window.pressed) / 1000;
  figures['bytes with the first page'] = loaded.bytes;
  await context.close();
  ({ context, page, loaded } = await visit(browser, token));
  await page.goto(`${url}/`, { waitUntil: 'commit' });
  figures['home, cold'] = await seen(page, 'home');
  await context.close();
  return figures;
}

const browser = await chromium.launch({
  executablePath: process.env.LAAS_BROWSER ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const { who } = await found();
const runs = [];
for (let at = 0; at < RUNS; at += 1) runs.push(await once(browser, who.finance1));
await browser.close();

let isBad = false;
for (const name of Object.keys(runs[0])) {
  const all = runs.map((one) => one[name]).sort((a, b) => a - b);
  const [least, middle, most] = [all[0], all[Math.floor(all.length / 2)], all.at(-1)];
  const limit = LIMITS[name];
  const isOver = limit !== undefined && middle > limit;
  isBad ||= isOver;
  const said = (value) => (name.startsWith('bytes') ? String(value) : `${value.toFixed(2)} s`).padStart(9);
  console.log(`${name.padEnd(26)} ${said(least)} ${said(middle)} ${said(most)}  ${
    limit === undefined ? '' : `at most ${said(limit).trim()}${isOver ? ': too much' : ''}`}`);
}
process.exit(isBad ? 1 : 0);
