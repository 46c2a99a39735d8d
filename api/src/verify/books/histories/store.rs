//! What documents tell, and the checks of what hangs on them; `$1` is the entity to look at, or null
//! for all. Not by views, which could be changed with what they show.

use super::law::{MAY_POST_NOTHING, ends_before};
use super::rules::Told;
use crate::platform::db::{Arg, OwnerConnection};
use crate::platform::error::Error;
use crate::verify::books::checks::Check;
use crate::verify::finding::DamageKind;
use crate::verify::store::{Refusal, attempt};
use serde::Deserialize;
use serde_json::{Value, json};
use shared::document::{Kind, Step, Years};
use uuid::Uuid;

/// What the routes of the program say, as the checks read it: `steps` (`kind`, `step`, `must_post`), the
/// steps that post; `kinds` (`kind`, `waits`, `by_claims`, `years`), whether its route ends before it is
/// done, whether it is done by its claims, and which other year than that of the day it may post in.
pub fn routes() -> Value {
    let (mut steps, mut kinds) = (Vec::new(), Vec::new());
    for kind in Kind::ALL {
        let mut posting: Vec<&Step> = kind
            .spec()
            .every_step()
            .filter(|step| step.posts())
            .collect();
        posting.dedup_by_key(|step| step.name);
        let must_post = !MAY_POST_NOTHING.contains(kind);
        let told = |step: &Step| json!({ "kind": kind, "step": step.name, "must_post": must_post });
        steps.extend(posting.into_iter().map(told));
        let waits = kind.spec().routes().all(|(_, route)| ends_before(route));
        let years = match kind.spec().years {
            Years::OfTheDay | Years::Current => 0,
            Years::Open => -1,
            Years::Next => 1,
        };
        let by_claims = kind.spec().is_done_by_claims;
        kinds.push(json!({ "kind": kind, "waits": waits, "by_claims": by_claims, "years": years }));
    }
    json!({ "steps": steps, "kinds": kinds })
}

/// `entity_id`, `id` and what is told ([`Told`]) of every document; what leaves steps out is law of
/// [`LEFT_OUT`](super::law::LEFT_OUT). No query goes by the row: the indexes are off.
const DOCUMENTS: &str = "SELECT d.entity_id, d.id, d.kind, d.route, d.status, d.steps_taken, d.next_step,
        d.has_effect, b.document_id IS NOT NULL
            AND (d.status <> 'posted' OR c.item_id IS NOT NULL) AS leaves_out, coalesce(e.is_whole, false) AS is_whole,
        coalesce(e.history, '') AS history, coalesce(n.numbers, '') AS numbers
    FROM (SELECT * FROM documents WHERE $1::uuid IS NULL OR entity_id = $1) AS d
    LEFT JOIN (SELECT entity_id, document_id, max(seq) = count(*) AS is_whole,
            string_agg(coalesce(step, '') || '/' || coalesce(action, '') || '/' || status, ' '
                ORDER BY seq) AS history
        FROM document_events WHERE $1::uuid IS NULL OR entity_id = $1 GROUP BY 1, 2) AS e
        ON e.entity_id = d.entity_id AND e.document_id = d.id
    LEFT JOIN (SELECT entity_id, document_id, string_agg(series, ' ' ORDER BY series COLLATE \"C\")
            AS numbers
        FROM document_numbers WHERE $1::uuid IS NULL OR entity_id = $1 GROUP BY 1, 2) AS n
        ON n.entity_id = d.entity_id AND n.document_id = d.id
    LEFT JOIN payments AS b ON b.entity_id = d.entity_id AND b.document_id = d.id
        AND b.cheque_item_id IS NOT NULL
    LEFT JOIN (SELECT DISTINCT i.entity_id, i.item_id FROM cheque_items AS i
        JOIN documents AS r ON r.entity_id = i.entity_id AND r.id = i.document_id
        WHERE r.status IN ('approved', 'posted')) AS c
        ON c.entity_id = b.entity_id AND c.item_id = b.cheque_item_id";

/// Everything that is told by documents, once each.
pub async fn told(
    conn: &mut OwnerConnection,
    only: Option<Uuid>,
) -> Result<Result<Vec<Told>, Refusal>, Error> {
    let sql = format!(
        "SELECT DISTINCT kind, route, status, steps_taken, next_step, has_effect, leaves_out,
             is_whole, history, numbers FROM ({DOCUMENTS}) AS d"
    );
    attempt(conn, &sql, &[Arg::Uuid(only)]).await
}

/// A document that tells something.
#[derive(Debug, Deserialize)]
pub struct Telling {
    pub entity_id: Uuid,
    /// Its key.
    pub key: String,
    /// What it tells.
    #[serde(flatten)]
    pub told: Told,
}

/// The documents that tell one of these things; at most a thousand.
pub async fn telling(
    conn: &mut OwnerConnection,
    only: Option<Uuid>,
    told: &[&Told],
) -> Result<Result<Vec<Telling>, Refusal>, Error> {
    let sql = format!(
        "SELECT d.*, jsonb_build_array(entity_id, id)::text AS key FROM ({DOCUMENTS}) AS d
         WHERE history IN (SELECT t ->> 'history' FROM jsonb_array_elements($2::jsonb) AS t)
           AND to_jsonb(d.*) - 'entity_id' - 'id' IN (SELECT jsonb_array_elements($2::jsonb))
         ORDER BY entity_id, id LIMIT 1000"
    );
    attempt(conn, &sql, &[Arg::Uuid(only), json!(told).into()]).await
}

/// What hangs on documents, by the routes ([`routes`], `$2`).
pub const CHECKS: [Check; 14] = [
    // An entry comes with a step that posts, on its day; what takes one back also with what takes a
    // document off its route. Of events from before days were kept, whatever day.
    Check {
        kind: DamageKind::EntryUncaused,
        table: "journal_entries",
        sql: "SELECT e.entity_id, jsonb_build_array(e.entity_id, e.id)::text AS key,
                'document_id' AS column,
                format('%s on %s: nothing done to its document posts then', e.event, e.posted_on)
                    AS detail
            FROM (SELECT * FROM journal_entries WHERE $1::uuid IS NULL OR entity_id = $1) AS e
            LEFT JOIN (SELECT v.entity_id, v.document_id,
                    array_agg(coalesce(v.on_day, 'infinity')) FILTER (WHERE s.step IS NOT NULL)
                        AS posts,
                    array_agg(coalesce(v.on_day, 'infinity')) FILTER (WHERE s.step IS NULL)
                        AS undoes
                FROM (SELECT * FROM document_events
                    WHERE ($1::uuid IS NULL OR entity_id = $1) AND action IS NOT NULL) AS v
                JOIN documents AS d ON d.entity_id = v.entity_id AND d.id = v.document_id
                LEFT JOIN jsonb_to_recordset($2::jsonb -> 'steps') AS s(kind text, step text)
                    ON s.kind = d.kind AND s.step = v.step
                WHERE s.step IS NOT NULL OR v.action IN ('return', 'refuse', 'cancel')
                GROUP BY 1, 2) AS c
            ON c.entity_id = e.entity_id AND c.document_id = e.document_id
            WHERE NOT coalesce(e.posted_on = ANY (c.posts) OR 'infinity' = ANY (c.posts), false)
              AND NOT coalesce(e.reverses IS NOT NULL
                  AND (e.posted_on = ANY (c.undoes) OR 'infinity' = ANY (c.undoes)), false)",
    },
    // What has posted and stands has an entry.
    Check {
        kind: DamageKind::EntryUncaused,
        table: "documents",
        sql: "SELECT d.entity_id, jsonb_build_array(d.entity_id, d.id)::text AS key,
                NULL::text AS column, 'a step of it posts, and nothing is posted' AS detail
            FROM (SELECT DISTINCT d.entity_id, d.id FROM documents AS d
                JOIN document_events AS v ON v.entity_id = d.entity_id AND v.document_id = d.id
                JOIN jsonb_to_recordset($2::jsonb -> 'steps') AS s(kind text, step text, must_post boolean)
                    ON s.kind = d.kind AND s.step = v.step AND s.must_post
                WHERE ($1::uuid IS NULL OR d.entity_id = $1) AND d.amount > 0
                  AND d.status IN ('approved', 'posted')) AS d
            LEFT JOIN (SELECT DISTINCT entity_id, document_id FROM journal_entries
                WHERE ($1::uuid IS NULL OR entity_id = $1) AND reverses IS NULL) AS e
            ON e.entity_id = d.entity_id AND e.document_id = d.id
            WHERE e.document_id IS NULL",
    },
    // Of what is void, or with its maker again, nothing stands in the books: every line is taken back.
    // What was drawn for good on the register stays, with its counterpart.
    Check {
        kind: DamageKind::EntryUncaused,
        table: "journal_entries",
        sql: "SELECT n.entity_id, jsonb_build_array(n.entity_id, n.entry)::text AS key,
                NULL::text AS column,
                format('%s %s: %s stands of a document that does not', n.ledger, n.account, n.net)
                    AS detail
            FROM (SELECT o.entity_id, o.id AS entry, l.ledger, l.account, l.dimension,
                    sum(l.debit) - sum(l.credit) AS net
                FROM (SELECT * FROM journal_entries
                    WHERE $1::uuid IS NULL OR entity_id = $1) AS e
                JOIN journal_entries AS o
                    ON o.entity_id = e.entity_id AND o.id = coalesce(e.reverses, e.id)
                JOIN journal_lines AS l ON l.entity_id = e.entity_id AND l.entry_id = e.id
                JOIN documents AS d ON d.entity_id = o.entity_id AND d.id = o.document_id
                JOIN documents AS s ON s.entity_id = l.entity_id AND s.id = l.source_id
                LEFT JOIN account_limits AS a
                    ON a.ledger = l.ledger AND a.account = l.account AND a.draws_stay
                WHERE (d.status IN ('draft', 'cancelled') OR s.status = 'cancelled')
                  AND a.account IS NULL AND (l.ledger, l.account) <> ('register', 'claims')
                GROUP BY 1, 2, 3, 4, 5) AS n
            WHERE n.net <> 0",
    },
    // An entry is of an event that its kind posts by the rules of its year, by a voucher of that event;
    // what takes one back is of another kind.
    Check {
        kind: DamageKind::EntryUncaused,
        table: "journal_entries",
        sql: "SELECT e.entity_id, jsonb_build_array(e.entity_id, e.id)::text AS key,
                'event' AS column,
                format('no rule of %s lets a %s post %s by a voucher %s', e.fiscal_year, d.kind,
                    e.event, coalesce(e.voucher_type, 'of no type')) AS detail
            FROM (SELECT * FROM journal_entries WHERE $1::uuid IS NULL OR entity_id = $1) AS e
            JOIN documents AS d ON d.entity_id = e.entity_id AND d.id = e.document_id
            LEFT JOIN (SELECT DISTINCT p.event, coalesce(p.voucher, '') AS voucher, y.year, k.kind
                FROM posting_rules AS p
                CROSS JOIN LATERAL generate_series(p.valid_from, p.valid_to) AS y(year)
                CROSS JOIN LATERAL string_to_table(p.posted_by, ' ') AS k(kind)) AS p
            ON p.event = e.event AND p.voucher = coalesce(e.voucher_type, '')
                AND p.year = e.fiscal_year AND (p.kind = d.kind OR e.reverses IS NOT NULL)
            WHERE p.event IS NULL",
    },
    // It is of the year of its day, but for the books of kinds that post in another one (W-1.8).
    Check {
        kind: DamageKind::EntryUncaused,
        table: "journal_entries",
        sql: "SELECT e.entity_id, jsonb_build_array(e.entity_id, e.id)::text AS key,
                'fiscal_year' AS column,
                format('%s, and it is of %s', e.fiscal_year, e.posted_on) AS detail
            FROM (SELECT *, extract(year FROM posted_on + interval '3 months')::int + 543 AS year
                FROM journal_entries WHERE $1::uuid IS NULL OR entity_id = $1) AS e
            JOIN documents AS d ON d.entity_id = e.entity_id AND d.id = e.document_id
            JOIN jsonb_to_recordset($2::jsonb -> 'kinds') AS k(kind text, years int)
                ON k.kind = d.kind
            WHERE e.fiscal_year <> e.year AND e.fiscal_year <> e.year + k.years",
    },
    // What is posted is what the rules and the documents say.
    Check {
        kind: DamageKind::EntryUncaused,
        table: "documents",
        sql: include_str!("posted.sql"),
    },
    // A document is of the amount of its body, and has one.
    Check {
        kind: DamageKind::FigureWrong,
        table: "documents",
        sql: "SELECT d.entity_id, jsonb_build_array(d.entity_id, d.id)::text AS key,
                'amount' AS column,
                format('%s, its body says %s', d.amount, coalesce(a.amount::text, 'nothing'))
                    AS detail
            FROM (SELECT * FROM documents WHERE $1::uuid IS NULL OR entity_id = $1) AS d
            LEFT JOIN amounts_said AS a ON a.entity_id = d.entity_id AND a.document_id = d.id
                AND a.kind = d.kind
            WHERE a.amount IS DISTINCT FROM d.amount",
    },
    // What has had effect is voided by a cancellation that is done (W-7.4).
    Check {
        kind: DamageKind::RouteBroken,
        table: "documents",
        sql: "SELECT d.entity_id, jsonb_build_array(d.entity_id, d.id)::text AS key,
                'status' AS column, 'void after it had effect, by no cancellation' AS detail
            FROM documents AS d
            LEFT JOIN (SELECT c.entity_id, c.target_id FROM cancellations AS c
                JOIN documents AS o ON o.entity_id = c.entity_id AND o.id = c.document_id
                    AND o.status = 'posted') AS c
                ON c.entity_id = d.entity_id AND c.target_id = d.id
            WHERE ($1::uuid IS NULL OR d.entity_id = $1) AND d.status = 'cancelled' AND d.has_effect
              AND c.target_id IS NULL",
    },
    // And a cancellation that is done has voided what it names.
    Check {
        kind: DamageKind::RouteBroken,
        table: "documents",
        sql: "SELECT d.entity_id, jsonb_build_array(d.entity_id, d.id)::text AS key,
                'status' AS column, format('%s, and its cancellation is done', d.status) AS detail
            FROM cancellations AS c
            JOIN documents AS o ON o.entity_id = c.entity_id AND o.id = c.document_id
                AND o.status = 'posted'
            JOIN documents AS d ON d.entity_id = c.entity_id AND d.id = c.target_id
            WHERE ($1::uuid IS NULL OR c.entity_id = $1) AND d.status <> 'cancelled'",
    },
    // What others hold goes after them, but for what they posted, which a cancellation voids alone.
    Check {
        kind: DamageKind::HoldWrong,
        table: "documents",
        sql: "SELECT d.entity_id, jsonb_build_array(d.entity_id, d.id)::text AS key,
                'status' AS column, 'void while it is held' AS detail
            FROM documents AS d
            WHERE ($1::uuid IS NULL OR d.entity_id = $1) AND d.status = 'cancelled'
              AND (d.entity_id, d.id) IN (SELECT t.entity_id, t.taken_id FROM document_takes AS t
                  WHERE ($1::uuid IS NULL OR t.entity_id = $1) AND t.released_at IS NULL)
              AND (d.has_effect OR (d.entity_id, d.id) NOT IN (
                  SELECT c.entity_id, c.target_id FROM cancellations AS c
                  JOIN documents AS o ON o.entity_id = c.entity_id AND o.id = c.document_id
                      AND o.status = 'posted'
                  WHERE $1::uuid IS NULL OR c.entity_id = $1))",
    },
    // Only what is on its way or done holds others.
    Check {
        kind: DamageKind::HoldWrong,
        table: "document_takes",
        sql: "SELECT t.entity_id,
                jsonb_build_array(t.entity_id, t.document_id, t.taken_id)::text AS key,
                'released_at' AS column, format('held by a document that is %s', d.status) AS detail
            FROM document_takes AS t
            JOIN documents AS d ON d.entity_id = t.entity_id AND d.id = t.document_id
            WHERE ($1::uuid IS NULL OR t.entity_id = $1) AND t.released_at IS NULL
              AND d.status IN ('draft', 'cancelled')",
    },
    Check {
        kind: DamageKind::HoldWrong,
        table: "document_takes",
        sql: "SELECT entity_id, jsonb_build_array(entity_id, relation, taken_id)::text AS key,
                'released_at' AS column, format('%s hold it at once', count(*)) AS detail
            FROM document_takes
            WHERE ($1::uuid IS NULL OR entity_id = $1) AND released_at IS NULL
            GROUP BY entity_id, relation, taken_id HAVING count(*) > 1",
    },
    // What is done by being taken is done exactly while one that holds it is, unless it was voided alone.
    Check {
        kind: DamageKind::HoldWrong,
        table: "documents",
        sql: "SELECT d.entity_id, jsonb_build_array(d.entity_id, d.id)::text AS key,
                'status' AS column,
                format('%s, what holds it is %s', d.status, CASE WHEN h.is_done THEN 'done'
                    WHEN h.taken_id IS NULL THEN 'nothing' ELSE 'not done' END) AS detail
            FROM documents AS d
            JOIN jsonb_to_recordset($2::jsonb -> 'kinds') AS k(kind text, waits boolean, by_claims boolean)
                ON k.kind = d.kind AND NOT k.by_claims
            LEFT JOIN (SELECT t.entity_id, t.taken_id, bool_or(o.status = 'posted')
                    AS is_done
                FROM document_takes AS t
                JOIN documents AS o ON o.entity_id = t.entity_id AND o.id = t.document_id
                WHERE ($1::uuid IS NULL OR t.entity_id = $1) AND t.released_at IS NULL
                  AND t.settles
                GROUP BY 1, 2) AS h
            ON h.entity_id = d.entity_id AND h.taken_id = d.id
            WHERE ($1::uuid IS NULL OR d.entity_id = $1)
              AND (k.waits AND d.status = 'posted' AND h.is_done IS NOT TRUE
                  OR d.status NOT IN ('posted', 'cancelled') AND h.is_done)",
    },
    // Only what is on its way keeps from others what it has not drawn.
    Check {
        kind: DamageKind::HoldWrong,
        table: "reservations",
        sql:
            "SELECT r.entity_id, jsonb_build_array(r.entity_id, r.document_id, r.ledger, r.account,
                    r.dimension)::text AS key,
                'released_at' AS column, format('%s reserved by a document that is %s',
                    r.amount - r.used, d.status) AS detail
            FROM reservations AS r
            JOIN documents AS d ON d.entity_id = r.entity_id AND d.id = r.document_id
            WHERE ($1::uuid IS NULL OR r.entity_id = $1) AND r.released_at IS NULL
              AND r.amount > r.used AND d.status NOT IN ('submitted', 'approved')",
    },
];
