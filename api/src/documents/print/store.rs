//! What printing reads.

use super::facts::PrintFacts;
use crate::documents::engine::entries;
use crate::documents::kind::DocumentKind;
use crate::documents::store::events;
use crate::platform::access::Ctx;
use crate::platform::db::schema::entities;
use crate::platform::db::{Json, Tx, sql};
use crate::platform::error::Error;
use diesel::prelude::*;
use diesel::sql_types::{self, Array, Jsonb, Nullable, Numeric, Text};
use diesel_async::RunQueryDsl;
use export::paper::Organisation;
use serde_json::Value;
use shared::document::{Document, DocumentBody, Status};
use shared::revenue::MoneyKind;
use shared::{DocumentId, Money};
use std::collections::HashMap;
use uuid::Uuid;

/// A document another one names, as forms list it.
#[derive(Debug, Clone, QueryableByName)]
pub struct ListedDocument {
    #[diesel(sql_type = sql_types::Uuid)]
    pub id: Uuid,
    /// Its last number.
    #[diesel(sql_type = Text)]
    pub number: String,
    /// What it is about.
    #[diesel(sql_type = Text)]
    pub title: String,
    /// Payer or payee.
    #[diesel(sql_type = Text)]
    pub party_name: String,
    #[diesel(sql_type = Numeric)]
    pub amount: Money,
    /// Net amount of a request in baht.
    #[diesel(sql_type = Nullable<Numeric>)]
    pub net: Option<Money>,
    /// How the money of a receipt came.
    #[diesel(sql_type = Nullable<Text>)]
    pub money_kind: Option<MoneyKind>,
    /// Account or type code of the first item of a receipt.
    #[diesel(sql_type = Nullable<Text>)]
    pub code: Option<String>,
}

/// The facts of a document to print.
pub async fn facts<B: DocumentKind>(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    document: &Document<B>,
    witness_url: String,
) -> Result<PrintFacts, Error> {
    let id = document.header.id;
    let entity = entities::table.find(tx.entity).select((
        entities::name_th,
        entities::district,
        entities::province,
    ));
    let (name, district, province) = entity.first(tx).await?;
    let taken = named(tx, &document.body.takes()).await?;
    let mut said = said(&document.body)?;
    said.extend(taken.iter().filter_map(|taken| taken.code.clone()));
    let mut names = names_of(tx, said).await?;
    // A draft is called as things are called today.
    if document.header.status != Status::Draft {
        names.extend(kept_names(tx, id).await?);
    }
    Ok(PrintFacts {
        organisation: Organisation {
            name,
            district,
            province,
        },
        history: events(tx, id).await?,
        entries: entries::<B>(tx, ctx, id).await?,
        names,
        taken,
        now: tx.now,
        printed_by: ctx.name.clone(),
        witness_url,
    })
}

const NAMES: &str = "SELECT id::text AS key, name_th AS name FROM departments
        WHERE entity_id = $1 AND id = ANY($2)
    UNION ALL SELECT id::text, concat_ws(' ', name_th, nullif(number, ''))
        FROM bank_accounts WHERE entity_id = $1 AND id = ANY($2)
    UNION ALL SELECT code, name_th FROM classifications
        WHERE scheme = 'revenue_type' AND code = ANY($3)
    UNION ALL SELECT n.key, n.name FROM budget_lines l
        LEFT JOIN classifications w ON w.scheme = 'budget_plan' AND w.code = l.work
        LEFT JOIN classifications p ON p.scheme = 'budget_plan' AND p.code = w.parent
        LEFT JOIN classifications t
            ON t.scheme = 'expenditure_type' AND t.code = l.expenditure_type
        LEFT JOIN classifications f ON f.scheme = 'fund_source' AND f.code = l.fund
        CROSS JOIN LATERAL (VALUES (l.id::text, l.name_th), ('plan:' || l.id, p.name_th),
            ('work:' || l.id, w.name_th), ('type:' || l.id, t.name_th),
            ('fund:' || l.id, f.name_th), ('category:' || l.id, t.parent)) AS n(key, name)
        WHERE l.entity_id = $1 AND l.id = ANY($2) AND n.name IS NOT NULL";

/// Names of the reference data and national codes that are said, as they are today.
pub async fn names_of(
    tx: &mut Tx<'_>,
    said: Vec<String>,
) -> Result<HashMap<String, String>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        key: String,
        #[diesel(sql_type = Text)]
        name: String,
    }
    let ids: Vec<Uuid> = said.iter().filter_map(|text| text.parse().ok()).collect();
    let names = sql(NAMES)
        .bind::<sql_types::Uuid, _>(tx.entity)
        .bind::<Array<sql_types::Uuid>, _>(ids)
        .bind::<Array<Text>, _>(said);
    let rows: Vec<Row> = names.load(tx).await?;
    Ok(rows.into_iter().map(|row| (row.key, row.name)).collect())
}

/// Every text of a body: the ids and codes in it among them.
fn said<B: DocumentBody>(body: &B) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    let body = serde_json::to_value(body).map_err(Error::unexpected)?;
    texts(&body, &mut found);
    Ok(found)
}

fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}

const KEEP: &str = "INSERT INTO document_names (entity_id, document_id, names)
    SELECT $1, $2, jsonb_object_agg(c.id, c.name) FROM (
        SELECT id, name_th AS name FROM departments WHERE entity_id = $1 AND id = ANY($3)
        UNION ALL SELECT id, concat_ws(' ', name_th, nullif(number, ''))
        FROM bank_accounts WHERE entity_id = $1 AND id = ANY($3)) AS c
    HAVING count(*) > 0
    ON CONFLICT (entity_id, document_id) DO UPDATE SET names = excluded.names";

/// Keeps what the departments and bank accounts of a body are called now, when it is handed in: its
/// paper names them so for good (W-1.7). Whatever it names by id is looked for, so no kind says which.
pub fn keep_names<B: DocumentBody>(tx: &Tx<'_>, id: DocumentId, body: &B) -> Result<(), Error> {
    let ids = said(body)?.into_iter();
    let ids: Vec<Uuid> = ids.filter_map(|text| text.parse().ok()).collect();
    if !ids.is_empty() {
        let keep = sql(KEEP)
            .bind::<sql_types::Uuid, _>(tx.entity)
            .bind::<sql_types::Uuid, _>(id)
            .bind::<Array<sql_types::Uuid>, _>(ids);
        tx.later(keep);
    }
    Ok(())
}

const KEPT: &str = "SELECT names FROM document_names WHERE entity_id = $1 AND document_id = $2";

/// What was kept, by id; nothing of documents of before it was.
async fn kept_names(tx: &mut Tx<'_>, id: DocumentId) -> Result<HashMap<String, String>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Jsonb)]
        names: Json<HashMap<String, String>>,
    }
    let kept = sql(KEPT)
        .bind::<sql_types::Uuid, _>(tx.entity)
        .bind::<sql_types::Uuid, _>(id);
    let row: Option<Row> = kept.get_result(tx).await.optional()?;
    Ok(row.map(|row| row.names.0).unwrap_or_default())
}

const NAMED: &str = "SELECT d.id, coalesce((SELECT n.number FROM document_numbers n
            WHERE n.entity_id = d.entity_id AND n.document_id = d.id
            ORDER BY n.given DESC LIMIT 1), '') AS number,
        d.title, coalesce(d.party_name, '') AS party_name, d.amount, r.net, c.money_kind,
        (SELECT coalesce(i.revenue_type, i.deposit_kind, i.tax) FROM receipt_items i
         WHERE i.entity_id = d.entity_id AND i.document_id = d.id AND i.line_no = 1) AS code
    FROM documents d
    LEFT JOIN disbursement_requests r ON r.entity_id = d.entity_id AND r.document_id = d.id
    LEFT JOIN receipts c ON c.entity_id = d.entity_id AND c.document_id = d.id
    WHERE d.entity_id = $1 AND d.id = ANY($2) ORDER BY array_position($2, d.id)";

/// Documents a form lists, in the order given.
async fn named(tx: &mut Tx<'_>, ids: &[DocumentId]) -> Result<Vec<ListedDocument>, Error> {
    let named = sql(NAMED)
        .bind::<sql_types::Uuid, _>(tx.entity)
        .bind::<Array<sql_types::Uuid>, _>(ids);
    Ok(named.load(tx).await?)
}
