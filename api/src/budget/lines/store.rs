//! Where lines are looked up.

use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::prelude::*;
use diesel::sql_types::{self, Array, Bool, Integer, Nullable, Numeric, Text};
use diesel_async::RunQueryDsl;
use shared::budget::{BudgetLine, Fund};
use shared::text::normal;
use shared::{BudgetLineId, DepartmentId, FiscalYear, Money};
use uuid::Uuid;

/// A line, as rules see it.
#[derive(Debug, Clone, QueryableByName)]
pub struct LineFacts {
    #[diesel(sql_type = Text)]
    pub code: String,
    #[diesel(sql_type = Text)]
    pub name_th: String,
    /// Year of the budget.
    #[diesel(sql_type = Integer)]
    pub fiscal_year: FiscalYear,
    #[diesel(sql_type = Text)]
    pub fund: Fund,
    #[diesel(sql_type = Text)]
    pub work: String,
    #[diesel(sql_type = Text)]
    pub expenditure_type: String,
    /// Who spends it.
    #[diesel(sql_type = sql_types::Uuid)]
    pub department_id: DepartmentId,
    /// The account its type proposes.
    #[diesel(sql_type = Nullable<Text>)]
    pub default_account: Option<String>,
    /// The act that opened it stands.
    #[diesel(sql_type = Bool)]
    pub is_in_force: bool,
    /// What is left, in baht.
    #[diesel(sql_type = Numeric)]
    pub remaining: Money,
}

const LINE: &str = "SELECT l.code, l.name_th, l.fiscal_year, l.fund, l.work, l.expenditure_type,
        l.department_id, c.default_account, d.status = 'posted' AS is_in_force,
        coalesce(b.debit - b.credit, 0)::numeric(18, 2) AS remaining
    FROM budget_lines l
    JOIN documents d ON d.entity_id = l.entity_id AND d.id = l.opened_by
    LEFT JOIN classifications c ON c.scheme = 'expenditure_type' AND c.code = l.expenditure_type
    LEFT JOIN current_balances b ON b.entity_id = l.entity_id AND b.ledger = 'budgetary'
        AND b.account = 'available' AND b.dimension = $3
    WHERE l.entity_id = $1 AND l.id = $2";

/// The line with this id.
pub async fn line(tx: &mut Tx<'_>, id: BudgetLineId) -> Result<Option<LineFacts>, Error> {
    // As text too: behind row-level security a cast of the column finds no index.
    let line = sql(LINE)
        .bind::<sql_types::Uuid, _>(tx.entity)
        .bind::<sql_types::Uuid, _>(id)
        .bind::<Text, _>(id.to_string());
    Ok(line.get_result(tx).await.optional()?)
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql_types::Uuid)]
    id: BudgetLineId,
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Integer)]
    fiscal_year: FiscalYear,
    #[diesel(sql_type = Text)]
    fund: Fund,
    #[diesel(sql_type = Text)]
    work: String,
    #[diesel(sql_type = Text)]
    work_name: String,
    #[diesel(sql_type = Text)]
    expenditure_type: String,
    #[diesel(sql_type = Text)]
    expenditure_type_name: String,
    #[diesel(sql_type = Nullable<Text>)]
    project: Option<String>,
    #[diesel(sql_type = sql_types::Uuid)]
    department_id: DepartmentId,
    #[diesel(sql_type = Text)]
    name_th: String,
    #[diesel(sql_type = Numeric)]
    approved: Money,
    #[diesel(sql_type = Numeric)]
    supplementary: Money,
    #[diesel(sql_type = Numeric)]
    transfer_in: Money,
    #[diesel(sql_type = Numeric)]
    transfer_out: Money,
    #[diesel(sql_type = Numeric)]
    obligated: Money,
    #[diesel(sql_type = Numeric)]
    disbursed: Money,
    #[diesel(sql_type = Numeric)]
    remaining: Money,
}

impl From<Row> for BudgetLine {
    fn from(row: Row) -> BudgetLine {
        BudgetLine {
            id: row.id,
            code: row.code,
            fiscal_year: row.fiscal_year,
            fund: row.fund,
            work: row.work,
            work_name: row.work_name,
            expenditure_type: row.expenditure_type,
            expenditure_type_name: row.expenditure_type_name,
            project: row.project,
            department_id: row.department_id,
            name_th: row.name_th,
            approved: row.approved,
            supplementary: row.supplementary,
            transfer_in: row.transfer_in,
            transfer_out: row.transfer_out,
            obligated: row.obligated,
            disbursed: row.disbursed,
            remaining: row.remaining,
        }
    }
}

const LINES: &str = "SELECT id, code, fiscal_year, fund, work,
        coalesce(work_name, '') AS work_name, expenditure_type,
        coalesce(expenditure_type_name, '') AS expenditure_type_name, project, department_id,
        name_th, approved::numeric(18, 2), supplementary::numeric(18, 2),
        transfer_in::numeric(18, 2), transfer_out::numeric(18, 2), obligated::numeric(18, 2),
        disbursed::numeric(18, 2), remaining::numeric(18, 2)
    FROM budget_line_status
    WHERE entity_id = $1 AND (is_in_force OR id = $5) AND ($2::int IS NULL OR fiscal_year = $2)
      AND ($3::uuid IS NULL OR department_id = $3)
      AND ($4::text IS NULL OR strpos(normal_text(concat_ws(' ', code, name_th, work_name,
          expenditure_type, expenditure_type_name, project)), $4) > 0)
      AND ($5::uuid IS NULL OR id = $5)
      AND ($6::uuid[] IS NULL OR department_id = ANY($6))
    ORDER BY fiscal_year, work, expenditure_type, code";

/// Which lines; those of every department, year and so on where nothing is said.
#[derive(Debug, Default)]
pub struct LineFilter<'a> {
    /// Of the departments that the person asking sees.
    pub visible: Option<Vec<DepartmentId>>,
    pub year: Option<i32>,
    pub department: Option<Uuid>,
    /// Within code, name, work or type, however it is typed.
    pub text: Option<&'a str>,
    pub id: Option<Uuid>,
}

/// Lines with their availability.
pub async fn lines(tx: &mut Tx<'_>, filter: LineFilter<'_>) -> Result<Vec<BudgetLine>, Error> {
    let lines = sql(LINES)
        .bind::<sql_types::Uuid, _>(tx.entity)
        .bind::<Nullable<Integer>, _>(filter.year)
        .bind::<Nullable<sql_types::Uuid>, _>(filter.department)
        .bind::<Nullable<Text>, _>(filter.text.map(normal))
        .bind::<Nullable<sql_types::Uuid>, _>(filter.id)
        .bind::<Nullable<Array<sql_types::Uuid>>, _>(filter.visible);
    let rows: Vec<Row> = lines.load(tx).await?;
    Ok(rows.into_iter().map(BudgetLine::from).collect())
}
