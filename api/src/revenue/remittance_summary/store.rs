//! What a summary needs to know: the receipts of its slips.

use super::rules::{CountedSlip, Facts, ReceiptFacts};
use crate::platform::db::schema::documents;
use crate::platform::db::{Json, Tx, sql};
use crate::platform::error::Error;
use crate::revenue::items::item_facts;
use diesel::prelude::*;
use diesel::sql_types::{Array, Jsonb, Nullable, Numeric, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::document::Kind;
use shared::revenue::{MoneyKind, ReceiptItem};
use shared::{BankAccountId, DocumentId, Money, PersonId};

#[derive(QueryableByName)]
struct Receipt {
    #[diesel(sql_type = Uuid)]
    id: DocumentId,
    #[diesel(sql_type = Text)]
    number: String,
    #[diesel(sql_type = Nullable<Text>)]
    payer: Option<String>,
    #[diesel(sql_type = Text)]
    money_kind: MoneyKind,
    #[diesel(sql_type = Nullable<Uuid>)]
    bank_account_id: Option<BankAccountId>,
    #[diesel(sql_type = Nullable<Text>)]
    account: Option<String>,
    #[diesel(sql_type = Jsonb, deserialize_as = Json<Vec<ReceiptItem>>)]
    items: Vec<ReceiptItem>,
}

const RECEIPTS: &str = "SELECT r.document_id AS id, d.party_name AS payer,
        coalesce((SELECT n.number FROM document_numbers n WHERE n.entity_id = d.entity_id
            AND n.document_id = d.id ORDER BY n.given DESC LIMIT 1), d.title) AS number,
        r.money_kind, r.bank_account_id, b.account,
        (SELECT jsonb_agg(to_jsonb(i) - ARRAY['entity_id', 'document_id', 'line_no']
            || jsonb_build_object('amount', i.amount::text, 'penalty', i.penalty::text,
                'surcharge', i.surcharge::text) ORDER BY i.line_no)
         FROM receipt_items i WHERE i.entity_id = r.entity_id
           AND i.document_id = r.document_id) AS items
    FROM document_takes t
    JOIN receipts r ON r.entity_id = t.entity_id AND r.document_id = t.taken_id
    JOIN documents d ON d.entity_id = t.entity_id AND d.id = t.taken_id
    LEFT JOIN bank_accounts b ON b.entity_id = r.entity_id AND b.id = r.bank_account_id
    WHERE t.entity_id = $1 AND t.document_id = ANY($2) AND t.released_at IS NULL
      AND d.status <> 'cancelled' ORDER BY r.document_id";

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = Text)]
    number: String,
    #[diesel(sql_type = Numeric)]
    expected: Money,
    #[diesel(sql_type = Numeric)]
    counted: Money,
    #[diesel(sql_type = Text)]
    reason: String,
}

fn differs(row: Counted) -> CountedSlip {
    CountedSlip {
        number: row.number,
        expected: row.expected,
        counted: row.counted,
        reason: row.reason,
    }
}

const COUNTED: &str = "SELECT coalesce((SELECT n.number FROM document_numbers n
            WHERE n.entity_id = s.entity_id AND n.document_id = s.document_id
            ORDER BY n.given DESC LIMIT 1), '') AS number,
        s.total AS expected, s.counted, coalesce(s.difference_reason, '') AS reason
    FROM remittance_slips s WHERE s.entity_id = $1 AND s.document_id = ANY($2)
      AND s.counted <> s.total ORDER BY s.document_id";

/// The facts of a summary.
pub async fn facts(tx: &mut Tx<'_>, own: DocumentId, slips: &[DocumentId]) -> Result<Facts, Error> {
    let found = documents::table
        .filter(documents::entity_id.eq(tx.entity))
        .filter(documents::id.eq_any(slips))
        .filter(documents::kind.eq(Kind::RemittanceSlip))
        .select((documents::id, documents::created_by));
    let found: Vec<(DocumentId, PersonId)> = found.load(tx).await?;
    let receipts = sql(RECEIPTS)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Array<Uuid>, _>(slips);
    let rows: Vec<Receipt> = receipts.load(tx).await?;
    let counted = sql(COUNTED)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Array<Uuid>, _>(slips);
    let counted: Vec<Counted> = counted.load(tx).await?;
    let items = item_facts(tx, own, rows.iter().flat_map(|row| &row.items)).await?;
    let receipt = |row: Receipt| ReceiptFacts {
        id: row.id,
        number: row.number,
        payer: row.payer,
        money_kind: row.money_kind,
        bank: row.account.zip(row.bank_account_id),
        items: row.items,
    };
    Ok(Facts {
        is_own_slip: found.iter().any(|(_, by)| *by == tx.person),
        slips: found.into_iter().map(|(id, _)| id).collect(),
        receipts: rows.into_iter().map(receipt).collect(),
        items,
        counted: counted.into_iter().map(differs).collect(),
    })
}
