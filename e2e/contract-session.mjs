// contract-session.mjs USER FILE: logs in as a person of the demonstration, writes into FILE which
// ids there are at which address, and prints the session: so that generated requests get past the
// door and reach the rules.
import { writeFileSync } from 'node:fs';

const [username, file] = process.argv.slice(2);
const api = `${process.env.LAAS_PUBLIC_URL}/api/v1`;

const PASSWORD = 'thung-tuayang-demo-42';
const login = await fetch(`${api}/session`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'X-Requested-By': 'laas' },
  body: JSON.stringify({ username, password: PASSWORD }),
});
if (login.status !== 200) throw new Error(`${username}: ${login.status} ${await login.text()}`);
const session = login.headers.get('set-cookie').match(/__Host-laas=([^;]+)/)[1];

const described = await fetch(`${process.env.LAAS_PUBLIC_URL}/api/openapi.json`);
const paths = Object.keys((await described.json()).paths);
const lists = new Set(paths.filter((path) => path.includes('/{id}')).map((path) => path.split('/{id}')[0]));
let toml = '';
for (const list of lists) {
  const headers = { Cookie: `__Host-laas=${session}` };
  const answer = await fetch(`${process.env.LAAS_PUBLIC_URL}${list}`, { headers });
  if (answer.status !== 200) continue;
  const found = await answer.json();
  const all = found.items ?? found;
  if (!Array.isArray(all)) continue;
  const one = all.find((document) => document.status === 'draft') ?? all[0];
  if (!one?.id) continue;
  for (const path of paths.filter((path) => path.startsWith(`${list}/{id}`))) {
    toml += `[[operations]]\ninclude-path = "${path}"\nparameters = { id = "${one.id}" }\n\n`;
  }
}
writeFileSync(file, toml);
console.log(session);
