//! A false change that was recorded as if it were a true one: the record proves it, and only the route
//! of the document, what hangs on it, or that nobody makes such a change, tells.

use super::bench::Bench;
use super::damage::{Beside, Damage, Wanted};
use api::verify::DamageKind::{EntryUncaused, FigureWrong, HoldWrong, RouteBroken, RowChanged};
use uuid::Uuid;

/// Runs a statement that changes a table and records what it did, for whom no trigger fires.
const RECORDED: &str = "CREATE FUNCTION pg_temp.recorded(of text, key text, change text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    image CONSTANT text := format('SELECT entity_id, jsonb_build_array(%s) AS key,
        to_jsonb(x.*)::text AS image FROM %I AS x', key, of);
    line record;
    told text;
    entity uuid;
BEGIN
    PERFORM set_config('TimeZone', 'UTC', true);
    EXECUTE 'CREATE TEMP TABLE was ON COMMIT DROP AS ' || image;
    EXECUTE change;
    FOR line IN EXECUTE format('SELECT coalesce(a.entity_id, b.entity_id) AS entity_id,
            coalesce(a.key, b.key) AS key, b.image AS was, a.image AS image
        FROM was AS b FULL JOIN (%s) AS a ON a.key = b.key
        WHERE a.image IS DISTINCT FROM b.image', image) LOOP
        entity := line.entity_id;
        told := concat_ws(E'\\n', told, concat_ws(E'\\t', of, line.key,
            coalesce(image_hash(line.was), ''), coalesce(line.image, '')));
    END LOOP;
    IF told IS NULL THEN
        RAISE EXCEPTION 'nothing changed: %', change;
    END IF;
    PERFORM set_config('laas.entity', entity::text, true);
    PERFORM append_record(clock_timestamp(), NULL, 'test', 'test', NULL, '', '', told);
END $$";

/// What is changed: the table, the statement, and what must be said of which table and column.
type Case = (
    &'static str,
    String,
    (api::verify::DamageKind, &'static str, Option<&'static str>),
);

/// The first document of a kind in a state.
fn first(entity: Uuid, kind: &str, status: &str) -> String {
    format!(
        "(SELECT id FROM documents WHERE entity_id = '{entity}' AND kind = '{kind}'
          AND status = '{status}' ORDER BY id LIMIT 1)"
    )
}

/// False headers and histories.
fn told_otherwise(entity: Uuid) -> Vec<Case> {
    let posted = first(entity, "bank_receipt", "posted");
    let header = |change: &str| format!("UPDATE documents SET {change} WHERE id = {posted}");
    let history = |change: &str, which: &str| {
        format!("UPDATE document_events SET {change} WHERE document_id = {posted} AND {which}")
    };
    let of = |column| (RouteBroken, "documents", Some(column));
    vec![
        ("documents", header("status = 'approved'"), of("status")),
        (
            "documents",
            header("next_step = 'approve'"),
            of("next_step"),
        ),
        ("documents", header("steps_taken = 1"), of("steps_taken")),
        ("documents", header("has_effect = false"), of("has_effect")),
        // A step that was not taken, by an action without one, and one that no route has.
        (
            "document_events",
            history("step = NULL", "step = 'approve'"),
            of("status"),
        ),
        (
            "document_events",
            history("step = 'pass'", "step = 'submit'"),
            of("status"),
        ),
        (
            "document_events",
            format!("DELETE FROM document_events WHERE document_id = {posted} AND step = 'submit'"),
            of("status"),
        ),
        // A cancellation that is done, of what is not void.
        (
            "cancellations",
            format!(
                "INSERT INTO cancellations (entity_id, document_id, target_id, reason, document_title,
                     document_amount)
                 SELECT entity_id, {posted}, {}, 'x', 'x', 0 FROM entity_heads
                 WHERE entity_id = '{entity}'",
                first(entity, "payment", "posted")
            ),
            of("status"),
        ),
        // The number of one document given to another.
        (
            "document_numbers",
            format!(
                "UPDATE document_numbers SET document_id = {} WHERE document_id = {posted}
                 AND series = 'receipt'",
                first(entity, "payment", "posted")
            ),
            of("numbers"),
        ),
    ]
}

/// False entries, takings and reservations.
fn held_otherwise(entity: Uuid) -> Vec<Case> {
    let posted = first(entity, "bank_receipt", "posted");
    let own = format!("WHERE entity_id = '{entity}'");
    let entry = |column| (EntryUncaused, "journal_entries", column);
    let held = (HoldWrong, "document_takes", Some("released_at"));
    let take = |holder: &str, relation: &str| {
        format!(
            "INSERT INTO document_takes (entity_id, document_id, taken_id, relation, settles, days)
             SELECT entity_id, {holder}, taken_id, {relation}, false, days FROM document_takes {own}
             AND released_at IS NULL ORDER BY document_id, taken_id LIMIT 1"
        )
    };
    vec![
        // The step that posts was on another day.
        (
            "document_events",
            format!(
                "UPDATE document_events SET on_day = on_day - 1 WHERE document_id = {posted}
                 AND step = 'approve'"
            ),
            entry(Some("document_id")),
        ),
        (
            "journal_entries",
            format!(
                "UPDATE journal_entries SET document_id = {} WHERE document_id = {posted}",
                first(entity, "payment", "posted")
            ),
            (EntryUncaused, "documents", None),
        ),
        (
            "journal_entries",
            format!("UPDATE journal_entries SET event = 'none' WHERE document_id = {posted}"),
            entry(Some("event")),
        ),
        // What took an entry back takes nothing back.
        (
            "journal_entries",
            format!(
                "UPDATE journal_entries SET reverses = NULL {own} AND seq = (SELECT min(seq)
                 FROM journal_entries {own} AND reverses IS NOT NULL)"
            ),
            entry(None),
        ),
        (
            "document_takes",
            take(
                &format!("(SELECT id FROM documents {own} AND status = 'cancelled' ORDER BY id LIMIT 1)"),
                "'test'",
            ),
            held,
        ),
        ("document_takes", take(&posted, "relation"), held),
        // What a document holds that stands is void all the same.
        (
            "document_takes",
            take(&posted, "'test'").replace(
                "taken_id, 'test'",
                &format!("{}, 'test'", first(entity, "bank_receipt", "cancelled")),
            ),
            (HoldWrong, "documents", Some("status")),
        ),
        (
            "document_takes",
            format!(
                "UPDATE document_takes SET released_at = now() {own} AND settles
                 AND released_at IS NULL AND document_id = {}",
                first(entity, "remittance_summary", "posted")
            ),
            (HoldWrong, "documents", Some("status")),
        ),
        (
            "reservations",
            format!(
                "INSERT INTO reservations (entity_id, document_id, ledger, account, dimension, amount,
                     used)
                 SELECT entity_id, {posted}, ledger, account, dimension, 1, 0 FROM current_balances
                 {own} ORDER BY ledger, account, dimension LIMIT 1"
            ),
            (HoldWrong, "reservations", Some("released_at")),
        ),
    ]
}

/// False figures: what is posted, what the document says, what its body says; and false facts of no
/// figure, which no act of a person changes.
fn said_otherwise(entity: Uuid) -> Vec<Case> {
    let posted = first(entity, "bank_receipt", "posted");
    let request = first(entity, "disbursement_request", "posted");
    let lines = |change: &str, which: &str| {
        format!(
            "UPDATE journal_lines SET {change} WHERE entry_id IN (SELECT id FROM journal_entries
             WHERE document_id = {posted}) AND {which}"
        )
    };
    let entry = (EntryUncaused, "documents", None);
    let figure = (FigureWrong, "documents", Some("amount"));
    let told = |table| (RowChanged, table, None);
    let event = |change: &str| {
        format!(
            "UPDATE document_events SET {change} WHERE document_id = {posted} AND step = 'approve'"
        )
    };
    vec![
        (
            "journal_lines",
            lines("debit = debit * 10, credit = credit * 10", "true"),
            entry,
        ),
        (
            "journal_lines",
            lines("debit = debit * 10, credit = credit * 10", "ledger = 'cash'"),
            entry,
        ),
        (
            "journal_lines",
            lines("account = 'P:522000'", "account = 'MONEY'"),
            entry,
        ),
        (
            "journal_lines",
            format!(
                "UPDATE journal_lines SET source_id = (SELECT max(d.id::text)::uuid FROM documents AS d
                     WHERE d.entity_id = '{entity}' AND d.kind = 'disbursement_request'
                       AND d.id <> source_id)
                 WHERE entry_id IN (SELECT id FROM journal_entries WHERE document_id = {})",
                first(entity, "payment", "posted")
            ),
            entry,
        ),
        (
            "journal_entries",
            format!("UPDATE journal_entries SET event = 'opening.entered' WHERE document_id = {posted}"),
            (EntryUncaused, "journal_entries", Some("event")),
        ),
        (
            "journal_entries",
            format!("UPDATE journal_entries SET fiscal_year = fiscal_year + 1 WHERE document_id = {posted}"),
            (EntryUncaused, "journal_entries", Some("fiscal_year")),
        ),
        (
            "journal_entries",
            format!("UPDATE journal_entries SET voucher_no = 'RV-1' WHERE document_id = {posted}"),
            told("journal_entries"),
        ),
        (
            "documents",
            format!("UPDATE documents SET amount = amount + 1 WHERE id = {posted}"),
            figure,
        ),
        (
            "receipt_items",
            format!("UPDATE receipt_items SET amount = amount + 1 WHERE document_id = {posted}"),
            figure,
        ),
        (
            "receipt_items",
            format!("DELETE FROM receipt_items WHERE document_id = {posted}"),
            figure,
        ),
        (
            "disbursement_requests",
            format!("UPDATE disbursement_requests SET purpose = 'x' WHERE document_id = {request}"),
            told("disbursement_requests"),
        ),
        (
            "documents",
            format!("UPDATE documents SET party_name = 'x' WHERE id = {request}"),
            told("documents"),
        ),
        ("document_events", event("person_name = 'x'"), told("document_events")),
        (
            "document_events",
            event("person_id = (SELECT e.person_id FROM document_events AS e WHERE e.document_id
                = document_events.document_id AND e.seq = 1)"),
            told("document_events"),
        ),
        (
            "budget_lines",
            format!(
                "UPDATE budget_lines SET name_th = 'x' WHERE entity_id = '{entity}'
                 AND id = (SELECT min(id::text)::uuid FROM budget_lines WHERE entity_id = '{entity}')"
            ),
            told("budget_lines"),
        ),
        (
            "document_takes",
            format!(
                "DELETE FROM document_takes WHERE entity_id = '{entity}' AND document_id = {}",
                first(entity, "remittance_slip", "posted")
            ),
            told("document_takes"),
        ),
    ]
}

#[tokio::test]
async fn what_is_planted_and_recorded_is_told_by_the_route() {
    let mut bench = Bench::defenceless().await;
    bench.run(RECORDED).await;
    let busiest = "SELECT entity_id AS value FROM entity_heads ORDER BY seq DESC LIMIT 1";
    let entity: Uuid = bench.value(busiest).await;
    let tables = bench.tables().await;
    let (mut cases, mut wrong) = (told_otherwise(entity), Vec::new());
    cases.extend(held_otherwise(entity));
    cases.extend(said_otherwise(entity));
    for (table, change, (kind, named, column)) in cases {
        let key = &tables
            .iter()
            .find(|of| of.name == table)
            .expect("a table")
            .key;
        let key = key.join(", ");
        let sql = format!("SELECT pg_temp.recorded('{table}', '{key}', $change${change}$change$)");
        let mut wanted = Wanted::new(kind, entity, named);
        wanted.column = column.map(str::to_owned);
        let damage = Damage::new(table, sql, vec![wanted]).beside(Beside::Anything);
        bench.run(&damage.sql).await;
        let report = bench.verify().await;
        wrong.extend(damage.verdict(&report.findings).err());
        bench.planted += 1;
        for touched in [table, "records", "entity_heads"] {
            bench.restore(touched).await;
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of them:\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
    bench.finish("false changes recorded").await;
}
