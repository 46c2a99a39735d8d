// Founds a practice entity with one person who holds every role, and prints that person's session:
// so that generated requests get past the door and reach the rules.
import { randomBytes } from 'node:crypto';

const url = process.env.LAAS_PUBLIC_URL;

function uuid7() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}

const department = uuid7();
const roles = [
  'finance_head', 'finance_officer', 'revenue_officer', 'procurement_officer', 'budget_officer',
  'chief_administrator', 'executive', 'cash_custodian', 'internal_auditor',
].map((role) => ({ role }));
roles.push({ role: 'department_clerk', department_id: department });
roles.push({ role: 'department_head', department_id: department });

const answer = await fetch(`${url}/api/v1/practice/entities`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'X-Requested-By': 'laas' },
  body: JSON.stringify({
    entity_type: 'sao',
    name_th: 'อบต. ทดสอบสัญญา API (สมมติ)',
    today: '2025-10-01',
    departments: [{ id: department, code: '01', name_th: 'สำนักปลัด' }],
    parties: [],
    bank_accounts: [],
    people: [{ name_th: 'บุคคลสมมติ', position_th: 'ผู้ทดสอบ', roles }],
  }),
});
if (answer.status !== 201) throw new Error(`practice entity: ${answer.status} ${await answer.text()}`);
console.log((await answer.json()).sessions[0]);
