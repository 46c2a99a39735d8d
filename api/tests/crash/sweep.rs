//! What must hold in the database at every moment, asked with the owner's eyes. Each statement
//! returns a line of text for each thing that is wrong.

use crate::findings::{Findings, Flaw};
use crate::system::System;
use anyhow::Result;
use api::args;
use serde::Deserialize;

/// Numbers of documents and vouchers: from 1, without gaps, without repeats, as far as the counter.
const GAPS: &str = "
    SELECT format('%s %s %s %s: %s numbers from %s to %s, counter %s', entity_id, series,
        fiscal_year, scope, count(*), min(n), max(n), max(last_number)) AS what
    FROM (SELECT entity_id, series, fiscal_year, scope, n FROM document_numbers
          UNION ALL
          SELECT entity_id, CASE voucher_type WHEN 'RV' THEN 'receipt_voucher'
              WHEN 'AP' THEN 'payable_voucher' WHEN 'PV' THEN 'payment_voucher'
              ELSE 'journal_voucher' END, fiscal_year, '', voucher_n
          FROM journal_entries WHERE voucher_n IS NOT NULL) AS given
        FULL JOIN number_series USING (entity_id, series, fiscal_year, scope)
    GROUP BY entity_id, series, fiscal_year, scope
    HAVING min(n) IS DISTINCT FROM 1 OR max(n) IS DISTINCT FROM max(last_number)
        OR count(n) <> max(n)
    UNION ALL
    SELECT format('%s: entries from %s to %s are %s', entity_id, min(seq), max(seq), count(*))
    FROM journal_entries GROUP BY entity_id HAVING min(seq) <> 1 OR max(seq) <> count(*)";

/// A number given twice.
const REPEATS: &str = "
    SELECT format('%s %s %s given %s times', entity_id, series, number, count(*)) AS what
    FROM document_numbers GROUP BY entity_id, series, scope, number
    HAVING count(*) > 1 OR count(DISTINCT n) > 1
    UNION ALL
    SELECT format('%s %s given %s times', entity_id, voucher_no, count(*))
    FROM journal_entries WHERE voucher_no IS NOT NULL
    GROUP BY entity_id, voucher_no HAVING count(*) > 1
    UNION ALL
    SELECT format('%s key %s used %s times', entity_id, idempotency_key, count(*))
    FROM records WHERE idempotency_key IS NOT NULL
    GROUP BY entity_id, idempotency_key HAVING count(*) > 1";

/// Every change of a paper is one version, one event and one record, its own or that of the paper that
/// is about it; it has its body, and its numbers and entries exactly when it came that far. What is paid
/// is done and what is taken back is void, in the same moment.
const HALVES: &str = "
    WITH events AS (SELECT entity_id, document_id AS id, count(*) AS events
                    FROM document_events GROUP BY 1, 2),
         facts AS (SELECT entity_id, subject, count(*) AS records FROM records GROUP BY 1, 2),
         numbers AS (SELECT entity_id, document_id AS id, count(*) AS numbers
                     FROM document_numbers GROUP BY 1, 2),
         entries AS (SELECT entity_id, document_id AS id, count(*) AS entries
                     FROM journal_entries GROUP BY 1, 2),
         about AS (SELECT entity_id, taken_id AS id FROM document_takes
                   UNION SELECT entity_id, target_id FROM cancellations),
         items AS (SELECT entity_id, document_id AS id FROM receipts JOIN receipt_items
                       USING (entity_id, document_id)
                   UNION SELECT entity_id, document_id FROM disbursement_requests
                       JOIN request_items USING (entity_id, document_id))
    SELECT format('%s/%s %s version %s: %s events, %s records, %s numbers, %s entries, body %s',
        d.kind, d.id, d.status, d.version, events, records, numbers, entries, items.id IS NOT NULL)
        AS what
    FROM documents AS d LEFT JOIN events USING (entity_id, id)
        LEFT JOIN facts ON facts.entity_id = d.entity_id AND subject = d.kind || '/' || d.id
        LEFT JOIN numbers ON numbers.entity_id = d.entity_id AND numbers.id = d.id
        LEFT JOIN entries ON entries.entity_id = d.entity_id AND entries.id = d.id
        LEFT JOIN items ON items.entity_id = d.entity_id AND items.id = d.id
    WHERE d.kind IN ('receipt', 'disbursement_request')
      AND NOT EXISTS (SELECT FROM about AS a WHERE a.entity_id = d.entity_id AND a.id = d.id) AND (
        d.version IS DISTINCT FROM events OR d.version IS DISTINCT FROM records
        OR items.id IS NULL OR d.steps_taken <> d.version - 1 - (d.status = 'cancelled')::int
        OR coalesce(numbers, 0) <> least(d.steps_taken, 2)
        OR (coalesce(entries, 0) > 0) <> (d.steps_taken > 1)
        OR (d.status = 'draft') <> (d.version = 1))
    UNION ALL
    SELECT format('%s/%s %s version %s: %s events, %s records, %s entries', d.kind, d.id, d.status,
        d.version, events, records, entries)
    FROM documents AS d LEFT JOIN events USING (entity_id, id)
        LEFT JOIN facts ON facts.entity_id = d.entity_id AND subject = d.kind || '/' || d.id
        LEFT JOIN entries ON entries.entity_id = d.entity_id AND entries.id = d.id
    WHERE d.kind IN ('payment', 'cancellation') AND (
        d.version IS DISTINCT FROM events
        OR d.version IS DISTINCT FROM records + (d.status = 'cancelled')::int
        OR (coalesce(entries, 0) > 0) <> (d.status IN ('posted', 'cancelled')))
    UNION ALL
    SELECT format('request %s is %s, its payment %s', r.id, r.status, p.status)
    FROM document_takes AS t JOIN documents AS r ON r.entity_id = t.entity_id AND r.id = t.taken_id
        JOIN documents AS p ON p.entity_id = t.entity_id AND p.id = t.document_id
    WHERE p.kind = 'payment' AND t.released_at IS NULL AND (r.status = 'posted') <> (p.status = 'posted')
    UNION ALL
    SELECT format('cancellation %s is %s, what it is about %s', d.id, d.status, x.status)
    FROM cancellations AS c JOIN documents AS d ON d.entity_id = c.entity_id AND d.id = c.document_id
        JOIN documents AS x ON x.entity_id = c.entity_id AND x.id = c.target_id
    WHERE (d.status = 'posted') <> (x.status = 'cancelled')
    UNION ALL
    SELECT format('record about %s, which is not there', subject) FROM facts
    WHERE split_part(subject, '/', 1) IN ('receipt', 'disbursement_request', 'payment', 'cancellation')
      AND NOT EXISTS (
        SELECT FROM documents AS d WHERE d.entity_id = facts.entity_id
            AND d.kind || '/' || d.id = subject)";

/// Debits equal credits, and what is derived from lines equals their sum.
const UNBALANCED: &str = "
    SELECT format('entry %s, %s: %s and %s', e.id, ledger, sum(debit), sum(credit)) AS what
    FROM journal_entries AS e LEFT JOIN journal_lines AS l
        ON l.entity_id = e.entity_id AND l.entry_id = e.id
    GROUP BY e.entity_id, e.id, ledger HAVING sum(debit) IS DISTINCT FROM sum(credit)
    UNION ALL
    SELECT format('%s %s %s: balance differs from lines', entity_id, account, dimension)
    FROM (SELECT entity_id, ledger, account, dimension, sum(debit) AS d, sum(credit) AS c
          FROM journal_lines GROUP BY 1, 2, 3, 4) AS lines
        FULL JOIN current_balances AS b USING (entity_id, ledger, account, dimension)
    WHERE d IS DISTINCT FROM b.debit OR c IS DISTINCT FROM b.credit
    UNION ALL
    SELECT format('%s %s %s: months differ from balance', entity_id, account, dimension)
    FROM (SELECT entity_id, ledger, account, dimension, sum(debit) AS d, sum(credit) AS c
          FROM balances GROUP BY 1, 2, 3, 4) AS months
        FULL JOIN current_balances AS b USING (entity_id, ledger, account, dimension)
    WHERE d IS DISTINCT FROM b.debit OR c IS DISTINCT FROM b.credit";

/// Asks everything.
pub async fn sweep(system: &System, findings: &mut Findings) -> Result<()> {
    #[derive(Deserialize)]
    struct Row {
        what: String,
    }
    let questions = [
        (Flaw::Gap, GAPS),
        (Flaw::Doubled, REPEATS),
        (Flaw::Half, HALVES),
        (Flaw::Unbalanced, UNBALANCED),
    ];
    for (flaw, sql) in questions {
        for row in system.rows::<Row>(sql, args![]).await? {
            findings.add(flaw, row.what);
        }
    }
    Ok(())
}
