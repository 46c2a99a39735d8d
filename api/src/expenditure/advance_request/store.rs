//! What requests for advances need to know, and the advances that are paid and cleared.

use super::rules::{Advance, Facts, payable};
use crate::budget::line;
use crate::documents::HeaderRow;
use crate::expenditure::Payable;
use crate::organisation::{department_exists, party};
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::prelude::*;
use diesel::sql_types::{Array, Nullable, Numeric, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::budget::Fund;
use shared::expenditure::AdvanceRequest;
use shared::{BudgetLineId, DepartmentId, DocumentId, Money, PartyId};

/// The facts of a request for an advance.
pub async fn facts(
    tx: &mut Tx<'_>,
    body: &AdvanceRequest,
    header: &HeaderRow,
) -> Result<Facts, Error> {
    let borrower = match body.borrower_id {
        Some(id) => party(tx, id).await?,
        None => None,
    };
    // A registered one is called as the register says; the body is filled in with that later.
    let name = borrower
        .as_ref()
        .map_or(&body.borrower_name, |of| &of.name_th);
    Ok(Facts {
        year: header.fiscal_year,
        line: line(tx, body.budget_line_id).await?,
        open: open_advance(tx, header.id, body.borrower_id, name).await?,
        borrower,
        department_known: department_exists(tx, body.department_id).await?,
    })
}

/// Another advance of this borrower that is on its way or not cleared, for the request `own`.
async fn open_advance(
    tx: &mut Tx<'_>,
    own: DocumentId,
    borrower: Option<PartyId>,
    name: &str,
) -> Result<Option<String>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Nullable<Text>)]
        name: Option<String>,
    }
    let open = sql("SELECT open_advance($1, $2, $3) AS name")
        .bind::<Uuid, _>(own)
        .bind::<Nullable<Uuid>, _>(borrower)
        .bind::<Text, _>(name);
    let row: Row = open.get_result(tx).await?;
    Ok(row.name)
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Uuid)]
    id: DocumentId,
    #[diesel(sql_type = Uuid)]
    department_id: DepartmentId,
    #[diesel(sql_type = Uuid)]
    budget_line_id: BudgetLineId,
    #[diesel(sql_type = Text)]
    fund: Fund,
    #[diesel(sql_type = Nullable<Uuid>)]
    borrower_id: Option<PartyId>,
    #[diesel(sql_type = Text)]
    borrower_name: String,
    #[diesel(sql_type = Numeric)]
    amount: Money,
    #[diesel(sql_type = Text)]
    contract_no: String,
}

impl From<Row> for Advance {
    fn from(row: Row) -> Advance {
        Advance {
            id: row.id,
            department_id: row.department_id,
            budget_line_id: row.budget_line_id,
            fund: row.fund,
            borrower_id: row.borrower_id,
            borrower_name: row.borrower_name,
            amount: row.amount,
            contract_no: row.contract_no,
        }
    }
}

const ADVANCES: &str = "SELECT r.document_id AS id, r.department_id, r.budget_line_id, l.fund,
        r.borrower_id, r.borrower_name, r.amount, coalesce((SELECT n.number
            FROM document_numbers AS n WHERE n.entity_id = r.entity_id
              AND n.document_id = r.document_id AND n.series = 'advance_contract'), '')
            AS contract_no
    FROM advance_requests AS r
    JOIN budget_lines AS l ON l.entity_id = r.entity_id AND l.id = r.budget_line_id
    WHERE r.entity_id = $1 AND r.document_id = ANY($2)";

async fn advances(tx: &mut Tx<'_>, ids: &[DocumentId]) -> Result<Vec<Row>, Error> {
    let found = sql(ADVANCES)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Array<Uuid>, _>(ids);
    Ok(found.load(tx).await?)
}

/// The advance with this id.
pub async fn advance(tx: &mut Tx<'_>, id: DocumentId) -> Result<Option<Advance>, Error> {
    let found = advances(tx, &[id]).await?.into_iter().next();
    Ok(found.map(Advance::from))
}

/// Those of these documents that are advances, to be paid.
pub async fn payables(tx: &mut Tx<'_>, ids: &[DocumentId]) -> Result<Vec<Payable>, Error> {
    let found = advances(tx, ids).await?.into_iter();
    Ok(found.map(|row| payable(row.into())).collect())
}
