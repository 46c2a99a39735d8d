//! Where lines are looked up.

use crate::args;
use crate::platform::db::{Arg, Tx};
use crate::platform::error::Error;
use serde::Deserialize;
use shared::budget::{BudgetLine, Fund};
use shared::{BudgetLineId, DepartmentId, FiscalYear, Money};
use uuid::Uuid;

/// A line, as rules see it.
#[derive(Debug, Clone, Deserialize)]
pub struct LineFacts {
    pub code: String,
    pub name_th: String,
    /// Year of the budget.
    pub fiscal_year: FiscalYear,
    pub fund: Fund,
    pub work: String,
    pub expenditure_type: String,
    /// Who spends it.
    pub department_id: DepartmentId,
    /// The account its type proposes.
    pub default_account: Option<String>,
    /// The act that opened it stands.
    pub is_in_force: bool,
    /// What is left, in baht.
    pub remaining: Money,
}

/// The line with this id.
pub async fn line(tx: &mut Tx<'_>, id: BudgetLineId) -> Result<Option<LineFacts>, Error> {
    let sql = "SELECT l.code, l.name_th, l.fiscal_year, l.fund, l.work, l.expenditure_type,
                   l.department_id, c.default_account, d.status = 'posted' AS is_in_force,
                   coalesce(b.debit - b.credit, 0)::numeric(18, 2)::text AS remaining
               FROM budget_lines l
               JOIN documents d ON d.entity_id = l.entity_id AND d.id = l.opened_by
               LEFT JOIN classifications c ON c.scheme = 'expenditure_type'
                   AND c.code = l.expenditure_type
               LEFT JOIN current_balances b ON b.entity_id = l.entity_id
                   AND b.ledger = 'budgetary' AND b.account = 'available'
                   AND b.dimension = l.id::text
               WHERE l.entity_id = $1 AND l.id = $2";
    tx.row(sql, args![tx.entity, id]).await
}

/// Lines with their availability.
pub async fn lines(
    tx: &mut Tx<'_>,
    year: Option<i32>,
    department: Option<Uuid>,
    text: Option<&str>,
    id: Option<Uuid>,
) -> Result<Vec<BudgetLine>, Error> {
    let sql = "SELECT id, code, fiscal_year, fund, work, coalesce(work_name, '') AS work_name,
                   expenditure_type, coalesce(expenditure_type_name, '') AS expenditure_type_name,
                   project, department_id, name_th, approved::numeric(18, 2)::text,
                   supplementary::numeric(18, 2)::text, transfer_in::numeric(18, 2)::text,
                   transfer_out::numeric(18, 2)::text, obligated::numeric(18, 2)::text,
                   disbursed::numeric(18, 2)::text, remaining::numeric(18, 2)::text
               FROM budget_line_status
               WHERE entity_id = $1 AND ($2::bigint IS NULL OR fiscal_year = $2)
                 AND ($3::uuid IS NULL OR department_id = $3)
                 AND ($4::text IS NULL OR position(lower($4) IN lower(concat_ws(' ', code, name_th,
                     work_name, expenditure_type, expenditure_type_name, project))) > 0)
                 AND ($5::uuid IS NULL OR id = $5)
               ORDER BY fiscal_year, work, expenditure_type, code";
    let values = [
        Arg::from(tx.entity),
        year.into(),
        department.into(),
        text.into(),
        id.into(),
    ];
    tx.rows(sql, &values).await
}
