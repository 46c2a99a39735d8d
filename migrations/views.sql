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

-- What documents say they take, of which kinds and in which relation (shared/src/document: `takes`), and of
-- which kind a document is whose body says so; a payment hands over what its cheque was drawn for.
CREATE OR REPLACE VIEW documents_taken WITH (security_invoker = true) AS
SELECT s.entity_id, s.document_id, r.id AS taken_id, 'remittance_slip' AS relation,
    'remittance_slip' AS kind, '{receipt}'::text[] AS taken_kinds
FROM remittance_slips AS s CROSS JOIN unnest(s.receipts) AS r (id)
UNION ALL
SELECT s.entity_id, s.document_id, r.id, 'remittance_summary', 'remittance_summary', '{remittance_slip}'
FROM remittance_summaries AS s CROSS JOIN unnest(s.slips) AS r (id)
UNION ALL
SELECT i.entity_id, i.document_id, r.id, 'payment', 'cheque_report',
    '{disbursement_request,advance_request}'
FROM cheque_items AS i CROSS JOIN unnest(i.requests) AS r (id)
UNION ALL
SELECT p.entity_id, p.document_id, r.id, 'payment', 'payment', '{disbursement_request,advance_request}'
FROM payments AS p CROSS JOIN unnest(p.requests) AS r (id)
WHERE p.cheque_item_id IS NULL
UNION ALL
SELECT p.entity_id, p.document_id, r.id, 'payment', 'payment', '{disbursement_request,advance_request}'
FROM payments AS p CROSS JOIN LATERAL (SELECT o.requests FROM cheque_items AS o
    WHERE o.entity_id = p.entity_id AND o.item_id = p.cheque_item_id OFFSET 0) AS i
CROSS JOIN unnest(i.requests) AS r (id);

-- The lines of the budget that documents say they open, and of which kind those are.
CREATE OR REPLACE VIEW lines_opened WITH (security_invoker = true) AS
SELECT entity_id, document_id, 'ordinance' AS kind, budget_line_id, code, fund, work, expenditure_type,
    project, department_id, name_th
FROM ordinance_lines;

-- Of which funds documents charge, account for or open budget lines (shared/src/document: `charges_budget`).
CREATE OR REPLACE VIEW funds_charged WITH (security_invoker = true) AS
SELECT r.entity_id, r.document_id, l.fund
FROM disbursement_requests AS r
JOIN budget_lines AS l ON l.entity_id = r.entity_id AND l.id = r.budget_line_id
UNION ALL
SELECT r.entity_id, r.document_id, l.fund
FROM advance_requests AS r
JOIN budget_lines AS l ON l.entity_id = r.entity_id AND l.id = r.budget_line_id
UNION ALL
SELECT c.entity_id, c.document_id, l.fund
FROM advance_clearings AS c
JOIN advance_requests AS r ON r.entity_id = c.entity_id AND r.document_id = c.advance_id
JOIN budget_lines AS l ON l.entity_id = r.entity_id AND l.id = r.budget_line_id
UNION ALL
SELECT entity_id, document_id, fund FROM ordinance_lines;

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

-- Which document a document is there to void, and of which kind it is.
CREATE OR REPLACE VIEW documents_voided WITH (security_invoker = true) AS
SELECT entity_id, document_id, 'cancellation' AS kind, target_id AS voided_id FROM cancellations;

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

-- What each document amounts to, by its body: `amount_of_` its kind.
CREATE OR REPLACE VIEW amount_of_advance_clearing WITH (security_invoker = true) AS
SELECT b.entity_id, b.document_id, coalesce(sum(v.amount), 0) + b.returned AS amount
FROM advance_clearings AS b
LEFT JOIN advance_vouchers AS v ON v.entity_id = b.entity_id AND v.document_id = b.document_id
GROUP BY b.entity_id, b.document_id, b.returned;
CREATE OR REPLACE VIEW amount_of_advance_request WITH (security_invoker = true) AS
SELECT entity_id, document_id, amount FROM advance_requests;
CREATE OR REPLACE VIEW amount_of_bank_deposit WITH (security_invoker = true) AS
SELECT entity_id, document_id, total AS amount FROM bank_deposits;
CREATE OR REPLACE VIEW amount_of_bank_receipt WITH (security_invoker = true) AS
SELECT b.entity_id, b.document_id, coalesce(sum(i.amount + i.penalty + i.surcharge), 0) AS amount
FROM bank_receipts AS b
LEFT JOIN receipt_items AS i ON i.entity_id = b.entity_id AND i.document_id = b.document_id
GROUP BY b.entity_id, b.document_id;
CREATE OR REPLACE VIEW amount_of_cancellation WITH (security_invoker = true) AS
SELECT entity_id, document_id, document_amount AS amount FROM cancellations;
CREATE OR REPLACE VIEW amount_of_cheque_report WITH (security_invoker = true) AS
SELECT b.entity_id, b.document_id, coalesce(sum(i.net), 0) AS amount
FROM cheque_reports AS b
LEFT JOIN cheque_items AS i ON i.entity_id = b.entity_id AND i.document_id = b.document_id
GROUP BY b.entity_id, b.document_id;
CREATE OR REPLACE VIEW amount_of_daily_report WITH (security_invoker = true) AS
SELECT entity_id, document_id, (figures ->> 'total_money')::numeric AS amount FROM daily_reports;
CREATE OR REPLACE VIEW amount_of_disbursement_request WITH (security_invoker = true) AS
SELECT b.entity_id, b.document_id, coalesce(sum(i.amount), 0) AS amount
FROM disbursement_requests AS b
LEFT JOIN (SELECT entity_id, document_id, amount FROM request_items
    UNION ALL SELECT entity_id, document_id, amount FROM request_deposits) AS i
    ON i.entity_id = b.entity_id AND i.document_id = b.document_id
GROUP BY b.entity_id, b.document_id;
CREATE OR REPLACE VIEW amount_of_opening WITH (security_invoker = true) AS
SELECT entity_id, document_id, total AS amount FROM openings;
CREATE OR REPLACE VIEW amount_of_ordinance WITH (security_invoker = true) AS
SELECT entity_id, document_id, total AS amount FROM ordinances;
CREATE OR REPLACE VIEW amount_of_payment WITH (security_invoker = true) AS
SELECT entity_id, document_id, net AS amount FROM payments;
CREATE OR REPLACE VIEW amount_of_receipt WITH (security_invoker = true) AS
SELECT b.entity_id, b.document_id, coalesce(sum(i.amount + i.penalty + i.surcharge), 0) AS amount
FROM receipts AS b
LEFT JOIN receipt_items AS i ON i.entity_id = b.entity_id AND i.document_id = b.document_id
GROUP BY b.entity_id, b.document_id;
CREATE OR REPLACE VIEW amount_of_remittance_slip WITH (security_invoker = true) AS
SELECT entity_id, document_id, total AS amount FROM remittance_slips;
CREATE OR REPLACE VIEW amount_of_remittance_summary WITH (security_invoker = true) AS
SELECT entity_id, document_id, total AS amount FROM remittance_summaries;

-- What is paid by request.
CREATE OR REPLACE VIEW amounts_requested WITH (security_invoker = true) AS
SELECT entity_id, document_id, net AS amount FROM disbursement_requests
UNION ALL SELECT entity_id, document_id, amount FROM advance_requests;

-- What a document amounts to by what it takes or voids, whatever it says of it itself: `amount_beneath_` its
-- kind. It is asked about one document under the lock of the organisation, by keys.
CREATE OR REPLACE VIEW amount_beneath_cancellation WITH (security_invoker = true) AS
SELECT c.entity_id, c.document_id, (SELECT d.amount FROM documents AS d
    WHERE d.entity_id = c.entity_id AND d.id = c.target_id) AS amount
FROM cancellations AS c;
CREATE OR REPLACE VIEW amount_beneath_cheque_report WITH (security_invoker = true) AS
SELECT i.entity_id, i.document_id, coalesce(sum(o.amount), 0) AS amount
FROM cheque_items AS i CROSS JOIN unnest(i.requests) AS r (id)
CROSS JOIN LATERAL (SELECT q.entity_id, q.amount FROM amounts_requested AS q
    WHERE q.entity_id = i.entity_id AND q.document_id = r.id OFFSET 0) AS o
GROUP BY i.entity_id, i.document_id;
CREATE OR REPLACE VIEW amount_beneath_payment WITH (security_invoker = true) AS
SELECT i.entity_id, i.document_id, coalesce(sum(o.amount), 0) AS amount
FROM payments AS i CROSS JOIN unnest(i.requests) AS r (id)
CROSS JOIN LATERAL (SELECT q.entity_id, q.amount FROM amounts_requested AS q
    WHERE q.entity_id = i.entity_id AND q.document_id = r.id OFFSET 0) AS o
GROUP BY i.entity_id, i.document_id;
CREATE OR REPLACE VIEW amount_beneath_remittance_slip WITH (security_invoker = true) AS
SELECT i.entity_id, i.document_id, coalesce(sum(o.amount), 0) AS amount
FROM remittance_slips AS i CROSS JOIN unnest(i.receipts) AS r (id)
CROSS JOIN LATERAL (SELECT d.amount FROM documents AS d
    WHERE d.entity_id = i.entity_id AND d.id = r.id OFFSET 0) AS o
GROUP BY i.entity_id, i.document_id;
CREATE OR REPLACE VIEW amount_beneath_remittance_summary WITH (security_invoker = true) AS
SELECT i.entity_id, i.document_id, coalesce(sum(o.amount), 0) AS amount
FROM remittance_summaries AS i CROSS JOIN unnest(i.slips) AS r (id)
CROSS JOIN LATERAL (SELECT d.amount FROM documents AS d
    WHERE d.entity_id = i.entity_id AND d.id = r.id OFFSET 0) AS o
GROUP BY i.entity_id, i.document_id;

-- Is a document of the amount of its body and, where a step is taken, of what is beneath it? A view of all
-- kinds took longer to begin than to answer, at each commit, so each is asked by the views of its own.
DO $$
BEGIN
    EXECUTE (SELECT format('CREATE OR REPLACE FUNCTION is_amount_said(
            kind text, entity uuid, document uuid, own numeric, is_step boolean)
        RETURNS boolean LANGUAGE plpgsql STABLE AS %L', 'BEGIN ' || string_agg(format(
            'IF kind = %L THEN RETURN own IS NOT DISTINCT FROM (SELECT s.amount FROM %I AS s
                WHERE s.entity_id = entity AND s.document_id = document)', k.kind, 'amount_of_' || k.kind)
            || CASE WHEN to_regclass('amount_beneath_' || k.kind) IS NULL THEN '' ELSE format(
            ' AND (NOT is_step OR NOT EXISTS (SELECT FROM %I AS s
                WHERE s.entity_id = entity AND s.document_id = document
                  AND s.amount IS DISTINCT FROM own))', 'amount_beneath_' || k.kind) END
            || '; END IF;', E'\n' ORDER BY k.kind) || ' RETURN false; END')
    FROM (SELECT substr(v.viewname, length('amount_of_') + 1) AS kind FROM pg_views AS v
        WHERE v.schemaname = 'public' AND v.viewname LIKE 'amount\_of\_%') AS k);
    -- For verification, which asks about all documents at once.
    EXECUTE (SELECT 'CREATE OR REPLACE VIEW amounts_said WITH (security_invoker = true) AS '
        || string_agg(format('SELECT *, %L AS kind FROM %I', substr(v.viewname, length('amount_of_') + 1),
            v.viewname), ' UNION ALL ' ORDER BY v.viewname)
    FROM pg_views AS v WHERE v.schemaname = 'public' AND v.viewname LIKE 'amount\_of\_%');
END $$;

-- What documents have posted and not taken back, for each document it stems from and each book: what
-- that document amounts to, whether either is void or went back to its maker, what is debited, what
-- of it by rules whose figure is that amount, what was drawn for good (a cheque handed over, which stays so
-- when the payment is void), and an account that no rule names. A fixed account is of its own rule before it
-- is of a role; of the roles in the books two are where money is (posting rules, sections 1 and 4: @bank,
-- @money), no other is, and an opening statement brings any account forward (@account). It is asked about one
-- document under the lock of the organisation, so each step goes by a key (OFFSET 0, LIMIT; ORDER BY: lines
-- that come in order come by the key of their entry, of indexes that cost the same while there is no row): a
-- plan made while the tables were small would read all books at each commit. All books at once are compared by
-- api/src/verify/books/histories/posted.sql, which says the same.
CREATE OR REPLACE VIEW figures_posted WITH (security_invoker = true) AS
SELECT l.entity_id, l.document_id, l.source_id, d.kind, s.kind AS source_kind, l.ledger,
    d.status IN ('draft', 'cancelled') OR s.status IN ('draft', 'cancelled') AS is_void, s.amount,
    sum(l.moved) FILTER (WHERE l.is_debit) AS debited,
    sum(l.moved) FILTER (WHERE l.is_debit AND p.figure = 'amount') AS figure,
    sum(l.moved) FILTER (WHERE NOT l.is_debit AND k.draws_stay) AS kept,
    min(l.account) FILTER (WHERE p.event IS NULL) AS account_of_no_rule
FROM (
    SELECT e.entity_id, e.document_id, e.fiscal_year, l.source_id, l.ledger, l.account,
        l.debit > 0 AS is_debit, l.debit + l.credit AS moved
    FROM journal_entries AS e
    CROSS JOIN LATERAL (SELECT * FROM journal_lines AS o
        WHERE o.entity_id = e.entity_id AND o.entry_id = e.id ORDER BY o.line_no OFFSET 0) AS l
    WHERE e.reverses IS NULL
    UNION ALL
    SELECT e.entity_id, e.document_id, e.fiscal_year, l.source_id, l.ledger, l.account,
        l.credit > 0, -l.debit - l.credit
    FROM journal_entries AS e
    CROSS JOIN LATERAL (SELECT o.id FROM journal_entries AS o
        WHERE o.entity_id = e.entity_id AND o.reverses = e.id OFFSET 0) AS r
    CROSS JOIN LATERAL (SELECT * FROM journal_lines AS o
        WHERE o.entity_id = e.entity_id AND o.entry_id = r.id ORDER BY o.line_no OFFSET 0) AS l) AS l
CROSS JOIN LATERAL (SELECT o.kind, o.status FROM documents AS o
    WHERE o.entity_id = l.entity_id AND o.id = l.document_id OFFSET 0) AS d
CROSS JOIN LATERAL (SELECT o.kind, o.status, o.amount FROM documents AS o
    WHERE o.entity_id = l.entity_id AND o.id = l.source_id OFFSET 0) AS s
LEFT JOIN account_limits AS k ON k.ledger = l.ledger AND k.account = l.account
LEFT JOIN LATERAL (SELECT r.event, r.figure FROM (SELECT o.event, o.figure,
            CASE WHEN l.is_debit THEN o.debit ELSE o.credit END AS account
        FROM posting_rules AS o
        WHERE o.ledger = l.ledger AND l.fiscal_year BETWEEN o.valid_from AND o.valid_to
          AND d.kind = ANY (string_to_array(o.posted_by, ' '))
          AND s.kind = ANY (string_to_array(o.stems_from, ' '))) AS r
    WHERE r.account = l.account OR r.account LIKE '@%' AND (l.ledger <> 'financial' OR r.account = '@account'
        OR (r.account IN ('@bank', '@money')) = coalesce((SELECT c.used_for IN ('cash', 'cheques', 'banks')
            FROM accounts AS c WHERE c.code = l.account), false))
    ORDER BY r.account LIKE '@%', r.figure LIMIT 1) AS p ON true
GROUP BY l.entity_id, l.document_id, l.source_id, d.kind, s.kind, l.ledger, d.status, s.status, s.amount;

-- What is posted otherwise than the rules and the documents say: an account that no rule of its kind
-- names, anything of what is void, another amount than the document's, of what the document neither is nor
-- holds (a summary holds what its slips hold), or not in all books of an event. Also rules without a figure
-- of the document, each of a part of it, post no more than it amounts to in any book; the cash book has
-- beside a sum what is withheld of it (posting rules, D2), and an opening statement both its sides.
CREATE OR REPLACE VIEW otherwise_posted WITH (security_invoker = true) AS
SELECT f.entity_id, f.document_id, f.source_id
FROM (SELECT *, array_agg(ledger) FILTER (WHERE debited > 0)
        OVER (PARTITION BY entity_id, document_id, source_id) AS books
    FROM figures_posted) AS f
WHERE f.account_of_no_rule IS NOT NULL
   OR f.is_void AND coalesce(f.debited, 0) <> coalesce(f.kept, 0)
   OR f.figure <> 0 AND f.figure <> f.amount AND NOT f.is_void
   OR f.debited > f.amount * CASE WHEN f.ledger = 'cash' OR f.kind = 'opening' THEN 2 ELSE 1 END
        AND NOT f.is_void
   OR f.source_id <> f.document_id AND f.debited <> 0 AND (
        SELECT t.taken_id FROM (SELECT * FROM document_takes AS o
            WHERE o.entity_id = f.entity_id AND o.document_id = f.document_id OFFSET 0) AS t
        WHERE t.released_at IS NULL AND f.source_id IN (t.taken_id, (
            SELECT u.taken_id FROM (SELECT * FROM document_takes AS o WHERE o.entity_id = f.entity_id
                AND o.document_id = t.taken_id AND o.taken_id = f.source_id OFFSET 0) AS u
            WHERE u.released_at IS NULL))
        LIMIT 1) IS NULL
   OR f.debited > 0 AND NOT (
        SELECT coalesce(bool_or(c.books <@ f.books) FILTER (WHERE 'financial' = ANY (c.books)),
            bool_or(c.books <@ f.books), true)
        FROM (SELECT array_agg(DISTINCT p.ledger) AS books FROM posting_rules AS p
            WHERE p.figure = 'amount' AND f.kind = ANY (string_to_array(p.posted_by, ' '))
              AND f.source_kind = ANY (string_to_array(p.stems_from, ' ')) GROUP BY p.event) AS c);
