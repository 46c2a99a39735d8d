//! Where the books are read, a thousand rows at a time, within one view of them.

use crate::platform::db::schema::{attachment_contents, entities, entity_heads};
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use crate::platform::record::{RecordRow, hex};
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Nullable, Numeric, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::document::{Kind, Status};
use shared::ledger::Ledger;
use shared::reporting::RecordHead;
use shared::{DocumentId, Money};

/// What the organisation is called.
pub async fn name(tx: &mut Tx<'_>) -> Result<String, Error> {
    let own = entities::table.find(tx.entity);
    Ok(own.select(entities::name_th).first(tx).await?)
}

/// Where its record stands.
pub async fn head(tx: &mut Tx<'_>) -> Result<RecordHead, Error> {
    let own = entity_heads::table.find(tx.entity);
    let own = own.select((entity_heads::seq, entity_heads::hash));
    let (seq, hash): (i64, Vec<u8>) = own.first(tx).await?;
    Ok(RecordHead {
        seq,
        hash: hex(&hash),
    })
}

/// Rows that come at once.
const PAGE: i64 = 1000;

/// The records after a number, in order, as verification reads them.
pub async fn records_after(tx: &mut Tx<'_>, seq: i64) -> Result<Vec<RecordRow>, Error> {
    let page = sql(
        "SELECT r.form::int, r.entity_id, r.seq, r.actor, r.permission, r.subject,
            r.idempotency_key, r.request_hash, r.changes, r.answer,
            to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS at,
            encode(r.previous_hash, 'hex') AS previous_hash, encode(r.hash, 'hex') AS hash
        FROM records AS r WHERE r.entity_id = $1 AND r.seq > $2 ORDER BY r.seq LIMIT $3",
    );
    let page = page.bind::<Uuid, _>(tx.entity).bind::<BigInt, _>(seq);
    Ok(page.bind::<BigInt, _>(PAGE).load(tx).await?)
}

/// A recorded table: its name, and an expression for the key of a row `x`.
#[derive(Debug, QueryableByName)]
pub struct Table {
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Text)]
    pub key: String,
}

/// The recorded tables: those of the books but for these, which are recomputed or proved elsewhere.
pub async fn tables(tx: &mut Tx<'_>, unrecorded: &[&str]) -> Result<Vec<Table>, Error> {
    let tables = sql(
        "SELECT c.relname::text AS name, (SELECT format('jsonb_build_array(%s)',
                string_agg(format('x.%I', a.attname), ', ' ORDER BY k.place))
            FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
            JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.attnum) AS key
        FROM pg_class AS c JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> ALL ($1::text[])
          AND EXISTS (SELECT FROM pg_attribute AS a
              WHERE a.attrelid = c.oid AND a.attname = 'entity_id')
        ORDER BY c.relname",
    );
    let names: Vec<String> = unrecorded.iter().map(|name| (*name).to_owned()).collect();
    Ok(tables.bind::<Array<Text>, _>(names).load(tx).await?)
}

/// A row as it is recorded: its key and its image, as `jsonb` prints them.
#[derive(Debug, QueryableByName)]
pub struct Row {
    #[diesel(sql_type = Text)]
    pub key: String,
    #[diesel(sql_type = Text)]
    pub image: String,
}

/// Begins to read a table; names and expressions come from the catalogue.
pub async fn open(tx: &mut Tx<'_>, table: &Table) -> Result<(), Error> {
    let Table { name, key } = table;
    let cursor = format!(
        "DECLARE bundled NO SCROLL CURSOR FOR SELECT {key}::text AS key, to_jsonb(x.*)::text AS image
         FROM {name} AS x WHERE x.entity_id = laas_entity() ORDER BY 1"
    );
    sql(cursor).execute(tx).await?;
    Ok(())
}

/// The next rows of the table being read; none at its end.
pub async fn next(tx: &mut Tx<'_>) -> Result<Vec<Row>, Error> {
    Ok(sql("FETCH 1000 FROM bundled").load(tx).await?)
}

/// Ends reading a table.
pub async fn close(tx: &mut Tx<'_>) -> Result<(), Error> {
    sql("CLOSE bundled").execute(tx).await?;
    Ok(())
}

/// The hash and content of the attached file after one, in the order of their hashes.
pub async fn file_after(tx: &mut Tx<'_>, hash: &[u8]) -> Result<Option<(Vec<u8>, Vec<u8>)>, Error> {
    let after = attachment_contents::table
        .filter(attachment_contents::entity_id.eq(tx.entity))
        .filter(attachment_contents::sha256.gt(hash))
        .order(attachment_contents::sha256)
        .select((attachment_contents::sha256, attachment_contents::content));
    Ok(after.first(tx).await.optional()?)
}

/// A document as people list it.
#[derive(Debug, QueryableByName)]
pub struct Listed {
    #[diesel(sql_type = Text)]
    pub kind: Kind,
    #[diesel(sql_type = Nullable<Text>)]
    pub number: Option<String>,
    #[diesel(sql_type = Date)]
    pub day: NaiveDate,
    #[diesel(sql_type = Text)]
    pub status: Status,
    #[diesel(sql_type = Text)]
    pub title: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub party: Option<String>,
    #[diesel(sql_type = Numeric)]
    pub amount: Money,
    #[diesel(sql_type = Uuid)]
    pub id: DocumentId,
}

/// The documents after one, in the order of their ids.
pub async fn documents_after(tx: &mut Tx<'_>, after: DocumentId) -> Result<Vec<Listed>, Error> {
    let page = sql(
        "SELECT d.kind, d.status, d.title, d.party_name AS party, d.amount, d.id,
            coalesce(d.document_on, d.entered_on) AS day,
            (SELECT n.number FROM document_numbers AS n WHERE n.entity_id = d.entity_id
                AND n.document_id = d.id ORDER BY n.given DESC LIMIT 1) AS number
        FROM documents AS d WHERE d.entity_id = $1 AND d.id > $2 ORDER BY d.id LIMIT $3",
    );
    let page = page.bind::<Uuid, _>(tx.entity).bind::<Uuid, _>(after);
    Ok(page.bind::<BigInt, _>(PAGE).load(tx).await?)
}

/// A line of the journal as people list it.
#[derive(Debug, QueryableByName)]
pub struct Line {
    #[diesel(sql_type = BigInt)]
    pub seq: i64,
    #[diesel(sql_type = Date)]
    pub day: NaiveDate,
    #[diesel(sql_type = Nullable<Text>)]
    pub voucher: Option<String>,
    #[diesel(sql_type = Text)]
    pub ledger: Ledger,
    #[diesel(sql_type = Text)]
    pub account: String,
    #[diesel(sql_type = Text)]
    pub account_name: String,
    #[diesel(sql_type = Numeric)]
    pub debit: Money,
    #[diesel(sql_type = Numeric)]
    pub credit: Money,
}

/// The lines of the entries after one, of a thousand entries.
pub async fn lines_after(tx: &mut Tx<'_>, seq: i64) -> Result<Vec<Line>, Error> {
    let page = sql(
        "SELECT e.seq, e.posted_on AS day, e.voucher_no AS voucher, l.ledger, l.account,
            coalesce(a.name_th, '') AS account_name, l.debit, l.credit
        FROM (SELECT * FROM journal_entries AS j WHERE j.entity_id = $1 AND j.seq > $2
              ORDER BY j.seq LIMIT $3) AS e
        JOIN journal_lines AS l ON l.entity_id = e.entity_id AND l.entry_id = e.id
        LEFT JOIN accounts AS a ON a.code = l.chart_account
        ORDER BY e.seq, l.line_no",
    );
    let page = page.bind::<Uuid, _>(tx.entity).bind::<BigInt, _>(seq);
    Ok(page.bind::<BigInt, _>(PAGE).load(tx).await?)
}
