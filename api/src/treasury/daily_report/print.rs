//! F-09 รายงานสถานะการเงินประจำวัน.

use crate::documents::PrintFacts;
use crate::platform::tables::amount;
use export::Form;
use export::forms::treasury::daily_report::{
    BankAccount, BankMovement, CashMovement, ChequeMovement, DailyReport as Paper,
    DailyReportSigners, Denomination, DenominationKind, UncollectedCheque,
};
use shared::Money;
use shared::document::{Document, StepName};
use shared::treasury::{BankAccountStatus, DailyReport};

/// F-09 with the figures kept when it was prepared, in baht.
pub fn form(document: &Document<DailyReport>, facts: &PrintFacts) -> Form {
    Form::from(workbook_input(document, facts))
}

/// The report as both the PDF and the workbook take it.
pub fn workbook_input(document: &Document<DailyReport>, facts: &PrintFacts) -> Paper {
    let body = &document.body;
    let figures = &body.figures;
    let mut paper = facts.paper(&document.header, Some(&body.head));
    paper.date = body.report_date;
    paper.number = None;
    Paper {
        paper,
        cash: CashMovement {
            brought_forward: amount(figures.cash.brought_forward),
            received: amount(figures.cash.received),
            deposited: amount(figures.cash.deposited),
            paid: amount(figures.cash.paid),
            carried_forward: amount(figures.cash.carried_forward),
        },
        cheques_on_hand: ChequeMovement {
            brought_forward: amount(figures.cheques_on_hand.brought_forward),
            received: amount(figures.cheques_on_hand.received),
            deposited: amount(figures.cheques_on_hand.deposited + figures.cheques_on_hand.paid),
            carried_forward: amount(figures.cheques_on_hand.carried_forward),
            count: 0,
        },
        bank: BankMovement {
            brought_forward: amount(figures.bank.brought_forward),
            received_direct: amount(figures.bank.received),
            deposited: amount(figures.bank.deposited),
            paid: amount(figures.bank.paid),
            carried_forward: amount(figures.bank.carried_forward),
        },
        accounts: figures.bank_accounts.iter().map(account).collect(),
        cheques_not_collected: figures
            .cheques_not_collected
            .iter()
            .map(|cheque| UncollectedCheque {
                number: cheque.cheque_no.clone(),
                date: cheque.prepared_on,
                payee: cheque.payee_name.clone(),
                amount: amount(cheque.amount),
            })
            .collect(),
        total_money: amount(figures.total_money),
        denominations: denominations(body),
        difference_explanation: body.difference_reason.clone(),
        unremitted: u32::try_from(figures.unremitted).unwrap_or_default(),
        unremitted_reason: body.unremitted_reason.clone(),
        signers: signers(facts),
    }
}

fn account(status: &BankAccountStatus) -> BankAccount {
    let movement = &status.movement;
    BankAccount {
        bank: status.bank.clone(),
        kind: status.name_th.clone(),
        number: status.number.clone(),
        brought_forward: amount(movement.brought_forward),
        received: amount(movement.received + movement.deposited),
        paid: amount(movement.paid),
        balance: amount(movement.carried_forward),
    }
}

/// The count, or blanks for the pen where nothing was counted.
fn denominations(body: &DailyReport) -> Vec<Denomination> {
    if body.counted_cash.is_empty() {
        return match body.figures.cash.carried_forward.is_zero() {
            true => Vec::new(),
            false => Denomination::all(),
        };
    }
    let of_row = |row: &shared::treasury::Denomination| Denomination {
        kind: match row.value >= Money::from_satang(2_000) {
            true => DenominationKind::Note,
            false => DenominationKind::Coin,
        },
        value: amount(row.value),
        count: u32::try_from(row.count).ok(),
    };
    body.counted_cash
        .iter()
        .filter(|row| row.count > 0)
        .map(of_row)
        .collect()
}

fn signers(facts: &PrintFacts) -> DailyReportSigners {
    DailyReportSigners {
        preparer: facts.signer(StepName::Submit),
        finance_head: facts.signer(StepName::Examine),
        custodians: vec![
            facts.signer(StepName::FirstCustodian),
            facts.signer(StepName::SecondCustodian),
            facts.signer(StepName::ThirdCustodian),
        ],
        executive: facts.signer(StepName::Approve),
        depositor: Default::default(),
    }
}
