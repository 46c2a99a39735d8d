//! What the other requests say of a contract.

use super::rules::Contract;
use crate::documents::HeaderRow;
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::QueryableByName;
use diesel::sql_types::{Integer, Nullable, Numeric, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::Money;
use shared::expenditure::{DisbursementRequest, WithholdingIncome};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Numeric)]
    requested: Money,
    #[diesel(sql_type = Nullable<Numeric>)]
    total: Option<Money>,
    #[diesel(sql_type = Numeric)]
    untaxed: Money,
}

impl From<Row> for Contract {
    fn from(row: Row) -> Contract {
        Contract {
            requested: row.requested,
            total: row.total,
            untaxed: row.untaxed,
        }
    }
}

// Of every year: a contract goes on over the end of one.
const OF_CONTRACT: &str = "SELECT coalesce(sum(r.gross), 0.00) AS requested,
        max(r.contract_total) AS total, 0.00 AS untaxed
    FROM disbursement_requests r
    JOIN documents d ON d.entity_id = r.entity_id AND d.id = r.document_id
    WHERE r.entity_id = $1 AND r.payee_id = $2 AND r.contract_no = $3 AND r.document_id <> $4
      AND d.status NOT IN ('draft', 'cancelled')";

const WITHOUT_ONE: &str = "SELECT 0.00 AS requested, NULL::numeric AS total,
        coalesce(sum(r.judged_base), 0.00) AS untaxed
    FROM disbursement_requests r
    JOIN documents d ON d.entity_id = r.entity_id AND d.id = r.document_id
    WHERE r.entity_id = $1 AND r.payee_id = $2 AND r.budget_line_id = $3 AND r.document_id <> $4
      AND r.contract_no IS NULL AND r.judged_base < r.judged_minimum
      AND d.fiscal_year = $5 AND d.status NOT IN ('draft', 'cancelled')";

/// What the other requests that were handed in say of the contract or order that this one pays a
/// part of; where it names none, what may belong together all the same.
pub async fn so_far(
    tx: &mut Tx<'_>,
    header: &HeaderRow,
    body: &DisbursementRequest,
) -> Result<Contract, Error> {
    if let Some(number) = &body.contract_no {
        let others = sql(OF_CONTRACT)
            .bind::<Uuid, _>(tx.entity)
            .bind::<Uuid, _>(body.payee_id)
            .bind::<Text, _>(number.as_str())
            .bind::<Uuid, _>(header.id);
        return Ok(others.get_result::<Row>(tx).await?.into());
    }
    let (Some(WithholdingIncome::SupplyHire), Some(line)) = (body.withholding, body.budget_line_id)
    else {
        return Ok(Contract::default());
    };
    let others = sql(WITHOUT_ONE)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Uuid, _>(body.payee_id)
        .bind::<Uuid, _>(line)
        .bind::<Uuid, _>(header.id)
        .bind::<Integer, _>(header.fiscal_year);
    Ok(others.get_result::<Row>(tx).await?.into())
}
