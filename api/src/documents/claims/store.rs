//! Where claims are kept and read.

use super::NewClaim;
use crate::documents::rights::Readable;
use crate::journal::Key;
use crate::platform::db::schema::claims;
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::prelude::*;
use diesel::sql_types::{self, Array, BigInt, Bool, Jsonb, Nullable, Numeric, Text};
use diesel::upsert::excluded;
use diesel_async::RunQueryDsl;
use serde_json::json;
use shared::claims::Claim;
use shared::document::Kind;
use shared::ledger::Ledger;
use shared::page::Portion;
use shared::text::normal;
use shared::{BankAccountId, DocumentId, Money, PartyId};
use uuid::Uuid;

/// Writes new claims that a step of `opener` brings into being; one that is opened again is described
/// anew.
pub async fn insert(tx: &mut Tx<'_>, opener: DocumentId, new: &[NewClaim]) -> Result<(), Error> {
    let rows = new.iter().map(|claim| {
        (
            claims::entity_id.eq(tx.entity),
            claims::ledger.eq(claim.key.ledger),
            claims::account.eq(&claim.key.account),
            claims::dimension.eq(&claim.key.dimension),
            claims::document_id.eq(claim.document),
            claims::opened_by.eq(opener),
            claims::label.eq(&claim.label),
            claims::party_id.eq(claim.party),
            claims::party_name.eq(&claim.party_name),
            claims::bank_account_id.eq(claim.bank_account),
            claims::carries.eq(&claim.carries),
        )
    });
    let rows: Vec<_> = rows.collect();
    diesel::insert_into(claims::table)
        .values(rows)
        .on_conflict((
            claims::entity_id,
            claims::ledger,
            claims::account,
            claims::dimension,
        ))
        .do_update()
        .set((
            claims::label.eq(excluded(claims::label)),
            claims::party_id.eq(excluded(claims::party_id)),
            claims::party_name.eq(excluded(claims::party_name)),
            claims::carries.eq(excluded(claims::carries)),
            claims::bank_account_id.eq(excluded(claims::bank_account_id)),
            claims::opened_by.eq(excluded(claims::opened_by)),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// A document whose claims were drawn on, or came back.
#[derive(Debug, QueryableByName)]
pub struct Source {
    #[diesel(sql_type = sql_types::Uuid)]
    pub document: DocumentId,
    /// What those of its claims carry that were drawn on now and are used up.
    #[diesel(sql_type = Array<sql_types::Uuid>)]
    pub carried: Vec<DocumentId>,
    /// Nothing is left of any of its claims.
    #[diesel(sql_type = Bool)]
    pub is_used_up: bool,
}

const KEYS: &str = "SELECT ledger, account, dimension FROM claims
    WHERE entity_id = $1 AND document_id = $2 ORDER BY ledger, account, dimension";

/// The balances of the claims that stem from a document, whatever is left of them.
pub async fn keys(tx: &Tx<'_>, document: DocumentId) -> Result<Vec<Key>, Error> {
    #[derive(QueryableByName)]
    struct KeyRow {
        #[diesel(sql_type = Text)]
        ledger: Ledger,
        #[diesel(sql_type = Text)]
        account: String,
        #[diesel(sql_type = Text)]
        dimension: String,
    }
    let found = sql(KEYS)
        .bind::<sql_types::Uuid, _>(tx.entity)
        .bind::<sql_types::Uuid, _>(document);
    let rows: Vec<KeyRow> = found.load(&mut &*tx).await?;
    let key = |row: KeyRow| Key {
        ledger: row.ledger,
        account: row.account,
        dimension: row.dimension,
    };
    Ok(rows.into_iter().map(key).collect())
}

const TOUCHED: &str = "WITH touched AS (
        SELECT c.document_id, CASE WHEN b.debit = b.credit THEN c.carries ELSE '{}' END AS carries
        FROM unnest($3::text[], $4::text[], $5::text[]) AS k(ledger, account, dimension)
        JOIN claims c ON c.entity_id = $1 AND c.ledger = k.ledger
            AND c.account = k.account AND c.dimension = k.dimension
        JOIN current_balances b ON b.entity_id = $1 AND b.ledger = c.ledger
            AND b.account = c.account AND b.dimension = c.dimension
        WHERE coalesce(c.opened_by, c.document_id) <> $2)
    SELECT t.document_id AS document,
        coalesce(array_agg(DISTINCT n.id) FILTER (WHERE n.id IS NOT NULL), '{}') AS carried,
        (SELECT bool_and(b.debit = b.credit) FROM claims c JOIN current_balances b
             ON b.entity_id = $1 AND b.ledger = c.ledger AND b.account = c.account
                 AND b.dimension = c.dimension
         WHERE c.entity_id = $1 AND c.document_id = t.document_id) AS is_used_up
    FROM touched t LEFT JOIN LATERAL unnest(t.carries) AS n(id) ON true
    GROUP BY t.document_id ORDER BY t.document_id";

/// The documents whose claims are among these balances, other than those whose claims the one that
/// moves them brings into being or takes back.
pub async fn touched(
    tx: &mut Tx<'_>,
    drawer: DocumentId,
    moved: &[Key],
) -> Result<Vec<Source>, Error> {
    let keyed: Vec<&Key> = moved
        .iter()
        .filter(|key| !key.dimension.is_empty())
        .collect();
    if keyed.is_empty() {
        return Ok(Vec::new());
    }
    let ledgers: Vec<_> = keyed.iter().map(|key| key.ledger).collect();
    let accounts: Vec<_> = keyed.iter().map(|key| &key.account).collect();
    let dimensions: Vec<_> = keyed.iter().map(|key| &key.dimension).collect();
    let touched = sql(TOUCHED)
        .bind::<sql_types::Uuid, _>(tx.entity)
        .bind::<sql_types::Uuid, _>(drawer)
        .bind::<Array<Text>, _>(ledgers)
        .bind::<Array<Text>, _>(accounts)
        .bind::<Array<Text>, _>(dimensions);
    Ok(touched.load(tx).await?)
}

/// What is asked of the list of claims.
#[derive(Debug, Default)]
pub struct ClaimFilter {
    /// Of these kinds of documents, each of these departments or of all.
    pub readable: Vec<Readable>,
    /// Only on these accounts; none given is all.
    pub accounts: Vec<String>,
    /// Only those of which something is free.
    pub open: bool,
    /// Only of this party.
    pub party: Option<Uuid>,
    /// Text within label or party, however it is typed.
    pub text: Option<String>,
    /// After this place in the order.
    pub after: Option<String>,
    /// At most so many.
    pub limit: u32,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    place: String,
    #[diesel(sql_type = Text)]
    account: String,
    #[diesel(sql_type = Text)]
    reference: String,
    #[diesel(sql_type = sql_types::Uuid)]
    document_id: DocumentId,
    #[diesel(sql_type = Text)]
    kind: Kind,
    #[diesel(sql_type = Text)]
    number: String,
    #[diesel(sql_type = Text)]
    label: String,
    #[diesel(sql_type = Nullable<sql_types::Uuid>)]
    party_id: Option<PartyId>,
    #[diesel(sql_type = Nullable<Text>)]
    party_name: Option<String>,
    #[diesel(sql_type = Nullable<sql_types::Uuid>)]
    bank_account_id: Option<BankAccountId>,
    #[diesel(sql_type = Numeric)]
    amount: Money,
    #[diesel(sql_type = Numeric)]
    free: Money,
}

impl From<Row> for Claim {
    fn from(row: Row) -> Claim {
        Claim {
            account: row.account,
            reference: row.reference,
            document_id: row.document_id,
            kind: row.kind,
            number: row.number,
            label: row.label,
            party_id: row.party_id,
            party_name: row.party_name,
            bank_account_id: row.bank_account_id,
            amount: row.amount,
            free: row.free,
        }
    }
}

const LIST: &str = "SELECT b.account, b.dimension AS reference, c.document_id, d.kind,
        coalesce((SELECT n.number FROM document_numbers n WHERE n.entity_id = $1
            AND n.document_id = d.id ORDER BY n.given DESC LIMIT 1), '') AS number,
        c.label, c.party_id, c.party_name, c.bank_account_id, p.place,
        abs(b.debit - b.credit) AS amount, abs(b.debit - b.credit) - b.reserved AS free
    FROM current_balances b
    JOIN claims c ON c.entity_id = b.entity_id AND c.ledger = b.ledger
        AND c.account = b.account AND c.dimension = b.dimension
    JOIN documents d ON d.entity_id = c.entity_id AND d.id = c.document_id
    JOIN jsonb_to_recordset($2) AS r(kind text, departments uuid[]) ON r.kind = d.kind
    CROSS JOIN LATERAL (SELECT concat_ws(' ', b.account, c.label, b.dimension) AS place) AS p
    WHERE b.entity_id = $1 AND b.is_open
      AND (r.departments IS NULL OR d.department_id = ANY(r.departments))
      AND (cardinality($3::text[]) = 0 OR b.account = ANY($3))
      AND ($4::uuid IS NULL OR c.party_id = $4)
      AND ($5::text IS NULL OR strpos(normal_text(concat_ws(' ', c.label, c.party_name)), $5) > 0)
      AND ($6::text IS NULL OR p.place > $6)
      AND (NOT $8 OR abs(b.debit - b.credit) > b.reserved)
    ORDER BY p.place LIMIT $7";

/// Claims with something left, in the order of their accounts and labels.
pub async fn list(tx: &mut Tx<'_>, filter: &ClaimFilter) -> Result<Portion<Claim>, Error> {
    let open = sql(LIST)
        .bind::<sql_types::Uuid, _>(tx.entity)
        .bind::<Jsonb, _>(json!(filter.readable))
        .bind::<Array<Text>, _>(&filter.accounts)
        .bind::<Nullable<sql_types::Uuid>, _>(filter.party)
        .bind::<Nullable<Text>, _>(filter.text.as_deref().map(normal))
        .bind::<Nullable<Text>, _>(&filter.after)
        // One more tells whether there are more.
        .bind::<BigInt, _>(i64::from(filter.limit) + 1)
        .bind::<Bool, _>(filter.open);
    let mut rows: Vec<Row> = open.load(tx).await?;
    let wanted = usize::try_from(filter.limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > wanted;
    rows.truncate(wanted);
    let last = rows.last().map(|row| row.place.clone());
    Ok(Portion {
        next: last.filter(|_| has_more),
        items: rows.into_iter().map(Claim::from).collect(),
    })
}
