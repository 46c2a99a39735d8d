//! F-06 ใบผ่านรายการ: what a document without a form of its own is printed as.

use super::facts::PrintFacts;
use crate::documents::kind::DocumentKind;
use crate::platform::tables::amount;
use export::Form;
use export::forms::ledger::voucher::{Voucher, VoucherKind, VoucherLine, VoucherSigners};
use shared::Money;
use shared::document::{Document, DocumentHeader, StepName, spec};
use shared::ledger::{self, Entry, Ledger};
use shared::permission::Role;

/// F-06 of the first voucher a document has booked or would book; without lines while that is not known.
pub fn voucher<B: DocumentKind>(document: &Document<B>, facts: &PrintFacts) -> Form {
    let financial = |entry: &&Entry| {
        let mut lines = entry.lines.iter();
        lines.any(|line| line.ledger == Ledger::Financial)
    };
    of_entry(document, facts, facts.entries.iter().find(financial))
}

/// F-06 of the voucher with this number, where the document has booked it.
pub fn voucher_of<B: DocumentKind>(
    document: &Document<B>,
    facts: &PrintFacts,
    number: &str,
) -> Option<Form> {
    let own = facts.entries.iter();
    let mut own = own.filter(|entry| entry.document_id == document.header.id);
    let entry = own.find(|entry| entry.voucher_no.as_deref() == Some(number))?;
    Some(of_entry(document, facts, Some(entry)))
}

/// Two sign it: who made it, and who approved (E12).
fn of_entry<B: DocumentKind>(
    document: &Document<B>,
    facts: &PrintFacts,
    entry: Option<&Entry>,
) -> Form {
    let header = &document.header;
    let mut paper = facts.paper(header, None);
    paper.number = entry.and_then(|entry| entry.voucher_no.clone());
    paper.date = entry.map_or(header.day(), |entry| entry.posted_on);
    let kind = match entry.and_then(|entry| entry.voucher_type) {
        Some(ledger::Voucher::Receipt) => VoucherKind::Receipt,
        Some(ledger::Voucher::Payable) => VoucherKind::Payable,
        Some(ledger::Voucher::Payment) => VoucherKind::Payment,
        Some(ledger::Voucher::Journal) | None => VoucherKind::General,
    };
    Form::from(Voucher {
        paper,
        kind,
        document_date: header.day(),
        reference: reference(header, facts),
        party: header.party_name.clone().filter(|name| !name.is_empty()),
        means: facts.means(header.id),
        lines: entry.map(|entry| summed([entry])).unwrap_or_default(),
        explanation: document.body.title(),
        made_on: Some(header.entered_on),
        signers: VoucherSigners {
            preparer: facts.signer(prepared_at(header)),
            approver: facts.approver(&document.body),
        },
    })
}

/// The step at which the finance office prepares what is booked: the first that a finance officer takes.
fn prepared_at(header: &DocumentHeader) -> StepName {
    let mut steps = spec(header.kind).steps(header.route.as_deref()).iter();
    let first = steps.find(|step| step.roles.contains(&Role::FinanceOfficer));
    first.map_or(StepName::Submit, |step| step.name)
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

/// Lines of the financial book; those of the same account and side add up, debits come first.
pub fn summed<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Vec<VoucherLine> {
    let mut sums: Vec<(String, String, Money, Money)> = Vec::new();
    let lines = entries.into_iter().flat_map(|entry| &entry.lines);
    for line in lines.filter(|line| line.ledger == Ledger::Financial) {
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
