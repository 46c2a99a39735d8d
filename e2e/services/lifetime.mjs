// Ends a service with whoever started it, so that none is left behind.
import { fstatSync } from 'node:fs';

/** Calls `stop` once, on a signal or when a starter that holds our standard input is gone. */
export function endWith(stop) {
  const end = () => {
    stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.once(signal, end);
  // Only a pipe says something: /dev/null is at its end from the start.
  const input = fstatSync(0);
  if (input.isFIFO() || input.isSocket()) process.stdin.resume().once('close', end);
}

/** A setting that has no sensible default. */
export function required(name) {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is not set`);
    process.exit(2);
  }
  return value;
}

/** Text as it may stand in HTML, in attributes too. */
export function escape(text) {
  return String(text ?? '').replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** A complete Thai page; `body` and `style` are trusted. */
export function page(title, style, body) {
  return `<!doctype html><html lang="th"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><link rel="icon" href="data:,"><style>
:root { font: 16px/1.6 Sarabun, "Noto Sans Thai", system-ui, sans-serif; color: #14213d; }
body { margin: 0; background: #eef1f7; }
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem; }
h1 { font-size: 1.35rem; margin: 0; }
button, input { font: inherit; }
:focus-visible { outline: 3px solid #f4a300; outline-offset: 2px; }
${style}</style></head><body>${body}</body></html>`;
}
