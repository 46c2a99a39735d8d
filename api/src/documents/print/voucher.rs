//! F-06 ใบผ่านรายการ: what a document without a form of its own is printed as.

use super::facts::PrintFacts;
use crate::documents::kind::DocumentKind;
use crate::platform::tables::amount;
use export::Form;
use export::forms::ledger::voucher::{Voucher, VoucherKind, VoucherLine, VoucherSigners};
use shared::Money;
use shared::document::{Document, DocumentHeader, StepName};
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
    // Where nobody approves, whoever took the last step: the payment that was confirmed.
    let approver = facts.signer(StepName::Approve);
    let approver = match approver.name.is_empty() {
        true => facts.last_signer(),
        false => approver,
    };
    Some(Form::Voucher(Box::new(Voucher {
        paper,
        kind,
        document_date: header.day(),
        reference: reference(header, facts),
        party: header.party_name.clone().filter(|name| !name.is_empty()),
        means: facts.means(header.id),
        lines: summed(entry),
        explanation: document.body.title(),
        signers: VoucherSigners {
            preparer: facts.maker(),
            checker: facts.signer(StepName::Examine),
            approver,
        },
    })))
}

/// Its own number; where it has none, what its lines stem from: the requests of a payment.
fn reference(header: &DocumentHeader, facts: &PrintFacts) -> Option<String> {
    if let Some(number) = header.numbers.last() {
        return Some(number.text.clone());
    }
    let sources = facts.sources.iter().filter(|of| !of.number.is_empty());
    let sources: Vec<String> = sources
        .map(|of| format!("{} {}", of.kind.thai(), of.number))
        .collect();
    Some(sources.join(", ")).filter(|said| !said.is_empty())
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
