//! What holds at every moment, whatever happened: run at the end of every test that writes.

use super::app::TestApp;
use api::platform::db::owner_connection;
use api::verify::{Report, examine_books, open};

/// What must select nothing, each with its name; what verification asks of the books is asked by it.
const BROKEN: &[(&str, &str)] = &[
    (
        "an entry does not balance",
        "SELECT entity_id, entry_id, ledger FROM journal_lines GROUP BY 1, 2, 3
         HAVING sum(debit) <> sum(credit)",
    ),
    (
        "a balance is not the sum of its lines",
        "SELECT * FROM (SELECT entity_id, ledger, account, dimension, debit, credit
             FROM current_balances) AS b
         FULL JOIN (SELECT entity_id, ledger, account, dimension, sum(debit) AS d, sum(credit) AS c
             FROM journal_lines GROUP BY 1, 2, 3, 4) AS s USING (entity_id, ledger, account, dimension)
         WHERE b.debit IS DISTINCT FROM s.d OR b.credit IS DISTINCT FROM s.c",
    ),
    (
        "a month's balance is not the sum of its lines",
        "SELECT * FROM (SELECT entity_id, period, ledger, account, dimension, debit, credit
             FROM balances) AS b
         FULL JOIN (SELECT entity_id, date_trunc('month', posted_on)::date AS period, ledger, account,
                 dimension, sum(debit) AS d, sum(credit) AS c
             FROM journal_lines GROUP BY 1, 2, 3, 4, 5) AS s
             USING (entity_id, period, ledger, account, dimension)
         WHERE b.debit IS DISTINCT FROM s.d OR b.credit IS DISTINCT FROM s.c",
    ),
    (
        "a limited balance has left its side",
        "SELECT b.* FROM current_balances AS b JOIN account_limits AS l USING (ledger, account)
         WHERE l.side = 'D' AND b.debit < b.credit OR l.side = 'C' AND b.credit < b.debit
            OR b.limit_side IS DISTINCT FROM l.side",
    ),
    (
        "a series of numbers has a gap, a repetition or another last number",
        "SELECT * FROM (SELECT entity_id, series, fiscal_year, scope, count(*) AS given, max(n) AS n
             FROM (SELECT entity_id, series, fiscal_year, scope, n FROM document_numbers
                   UNION ALL SELECT entity_id, CASE voucher_type WHEN 'RV' THEN 'receipt_voucher'
                       WHEN 'AP' THEN 'payable_voucher' WHEN 'PV' THEN 'payment_voucher'
                       ELSE 'journal_voucher' END, fiscal_year, '', voucher_n
                   FROM journal_entries WHERE voucher_n IS NOT NULL) AS numbers
             GROUP BY 1, 2, 3, 4) AS given
         FULL JOIN number_series AS s USING (entity_id, series, fiscal_year, scope)
         WHERE given IS DISTINCT FROM n OR s.last_number IS DISTINCT FROM n",
    ),
    (
        "the order of entries or events has a gap",
        "SELECT entity_id::text FROM journal_entries GROUP BY entity_id HAVING max(seq) <> count(*)
         UNION ALL SELECT document_id::text FROM document_events GROUP BY entity_id, document_id
         HAVING max(seq) <> count(*)",
    ),
    (
        "an entry is taken back more than once",
        "SELECT m.entity_id, m.reverses, l.source_id, l.account FROM journal_entries AS m
         JOIN journal_lines AS l ON l.entity_id = m.entity_id AND l.entry_id = m.id
         WHERE m.reverses IS NOT NULL GROUP BY 1, 2, 3, 4, l.ledger, l.dimension
         HAVING sum(l.debit + l.credit) > (SELECT sum(o.debit + o.credit) FROM journal_lines AS o
             WHERE o.entity_id = m.entity_id AND o.entry_id = m.reverses AND o.source_id = l.source_id
               AND o.account = l.account AND o.ledger = l.ledger AND o.dimension = l.dimension)",
    ),
    (
        "a record does not follow the one before",
        "SELECT entity_id, seq FROM (SELECT r.*, lag(hash) OVER w AS before, row_number() OVER w AS n
             FROM records AS r WINDOW w AS (PARTITION BY entity_id ORDER BY seq)) AS r
         WHERE seq <> n OR seq > 1 AND previous_hash <> before
            OR hash <> sha256(convert_to(record_text(ROW(r.entity_id, r.seq, r.at, r.actor,
                r.permission, r.subject, r.idempotency_key, r.request_hash, r.changes, r.answer,
                r.previous_hash, r.hash, r.form)::records), 'UTF8'))",
    ),
    (
        "a head is not its last record",
        "SELECT h.entity_id FROM entity_heads AS h LEFT JOIN records AS r
             ON r.entity_id = h.entity_id AND r.seq = h.seq
         WHERE h.seq > 0 AND r.hash IS DISTINCT FROM h.hash
            OR EXISTS (SELECT FROM records AS x WHERE x.entity_id = h.entity_id AND x.seq > h.seq)",
    ),
    (
        "a request is paid by two payments",
        "SELECT p.entity_id, request FROM payments AS p JOIN documents AS d
             ON d.entity_id = p.entity_id AND d.id = p.document_id AND d.status = 'posted'
         CROSS JOIN unnest(p.requests) AS request GROUP BY 1, 2 HAVING count(*) > 1",
    ),
];

impl TestApp {
    /// Proves that nothing is broken in any office of this database.
    pub async fn check_books(&self) {
        let mut sql = self.owner_sql().await;
        for (what, query) in BROKEN {
            let rows: Vec<serde_json::Value> = sql.rows(query, &[]).await;
            assert!(rows.is_empty(), "{what}: {rows:?}");
        }
        let conn = owner_connection(&self.urls.owner).await;
        let mut conn = conn.expect("a connection");
        open(&mut conn, "BEGIN;").await.expect("a transaction");
        let mut report = Report::default();
        let examined = examine_books(&mut conn, None, &mut report).await;
        examined.expect("the books are read");
        // Tests give people a name to log in by when their role stands already.
        report.findings.retain(|found| found.table != "persons");
        assert_eq!(report.findings, []);
    }
}
