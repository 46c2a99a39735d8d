// Somebody who has never seen the system: reads headings, labels, buttons and the help, and knows of everything
// else only what anybody would. What is there to read is asked of the tree that a screen reader is given.
import assert from 'node:assert/strict';
import { until } from './stage.mjs';

const FIELDS = new Set(['textbox', 'combobox', 'searchbox', 'spinbutton']);

export class Newcomer {
  /** `knows` says what belongs into a field by words of its label: `[['จำนวนเงิน', '120']]`. */
  constructor(desk, knows) {
    Object.assign(this, { desk, page: desk.page, knows, read: [] });
  }

  /** What a screen reader is told of the fields: role, name, what is in them, whether they must be filled. */
  async fields() {
    const session = await this.desk.context.newCDPSession(this.page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    await session.detach();
    const has = (node, name) => node.properties?.some((one) => one.name === name && one.value.value === true);
    return nodes.filter((node) => !node.ignored && FIELDS.has(node.role?.value)).map((node) => ({
      role: node.role.value,
      name: (node.name?.value ?? '').trim(),
      value: node.value?.value ?? '',
      isRequired: Boolean(has(node, 'required')),
    }));
  }

  /** Waits for the page of this name. */
  async arrives(name) {
    await this.page.getByRole('heading', { level: 1, name }).first().waitFor();
    await this.desk.ready();
  }

  /** Presses what says exactly so, or begins so: a button or a link. */
  async press(words, within = this.page.getByRole('main')) {
    const name = new RegExp(`^${words}`);
    const found = within.getByRole('button', { name }).or(within.getByRole('link', { name }));
    await found.first().waitFor();
    await found.first().click();
  }

  /** Goes to the first page by the menu. */
  async home() {
    await this.press('วันนี้ต้องทำ', this.page.getByRole('navigation', { name: 'เมนูหลัก' }));
    await this.arrives('วันนี้ต้องทำ');
  }

  /** Reads what the help says of the field that has the focus. */
  async readsHelp(label) {
    await this.page.keyboard.press('F1');
    const panel = this.page.getByRole('dialog');
    const heading = panel.getByRole('heading', { level: 2 }).first();
    await heading.waitFor();
    const said = (await panel.innerText()).replace(/\s+/g, ' ');
    assert.ok(said.length > 80, `${label}: the help says ${said}`);
    this.read.push(`${label}: ${await heading.innerText()}`);
    await this.page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
  }

  /** Fills whatever must be filled and is empty, each after reading what it is for. */
  async fillsIn() {
    for (let at = 0; at < 20; at += 1) {
      const left = (await this.fields()).filter((one) => one.isRequired && !one.value);
      if (!left.length) return;
      const [{ role, name }] = left;
      assert.ok(name, 'a field without a name');
      const known = this.knows.find(([words]) => name.includes(words));
      assert.ok(known, `nobody would know what belongs into ${name}`);
      await this.fill(role, name, known[1]);
    }
    assert.fail('there is always another field');
  }

  /** Types into the first empty field of this name; of a list takes what comes first. */
  async fill(role, name, text) {
    const all = this.page.getByRole(role, { name, exact: true });
    let box = all.first();
    for (let at = 0; at < await all.count(); at += 1) {
      if (!(await all.nth(at).inputValue())) { box = all.nth(at); break; }
    }
    await box.focus();
    await this.readsHelp(name);
    await box.focus();
    await box.fill(text);
    if (role === 'combobox') {
      await this.page.getByRole('option', { name: text }).first().waitFor();
      await box.press('Enter');
      await until(async () => (await box.inputValue()) !== text, `${name} taken from the list`);
    } else {
      await box.press('Tab');
    }
  }

  /** Sees what became of it. */
  async sees(words) {
    await this.page.getByRole('main').getByText(words).first().waitFor();
    await this.desk.ready();
  }
}
