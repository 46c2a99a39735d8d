//! What printing reads.

use super::facts::{PrintFacts, paid};
use crate::documents::attachments;
use crate::documents::entries::entries;
use crate::documents::header::header_row;
use crate::documents::kind::DocumentKind;
use crate::documents::papers::last_about;
use crate::documents::store::events;
use crate::platform::access::Ctx;
use crate::platform::db::schema::{entities, entity_settings};
use crate::platform::db::{Json, Tx, sql};
use crate::platform::error::Error;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{self, Array, BigInt, Jsonb, Nullable, Numeric, Text};
use diesel_async::RunQueryDsl;
use export::paper::Organisation;
use serde::Deserialize;
use serde_json::Value;
use shared::document::{Document, DocumentBody, DocumentEvent, Kind, Status, spec};
use shared::ledger::{Entry, EntryLine, Ledger};
use shared::revenue::MoneyKind;
use shared::text::AmountWords;
use shared::warning::Warning;
use shared::{BankAccountId, DocumentId, Money};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// A claim that carries a document: the signed cheque that pays a request.
#[derive(Debug, Clone, QueryableByName)]
pub struct Carried {
    /// The document it stems from.
    #[diesel(sql_type = sql_types::Uuid)]
    pub document_id: DocumentId,
    /// Its account in the register: cheque or withdrawal slip.
    #[diesel(sql_type = Text)]
    pub account: String,
    /// Its number.
    #[diesel(sql_type = Text)]
    pub label: String,
    /// The bank account it is drawn on.
    #[diesel(sql_type = Nullable<sql_types::Uuid>)]
    pub bank_account_id: Option<BankAccountId>,
    /// The day it was prepared.
    #[diesel(sql_type = sql_types::Date)]
    pub on: NaiveDate,
}

/// A document another one names, as forms list it.
#[derive(Debug, Clone, QueryableByName)]
pub struct ListedDocument {
    #[diesel(sql_type = sql_types::Uuid)]
    pub id: Uuid,
    #[diesel(sql_type = Text)]
    pub kind: Kind,
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
    /// The fund of the line that a request charges.
    #[diesel(sql_type = Text)]
    pub fund: String,
    /// How the money of a receipt came.
    #[diesel(sql_type = Nullable<Text>)]
    pub money_kind: Option<MoneyKind>,
    /// What a receipt is for, in its order: code of the account, type or deposit, and baht.
    #[diesel(sql_type = Jsonb)]
    pub items: Json<Vec<ListedItem>>,
}

/// What a receipt is for.
#[derive(Debug, Clone, Deserialize)]
pub struct ListedItem {
    /// Account, revenue type, kind of deposit, or tax.
    pub code: Option<String>,
    pub description: Option<String>,
    pub amount: Money,
}

/// The facts of a document to print.
pub async fn facts<B: DocumentKind>(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    document: &Document<B>,
    public_url: &str,
) -> Result<PrintFacts, Error> {
    let id = document.header.id;
    let address = |of: &str| format!("{public_url}/{of}/{}", ctx.entity);
    let taken = named(tx, &document.body.takes()).await?;
    // What it would post may not be known yet; its form says the rest.
    let entries = known(entries::<B>(tx, ctx, id).await)?;
    let lines = entries.iter().flat_map(|entry| &entry.lines);
    let mut sources: Vec<_> = lines.map(|line| line.source_id).collect();
    sources.sort();
    sources.dedup();
    sources.retain(|source| *source != id);
    let carried = carried(tx, id).await?;
    let paid_by = match paid(&entries).filter(|paid| paid.document_id != id) {
        Some(paid) => events(tx, paid.document_id).await?,
        None => Vec::new(),
    };
    Ok(PrintFacts {
        organisation: organisation(tx).await?,
        amount_words: amount_words(tx).await?,
        history: events(tx, id).await?,
        budget_before: budget_before(tx, &entries).await?,
        attachments: attached(tx, id).await?,
        sources: named(tx, &sources).await?,
        names: names(tx, document, (&taken, &entries, carried.as_ref())).await?,
        drawn_on: drawn_on(tx, id, &entries).await?,
        warnings: warnings(tx, document).await?,
        entries,
        taken,
        carried,
        paid_by,
        now: tx.now,
        printed_by: ctx.name.clone(),
        witness_url: address("witness"),
        paper_url: address("paper"),
        last: last_about(tx, &format!("{}/{id}", B::KIND)).await?,
        copy: None,
    })
}

/// What is known, or nothing where the document as it stands is refused.
fn known<T: Default>(told: Result<T, Error>) -> Result<T, Error> {
    match told {
        Err(Error::Refused(..)) => Ok(T::default()),
        told => told,
    }
}

async fn organisation(tx: &mut Tx<'_>) -> Result<Organisation, Error> {
    let entity = entities::table.find(tx.entity).select((
        entities::name_th,
        entities::district,
        entities::province,
    ));
    let (name, district, province) = entity.first(tx).await?;
    Ok(Organisation {
        name,
        district,
        province,
    })
}

/// How the organisation writes amounts in words.
async fn amount_words(tx: &mut Tx<'_>) -> Result<AmountWords, Error> {
    let settings = entity_settings::table.find(tx.entity);
    let words = settings.select(entity_settings::amount_words);
    let words: Option<AmountWords> = words.first(tx).await.optional()?;
    Ok(words.unwrap_or_default())
}

/// What the person who looked at it was warned of, as its kind says it of the document as it stands.
async fn warnings<B: DocumentKind>(
    tx: &mut Tx<'_>,
    document: &Document<B>,
) -> Result<Vec<Warning>, Error> {
    if spec(B::KIND).warnings.is_empty() {
        return Ok(Vec::new());
    }
    let header = header_row(tx, document.header.id).await?;
    let facts = document.body.facts(tx, &header).await;
    let told = facts.map(|facts| document.body.warnings(&facts));
    known(told)
}

/// What a document and what it takes, books and is paid by name: as those that were handed in called it;
/// a draft calls things as they are called today.
async fn names<B: DocumentKind>(
    tx: &mut Tx<'_>,
    document: &Document<B>,
    (taken, entries, carried): (&[ListedDocument], &[Entry], Option<&Carried>),
) -> Result<HashMap<String, String>, Error> {
    let id = document.header.id;
    let mut said = said(&document.body)?;
    let items = taken.iter().flat_map(|taken| &taken.items.0);
    said.extend(items.filter_map(|item| item.code.clone()));
    let lines = entries.iter().flat_map(|entry| &entry.lines);
    let banks = lines.filter_map(|line| line.bank_account_id);
    let banks = banks.chain(carried.and_then(|carried| carried.bank_account_id));
    said.extend(banks.map(|bank| bank.to_string()));
    let mut names = names_of(tx, said).await?;
    let others = entries.iter().map(|entry| entry.document_id);
    let others: BTreeSet<_> = others
        .chain(carried.map(|of| of.document_id))
        .filter(|other| *other != id)
        .collect();
    for other in others {
        names.extend(kept_names(tx, other).await?);
    }
    if document.header.status != Status::Draft {
        names.extend(kept_names(tx, id).await?);
    }
    Ok(names)
}

/// A cheque that was handed over has passed its request on to the payment; it is the report that both
/// took it that says so.
const CARRIED: &str = "SELECT c.document_id, c.account, c.label, c.bank_account_id,
        coalesce(d.document_on, d.entered_on) AS on
    FROM document_takes t
    JOIN claims c ON c.entity_id = t.entity_id AND c.document_id = t.document_id
        AND $2 = ANY(c.carries)
    JOIN documents d ON d.entity_id = c.entity_id AND d.id = c.document_id
        AND d.status <> 'cancelled'
    WHERE t.entity_id = $1 AND t.taken_id = $2 ORDER BY d.id DESC LIMIT 1";

async fn carried(tx: &mut Tx<'_>, id: DocumentId) -> Result<Option<Carried>, Error> {
    let carried = sql(CARRIED)
        .bind::<sql_types::Uuid, _>(tx.entity)
        .bind::<sql_types::Uuid, _>(id);
    Ok(carried.get_result(tx).await.optional()?)
}

const DRAWN_ON: &str = "SELECT c.document_id FROM claims c
    JOIN unnest($3::text[], $4::text[]) AS k (account, dimension)
        ON k.account = c.account AND k.dimension = c.dimension
    WHERE c.entity_id = $1 AND c.ledger = 'register' AND c.document_id <> $2
    ORDER BY c.document_id LIMIT 1";

/// What was done with the document that opened the claim of the register which these entries draw on.
async fn drawn_on(
    tx: &mut Tx<'_>,
    id: DocumentId,
    entries: &[Entry],
) -> Result<Vec<DocumentEvent>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = sql_types::Uuid)]
        document_id: DocumentId,
    }
    let lines = entries.iter().flat_map(|entry| &entry.lines);
    let claims = lines.filter(|line| line.ledger == Ledger::Register);
    let claims = claims.filter_map(|line| Some((line.account.clone(), line.reference.clone()?)));
    let (accounts, references): (Vec<String>, Vec<String>) = claims.unzip();
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let opened = sql(DRAWN_ON)
        .bind::<sql_types::Uuid, _>(tx.entity)
        .bind::<sql_types::Uuid, _>(id)
        .bind::<Array<Text>, _>(accounts)
        .bind::<Array<Text>, _>(references);
    let opened: Option<Row> = opened.get_result(tx).await.optional()?;
    match opened {
        Some(row) => events(tx, row.document_id).await,
        None => Ok(Vec::new()),
    }
}

const BEFORE: &str = "SELECT coalesce(sum(l.debit - l.credit), 0)::numeric(18, 2) AS amount
    FROM journal_lines l JOIN journal_entries e ON e.entity_id = l.entity_id AND e.id = l.entry_id
    WHERE l.entity_id = $1 AND l.ledger = 'budgetary' AND l.account = 'available'
      AND l.budget_line_id = $2 AND ($3 = 0 OR e.seq < $3)";

/// What was free of the line that the last of these entries takes from, before it did.
async fn budget_before(tx: &mut Tx<'_>, entries: &[Entry]) -> Result<Option<Money>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Numeric)]
        amount: Money,
    }
    let takes = |line: &&EntryLine| line.ledger == Ledger::Budgetary && line.account == "available";
    let mut own = entries.iter().rev().filter(|e| e.reverses.is_none());
    let taking = own.find_map(|entry| {
        let line = entry.lines.iter().find(takes)?.budget_line_id?;
        Some((line, entry.seq))
    });
    let Some((line, seq)) = taking else {
        return Ok(None);
    };
    let before = sql(BEFORE)
        .bind::<sql_types::Uuid, _>(tx.entity)
        .bind::<sql_types::Uuid, _>(line)
        .bind::<BigInt, _>(seq);
    let row: Row = before.get_result(tx).await?;
    Ok(Some(row.amount))
}

/// The names of the files that are attached and were not withdrawn.
async fn attached(tx: &mut Tx<'_>, id: DocumentId) -> Result<Vec<String>, Error> {
    let files = attachments::list(tx, id).await?;
    let there = files.into_iter().filter(|file| file.withdrawn_at.is_none());
    Ok(there.map(|file| file.name).collect())
}

const NAMES: &str = "SELECT id::text AS key, name_th AS name FROM departments
        WHERE entity_id = $1 AND id = ANY($2)
    UNION ALL SELECT id::text, concat_ws(' ',
            CASE WHEN NOT starts_with(name_th, bank) THEN bank END, name_th, nullif(number, ''))
        FROM bank_accounts WHERE entity_id = $1 AND id = ANY($2)
    UNION ALL SELECT code, name_th FROM classifications
        WHERE scheme = 'revenue_type' AND code = ANY($3)
    UNION ALL SELECT scheme || ':' || code, name_th FROM classifications
        WHERE scheme IN ('budget_plan', 'expenditure_type') AND code = ANY($3)
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
        UNION ALL SELECT id, concat_ws(' ',
            CASE WHEN NOT starts_with(name_th, bank) THEN bank END, name_th, nullif(number, ''))
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

const NAMED: &str = "SELECT d.id, d.kind, coalesce((SELECT n.number FROM document_numbers n
            WHERE n.entity_id = d.entity_id AND n.document_id = d.id
            ORDER BY n.given DESC LIMIT 1), '') AS number,
        d.title, coalesce(d.party_name, '') AS party_name, d.amount, r.net, c.money_kind,
        coalesce((SELECT f.name_th FROM budget_lines l JOIN classifications f
            ON f.scheme = 'fund_source' AND f.code = l.fund
            WHERE l.entity_id = d.entity_id AND l.id = r.budget_line_id), '') AS fund,
        coalesce((SELECT jsonb_agg(jsonb_build_object('code',
                coalesce(i.revenue_type, i.deposit_kind, i.tax), 'description', i.description,
                'amount', (i.amount + coalesce(i.penalty, 0) + coalesce(i.surcharge, 0))::text)
                ORDER BY i.line_no)
            FROM receipt_items i WHERE i.entity_id = d.entity_id AND i.document_id = d.id),
            '[]') AS items
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
