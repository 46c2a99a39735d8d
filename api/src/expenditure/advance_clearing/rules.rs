//! D8: an advance is accounted for by vouchers, which are charged to its line, and by what comes back
//! in money, which leaves the line; never by more than was paid.

use crate::budget::LineFacts;
use crate::documents::Violation;
use crate::expenditure::advance_request::Advance;
use crate::expenditure::charge::{category, expense_account, line_violations, shortage};
use crate::journal::{AccountRef, AccountingEvent, Booked, Key};
use shared::claims::ADVANCE;
use shared::expenditure::AdvanceClearing;
use shared::ledger::Ledger;
use shared::problem::FieldCode::{Required, UnknownValue};
use shared::{DocumentId, FieldError, Money, ProblemCode};

/// What the rules need to know.
#[derive(Debug)]
pub struct Facts {
    /// The advance named, where it exists.
    pub advance: Option<Advance>,
    /// The line it is charged to.
    pub line: Option<LineFacts>,
    /// What the borrower owes and no other document on its way takes, in baht; nothing before payment.
    pub owed: Money,
    /// What is not accounted for and no other document on its way takes, in baht.
    pub to_clear: Money,
}

/// What the borrower owes, and what is to be accounted for.
pub fn claims(advance: &Advance) -> (AccountRef, AccountRef) {
    (
        AccountRef::keyed(advance.fund.booking().account, advance.id.to_string()),
        AccountRef::claim(ADVANCE, advance.id.0),
    )
}

/// The balances of both.
pub fn keys(advance: &Advance) -> [Key; 2] {
    let (owed, to_clear) = claims(advance);
    [
        Key::of(Ledger::Financial, &owed),
        Key::of(Ledger::Register, &to_clear),
    ]
}

/// What is wrong with it.
pub fn violations(body: &AdvanceClearing, facts: &Facts) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut wrong = |field: String, code| {
        found.push(Violation::Field(FieldError::new(field, code)));
    };
    let Some((advance, line)) = facts.advance.as_ref().zip(facts.line.as_ref()) else {
        wrong("advance_id".to_owned(), UnknownValue);
        return found;
    };
    if body.department_id != advance.department_id {
        wrong("department_id".to_owned(), UnknownValue);
    }
    for (index, voucher) in body.vouchers.iter().enumerate() {
        // The line has no first account: which one it is must be said.
        if expense_account(voucher.expense_item, line).is_none() {
            wrong(format!("vouchers[{index}].expense_item"), Required);
        }
    }
    // The money is obligated: nothing more is asked of the line, in whichever year it is cleared.
    found.extend(line_violations(line, line.fiscal_year, Money::ZERO));
    let number = || advance.contract_no.clone();
    if body.spent() > facts.owed {
        let code = ProblemCode::INSUFFICIENT_RECEIVABLE;
        found.push(shortage(code, number(), facts.owed, body.spent()));
    }
    let cleared = body.spent() + body.returned;
    if cleared > facts.to_clear {
        let code = ProblemCode::EXCEEDS_DOCUMENT;
        found.push(shortage(code, number(), facts.to_clear, cleared));
    }
    found
}

/// What it keeps for itself of the advance while it is on its way.
pub fn reserves(body: &AdvanceClearing, facts: &Facts) -> Vec<(Key, Money)> {
    let Some(advance) = &facts.advance else {
        return Vec::new();
    };
    let amounts = [body.spent(), body.spent() + body.returned];
    let all = keys(advance).into_iter().zip(amounts);
    all.filter(|(_, amount)| amount.is_positive()).collect()
}

/// The JV: what was spent is charged to the line and no longer owed. What comes back is free for the
/// line at once; it is owed until a receipt says that it came.
pub fn events(body: &AdvanceClearing, id: DocumentId, facts: &Facts) -> Vec<AccountingEvent> {
    let mut accounts = Vec::new();
    if let Some((advance, line)) = facts.advance.as_ref().zip(facts.line.as_ref()) {
        let (owed, to_clear) = claims(advance);
        let spent = category(&line.expenditure_type);
        let returned = advance.fund.booking().report;
        accounts.extend([
            ("receivable", owed),
            ("claim", to_clear),
            ("report", AccountRef::of(format!("P:{spent}"))),
            ("returned", AccountRef::of(format!("R:{returned}"))),
        ]);
    }
    let budget_line = facts.advance.as_ref().map(|of| of.budget_line_id);
    let event = |amount, value, account: Option<String>| {
        let expense = account.map(|account| ("expense", AccountRef::of(account)));
        AccountingEvent {
            name: "advance.cleared",
            source: id,
            part: 0,
            budget_line,
            amounts: vec![(amount, value)],
            accounts: accounts.iter().cloned().chain(expense).collect(),
        }
    };
    let vouchers = body.vouchers.iter().map(|voucher| {
        let line = facts.line.as_ref();
        let account = line.and_then(|line| expense_account(voucher.expense_item, line));
        event("voucher", voucher.amount, account)
    });
    let left = event("returned", body.returned, None);
    vouchers.chain([left]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::budget::Fund;
    use shared::expenditure::AdvanceVoucher;
    use shared::{BudgetLineId, DepartmentId, FiscalYear};

    fn facts(owed: i64, to_clear: i64) -> Facts {
        Facts {
            advance: Some(Advance {
                id: DocumentId::default(),
                department_id: DepartmentId::default(),
                budget_line_id: BudgetLineId::default(),
                fund: Fund::Bud,
                borrower_id: None,
                borrower_name: String::new(),
                amount: Money::from_satang(20_000),
                contract_no: "ย.1/2569".to_owned(),
            }),
            line: Some(LineFacts {
                code: "L11".to_owned(),
                name_th: "ฝึกอบรม".to_owned(),
                fiscal_year: FiscalYear(2569),
                fund: Fund::Bud,
                work: "00111".to_owned(),
                expenditure_type: "320300".to_owned(),
                department_id: DepartmentId::default(),
                default_account: Some("5102010199".to_owned()),
                is_in_force: true,
                remaining: Money::ZERO,
            }),
            owed: Money::from_satang(owed),
            to_clear: Money::from_satang(to_clear),
        }
    }

    fn body(spent: i64, returned: i64) -> AdvanceClearing {
        AdvanceClearing {
            vouchers: vec![AdvanceVoucher {
                amount: Money::from_satang(spent),
                ..AdvanceVoucher::default()
            }],
            returned: Money::from_satang(returned),
            ..AdvanceClearing::default()
        }
    }

    #[test]
    fn vouchers_and_money_back_make_up_the_advance_and_not_a_satang_more() {
        let code = |owed, to_clear, body: AdvanceClearing| {
            let found = violations(&body, &facts(owed, to_clear));
            found.into_iter().next().map(|found| match found {
                Violation::Rule(code, context) => (code, context["short_by"].clone()),
                Violation::Field(error) => panic!("{error:?}"),
            })
        };
        assert_eq!(code(20_000, 20_000, body(17_350, 2_650)), None);
        let more = Some((ProblemCode::EXCEEDS_DOCUMENT, "0.01".to_owned()));
        assert_eq!(code(20_000, 20_000, body(17_350, 2_651)), more);
        // Of the rest, some came back in money already.
        let owes = Some((ProblemCode::INSUFFICIENT_RECEIVABLE, "0.01".to_owned()));
        assert_eq!(code(17_349, 20_000, body(17_350, 0)), owes);
        // Before it is paid there is nothing to clear.
        assert!(code(0, 0, body(1, 0)).is_some());
    }

    #[test]
    fn what_it_takes_it_keeps_for_itself() {
        let amounts = |body: AdvanceClearing| -> Vec<i64> {
            let all = reserves(&body, &facts(0, 0));
            let satang = all.iter().filter_map(|(_, amount)| amount.satang());
            satang.collect()
        };
        assert_eq!(amounts(body(17_350, 2_650)), [17_350, 20_000]);
        let nothing_spent = AdvanceClearing {
            vouchers: Vec::new(),
            ..body(0, 2_650)
        };
        assert_eq!(amounts(nothing_spent), [2_650]);
    }

    #[test]
    fn what_was_spent_is_posted_or_refused_but_never_left_out() {
        let mut facts = facts(100, 100);
        facts.line = None;
        let events = events(&body(60, 40), DocumentId::default(), &facts);
        assert_eq!(events.len(), 2);
        for event in events {
            assert_eq!(event.accounts, [], "refused when it is posted");
        }
    }

    #[test]
    fn a_line_without_an_account_asks_for_the_expense_item() {
        let mut facts = facts(100, 100);
        if let Some(line) = &mut facts.line {
            line.default_account = None;
        }
        let found = violations(&body(100, 0), &facts);
        let [Violation::Field(error)] = &found[..] else {
            panic!("{found:?}");
        };
        assert_eq!(error.path, "vouchers[0].expense_item");
    }
}
