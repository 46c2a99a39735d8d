//! F-04 ฎีกาเบิกเงิน.

use crate::documents::PrintFacts;
use crate::expenditure::print::{face, note};
use crate::platform::tables::amount;
use export::Form;
use export::forms::expenditure::disbursement_request::{
    Deduction, DisbursementRequest as RequestForm, RequestPayee,
};
use shared::Money;
use shared::document::Document;
use shared::expenditure::{DisbursementRequest, RequestItem};
use shared::text::KeyText;

/// F-04 with payees, deductions and the line it charges, in baht.
pub fn form(document: &Document<DisbursementRequest>, facts: &PrintFacts) -> Form {
    let (header, body) = (&document.header, &document.body);
    let (charged, figures) = ((body.department_id, body.budget_line_id), &body.figures);
    Form::from(RequestForm {
        description: body.purpose.clone(),
        contract: body.contract_no.as_ref().map(KeyText::to_string),
        bill: body.bill_no.as_ref().map(KeyText::to_string),
        amount: amount(body.figures.gross - vat(body)),
        vat: amount(vat(body)),
        deductions: deductions(body),
        note: note(header, body.remark.as_deref()),
        payees: payees(body),
        ..face(header, facts, charged, (figures.gross, figures.net))
    })
}

/// The tax within the price, where the price before it is what tax is withheld from.
fn vat(body: &DisbursementRequest) -> Money {
    match body.figures.withholding_base {
        base if base.is_zero() => Money::ZERO,
        base => body.figures.gross - base,
    }
}

fn deductions(body: &DisbursementRequest) -> Vec<Deduction> {
    let tax = Some(body.figures.withholding_tax).filter(|tax| tax.is_positive());
    let tax = tax.map(|tax| Deduction {
        name: "ภาษีหัก ณ ที่จ่าย".to_owned(),
        amount: amount(tax),
    });
    let others = body.deductions.iter().map(|row| Deduction {
        name: row.kind.thai().to_owned(),
        amount: amount(row.amount),
    });
    tax.into_iter().chain(others).collect()
}

/// Page 2, where there is more than one row to tell apart.
fn payees(body: &DisbursementRequest) -> Vec<RequestPayee> {
    let row = |item: &RequestItem| RequestPayee {
        name: item.description.clone(),
        description: item.bank_account_no.clone().unwrap_or_default(),
        gross: amount(item.amount),
        deducted: None,
    };
    match body.items.len() {
        0 | 1 => Vec::new(),
        _ => body.items.iter().map(row).collect(),
    }
}
