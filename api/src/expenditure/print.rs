//! F-04 ฎีกาเบิกเงิน: what the forms of all requests have in common.

use crate::documents::{PrintFacts, by_hand, drawn_on_paper as drawn, number_on_paper as number};
use crate::platform::tables::amount;
use export::forms::expenditure::disbursement_request::{
    BudgetLine, BudgetState, DisbursementPayment, DisbursementRequest as Paper,
    DisbursementSigners, NumberAndDate,
};
use export::paper::Signer;
use shared::calendar::thai_long;
use shared::document::{DocumentHeader, Series, StepName};
use shared::{BudgetLineId, DepartmentId, Money};

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
        payee: header.party_name.clone().unwrap_or_default(),
        description: header.title.clone(),
        contract: None,
        bill: None,
        amount: amount(gross),
        vat: amount(Money::ZERO),
        gross: amount(gross),
        deductions: Vec::new(),
        net: amount(net),
        note: None,
        budget: facts.budget_before.map(|before| BudgetState {
            before: amount(before),
            after: amount(before - gross),
        }),
        payment: payment(header, facts),
        signers: signers(facts),
        payees: Vec::new(),
        evidence: facts.attachments.clone(),
        loan: None,
    }
}

/// What is remarked, after the sentence on a request that was made by hand (W-15.6).
pub fn note(header: &DocumentHeader, remark: Option<&str>) -> Option<String> {
    let by_hand = by_hand(header).map(|manual| {
        let day = thai_long(manual.date);
        format!("จัดทำฎีกาด้วยมือแล้ว เมื่อวันที่ {day} (เลขที่ {})", manual.number)
    });
    let said: Vec<&str> = by_hand.as_deref().into_iter().chain(remark).collect();
    Some(said.join(" ")).filter(|said| !said.is_empty())
}

/// The cheque or slip prepared for it; once it is paid, how and when it was.
fn payment(header: &DocumentHeader, facts: &PrintFacts) -> Option<DisbursementPayment> {
    let payee = header.party_name.clone().unwrap_or_default();
    if let Some(cheque) = &facts.carried {
        return Some(DisbursementPayment {
            account: cheque.bank_account_id.map(|id| facts.name(id)),
            means: drawn(&cheque.account, &cheque.label).unwrap_or_default(),
            date: cheque.on,
            payee,
        });
    }
    let paid = facts.paid()?;
    let account = paid.lines.iter().find_map(|line| line.bank_account_id);
    let means = if account.is_some() {
        "เงินโอน"
    } else {
        "เงินสด"
    };
    Some(DisbursementPayment {
        account: account.map(|id| facts.name(id)),
        means: means.to_owned(),
        date: paid.posted_on,
        payee,
    })
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
        payer: facts.payer(),
        // Three sign a cheque (F-04): with a pen.
        cheque_signers: vec![Signer::default(); 3],
        ..DisbursementSigners::default()
    }
}
