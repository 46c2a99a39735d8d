// full_disk.mjs: what people see while the disk of the database fills, is full, and has room again.
// ./laas full-disk starts the system on a small volume (LAAS_VOLUME), its watch (LAAS_WATCH, a
// process) and what starts PostgreSQL again.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { ask, uuid7 } from './support/api.mjs';
import { found } from './support/office.mjs';

const volume = process.env.LAAS_VOLUME;
const filler = `${volume}/filler`;
const acknowledged = [];
const RECEIPT = {
  payer_name: 'นาย ก สมมติ', money_kind: 'cash',
  items: [{ item_type: 'revenue', revenue_type: '412106', amount: '12.00' }],
};
const office = await found();
const token = office.who.revenue;

const room = () => { const { bavail, bsize } = statfsSync(volume); return bavail * bsize / 2 ** 20; };
const sleep = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

/** Writes a draft; notes it only when it was acknowledged. */
async function write() {
  const id = uuid7();
  const body = { id, fiscal_year: 2569, body: RECEIPT };
  const answer = await ask('POST', '/receipts', { body, token, key: uuid7() })
    .catch((error) => ({ status: 0, body: { code: error.message } }));
  if (answer.status < 300 && answer.status) acknowledged.push(id);
  return answer;
}

const reads = async () => (await ask('GET', '/receipts', { token }).catch(() => ({ status: 0 }))).status;

/** Asks until the answer is the one expected; gives the seconds it took. */
async function until(what, seconds, test) {
  const began = Date.now();
  let last;
  while (Date.now() - began < seconds * 1000) {
    last = await test();
    if (last === true) {
      const took = ((Date.now() - began) / 1000).toFixed(1);
      console.log(`✓ ${what}: ${took} s, ${room().toFixed(0)} MB left, ${acknowledged.length} acknowledged`);
      return;
    }
    await sleep(0.1);
  }
  throw new Error(`${what}: not within ${seconds} s: ${JSON.stringify(last)}`);
}

/** Takes all but so many MB. */
function fill(left) {
  const take = Math.max(0, Math.floor(room() - left));
  execFileSync('fallocate', ['-l', `${take}M`, filler]);
}

const isWritten = async () => { const answer = await write(); return answer.status === 201 || answer; };
const isRefused = async () => {
  const { status, body } = await write();
  return (status === 503 && body.code === 'storage_full') || { status, body };
};

await until('written while there is room', 10, isWritten);
for (let n = 0; n < 20; n += 1) await write();

fill(80);
await until('stopped in time, with 503 storage_full', 15, isRefused);
assert.equal(await reads(), 200, 'reading goes on');
rmSync(filler);
await until('written again when there is room', 15, isWritten);

// Without the watch, to the last byte. Tables that cannot grow are refused; a log that cannot grow
// makes PostgreSQL panic.
process.kill(Number(process.env.LAAS_WATCH), 'SIGSTOP');
fill(1);
try { writeFileSync(`${filler}.rest`, Buffer.alloc(4 * 2 ** 20)); } catch { /* no byte is left */ }
const answers = new Set();
await until('the last byte is gone: PostgreSQL panics', 90, async () => {
  try {
    execFileSync(process.env.LAAS_PSQL, [process.env.LAAS_OWNER_DATABASE_URL, '-Xqc',
      "select pg_logical_emit_message(false, 'laas', repeat('x', 9000000)), pg_switch_wal()"], { stdio: 'ignore' });
  } catch { /* it panics */ }
  const { status, body } = await write();
  answers.add(`${status} ${body?.code ?? ''}`);
  return (status === 503 && body.code === 'unavailable') || { status, body };
});
await until('started again on its reserve: reading goes on', 60, async () => (await reads()) === 200);
await until('and what is written is refused', 30, isRefused);
process.kill(Number(process.env.LAAS_WATCH), 'SIGCONT');
rmSync(filler);
rmSync(`${filler}.rest`, { force: true });
await until('written again when there is room', 30, isWritten);

let missing = 0;
for (const id of acknowledged) {
  const { status } = await ask('GET', `/receipts/${id}`, { token });
  if (status !== 200) missing += 1;
}
console.log(`acknowledged ${acknowledged.length}, missing ${missing}; answers at the end of the disk: ${[...answers].join(', ')}`);
assert.equal(missing, 0);
