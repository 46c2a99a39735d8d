// Lighthouse over the log-in and the first page, as on a phone and as on a desk (#10): `./laas lighthouse`. Speed
// is simulated from what was seen, so it depends on the machine; the best of a few runs counts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:net';
import lighthouse from 'lighthouse';
import desktop from 'lighthouse/core/config/desktop-config.js';
import { chromium } from 'playwright-core';
import { COOKIE, url } from './support/api.mjs';
import { found } from './support/office.mjs';

const RUNS = 3;
const LEAST = { accessibility: 100, 'best-practices': 100, performance: 95 };
const NAMES = Object.keys(LEAST);

async function freePort() {
  const server = createServer();
  await new Promise((ready) => { server.listen(0, '127.0.0.1', ready); });
  const { port } = server.address();
  await new Promise((closed) => { server.close(closed); });
  return port;
}

/** A browser of its own for each visit: nothing is kept but who is logged in. */
async function visit(path, config, token) {
  const [port, folder] = [await freePort(), mkdtempSync(join(tmpdir(), 'laas-lighthouse-'))];
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.LAAS_BROWSER ?? '/usr/bin/chromium',
    args: [`--remote-debugging-port=${port}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    if (token) {
      await context.addCookies([{
        name: COOKIE, value: token, url: url.replace(/^http:/, 'https:'), secure: true, httpOnly: true, sameSite: 'Lax',
      }]);
    }
    const flags = {
      port, output: 'json', logLevel: 'error', onlyCategories: NAMES, disableStorageReset: Boolean(token),
      // Without TLS a browser asks for no brotli by itself, which is what offices get.
      extraHeaders: { 'Accept-Encoding': 'gzip, deflate, br' },
    };
    return (await lighthouse(new URL(path, url).href, flags, config)).lhr;
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const score = (lhr, name) => Math.round((lhr.categories[name].score ?? 0) * 100);

/** What took points of it. */
function why(lhr, name) {
  const audits = lhr.categories[name].auditRefs.filter(({ weight }) => weight > 0);
  const bad = audits.map(({ id }) => lhr.audits[id]).filter(({ score: of }) => of !== null && of < 1);
  return bad.map((one) => {
    const items = (one.details?.items ?? []).slice(0, 3).map((item) => JSON.stringify(item).slice(0, 300));
    return `    ${name}: ${one.id} ${one.displayValue ?? ''} ${items.join(' | ')}`;
  });
}

const { who } = await found();
const folder = join(process.env.LAAS_STATE ?? '.laas', 'log');
mkdirSync(folder, { recursive: true });
let isBad = false;
for (const [path, token] of [['/login', undefined], ['/', who.finance1]]) {
  for (const [form, config] of [['mobile', undefined], ['desktop', desktop]]) {
    const runs = [];
    while (runs.length < RUNS && !runs.some((lhr) => NAMES.every((name) => score(lhr, name) >= LEAST[name]))) {
      runs.push(await visit(path, config, token));
    }
    const best = runs.sort((one, other) => score(other, 'performance') - score(one, 'performance'))[0];
    const ended = new URL(best.finalDisplayedUrl).pathname;
    const isThere = ended === path;
    writeFileSync(join(folder, `lighthouse-${path.slice(1) || 'home'}-${form}.json`), JSON.stringify(best));
    const times = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift']
      .map((id) => best.audits[id]?.displayValue ?? '–').join(' · ');
    const scores = NAMES.map((name) => `${name} ${score(best, name)}`).join('  ');
    console.log(`${path.padEnd(7)} ${form.padEnd(8)} ${scores}  (${times})${isThere ? '' : ` at ${ended}`}`);
    const low = NAMES.filter((name) => score(best, name) < LEAST[name]);
    for (const name of low) console.log(why(best, name).join('\n'));
    isBad ||= low.length > 0 || !isThere;
  }
}
process.exit(isBad ? 1 : 0);
