//! What an ordinance needs to know, and the lines it opens.

use super::rules::Facts;
use crate::args;
use crate::documents::HeaderRow;
use crate::organisation::classifications;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::budget::Ordinance;
use shared::{DepartmentId, FiscalYear, KeyText};

/// The facts of an ordinance.
pub async fn facts(tx: &mut Tx<'_>, body: &Ordinance) -> Result<Facts, Error> {
    let year = FiscalYear::of(tx.today);
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
    #[derive(Deserialize)]
    struct Row {
        departments: Vec<DepartmentId>,
        open_codes: Vec<KeyText>,
    }
    let sql = "SELECT coalesce((SELECT jsonb_agg(id) FROM departments WHERE entity_id = $1), '[]')
                   AS departments,
               coalesce((SELECT jsonb_agg(l.code) FROM budget_lines l JOIN documents d
                   ON d.entity_id = l.entity_id AND d.id = l.opened_by
                   WHERE l.entity_id = $1 AND l.fiscal_year = $2 AND d.status <> 'cancelled'), '[]')
                   AS open_codes";
    let row: Option<Row> = tx.row(sql, args![tx.entity, year]).await?;
    let (departments, open_codes) = row
        .map(|row| (row.departments, row.open_codes))
        .unwrap_or_default();
    let mut valid = valid.into_iter();
    Ok(Facts {
        works: valid.next().unwrap_or_default(),
        expenditure_types: valid.next().unwrap_or_default(),
        revenue_types: valid.next().unwrap_or_default(),
        departments,
        // At its own approval the lines are not open yet.
        open_codes,
    })
}

/// Puts the lines of an approved ordinance in force (W-3.1 step 7).
pub async fn open_lines(
    tx: &mut Tx<'_>,
    body: &Ordinance,
    header: &HeaderRow,
) -> Result<(), Error> {
    let rows: Vec<Value> = body
        .lines
        .iter()
        .map(|line| {
            json!({
                "entity_id": tx.entity,
                "id": line.budget_line_id,
                "code": line.code,
                "fiscal_year": header.fiscal_year,
                "fund": line.fund,
                "work": line.work,
                "expenditure_type": line.expenditure_type,
                "project": line.project,
                "department_id": line.department_id,
                "name_th": line.name_th,
                "explanation": line.explanation,
                "opened_by": header.id,
            })
        })
        .collect();
    let sql = "INSERT INTO budget_lines
               SELECT (jsonb_populate_recordset(NULL::budget_lines, $1)).*";
    tx.execute(sql, args![Value::Array(rows)]).await?;
    Ok(())
}
