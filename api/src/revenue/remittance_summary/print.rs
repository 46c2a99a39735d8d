//! F-03 ใบสำคัญสรุปใบนำส่งเงิน.

use crate::documents::PrintFacts;
use crate::platform::tables::amount;
use export::Form;
use export::forms::revenue::remittance_summary::{
    RemittanceSummary as SummaryForm, RemittanceSummaryLine,
};
use shared::Money;
use shared::document::{Document, StepName};
use shared::ledger::{EntryLine, Ledger};
use shared::revenue::RemittanceSummary;

/// F-03 with the credits of its voucher, in baht; dotted where no voucher stands yet.
pub fn form(document: &Document<RemittanceSummary>, facts: &PrintFacts) -> Option<Form> {
    let entry = facts.entries.first();
    let credits = entry.into_iter().flat_map(|entry| &entry.lines);
    let credits =
        credits.filter(|line| line.ledger == Ledger::Financial && line.credit.is_positive());
    // One row for each account, however many receipts it comes from.
    let mut sums: Vec<(&EntryLine, Money)> = Vec::new();
    for line in credits {
        match sums.iter_mut().find(|(of, _)| of.account == line.account) {
            Some((_, sum)) => *sum += line.credit,
            None => sums.push((line, line.credit)),
        }
    }
    let lines = sums.into_iter().map(|(line, sum)| RemittanceSummaryLine {
        money_type: line.account_name.clone(),
        plan_code: String::new(),
        account_code: line.account.clone(),
        amount: amount(sum),
        note: String::new(),
    });
    Some(Form::RemittanceSummary(Box::new(SummaryForm {
        paper: facts.paper(&document.header, None),
        lines: lines.collect(),
        slip_numbers: facts.taken.iter().map(|slip| slip.number.clone()).collect(),
        voucher_number: entry.and_then(|entry| entry.voucher_no.clone()),
        manual_reference: None,
        preparer: facts.signer(StepName::Submit),
        checker: facts.signer(StepName::Approve),
    })))
}
