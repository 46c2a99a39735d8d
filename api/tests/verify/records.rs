//! Damage to the record itself.

use super::bench::Bench;
use super::damage::{Beside, Damage, Wanted};
use api::verify::DamageKind;
use uuid::Uuid;

/// Makes every hash of an entity's chain again, and its head.
pub const REHASH: &str = "DO $$
DECLARE
    r records;
    before bytea;
BEGIN
    SELECT previous_hash INTO before FROM records WHERE entity_id = 'ENTITY' AND seq = 1;
    FOR r IN SELECT * FROM records WHERE entity_id = 'ENTITY' ORDER BY seq LOOP
        r.previous_hash := before;
        r.hash := sha256(convert_to(record_text(r), 'UTF8'));
        UPDATE records SET previous_hash = r.previous_hash, hash = r.hash
        WHERE entity_id = r.entity_id AND seq = r.seq;
        before := r.hash;
        UPDATE entity_heads SET seq = r.seq, hash = r.hash WHERE entity_id = r.entity_id;
    END LOOP;
END $$;";

/// To the records and the head of an entity that stands at a number.
pub fn to_records(entity: Uuid, last: i64) -> Vec<Damage> {
    let at = |seq: &str| format!("WHERE entity_id = '{entity}' AND seq = {seq}");
    let lost = |key: &str| Wanted::new(DamageKind::RecordMissing, entity, "records").key(key);
    let changed = |key: &str| Wanted::new(DamageKind::RecordChanged, entity, "records").key(key);
    let (end, nth) = (last.to_string(), |n: i64| (last + n).to_string());
    let own = format!("WHERE entity_id = '{entity}'");
    let damages = vec![
        (
            format!("DELETE FROM records {}", at(&end)),
            vec![lost(&end)],
        ),
        (format!("DELETE FROM records {}", at("1")), vec![lost("1")]),
        (
            format!("DELETE FROM records {own} AND seq BETWEEN 5 AND 9"),
            vec![lost("5–9")],
        ),
        (
            format!("DELETE FROM records {own} AND seq > {last} - 3"),
            vec![lost(&format!("{}–{last}", last - 2))],
        ),
        (
            format!("DELETE FROM records {own}"),
            vec![lost(&format!("1–{last}"))],
        ),
        // Whoever wrote it, at what time, with what permission: one each in one record.
        (
            format!("UPDATE records SET actor = NULL {}", at("30")),
            vec![changed("30")],
        ),
        // Two records change places.
        (
            format!(
                "UPDATE records SET seq = -1 {0}; UPDATE records SET seq = 11 {1};
                UPDATE records SET seq = 12 WHERE entity_id = '{entity}' AND seq = -1",
                at("11"),
                at("12")
            ),
            vec![changed("11"), changed("12")],
        ),
        // One image in the middle of a record, with the hash of that record made again.
        (
            format!(
                "UPDATE records SET changes = replace(changes, '100.00', '900.00')
                    {own}; UPDATE records r SET hash = sha256(convert_to(record_text(r), 'UTF8'))
                    {own}"
            ),
            vec![Wanted::new(DamageKind::RecordChanged, entity, "records").column("hash")],
        ),
        // A forged record behind the last, with the right number and a link to nothing.
        (
            format!(
                "INSERT INTO records SELECT entity_id, {}, at, actor, permission, subject,
                NULL, '', changes, answer, sha256('x'), hash, form FROM records {}",
                last + 1,
                at("5")
            ),
            vec![Wanted::new(DamageKind::RecordExtra, entity, "records").key(&nth(1))],
        ),
        // A record after the last, rightly linked, without the head.
        (
            format!(
                "INSERT INTO records SELECT entity_id, {}, at, actor, permission, subject,
                NULL, '', '', answer, hash, hash, form FROM records {};
                UPDATE records r SET hash = sha256(convert_to(record_text(r), 'UTF8')) {}",
                last + 1,
                at(&end),
                at(&nth(1))
            ),
            vec![Wanted::new(DamageKind::HeadWrong, entity, "entity_heads").column("seq")],
        ),
        // The canonical form is kept, the columns are not.
        (
            format!("UPDATE records SET idempotency_key = '' {own} AND idempotency_key IS NULL"),
            vec![
                Wanted::new(DamageKind::RecordChanged, entity, "records").column("idempotency_key"),
            ],
        ),
        (
            format!("DELETE FROM entity_heads {own}"),
            vec![Wanted::new(DamageKind::HeadWrong, entity, "entity_heads")],
        ),
        // The end of the record cut off with the head set back: the tables know better.
        (
            format!(
                "DELETE FROM records {own} AND seq > {last} - 6; UPDATE entity_heads h
                SET (seq, hash) = (SELECT seq, hash FROM records {own} ORDER BY seq DESC LIMIT 1)
                {own}"
            ),
            vec![
                Wanted::new(DamageKind::RowChanged, entity, "documents").column("status"),
                Wanted::new(DamageKind::RowExtra, entity, "document_events"),
            ],
        ),
        (
            format!("DELETE FROM entities WHERE id = '{entity}'"),
            vec![Wanted::new(DamageKind::RowMissing, entity, "entities")],
        ),
    ];
    let damage = |(sql, wanted)| {
        let mut damage = Damage::new("records", sql, wanted).beside(Beside::Anything);
        damage.restore = ["records", "entity_heads", "entities"]
            .map(str::to_owned)
            .to_vec();
        damage
    };
    damages.into_iter().map(damage).collect()
}

#[tokio::test]
async fn damage_to_records_and_heads_is_named() {
    let mut bench = Bench::defenceless().await;
    let sql = "SELECT entity_id AS value FROM entity_heads ORDER BY seq DESC LIMIT 1";
    let entity: Uuid = bench.value(sql).await;
    let last: i64 = bench.value("SELECT max(seq) AS value FROM records").await;
    for damage in to_records(entity, last) {
        bench.plant(&damage).await;
    }
    bench.finish("records and heads damaged").await;
}
