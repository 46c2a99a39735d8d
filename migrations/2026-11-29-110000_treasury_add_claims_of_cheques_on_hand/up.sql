-- Cheques that were received before they were claims of the register become claims, each with the
-- entry of its summary and, where it was deposited, the entry of its deposit; a deposit on its way
-- keeps its own.
CREATE TEMPORARY TABLE received ON COMMIT DROP AS
SELECT DISTINCT ON (d.entity_id, d.id) d.entity_id, d.id AS receipt_id, d.amount, d.party_name,
    coalesce((SELECT n.number FROM document_numbers AS n WHERE n.entity_id = d.entity_id
        AND n.document_id = d.id ORDER BY n.given DESC LIMIT 1), d.title) AS label,
    e.document_id, e.posted_on, e.fiscal_year, gen_random_uuid() AS entry_id
FROM receipts AS r JOIN documents AS d ON d.entity_id = r.entity_id AND d.id = r.document_id
JOIN journal_lines AS l ON l.entity_id = d.entity_id AND l.source_id = d.id
    AND l.account = '1101010901' AND l.debit > 0
JOIN journal_entries AS e ON e.entity_id = l.entity_id AND e.id = l.entry_id
WHERE r.money_kind = 'cheque' AND d.status = 'posted' AND d.amount > 0
ORDER BY d.entity_id, d.id, e.seq DESC;

CREATE TEMPORARY TABLE deposited ON COMMIT DROP AS
SELECT r.entity_id, r.receipt_id, r.amount, d.id AS document_id, d.has_effect, e.posted_on,
    e.fiscal_year, gen_random_uuid() AS entry_id
FROM received AS r
JOIN bank_deposits AS b ON b.entity_id = r.entity_id AND r.receipt_id = ANY (b.cheques)
JOIN documents AS d ON d.entity_id = b.entity_id AND d.id = b.document_id
    AND d.status NOT IN ('draft', 'cancelled')
LEFT JOIN journal_entries AS e ON e.entity_id = d.entity_id AND e.document_id = d.id
    AND d.has_effect AND NOT e.is_register;

CREATE TEMPORARY TABLE moves ON COMMIT DROP AS
SELECT m.*, coalesce((SELECT max(e.seq) FROM journal_entries AS e WHERE e.entity_id = m.entity_id), 0)
    + row_number() OVER (PARTITION BY m.entity_id ORDER BY m.place, m.receipt_id) AS seq
FROM (
    SELECT 1 AS place, entity_id, entry_id, receipt_id, amount, document_id, posted_on, fiscal_year,
        'cheque.received' AS event, receipt_id AS source_id
    FROM received
    UNION ALL
    SELECT 2, entity_id, entry_id, receipt_id, amount, document_id, posted_on, fiscal_year,
        'cheque.deposited', document_id
    FROM deposited WHERE has_effect
) AS m;

INSERT INTO journal_entries (entity_id, id, seq, posted_on, fiscal_year, document_id, event,
    is_register)
SELECT entity_id, entry_id, seq, posted_on, fiscal_year, document_id, event, true FROM moves;

INSERT INTO journal_lines (entity_id, entry_id, line_no, posted_on, ledger, account, reference,
    debit, credit, source_id)
SELECT m.entity_id, m.entry_id, l.line_no, m.posted_on, 'register', l.account,
    CASE l.account WHEN 'claim.cheque_on_hand' THEN m.receipt_id::text END,
    CASE l.line_no WHEN 1 THEN m.amount ELSE 0 END, CASE l.line_no WHEN 2 THEN m.amount ELSE 0 END,
    m.source_id
FROM moves AS m CROSS JOIN LATERAL (VALUES
    (1, CASE m.place WHEN 1 THEN 'claim.cheque_on_hand' ELSE 'claims' END),
    (2, CASE m.place WHEN 1 THEN 'claims' ELSE 'claim.cheque_on_hand' END)) AS l(line_no, account);

INSERT INTO claims (entity_id, ledger, account, dimension, document_id, opened_by, label, party_name,
    carries)
SELECT entity_id, 'register', 'claim.cheque_on_hand', receipt_id::text, receipt_id, document_id,
    label, party_name, '{}'
FROM received;

INSERT INTO reservations (entity_id, document_id, ledger, account, dimension, amount, used)
SELECT entity_id, document_id, 'register', 'claim.cheque_on_hand', receipt_id::text, amount,
    CASE WHEN has_effect THEN amount ELSE 0 END
FROM deposited;

-- The triggers that keep derived tables do not run while a migration does.
INSERT INTO balances (entity_id, period, ledger, account, dimension, debit, credit)
SELECT l.entity_id, date_trunc('month', l.posted_on)::date, l.ledger, l.account, l.dimension,
    sum(l.debit), sum(l.credit)
FROM journal_lines AS l
WHERE l.ledger = 'register' AND l.account IN ('claims', 'claim.cheque_on_hand')
GROUP BY 1, 2, 3, 4, 5
ON CONFLICT (entity_id, ledger, account, dimension, period)
    DO UPDATE SET debit = excluded.debit, credit = excluded.credit;

INSERT INTO current_balances (entity_id, ledger, account, dimension, debit, credit, limit_side,
    reserved)
SELECT l.entity_id, l.ledger, l.account, l.dimension, sum(l.debit), sum(l.credit),
    CASE WHEN l.account <> 'claims' THEN 'D' END,
    coalesce((SELECT sum(r.amount - r.used) FROM reservations AS r WHERE r.entity_id = l.entity_id
        AND r.ledger = l.ledger AND r.account = l.account AND r.dimension = l.dimension), 0)
FROM journal_lines AS l
WHERE l.ledger = 'register' AND l.account IN ('claims', 'claim.cheque_on_hand')
GROUP BY 1, 2, 3, 4
ON CONFLICT (entity_id, ledger, account, dimension)
    DO UPDATE SET debit = excluded.debit, credit = excluded.credit;

-- What a deposit takes is a part of the register now.
UPDATE document_takes AS t SET released_at = now() FROM documents AS d
WHERE d.entity_id = t.entity_id AND d.id = t.document_id AND d.kind = 'bank_deposit'
  AND t.released_at IS NULL;

DROP TABLE received, deposited, moves;
