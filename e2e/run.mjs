// Plays the journeys in a real browser against the running system: node e2e/run.mjs [FILTER...]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStage } from './support/stage.mjs';

const JOURNEYS = [
  'log_in_first_time',
  'pages_do_not_come', 'slow_line', 'old_browsers',
  'receipt_to_daily_report',
  'request_to_payment',
  'refused_for_lack_of_budget', 'new_from_old', 'keys_counted', 'by_labels',
  'cancellation',
  'sent_back',
  'advance',
  'same_bill_twice',
  'attachments',
  'paste_and_search',
  'unreadable',
  'typing_on',
  'two_tabs',
  'conflict',
  'lost_answer',
  'paging', 'filters', 'at_the_desk', 'by_keyboard', 'many_at_once', 'lists_of_ones_own', 'when_it_fails',
  'closed_days', 'on_a_phone', 'today',
  'focus',
  'drill', 'every_figure',
  'thousand_rows', 'best_first',
  'idle_lock',
  'every_page',
  'disabled_user',
  'roster', 'activity',
  'deputy',
  'programs',
  'step_up',
  'review',
  'books_taken_home',
  'party_by_typing',
  'tables_taken_home',
  'live_inbox',
  'help', 'long_work', 'unsent', 'overload', 'scanner', 'judged',
];
const ALL_TOGETHER = 20 * 60_000;
const EACH = 4 * 60_000;

const filters = process.argv.slice(2);
const chosen = JOURNEYS.filter((name) => (
  filters.length === 0 || filters.some((filter) => name.includes(filter))));
const folder = join(process.env.LAAS_STATE ?? '.laas', 'log');
mkdirSync(folder, { recursive: true });
let [passed, failed] = [0, 0];

setTimeout(() => {
  console.log('the journeys took too long');
  console.log(`${passed} passed, ${chosen.length - passed} failed`);
  process.exit(1);
}, ALL_TOGETHER).unref();

function inTime(work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${EACH / 1000} s`)), EACH);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const stage = await openStage();
for (const name of chosen) {
  const began = Date.now();
  let wrong = [];
  let kept = [];
  try {
    const { default: play } = await import(`./journeys/${name}.mjs`);
    await inTime(play(stage));
  } catch (error) {
    wrong.push(error.stack ?? String(error));
  }
  if (wrong.length > 0 || stage.desks.some((desk) => desk.wrong.length > 0)) {
    kept = await stage.keep(folder, name);
    const log = join(folder, `${name}.console`);
    writeFileSync(log, stage.desks.flatMap((desk) => desk.log).join('\n'));
    kept.push(log);
  }
  wrong = [...wrong, ...await stage.clear()];
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${wrong.length ? 'failed' : 'ok    '} ${name} (${seconds} s)`);
  for (const line of wrong) console.log(`  ${line.replaceAll('\n', '\n  ')}`);
  for (const file of kept) console.log(`  see ${file}`);
  if (wrong.length) failed += 1; else passed += 1;
}
await stage.browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
