-- Cheques and slips that were signed before claims were kept, and are not handed over, become claims
-- of the register, each with its entry; payments on their way keep theirs. A report whose cheques
-- are all gone is done.
CREATE TEMPORARY TABLE signed ON COMMIT DROP AS
SELECT c.entity_id, c.document_id, c.item_id, c.bank_account_id, c.requests, c.net,
    CASE c.method WHEN 'cheque' THEN 'claim.cheque' ELSE 'claim.withdrawal_slip' END AS account,
    coalesce(c.cheque_no, c.slip_no, '') AS label, day.signed_on,
    (extract(year FROM day.signed_on + interval '3 months') + 543)::int AS fiscal_year,
    (SELECT string_agg(DISTINCT p.name_th, ', ') FROM disbursement_requests AS r
     JOIN parties AS p ON p.entity_id = r.entity_id AND p.id = r.payee_id
     WHERE r.entity_id = c.entity_id AND r.document_id = ANY (c.requests)) AS party_name,
    (SELECT p.document_id FROM payments AS p
     JOIN documents AS y ON y.entity_id = p.entity_id AND y.id = p.document_id
     WHERE p.entity_id = c.entity_id AND p.cheque_item_id = c.item_id
       AND y.status IN ('submitted', 'approved') LIMIT 1) AS payment_id,
    row_number() OVER (PARTITION BY c.entity_id ORDER BY c.document_id, c.line_no) AS place,
    gen_random_uuid() AS entry_id
FROM cheque_items AS c JOIN documents AS d ON d.entity_id = c.entity_id AND d.id = c.document_id
JOIN entities AS o ON o.id = c.entity_id
CROSS JOIN LATERAL (SELECT CASE WHEN o.practice_today IS NOT NULL THEN d.entered_on
    ELSE (max(e.at) AT TIME ZONE 'Asia/Bangkok')::date END AS signed_on
    FROM document_events AS e
    WHERE e.entity_id = d.entity_id AND e.document_id = d.id AND e.status = 'approved') AS day
WHERE d.status = 'approved' AND c.net > 0
  AND NOT EXISTS (SELECT FROM payments AS p
    JOIN documents AS y ON y.entity_id = p.entity_id AND y.id = p.document_id
    WHERE p.entity_id = c.entity_id AND p.cheque_item_id = c.item_id AND y.has_effect)
  AND NOT EXISTS (SELECT FROM claims AS k
    WHERE k.entity_id = c.entity_id AND k.dimension = c.item_id::text);

INSERT INTO journal_entries (entity_id, id, seq, posted_on, fiscal_year, document_id, event,
    is_register)
SELECT s.entity_id, s.entry_id, s.place + coalesce((SELECT max(e.seq) FROM journal_entries AS e
    WHERE e.entity_id = s.entity_id), 0), s.signed_on, s.fiscal_year, s.document_id,
    'cheque.signed', true
FROM signed AS s;

INSERT INTO journal_lines (entity_id, entry_id, line_no, posted_on, ledger, account, reference,
    debit, credit, source_id)
SELECT entity_id, entry_id, 1, signed_on, 'register', account, item_id::text, net, 0, document_id
FROM signed
UNION ALL
SELECT entity_id, entry_id, 2, signed_on, 'register', 'claims', NULL, 0, net, document_id FROM signed;

INSERT INTO claims (entity_id, ledger, account, dimension, document_id, label, party_name,
    bank_account_id, carries)
SELECT entity_id, 'register', account, item_id::text, document_id, label, party_name,
    bank_account_id, requests
FROM signed;

INSERT INTO reservations (entity_id, document_id, ledger, account, dimension, amount, used)
SELECT entity_id, payment_id, 'register', account, item_id::text, net, 0
FROM signed WHERE payment_id IS NOT NULL;

-- The triggers that keep derived tables do not run while a migration does.
INSERT INTO balances (entity_id, period, ledger, account, dimension, debit, credit)
SELECT l.entity_id, date_trunc('month', l.posted_on)::date, l.ledger, l.account, l.dimension,
    sum(l.debit), sum(l.credit)
FROM journal_lines AS l WHERE l.ledger = 'register' GROUP BY 1, 2, 3, 4, 5
ON CONFLICT (entity_id, ledger, account, dimension, period)
    DO UPDATE SET debit = excluded.debit, credit = excluded.credit;

INSERT INTO current_balances (entity_id, ledger, account, dimension, debit, credit, limit_side,
    reserved)
SELECT l.entity_id, l.ledger, l.account, l.dimension, sum(l.debit), sum(l.credit),
    CASE WHEN l.account <> 'claims' THEN 'D' END,
    coalesce((SELECT sum(r.amount - r.used) FROM reservations AS r WHERE r.entity_id = l.entity_id
        AND r.ledger = l.ledger AND r.account = l.account AND r.dimension = l.dimension), 0)
FROM journal_lines AS l WHERE l.ledger = 'register' GROUP BY 1, 2, 3, 4
ON CONFLICT (entity_id, ledger, account, dimension)
    DO UPDATE SET debit = excluded.debit, credit = excluded.credit;

-- A cheque on its way is held by its report again, until it is handed over.
UPDATE document_takes AS t SET released_at = now() FROM signed AS s
WHERE t.entity_id = s.entity_id AND t.document_id = s.payment_id AND t.released_at IS NULL;
UPDATE document_takes AS t SET released_at = NULL FROM signed AS s
WHERE s.payment_id IS NOT NULL AND t.entity_id = s.entity_id AND t.document_id = s.document_id
  AND t.taken_id = ANY (s.requests);

DROP TABLE signed;

UPDATE documents AS d SET status = 'posted', version = d.version + 1
WHERE d.kind = 'cheque_report' AND d.status = 'approved'
  AND NOT EXISTS (SELECT FROM claims AS k JOIN current_balances AS b ON b.entity_id = k.entity_id
        AND b.ledger = k.ledger AND b.account = k.account AND b.dimension = k.dimension
    WHERE k.entity_id = d.entity_id AND k.document_id = d.id AND b.debit <> b.credit);
