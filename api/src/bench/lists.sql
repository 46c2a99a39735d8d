-- Documents for `laas bench lists`, as an organisation would have after six years: bench.size in the
-- one being measured (bench.entity), a fifth of that in all others together. Four kinds have nearly
-- all; of the newest some are on their way. Straight into the tables, past triggers and foreign keys:
-- what is measured is reading, and no record of it is wanted.
SET session_replication_role = replica;
SET work_mem = '256MB';
SET maintenance_work_mem = '512MB';

CREATE TEMP TABLE words AS SELECT
    ARRAY['ค่าจ้างเหมาบริการ', 'ค่าวัสดุสำนักงาน', 'ค่าน้ำมันเชื้อเพลิง', 'ค่าเบี้ยประชุมกรรมการ', 'ค่าซ่อมแซมครุภัณฑ์',
        'ภาษีที่ดินและสิ่งปลูกสร้าง', 'ค่าธรรมเนียมเก็บขยะมูลฝอย', 'เงินอุดหนุนทั่วไป', 'ค่าเช่าอาคาร', 'ค่าไฟฟ้า'] AS what,
    ARRAY['ถนนสายหลัก', 'อาคารสำนักงาน', 'ศูนย์พัฒนาเด็กเล็ก', 'โรงเรียนผู้สูงอายุ', 'ตลาดสด', 'สวนสาธารณะ', 'สถานีสูบน้ำ',
        'รถบรรทุกน้ำ', 'ประปาหมู่บ้าน', 'สนามกีฬา', 'คลองส่งน้ำ', 'ลานเอนกประสงค์'] AS whereto,
    ARRAY['มกราคม', 'กุมภาพันธ์', 'มีนาคม', 'เมษายน', 'พฤษภาคม', 'มิถุนายน', 'กรกฎาคม', 'สิงหาคม', 'กันยายน', 'ตุลาคม',
        'พฤศจิกายน', 'ธันวาคม'] AS months,
    ARRAY['กนก', 'วิภา', 'สมมติ', 'ทดสอบ', 'ประจักษ์', 'รุ่งเรือง', 'พาณิชย์', 'การช่าง', 'ก่อสร้าง', 'บริการ', 'สหกิจ',
        'ธนกร', 'เจริญ', 'มงคล', 'ศิริ', 'ทรัพย์'] AS names;

-- Whose documents: the number of each entity's, and the person who makes them. Who has books keeps them.
CREATE TEMP TABLE whose AS
SELECT e.id AS entity_id, CASE WHEN e.id::text = current_setting('bench.entity')
        THEN current_setting('bench.size')::int
        ELSE current_setting('bench.size')::int / 5 / (SELECT count(*) - 1 FROM entities) END AS size,
    (SELECT a.person_id FROM role_assignments AS a WHERE a.entity_id = e.id
     ORDER BY a.role = 'finance_officer' DESC LIMIT 1) AS maker
FROM entities AS e WHERE EXISTS (SELECT FROM role_assignments AS a WHERE a.entity_id = e.id)
    AND NOT EXISTS (SELECT FROM journal_entries AS j WHERE j.entity_id = e.id);

INSERT INTO departments
SELECT w.entity_id, gen_random_uuid(), lpad(n::text, 2, '0'), 'กอง ' || n
FROM whose AS w, generate_series(1, 12) AS n ON CONFLICT DO NOTHING;
INSERT INTO parties (entity_id, id, code, name_th, kind, taxpayer_kind, vat_registered)
SELECT w.entity_id, gen_random_uuid(), 'P' || n, format('ร้าน %s%s %s', names[1 + n % 16], names[1 + n / 16 % 16], n),
    'supplier', 'individual', false
FROM whose AS w, words, generate_series(1, least(w.size / 50, 20000)) AS n ON CONFLICT DO NOTHING;

-- A place on the way: the newest of a kind are drafts, handed in or approved, one in a hundred void.
CREATE TEMP TABLE made AS
SELECT m.*, overlay(overlay(md5(entity_id::text || i) PLACING lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0')
        FROM 1 FOR 12) PLACING '7' FROM 13 FOR 1)::uuid AS id,
    at::date AS entered_on, extract(year FROM at + interval '92 days')::int + 543 AS fiscal_year,
    CASE WHEN r % 97 = 0 THEN 'cancelled' WHEN age >= 0.03 THEN 'posted' WHEN age < 0.004 THEN 'draft'
        WHEN r % 3 = 0 THEN 'posted' WHEN r % 3 = 1 THEN 'submitted' ELSE 'approved' END AS status,
    row_number() OVER (PARTITION BY entity_id, kind, extract(year FROM at + interval '92 days') ORDER BY i) AS n
FROM (SELECT w.entity_id, w.maker, i, w.size, (w.size - i)::float8 / w.size AS age,
          abs(hashtext(i::text || w.entity_id)) AS r,
          timestamptz '2025-10-01 08:00Z' - interval '6 years' * ((w.size - i)::float8 / w.size) AS at,
          CASE WHEN i % 100 = 0 THEN (ARRAY['remittance_summary', 'payment', 'daily_report', 'remittance_slip'])[1 + i / 100 % 4]
              ELSE (ARRAY['receipt', 'disbursement_request', 'bank_receipt', 'cheque_report'])[1 + i % 4] END AS kind
      FROM whose AS w, generate_series(1, w.size) AS i) AS m;

INSERT INTO documents (entity_id, id, kind, fiscal_year, entered_on, document_on, status, steps_taken,
    has_effect, title, party_name, department_id, amount, created_by, created_at, next_step)
SELECT m.entity_id, m.id, m.kind, m.fiscal_year, m.entered_on,
    CASE WHEN m.status <> 'draft' THEN m.entered_on END, m.status,
    CASE m.status WHEN 'draft' THEN 0 WHEN 'submitted' THEN 1 WHEN 'approved' THEN 2 ELSE 3 END,
    m.status = 'posted',
    format('%s %s ประจำเดือน%s %s', what[1 + r % 10], whereto[1 + r / 10 % 12], months[1 + r / 120 % 12], fiscal_year),
    format('ร้าน %s%s %s', names[1 + r % 16], names[1 + r / 16 % 16], r % 20000),
    CASE m.kind WHEN 'disbursement_request' THEN d.ids[least(1 + r % 12, 1 + r / 7 % 12)] END,
    (r % 9000000)::numeric / 100, m.maker, m.at,
    CASE m.status WHEN 'draft' THEN 'submit'
        WHEN 'submitted' THEN CASE m.kind WHEN 'disbursement_request' THEN 'register' ELSE 'approve' END END
FROM made AS m JOIN (SELECT entity_id, array_agg(id ORDER BY code) AS ids FROM departments GROUP BY 1) AS d
    USING (entity_id), words
ORDER BY m.entity_id, m.i;

INSERT INTO document_numbers
SELECT entity_id, series, fiscal_year, '', n, id, CASE series
    WHEN 'receipt' THEN format('RCPT-%s/%s', lpad(n::text, 5, '0'), fiscal_year - 2500)
    WHEN 'receipt_voucher' THEN format('RV-%s/%s', lpad(n::text, 5, '0'), fiscal_year - 2500)
    WHEN 'requester_no' THEN format('%s-01-%s', fiscal_year - 2500, lpad(n::text, 5, '0'))
    ELSE format('%s/%s', n, fiscal_year) END, 1
FROM (SELECT *, CASE kind WHEN 'disbursement_request' THEN 'requester_no' WHEN 'bank_receipt'
          THEN 'receipt_voucher' WHEN 'receipt' THEN kind WHEN 'remittance_slip' THEN kind
          WHEN 'cheque_report' THEN kind END AS series FROM made) AS m
WHERE status <> 'draft' AND series IS NOT NULL;

INSERT INTO document_events (entity_id, document_id, seq, at, person_id, person_name, position, status, on_day)
SELECT entity_id, id, 1, at, maker, 'บุคคลสมมติ', 'ผู้ทดสอบ', 'draft', entered_on FROM made;
-- One of thirty hands it in, of whom the last did so but for a few.
INSERT INTO document_events (entity_id, document_id, seq, at, person_id, person_name, position, step,
    action, status, on_day)
SELECT entity_id, id, 2, at, CASE WHEN r % 9973 = 0 THEN uuid '00000000-0000-7000-8000-000000000030'
        WHEN r % 3 = 0 THEN ('00000000-0000-7000-8000-' || lpad((r % 29)::text, 12, '0'))::uuid ELSE maker END,
    'บุคคลสมมติ', 'ผู้ทดสอบ', 'submit', 'submit', 'submitted', entered_on
FROM made WHERE status <> 'draft';
-- Some came back.
INSERT INTO document_events (entity_id, document_id, seq, at, person_id, person_name, position,
    action, status, comment, on_day)
SELECT entity_id, id, 3, at, maker, 'บุคคลสมมติ', 'ผู้ทดสอบ', 'return', 'draft', 'ขอเอกสารเพิ่ม', entered_on
FROM made WHERE status = 'draft' AND r % 40 = 0;

-- What is done was taken: receipts by slips, requests by reports of cheques.
INSERT INTO document_takes (entity_id, document_id, taken_id, relation, settles, days)
SELECT m.entity_id, t.id, m.id, m.kind, true, ARRAY[m.entered_on]
FROM (SELECT *, i / 2000 AS batch FROM made WHERE kind IN ('receipt', 'disbursement_request') AND status = 'posted') AS m
JOIN (SELECT DISTINCT ON (entity_id, i / 2000) entity_id, i / 2000 AS batch, id FROM made
      WHERE kind = 'cheque_report' AND status = 'posted' ORDER BY entity_id, i / 2000) AS t USING (entity_id, batch);

-- What requests charge: forty lines a year, nearly all of one fund, a few of another, one of a third.
INSERT INTO budget_lines (entity_id, id, code, fiscal_year, fund, work, expenditure_type, department_id, name_th,
    opened_by)
SELECT w.entity_id, md5(w.entity_id::text || y || n)::uuid, 'B' || n, y,
    CASE n WHEN 40 THEN 'loan' WHEN 39 THEN 'sub' ELSE 'bud' END, '00111', '310000', w.entity_id, 'รายการ ' || n, w.entity_id
FROM whose AS w, generate_series(2562, 2570) AS y, generate_series(1, 40) AS n;
INSERT INTO disbursement_requests (entity_id, document_id, request_kind, department_id, budget_line_id, payee_id,
    purpose, gross, withholding_base, withholding_tax, other_deductions, net)
SELECT entity_id, id, 'uncommitted', entity_id, md5(entity_id::text || fiscal_year
        || CASE WHEN i % 500 = 1 THEN 40 WHEN r % 50 = 0 THEN 39 ELSE 1 + r % 38 END)::uuid, entity_id, 'สมมติ',
    1, 1, 0, 0, 1
FROM made WHERE kind = 'disbursement_request';

-- What is done moved money: an entry of two lines each, of reports of cheques the claims besides, all but
-- those of the newest handed over; and the balances of them.
INSERT INTO journal_entries (entity_id, id, seq, posted_on, fiscal_year, document_id, event)
SELECT entity_id, id, row_number() OVER (PARTITION BY entity_id ORDER BY i), entered_on, fiscal_year, id, kind
FROM made WHERE status = 'posted' AND kind IN ('receipt', 'bank_receipt', 'cheque_report');
INSERT INTO journal_lines (entity_id, entry_id, line_no, posted_on, ledger, account, bank_account_id, reference,
    debit, credit, source_id)
SELECT m.entity_id, m.id, l.line_no, m.entered_on, l.ledger, l.account, l.bank_account_id, l.reference,
    CASE WHEN l.is_debit THEN 1 + m.r % 9000 ELSE 0 END, CASE WHEN l.is_debit THEN 0 ELSE 1 + m.r % 9000 END, m.id
FROM made AS m JOIN (SELECT DISTINCT ON (entity_id) entity_id, id, account FROM bank_accounts) AS b USING (entity_id)
CROSS JOIN LATERAL (VALUES
    ('receipt', 1, 'financial', '1101010101', NULL::uuid, NULL, true),
    ('receipt', 2, 'financial', '4301020101', NULL, NULL, false),
    ('bank_receipt', 1, 'financial', b.account, b.id, NULL, true),
    ('bank_receipt', 2, 'financial', '4301020101', NULL, NULL, false),
    ('cheque_report', 1, 'financial', '2102040101', NULL, NULL, true),
    ('cheque_report', 2, 'financial', b.account, b.id, NULL, false),
    ('cheque_report', 3, 'register', 'claim.cheque', NULL, m.id::text, true),
    ('cheque_report', 4, 'register', 'claim.cheque', NULL, CASE WHEN m.age > 0.0001 THEN m.id::text END, false))
    AS l (kind, line_no, ledger, account, bank_account_id, reference, is_debit)
WHERE m.status = 'posted' AND l.kind = m.kind AND (l.ledger = 'financial' OR l.reference IS NOT NULL);
INSERT INTO claims (entity_id, ledger, account, dimension, document_id, label, carries)
SELECT entity_id, 'register', 'claim.cheque', id::text, id, n::text, '{}'
FROM made WHERE status = 'posted' AND kind = 'cheque_report';
INSERT INTO balances
SELECT entity_id, date_trunc('month', posted_on)::date, ledger, account, dimension, sum(debit), sum(credit)
FROM journal_lines WHERE entity_id IN (SELECT entity_id FROM whose) GROUP BY 1, 2, 3, 4, 5 ON CONFLICT DO NOTHING;
INSERT INTO current_balances (entity_id, ledger, account, dimension, debit, credit)
SELECT entity_id, ledger, account, dimension, sum(debit), sum(credit)
FROM journal_lines WHERE entity_id IN (SELECT entity_id FROM whose) GROUP BY 1, 2, 3, 4 ON CONFLICT DO NOTHING;

DROP INDEX search_texts_grams;
TRUNCATE search_texts;
INSERT INTO search_texts (entity_id, kind, id, normal)
SELECT entity_id, kind, id, normal FROM texts_to_search ORDER BY entity_id, id;
CREATE INDEX search_texts_grams ON search_texts USING gin (search_grams(entity_id, kind, normal));
RESET session_replication_role;
ANALYZE;
