//! Where reference data is kept: a field is a column. The text of a statement is made from the table
//! of the entry, so that a kind of reference data declares a struct and nothing else; its row is read
//! into that struct, and a field without a column is refused, never dropped.

use crate::documents::keep_twins;
use crate::platform::db::schema::current_balances;
use crate::platform::db::{Json, Tx, refuse_unknown, sql};
use crate::platform::error::Error;
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Jsonb, Nullable, Text, Uuid};
use diesel_async::RunQueryDsl;
use serde_json::Value;
use shared::ledger::Ledger;
use shared::organisation::{CatalogueEntry, Party};
use shared::page::Page;
use shared::text::{KeyText, normal};
use shared::warning::Warning;

/// The table of a kind of reference data: its path with underscores.
fn table<T: CatalogueEntry>() -> String {
    T::PATH.replace('-', "_")
}

#[derive(QueryableByName)]
struct Row<T: CatalogueEntry> {
    #[diesel(sql_type = Jsonb)]
    entry: Json<T>,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// The entries `t` that have the words `$2` in code or name.
const WITH_WORDS: &str = "t.entity_id = $1 AND ($2::text IS NULL OR t.id IN (
    SELECT s.id FROM search_texts AS s
    WHERE s.entity_id = $1 AND s.kind = $3 AND strpos(s.normal, $2) > 0))";

/// The same, best first: whose code begins with the words, whose name does, then the others. A text to be
/// searched in is the code and, on a line of its own, the name.
const BEST_FIRST: &str = "(SELECT s.id, s.normal, CASE WHEN starts_with(s.normal, $2) THEN 0
            WHEN strpos(s.normal, E'\\n' || $2) > 0 THEN 1 ELSE 2 END AS place
        FROM search_texts AS s
        WHERE s.entity_id = $1 AND s.kind = $3 AND strpos(s.normal, $2) > 0
        ORDER BY place, s.normal COLLATE \"th-TH-x-icu\" LIMIT $4 OFFSET $5) AS f";

/// A page of entries in Thai order; with `text`, those with it within code or name, however it is typed,
/// best first: whoever types two letters has the one meant among the first of thousands.
pub async fn list<T: CatalogueEntry>(
    tx: &mut Tx<'_>,
    text: Option<&str>,
    page: u32,
    per_page: u32,
) -> Result<Page<T>, Error> {
    let table = table::<T>();
    let words = text.map(normal);
    let entries = sql(match words {
        None => format!(
            "SELECT to_jsonb(t) - 'entity_id' AS entry FROM {table} AS t WHERE {WITH_WORDS}
             ORDER BY t.code COLLATE \"th-TH-x-icu\" LIMIT $4 OFFSET $5"
        ),
        Some(_) => format!(
            "SELECT to_jsonb(t) - 'entity_id' AS entry FROM {BEST_FIRST}
             JOIN {table} AS t ON t.entity_id = $1 AND t.id = f.id
             ORDER BY f.place, f.normal COLLATE \"th-TH-x-icu\""
        ),
    })
    .bind::<Uuid, _>(tx.entity)
    .bind::<Nullable<Text>, _>(words.clone())
    .bind::<Text, _>(table.clone())
    .bind::<BigInt, _>(i64::from(per_page))
    .bind::<BigInt, _>(i64::from(page - 1) * i64::from(per_page));
    let rows: Vec<Row<T>> = entries.load(tx).await?;
    let all = sql(format!(
        "SELECT count(*) AS count FROM {table} AS t WHERE {WITH_WORDS}"
    ))
    .bind::<Uuid, _>(tx.entity)
    .bind::<Nullable<Text>, _>(words)
    .bind::<Text, _>(table);
    let all: Count = all.get_result(tx).await?;
    Ok(Page {
        items: rows.into_iter().map(|row| row.entry.0).collect(),
        total: all.count,
        more: false,
        page,
        per_page,
    })
}

/// The entry with this id.
pub async fn one<T: CatalogueEntry>(tx: &mut Tx<'_>, id: uuid::Uuid) -> Result<Option<T>, Error> {
    let table = table::<T>();
    let entry = sql(format!(
        "SELECT to_jsonb(t) - 'entity_id' AS entry FROM {table} AS t
         WHERE t.entity_id = $1 AND t.id = $2"
    ))
    .bind::<Uuid, _>(tx.entity)
    .bind::<Uuid, _>(id);
    let found: Option<Row<T>> = entry.get_result(tx).await.optional()?;
    Ok(found.map(|row| row.entry.0))
}

/// Was anything posted on an account for the entry with this id?
pub async fn is_posted(tx: &mut Tx<'_>, account: &str, id: uuid::Uuid) -> Result<bool, Error> {
    let of_entry = current_balances::table
        .filter(current_balances::entity_id.eq(tx.entity))
        .filter(current_balances::ledger.eq(Ledger::Financial))
        .filter(current_balances::account.eq(account))
        .filter(current_balances::dimension.eq(id.to_string()));
    Ok(diesel::select(exists(of_entry)).get_result(tx).await?)
}

#[derive(QueryableByName)]
struct Last {
    #[diesel(sql_type = Nullable<Text>)]
    code: Option<String>,
}

/// The code after the last of those that begin so and go on with five digits.
pub async fn next_code<T: CatalogueEntry>(tx: &mut Tx<'_>, begins: &str) -> Result<KeyText, Error> {
    let table = table::<T>();
    let last = sql(format!(
        "SELECT max(t.code COLLATE \"C\") AS code FROM {table} AS t
         WHERE t.entity_id = $1 AND t.code ~ ('^' || $2 || '[0-9][0-9][0-9][0-9][0-9]$')"
    ))
    .bind::<Uuid, _>(tx.entity)
    .bind::<Text, _>(begins);
    let last: Last = last.get_result(tx).await?;
    let number = last
        .code
        .and_then(|code| code.strip_prefix(begins)?.parse::<u32>().ok());
    let next = number.unwrap_or_default() + 1;
    Ok(format!("{begins}{next:05}").into())
}

/// Writes an entry, new or changed; the entry as it stands then.
pub async fn put<T: CatalogueEntry>(tx: &mut Tx<'_>, entry: &T) -> Result<T, Error> {
    let mut entry = entry.clone();
    *entry.version() += 1;
    let mut row = serde_json::to_value(&entry).map_err(Error::unexpected)?;
    let table = table::<T>();
    refuse_unknown(&table, tx.columns(&table).await?.iter(), &row)?;
    let mut set = Vec::new();
    if let Some(fields) = row.as_object_mut() {
        set = fields
            .keys()
            .filter(|key| *key != "id")
            .map(|key| format!("{key} = excluded.{key}"))
            .collect();
        fields.insert("entity_id".to_owned(), Value::String(tx.entity.to_string()));
    }
    let set = set.join(", ");
    sql(format!(
        "INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, $1)).*
         ON CONFLICT (entity_id, id) DO UPDATE SET {set}"
    ))
    .bind::<Jsonb, _>(row)
    .execute(tx)
    .await?;
    note_twins(tx, &entry).await?;
    Ok(entry)
}

/// Notes what another entry of the same would be known by. What has twins always has a name.
async fn note_twins<T: CatalogueEntry>(tx: &mut Tx<'_>, entry: &T) -> Result<(), Error> {
    let twins = entry.twins();
    match twins.is_empty() {
        true => Ok(()),
        false => keep_twins(tx, T::PATH, entry.entry_id(), &twins).await,
    }
}

/// Writes the first entries of a new entity.
pub async fn insert_all<T: CatalogueEntry>(tx: &mut Tx<'_>, entries: &[T]) -> Result<(), Error> {
    let mut first = entries.to_vec();
    first.iter_mut().for_each(|entry| *entry.version() = 1);
    let mut rows = serde_json::to_value(&first).map_err(Error::unexpected)?;
    let table = table::<T>();
    let columns = tx.columns(&table).await?;
    for row in rows.as_array_mut().into_iter().flatten() {
        refuse_unknown(&table, columns.iter(), row)?;
        if let Some(row) = row.as_object_mut() {
            row.insert("entity_id".to_owned(), Value::String(tx.entity.to_string()));
        }
    }
    sql(format!(
        "INSERT INTO {table} SELECT (jsonb_populate_recordset(NULL::{table}, $1)).*"
    ))
    .bind::<Jsonb, _>(rows)
    .execute(tx)
    .await?;
    for entry in entries {
        note_twins(tx, entry).await?;
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Same {
    #[diesel(sql_type = Text)]
    key: String,
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    name_th: String,
}

const SAME_PARTIES: &str = "SELECT t.key, p.code, p.name_th FROM twins t
    JOIN parties p ON p.entity_id = t.entity_id AND p.id = t.id
    WHERE t.entity_id = $1 AND t.key = ANY($2) AND t.thing = 'parties' AND t.id <> $3
    ORDER BY p.code LIMIT 5";

/// The parties that are most likely the same as this one, registered or not.
pub async fn party_twins(tx: &mut Tx<'_>, party: &Party) -> Result<Vec<Warning>, Error> {
    let twins = party.twins();
    let keys: Vec<&str> = twins.iter().map(|twin| twin.key.as_str()).collect();
    let same = sql(SAME_PARTIES)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Array<Text>, _>(keys)
        .bind::<Uuid, _>(party.id);
    let told = |same: Same| {
        let twin = twins.iter().find(|twin| *twin.key == same.key)?;
        let context = [("label", format!("{} {}", same.code, same.name_th))];
        // Signs that mean something else in an address are left to the person.
        let plain = |c: char| c.is_alphanumeric() || "-./_".contains(c);
        let is_plain = same.code.chars().all(plain);
        let link = is_plain.then(|| format!("/{}?q={}", Party::PATH, same.code));
        Some(Warning::new(twin.code, &context, link))
    };
    let found: Vec<Same> = same.load(tx).await?;
    Ok(found.into_iter().filter_map(told).collect())
}
