//! Reference data that forms choose from, read once for each session and entity.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use shared::budget::BudgetLine;
use shared::document::Doer;
use shared::organisation::{
    Account, AccountUse, BankAccount, CatalogueEntry, Classification, Department, Party,
};
use shared::revenue::is_ordinary_revenue;
use shared::text::normal;
use shared::{BankAccountId, BudgetLineId, DepartmentId, FiscalYear, PartyId};
use std::future::Future;

use super::parties::Parties;
use crate::api::{self, Failure};
use crate::components::fields::{Choice, Choices};
use crate::text::{Language, language};

/// One register: nothing until somebody looks, then read once.
pub struct Register<T: Send + Sync + 'static> {
    rows: RwSignal<Vec<T>>,
    asked: StoredValue<bool>,
}

impl<T: Send + Sync + 'static> Clone for Register<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Register<T> {}

impl<T: Send + Sync + Clone + 'static> Register<T> {
    fn new() -> Self {
        Register {
            rows: RwSignal::new(Vec::new()),
            asked: StoredValue::new(false),
        }
    }

    /// The rows; asks for them the first time.
    fn rows<F>(self, ask: impl FnOnce() -> F) -> RwSignal<Vec<T>>
    where
        F: Future<Output = Result<Vec<T>, Failure>> + 'static,
    {
        if !self.asked.get_value() {
            self.asked.set_value(true);
            let answer = ask();
            spawn_local(async move {
                match answer.await {
                    Ok(rows) => self.rows.set(rows),
                    // Asked again by whoever looks next.
                    Err(_) => self.asked.set_value(false),
                }
            });
        }
        self.rows
    }

    /// Asks again when next looked at.
    pub fn forget(self) {
        self.asked.set_value(false);
    }
}

/// All registers.
#[derive(Clone, Copy)]
pub struct Lookups {
    departments: Register<Department>,
    parties: Parties,
    bank_accounts: Register<BankAccount>,
    revenue_types: Register<Classification>,
    report_codes: Register<Classification>,
    expenditure_types: Register<Classification>,
    works: Register<Classification>,
    accounts: Register<Account>,
    budget_lines: Register<BudgetLine>,
    doers: Register<Doer>,
    budget_year: StoredValue<FiscalYear>,
}

/// The registers of this session.
pub fn lookups() -> Lookups {
    expect_context()
}

fn whole<T: CatalogueEntry + DeserializeOwned>() -> impl Future<Output = Result<Vec<T>, Failure>> {
    api::catalogue::all(T::PATH)
}

fn name_of(row: &Classification) -> &str {
    match language() {
        Language::English if !row.name_en.is_empty() => &row.name_en,
        _ => &row.name_th,
    }
}

impl Lookups {
    /// Empty ones.
    pub fn new() -> Lookups {
        Lookups {
            departments: Register::new(),
            parties: Parties::new(),
            bank_accounts: Register::new(),
            revenue_types: Register::new(),
            report_codes: Register::new(),
            expenditure_types: Register::new(),
            works: Register::new(),
            accounts: Register::new(),
            budget_lines: Register::new(),
            doers: Register::new(),
            budget_year: StoredValue::new(FiscalYear::default()),
        }
    }

    /// The departments of the organisation, asked for once.
    pub fn departments(self) -> RwSignal<Vec<Department>> {
        self.departments.rows(whole)
    }

    /// The bank accounts of the organisation, asked for once.
    pub fn bank_accounts(self) -> RwSignal<Vec<BankAccount>> {
        self.bank_accounts.rows(whole)
    }

    /// Budget lines of a year with what was left when they were read.
    pub fn budget_lines(self, year: FiscalYear) -> RwSignal<Vec<BudgetLine>> {
        if self.budget_year.get_value() != year {
            self.budget_year.set_value(year);
            self.budget_lines.forget();
        }
        self.budget_lines
            .rows(move || api::catalogue::budget_lines(year, "", ""))
    }

    /// Reads everything that people edit again, because something was edited.
    pub fn forget_edited(self) {
        self.departments.forget();
        self.parties.forget();
        self.bank_accounts.forget();
    }

    /// What is left of budget lines has changed.
    pub fn forget_availability(self) {
        self.budget_lines.forget();
    }

    /// Departments to choose from.
    pub fn department_choices(self) -> Signal<Vec<Choice>> {
        let rows = self.departments();
        Signal::derive(move || {
            let choice =
                |row: &Department| Choice::new(row.id.to_string(), row.code.as_str(), &row.name_th);
            rows.with(|rows| rows.iter().map(choice).collect())
        })
    }

    /// Who made documents or took a step of one, to choose from.
    pub fn doer_choices(self) -> Signal<Vec<Choice>> {
        let rows = self.doers.rows(api::documents::people);
        Signal::derive(move || {
            let choice = |row: &Doer| Choice::new(row.id.to_string(), "", &row.name);
            rows.with(|rows| rows.iter().map(choice).collect())
        })
    }

    /// Parties to choose from: those met so far, others by what is typed.
    pub fn party_choices(self) -> Choices {
        self.parties.choices()
    }

    /// A party that was just added is known at once.
    pub fn meet_party(self, party: Party) {
        self.parties.meet(vec![party]);
    }

    /// Bank accounts to choose from.
    pub fn bank_account_choices(self) -> Signal<Vec<Choice>> {
        let rows = self.bank_accounts();
        Signal::derive(move || {
            let choice = |row: &BankAccount| {
                let label = format!("{} {}", row.bank, row.name_th);
                Choice::new(row.id.to_string(), row.code.as_str(), label).with_detail(&row.number)
            };
            rows.with(|rows| rows.iter().map(choice).collect())
        })
    }

    /// Budget lines to choose from, those that fit, with what is left.
    pub fn budget_line_choices(
        self,
        year: Signal<FiscalYear>,
        fits: impl Fn(&BudgetLine) -> bool + Send + Sync + 'static,
    ) -> Signal<Vec<Choice>> {
        let rows = self.budget_lines(year.get_untracked());
        Signal::derive(move || {
            let choice = |row: &BudgetLine| {
                let label = format!("{} · {}", row.name_th, row.work_name);
                Choice::new(row.id.to_string(), &row.code, label)
                    .with_detail(row.remaining.grouped())
            };
            let fitting = |rows: &Vec<BudgetLine>| {
                let rows = rows.iter().filter(|row| fits(row));
                rows.map(choice).collect()
            };
            rows.with(fitting)
        })
    }

    fn codes(rows: RwSignal<Vec<Classification>>, digits: usize) -> Signal<Vec<Choice>> {
        Signal::derive(move || {
            let choice = |row: &Classification| Choice::new(&row.code, &row.code, name_of(row));
            let fits = |row: &&Classification| row.code.len() >= digits;
            rows.with(|rows| rows.iter().filter(fits).map(choice).collect())
        })
    }

    /// Revenue types to choose from.
    pub fn revenue_type_choices(self) -> Signal<Vec<Choice>> {
        let ask = || api::catalogue::classification("revenue_type");
        Lookups::codes(self.revenue_types.rows(ask), 6)
    }

    /// Those of them that money is received for.
    pub fn ordinary_revenue_choices(self) -> Signal<Vec<Choice>> {
        let all = self.revenue_type_choices();
        let ordinary = |choice: &&Choice| is_ordinary_revenue(&choice.value);
        Signal::derive(move || all.with(|all| all.iter().filter(ordinary).cloned().collect()))
    }

    /// The name of a code of the report of receipts and payments: a revenue type, or one of its own.
    pub fn report_code_name(self, code: &str) -> String {
        let named = |rows: &Vec<Classification>| {
            let found = rows.iter().find(|row| row.code == code);
            found.map(|row| name_of(row).to_owned())
        };
        let revenue = || api::catalogue::classification("revenue_type");
        let own = || api::catalogue::classification("report_code");
        let name = self.report_codes.rows(own).with(named);
        let name = name.or_else(|| self.revenue_types.rows(revenue).with(named));
        name.unwrap_or_default()
    }

    /// Expenditure types to choose from.
    pub fn expenditure_type_choices(self) -> Signal<Vec<Choice>> {
        let ask = || api::catalogue::classification("expenditure_type");
        Lookups::codes(self.expenditure_types.rows(ask), 6)
    }

    /// Works (งาน) to choose from: what has nothing below it.
    pub fn work_choices(self) -> Signal<Vec<Choice>> {
        let rows = self
            .works
            .rows(|| api::catalogue::classification("budget_plan"));
        Signal::derive(move || {
            rows.with(|rows| {
                let is_parent =
                    |code: &str| rows.iter().any(|row| row.parent.as_deref() == Some(code));
                let leaves = rows.iter().filter(|row| !is_parent(&row.code));
                leaves
                    .map(|row| Choice::new(&row.code, &row.code, name_of(row)))
                    .collect()
            })
        })
    }

    /// Accounts that take postings, to choose from.
    pub fn account_choices(self) -> Signal<Vec<Choice>> {
        self.accounts_that(|row| row.postable)
    }

    /// Of those, the accounts that the chart has for this.
    pub fn account_choices_for(self, used_for: AccountUse) -> Signal<Vec<Choice>> {
        self.accounts_that(move |row| row.postable && row.used_for == Some(used_for))
    }

    fn accounts_that(
        self,
        fits: impl Fn(&Account) -> bool + Send + Sync + 'static,
    ) -> Signal<Vec<Choice>> {
        let rows = self.accounts.rows(api::catalogue::accounts);
        Signal::derive(move || {
            let choice = |row: &Account| Choice::new(&row.code, &row.code, &row.name_th);
            rows.with(|rows| rows.iter().filter(|row| fits(row)).map(choice).collect())
        })
    }

    /// What the chart has an account for, where it says so.
    pub fn account_use(self, code: &str) -> Option<AccountUse> {
        let rows = self.accounts.rows(api::catalogue::accounts);
        rows.with(|rows| rows.iter().find(|row| row.code == code)?.used_for)
    }

    /// An account of the chart for reading.
    pub fn account_name(self, code: &str) -> String {
        let rows = self.accounts.rows(api::catalogue::accounts);
        rows.with(|rows| {
            let found = rows.iter().find(|row| row.code == code);
            found.map(|row| row.name_th.clone()).unwrap_or_default()
        })
    }

    /// The party, once known; does not subscribe.
    pub fn party(self, id: PartyId) -> Option<Party> {
        let find = |rows: &Vec<Party>| rows.iter().find(|row| row.id == id).cloned();
        self.parties.known().with(find)
    }

    /// What an id names, where it is among what was read: a party, a department, an account, a line.
    pub fn called(self, id: uuid::Uuid) -> Option<String> {
        let party = self.party(PartyId(id)).map(|party| party.name_th);
        let others = || {
            [
                self.department_name(DepartmentId(id)),
                self.bank_account_name(BankAccountId(id)),
                self.budget_line_name(BudgetLineId(id)),
            ]
        };
        party.or_else(|| others().into_iter().find(|name| !name.is_empty()))
    }

    /// Accounts of the chart whose code or name has these words, both normal.
    pub fn accounts_with(self, words: &str) -> Vec<(String, String)> {
        let rows = self.accounts.rows(api::catalogue::accounts);
        let fits =
            |row: &&Account| row.code.starts_with(words) || normal(&row.name_th).contains(words);
        let named = |row: &Account| (row.code.to_string(), row.name_th.clone());
        rows.with_untracked(|rows| rows.iter().filter(fits).map(named).collect())
    }

    /// A bank account for reading.
    pub fn bank_account_name(self, id: BankAccountId) -> String {
        self.bank_accounts().with(|rows| {
            let found = rows.iter().find(|row| row.id == id);
            found
                .map(|row| format!("{} {}", row.bank, row.code))
                .unwrap_or_default()
        })
    }

    /// A department for reading.
    pub fn department_name(self, id: DepartmentId) -> String {
        self.departments().with(|rows| {
            let found = rows.iter().find(|row| row.id == id);
            found.map(|row| row.name_th.clone()).unwrap_or_default()
        })
    }

    /// A budget line for reading, when it is among those read.
    pub fn budget_line_name(self, id: BudgetLineId) -> String {
        let year = crate::session::session().year.get_untracked();
        self.budget_lines(year).with(|rows| {
            let found = rows.iter().find(|row| row.id == id);
            found
                .map(|row| format!("{} {}", row.code, row.name_th))
                .unwrap_or_default()
        })
    }
}
