//! 5.1 Budget.

use super::{Act, Stage, Stop};
use chrono::NaiveDate;
use serde::Deserialize;
use shared::Money;
use shared::budget::{Fund, Ordinance, OrdinanceLine};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrdinanceInForce {
    ordinance_no: String,
    approved_on: NaiveDate,
    total: Money,
}

/// The ordinance: all lines of the budget that have an appropriation.
pub fn ordinance_in_force(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let fields: OrdinanceInForce = stage.fields()?;
    let master = &stage.scenario.master;
    let lines = master
        .budget_lines
        .iter()
        .filter(|line| line.is_of_ordinance());
    let lines = lines.map(|line| {
        Ok(OrdinanceLine {
            budget_line_id: stage.names.line(&line.id)?.0,
            code: line.id.as_str().into(),
            fund: line.fund().unwrap_or(Fund::Bud),
            work: line.work.clone(),
            expenditure_type: line.expenditure_type.clone(),
            project: line.project.clone(),
            department_id: stage.names.department(&line.department)?,
            name_th: line.name_th.clone(),
            explanation: line.explanation.clone().unwrap_or(line.name_th.clone()),
            amount: line.approved,
        })
    });
    stage.make(&Ordinance {
        ordinance_no: fields.ordinance_no,
        approved_on: fields.approved_on,
        total: fields.total,
        estimates: master.revenue_estimates.clone(),
        lines: lines.collect::<Result<_, Stop>>()?,
    })
}
