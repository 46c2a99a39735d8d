//! F-04 ฎีกาเบิกเงิน.

use crate::documents::{PrintFacts, amount_on_paper as amount};
use export::Form;
use export::forms::{
    BudgetLine, Deduction, DisbursementRequest as RequestForm, DisbursementSigners, NumberAndDate,
    RequestPayee,
};
use shared::Money;
use shared::document::{Document, Series, StepName};
use shared::expenditure::DisbursementRequest;

/// Its form.
pub fn form(document: &Document<DisbursementRequest>, facts: &PrintFacts) -> Option<Form> {
    let (header, body) = (&document.header, &document.body);
    let number = |series: Series| {
        let found = header.numbers.iter().find(|number| number.series == series);
        found.map(|number| number.text.clone())
    };
    let mut paper = facts.paper(header, None);
    paper.number = number(Series::RequesterNo);
    let treasury = number(Series::TreasuryNo).zip(facts.day(StepName::Register));
    Some(Form::DisbursementRequest(Box::new(RequestForm {
        paper,
        fiscal_year: u16::try_from(header.fiscal_year.0).unwrap_or_default(),
        department: facts.name(body.department_id),
        treasury: treasury.map(|(number, date)| NumberAndDate { number, date }),
        budget_line: budget_line(body, facts),
        description: body.purpose.clone(),
        contract: contract(body),
        amount: amount(body.figures.gross),
        vat: amount(Money::ZERO),
        gross: amount(body.figures.gross),
        deductions: deductions(body),
        net: amount(body.figures.net),
        note: body.remark.clone(),
        budget: None,
        payment: None,
        signers: signers(facts),
        payees: payees(body),
        evidence: Vec::new(),
    })))
}

/// The contract or order; the bill where there is none.
fn contract(body: &DisbursementRequest) -> Option<String> {
    let number = body.contract_no.as_ref().or(body.bill_no.as_ref());
    number.map(|number| number.to_string())
}

fn budget_line(body: &DisbursementRequest, facts: &PrintFacts) -> BudgetLine {
    let Some(id) = body.budget_line_id else {
        return BudgetLine::default();
    };
    BudgetLine {
        plan: facts.name(format!("plan:{id}")),
        work: facts.name(format!("work:{id}")),
        category: facts.name(format!("category:{id}")),
        kind: facts.name(format!("type:{id}")),
        project: Some(facts.name(id)),
        fund_source: facts.name(format!("fund:{id}")),
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
    let plain = body.figures.net == body.figures.gross;
    if body.items.len() < 2 || !plain {
        return Vec::new();
    }
    let row = |item: &shared::expenditure::RequestItem| RequestPayee {
        name: item.description.clone(),
        description: item.bank_account_no.clone().unwrap_or_default(),
        gross: amount(item.amount),
        deducted: amount(Money::ZERO),
        net: amount(item.amount),
    };
    body.items.iter().map(row).collect()
}

fn signers(facts: &PrintFacts) -> DisbursementSigners {
    DisbursementSigners {
        requester: facts.signer(StepName::Submit),
        finance_officer: facts.signer(StepName::Register),
        examiner: facts.signer(StepName::Examine),
        finance_head: facts.signer(StepName::Recommend),
        chief_administrator: facts.signer(StepName::Pass),
        executive: facts.signer(StepName::Approve),
        ..DisbursementSigners::default()
    }
}
