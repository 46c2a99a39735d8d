// Keys and clicks as they are sent, counted: each letter, each key with what is held down beside it, each press
// of the mouse.
import { until } from './stage.mjs';

export class Counted {
  constructor(desk) {
    this.desk = desk;
    this.keys = 0;
    this.clicks = 0;
  }

  /** One key, with what is held down beside it. */
  async press(chord) {
    this.keys += 1;
    await this.desk.page.keyboard.press(chord);
  }

  /** A text: Thai letters are inserted, each as by one key. */
  async type(text) {
    for (const letter of text) {
      this.keys += 1;
      if (/[\u0E00-\u0E7F]/.test(letter)) await this.desk.page.keyboard.insertText(letter);
      else await this.desk.page.keyboard.press(letter === ' ' ? 'Space' : letter);
    }
  }

  /** Goes on with Tab until the focus is there. */
  async tabTo(locator, what) {
    for (let at = 0; at < 20; at += 1) {
      if (await has(locator)) return;
      await this.press('Tab');
    }
    throw new Error(`Tab does not reach ${what}`);
  }

  /** Types into a box with a list, and takes the first line with Enter. */
  async choose(locator, text, code) {
    await this.type(text);
    await this.desk.page.getByRole('option').filter({ hasText: code }).first().waitFor();
    await this.press('Enter');
    await this.desk.holds(locator, code);
  }

  /** Opens by the search for everything what alone can be meant. */
  async find(text, name) {
    await this.press('Control+k');
    await this.type(text);
    await this.desk.page.getByRole('option').filter({ hasText: name }).first().waitFor();
    await this.press('Enter');
  }

  async click(locator) {
    this.clicks += 1;
    await locator.click();
  }
}

export const has = (locator) => locator.evaluate((one) => one === document.activeElement);

/** Waits until the focus is on it. */
export const focused = (locator, what) => until(() => has(locator), `the focus on ${what}`);
