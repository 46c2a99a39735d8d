//! F-03 ใบสำคัญสรุปใบนำส่งเงิน.

use crate::documents::PrintFacts;
use crate::platform::tables::amount;
use export::Form;
use export::forms::revenue::remittance_summary::{
    RemittanceSummary as SummaryForm, RemittanceSummaryLine,
};
use shared::document::{Document, StepName};
use shared::ledger::Ledger;
use shared::revenue::RemittanceSummary;

/// Its form.
pub fn form(document: &Document<RemittanceSummary>, facts: &PrintFacts) -> Option<Form> {
    let entry = facts.entries.first();
    let credits = entry.into_iter().flat_map(|entry| &entry.lines);
    let credits = credits
        .filter(|line| line.ledger == Ledger::Financial && line.credit.is_positive())
        .map(|line| RemittanceSummaryLine {
            money_type: line.account_name.clone(),
            plan_code: String::new(),
            account_code: line.account.clone(),
            amount: amount(line.credit),
            note: String::new(),
        });
    Some(Form::RemittanceSummary(Box::new(SummaryForm {
        paper: facts.paper(&document.header, None),
        lines: credits.collect(),
        slip_numbers: facts.taken.iter().map(|slip| slip.number.clone()).collect(),
        voucher_number: entry.and_then(|entry| entry.voucher_no.clone()),
        manual_reference: None,
        preparer: facts.signer(StepName::Submit),
        checker: facts.signer(StepName::Approve),
    })))
}
