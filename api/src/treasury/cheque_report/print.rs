//! F-05 รายงานการจัดทำเช็ค/ใบถอน.

use crate::documents::PrintFacts;
use crate::platform::tables::amount;
use export::Form;
use export::forms::treasury::cheque_report::{
    BankTotal, ChequeReport as ChequeForm, ChequeReportLine, ChequeReportSigners,
};
use shared::document::{Document, StepName};
use shared::treasury::{ChequeItem, ChequeReport};

/// F-05 with a line for each cheque and totals by bank account, in baht.
pub fn form(document: &Document<ChequeReport>, facts: &PrintFacts) -> Option<Form> {
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

fn lines(item: &ChequeItem, facts: &PrintFacts) -> Vec<ChequeReportLine> {
    let number = item.number().cloned().unwrap_or_default().to_string();
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
                fund_source: request.fund.clone(),
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
