//! What a summary needs to know: the receipts of its slips.

use super::rules::{Facts, ReceiptFacts};
use crate::args;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::revenue::items::item_facts;
use serde::Deserialize;
use shared::revenue::{MoneyKind, ReceiptItem};
use shared::{BankAccountId, DocumentId, PersonId};

/// The facts of a summary.
pub async fn facts(tx: &mut Tx<'_>, own: DocumentId, slips: &[DocumentId]) -> Result<Facts, Error> {
    #[derive(Deserialize)]
    struct Slip {
        id: DocumentId,
        created_by: PersonId,
    }
    let ids: Vec<uuid::Uuid> = slips.iter().map(|id| id.0).collect();
    let sql = "SELECT id, created_by FROM documents
               WHERE entity_id = $1 AND id = ANY($2) AND kind = 'remittance_slip'";
    let found: Vec<Slip> = tx.rows(sql, args![tx.entity, ids.clone()]).await?;
    #[derive(Deserialize)]
    struct Row {
        id: DocumentId,
        money_kind: MoneyKind,
        bank_account_id: Option<BankAccountId>,
        account: Option<String>,
        items: Vec<ReceiptItem>,
    }
    let sql = "SELECT r.document_id AS id, r.money_kind, r.bank_account_id, b.account,
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
    let rows: Vec<Row> = tx.rows(sql, args![tx.entity, ids]).await?;
    let items = item_facts(tx, own, rows.iter().flat_map(|row| &row.items)).await?;
    let receipt = |row: Row| ReceiptFacts {
        id: row.id,
        money_kind: row.money_kind,
        bank: row.account.zip(row.bank_account_id),
        items: row.items,
    };
    Ok(Facts {
        is_own_slip: found.iter().any(|slip| slip.created_by == tx.person),
        slips: found.into_iter().map(|slip| slip.id).collect(),
        receipts: rows.into_iter().map(receipt).collect(),
        items,
    })
}
