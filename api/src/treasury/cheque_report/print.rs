//! F-05 รายงานการจัดทำเช็ค/ใบถอน.

use crate::documents::PrintFacts;
use crate::platform::tables::amount;
use export::Form;
use export::forms::treasury::cheque_report::{
    BankTotal, ChequeReport as ChequeForm, ChequeReportLine, ChequeReportSigners,
};
use shared::document::{Document, StepName};
use shared::treasury::{ChequeItem, ChequeReport};
use shared::{BankAccountId, Money};

/// F-05 with a line for each cheque and totals by bank account, in baht.
pub fn form(document: &Document<ChequeReport>, facts: &PrintFacts) -> Form {
    let items = document.body.items.iter();
    Form::from(ChequeForm {
        paper: facts.paper(&document.header, None),
        lines: items.clone().flat_map(|item| lines(item, facts)).collect(),
        totals_by_bank: totals(items, facts),
        signers: ChequeReportSigners {
            preparer: facts.signer(StepName::Submit),
            finance_head: facts.signer(StepName::Examine),
            chief_administrator: facts.signer(StepName::Pass),
            executive: facts.signer(StepName::Approve),
        },
    })
}

/// How many cheques and slips each account pays, and what in baht.
fn totals<'a>(items: impl Iterator<Item = &'a ChequeItem>, facts: &PrintFacts) -> Vec<BankTotal> {
    let mut sums: Vec<(BankAccountId, u32, Money)> = Vec::new();
    for item in items {
        match sums.iter_mut().find(|sum| sum.0 == item.bank_account_id) {
            Some((_, count, sum)) => {
                *count += 1;
                *sum += item.net;
            }
            None => sums.push((item.bank_account_id, 1, item.net)),
        }
    }
    let total = |(account, count, sum)| BankTotal {
        bank_account: facts.name(account),
        count,
        amount: amount(sum),
    };
    sums.into_iter().map(total).collect()
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
