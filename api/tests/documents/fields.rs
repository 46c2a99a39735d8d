//! Every field of every body has a column of its type, and every column a field: what is sent is
//! kept.

use crate::support::{Sql, TestApp};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Name of a field or column, and what it holds.
type Fields = BTreeMap<String, &'static str>;

/// Columns the engine fills.
const KEYS: [&str; 3] = ["entity_id", "document_id", "line_no"];

/// The description of the API, as it answers it.
struct Description(Value);

impl Description {
    fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        // An optional field is one of a schema and nothing.
        let schema = match schema["oneOf"].as_array() {
            Some(choices) if choices.iter().any(|of| of["type"] == "null") => &choices[0],
            _ => schema,
        };
        match schema["$ref"].as_str() {
            Some(path) => self.resolve(&self.0["components"]["schemas"][last(path, '/')]),
            None => schema,
        }
    }

    /// What a field holds, as the database calls it.
    fn holds(&self, schema: &Value) -> &'static str {
        let schema = self.resolve(schema);
        let kind = match &schema["type"] {
            Value::Array(kinds) => kinds[0].as_str(),
            kind => kind.as_str(),
        };
        match (kind, schema["format"].as_str()) {
            (Some("string"), Some("uuid")) => "uuid",
            (Some("string"), Some("date")) => "date",
            (Some("string"), _) if schema["pattern"].is_string() => "numeric",
            (Some("string"), _) => "text",
            (Some("integer"), _) => "integer",
            (Some("boolean"), _) => "boolean",
            (Some("array"), _) if self.holds(&schema["items"]) == "uuid" => "uuid[]",
            _ => "jsonb",
        }
    }

    fn properties<'a>(&'a self, schema: &'a Value) -> &'a serde_json::Map<String, Value> {
        let schema = self.resolve(schema);
        schema["properties"]
            .as_object()
            .expect("an object of fields")
    }

    /// The fields of a body or of a row in it; those of an object that has no column of its own
    /// stand beside the others.
    fn fields(&self, schema: &Value, columns: &Fields) -> Fields {
        let mut fields = Fields::new();
        for (name, field) in self.properties(schema) {
            let inner = self.resolve(field)["properties"].is_object();
            match inner && !columns.contains_key(name) {
                true => fields.extend(self.fields(field, columns)),
                false => _ = fields.insert(name.clone(), self.holds(field)),
            }
        }
        fields
    }
}

fn last(text: &str, mark: char) -> &str {
    text.rsplit(mark).next().unwrap_or_default()
}

async fn columns(sql: &mut Sql, table: &str) -> Fields {
    #[derive(serde::Deserialize)]
    struct Row {
        name: String,
        kind: String,
    }
    let text = "SELECT attname::text AS name, format_type(atttypid, NULL) AS kind FROM pg_attribute
                WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped";
    let rows: Vec<Row> = sql.rows(text, &[table.into()]).await;
    let kinds = [
        "uuid", "date", "numeric", "text", "integer", "boolean", "uuid[]", "jsonb",
    ];
    let own = rows.into_iter().filter(|row| !KEYS.contains(&&*row.name));
    let own = own.map(|row| {
        let kind = kinds.into_iter().find(|kind| *kind == row.kind);
        (row.name, kind.expect("a type fields have"))
    });
    own.collect()
}

/// What of a kind is not kept as it is sent.
async fn differences(app: &TestApp, described: &Description, sql: &mut Sql) -> Vec<String> {
    let mut found = Vec::new();
    for kind in &app.app.kinds {
        let name: String = kind.kind.as_str().split('_').map(capital).collect();
        let document = &described.0["components"]["schemas"][format!("{name}Document")];
        let body = &document["properties"]["body"];
        let mut own = columns(sql, kind.table).await;
        let mut fields = described.fields(body, &own);
        for (field, table) in kind.children {
            assert!(
                fields.remove(*field).is_some(),
                "{name} has rows in {field}"
            );
            let of_row = columns(sql, table).await;
            let rows = described.resolve(&described.properties(body)[*field]);
            let in_row = described.fields(&rows["items"], &of_row);
            fields.extend(
                in_row
                    .into_iter()
                    .map(|(name, kind)| (format!("{table}.{name}"), kind)),
            );
            own.extend(
                of_row
                    .into_iter()
                    .map(|(name, kind)| (format!("{table}.{name}"), kind)),
            );
        }
        let names = fields.keys().chain(own.keys());
        let differs = names.filter(|name| fields.get(*name) != own.get(*name));
        found.extend(differs.map(|field| {
            let (sent, kept) = (fields.get(field), own.get(field));
            format!(
                "{}: {field} is sent as {sent:?}, kept as {kept:?}",
                kind.table
            )
        }));
    }
    found
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

#[tokio::test]
async fn every_field_has_a_column_of_its_type_and_every_column_a_field() {
    let app = TestApp::start().await;
    let described = Description(json!(app.app.api.document()));
    let mut sql = app.owner_sql().await;
    assert_eq!(
        differences(&app, &described, &mut sql).await,
        Vec::<String>::new()
    );
    for (planted, seen) in [
        (
            "ALTER TABLE receipts DROP COLUMN reference",
            "receipts: reference is",
        ),
        (
            "ALTER TABLE payments ADD COLUMN note text",
            "payments: note is",
        ),
        (
            "ALTER TABLE openings DROP CONSTRAINT openings_as_at_year;
             ALTER TABLE openings ALTER COLUMN as_at TYPE text",
            "openings: as_at is",
        ),
        (
            "ALTER TABLE request_items DROP COLUMN bank_account_no",
            "request_items.bank_account_no",
        ),
    ] {
        let before = differences(&app, &described, &mut sql).await;
        sql.run(planted).await.expect("the owner may");
        let after = differences(&app, &described, &mut sql).await;
        let new = after.iter().find(|line| !before.contains(line));
        assert!(
            new.is_some_and(|line| line.contains(seen)),
            "{planted}: {after:?}"
        );
    }
}

/// Of a field without a column nothing is kept silently: the write is refused.
#[tokio::test]
async fn a_field_without_a_column_stops_the_write() {
    let app = TestApp::start().await;
    let office = app.office().await;
    let mut sql = app.owner_sql().await;
    sql.run("ALTER TABLE bank_receipts DROP COLUMN notice_no CASCADE")
        .await
        .expect("the owner may");
    let kind = shared::document::Kind::BankReceipt;
    let new = json!({ "id": uuid::Uuid::now_v7(), "fiscal_year": crate::support::YEAR,
        "body": office.bank_receipt_body("10.00") });
    let client = &office.maker(kind).client;
    let answer = client
        .attempt(reqwest::Method::POST, "/bank-receipts", &new)
        .await;
    assert_eq!(answer.status, 500, "nothing is dropped");
    let count = "SELECT count(*) AS value FROM documents WHERE kind = 'bank_receipt'";
    assert_eq!(sql.value::<i64>(count, &[]).await, 0);
}
