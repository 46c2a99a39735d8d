//! The checks of the books, each one statement that answers nothing when all is well. `$1` is the
//! entity to look at, or null for all.

use crate::verify::finding::DamageKind;

/// A question to the books whose every row is damage.
pub struct Check {
    /// What it is when it fails.
    pub kind: DamageKind,
    /// The table it names.
    pub table: &'static str,
    /// Answers `entity_id`, `key`, `column` and `detail`; `$1` is the entity or null, `$2` the routes of the
    /// program where they are asked for.
    pub sql: &'static str,
}

/// All checks.
pub const CHECKS: [Check; 20] = [
    Check {
        kind: DamageKind::Unbalanced,
        table: "journal_lines",
        sql: "SELECT entity_id, jsonb_build_array(entity_id, entry_id)::text AS key,
                NULL::text AS column,
                format('%s: debit %s, credit %s', ledger, sum(debit), sum(credit)) AS detail
            FROM journal_lines WHERE $1::uuid IS NULL OR entity_id = $1
            GROUP BY entity_id, entry_id, ledger HAVING sum(debit) <> sum(credit)",
    },
    Check {
        kind: DamageKind::Unbalanced,
        table: "journal_lines",
        sql: "SELECT l.entity_id,
                jsonb_build_array(l.entity_id, l.entry_id, l.line_no)::text AS key,
                'posted_on' AS column, format('%s, the entry %s', l.posted_on,
                    coalesce(e.posted_on::text, 'does not exist')) AS detail
            FROM journal_lines l LEFT JOIN journal_entries e
                ON e.entity_id = l.entity_id AND e.id = l.entry_id
            WHERE ($1::uuid IS NULL OR l.entity_id = $1)
              AND e.posted_on IS DISTINCT FROM l.posted_on",
    },
    Check {
        kind: DamageKind::Unbalanced,
        table: "journal_entries",
        sql: "SELECT e.entity_id, jsonb_build_array(e.entity_id, e.id)::text AS key,
                NULL::text AS column, 'has no lines' AS detail
            FROM journal_entries e
            WHERE ($1::uuid IS NULL OR e.entity_id = $1) AND NOT EXISTS (SELECT
                FROM journal_lines l WHERE l.entity_id = e.entity_id AND l.entry_id = e.id)",
    },
    Check {
        kind: DamageKind::NumberGap,
        table: "journal_entries",
        sql: "SELECT entity_id, seq::text AS key, 'seq' AS column,
                format('follows %s', before) AS detail
            FROM (SELECT entity_id, seq,
                    lag(seq, 1, 0::bigint) OVER (PARTITION BY entity_id ORDER BY seq) AS before
                FROM journal_entries WHERE $1::uuid IS NULL OR entity_id = $1) AS e
            WHERE seq <> before + 1",
    },
    Check {
        kind: DamageKind::NumberGap,
        table: "journal_entries",
        sql: "SELECT entity_id, format('%s %s/%s', voucher_type, voucher_n, fiscal_year) AS key,
                'voucher_n' AS column, format('follows %s', before) AS detail
            FROM (SELECT entity_id, fiscal_year, voucher_type, voucher_n,
                    lag(voucher_n, 1, 0::bigint) OVER (PARTITION BY entity_id, fiscal_year,
                        voucher_type ORDER BY voucher_n) AS before
                FROM journal_entries
                WHERE ($1::uuid IS NULL OR entity_id = $1) AND voucher_n IS NOT NULL) AS e
            WHERE voucher_n <> before + 1",
    },
    Check {
        kind: DamageKind::NumberGap,
        table: "document_numbers",
        sql: "SELECT entity_id, format('%s %s %s/%s', series, scope, n, fiscal_year) AS key,
                'n' AS column, format('follows %s', before) AS detail
            FROM (SELECT entity_id, series, fiscal_year, scope, n,
                    lag(n, 1, 0::bigint) OVER (PARTITION BY entity_id, series, fiscal_year, scope
                        ORDER BY n) AS before
                FROM document_numbers WHERE $1::uuid IS NULL OR entity_id = $1) AS d
            WHERE n <> before + 1",
    },
    Check {
        kind: DamageKind::NumberGap,
        table: "number_series",
        sql: "SELECT coalesce(s.entity_id, g.entity_id) AS entity_id,
                format('%s %s /%s', coalesce(s.series, g.series), coalesce(s.scope, g.scope),
                    coalesce(s.fiscal_year, g.fiscal_year)) AS key, 'last_number' AS column,
                format('stands at %s, the last number is %s', s.last_number, g.n) AS detail
            FROM (SELECT * FROM number_series WHERE $1::uuid IS NULL OR entity_id = $1) AS s
            FULL JOIN (
                SELECT entity_id, series, fiscal_year, scope, max(n) AS n
                FROM document_numbers WHERE $1::uuid IS NULL OR entity_id = $1
                GROUP BY 1, 2, 3, 4
                UNION ALL
                SELECT entity_id, CASE voucher_type WHEN 'RV' THEN 'receipt_voucher'
                    WHEN 'AP' THEN 'payable_voucher' WHEN 'PV' THEN 'payment_voucher'
                    ELSE 'journal_voucher' END, fiscal_year, '', max(voucher_n)
                FROM journal_entries
                WHERE ($1::uuid IS NULL OR entity_id = $1) AND voucher_n IS NOT NULL
                GROUP BY 1, 2, 3
            ) AS g ON g.entity_id = s.entity_id AND g.series = s.series
                AND g.fiscal_year = s.fiscal_year AND g.scope = s.scope
            WHERE coalesce(s.last_number, 0) <> coalesce(g.n, 0)",
    },
    Check {
        kind: DamageKind::BalanceWrong,
        table: "balances",
        sql: "SELECT entity_id, key, v.column, format('%s, the lines %s', v.is, v.sum) AS detail
            FROM (SELECT coalesce(b.entity_id, s.entity_id) AS entity_id,
                    jsonb_build_array(coalesce(b.ledger, s.ledger),
                        coalesce(b.account, s.account), coalesce(b.dimension, s.dimension),
                        coalesce(b.period, s.period))::text AS key,
                    b.debit, b.credit, s.debit AS sum_debit, s.credit AS sum_credit,
                    b.entity_id IS NULL AS missing, s.entity_id IS NULL AS extra
                FROM (SELECT * FROM balances WHERE $1::uuid IS NULL OR entity_id = $1) AS b
                FULL JOIN (SELECT entity_id, ledger, account, dimension,
                        date_trunc('month', posted_on)::date AS period,
                        sum(debit) AS debit, sum(credit) AS credit
                    FROM journal_lines WHERE $1::uuid IS NULL OR entity_id = $1
                    GROUP BY 1, 2, 3, 4, 5) AS s
                ON s.entity_id = b.entity_id AND s.ledger = b.ledger AND s.account = b.account
                    AND s.dimension = b.dimension AND s.period = b.period) AS x
            CROSS JOIN LATERAL (VALUES
                ('debit', debit::text, sum_debit::text, NOT missing AND NOT extra),
                ('credit', credit::text, sum_credit::text, NOT missing AND NOT extra),
                (NULL, 'missing', 'exist', missing), (NULL, 'stands', 'do not exist', extra)
            ) AS v(\"column\", \"is\", sum, applies)
            WHERE applies AND v.is IS DISTINCT FROM v.sum",
    },
    Check {
        kind: DamageKind::BalanceWrong,
        table: "current_balances",
        sql: "SELECT entity_id, key, v.column, format('%s, the lines %s', v.is, v.sum) AS detail
            FROM (SELECT coalesce(b.entity_id, s.entity_id) AS entity_id,
                    jsonb_build_array(coalesce(b.ledger, s.ledger),
                        coalesce(b.account, s.account),
                        coalesce(b.dimension, s.dimension))::text AS key,
                    b.debit, b.credit, b.is_open, s.debit AS sum_debit, s.credit AS sum_credit,
                    b.entity_id IS NULL AS missing, s.entity_id IS NULL AS extra
                FROM (SELECT * FROM current_balances
                    WHERE $1::uuid IS NULL OR entity_id = $1) AS b
                FULL JOIN (SELECT entity_id, ledger, account, dimension,
                        sum(debit) AS debit, sum(credit) AS credit
                    FROM journal_lines WHERE $1::uuid IS NULL OR entity_id = $1
                    GROUP BY 1, 2, 3, 4) AS s
                ON s.entity_id = b.entity_id AND s.ledger = b.ledger AND s.account = b.account
                    AND s.dimension = b.dimension) AS x
            CROSS JOIN LATERAL (VALUES
                ('debit', debit::text, sum_debit::text, NOT missing AND NOT extra),
                ('credit', credit::text, sum_credit::text, NOT missing AND NOT extra),
                ('is_open', is_open::text, (sum_debit <> sum_credit)::text,
                    debit = sum_debit AND credit = sum_credit),
                (NULL, 'missing', 'exist', missing), (NULL, 'stands', 'do not exist', extra)
            ) AS v(\"column\", \"is\", sum, applies)
            WHERE applies AND v.is IS DISTINCT FROM v.sum",
    },
    Check {
        kind: DamageKind::BalanceWrong,
        table: "current_balances",
        sql: "SELECT b.entity_id,
                jsonb_build_array(b.ledger, b.account, b.dimension)::text AS key,
                'limit_side' AS column, format('%s, the rule is %s', coalesce(b.limit_side, 'none'),
                    coalesce(l.side, 'none')) AS detail
            FROM current_balances b
            LEFT JOIN account_limits l ON l.ledger = b.ledger AND l.account = b.account
            WHERE ($1::uuid IS NULL OR b.entity_id = $1)
              AND b.limit_side IS DISTINCT FROM l.side",
    },
    Check {
        kind: DamageKind::BalanceWrong,
        table: "current_balances",
        sql: "SELECT coalesce(b.entity_id, r.entity_id) AS entity_id,
                jsonb_build_array(coalesce(b.ledger, r.ledger), coalesce(b.account, r.account),
                    coalesce(b.dimension, r.dimension))::text AS key, 'reserved' AS column,
                format('%s, the documents %s', b.reserved, coalesce(r.open, 0)) AS detail
            FROM (SELECT * FROM current_balances WHERE $1::uuid IS NULL OR entity_id = $1) AS b
            FULL JOIN (SELECT entity_id, ledger, account, dimension, sum(amount - used) AS open
                FROM reservations
                WHERE ($1::uuid IS NULL OR entity_id = $1) AND released_at IS NULL
                GROUP BY 1, 2, 3, 4) AS r
            ON r.entity_id = b.entity_id AND r.ledger = b.ledger AND r.account = b.account
                AND r.dimension = b.dimension
            WHERE coalesce(b.reserved, 0) <> coalesce(r.open, 0)",
    },
    Check {
        kind: DamageKind::LimitBroken,
        table: "journal_lines",
        sql: "SELECT s.entity_id,
                jsonb_build_array(s.ledger, s.account, s.dimension)::text AS key,
                NULL::text AS column,
                format('debit %s, credit %s, side %s', s.debit, s.credit, l.side) AS detail
            FROM (SELECT entity_id, ledger, account, dimension, sum(debit) AS debit,
                    sum(credit) AS credit
                FROM journal_lines WHERE $1::uuid IS NULL OR entity_id = $1
                GROUP BY 1, 2, 3, 4) AS s
            JOIN account_limits l ON l.ledger = s.ledger AND l.account = s.account
            WHERE CASE l.side WHEN 'D' THEN s.debit < s.credit ELSE s.credit < s.debit END",
    },
    Check {
        kind: DamageKind::LimitBroken,
        table: "current_balances",
        sql: "SELECT b.entity_id,
                jsonb_build_array(b.ledger, b.account, b.dimension)::text AS key,
                NULL::text AS column,
                format('debit %s, credit %s, side %s', b.debit, b.credit, l.side) AS detail
            FROM current_balances b
            JOIN account_limits l ON l.ledger = b.ledger AND l.account = b.account
            WHERE ($1::uuid IS NULL OR b.entity_id = $1)
              AND CASE l.side WHEN 'D' THEN b.debit < b.credit ELSE b.credit < b.debit END",
    },
    // Not by the view `texts_to_search`, which could be changed with what is made by it.
    Check {
        kind: DamageKind::SearchWrong,
        table: "search_texts",
        sql: "SELECT coalesce(s.entity_id, x.entity_id) AS entity_id,
                jsonb_build_array(coalesce(s.kind, x.kind), coalesce(s.id, x.id))::text AS key,
                CASE WHEN s.id = x.id THEN 'normal' END AS column,
                CASE WHEN s.id IS NULL THEN 'missing' WHEN x.id IS NULL THEN 'of nothing'
                    ELSE format('%s, made of %s', s.normal, x.normal) END AS detail
            FROM (SELECT * FROM search_texts WHERE $1::uuid IS NULL OR entity_id = $1) AS s
            FULL JOIN (
                SELECT d.entity_id, d.kind, d.id, concat_ws(E'\\n', normal_text(d.title),
                    normal_text(d.party_name), normal_text(d.manual_number),
                    (SELECT string_agg(normal_text(n.number), E'\\n' ORDER BY n.given)
                     FROM document_numbers n
                     WHERE n.entity_id = d.entity_id AND n.document_id = d.id)) AS normal
                FROM documents d WHERE $1::uuid IS NULL OR d.entity_id = $1
                UNION ALL
                SELECT entity_id, kind, id,
                    concat_ws(E'\\n', normal_text(code), normal_text(name_th))
                FROM (SELECT entity_id, 'parties' AS kind, id, code, name_th FROM parties
                    UNION ALL SELECT entity_id, 'departments', id, code, name_th FROM departments
                    UNION ALL SELECT entity_id, 'bank_accounts', id, code, name_th
                        FROM bank_accounts) AS r
                WHERE $1::uuid IS NULL OR entity_id = $1) AS x
            ON x.entity_id = s.entity_id AND x.kind = s.kind AND x.id = s.id
            WHERE s.normal IS DISTINCT FROM x.normal",
    },
    Check {
        kind: DamageKind::FileDamaged,
        table: "attachment_contents",
        sql: "SELECT entity_id, encode(sha256, 'hex') AS key, 'content' AS column,
                format('its hash is %s', encode(sha256(content), 'hex')) AS detail
            FROM attachment_contents
            WHERE ($1::uuid IS NULL OR entity_id = $1) AND sha256 <> sha256(content)",
    },
    // What a restore has undone is kept, and named by its record (`restore`).
    Check {
        kind: DamageKind::FileDamaged,
        table: "attachment_contents",
        sql: "SELECT coalesce(a.entity_id, c.entity_id) AS entity_id,
                encode(coalesce(a.sha256, c.sha256), 'hex') AS key, NULL::text AS column,
                coalesce(format('gone; the file %s', a.id), 'of no document') AS detail
            FROM (SELECT * FROM attachments WHERE $1::uuid IS NULL OR entity_id = $1) AS a
            FULL JOIN (SELECT entity_id, sha256 FROM attachment_contents
                WHERE $1::uuid IS NULL OR entity_id = $1) AS c
                ON c.entity_id = a.entity_id AND c.sha256 = a.sha256
            WHERE c.sha256 IS NULL OR a.id IS NULL AND NOT EXISTS (SELECT FROM records r
                WHERE r.entity_id = c.entity_id AND r.permission = 'restore-entity'
                  AND strpos(r.answer, encode(c.sha256, 'hex')) > 0)",
    },
    Check {
        kind: DamageKind::RowChanged,
        table: "posts",
        sql: "SELECT coalesce(p.entity_id, a.entity_id) AS entity_id,
                coalesce(p.id, a.id)::text AS key, NULL::text AS column,
                CASE WHEN p.id IS NULL THEN 'is missing' ELSE 'no role says so' END AS detail
            FROM (SELECT * FROM posts WHERE $1::uuid IS NULL OR entity_id = $1) AS p
            FULL JOIN (SELECT r.*, acting(d) AS acting FROM role_assignments r
                LEFT JOIN deputies d ON d.entity_id = r.entity_id AND d.id = r.deputy_id
                WHERE ($1::uuid IS NULL OR r.entity_id = $1) AND NOT r.is_suspended) AS a
                ON a.entity_id = p.entity_id AND a.id = p.id AND a.person_id = p.person_id
                    AND a.role = p.role AND a.position_th = p.position_th
                    AND ROW(a.department_id, a.amount_ceiling, a.valid_from, a.valid_until, a.acting)::text
                        = ROW(p.department_id, p.amount_ceiling, p.valid_from, p.valid_until, p.acting)::text
            WHERE p.id IS NULL OR a.id IS NULL",
    },
    Check {
        kind: DamageKind::RowChanged,
        table: "program_keys",
        sql: "SELECT coalesce(k.entity_id, p.entity_id) AS entity_id,
                coalesce(k.program_id, p.id)::text AS key, NULL::text AS column,
                CASE WHEN k.program_id IS NULL THEN 'is missing' ELSE 'no program says so' END AS detail
            FROM (SELECT * FROM program_keys WHERE $1::uuid IS NULL OR entity_id = $1) AS k
            FULL JOIN (SELECT * FROM programs WHERE ($1::uuid IS NULL OR entity_id = $1)
                AND withdrawn_on IS NULL) AS p
                ON p.entity_id = k.entity_id AND p.id = k.program_id
                    AND ROW(p.scopes, p.valid_until, p.secret_hash, p.public_key)::text
                        = ROW(k.scopes, k.valid_until, k.secret_hash, k.public_key)::text
            WHERE k.program_id IS NULL OR p.id IS NULL",
    },
    // Whose name and salt were erased is nobody any more, and logs in no more.
    Check {
        kind: DamageKind::RowChanged,
        table: "persons",
        sql: "SELECT s.entity_id, jsonb_build_array(s.person_id)::text AS key, v.column,
                'not who was given a role here' AS detail
            FROM person_seals s LEFT JOIN persons p ON p.id = s.person_id
            LEFT JOIN logins l ON l.person_id = s.person_id
            CROSS JOIN LATERAL (VALUES
                ('id', p.id IS NULL),
                ('salt', p.salt IS NULL AND l.person_id IS NOT NULL),
                ('name_th', s.name_hash <> sha256(p.salt || convert_to(p.name_th, 'UTF8'))),
                ('username', s.login_hash <> sha256(p.salt
                    || convert_to(concat_ws(E'\\n', l.username, l.pid_hash), 'UTF8')))
            ) AS v(\"column\", is_other)
            WHERE ($1::uuid IS NULL OR s.entity_id = $1) AND v.is_other",
    },
    Check {
        kind: DamageKind::RowChanged,
        table: "entities",
        sql: "SELECT s.entity_id, jsonb_build_array(s.entity_id)::text AS key, v.column,
                'not what was founded' AS detail
            FROM entity_seals s JOIN entities e ON e.id = s.entity_id
            CROSS JOIN LATERAL (VALUES
                ('entity_type', s.entity_type <> e.entity_type),
                ('name_th', s.name_th <> e.name_th),
                ('district', s.district <> e.district),
                ('province', s.province <> e.province),
                ('is_practice', s.is_practice <> e.is_practice)
            ) AS v(\"column\", is_other)
            WHERE ($1::uuid IS NULL OR s.entity_id = $1) AND v.is_other",
    },
];
