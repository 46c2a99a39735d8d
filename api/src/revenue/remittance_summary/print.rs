//! F-03 ใบสำคัญสรุปใบนำส่งเงิน.

use crate::documents::{PrintFacts, by_hand};
use crate::platform::tables::amount;
use export::Form;
use export::forms::revenue::remittance_summary::{
    CountedSlip, RemittanceSummary as SummaryForm, RemittanceSummaryLine,
};
use shared::Money;
use shared::document::{Document, StepName};
use shared::ledger::{CashSide, Entry, Ledger};
use shared::revenue::RemittanceSummary;
use shared::warning::{Warning, WarningCode};

/// F-03 with what its voucher receives, in baht; dotted where no voucher stands yet.
pub fn form(document: &Document<RemittanceSummary>, facts: &PrintFacts) -> Form {
    let entry = facts.entries.first();
    Form::from(SummaryForm {
        paper: facts.paper(&document.header, None),
        lines: entry.map(lines).unwrap_or_default(),
        slip_numbers: facts.taken.iter().map(|slip| slip.number.clone()).collect(),
        counted: facts.warnings.iter().filter_map(differs).collect(),
        voucher_number: entry.and_then(|entry| entry.voucher_no.clone()),
        manual_reference: by_hand(&document.header),
        preparer: facts.signer(StepName::Submit),
        checker: facts.signer(StepName::Approve),
    })
}

/// A row for each kind of money, as receipts and payments are reported: its name and its code.
fn lines(entry: &Entry) -> Vec<RemittanceSummaryLine> {
    let mut sums: Vec<(&str, &str, Money)> = Vec::new();
    for line in entry
        .lines
        .iter()
        .filter(|line| line.ledger == Ledger::Cash)
    {
        let Some((CashSide::Receipts, code)) = CashSide::of(&line.account) else {
            continue;
        };
        let value = line.credit - line.debit;
        match sums.iter_mut().find(|(of, ..)| *of == code) {
            Some((.., sum)) => *sum += value,
            None => sums.push((code, &line.account_name, value)),
        }
    }
    let line = |(code, name, value): (&str, &str, Money)| RemittanceSummaryLine {
        money_type: name.to_owned(),
        plan_code: String::new(),
        account_code: code.to_owned(),
        amount: amount(value),
        note: String::new(),
    };
    sums.into_iter().map(line).collect()
}

/// A slip on which other money was counted than its receipts say (W-4.7), as those who made and approved
/// the summary were told.
fn differs(told: &Warning) -> Option<CountedSlip> {
    if told.code != WarningCode::COUNTED_OTHERWISE {
        return None;
    }
    let baht = |name: &str| told.context.get(name)?.parse::<Money>().ok();
    let text = |name: &str| told.context.get(name).cloned();
    Some(CountedSlip {
        slip: text("number")?,
        expected: amount(baht("expected")?),
        counted: amount(baht("counted")?),
        reason: text("reason")?,
    })
}
