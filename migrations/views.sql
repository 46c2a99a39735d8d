-- Views that lists and reports read; dropped and created again after every migrate. They run
-- with the rights of whoever asks, so row-level security holds.

CREATE OR REPLACE VIEW budget_line_status WITH (security_invoker = true) AS
SELECT l.*, w.name_th AS work_name, t.name_th AS expenditure_type_name,
    d.status = 'posted' AS is_in_force,
    s.approved, s.supplementary, s.transfer_in, s.transfer_out, s.obligated, s.disbursed, s.remaining
FROM budget_lines AS l
JOIN documents AS d ON d.entity_id = l.entity_id AND d.id = l.opened_by
LEFT JOIN classifications AS w ON w.scheme = 'budget_plan' AND w.code = l.work
LEFT JOIN classifications AS t ON t.scheme = 'expenditure_type' AND t.code = l.expenditure_type
CROSS JOIN LATERAL (
    SELECT
        coalesce(sum(credit - debit) FILTER (WHERE account = 'approved'), 0) AS approved,
        coalesce(sum(credit - debit) FILTER (WHERE account = 'supplementary'), 0) AS supplementary,
        coalesce(sum(credit - debit) FILTER (WHERE account = 'transfer_in'), 0) AS transfer_in,
        coalesce(sum(debit - credit) FILTER (WHERE account = 'transfer_out'), 0) AS transfer_out,
        coalesce(sum(debit - credit) FILTER (WHERE account = 'obligated'), 0) AS obligated,
        coalesce(sum(debit - credit) FILTER (WHERE account = 'disbursed'), 0) AS disbursed,
        coalesce(sum(debit - credit) FILTER (WHERE account = 'available'), 0) AS remaining
    FROM current_balances AS b
    WHERE b.entity_id = l.entity_id AND b.ledger = 'budgetary' AND b.dimension = l.id::text
      AND b.account IN ('approved', 'supplementary', 'transfer_in', 'transfer_out', 'obligated',
                        'disbursed', 'available')
) AS s;

-- What search_texts is to hold, made from the facts.
CREATE OR REPLACE VIEW texts_to_search WITH (security_invoker = true) AS
SELECT d.entity_id, d.kind, d.id, concat_ws(E'\n', normal_text(d.title), normal_text(d.party_name),
    normal_text(d.manual_number), (SELECT string_agg(normal_text(n.number), E'\n' ORDER BY n.given)
        FROM document_numbers AS n WHERE n.entity_id = d.entity_id AND n.document_id = d.id)) AS normal
FROM documents AS d
UNION ALL
SELECT r.entity_id, r.kind, r.id, concat_ws(E'\n', normal_text(r.code), normal_text(r.name_th))
FROM (SELECT entity_id, 'parties' AS kind, id, code, name_th FROM parties
    UNION ALL SELECT entity_id, 'departments', id, code, name_th FROM departments
    UNION ALL SELECT entity_id, 'bank_accounts', id, code, name_th FROM bank_accounts) AS r;

-- Which documents a document pays or hands over: the requests of a cheque report, of a payment, and
-- the report whose cheque a payment hands over.
CREATE OR REPLACE VIEW documents_paid WITH (security_invoker = true) AS
SELECT i.entity_id, i.document_id, r.id AS paid_id
FROM cheque_items AS i CROSS JOIN unnest(i.requests) AS r (id)
UNION ALL
SELECT p.entity_id, p.document_id, r.id
FROM payments AS p CROSS JOIN unnest(p.requests) AS r (id)
UNION ALL
SELECT p.entity_id, p.document_id, i.document_id
FROM payments AS p JOIN cheque_items AS i
    ON i.entity_id = p.entity_id AND i.item_id = p.cheque_item_id;

-- What documents say they take, and in which relation (shared/src/document: `takes`); a payment hands over
-- what its cheque was drawn for.
CREATE OR REPLACE VIEW documents_taken WITH (security_invoker = true) AS
SELECT s.entity_id, s.document_id, r.id AS taken_id, 'remittance_slip' AS relation
FROM remittance_slips AS s CROSS JOIN unnest(s.receipts) AS r (id)
UNION ALL
SELECT s.entity_id, s.document_id, r.id, 'remittance_summary'
FROM remittance_summaries AS s CROSS JOIN unnest(s.slips) AS r (id)
UNION ALL
SELECT i.entity_id, i.document_id, r.id, 'payment'
FROM cheque_items AS i CROSS JOIN unnest(i.requests) AS r (id)
UNION ALL
SELECT p.entity_id, p.document_id, r.id, 'payment'
FROM payments AS p CROSS JOIN unnest(p.requests) AS r (id)
WHERE p.cheque_item_id IS NULL
UNION ALL
SELECT p.entity_id, p.document_id, r.id, 'payment'
FROM payments AS p JOIN cheque_items AS i ON i.entity_id = p.entity_id AND i.item_id = p.cheque_item_id
CROSS JOIN unnest(i.requests) AS r (id);

-- The lines of the budget that documents say they open.
CREATE OR REPLACE VIEW lines_opened WITH (security_invoker = true) AS
SELECT entity_id, document_id, budget_line_id, code, fund, work, expenditure_type, project, department_id,
    name_th
FROM ordinance_lines;

-- Whom a request pays.
CREATE OR REPLACE VIEW payees WITH (security_invoker = true) AS
SELECT entity_id, document_id, payee_id AS party_id FROM disbursement_requests
UNION ALL
SELECT entity_id, document_id, borrower_id FROM advance_requests WHERE borrower_id IS NOT NULL;

-- Steps of its route that a document does not need: what the report of a cheque decided is not decided
-- again when the cheque is handed over (Payment::skips), where it was decided.
CREATE OR REPLACE VIEW steps_skipped WITH (security_invoker = true) AS
SELECT p.entity_id, p.document_id, s.step
FROM payments AS p
JOIN cheque_items AS i ON i.entity_id = p.entity_id AND i.item_id = p.cheque_item_id
JOIN documents AS r ON r.entity_id = i.entity_id AND r.id = i.document_id
    AND r.status IN ('approved', 'posted')
CROSS JOIN unnest('{examine,pass,approve}'::text[]) AS s (step);

-- Which document a document is there to void.
CREATE OR REPLACE VIEW documents_voided WITH (security_invoker = true) AS
SELECT entity_id, document_id, target_id AS voided_id FROM cancellations;

-- Numbers of papers of others that documents go back to: bills, notices of transfers, paying-in slips.
CREATE OR REPLACE VIEW papers_of_others WITH (security_invoker = true) AS
SELECT entity_id, document_id, bill_no AS number FROM disbursement_requests WHERE bill_no IS NOT NULL
UNION ALL
SELECT entity_id, document_id, notice_no FROM bank_receipts WHERE notice_no IS NOT NULL
UNION ALL
SELECT entity_id, document_id, slip_no FROM bank_deposits WHERE slip_no IS NOT NULL;

-- On which days the account of a payee was changed whom a document pays by what it pays, and whether
-- that came after what it pays was entered.
CREATE OR REPLACE VIEW accounts_changed WITH (security_invoker = true) AS
SELECT d.entity_id, d.document_id, p.name_th, c.changed_on, c.changed_on >= o.entered_on AS is_since
FROM documents_paid AS d
JOIN documents AS o ON o.entity_id = d.entity_id AND o.id = d.paid_id
JOIN payees AS y ON y.entity_id = d.entity_id AND y.document_id = d.paid_id
JOIN party_account_changes AS c ON c.entity_id = y.entity_id AND c.party_id = y.party_id
JOIN parties AS p ON p.entity_id = c.entity_id AND p.id = c.party_id;

-- Who did what to a document: made or changed the draft (`draft`), took a step since the document was
-- last sent back. OFFSET 0: when that was is asked once for each document.
CREATE OR REPLACE VIEW duties_done WITH (security_invoker = true) AS
SELECT d.entity_id, d.id AS document_id, h.person_id, h.duty
FROM documents AS d CROSS JOIN LATERAL (
    SELECT e.person_id, coalesce(e.step, 'draft') AS duty FROM document_events AS e
    WHERE e.entity_id = d.entity_id AND e.document_id = d.id AND (e.action IS NULL
        OR e.step IS NOT NULL AND e.seq > coalesce((SELECT max(r.seq) FROM document_events AS r
            WHERE r.entity_id = d.entity_id AND r.document_id = d.id AND r.action = 'return'), 0))
    OFFSET 0) AS h;

-- Who has had which duty with a document (W-1.6): whoever did something to it, or entered or changed
-- its payee (`payee`), or changed the payee's account after it was entered (`account`); and the same
-- with what it pays (`is_of_paid`).
CREATE OR REPLACE VIEW duties_held WITH (security_invoker = true) AS
SELECT d.entity_id, d.document_id, h.person_id, h.duty, d.is_of_paid
FROM (SELECT entity_id, id AS document_id, id AS about, false AS is_of_paid FROM documents
    UNION ALL SELECT entity_id, document_id, paid_id, true FROM documents_paid) AS d
CROSS JOIN LATERAL (
    SELECT e.person_id, e.duty FROM duties_done AS e
    WHERE e.entity_id = d.entity_id AND e.document_id = d.about
    UNION ALL
    SELECT e.person_id, 'payee' FROM payees AS p
    JOIN party_editors AS e ON e.entity_id = p.entity_id AND e.party_id = p.party_id
    WHERE p.entity_id = d.entity_id AND p.document_id = d.about
    UNION ALL
    SELECT c.person_id, 'account' FROM payees AS p
    JOIN documents AS o ON o.entity_id = p.entity_id AND o.id = p.document_id
    JOIN party_account_changes AS c ON c.entity_id = p.entity_id AND c.party_id = p.party_id
        AND c.changed_on >= o.entered_on
    WHERE p.entity_id = d.entity_id AND p.document_id = d.about) AS h;
