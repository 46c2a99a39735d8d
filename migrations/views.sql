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
