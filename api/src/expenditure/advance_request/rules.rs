//! D8, W-7.3, W-7.7: who may borrow, what the request obligates, what its payment brings into being.

use crate::budget::LineFacts;
use crate::documents::{NewClaim, Violation};
use crate::expenditure::Payable;
use crate::expenditure::charge::charge_violations;
use crate::journal::{AccountRef, AccountingEvent, Booked, Key};
use crate::organisation::PartyFacts;
use shared::budget::Fund;
use shared::claims::ADVANCE;
use shared::document::StepName;
use shared::expenditure::AdvanceRequest;
use shared::ledger::Ledger;
use shared::problem::FieldCode::UnknownValue;
use shared::{
    BudgetLineId, DepartmentId, DocumentId, FieldError, FiscalYear, Money, PartyId, ProblemCode,
};

/// What the rules need to know.
#[derive(Debug)]
pub struct Facts {
    /// The fiscal year of the document.
    pub year: FiscalYear,
    /// The line of the purpose, where it exists.
    pub line: Option<LineFacts>,
    /// Who borrows, where registered.
    pub borrower: Option<PartyFacts>,
    /// The department exists.
    pub department_known: bool,
    /// Another advance of the borrower that is on its way or not cleared: what it is called.
    pub open: Option<String>,
}

/// What is wrong with it.
pub fn violations(body: &AdvanceRequest, facts: &Facts, step: Option<StepName>) -> Vec<Violation> {
    let mut found = Vec::new();
    for (field, known) in [
        ("department_id", facts.department_known),
        ("budget_line_id", facts.line.is_some()),
        (
            "borrower_id",
            body.borrower_id.is_none() || facts.borrower.is_some(),
        ),
    ] {
        if !known {
            found.push(Violation::Field(FieldError::new(field, UnknownValue)));
        }
    }
    if let Some(number) = &facts.open {
        let context = [("number", number.clone())];
        found.push(Violation::with(ProblemCode::OPEN_ADVANCE, &context));
    }
    // From registration on the obligation stands, and the posting itself keeps the limit.
    if let (Some(line), None | Some(StepName::Submit)) = (&facts.line, step) {
        let charge = (facts.year, body.department_id);
        found.extend(charge_violations(line, charge, body.amount));
    }
    found
}

/// Registered, it obligates its line; there is nothing to book yet.
pub fn events(body: &AdvanceRequest, id: DocumentId) -> Vec<AccountingEvent> {
    vec![AccountingEvent {
        name: "advance.registered",
        source: id,
        part: 0,
        budget_line: Some(body.budget_line_id),
        amounts: vec![("amount", body.amount)],
        accounts: Vec::new(),
    }]
}

/// An advance, as its payment and its clearing see it.
#[derive(Debug, Clone)]
pub struct Advance {
    pub id: DocumentId,
    pub department_id: DepartmentId,
    pub budget_line_id: BudgetLineId,
    /// Fund of the line.
    pub fund: Fund,
    pub borrower_id: Option<PartyId>,
    pub borrower_name: String,
    pub amount: Money,
    /// `ย.1/2569`.
    pub contract_no: String,
}

/// Paid, the borrower owes the advance, and has to account for it.
pub fn payable(advance: Advance) -> Payable {
    let reference = advance.id.to_string();
    let booking = advance.fund.booking();
    let owed = AccountRef::keyed(booking.account, &reference);
    let to_clear = AccountRef::claim(ADVANCE, advance.id.0);
    let open = |ledger, account: &AccountRef| NewClaim {
        document: advance.id,
        key: Key::of(ledger, account),
        label: advance.contract_no.clone(),
        party: advance.borrower_id,
        party_name: Some(advance.borrower_name.clone()),
        bank_account: None,
        carries: Vec::new(),
    };
    let opens = vec![
        open(Ledger::Financial, &owed),
        open(Ledger::Register, &to_clear),
    ];
    let paid = AccountingEvent {
        name: "advance.paid",
        source: advance.id,
        part: 0,
        budget_line: None,
        amounts: vec![("amount", advance.amount)],
        accounts: vec![
            ("receivable", owed),
            ("claim", to_clear),
            ("report", AccountRef::of(format!("P:{}", booking.report))),
        ],
    };
    Payable {
        id: advance.id,
        net: advance.amount,
        events: vec![paid],
        opens,
        payee_name: advance.borrower_name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(open: Option<&str>, remaining: i64) -> Facts {
        Facts {
            year: FiscalYear(2569),
            line: Some(LineFacts {
                code: "L11".to_owned(),
                name_th: "ฝึกอบรม".to_owned(),
                fiscal_year: FiscalYear(2569),
                fund: Fund::Bud,
                work: "00111".to_owned(),
                expenditure_type: "320300".to_owned(),
                department_id: DepartmentId::default(),
                default_account: None,
                is_in_force: true,
                remaining: Money::from_satang(remaining),
            }),
            borrower: None,
            department_known: true,
            open: open.map(str::to_owned),
        }
    }

    fn body(satang: i64) -> AdvanceRequest {
        AdvanceRequest {
            amount: Money::from_satang(satang),
            ..AdvanceRequest::default()
        }
    }

    #[test]
    fn who_has_an_open_advance_gets_no_other() {
        assert_eq!(violations(&body(100), &facts(None, 100), None), []);
        for step in [None, Some(StepName::Submit), Some(StepName::Approve)] {
            let found = violations(&body(100), &facts(Some("ย.1/2569"), 100), step);
            let open = [("number", "ย.1/2569".to_owned())];
            assert_eq!(found, [Violation::with(ProblemCode::OPEN_ADVANCE, &open)]);
        }
    }

    #[test]
    fn the_line_must_have_the_money_until_it_is_obligated() {
        assert_eq!(violations(&body(101), &facts(None, 100), None).len(), 1);
        let registered = Some(StepName::Examine);
        assert_eq!(violations(&body(100), &facts(None, 0), registered), []);
    }

    #[test]
    fn the_receivable_follows_the_fund_of_the_line() {
        for (fund, account, report) in [
            (Fund::Bud, "1102010101", "P:ADV-BUD"),
            (Fund::CarrySub, "1102010902", "P:ADV-SUB"),
            (Fund::Don, "1102010108", "P:ADV-OFF"),
        ] {
            let paid = payable(Advance {
                id: DocumentId::default(),
                department_id: DepartmentId::default(),
                budget_line_id: BudgetLineId::default(),
                fund,
                borrower_id: None,
                borrower_name: "นายสมมติ".to_owned(),
                amount: Money::from_satang(100),
                contract_no: "ย.1/2569".to_owned(),
            });
            assert_eq!(paid.opens[0].key.account, account);
            assert_eq!(paid.opens[1].key.account, ADVANCE);
            let accounts = &paid.events[0].accounts;
            assert!(accounts.contains(&("report", AccountRef::of(report))));
        }
    }
}
