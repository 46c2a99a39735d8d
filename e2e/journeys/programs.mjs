// The head of finance lets a program in, for one thing; it drafts under its own name and takes no step;
// withdrawn, it is a stranger with its next request.
import assert from 'node:assert/strict';
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { read, url, uuid7 } from '../support/api.mjs';
import { found } from '../support/office.mjs';

const NAME = 'ระบบรับชำระค่าน้ำ';

const PROOF = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What a program signs to prove which one it is. */
function proof(id, key) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 300;
  const said = { iss: id, sub: id, aud: `${url}/oauth/token`, exp, jti: randomUUID() };
  const text = `${part({ alg: 'EdDSA', typ: 'JWT' })}.${part(said)}`;
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
}

/** Asks the door for a token. */
async function token(known) {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...known });
  const answer = await fetch(`${url}/oauth/token`, { method: 'POST', body });
  return { status: answer.status, body: await answer.json() };
}

/** What a program sends: a token, and nothing of our own pages. */
async function asProgram(bearer, method, path, body) {
  const headers = { Authorization: `Bearer ${bearer}` };
  if (body) headers['Content-Type'] = 'application/json';
  const answer = await fetch(`${url}/api/v1${path}`, {
    method, headers, body: body && JSON.stringify(body),
  });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

export default async function programs(stage) {
  const { who, ids } = await found();
  const head = await stage.desk({ viewport: { width: 1366, height: 768 } });
  await head.sit(who.head, '/programs');
  await head.sees('ยังไม่มีโปรแกรมที่ลงทะเบียนไว้');
  await head.inspect();

  // What is missing is said at its field.
  const register = head.button('ลงทะเบียนโปรแกรม');
  await register.click();
  await head.alerted('ชื่อโปรแกรม', 'สิทธิของโปรแกรม ต้องกรอก');
  await head.inspect('refused');
  await head.box('ชื่อโปรแกรม').fill('ระบบแสดงใบเสร็จ');
  await head.box('ชื่อผู้รับผิดชอบ').fill('คุณผู้พัฒนา สมมติ');
  await head.box('อีเมลผู้รับผิดชอบ').fill('dev@vendor.example');
  const drafts = head.page.getByLabel('จัดทำหรือแก้ไขร่างใบเสร็จรับเงิน', { exact: true });
  const sees = head.page.getByLabel('ดูใบเสร็จรับเงิน', { exact: true });
  await sees.check();
  await register.click();
  await head.sees('รหัสลับแสดงครั้งนี้ครั้งเดียว');
  await head.inspect('secret');
  const [reader, secret] = await head.page.locator('.facts code').allTextContents();
  assert.match(secret, /^[A-Za-z0-9_-]{43}$/);
  await head.button('เก็บไว้แล้ว ซ่อนรหัสลับ').click();
  assert.equal(await head.page.getByText(secret).count(), 0, 'the secret is still shown');
  const reads = await token({ client_id: reader, client_secret: secret });
  assert.equal(reads.status, 200, JSON.stringify(reads.body));

  // One that drafts signs with a key that nobody else sees.
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  await head.box('ชื่อโปรแกรม').fill(NAME);
  await head.box('ชื่อผู้รับผิดชอบ').fill('คุณผู้พัฒนา สมมติ');
  await head.box('อีเมลผู้รับผิดชอบ').fill('dev@vendor.example');
  await drafts.check();
  await register.click();
  await head.alerted('กุญแจสาธารณะของโปรแกรม (JWK)', 'เพราะโปรแกรมนี้จัดทำร่างได้');
  await head.box('กุญแจสาธารณะของโปรแกรม (JWK)')
    .fill(JSON.stringify(publicKey.export({ format: 'jwk' })));
  await register.click();
  await head.sees('ส่งข้อมูลนี้ให้ผู้รับผิดชอบโปรแกรม');
  const [id] = await head.page.locator('.facts code').allTextContents();
  await head.button('เก็บไว้แล้ว ซ่อนรหัสลับ').click();
  const signed = () => ({
    client_assertion_type: PROOF, client_assertion: proof(id, privateKey),
  });
  const row = head.table('โปรแกรมภายนอก').getByRole('row').filter({ hasText: NAME });
  await row.filter({ hasText: 'ใช้อยู่' }).waitFor();
  await row.getByText('ยังไม่เคยใช้').waitFor();

  // It comes in, drafts, and takes no step.
  const wrong = await token({ client_id: id, client_secret: secret });
  assert.equal(wrong.body.error, 'invalid_client');
  const given = await token(signed());
  assert.equal(given.status, 200, JSON.stringify(given.body));
  const bearer = given.body.access_token;
  const draft = {
    id: uuid7(), fiscal_year: 2569,
    body: {
      payer_id: ids.public, payer_name: 'ผู้ใช้น้ำ สมมติ', money_kind: 'cash',
      items: [{ item_type: 'revenue', revenue_type: '412106', amount: '100.00', description: 'ค่าน้ำ' }],
    },
  };
  const made = await asProgram(bearer, 'POST', '/receipts', draft);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  assert.equal(made.headers.get('ratelimit-limit'), '600');
  const step = await asProgram(bearer, 'POST', `/receipts/${draft.id}/submit`,
    { version: made.body.header.version });
  assert.deepEqual([step.status, step.body.code], [403, 'not_for_programs']);
  const beyond = await asProgram(bearer, 'GET', '/payments');
  assert.deepEqual([beyond.status, beyond.body.code], [403, 'insufficient_scope']);
  const [event] = await read(who.head, `/receipts/${draft.id}/history`);
  assert.ok(event.person_name.startsWith(`โปรแกรม ${NAME} ของ `), event.person_name);

  // Withdrawn, it is a stranger at once.
  await head.open('/programs');
  await row.getByRole('button', { name: 'ถอนสิทธิ' }).click();
  await head.page.getByRole('dialog').getByRole('button', { name: 'ถอนสิทธิ' }).click();
  await row.filter({ hasText: 'ถอนสิทธิแล้ว' }).waitFor();
  const gone = await asProgram(bearer, 'GET', '/receipts');
  assert.deepEqual([gone.status, gone.body.code], [401, 'invalid_token']);
  assert.equal((await token(signed())).status, 401);

  // On a phone.
  const phone = await stage.desk({ viewport: { width: 360, height: 740 } });
  await phone.sit(who.head, '/programs');
  await row.first().waitFor();
  const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${wide} px wide`);
  await phone.inspect();
}
