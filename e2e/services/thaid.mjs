// Plays ThaiD, the citizens' sign-in of Thailand, on this machine: a real OpenID Connect provider
// with ThaiD's paths and claims, for development and tests. Its citizens are made up.
//
// Settings: LAAS_THAID_PORT, LAAS_STATE (folder of the signing key), LAAS_CITIZENS (JSON file),
// LAAS_OIDC_CLIENT_ID, LAAS_OIDC_CLIENT_SECRET, LAAS_OIDC_REDIRECT_URI.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Provider, { interactionPolicy } from 'oidc-provider';
import { endWith, escape, page, required } from './lifetime.mjs';

const port = Number(required('LAAS_THAID_PORT'));
const issuer = `http://127.0.0.1:${port}`;
const CLAIMS = ['pid', 'name', 'title', 'given_name', 'family_name', 'ial'];

/** Kept in a file: a restart must not invalidate what a server has cached. */
function secrets() {
  const file = join(required('LAAS_STATE'), 'thaid-key.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const kid = randomBytes(8).toString('hex');
    const key = { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid };
    const made = { key, cookie: randomBytes(24).toString('hex') };
    mkdirSync(required('LAAS_STATE'), { recursive: true });
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
    return made;
  }
}

/** Read anew each time, since seeding may write the file while we run. */
function citizens() {
  try {
    return JSON.parse(readFileSync(required('LAAS_CITIZENS'), 'utf8'));
  } catch {
    return [];
  }
}

/** Thirteen digits of which the last is the check digit. */
function isValidPid(pid) {
  if (!/^\d{13}$/.test(pid)) return false;
  const digits = [...pid.slice(0, 12)].map(Number);
  const sum = digits.reduce((total, digit, i) => total + digit * (13 - i), 0);
  return (11 - (sum % 11)) % 10 === Number(pid[12]);
}

/** A citizen of the file, or somebody without a story for any other valid number. */
function citizen(pid) {
  const known = citizens().find((one) => one.pid === pid);
  if (!known && !isValidPid(pid)) return undefined;
  const { title, given_name, family_name, ial } = known ?? {
    title: 'นาย', given_name: 'ทดลอง', family_name: `เลขท้าย ${pid.slice(-4)}`,
  };
  const name = `${title}${given_name} ${family_name}`;
  return { pid, title, given_name, family_name, name, ial: String(ial ?? '2.3') };
}

/** Always asks who is signing in, and never for consent. */
function alwaysAsk() {
  const { Check, Prompt, base } = interactionPolicy;
  const policy = base();
  policy.clear();
  const asked = (ctx) => (ctx.oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT);
  policy.add(new Prompt(
    { name: 'login', requestable: true },
    new Check('choose_citizen', 'a citizen has to sign in', asked),
  ));
  return policy;
}

const { key, cookie } = secrets();
const provider = new Provider(issuer, {
  clients: [{
    client_id: required('LAAS_OIDC_CLIENT_ID'),
    client_secret: required('LAAS_OIDC_CLIENT_SECRET'),
    redirect_uris: [required('LAAS_OIDC_REDIRECT_URI')],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_basic',
    id_token_signed_response_alg: 'ES256',
  }],
  jwks: { keys: [key] },
  responseTypes: ['code'],
  clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
  scopes: ['openid', ...CLAIMS],
  claims: { openid: ['sub'], ...Object.fromEntries(CLAIMS.map((claim) => [claim, [claim]])) },
  // ThaiD puts the data into the id_token, not only behind userinfo.
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  routes: {
    authorization: '/api/v2/oauth2/auth/',
    token: '/api/v2/oauth2/token/',
    introspection: '/api/v2/oauth2/introspect/',
    revocation: '/api/v2/oauth2/revoke/',
    userinfo: '/api/v2/oauth2/userinfo/',
    jwks: '/jwks/',
  },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    introspection: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
    },
    revocation: { enabled: true },
  },
  ttl: {
    AuthorizationCode: 60, Interaction: 900,
    AccessToken: 900, IdToken: 900, Grant: 900, Session: 900,
  },
  // Cookies know no ports: without a prefix ours and the application's could meet.
  cookies: {
    keys: [cookie],
    names: { session: 'thaid_session', interaction: 'thaid_interaction', resume: 'thaid_resume' },
  },
  interactions: { policy: alwaysAsk(), url: (_ctx, { uid }) => `/interaction/${uid}` },
  // The library's own page fetches a font from elsewhere.
  renderError: (ctx, { error, error_description: detail }) => {
    ctx.body = message(`คำขอเข้าสู่ระบบไม่ถูกต้อง (${error}: ${detail})`);
  },
  findAccount: (_ctx, pid) => {
    const person = citizen(pid);
    return person && { accountId: pid, claims: () => ({ sub: pid, ...person }) };
  },
  loadExistingGrant: async (ctx) => {
    const { client, session, provider: op, requestParamScopes } = ctx.oidc;
    const grant = new op.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope([...requestParamScopes].join(' '));
    await grant.save();
    return grant;
  },
});

const TITLE = 'ThaiD (จำลองเพื่อการพัฒนา)';
const STYLE = `
header { background: #1c2f6b; color: #fff; padding: 1rem; text-align: center; }
header p { margin: 0; font-size: .9rem; }
.warning { background: #fff4d6; border-left: .3rem solid #f4a300; padding: .5rem .75rem; }
.error { background: #fde8e8; border-left: .3rem solid #b42318; padding: .5rem .75rem; }
ul { list-style: none; padding: 0; display: grid; gap: .5rem; }
li button { width: 100%; text-align: left; background: #fff; border: 1px solid #b9c2da;
  border-radius: .5rem; padding: .6rem .8rem; cursor: pointer; color: inherit; }
li button:hover { border-color: #1c2f6b; background: #f7f9ff; }
li strong, li span { display: block; } li span { color: #44506b; font-size: .9rem; }
.other { display: flex; gap: .5rem; flex-wrap: wrap; align-items: end; }
.other label { flex: 1 1 14rem; }
.other input { display: block; width: 100%; box-sizing: border-box; padding: .5rem;
  border: 1px solid #6b7690; border-radius: .4rem; }
.plain { padding: .55rem 1rem; border-radius: .4rem; border: 1px solid #1c2f6b; cursor: pointer; }
.go { background: #1c2f6b; color: #fff; }
.deny { background: #fff; color: #b42318; border-color: #b42318; }`;

function message(text) {
  return page(TITLE, '', `<main><h1>${TITLE}</h1><p role="alert">${escape(text)}</p></main>`);
}

function loginPage(error) {
  const rows = citizens().map(({ pid, title, given_name, family_name, ial, note }) => `
    <li><button name="pid" value="${escape(pid)}"><strong>${escape(title)}${escape(given_name)}
      ${escape(family_name)}</strong>
      <span>${escape(note)} · ${escape(pid)} · IAL ${escape(ial)}</span></button></li>`);
  return page(TITLE, STYLE, `
    <header><h1>${TITLE}</h1><p>ยืนยันตัวตนเพื่อเข้าใช้ OpenLAAS</p></header>
    <main>
      <p class="warning">หน้านี้ใช้ทดสอบในเครื่องนี้เท่านั้น บุคคลทั้งหมดเป็นบุคคลสมมติ</p>
      ${error ? `<p class="error" role="alert">${escape(error)}</p>` : ''}
      <form method="post"><h2>เลือกผู้ใช้</h2><ul>${rows.join('')}</ul></form>
      <form method="post"><h2>หรือใช้เลขประจำตัวประชาชนอื่น</h2><div class="other">
        <label>เลขประจำตัวประชาชน 13 หลัก
          <input name="pid" required inputmode="numeric" autocomplete="off" maxlength="17"></label>
        <button class="plain go">ยืนยันตัวตน</button></div></form>
      <form method="post"><p>
        <button class="plain deny" name="deny" value="1">ปฏิเสธ</button></p></form>
    </main>`);
}

async function formOf(request) {
  let body = '';
  for await (const chunk of request) body += chunk;
  return new URLSearchParams(body);
}

// Remembers nobody between two sign-ins, as ThaiD does not: another person may be next.
provider.use((ctx, next) => {
  const { headers } = ctx.req;
  headers.cookie = (headers.cookie ?? '').replace(/thaid_session[^;]*(; )?/g, '');
  return next();
});

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/interaction/')) return next();
  try {
    await provider.interactionDetails(ctx.req, ctx.res);
  } catch {
    // Bookmarked, or older than the service.
    ctx.status = 404;
    ctx.body = message('คำขอนี้หมดอายุ โปรดเริ่มเข้าสู่ระบบใหม่จาก OpenLAAS');
    return undefined;
  }
  let error;
  if (ctx.method === 'POST') {
    const form = await formOf(ctx.req);
    const pid = (form.get('pid') ?? '').replace(/[\s-]/g, '');
    let result;
    if (form.has('deny')) {
      result = { error: 'user_denied', error_description: 'the citizen refused' };
    } else if (citizen(pid)) {
      result = { login: { accountId: pid, remember: false } };
    }
    if (result) {
      ctx.status = 303;
      ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
      return undefined;
    }
    error = 'เลขประจำตัวประชาชนไม่ถูกต้อง ต้องมี 13 หลักและหลักสุดท้ายตรงตามสูตรตรวจสอบ';
  }
  ctx.body = loginPage(error);
  return undefined;
});

const server = provider.listen(port, '127.0.0.1', () => console.log(`ThaiD (made up): ${issuer}`));
server.on('error', (error) => {
  console.error(`ThaiD (made up): ${error.message}`);
  process.exit(1);
});
endWith(() => server.close());
