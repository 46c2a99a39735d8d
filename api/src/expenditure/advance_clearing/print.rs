//! F-08 ใบรับใบสำคัญ of an advance that is accounted for.

use crate::documents::PrintFacts;
use crate::platform::tables::amount;
use export::Form;
use export::forms::expenditure::advance_clearing::{
    AdvanceClearing as Paper, AdvanceClearingSigners, ClearedVoucher,
};
use export::paper::Signer;
use shared::document::{Document, DocumentBody, StepName};
use shared::expenditure::{AdvanceClearing, AdvanceVoucher};

/// F-08 with the vouchers and what comes back, in baht.
pub fn form(document: &Document<AdvanceClearing>, facts: &PrintFacts) -> Form {
    let body = &document.body;
    let line = |voucher: &AdvanceVoucher| ClearedVoucher {
        description: voucher.description.clone(),
        amount: amount(voucher.amount),
    };
    Form::from(Paper {
        paper: facts.paper(&document.header, None),
        contract: body.contract_no.clone(),
        department: facts.name(body.department_id),
        borrower: body.borrower_name.clone(),
        lines: body.vouchers.iter().map(line).collect(),
        returned: amount(body.returned),
        total: amount(body.amount()),
        vouchers: facts.vouchers(),
        evidence: facts.attachments.clone(),
        signers: AdvanceClearingSigners {
            borrower: Signer {
                name: body.borrower_name.clone(),
                ..Signer::default()
            },
            submitter: facts.signer(StepName::Submit),
            receiver: facts.signer(StepName::Examine),
            finance_head: facts.signer(StepName::Approve),
        },
    })
}
