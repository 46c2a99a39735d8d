//! What requests need to know, and those that are paid.

use super::rules::{Facts, RequestToPay, deposit_key, payment};
use crate::budget::line;
use crate::documents::HeaderRow;
use crate::expenditure::Payable;
use crate::journal::{self, Key};
use crate::organisation::{department_exists, party, settings};
use crate::platform::db::{Json, Tx, sql};
use crate::platform::error::Error;
use diesel::QueryableByName;
use diesel::sql_types::{Array, Jsonb, Nullable, Numeric, Text, Uuid};
use diesel_async::RunQueryDsl;
use serde_json::Value;
use shared::expenditure::{Deduction, DepositItem, DisbursementRequest, RequestKind};
use shared::organisation::TaxpayerKind;
use shared::{BudgetLineId, DocumentId, Money};

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
    let deposits: Vec<Key> = body.deposits.iter().map(deposit_key).collect();
    Ok(Facts {
        year: header.fiscal_year,
        line,
        payee: party(tx, body.payee_id).await?,
        department_known: department_exists(tx, body.department_id).await?,
        settings: settings(tx).await?,
        contract: super::withholding::so_far(tx, header, body).await?,
        held: journal::free(tx, header.id, &deposits).await?,
    })
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Uuid)]
    id: DocumentId,
    #[diesel(sql_type = Text)]
    request_kind: RequestKind,
    #[diesel(sql_type = Nullable<Uuid>)]
    budget_line_id: Option<BudgetLineId>,
    #[diesel(sql_type = Nullable<Text>)]
    expenditure_type: Option<String>,
    #[diesel(sql_type = Text)]
    taxpayer_kind: TaxpayerKind,
    #[diesel(sql_type = Text)]
    payee_name: String,
    #[diesel(sql_type = Numeric)]
    gross: Money,
    #[diesel(sql_type = Numeric)]
    withholding_tax: Money,
    #[diesel(sql_type = Numeric)]
    net: Money,
    #[diesel(sql_type = Jsonb, deserialize_as = Json<Vec<Deduction>>)]
    deductions: Vec<Deduction>,
    #[diesel(sql_type = Jsonb, deserialize_as = Json<Vec<DepositItem>>)]
    deposits: Vec<DepositItem>,
}

impl From<Row> for RequestToPay {
    fn from(row: Row) -> RequestToPay {
        RequestToPay {
            id: row.id,
            request_kind: row.request_kind,
            budget_line_id: row.budget_line_id,
            expenditure_type: row.expenditure_type,
            taxpayer_kind: row.taxpayer_kind,
            payee_name: row.payee_name,
            gross: row.gross,
            withholding_tax: row.withholding_tax,
            net: row.net,
            deductions: row.deductions,
            deposits: row.deposits,
        }
    }
}

const TO_PAY: &str = "SELECT r.document_id AS id, r.request_kind, r.budget_line_id,
        l.expenditure_type, coalesce(r.taxpayer_kind, p.taxpayer_kind) AS taxpayer_kind,
        coalesce(r.payee_name, p.name_th) AS payee_name, r.gross, r.withholding_tax, r.net,
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
    JOIN parties p ON p.entity_id = r.entity_id AND p.id = r.payee_id
    LEFT JOIN budget_lines l ON l.entity_id = r.entity_id AND l.id = r.budget_line_id
    WHERE r.entity_id = $1 AND r.document_id = ANY($2)
    ORDER BY array_position($2, r.document_id)";

/// Those of these documents that are requests, in the order given.
pub async fn payables(tx: &mut Tx<'_>, ids: &[DocumentId]) -> Result<Vec<Payable>, Error> {
    let requests = sql(TO_PAY)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Array<Uuid>, _>(ids);
    let rows: Vec<Row> = requests.load(tx).await?;
    let payable = |request: RequestToPay| Payable {
        id: request.id,
        net: request.net,
        events: payment(&request),
        opens: Vec::new(),
        payee_name: request.payee_name,
    };
    Ok(rows.into_iter().map(|row| payable(row.into())).collect())
}
