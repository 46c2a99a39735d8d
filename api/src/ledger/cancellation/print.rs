//! บันทึกขออนุมัติยกเลิกเอกสาร.

use crate::documents::{PrintFacts, lines_on_paper};
use crate::platform::tables::amount;
use export::Form;
use export::forms::ledger::cancellation::Cancellation as Paper;
use shared::document::{Document, StepName};
use shared::ledger::Cancellation;

/// What is to be voided and why, in baht; once it is, the vouchers that mirror what it had booked.
pub fn form(document: &Document<Cancellation>, facts: &PrintFacts) -> Form {
    let (header, body) = (&document.header, &document.body);
    Form::from(Paper {
        paper: facts.paper(header, None),
        document: body.document_title.clone(),
        party: header.party_name.clone().filter(|name| !name.is_empty()),
        amount: amount(body.document_amount),
        reason: body.reason.clone(),
        vouchers: facts.vouchers(),
        lines: lines_on_paper(&facts.entries),
        requester: facts.signer(StepName::Submit),
        approver: facts.signer(StepName::Approve),
    })
}
