//! 5.5, 5.6 Advances: requested, cleared. They are paid as other requests are, and what is left comes
//! back by a receipt.

use super::{Act, Draft, Stage, Stop};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;
use shared::Money;
use shared::expenditure::{AdvanceClearing, AdvanceRequest, AdvanceVoucher, ExpenseItem};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Requested {
    line: String,
    borrower: String,
    amount: Money,
    purpose: String,
    due_on: NaiveDate,
    #[serde(default)]
    department: Option<String>,
    #[serde(default)]
    remark: Option<String>,
}

impl Requested {
    /// The department asking: its own, else of the line.
    fn department(&self, stage: &Stage) -> Result<String, Stop> {
        let (_, line) = stage.names.line(&self.line)?;
        Ok(self.department.clone().unwrap_or(line.department))
    }
}

/// ฎีกาเงินยืม up to approval (D8).
pub fn request_advance(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let fields: Requested = stage.fields()?;
    let department = fields.department(stage)?;
    let body = AdvanceRequest {
        department_id: stage.names.department(&department)?,
        budget_line_id: stage.names.line(&fields.line)?.0,
        borrower_id: Some(stage.names.party(&fields.borrower)?),
        purpose: fields.purpose,
        amount: fields.amount,
        due_on: fields.due_on,
        remark: fields.remark,
        ..AdvanceRequest::default()
    };
    Ok(vec![Act::Make(Draft {
        department: Some(department),
        ..Draft::of(stage, &body)?
    })])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cleared {
    advance: String,
    vouchers: Vec<Voucher>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Voucher {
    amount: Money,
    description: String,
    #[serde(default)]
    expense_item: Option<ExpenseItem>,
}

/// Vouchers up to the advance, in their order (7.11); all the rest comes back in money.
pub fn advance_cleared(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let fields: Cleared = stage.fields()?;
    let advance_id = stage.names.document(&fields.advance)?.id;
    let request = requested(stage, &fields.advance)?;
    let department = request.department(stage)?;
    let (mut left, mut vouchers) = (request.amount, Vec::new());
    for voucher in fields.vouchers {
        let amount = voucher.amount.min(left);
        left -= amount;
        vouchers.push(AdvanceVoucher {
            description: voucher.description,
            expense_item: voucher.expense_item,
            amount,
        });
    }
    vouchers.retain(|voucher| voucher.amount.is_positive());
    let body = AdvanceClearing {
        department_id: stage.names.department(&department)?,
        advance_id,
        vouchers,
        returned: left,
        ..AdvanceClearing::default()
    };
    Ok(vec![Act::Make(Draft {
        department: Some(department),
        ..Draft::of(stage, &body)?
    })])
}

/// The operation that asked for an advance.
fn requested(stage: &Stage, advance: &str) -> Result<Requested, Stop> {
    let mut operations = stage.scenario.operations.iter();
    let found = operations.find(|operation| operation.id == advance);
    let found = found.ok_or_else(|| Stop::Missing(advance.to_owned()))?;
    serde_json::from_value(Value::Object(found.fields.clone()))
        .map_err(|error| Stop::Unsupported(error.to_string()))
}
