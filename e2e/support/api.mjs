// The REST API as journeys use it to prepare what they need.
import { randomBytes } from 'node:crypto';

export const url = process.env.LAAS_PUBLIC_URL ?? 'http://127.0.0.1:8080';
export const mailbox = process.env.LAAS_MAILBOX_URL ?? 'http://127.0.0.1:8082';
export const COOKIE = '__Host-laas';

/** An id that sorts by time (version 7). */
export function uuid7() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}

/** Calls and gives status and body, whatever the answer. */
export async function ask(method, path, { body, token, key } = {}) {
  const headers = { 'X-Requested-By': 'laas' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (token) headers.Cookie = `${COOKIE}=${token}`;
  if (key) headers['Idempotency-Key'] = key;
  const answer = await fetch(`${url}/api/v1${path}`, {
    method, headers, body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : null };
}

/** Calls and gives the body; anything but success ends the journey. */
export async function call(method, path, options) {
  const answer = await ask(method, path, options);
  if (answer.status >= 300) {
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}

export const read = (token, path) => call('GET', path, { token });

/** Makes a document and takes it through steps: `[['submit', token], ...]`. */
export async function make(path, body, steps, maker = steps[0][1]) {
  const draft = { id: uuid7(), fiscal_year: 2569, body };
  let document = await call('POST', `/${path}`, { body: draft, token: maker, key: uuid7() });
  for (const [action, token] of steps) document = await step(path, document, action, token);
  return document;
}

/** What a step asks for: all the money of a slip was counted. */
const answers = (path, action, { total }) => (
  path === 'remittance-slips' && action === 'approve' ? { counted: total } : {});

/** Takes one step of a document. */
export async function step(path, document, action, token) {
  const { id, version } = document.header;
  const body = { version, comment: null, fields: answers(path, action, document.body) };
  return call('POST', `/${path}/${id}/${action}`, { body, token });
}
