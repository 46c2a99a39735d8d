// The browser: pages that report every error, that are looked over for accessibility, and helpers
// that find things as people do.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { COOKIE, url } from './api.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WAIT = 10_000;
const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;
/** What a page says only when the text of the program got into it, or a word was not filled in. */
const PROGRAM = new RegExp([
  '=>', '\\bmove \\|', '\\|_\\|', '\\bon:[a-z]+', '\\b(?:Some|Ok|Err)\\(', '[a-z]::[A-Za-z]',
  '\\{[a-z_]*\\}', '\\bundefined\\b', '\\bNaN\\b',
].join('|'));

export async function openStage() {
  const browser = await chromium.launch({
    executablePath: process.env.LAAS_BROWSER ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  return new Stage(browser);
}

/** All that journeys share: the browser, and which pages were looked over already. */
class Stage {
  constructor(browser) {
    this.browser = browser;
    this.inspected = new Set();
    this.desks = [];
  }

  /** A screen somebody can sit down at. */
  async desk(options = {}) {
    const context = await this.browser.newContext({
      viewport: { width: 1280, height: 860 }, locale: 'th-TH', reducedMotion: 'reduce', ...options,
    });
    context.setDefaultTimeout(WAIT);
    const desk = new Desk(this, context, await context.newPage());
    this.desks.push(desk);
    return desk;
  }

  /** Closes what is open and tells what went wrong on it. */
  async clear() {
    const wrong = [];
    for (const desk of this.desks) wrong.push(...desk.wrong);
    for (const desk of this.desks.splice(0)) await desk.context.close();
    return wrong;
  }

  async keep(folder, name) {
    const kept = [];
    for (const [at, desk] of this.desks.entries()) {
      const file = join(folder, `${name}-${at + 1}.png`);
      await desk.page.screenshot({ path: file, fullPage: true }).then(() => kept.push(file), () => {});
    }
    return kept;
  }
}

/** One browser window. */
class Desk {
  constructor(stage, context, page) {
    Object.assign(this, { stage, context, page, wrong: [], log: [] });
    page.on('console', (message) => {
      const line = `${message.type()}: ${message.text()} (${page.url()})`;
      this.log.push(line);
      // A refusal is an answer like others; the browser reports it all the same.
      const refused = /^Failed to load resource: .* status of 4\d\d/.test(message.text());
      // So is a page that is left while its program is still coming.
      const left = /Response body loading was aborted/.test(message.text());
      if (message.type() === 'error' && !refused && !left) this.wrong.push(line);
    });
    page.on('pageerror', (error) => this.wrong.push(`pageerror: ${error.message} (${page.url()})`));
    page.on('response', (answer) => {
      if (answer.status() >= 500) this.wrong.push(`${answer.status()} ${answer.url()}`);
    });
  }

  /** Another person sits down: `token` is a session, `path` what is opened. */
  async sit(token, path = '/') {
    await this.context.clearCookies();
    await this.context.addCookies([{
      name: COOKIE, value: token, url: url.replace(/^http:/, 'https:'), secure: true, httpOnly: true,
      sameSite: 'Lax',
    }]);
    await this.open(path);
  }

  /** Opens an address, waits until it is there, and looks it over. */
  async open(path) {
    await this.page.goto(new URL(path, url).href);
    await this.ready();
    await this.inspect();
  }

  /**
   * Waits until the page has its heading and loads nothing any more. The focus is somewhere then,
   * and everything on the page is said in words for people.
   */
  async ready() {
    await this.page.locator('h1').first().waitFor();
    await this.page.waitForFunction(() => !document.querySelector('.loading'), undefined,
      { timeout: WAIT });
    await until(async () => (await this.focus()) !== 'BODY', `the focus on ${this.page.url()}`, 3_000);
    for (const text of await this.texts()) {
      if (PROGRAM.test(text)) this.wrong.push(`text of the program: ${text} (${this.page.url()})`);
    }
  }

  /** What has the focus: its id, else its label or text; BODY when nothing has. */
  async focus() {
    return this.page.evaluate(() => {
      const { activeElement: one, body } = document;
      if (!one || one === body) return 'BODY';
      return one.id || one.getAttribute('aria-label') || one.innerText || one.tagName;
    });
  }

  /** Waits until the focus is there: an id, a label or a text. */
  async focusOn(what) {
    let now;
    await until(async () => { now = await this.focus(); return now === what; },
      `the focus on ${what}`, 3_000).catch((error) => {
      throw new Error(`${error.message}; it is on ${now} (${this.page.url()})`);
    });
  }

  /** Everything the page says, hidden or not, its names for the blind included. */
  async texts() {
    return this.page.evaluate(() => {
      const found = [document.title];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { parentElement, textContent } = walker.currentNode;
        if (!['SCRIPT', 'STYLE'].includes(parentElement.tagName)) found.push(textContent.trim());
      }
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        for (const one of document.querySelectorAll(`[${name}]`)) found.push(one.getAttribute(name));
      }
      return found.filter(Boolean);
    });
  }

  /** Another tab of the same browser. */
  async tab() {
    const desk = new Desk(this.stage, this.context, await this.context.newPage());
    this.stage.desks.push(desk);
    return desk;
  }

  /** axe-core, once for each page of the application; `state` tells states of a page apart. */
  async inspect(state = '') {
    const path = new URL(this.page.url()).pathname.replace(ID, ':id');
    const { width } = this.page.viewportSize();
    const name = `${path}${state && ` (${state})`}${width < 500 ? ' (narrow)' : ''}`;
    if (this.stage.inspected.has(name)) return;
    this.stage.inspected.add(name);
    await this.page.evaluate(AXE);
    const found = await this.page.evaluate(async () => {
      // What is just fading in has no contrast yet.
      const fading = document.getAnimations()
        .filter((one) => one.effect.getTiming().iterations !== Infinity);
      await Promise.all(fading.map((one) => one.finished.catch(() => {})));
      // Scrolled anywhere else, something lies half under the bar at the top.
      const at = scrollY;
      scrollTo({ top: 0, behavior: 'instant' });
      // And half under a total that stays at the bottom, wherever one scrolls.
      const totals = [...document.querySelectorAll('tfoot, tfoot *')]
        .filter((one) => getComputedStyle(one).position === 'sticky');
      totals.forEach((one) => { one.style.position = 'static'; });
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const { violations } = await axe.run(document, {
        runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'],
      });
      totals.forEach((one) => { one.style.position = ''; });
      scrollTo({ top: at, behavior: 'instant' });
      return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3)
          .map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`).join(' | ')}`);
    });
    for (const violation of found) this.wrong.push(`axe, ${name}: ${violation}`);
    for (const small of await this.small()) this.wrong.push(`too small, ${name}: ${small}`);
  }

  /** What can be pressed and is less than 24 pixels high or wide (ux A3): no exception for what lies far apart. */
  async small() {
    return this.page.evaluate(() => {
      const all = document.querySelectorAll('a[href], button, select, summary, input, [role=option]');
      return [...all].filter((one) => {
        const { width, height } = one.getBoundingClientRect();
        // Out of sight, a link within a line of text, a whole row, a button of its label.
        const isSeen = width > 1 && height > 1 && one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
        const isText = one.matches('p a, li a') && one.tagName === 'A';
        return isSeen && !isText && !one.matches('[data-row], .sr, .sr *, .segment input')
          && (width < 23.5 || height < 23.5);
      }).slice(0, 5).map((one) => {
        const { width, height } = one.getBoundingClientRect();
        return `${one.outerHTML.slice(0, 120)} is ${width.toFixed(0)} by ${height.toFixed(0)}`;
      });
    });
  }

  // Finding things by role and name. A name may be followed by a mark or a key: "… *", "… Ctrl+S".
  role(role, name, within = this.page) {
    return within.getByRole(role, { name: typeof name === 'string' ? startsWith(name) : name });
  }

  button(name, within) { return this.role('button', name, within); }
  link(name, within) { return this.role('link', name, within); }
  box(name, within) { return this.role('textbox', name, within); }
  combo(name, within) { return this.role('combobox', name, within); }
  table(name) { return this.role('table', name); }
  text(text) { return this.page.getByText(text).first(); }
  dialog() { return this.page.getByRole('dialog'); }

  async sees(text) { await this.text(text).waitFor(); }

  /** Sees a refusal or warning that says so. */
  async alerted(...texts) {
    let alert = this.page.getByRole('alert');
    for (const text of texts) alert = alert.filter({ hasText: text });
    await alert.first().waitFor();
  }

  /** Types a code into a box with a list, and takes the first line. */
  async choose(name, code, within) {
    const box = this.combo(name, within);
    await box.fill(code);
    await this.page.getByRole('option').filter({ hasText: code }).first().waitFor();
    await box.press('Enter');
    await this.holds(box, code);
  }

  async holds(box, text) {
    await until(async () => (await box.inputValue()).includes(text), `a box that holds ${text}`);
  }

  /** Takes a step by its button, and answers the question when there is one. */
  async act(label, { asked = false, status } = {}) {
    const button = this.button(label, this.page.getByRole('toolbar'));
    await button.click();
    if (asked) {
      await this.inspect('question');
      await this.button(label, this.dialog()).click();
    }
    if (status) await this.stands(status);
    else await button.waitFor({ state: 'hidden' });
  }

  /** The document now stands so. */
  async stands(status) {
    await this.page.locator('.document-head .badge').filter({ hasText: status }).waitFor();
    await this.ready();
  }

  /** The rows of a table as texts. */
  async rows(table) {
    return table.locator('tbody tr').evaluateAll((rows) => rows.map((row) => [...row.cells]
      .map((cell) => cell.innerText.replace(/\s+/g, ' ').trim())));
  }

  /** The vouchers in the panel of bookings: number, lines (account, debit, credit), totals. */
  async vouchers() {
    await this.page.locator('.voucher').first().waitFor();
    return this.page.locator('.voucher').evaluateAll((all) => all.map((voucher) => {
      const table = voucher.querySelector('table.entries:not(.effects)');
      const cells = (row) => [...row.cells].map((cell) => cell.innerText.trim());
      const line = (row) => {
        const [, debit, credit] = cells(row);
        return [row.querySelector('.code').innerText.trim(), debit, credit];
      };
      return {
        number: voucher.querySelector('.number').innerText.trim(),
        lines: table ? [...table.tBodies[0].rows].map(line) : [],
        total: table ? cells(table.tFoot.rows[0]).slice(1) : [],
      };
    }));
  }

  /** Goes on with Tab until the focus is there: no mouse. */
  async tabTo(locator, what) {
    for (let at = 0; at < 90; at += 1) {
      const there = await locator.evaluate((element) => element === document.activeElement);
      if (there) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${what}`);
  }

  /** The id of the document shown. */
  get id() { return new URL(this.page.url()).pathname.split('/').pop(); }

  /** The first bytes of what an address of this application answers to this person. */
  async bytes(path, count = 4) {
    return this.page.evaluate(async ([address, n]) => {
      const answer = await fetch(address);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      return { status: answer.status, head: String.fromCharCode(...bytes.slice(0, n)), size: bytes.length };
    }, [path, count]);
  }
}

const startsWith = (text) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);

/** Asks again until it is so. */
export async function until(isSo, what, timeout = WAIT) {
  const end = Date.now() + timeout;
  while (!(await isSo())) {
    assert.ok(Date.now() < end, `waited in vain for ${what}`);
    await new Promise((wake) => { setTimeout(wake, 50); });
  }
}
