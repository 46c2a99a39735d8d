//! What requests need to know, and what their payment needs to know of them.

use super::rules::{Facts, deposit_account, deposit_key};
use crate::args;
use crate::budget::line;
use crate::documents::HeaderRow;
use crate::journal;
use crate::organisation::{party, settings};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use serde::Deserialize;
use serde_json::Value;
use shared::document::Status;
use shared::expenditure::{Deduction, DepositItem, DisbursementRequest, RequestKind};
use shared::organisation::TaxpayerKind;
use shared::{BudgetLineId, DepartmentId, DocumentId, Money};

/// The columns that a body keeps together under `figures`.
const FIGURES: [&str; 8] = [
    "gross",
    "withholding_base",
    "withholding_tax",
    "judged_base",
    "judged_minimum",
    "withheld_rate",
    "other_deductions",
    "net",
];

/// The figures become columns.
pub fn to_row(mut body: Value) -> Value {
    if let Some(row) = body.as_object_mut()
        && let Some(Value::Object(figures)) = row.remove("figures")
    {
        row.extend(figures);
    }
    body
}

/// The columns become the figures.
pub fn from_row(mut row: Value) -> Value {
    if let Some(body) = row.as_object_mut() {
        let figures = FIGURES
            .into_iter()
            .filter_map(|name| body.remove_entry(name))
            .collect();
        body.insert("figures".to_owned(), Value::Object(figures));
    }
    row
}

/// The facts of a request.
pub async fn facts(
    tx: &mut Tx<'_>,
    body: &DisbursementRequest,
    header: &HeaderRow,
) -> Result<Facts, Error> {
    let line = match body.budget_line_id {
        Some(id) => line(tx, id).await?,
        None => None,
    };
    let mut held = Vec::new();
    for item in &body.deposits {
        held.push(journal::free(tx, header.id, &deposit_key(item)).await?);
    }
    Ok(Facts {
        year: header.fiscal_year,
        line,
        payee: party(tx, body.payee_id).await?,
        department_known: department_exists(tx, body.department_id).await?,
        settings: settings(tx).await?,
        contract: super::withholding::so_far(tx, header, body).await?,
        held,
    })
}

async fn department_exists(tx: &mut Tx<'_>, id: DepartmentId) -> Result<bool, Error> {
    let sql = "SELECT id FROM departments WHERE entity_id = $1 AND id = $2";
    Ok(tx.row::<Value>(sql, args![tx.entity, id]).await?.is_some())
}

/// A request, as its payment sees it.
#[derive(Debug, Clone, Deserialize)]
pub struct RequestToPay {
    pub id: DocumentId,
    /// Where it stands.
    pub status: Status,
    pub request_kind: RequestKind,
    /// The line charged.
    pub budget_line_id: Option<BudgetLineId>,
    /// Type of the line.
    pub expenditure_type: Option<String>,
    /// How the payee is taxed.
    pub taxpayer_kind: TaxpayerKind,
    pub payee_name: String,
    pub gross: Money,
    pub withholding_tax: Money,
    pub net: Money,
    /// Deductions on the face.
    pub deductions: Vec<Deduction>,
    /// Deposits paid out.
    pub deposits: Vec<DepositItem>,
}

impl RequestToPay {
    /// The ledger account and report code of each deposit it pays out.
    pub fn deposit_accounts(&self) -> Vec<(crate::journal::AccountRef, String, Money)> {
        let of = |item: &DepositItem| {
            let (account, code) = deposit_account(item);
            (account, code, item.amount)
        };
        self.deposits.iter().map(of).collect()
    }
}

/// Those of these documents that are requests, in the order given.
pub async fn requests_to_pay(
    tx: &mut Tx<'_>,
    ids: &[DocumentId],
) -> Result<Vec<RequestToPay>, Error> {
    let sql = "SELECT r.document_id AS id, d.status, r.request_kind, r.budget_line_id,
                   l.expenditure_type, coalesce(r.taxpayer_kind, p.taxpayer_kind) AS taxpayer_kind,
                   coalesce(r.payee_name, p.name_th) AS payee_name,
                   r.gross::text, r.withholding_tax::text, r.net::text,
                   coalesce((SELECT jsonb_agg(jsonb_build_object('kind', x.kind,
                       'amount', x.amount::text) ORDER BY x.line_no) FROM request_deductions x
                       WHERE x.entity_id = r.entity_id AND x.document_id = r.document_id), '[]')
                       AS deductions,
                   coalesce((SELECT jsonb_agg(jsonb_build_object('item_type', x.item_type,
                       'form', x.form, 'deduction', x.deduction, 'deposit_kind', x.deposit_kind,
                       'reference', x.reference, 'amount', x.amount::text) ORDER BY x.line_no)
                       FROM request_deposits x WHERE x.entity_id = r.entity_id
                         AND x.document_id = r.document_id), '[]') AS deposits
               FROM disbursement_requests r
               JOIN documents d ON d.entity_id = r.entity_id AND d.id = r.document_id
               JOIN parties p ON p.entity_id = r.entity_id AND p.id = r.payee_id
               LEFT JOIN budget_lines l ON l.entity_id = r.entity_id AND l.id = r.budget_line_id
               WHERE r.entity_id = $1 AND r.document_id = ANY($2)
               ORDER BY array_position($2, r.document_id)";
    let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.0).collect();
    tx.rows(sql, args![tx.entity, ids]).await
}
