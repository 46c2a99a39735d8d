//! F-06 ใบผ่านรายการ: what a document without a form of its own is printed as.

use super::facts::PrintFacts;
use crate::documents::kind::DocumentKind;
use crate::platform::tables::amount;
use export::Form;
use export::forms::ledger::voucher::{Voucher, VoucherKind, VoucherLine, VoucherSigners};
use shared::Money;
use shared::document::{Document, StepName};
use shared::ledger::{self, Entry, Ledger};

/// F-06 of the first voucher a document has booked or would book.
pub fn voucher<B: DocumentKind>(document: &Document<B>, facts: &PrintFacts) -> Option<Form> {
    let header = &document.header;
    let financial = |entry: &&Entry| {
        entry
            .lines
            .iter()
            .any(|line| line.ledger == Ledger::Financial)
    };
    let entry = facts.entries.iter().find(financial)?;
    let mut paper = facts.paper(header, None);
    paper.number = entry.voucher_no.clone();
    paper.date = entry.posted_on;
    let kind = match entry.voucher_type {
        Some(ledger::Voucher::Receipt) => VoucherKind::Receipt,
        Some(ledger::Voucher::Payable) => VoucherKind::Payable,
        Some(ledger::Voucher::Payment) => VoucherKind::Payment,
        Some(ledger::Voucher::Journal) | None => VoucherKind::General,
    };
    let approver = facts.signer(StepName::Approve);
    Some(Form::Voucher(Box::new(Voucher {
        paper,
        kind,
        document_date: header.day(),
        reference: header.numbers.last().map(|number| number.text.clone()),
        lines: summed(entry),
        explanation: document.body.title(),
        signers: VoucherSigners {
            preparer: facts.maker(),
            checker: facts.signer(StepName::Examine),
            approver,
        },
    })))
}

/// Lines of the same account and side add up; debits come first.
fn summed(entry: &Entry) -> Vec<VoucherLine> {
    let mut sums: Vec<(String, String, Money, Money)> = Vec::new();
    for line in entry
        .lines
        .iter()
        .filter(|line| line.ledger == Ledger::Financial)
    {
        let same = sums
            .iter_mut()
            .find(|sum| sum.0 == line.account && sum.2.is_zero() == line.debit.is_zero());
        match same {
            Some(sum) => {
                sum.2 += line.debit;
                sum.3 += line.credit;
            }
            None => sums.push((
                line.account.clone(),
                line.account_name.clone(),
                line.debit,
                line.credit,
            )),
        }
    }
    sums.sort_by_key(|(_, _, debit, _)| debit.is_zero());
    let line =
        |(account_code, account_name, debit, credit): (String, String, Money, Money)| VoucherLine {
            account_name,
            account_code,
            debit: amount(debit),
            credit: amount(credit),
        };
    sums.into_iter().map(line).collect()
}
