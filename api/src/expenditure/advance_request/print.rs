//! F-04 ฎีกาเบิกเงิน of an advance, with F-08 สัญญาการยืมเงิน.

use crate::documents::{PrintFacts, number_on_paper as number};
use crate::expenditure::print::{face, note};
use export::Form;
use export::forms::expenditure::disbursement_request::{
    DisbursementRequest as RequestForm, LoanContract,
};
use export::paper::Signer;
use shared::document::{Document, Series};
use shared::expenditure::AdvanceRequest;

/// F-04 of the request, with the contract F-08 once it has its number.
pub fn form(document: &Document<AdvanceRequest>, facts: &PrintFacts) -> Form {
    let (header, body) = (&document.header, &document.body);
    let charged = (body.department_id, Some(body.budget_line_id));
    let contract = number(header, Series::AdvanceContract);
    let borrower = Signer {
        name: body.borrower_name.clone(),
        ..Signer::default()
    };
    Form::from(RequestForm {
        description: format!("เงินยืมเพื่อ{} ผู้ยืม {}", body.purpose, body.borrower_name),
        contract: contract.clone(),
        note: note(header, body.remark.as_deref()),
        loan: Some(LoanContract {
            number: contract,
            borrower,
            purpose: body.purpose.clone(),
            returns_on: body.returns_on,
            due_on: body.due_on,
        }),
        ..face(header, facts, charged, (body.amount, body.amount))
    })
}
