//! Every column of every table of entities, changed one at a time.

use super::bench::{Bench, Row, Table};
use super::damage::{Beside, Damage, Wanted};
use api::verify::DamageKind;
use uuid::Uuid;

/// Another value of the type.
pub fn other(column: &str, kind: &str) -> String {
    match kind {
        "uuid" => "gen_random_uuid()".to_owned(),
        "text" => format!("coalesce({column}, '') || 'ก'"),
        "date" => format!("coalesce({column}, '2025-10-01') + 40"),
        "timestamp with time zone" => {
            format!("coalesce({column}, '2025-10-01') + interval '1 microsecond'")
        }
        "numeric" => format!("coalesce({column}, 0) + 0.01"),
        "smallint" | "integer" | "bigint" => format!("coalesce({column}, 0) + 1000"),
        "boolean" => format!("NOT {column}"),
        "jsonb" => format!("jsonb_build_array({column})"),
        "date[]" => format!("array_append({column}, DATE '2025-10-01')"),
        "uuid[]" => format!("array_append({column}, gen_random_uuid())"),
        "bytea" => format!("set_byte({column}, 0, get_byte({column}, 0) # 1)"),
        other => panic!("a value of type {other} for {column}"),
    }
}

/// What must be said when a column of a row is changed; `stranger` is the new entity, if that is
/// the column.
pub fn wanted(table: &Table, column: &str, row: &Row, stranger: Uuid) -> (Vec<Wanted>, Beside) {
    let (name, entity) = (table.name.as_str(), row.entity_id);
    let is_key = table.key.iter().any(|key| key == column);
    let one = |kind| Wanted::new(kind, entity, name);
    let books = [
        "journal_entries",
        "journal_lines",
        "reservations",
        "role_assignments",
        "deputies",
        "programs",
        "person_seals",
        "entity_seals",
        "number_series",
        "document_numbers",
        "attachments",
        "documents",
        "document_events",
        "document_takes",
        "payments",
        "cheque_items",
        "cancellations",
        "parties",
        "departments",
        "bank_accounts",
    ];
    let beside = if books.contains(&name) {
        Beside::Books
    } else {
        Beside::Nothing
    };
    match (name, column) {
        ("records", "entity_id") => {
            let lost = one(DamageKind::RecordMissing).key("20");
            let homeless = Wanted::new(DamageKind::RowMissing, stranger, "entities");
            (vec![lost, homeless], Beside::Anything)
        }
        ("records", "seq") => {
            let lost = one(DamageKind::RecordMissing).key("20");
            (
                vec![lost, one(DamageKind::RecordExtra).key("1020")],
                Beside::Anything,
            )
        }
        ("records", "hash" | "previous_hash") => (
            vec![one(DamageKind::RecordChanged).key("20").column(column)],
            Beside::Nothing,
        ),
        ("records", "changes" | "form") => (
            vec![one(DamageKind::RecordChanged).key("20")],
            Beside::Anything,
        ),
        ("records", _) => (
            vec![one(DamageKind::RecordChanged).key("20")],
            Beside::Nothing,
        ),
        ("entity_heads", "entity_id") => {
            let headless = one(DamageKind::HeadWrong);
            let homeless = Wanted::new(DamageKind::RowMissing, stranger, "entities");
            (vec![headless, homeless], Beside::Anything)
        }
        ("entity_heads", _) => (
            vec![one(DamageKind::HeadWrong).column(column)],
            Beside::Nothing,
        ),
        ("balances" | "current_balances", "entity_id") => {
            let gained = Wanted::new(DamageKind::BalanceWrong, stranger, name);
            (vec![one(DamageKind::BalanceWrong), gained], Beside::Books)
        }
        ("balances" | "current_balances", _) if is_key => {
            (vec![one(DamageKind::BalanceWrong)], Beside::Books)
        }
        ("balances" | "current_balances", _) => (
            vec![one(DamageKind::BalanceWrong).column(column)],
            Beside::Books,
        ),
        ("search_texts", "entity_id") => {
            let gained = Wanted::new(DamageKind::SearchWrong, stranger, name);
            (vec![one(DamageKind::SearchWrong), gained], Beside::Nothing)
        }
        ("search_texts", "normal") => (
            vec![one(DamageKind::SearchWrong).column(column)],
            Beside::Nothing,
        ),
        ("search_texts", _) => (vec![one(DamageKind::SearchWrong)], Beside::Nothing),
        ("attachment_contents", "entity_id") => {
            let gained = Wanted::new(DamageKind::FileDamaged, stranger, name);
            (vec![one(DamageKind::FileDamaged), gained], Beside::Nothing)
        }
        ("attachment_contents", "content") => (
            vec![one(DamageKind::FileDamaged).column(column)],
            Beside::Nothing,
        ),
        ("attachment_contents", _) => (vec![one(DamageKind::FileDamaged)], Beside::Nothing),
        (_, "entity_id") => {
            let gained = Wanted::new(DamageKind::RowExtra, stranger, name);
            (
                vec![one(DamageKind::RowMissing).key(&row.key), gained],
                beside,
            )
        }
        _ if is_key => {
            let gained = one(DamageKind::RowExtra);
            (
                vec![one(DamageKind::RowMissing).key(&row.key), gained],
                beside,
            )
        }
        _ => (
            vec![one(DamageKind::RowChanged).key(&row.key).column(column)],
            beside,
        ),
    }
}

/// Two halves, so that they run beside each other; of each table every third column, or all of them with
/// `./laas damages`.
async fn change_every_column(of: impl Fn(&str) -> bool) {
    let nth = match std::env::var_os("LAAS_DAMAGES") {
        Some(_) => 1,
        None => 3,
    };
    let mut bench = Bench::defenceless().await;
    let mut tables = bench.tables().await;
    assert!(tables.len() > 35, "{tables:?}");
    tables.retain(|table| of(&table.name));
    for (first, table) in tables.iter_mut().enumerate() {
        let all = std::mem::take(&mut table.columns).into_iter();
        table.columns = all.skip(first % nth).step_by(nth).collect();
    }
    for table in &tables {
        for (column, kind) in &table.columns {
            let row = bench.row(table).await;
            let stranger = Uuid::new_v4();
            let value = match column.as_str() {
                "entity_id" => format!("'{stranger}'"),
                _ => other(column, kind),
            };
            let (name, tid) = (&table.name, &row.tid);
            let sql = format!("UPDATE {name} SET {column} = {value} WHERE ctid = '{tid}'");
            let (wanted, beside) = wanted(table, column, &row, stranger);
            let damage = Damage::new(name, sql, wanted).beside(beside);
            bench.plant(&damage).await;
        }
    }
    let columns: usize = tables.iter().map(|table| table.columns.len()).sum();
    assert_eq!(bench.planted, columns);
    bench.finish("columns changed").await;
}

#[tokio::test]
async fn a_change_of_any_column_of_the_tables_a_to_i_is_named() {
    change_every_column(|table| table < "j").await;
}

#[tokio::test]
async fn a_change_of_any_column_of_the_tables_j_to_z_is_named() {
    change_every_column(|table| table >= "j").await;
}
