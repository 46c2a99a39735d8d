// A made-up local government of its own for a journey, so that journeys disturb nobody and each
// other.
import { call, make, read, uuid7 } from './api.mjs';

export const TODAY = '2025-10-01';
/** What the two budget lines have. */
export const FUEL = 50_000;
export const ALLOWANCES = 100_000;

/** Name, position, role, and whether the role belongs to the department. */
const PEOPLE = {
  head: ['คุณคลัง สมมติ', 'ผู้อำนวยการกองคลัง', 'finance_head'],
  finance1: ['คุณการเงินหนึ่ง สมมติ', 'เจ้าพนักงานการเงินและบัญชี', 'finance_officer'],
  finance2: ['คุณการเงินสอง สมมติ', 'นักวิชาการเงินและบัญชี', 'finance_officer'],
  revenue: ['คุณจัดเก็บ สมมติ', 'เจ้าพนักงานจัดเก็บรายได้', 'revenue_officer'],
  procurement: ['คุณพัสดุ สมมติ', 'เจ้าพนักงานพัสดุ', 'procurement_officer'],
  budget: ['คุณงบประมาณ สมมติ', 'นักวิเคราะห์นโยบายและแผน', 'budget_officer'],
  clerk: ['คุณธุรการ สมมติ', 'เจ้าพนักงานธุรการ', 'department_clerk', true],
  office: ['คุณหัวหน้า สมมติ', 'หัวหน้าสำนักปลัด', 'department_head', true],
  palad: ['คุณปลัด สมมติ', 'ปลัด อบต.', 'chief_administrator'],
  nayok: ['คุณนายก สมมติ', 'นายก อบต.', 'executive'],
  custodian1: ['คุณกรรมการหนึ่ง สมมติ', 'กรรมการเก็บรักษาเงิน', 'cash_custodian'],
  custodian2: ['คุณกรรมการสอง สมมติ', 'กรรมการเก็บรักษาเงิน', 'cash_custodian'],
  custodian3: ['คุณกรรมการสาม สมมติ', 'กรรมการเก็บรักษาเงิน', 'cash_custodian'],
  auditor: ['คุณตรวจสอบ สมมติ', 'นักวิชาการตรวจสอบภายใน', 'internal_auditor'],
};

/** The steps of a request and who takes them. */
export const requestSteps = ({ office, finance1, finance2, head, palad, nayok }) => [
  ['submit', office], ['examine', finance1], ['examine', finance2], ['examine', head],
  ['examine', palad], ['approve', nayok],
];

/**
 * Founds the office with money at the bank and a budget in force. `who` holds the session of each
 * person; the rest are the ids of what was set up. `known` says by what somebody is known who has to
 * prove it: `{ head: { password, pid } }`; `everybody` how many people there are in all.
 */
export async function found(known = {}, everybody = 0) {
  const ids = {
    department: uuid7(), treasury: uuid7(), public: uuid7(), supplier: uuid7(),
    savings: uuid7(), current: uuid7(), fuel: uuid7(), allowances: uuid7(),
  };
  const people = Object.entries(PEOPLE).map(([who, [name_th, position_th, role, bound]]) => ({
    ...known[who],
    name_th,
    position_th,
    roles: [{ role, department_id: bound ? ids.department : null }],
  }));
  while (people.length < everybody) {
    people.push({
      name_th: `หนูจัดเก็บ ${people.length} สมมติ`,
      position_th: 'เจ้าพนักงานจัดเก็บรายได้',
      roles: [{ role: 'revenue_officer', department_id: null }],
    });
  }
  const { sessions } = await call('POST', '/practice/entities', {
    body: {
      entity_type: 'sao',
      name_th: 'อบต. ทดสอบหน้าจอ (สมมติ)',
      today: TODAY,
      departments: [
        { id: ids.department, code: '01', name_th: 'สำนักปลัด' },
        { id: ids.treasury, code: '04', name_th: 'กองคลัง' },
      ],
      parties: [
        { id: ids.public, code: 'PUBLIC', name_th: 'ประชาชนทั่วไป', kind: 'payer',
          taxpayer_kind: 'none', vat_registered: false },
        { id: ids.supplier, code: 'S1', name_th: 'ร้านสมมติน้ำมัน', kind: 'supplier',
          taxpayer_kind: 'juristic', vat_registered: true, bank: 'ธนาคารสมมติ',
          bank_account_no: '1234567890' },
      ],
      bank_accounts: [
        { id: ids.savings, code: 'KTB-SAV', name_th: 'กรุงไทย ออมทรัพย์', bank: 'KTB',
          account: '1101030102' },
        { id: ids.current, code: 'KTB-CUR', name_th: 'กรุงไทย กระแสรายวัน', bank: 'KTB',
          account: '1101030101' },
      ],
      people,
    },
  });
  const who = Object.fromEntries(Object.keys(PEOPLE).map((name, at) => [name, sessions[at]]));
  await make('openings', {
    as_at: TODAY,
    reserve: '100.00',
    lines: [
      { account: '1101030102', bank_account_id: ids.savings, debit: '500000.00' },
      { account: '1101030101', bank_account_id: ids.current, debit: '100000.00' },
    ],
  }, [['submit', who.finance1], ['approve', who.head]]);
  const line = (budget_line_id, code, work, expenditure_type, name_th, amount) => ({
    budget_line_id, code, fund: 'bud', work, expenditure_type, department_id: ids.department,
    name_th, explanation: 'สมมติ', amount: `${amount}.00`,
  });
  await make('ordinances', {
    ordinance_no: '1/2568',
    approved_on: '2025-09-15',
    total: '150000.00',
    estimates: [{ revenue_type: '412106', amount: '150000.00' }],
    lines: [
      line(ids.fuel, 'L01', '00111', '330800', 'วัสดุเชื้อเพลิง', FUEL),
      line(ids.allowances, 'L02', '00411', '110700', 'เบี้ยยังชีพ', ALLOWANCES),
    ],
  }, [['submit', who.budget], ['examine', who.palad], ['approve', who.nayok]]);
  return { who, ids };
}

/** A request for fuel. */
export const fuelRequest = (ids, amount) => ({
  request_kind: 'uncommitted',
  department_id: ids.department,
  budget_line_id: ids.fuel,
  payee_id: ids.supplier,
  purpose: 'น้ำมันดีเซลรถบรรทุกน้ำ',
  items: [{ description: 'น้ำมันดีเซล', amount }],
});

/** What the budget line has now. */
export const lineOf = (token, id) => read(token, `/budget-lines/${id}`);
