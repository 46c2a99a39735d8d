//! What an ordinance needs to know, and the lines it opens.

use super::rules::Facts;
use crate::documents::HeaderRow;
use crate::organisation::classifications;
use crate::platform::db::schema::{budget_lines, departments, documents};
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Numeric, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::budget::Ordinance;
use shared::document::Status;
use shared::ledger::CashSide;
use shared::{FiscalYear, Money};

/// The facts of an ordinance.
pub async fn facts(tx: &mut Tx<'_>, body: &Ordinance, header: &HeaderRow) -> Result<Facts, Error> {
    let year = header.fiscal_year;
    let mut valid = Vec::new();
    let works: Vec<String> = body.lines.iter().map(|line| line.work.clone()).collect();
    let types = body
        .lines
        .iter()
        .map(|line| line.expenditure_type.clone())
        .collect::<Vec<_>>();
    let revenue = body
        .estimates
        .iter()
        .map(|row| row.revenue_type.clone())
        .collect::<Vec<_>>();
    for (scheme, codes) in [
        ("budget_plan", works),
        ("expenditure_type", types),
        ("revenue_type", revenue),
    ] {
        let found = classifications(tx, scheme, &codes, year).await?;
        valid.push(found.into_iter().map(|code| code.code).collect::<Vec<_>>());
    }
    let departments = departments::table
        .filter(departments::entity_id.eq(tx.entity))
        .select(departments::id);
    let opened_by = documents::entity_id
        .eq(budget_lines::entity_id)
        .and(documents::id.eq(budget_lines::opened_by));
    let open_codes = budget_lines::table
        .inner_join(documents::table.on(opened_by))
        .filter(budget_lines::entity_id.eq(tx.entity))
        .filter(budget_lines::fiscal_year.eq(year))
        .filter(documents::status.ne(Status::Cancelled))
        .select(budget_lines::code);
    let own_ids = body.lines.iter().map(|line| line.budget_line_id);
    let known_lines = budget_lines::table
        .filter(budget_lines::entity_id.eq(tx.entity))
        .filter(budget_lines::id.eq_any(own_ids.collect::<Vec<_>>()))
        .select(budget_lines::id);
    let mut valid = valid.into_iter();
    Ok(Facts {
        works: valid.next().unwrap_or_default(),
        expenditure_types: valid.next().unwrap_or_default(),
        revenue_types: valid.next().unwrap_or_default(),
        departments: departments.load(tx).await?,
        // At its own approval the lines are not open yet.
        open_codes: open_codes.load(tx).await?,
        known_lines: known_lines.load(tx).await?,
    })
}

/// Puts the lines of an approved ordinance in force (W-3.1 step 7).
pub async fn open_lines(
    tx: &mut Tx<'_>,
    body: &Ordinance,
    header: &HeaderRow,
) -> Result<(), Error> {
    let opened = body.lines.iter().map(|line| {
        (
            budget_lines::entity_id.eq(tx.entity),
            budget_lines::id.eq(line.budget_line_id),
            budget_lines::code.eq(&line.code),
            budget_lines::fiscal_year.eq(header.fiscal_year),
            budget_lines::fund.eq(line.fund),
            budget_lines::work.eq(&line.work),
            budget_lines::expenditure_type.eq(&line.expenditure_type),
            budget_lines::project.eq(&line.project),
            budget_lines::department_id.eq(line.department_id),
            budget_lines::name_th.eq(&line.name_th),
            budget_lines::explanation.eq(&line.explanation),
            budget_lines::opened_by.eq(header.id),
        )
    });
    let opened: Vec<_> = opened.collect();
    diesel::insert_into(budget_lines::table)
        .values(opened)
        .execute(tx)
        .await?;
    Ok(())
}

/// What ordinances in force expect of a year to be received or spent, in baht.
#[derive(Debug, QueryableByName)]
pub struct Estimate {
    /// Received or paid.
    #[diesel(sql_type = Text)]
    pub side: CashSide,
    /// As receipts and payments are reported: the type of revenue, the category of expenditure.
    #[diesel(sql_type = Text)]
    pub code: String,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Numeric)]
    pub amount: Money,
}

const ESTIMATES: &str = "WITH rows AS (
        SELECT 'R' AS side, e.revenue_type AS code, e.amount FROM ordinance_estimates e
        JOIN documents d ON d.entity_id = e.entity_id AND d.id = e.document_id
        WHERE e.entity_id = $1 AND d.fiscal_year = $2 AND d.status = 'posted'
        UNION ALL
        SELECT 'P', coalesce(c.code, '510000'), l.amount FROM ordinance_lines l
        JOIN documents d ON d.entity_id = l.entity_id AND d.id = l.document_id
        LEFT JOIN classifications c ON c.scheme = 'report_code'
            AND c.code = '5' || left(l.expenditure_type, 2) || '000'
        WHERE l.entity_id = $1 AND d.fiscal_year = $2 AND d.status = 'posted')
    SELECT r.side, r.code, coalesce(c.name_th, '') AS name,
        sum(r.amount)::numeric(18, 2) AS amount
    FROM rows r LEFT JOIN classifications c ON c.code = r.code
        AND c.scheme IN ('revenue_type', 'report_code')
    GROUP BY 1, 2, 3 ORDER BY 1 DESC, 2";

/// The estimates of a year by report code.
pub async fn estimates(tx: &mut Tx<'_>, year: FiscalYear) -> Result<Vec<Estimate>, Error> {
    let estimates = sql(ESTIMATES)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Integer, _>(year);
    Ok(estimates.load(tx).await?)
}
