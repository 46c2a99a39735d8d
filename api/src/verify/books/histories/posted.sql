-- What is posted otherwise than the rules and the documents say (the guard of it at each commit: view
-- otherwise_posted); here for all books at once, each line read once. `sides`: which account each side of a
-- rule names (of a role: `@money` where money is, `@` another), of which kinds' documents, and whether its
-- figure is their amount.
SELECT entity_id, jsonb_build_array(entity_id, document_id)::text AS key, NULL::text AS column,
    string_agg(detail, '; ' ORDER BY detail) AS detail
FROM (WITH rules AS MATERIALIZED (
    SELECT r.*, p.kind, s.kind AS source_kind
    FROM posting_rules AS r
    CROSS JOIN LATERAL unnest(string_to_array(r.posted_by, ' ')) AS p (kind)
    CROSS JOIN LATERAL unnest(string_to_array(r.stems_from, ' ')) AS s (kind)),
sides AS MATERIALIZED (
    SELECT r.ledger, v.is_debit, c.account,
        r.kind, r.source_kind, r.valid_from, r.valid_to, min(r.figure) AS figure
    FROM rules AS r CROSS JOIN LATERAL (VALUES (true, r.debit), (false, r.credit)) AS v (is_debit, account)
    CROSS JOIN LATERAL unnest(CASE WHEN v.account NOT LIKE '@%' THEN ARRAY[v.account]
        WHEN r.ledger <> 'financial' OR v.account = '@account' THEN '{@,@money}'
        WHEN v.account IN ('@bank', '@money') THEN '{@money}' ELSE '{@}' END) AS c (account)
    GROUP BY 1, 2, 3, 4, 5, 6, 7),
money AS MATERIALIZED (
    SELECT code FROM accounts WHERE used_for IN ('cash', 'cheques', 'banks')),
events AS MATERIALIZED (
    SELECT kind, source_kind, event, array_agg(DISTINCT ledger) AS books
    FROM rules WHERE figure = 'amount' GROUP BY 1, 2, 3),
lines AS (
    SELECT e.entity_id, e.document_id, e.fiscal_year, l.source_id, l.ledger, l.account,
        (l.debit > 0) = (r.id IS NULL) AS is_debit,
        CASE WHEN r.id IS NULL THEN 1 ELSE -1 END * (l.debit + l.credit) AS moved
    FROM (SELECT * FROM journal_lines WHERE $1::uuid IS NULL OR entity_id = $1) AS l
    JOIN journal_entries AS o ON o.entity_id = l.entity_id AND o.id = l.entry_id
    LEFT JOIN journal_entries AS r ON r.entity_id = o.entity_id AND r.id = o.reverses
    JOIN journal_entries AS e ON e.entity_id = o.entity_id AND e.id = coalesce(r.id, o.id)),
figures AS MATERIALIZED (
    SELECT l.entity_id, l.document_id, l.source_id, d.kind, s.kind AS source_kind, l.ledger, s.amount,
        d.status IN ('draft', 'cancelled') OR s.status IN ('draft', 'cancelled') AS is_void,
        sum(l.moved) FILTER (WHERE l.is_debit) AS debited,
        sum(l.moved) FILTER (WHERE l.is_debit AND CASE WHEN own.ledger IS NULL THEN role.figure
            ELSE own.figure END = 'amount') AS figure,
        sum(l.moved) FILTER (WHERE NOT l.is_debit AND k.draws_stay) AS kept,
        min(l.account) FILTER (WHERE own.ledger IS NULL AND role.ledger IS NULL) AS account_of_no_rule
    FROM lines AS l
    JOIN documents AS d ON d.entity_id = l.entity_id AND d.id = l.document_id
    JOIN documents AS s ON s.entity_id = l.entity_id AND s.id = l.source_id
    LEFT JOIN account_limits AS k ON k.ledger = l.ledger AND k.account = l.account
    LEFT JOIN sides AS own ON own.ledger = l.ledger AND own.is_debit = l.is_debit
        AND own.account = l.account AND own.kind = d.kind AND own.source_kind = s.kind
        AND l.fiscal_year BETWEEN own.valid_from AND own.valid_to
    LEFT JOIN money AS m ON m.code = l.account
    LEFT JOIN sides AS role ON role.ledger = l.ledger AND role.is_debit = l.is_debit
        AND role.account = CASE WHEN m.code IS NULL THEN '@' ELSE '@money' END
        AND role.kind = d.kind AND role.source_kind = s.kind
        AND l.fiscal_year BETWEEN role.valid_from AND role.valid_to
    GROUP BY l.entity_id, l.document_id, l.source_id, d.kind, s.kind, l.ledger, d.status, s.status, s.amount),
takes AS MATERIALIZED (
    SELECT entity_id, document_id, taken_id FROM document_takes WHERE released_at IS NULL),
held AS (
    SELECT entity_id, document_id, taken_id FROM takes
    UNION
    SELECT t.entity_id, t.document_id, u.taken_id
    FROM takes AS t JOIN takes AS u ON u.entity_id = t.entity_id AND u.document_id = t.taken_id),
-- Kinds and books together are few: what they lack is found once for each.
books AS MATERIALIZED (
    SELECT entity_id, document_id, source_id, kind, source_kind, string_agg(ledger, ', ' ORDER BY ledger) AS books
    FROM figures WHERE debited > 0 GROUP BY 1, 2, 3, 4, 5),
lacking AS MATERIALIZED (
    SELECT b.kind, b.source_kind, b.books
    FROM (SELECT DISTINCT kind, source_kind, books FROM books) AS b
    JOIN events AS c ON c.kind = b.kind AND c.source_kind = b.source_kind
    GROUP BY 1, 2, 3
    HAVING NOT coalesce(bool_or(c.books <@ string_to_array(b.books, ', ')) FILTER (WHERE 'financial' = ANY (c.books)),
        bool_or(c.books <@ string_to_array(b.books, ', '))))
SELECT entity_id, document_id, format('%s: no rule of it names %s', ledger, account_of_no_rule) AS detail
FROM figures WHERE account_of_no_rule IS NOT NULL
UNION ALL
SELECT entity_id, document_id, format('%s: %s stands, the document is void', ledger, debited)
FROM figures WHERE is_void AND coalesce(debited, 0) <> coalesce(kept, 0)
UNION ALL
SELECT entity_id, document_id, format('%s: %s is posted, the document says %s', ledger, figure, amount)
FROM figures WHERE figure <> 0 AND figure <> amount AND NOT is_void
UNION ALL
SELECT entity_id, document_id, format('%s: %s is posted, the document says %s at most', ledger, debited, amount)
FROM figures WHERE debited > amount * CASE WHEN ledger = 'cash' OR kind = 'opening' THEN 2 ELSE 1 END
    AND NOT is_void
UNION ALL
SELECT f.entity_id, f.document_id, format('%s: %s is posted of a document it does not hold', f.ledger, f.debited)
FROM (SELECT * FROM figures WHERE source_id <> document_id AND debited <> 0) AS f
LEFT JOIN held AS h ON h.entity_id = f.entity_id AND h.document_id = f.document_id AND h.taken_id = f.source_id
WHERE h.taken_id IS NULL
UNION ALL
SELECT b.entity_id, b.document_id, format('%s alone', b.books)
FROM books AS b JOIN lacking AS l ON l.kind = b.kind AND l.source_kind = b.source_kind AND l.books = b.books
) AS otherwise_posted
GROUP BY entity_id, document_id
