//! What printing reads.

use super::facts::{ListedDocument, PrintFacts};
use crate::args;
use crate::documents::engine::entries;
use crate::documents::kind::Kind;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use export::paper::Organisation;
use serde::Deserialize;
use shared::DocumentId;
use std::collections::HashMap;

/// The facts of a document to print.
pub async fn facts<B: Kind>(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    id: DocumentId,
    taken: &[DocumentId],
    witness_url: String,
) -> Result<PrintFacts, Error> {
    let sql = "SELECT name_th AS name, district, province FROM entities WHERE id = $1";
    let organisation: Option<Organisation> = tx.row(sql, args![tx.entity]).await?;
    let sql = "SELECT at, on_day, person_id, person_name, position, step, action, status, comment
               FROM document_events WHERE entity_id = $1 AND document_id = $2 ORDER BY seq";
    let history = tx.rows(sql, args![tx.entity, id]).await?;
    Ok(PrintFacts {
        organisation: organisation.unwrap_or(Organisation {
            name: String::new(),
            district: String::new(),
            province: String::new(),
        }),
        history,
        entries: entries::<B>(tx, ctx, id).await?,
        names: names(tx).await?,
        taken: named(tx, taken).await?,
        now: tx.now,
        printed_by: ctx.name.clone(),
        witness_url,
    })
}

/// Names of the reference data of the entity and of national codes.
async fn names(tx: &mut Tx<'_>) -> Result<HashMap<String, String>, Error> {
    #[derive(Deserialize)]
    struct Row {
        key: String,
        name: String,
    }
    let sql = "SELECT id::text AS key, name_th AS name FROM departments WHERE entity_id = $1
               UNION ALL SELECT id::text, concat_ws(' ', name_th, nullif(number, ''))
                   FROM bank_accounts WHERE entity_id = $1
               UNION ALL SELECT code, name_th FROM classifications WHERE scheme = 'revenue_type'
               UNION ALL SELECT id::text, name_th FROM budget_lines WHERE entity_id = $1
               UNION ALL SELECT k.kind || ':' || l.id, c.name_th
               FROM budget_lines l
               LEFT JOIN classifications w ON w.scheme = 'budget_plan' AND w.code = l.work
               LEFT JOIN classifications t ON t.scheme = 'expenditure_type'
                   AND t.code = l.expenditure_type
               CROSS JOIN LATERAL (VALUES ('plan', 'budget_plan', w.parent),
                   ('work', 'budget_plan', l.work), ('type', 'expenditure_type', l.expenditure_type),
                   ('fund', 'fund_source', l.fund)) AS k(kind, scheme, code)
               JOIN classifications c ON c.scheme = k.scheme AND c.code = k.code
               WHERE l.entity_id = $1
               UNION ALL SELECT 'category:' || l.id, t.parent FROM budget_lines l
               JOIN classifications t ON t.scheme = 'expenditure_type' AND t.code = l.expenditure_type
               WHERE l.entity_id = $1 AND t.parent IS NOT NULL";
    let rows: Vec<Row> = tx.rows(sql, args![tx.entity]).await?;
    Ok(rows.into_iter().map(|row| (row.key, row.name)).collect())
}

/// Documents a form lists, in the order given.
async fn named(tx: &mut Tx<'_>, ids: &[DocumentId]) -> Result<Vec<ListedDocument>, Error> {
    let sql = "SELECT d.id, coalesce((SELECT n.number FROM document_numbers n
                   WHERE n.entity_id = d.entity_id AND n.document_id = d.id
                   ORDER BY n.given DESC LIMIT 1), '') AS number,
                   d.title, coalesce(d.party_name, '') AS party_name, d.amount::text,
                   r.net::text AS net, c.money_kind,
                   (SELECT coalesce(i.revenue_type, i.deposit_kind, i.tax) FROM receipt_items i
                    WHERE i.entity_id = d.entity_id AND i.document_id = d.id AND i.line_no = 1)
                   AS code
               FROM documents d
               LEFT JOIN disbursement_requests r
                   ON r.entity_id = d.entity_id AND r.document_id = d.id
               LEFT JOIN receipts c ON c.entity_id = d.entity_id AND c.document_id = d.id
               WHERE d.entity_id = $1 AND d.id = ANY($2) ORDER BY array_position($2, d.id)";
    let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.0).collect();
    tx.rows(sql, args![tx.entity, ids]).await
}
