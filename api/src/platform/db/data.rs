//! Tables that are data files of the program: their rows become those of the file, whatever was there.

use crate::platform::error::Error;
use serde_json::json;
use std::collections::BTreeMap;

/// A table, the columns that tell its rows apart, and its file.
struct Data {
    table: &'static str,
    key: &'static [&'static str],
    file: &'static str,
}

const DATA: [Data; 5] = [
    Data {
        table: "account_limits",
        key: &["ledger", "account"],
        file: include_str!("../../../../migrations/account_limits.csv"),
    },
    Data {
        table: "posting_rules",
        key: &["event", "amount", "ledger", "debit", "credit", "valid_from"],
        file: include_str!("../../../../migrations/posting_rules.csv"),
    },
    Data {
        table: "separated_duties",
        key: &["kind", "route", "step", "not_by", "is_of_paid"],
        file: include_str!("../../../../migrations/separated_duties.csv"),
    },
    Data {
        table: "step_roles",
        key: &["kind", "route", "step", "role"],
        file: include_str!("../../../../migrations/step_roles.csv"),
    },
    Data {
        table: "voiding_roles",
        key: &["kind", "role"],
        file: include_str!("../../../../migrations/voiding_roles.csv"),
    },
];

/// The statements that make the tables equal to their files. Rows that stand already are not touched.
pub fn statements() -> Result<Vec<String>, Error> {
    DATA.iter().map(statement).collect()
}

/// The rows of the file of a table, as JSON objects by column.
pub fn rows_of(table: &str) -> Result<serde_json::Value, Error> {
    let data = DATA.iter().find(|data| data.table == table);
    let file = data.map_or("", |data| data.file);
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let rows = reader.deserialize::<BTreeMap<String, Option<String>>>();
    let rows: Result<Vec<_>, csv::Error> = rows.collect();
    Ok(json!(rows.map_err(Error::unexpected)?))
}

fn statement(data: &Data) -> Result<String, Error> {
    let mut reader = csv::Reader::from_reader(data.file.as_bytes());
    let columns = reader.headers().map_err(Error::unexpected)?.clone();
    let mut rows = Vec::new();
    let mut keys = Vec::new();
    for record in reader.records() {
        let record = record.map_err(Error::unexpected)?;
        let of_key = columns.iter().zip(&record);
        let of_key = of_key.filter(|(column, _)| data.key.contains(column));
        keys.push(row(of_key.map(|(_, cell)| cell)));
        rows.push(row(record.iter()));
    }
    let Data { table, key, .. } = data;
    let all: Vec<&str> = columns.iter().collect();
    let own = columns.iter().filter(|column| key.contains(column));
    let own: Vec<String> = own.map(|column| format!("{column}::text")).collect();
    let each = |pattern: fn(&str) -> String| -> String {
        let texts: Vec<String> = all.iter().map(|column| pattern(column)).collect();
        texts.join(", ")
    };
    let set = each(|column| format!("{column} = EXCLUDED.{column}"));
    let (old, new) = (
        each(|of| format!("t.{of}")),
        each(|of| format!("EXCLUDED.{of}")),
    );
    let (columns, key) = (all.join(", "), key.join(", "));
    let (rows, own, keys) = (rows.join(", "), own.join(", "), keys.join(", "));
    Ok(format!(
        "INSERT INTO {table} AS t ({columns}) VALUES {rows} ON CONFLICT ({key}) DO UPDATE SET {set}
            WHERE ({old}) IS DISTINCT FROM ({new});
         DELETE FROM {table} WHERE ({own}) NOT IN (VALUES {keys})"
    ))
}

/// A row of literals; an empty cell is NULL.
fn row<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let cells = cells.map(|cell| match cell {
        "" => "NULL".to_owned(),
        cell => format!("'{}'", cell.replace('\'', "''")),
    });
    let cells: Vec<String> = cells.collect();
    format!("({})", cells.join(", "))
}
