//! What the other requests say of a contract.

use super::rules::Contract;
use crate::documents::HeaderRow;
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::QueryableByName;
use diesel::sql_types::{Nullable, Numeric, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::Money;
use shared::expenditure::DisbursementRequest;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Numeric)]
    requested: Money,
    #[diesel(sql_type = Nullable<Numeric>)]
    total: Option<Money>,
}

impl From<Row> for Contract {
    fn from(row: Row) -> Contract {
        Contract {
            requested: row.requested,
            total: row.total,
        }
    }
}

// Of every year: a contract goes on over the end of one.
const OF_CONTRACT: &str = "SELECT coalesce(sum(r.gross), 0.00) AS requested,
        max(r.contract_total) AS total
    FROM disbursement_requests r
    JOIN documents d ON d.entity_id = r.entity_id AND d.id = r.document_id
    WHERE r.entity_id = $1 AND r.payee_id = $2 AND r.contract_no = $3 AND r.document_id <> $4
      AND d.status NOT IN ('draft', 'cancelled')";

/// What the other requests that were handed in say of the contract or order that this one pays a
/// part of; nothing where it names none.
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
    Ok(Contract::default())
}
