//! F-04 ฎีกาเบิกเงิน: what the forms of all requests have in common.

use crate::documents::PrintFacts;
use crate::platform::tables::amount;
use export::forms::expenditure::disbursement_request::{
    BudgetLine, DisbursementRequest as Paper, DisbursementSigners, NumberAndDate,
};
use shared::document::{DocumentHeader, Series, StepName};
use shared::{BudgetLineId, DepartmentId, Money};

/// The number of a document in a series.
pub fn number(header: &DocumentHeader, series: Series) -> Option<String> {
    let found = header.numbers.iter().find(|number| number.series == series);
    found.map(|number| number.text.clone())
}

/// The face of a request for one amount, without deductions or payees.
pub fn face(
    header: &DocumentHeader,
    facts: &PrintFacts,
    (department, line): (DepartmentId, Option<BudgetLineId>),
    (gross, net): (Money, Money),
) -> Paper {
    let mut paper = facts.paper(header, None);
    paper.number = number(header, Series::RequesterNo);
    let treasury = number(header, Series::TreasuryNo).zip(facts.day(StepName::Register));
    Paper {
        paper,
        fiscal_year: u16::try_from(header.fiscal_year.0).unwrap_or_default(),
        department: facts.name(department),
        treasury: treasury.map(|(number, date)| NumberAndDate { number, date }),
        budget_line: line.map_or_else(BudgetLine::default, |line| budget_line(line, facts)),
        description: header.title.clone(),
        contract: None,
        amount: amount(gross),
        vat: amount(Money::ZERO),
        gross: amount(gross),
        deductions: Vec::new(),
        net: amount(net),
        note: None,
        budget: None,
        payment: None,
        signers: signers(facts),
        payees: Vec::new(),
        evidence: Vec::new(),
        loan: None,
    }
}

fn budget_line(id: BudgetLineId, facts: &PrintFacts) -> BudgetLine {
    BudgetLine {
        plan: facts.name(format!("plan:{id}")),
        work: facts.name(format!("work:{id}")),
        category: facts.name(format!("category:{id}")),
        kind: facts.name(format!("type:{id}")),
        project: Some(facts.name(id)),
        fund_source: facts.name(format!("fund:{id}")),
    }
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
