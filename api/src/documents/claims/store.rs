//! Where claims are kept and read.

use super::NewClaim;
use crate::args;
use crate::documents::rights::Readable;
use crate::journal::Key;
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::prelude::*;
use diesel::sql_types::{Text, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::DocumentId;
use shared::claims::Claim;
use shared::ledger::Ledger;
use shared::page::Portion;
use uuid::Uuid;

/// Writes new claims that a step of `opener` brings into being; one that is opened again is described
/// anew.
pub async fn insert(tx: &mut Tx<'_>, opener: DocumentId, claims: &[NewClaim]) -> Result<(), Error> {
    let rows = claims.iter().map(|claim| {
        json!({
            "ledger": claim.key.ledger, "account": claim.key.account,
            "dimension": claim.key.dimension, "document_id": claim.document,
            "label": claim.label, "party_id": claim.party, "party_name": claim.party_name,
            "bank_account_id": claim.bank_account, "carries": claim.carries,
        })
    });
    let sql = "INSERT INTO claims (entity_id, ledger, account, dimension, document_id, opened_by,
                   label, party_id, party_name, bank_account_id, carries)
               SELECT $1, c.ledger, c.account, c.dimension, c.document_id, $2, c.label, c.party_id,
                   c.party_name, c.bank_account_id, c.carries
               FROM jsonb_to_recordset($3) AS c(ledger text, account text, dimension text,
                   document_id uuid, label text, party_id uuid, party_name text,
                   bank_account_id uuid, carries uuid[])
               ON CONFLICT (entity_id, ledger, account, dimension) DO UPDATE
               SET label = excluded.label, party_id = excluded.party_id,
                   party_name = excluded.party_name, carries = excluded.carries,
                   bank_account_id = excluded.bank_account_id, opened_by = excluded.opened_by";
    let rows = Value::Array(rows.collect());
    tx.execute(sql, args![tx.entity, opener, rows]).await?;
    Ok(())
}

/// A document whose claims were drawn on, or came back.
#[derive(Debug, Deserialize)]
pub struct Source {
    /// Which.
    pub document: DocumentId,
    /// What those of its claims carry that were drawn on now and are used up.
    pub carried: Vec<DocumentId>,
    /// Nothing is left of any of its claims.
    pub is_used_up: bool,
}

const KEYS: &str = "SELECT ledger, account, dimension FROM claims
    WHERE entity_id = $1 AND document_id = $2 ORDER BY ledger, account, dimension";

/// The balances of the claims that stem from a document, whatever is left of them.
pub async fn keys(tx: &mut Tx<'_>, document: DocumentId) -> Result<Vec<Key>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        ledger: Ledger,
        #[diesel(sql_type = Text)]
        account: String,
        #[diesel(sql_type = Text)]
        dimension: String,
    }
    let found = sql(KEYS)
        .bind::<SqlUuid, _>(tx.entity)
        .bind::<SqlUuid, _>(document);
    let rows: Vec<Row> = found.load(tx).await?;
    let key = |row: Row| Key {
        ledger: row.ledger,
        account: row.account,
        dimension: row.dimension,
    };
    Ok(rows.into_iter().map(key).collect())
}

/// The documents whose claims are among these balances, other than those whose claims the one that
/// moves them brings into being or takes back.
pub async fn touched(
    tx: &mut Tx<'_>,
    drawer: DocumentId,
    moved: &[Key],
) -> Result<Vec<Source>, Error> {
    let keyed = moved.iter().filter(|key| !key.dimension.is_empty());
    let rows = keyed.map(
        |key| json!({ "ledger": key.ledger, "account": key.account, "dimension": key.dimension }),
    );
    let rows: Vec<Value> = rows.collect();
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "WITH touched AS (
                   SELECT c.document_id, CASE WHEN b.debit = b.credit THEN c.carries ELSE '{}' END
                       AS carries
                   FROM jsonb_to_recordset($2) AS k(ledger text, account text, dimension text)
                   JOIN claims c ON c.entity_id = $1 AND c.ledger = k.ledger
                       AND c.account = k.account AND c.dimension = k.dimension
                   JOIN current_balances b ON b.entity_id = $1 AND b.ledger = c.ledger
                       AND b.account = c.account AND b.dimension = c.dimension
                   WHERE coalesce(c.opened_by, c.document_id) <> $3)
               SELECT t.document_id AS document, coalesce(jsonb_agg(DISTINCT n.id)
                       FILTER (WHERE n.id IS NOT NULL), '[]') AS carried,
                   (SELECT bool_and(b.debit = b.credit) FROM claims c JOIN current_balances b
                        ON b.entity_id = $1 AND b.ledger = c.ledger AND b.account = c.account
                            AND b.dimension = c.dimension
                    WHERE c.entity_id = $1 AND c.document_id = t.document_id) AS is_used_up
               FROM touched t LEFT JOIN LATERAL unnest(t.carries) AS n(id) ON true
               GROUP BY t.document_id ORDER BY t.document_id";
    tx.rows(sql, args![tx.entity, Value::Array(rows), drawer])
        .await
}

/// What is asked of the list of claims.
#[derive(Debug, Default)]
pub struct ClaimFilter {
    /// Of these kinds of documents, each of these departments or of all.
    pub readable: Vec<Readable>,
    /// Only on these accounts; none given is all.
    pub accounts: Vec<String>,
    /// Only of this party.
    pub party: Option<Uuid>,
    /// Text within label or party.
    pub text: Option<String>,
    /// After this place in the order.
    pub after: Option<String>,
    /// At most so many.
    pub limit: u32,
}

/// Claims with something left, in the order of their accounts and labels.
pub async fn list(tx: &mut Tx<'_>, filter: &ClaimFilter) -> Result<Portion<Claim>, Error> {
    #[derive(Deserialize)]
    struct Row {
        place: String,
        #[serde(flatten)]
        claim: Claim,
    }
    let sql = "SELECT b.account, b.dimension AS reference, c.document_id, d.kind,
                   coalesce((SELECT n.number FROM document_numbers n WHERE n.entity_id = $1
                       AND n.document_id = d.id ORDER BY n.given DESC LIMIT 1), '') AS number,
                   c.label, c.party_id, c.party_name, c.bank_account_id, p.place,
                   abs(b.debit - b.credit)::text AS amount,
                   (abs(b.debit - b.credit) - b.reserved)::text AS free
               FROM current_balances b
               JOIN claims c ON c.entity_id = b.entity_id AND c.ledger = b.ledger
                   AND c.account = b.account AND c.dimension = b.dimension
               JOIN documents d ON d.entity_id = c.entity_id AND d.id = c.document_id
               JOIN jsonb_to_recordset($2) AS r(kind text, departments uuid[]) ON r.kind = d.kind
               CROSS JOIN LATERAL (SELECT concat_ws(' ', b.account, c.label, b.dimension) AS place) AS p
               WHERE b.entity_id = $1 AND b.debit <> b.credit
                 AND (r.departments IS NULL OR d.department_id = ANY(r.departments))
                 AND (cardinality($3::text[]) = 0 OR b.account = ANY($3))
                 AND ($4::uuid IS NULL OR c.party_id = $4)
                 AND ($5::text IS NULL OR strpos(lower(concat_ws(' ', c.label, c.party_name)),
                     lower($5)) > 0)
                 AND ($6::text IS NULL OR p.place > $6)
               ORDER BY p.place LIMIT $7";
    let values = args![
        tx.entity,
        json!(filter.readable),
        filter.accounts.clone(),
        filter.party,
        filter.text.clone(),
        filter.after.clone(),
        // One more tells whether there are more.
        filter.limit + 1
    ];
    let mut rows: Vec<Row> = tx.rows(sql, values).await?;
    let wanted = usize::try_from(filter.limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > wanted;
    rows.truncate(wanted);
    let last = rows.last().map(|row| row.place.clone());
    Ok(Portion {
        next: last.filter(|_| has_more),
        items: rows.into_iter().map(|row| row.claim).collect(),
    })
}
