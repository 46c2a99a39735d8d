//! W-7, rules D4, D6, D7, A7: what a request must satisfy and what its registration posts.

use super::withholding::{Contract, figures};
use crate::budget::LineFacts;
use crate::documents::Violation;
use crate::expenditure::charge::{
    CONTINGENCY, category, charge_violations, expense_account, shortage,
};
use crate::journal::{AccountRef, AccountingEvent, Booked, Booking, Key};
use crate::organisation::{PartyFacts, Settings};
use shared::budget::CENTRAL_WORK;
use shared::document::StepName;
use shared::expenditure::{
    Deduction, DeductionKind, DepositItem, DepositItemType, DisbursementRequest, RequestKind,
    WithholdingForm,
};
use shared::ledger::Ledger;
use shared::organisation::{PartyKind, TaxpayerKind};
use shared::problem::FieldCode::{Required, UnknownValue};
use shared::revenue::DepositKind;
use shared::warning::{Warning, WarningCode};
use shared::{BudgetLineId, DocumentId, FieldError, FiscalYear, Money, ProblemCode};

/// What the rules need to know.
#[derive(Debug)]
pub struct Facts {
    /// The fiscal year of the document.
    pub year: FiscalYear,
    /// The line charged, where it exists.
    pub line: Option<LineFacts>,
    /// Who is to be paid, where registered.
    pub payee: Option<PartyFacts>,
    /// The department exists.
    pub department_known: bool,
    /// Settings of the entity.
    pub settings: Settings,
    /// What is known of the contract or order it pays a part of.
    pub contract: Contract,
    /// What is held for each deposit named and not claimed by other requests, in order, in baht.
    pub held: Vec<Money>,
}

/// Ledger account, sub-ledger key and report code of what a deposit item pays out.
pub fn deposit_account(item: &DepositItem) -> (AccountRef, String) {
    let booking = match item.item_type {
        DepositItemType::WithholdingTax => item.form.unwrap_or(WithholdingForm::Pnd53).booking(),
        DepositItemType::PayrollDeduction => {
            item.deduction.unwrap_or(DeductionKind::Other).booking()
        }
        DepositItemType::Deposit => item.deposit_kind.unwrap_or(DepositKind::Other).booking(),
    };
    let account = match item.item_type {
        DepositItemType::Deposit => {
            let reference = item.reference.clone().unwrap_or_default().to_string();
            AccountRef::keyed(booking.account, reference)
        }
        _ => AccountRef::of(booking.account),
    };
    (account, format!("P:{}", booking.report))
}

/// The balance a deposit item is paid out of.
pub fn deposit_key(item: &DepositItem) -> Key {
    Key::of(Ledger::Financial, &deposit_account(item).0)
}

/// What is wrong with it.
pub fn violations(
    body: &DisbursementRequest,
    facts: &Facts,
    step: Option<StepName>,
) -> Vec<Violation> {
    let mut found = purpose_violations(body, facts.line.as_ref());
    // Lines come into being with the act that opens them (W-3.1).
    let line_known = body.budget_line_id.is_none() || facts.line.is_some();
    if !line_known {
        let unknown = [("line", "–".to_owned())];
        found.push(Violation::with(ProblemCode::LINE_NOT_IN_FORCE, &unknown));
    }
    let mut known = |field: &str, known: bool| {
        if !known {
            found.push(Violation::Field(FieldError::new(field, UnknownValue)));
        }
    };
    known("payee_id", facts.payee.is_some());
    known("department_id", facts.department_known);
    known("budget_line_id", line_known);
    if let Some(line) = &facts.line {
        let central = line.work == CENTRAL_WORK;
        known(
            "request_kind",
            central == (body.request_kind == RequestKind::Central),
        );
        // From registration on the obligation stands, and the posting itself keeps the limit.
        let before = matches!(step, None | Some(StepName::Submit));
        let charge = (facts.year, body.department_id);
        found.extend(
            charge_violations(line, charge, body.gross())
                .into_iter()
                .filter(|_| before),
        );
    }
    if let (Some(line), Some(payee)) = (&facts.line, &facts.payee)
        && expense_of(body, line, payee).is_none()
    {
        // The line has no first account: which one it is must be said.
        let missing = FieldError::new("expense_item", Required);
        found.push(Violation::Field(missing));
    }
    let figures = figures(body, facts);
    if figures.net.is_negative() {
        found.push(Violation::rule(ProblemCode::NEGATIVE_NET));
    }
    let registered =
        matches!(step, Some(step) if step != StepName::Submit && step != StepName::Register);
    for (item, held) in body
        .deposits
        .iter()
        .zip(&facts.held)
        .filter(|_| !registered)
    {
        if item.amount > *held {
            let (account, _) = deposit_account(item);
            let name = account.reference.unwrap_or(account.code);
            found.push(shortage(
                ProblemCode::INSUFFICIENT_DEPOSIT,
                name,
                *held,
                item.amount,
            ));
        }
    }
    found
}

/// A request says what it is for; of the contingency it is the condition of its use (A7).
fn purpose_violations(body: &DisbursementRequest, line: Option<&LineFacts>) -> Vec<Violation> {
    let mut found = Vec::new();
    if body.purpose.trim().is_empty() {
        found.push(Violation::Field(FieldError::new("purpose", Required)));
        if line.is_some_and(|line| line.expenditure_type == CONTINGENCY) {
            found.push(Violation::rule(ProblemCode::PURPOSE_NEEDED));
        }
    }
    found
}

/// B4: who is paid stands as it was handed in; whoever decides is told that the register says
/// otherwise now.
pub fn payee_changed(body: &DisbursementRequest, facts: &Facts) -> Option<Warning> {
    let now = facts.payee.as_ref()?;
    let (name, taxed, kind) = (
        body.payee_name.as_ref()?,
        body.taxpayer_kind,
        body.payee_kind,
    );
    let said = |name: &str, taxed: TaxpayerKind, kind: PartyKind| {
        format!("{name} ({}, {})", kind.thai(), taxed.thai())
    };
    let taxed = taxed.unwrap_or(now.taxpayer_kind);
    let before = said(name, taxed, kind.unwrap_or(now.kind));
    let now = said(&now.name_th, now.taxpayer_kind, now.kind);
    let context = [("before", before.clone()), ("now", now.clone())];
    (before != now).then(|| Warning::new(WarningCode::PAYEE_CHANGED, &context, None))
}

/// The account a request is an expense of: of units by D15. What the payee was when it was handed in
/// decides; requests of before that was kept ask the register.
fn expense_of(body: &DisbursementRequest, line: &LineFacts, payee: &PartyFacts) -> Option<String> {
    match body.payee_kind.unwrap_or(payee.kind) {
        PartyKind::AffiliatedUnit => Some("5210010901".to_owned()),
        _ => expense_account(body.expense_item, line),
    }
}

/// D4: registered, it is owed and its line obligated. Deposits are owed already (D7).
pub fn events(body: &DisbursementRequest, id: DocumentId, facts: &Facts) -> Vec<AccountingEvent> {
    if body.request_kind == RequestKind::Deposit {
        return Vec::new();
    }
    let charged = facts.line.as_ref().zip(facts.payee.as_ref());
    let expense = charged.and_then(|(line, payee)| expense_of(body, line, payee));
    let expense = expense.map(|account| ("expense", AccountRef::of(account)));
    vec![AccountingEvent {
        name: "request.registered",
        source: id,
        part: 0,
        budget_line: body.budget_line_id,
        amounts: vec![("gross", body.figures.gross)],
        accounts: expense.into_iter().collect(),
    }]
}

/// A request, as its payment sees it.
#[derive(Debug, Clone)]
pub struct RequestToPay {
    pub id: DocumentId,
    pub request_kind: RequestKind,
    /// The line charged.
    pub budget_line_id: Option<BudgetLineId>,
    /// Type of the line.
    pub expenditure_type: Option<String>,
    /// How the payee is taxed.
    pub taxpayer_kind: TaxpayerKind,
    pub payee_name: String,
    pub gross: Money,
    pub withholding_tax: Money,
    pub net: Money,
    /// Deductions on the face.
    pub deductions: Vec<Deduction>,
    /// Deposits paid out.
    pub deposits: Vec<DepositItem>,
}

/// D2, D4 to D7: paid, its deductions are kept for those they belong to.
pub fn payment(request: &RequestToPay) -> Vec<AccountingEvent> {
    let event = |name, amounts, accounts| AccountingEvent {
        name,
        source: request.id,
        part: 0,
        budget_line: request.budget_line_id,
        amounts,
        accounts,
    };
    if request.request_kind == RequestKind::Deposit {
        let of_deposit = |item: &DepositItem| {
            let (deposit, code) = deposit_account(item);
            let accounts = vec![("deposit", deposit), ("report", AccountRef::of(code))];
            event(
                "deposit_request.paid",
                vec![("amount", item.amount)],
                accounts,
            )
        };
        return request.deposits.iter().map(of_deposit).collect();
    }
    let withheld = match request.taxpayer_kind {
        TaxpayerKind::Individual => WithholdingForm::Pnd3,
        _ => WithholdingForm::Pnd53,
    };
    let amounts = vec![
        ("net", request.net),
        ("withheld", request.withholding_tax),
        ("gross", request.gross),
    ];
    let code = category(request.expenditure_type.as_deref().unwrap_or_default());
    let accounts = vec![
        ("withheld", AccountRef::of(withheld.booking().account)),
        ("report", AccountRef::of(format!("P:{code}"))),
    ];
    let mut events = vec![event("request.paid", amounts, accounts)];
    for deduction in &request.deductions {
        let Booking { account, report } = deduction.kind.booking();
        let report = ("report", AccountRef::of(format!("R:{report}")));
        let accounts = vec![("deducted", AccountRef::of(account)), report];
        events.push(event(
            "request.paid",
            vec![("deducted", deduction.amount)],
            accounts,
        ));
    }
    events
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use rust_decimal::Decimal;
    use shared::budget::Fund;
    use shared::expenditure::{RequestItem, WithholdingIncome};

    /// An amount.
    pub fn baht(text: &str) -> Money {
        text.parse().expect("an amount")
    }

    /// An office with such a payee, and so much left on the line.
    pub fn facts(vat: bool, kind: TaxpayerKind, remaining: &str) -> Facts {
        let line = LineFacts {
            code: "L14".to_owned(),
            name_th: "เชื้อเพลิง".to_owned(),
            fiscal_year: FiscalYear(2569),
            fund: Fund::Bud,
            work: "00111".to_owned(),
            expenditure_type: "330800".to_owned(),
            department_id: Default::default(),
            default_account: Some("5104010110".to_owned()),
            is_in_force: true,
            remaining: baht(remaining),
        };
        let payee = PartyFacts {
            name_th: "ผู้ขายสมมติ".to_owned(),
            kind: PartyKind::Supplier,
            taxpayer_kind: kind,
            vat_registered: vat,
        };
        let settings = Settings {
            wht_rate: Decimal::new(1, 2),
            wht_min_juristic: baht("500.00"),
            wht_min_individual: baht("10000.00"),
            amount_words: Default::default(),
        };
        let (line, payee) = (Some(line), Some(payee));
        Facts {
            year: FiscalYear(2569),
            line,
            payee,
            department_known: true,
            settings,
            contract: Contract::default(),
            held: Vec::new(),
        }
    }

    /// A request of supplies for so much.
    pub fn request(amount: &str) -> DisbursementRequest {
        let item = RequestItem {
            amount: baht(amount),
            ..RequestItem::default()
        };
        DisbursementRequest {
            budget_line_id: Some(Default::default()),
            items: vec![item],
            purpose: "น้ำมัน".to_owned(),
            withholding: Some(WithholdingIncome::SupplyHire),
            ..DisbursementRequest::default()
        }
    }

    #[test]
    fn the_last_baht_may_be_asked_for_and_not_one_satang_more() {
        let facts = facts(false, TaxpayerKind::None, "100.00");
        assert_eq!(violations(&request("100.00"), &facts, None), []);
        let refused = violations(&request("100.01"), &facts, None);
        let Some(Violation::Rule(ProblemCode::INSUFFICIENT_BUDGET, context)) = refused.first()
        else {
            panic!("{refused:?}");
        };
        assert_eq!(context.get("short_by").map(String::as_str), Some("0.01"));
        assert_eq!(context.get("free").map(String::as_str), Some("100.00"));
        let code = ProblemCode::INSUFFICIENT_BUDGET;
        let said = shared::problem::fill(code.thai(), context);
        assert!(
            said.contains("แหล่งเงิน เงินงบประมาณ มีเงินคงเหลือ 100.00"),
            "{said}"
        );
        assert!(!said.contains(['{', '}']), "every name is given: {said}");
    }

    #[test]
    fn what_is_owed_is_posted_or_refused_but_never_left_out() {
        let facts = Facts {
            line: None,
            ..facts(false, TaxpayerKind::None, "100.00")
        };
        let mut body = request("1.00");
        let [event] = &events(&body, DocumentId::default(), &facts)[..] else {
            panic!("a request of a line is owed");
        };
        assert_eq!(event.accounts, [], "refused when it is posted");
        body.request_kind = RequestKind::Deposit;
        assert_eq!(events(&body, DocumentId::default(), &facts), []);
    }

    #[test]
    fn a_line_without_an_account_asks_for_the_expense_item() {
        let mut facts = facts(false, TaxpayerKind::None, "1000.00");
        if let Some(line) = &mut facts.line {
            line.default_account = None;
        }
        let mut body = request("1.00");
        let refused = violations(&body, &facts, None);
        assert!(matches!(&refused[..], [Violation::Field(error)] if error.path == "expense_item"));
        body.expense_item = Some(shared::expenditure::ExpenseItem::Fuel);
        assert_eq!(violations(&body, &facts, None), []);
    }

    #[test]
    fn a_line_is_charged_in_its_own_year() {
        let mut facts = facts(false, TaxpayerKind::None, "1000.00");
        facts.year = FiscalYear(2570);
        let refused = violations(&request("1.00"), &facts, None);
        let [Violation::Rule(ProblemCode::LINE_NOT_IN_FORCE, context)] = &refused[..] else {
            panic!("{refused:?}");
        };
        assert!(context["line"].contains("2569"), "{context:?}");
    }

    #[test]
    fn deductions_above_the_gross_are_refused() {
        let mut body = request("100.00");
        body.deductions = vec![Deduction {
            kind: DeductionKind::Cooperative,
            amount: baht("100.01"),
        }];
        let refused = violations(&body, &facts(false, TaxpayerKind::None, "1000.00"), None);
        assert_eq!(refused, [Violation::rule(ProblemCode::NEGATIVE_NET)]);
    }

    #[test]
    fn central_lines_need_the_central_kind_and_lines_must_be_in_force() {
        let mut facts = facts(false, TaxpayerKind::None, "1000.00");
        if let Some(line) = &mut facts.line {
            line.work = CENTRAL_WORK.to_owned();
            line.is_in_force = false;
        }
        let refused = violations(&request("1.00"), &facts, None);
        assert!(matches!(&refused[0], Violation::Field(error) if error.path == "request_kind"));
        assert!(matches!(
            &refused[1],
            Violation::Rule(ProblemCode::LINE_NOT_IN_FORCE, _)
        ));
    }
}
