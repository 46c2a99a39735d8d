// A real SMTP server that delivers nothing: it keeps what it is given and shows it.
//
// Settings: LAAS_SMTP_PORT, LAAS_MAILBOX_PORT, LAAS_STATE (folder of mail.jsonl).
// GET /messages?to=address answers JSON, newest first; / is the same for people.
import { appendFile, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { endWith, escape, page, required } from './lifetime.mjs';

const KEPT = 500;
const smtpPort = Number(required('LAAS_SMTP_PORT'));
const mailboxPort = Number(required('LAAS_MAILBOX_PORT'));
const state = required('LAAS_STATE');
mkdirSync(state, { recursive: true });

/** Newest first. */
const messages = [];
let received = 0;

async function keep(stream, envelope) {
  const mail = await simpleParser(stream);
  const message = {
    id: (received += 1),
    received_at: new Date().toISOString(),
    from: envelope.mailFrom ? envelope.mailFrom.address : '',
    to: envelope.rcptTo.map((recipient) => recipient.address),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || null,
    attachments: mail.attachments.map(({ filename, contentType, size }) => (
      { filename, contentType, size })),
  };
  messages.unshift(message);
  messages.length = Math.min(messages.length, KEPT);
  const line = `${JSON.stringify(message)}\n`;
  appendFile(join(state, 'mail.jsonl'), line, { mode: 0o600 }, (error) => {
    if (error) console.error(`mail: ${error.message}`);
  });
}

const smtp = new SMTPServer({
  banner: 'OpenLAAS development',
  authOptional: true,
  allowInsecureAuth: true,
  hideSTARTTLS: true,
  disableReverseLookup: true,
  size: 10 * 1024 * 1024,
  onAuth: (auth, _session, done) => done(null, { user: auth.username }),
  onData: (stream, session, done) => keep(stream, session.envelope).then(() => done(), done),
});

const STYLE = `
article { background: #fff; border: 1px solid #c6cde0; border-radius: .5rem;
  padding: .75rem 1rem; margin: .75rem 0; }
article h2 { font-size: 1.05rem; margin: 0; }
article p { margin: 0; color: #44506b; font-size: .9rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: .5rem 0 0; }
input { padding: .4rem; }`;

function mailbox(to, list) {
  const articles = list.map((message) => `<article><h2>${escape(message.subject)}</h2>
    <p>ถึง ${escape(message.to.join(', '))} · จาก ${escape(message.from)} ·
      <time>${new Date(message.received_at).toLocaleString('th-TH')}</time></p>
    <pre>${escape(message.text)}</pre></article>`);
  return page('กล่องจดหมาย (จำลองเพื่อการพัฒนา)', STYLE, `<main>
    <h1>กล่องจดหมาย (จำลองเพื่อการพัฒนา)</h1>
    <p>จดหมายทุกฉบับที่ระบบส่งจะมาอยู่ที่นี่ ไม่มีฉบับใดออกจากเครื่องนี้</p>
    <form><label>ผู้รับ <input name="to" type="search" value="${escape(to)}"></label>
      <button>ดู / โหลดใหม่</button></form>
    ${articles.join('') || '<p>ยังไม่มีจดหมาย</p>'}</main>`);
}

const web = createServer((request, response) => {
  const url = new URL(request.url, 'http://127.0.0.1');
  const to = (url.searchParams.get('to') ?? '').trim().toLowerCase();
  const isFor = (message) => message.to.some((address) => address.toLowerCase() === to);
  const list = to ? messages.filter(isFor) : messages;
  const answer = (status, type, body) => {
    response.setHeader('content-type', `${type}; charset=utf-8`);
    response.writeHead(status, { 'cache-control': 'no-store' });
    response.end(body);
  };
  if (url.pathname === '/messages') answer(200, 'application/json', JSON.stringify(list));
  else if (url.pathname === '/') answer(200, 'text/html', mailbox(to, list));
  else answer(404, 'text/plain', 'not found');
});

for (const server of [smtp, web]) {
  server.on('error', (error) => {
    // A client that hangs up is no reason to stop; a port that is taken is.
    console.error(`mail: ${error.message}`);
    if (error.syscall === 'listen') process.exit(1);
  });
}
smtp.listen(smtpPort, '127.0.0.1', () => console.log(`mail: smtp://127.0.0.1:${smtpPort}`));
web.listen(mailboxPort, '127.0.0.1', () => console.log(`mail: http://127.0.0.1:${mailboxPort}`));
endWith(() => {
  smtp.close();
  web.close();
});
