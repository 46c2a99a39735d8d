//! F-04 ฎีกาเบิกเงิน, F-05 รายงานการจัดทำเช็ค/ใบถอน.

use super::super::Print;
use super::super::facts::{PrintFacts, amount};
use export::Form;
use export::forms::{
    BankTotal, BudgetLine, ChequeReport as ChequeForm, ChequeReportLine, ChequeReportSigners,
    Deduction, DisbursementRequest as RequestForm, DisbursementSigners, NumberAndDate,
    RequestPayee,
};
use shared::Money;
use shared::document::{Document, Series, StepName};
use shared::expenditure::{DeductionKind, DisbursementRequest};
use shared::treasury::{ChequeItem, ChequeReport};

const fn deduction_name(kind: DeductionKind) -> &'static str {
    match kind {
        DeductionKind::SalaryTax => "ภาษีเงินได้หัก ณ ที่จ่าย",
        DeductionKind::SocialSecurity => "ประกันสังคม",
        DeductionKind::Cooperative => "สหกรณ์ออมทรัพย์",
        DeductionKind::BankLoan => "สินเชื่อธนาคาร",
        DeductionKind::StudentLoan => "กยศ.",
        DeductionKind::FuneralAid => "ฌาปนกิจสงเคราะห์",
        DeductionKind::ProvidentFund => "กองทุนสำรองเลี้ยงชีพ",
        DeductionKind::Other => "หักอื่น ๆ",
    }
}

impl Print for DisbursementRequest {
    fn form(document: &Document<Self>, facts: &PrintFacts) -> Option<Form> {
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
            contract: body.bill_no.clone(),
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
        name: deduction_name(row.kind).to_owned(),
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

impl Print for ChequeReport {
    fn form(document: &Document<Self>, facts: &PrintFacts) -> Option<Form> {
        let body = &document.body;
        let mut totals: Vec<BankTotal> = Vec::new();
        for item in &body.items {
            let bank_account = facts.name(item.bank_account_id);
            let same = |total: &&mut BankTotal| total.bank_account == bank_account;
            match totals.iter_mut().find(same) {
                Some(total) => {
                    total.count += 1;
                    total.amount = total.amount.plus(amount(item.net)).ok()?;
                }
                None => totals.push(BankTotal {
                    bank_account,
                    count: 1,
                    amount: amount(item.net),
                }),
            }
        }
        Some(Form::ChequeReport(Box::new(ChequeForm {
            paper: facts.paper(&document.header, None),
            lines: body
                .items
                .iter()
                .flat_map(|item| lines(item, facts))
                .collect(),
            totals_by_bank: totals,
            signers: ChequeReportSigners {
                preparer: facts.signer(StepName::Submit),
                finance_head: facts.signer(StepName::Examine),
                chief_administrator: facts.signer(StepName::Pass),
                executive: facts.signer(StepName::Approve),
            },
        })))
    }
}

fn lines(item: &ChequeItem, facts: &PrintFacts) -> Vec<ChequeReportLine> {
    let number = item
        .cheque_no
        .clone()
        .or(item.slip_no.clone())
        .unwrap_or_default();
    let requests = facts
        .taken
        .iter()
        .filter(|taken| item.requests.iter().any(|request| request.0 == taken.id));
    requests
        .map(|request| {
            let net = request.net.unwrap_or(request.amount);
            ChequeReportLine {
                treasury_number: request.number.clone(),
                payee: request.party_name.clone(),
                description: request.title.clone(),
                fund_source: String::new(),
                gross: amount(request.amount),
                deducted: amount(request.amount - net),
                net: amount(net),
                bank_account: facts.name(item.bank_account_id),
                cheque_number: number.clone(),
                received_on: None,
            }
        })
        .collect()
}
