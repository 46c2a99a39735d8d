//! 5.5 Requests (ฎีกา).

use super::{Act, Draft, Stage, Stop};
use rust_decimal::Decimal;
use serde::Deserialize;
use shared::budget::CENTRAL_WORK;
use shared::expenditure::{
    Deduction, DeductionKind, DepositItem, DepositItemType, DisbursementRequest, ExpenseItem,
    RequestItem, RequestKind, WithholdingForm, WithholdingIncome,
};
use shared::revenue::DepositKind;
use shared::{KeyText, Money};

/// The longest description of an item.
const DESCRIPTION_MAX: usize = 300;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Uncommitted {
    line: String,
    payee: String,
    amount: Money,
    purpose: String,
    #[serde(default)]
    department: Option<String>,
    #[serde(default)]
    remark: Option<String>,
    #[serde(default)]
    expense_item: Option<ExpenseItem>,
    #[serde(default)]
    bill_no: Option<KeyText>,
    #[serde(default)]
    withholding_tax: Option<Withholding>,
    #[serde(default)]
    deductions: Vec<Deduction>,
    #[serde(default)]
    recipients: Vec<Recipient>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Withholding {
    income_type: WithholdingIncome,
    #[serde(default)]
    rate: Option<Decimal>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipient {
    name_th: String,
    amount: Money,
    #[serde(default)]
    bank_account_no: Option<String>,
}

/// One item for each recipient, or one for the whole.
fn items(fields: &Uncommitted) -> Vec<RequestItem> {
    let of = |description: &str, amount, account: &Option<String>| RequestItem {
        description: description.chars().take(DESCRIPTION_MAX).collect(),
        amount,
        bank_account_no: account.clone(),
    };
    match fields.recipients.as_slice() {
        [] => vec![of(&fields.purpose, fields.amount, &None)],
        recipients => recipients
            .iter()
            .map(|row| of(&row.name_th, row.amount, &row.bank_account_no))
            .collect(),
    }
}

/// A request without commitment, from งบกลาง where its line is of that work.
pub fn request_uncommitted(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let fields: Uncommitted = stage.fields()?;
    let (line_id, line) = stage.names.line(&fields.line)?;
    let department = fields.department.clone().unwrap_or(line.department);
    let body = DisbursementRequest {
        request_kind: match line.work == CENTRAL_WORK {
            true => RequestKind::Central,
            false => RequestKind::Uncommitted,
        },
        department_id: stage.names.department(&department)?,
        budget_line_id: Some(line_id),
        payee_id: stage.names.party(&fields.payee)?,
        items: items(&fields),
        purpose: fields.purpose,
        bill_no: fields.bill_no,
        expense_item: fields.expense_item,
        withholding: fields.withholding_tax.as_ref().map(|tax| tax.income_type),
        withholding_rate: fields.withholding_tax.and_then(|tax| tax.rate),
        deductions: fields.deductions,
        remark: fields.remark,
        ..DisbursementRequest::default()
    };
    make(stage, body, department)
}

fn make(stage: &Stage, body: DisbursementRequest, department: String) -> Result<Vec<Act>, Stop> {
    Ok(vec![Act::Make(Draft {
        department: Some(department),
        ..Draft::of(stage, &body)?
    })])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfDeposits {
    department: String,
    payee: String,
    purpose: String,
    items: Vec<Item>,
    #[serde(default)]
    remark: Option<String>,
}

/// The deposits that the API knows so far.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
enum Item {
    WithholdingTax {
        form: WithholdingForm,
        amount: Money,
    },
    PayrollDeduction {
        deduction: DeductionKind,
        amount: Money,
    },
    Deposit {
        deposit_kind: DepositKind,
        reference: KeyText,
        amount: Money,
    },
}

impl From<Item> for DepositItem {
    fn from(item: Item) -> DepositItem {
        let of = |item_type, amount| DepositItem {
            item_type,
            form: None,
            deduction: None,
            deposit_kind: None,
            reference: None,
            amount,
        };
        match item {
            Item::WithholdingTax { form, amount } => DepositItem {
                form: Some(form),
                ..of(DepositItemType::WithholdingTax, amount)
            },
            Item::PayrollDeduction { deduction, amount } => DepositItem {
                deduction: Some(deduction),
                ..of(DepositItemType::PayrollDeduction, amount)
            },
            Item::Deposit {
                deposit_kind,
                reference,
                amount,
            } => DepositItem {
                deposit_kind: Some(deposit_kind),
                reference: Some(reference),
                ..of(DepositItemType::Deposit, amount)
            },
        }
    }
}

/// A request of deposits held.
pub fn request_deposit(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let fields: OfDeposits = stage.fields()?;
    let body = DisbursementRequest {
        request_kind: RequestKind::Deposit,
        department_id: stage.names.department(&fields.department)?,
        payee_id: stage.names.party(&fields.payee)?,
        purpose: fields.purpose,
        deposits: fields.items.into_iter().map(DepositItem::from).collect(),
        remark: fields.remark,
        ..DisbursementRequest::default()
    };
    make(stage, body, fields.department)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cancelled {
    request: String,
    reason: String,
}

/// Voids a registered request.
pub fn request_cancelled(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let Cancelled { request, reason } = stage.fields()?;
    stage.void(stage.names.document(&request)?.id, reason)
}
