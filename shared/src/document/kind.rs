//! The kinds of documents: the list, and what a room says of its kind.

use super::{Action, Called, Label, Standing, Status, Step, StepName};
use crate::permission::Role::{self, FinanceOfficer};
use crate::permission::{Operation, Permission, Resource, TREASURY_READERS};
use crate::warning::WarningCode;
use crate::{FiscalYear, ProblemCode};
use chrono::NaiveDate;

/// What the machinery needs to know about a kind. Nothing else differs between kinds outside their
/// own rooms.
#[derive(Debug, Clone, Copy)]
pub struct KindSpec {
    /// Its place in URLs: plural.
    pub path: &'static str,
    /// What it is called: Thai, as on the form, and English.
    pub names: (&'static str, &'static str),
    /// Its place in the menu: the group, and where among the entries of the group.
    pub menu: (Menu, u8),
    /// Made every day: the first page leads to it.
    pub is_daily: bool,
    /// Begun on the page of another document, which it is about; never from nothing.
    pub is_begun_elsewhere: bool,
    /// Is there a workbook of it beside the paper?
    pub has_workbook: bool,
    /// Who sees it.
    pub readers: &'static [Role],
    /// Who makes drafts.
    pub makers: &'static [Role],
    /// Who may void it while it has no effect.
    pub cancellers: &'static [Role],
    /// True when drafts belong to a department and its people see and make only those.
    pub of_department: bool,
    /// True when a body of it names a budget line: lists of it are narrowed down by fund (the view
    /// `funds_charged`).
    pub charges_budget: bool,
    /// The steps, in order.
    pub route: &'static [Step],
    /// Other routes by name, for documents that say so or books that need it (units).
    pub other_routes: &'static [(&'static str, &'static [Step])],
    /// True when it is done with the last of what others draw on in parts (claims), not when another
    /// document takes it: an advance that is paid waits for its vouchers.
    pub is_done_by_claims: bool,
    /// True when everything in the books stands on it (posting rules section 11): it is posted, and
    /// voided, while nothing else stands there; the budget alone is not of it.
    pub begins_books: bool,
    /// The fiscal years it may be of.
    pub years: Years,
    /// What it is called to stand somewhere, where the field has words of its own for that.
    pub statuses: &'static [Standing],
    /// What its fields are called.
    pub labels: &'static [&'static [Label]],
    /// What it refuses in words of its own (`problems!`).
    pub problems: &'static [ProblemCode],
    /// What it warns of (`warnings!`).
    pub warnings: &'static [WarningCode],
}

codes! {
    /// The groups of the menu, in the order of the working day.
    pub enum Menu {
        Receive = "receive" ("รับเงิน", "Money in"),
        Pay = "pay" ("จ่ายเงิน", "Money out"),
        Budget = "budget" ("งบประมาณ", "Budget"),
        Accounts = "accounts" ("บัญชีและธนาคาร", "Accounts and banks"),
        Reports = "reports" ("รายงาน", "Reports"),
        Registers = "registers" ("ทะเบียน", "Registers"),
        Control = "control" ("ควบคุมภายใน", "Internal control"),
    }
}

/// The fiscal years a document of a kind may be of (W-1.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Years {
    /// The year of the day on which it is numbered or posted; a draft that was made in the year before
    /// moves with it.
    OfTheDay,
    /// The year that is charged: the current one.
    Current,
    /// The current one, or the one before while its books are open.
    Open,
    /// The one that comes.
    Next,
}

impl Years {
    /// May it be of this year on this day?
    pub fn allow(self, year: FiscalYear, today: NaiveDate) -> bool {
        let current = FiscalYear::of(today).0;
        match self {
            Years::OfTheDay | Years::Current => year.0 == current,
            Years::Open => year.0 == current || year.0 == current - 1,
            Years::Next => year.0 == current + 1,
        }
    }

    /// The year of the books in which it posts on this day.
    pub fn books(self, year: FiscalYear, today: NaiveDate) -> FiscalYear {
        match self {
            Years::Open | Years::Next => year,
            Years::OfTheDay | Years::Current => FiscalYear::of(today),
        }
    }
}

impl KindSpec {
    /// A kind of the finance office, seen by those who see money; a room changes what is different.
    pub const OF_FINANCE: KindSpec = KindSpec {
        path: "",
        names: ("", ""),
        menu: (Menu::Accounts, 0),
        is_daily: false,
        is_begun_elsewhere: false,
        has_workbook: false,
        readers: TREASURY_READERS,
        makers: &[FinanceOfficer],
        cancellers: &[FinanceOfficer],
        of_department: false,
        charges_budget: false,
        route: &[],
        other_routes: &[],
        is_done_by_claims: false,
        begins_books: false,
        years: Years::Current,
        statuses: &[],
        labels: &[],
        problems: &[],
        warnings: &[],
    };

    /// May a person of this role do this to documents of this kind, at some step?
    pub fn allows(&self, role: Role, operation: Operation) -> bool {
        match operation {
            Operation::Read => self.readers.contains(&role) || self.makers.contains(&role),
            Operation::Edit => self.makers.contains(&role),
            Operation::Cancel => self.cancellers.contains(&role),
            // Whoever may take the next step may send it back instead.
            Operation::Return => self
                .routes()
                .flat_map(|(_, steps)| steps.iter().skip(1))
                .any(|step| step.roles.contains(&role)),
            _ => self.every_step().any(|step| {
                Operation::from(step.action) == operation && step.roles.contains(&role)
            }),
        }
    }

    /// The steps of a route; the ordinary one where none is named or the name is gone.
    pub fn steps(&self, route: Option<&str>) -> &'static [Step] {
        let mut others = self.other_routes.iter();
        let named = others.find(|(name, _)| Some(*name) == route);
        named.map_or(self.route, |(_, steps)| steps)
    }

    /// Every route with its name.
    pub fn routes(&self) -> impl Iterator<Item = (Option<&'static str>, &'static [Step])> {
        let others = self.other_routes.iter();
        let others = others.map(|(name, steps)| (Some(*name), *steps));
        std::iter::once((None, self.route)).chain(others)
    }

    /// The steps of every route.
    pub fn every_step(&self) -> impl Iterator<Item = &'static Step> {
        self.routes().flat_map(|(_, steps)| steps)
    }

    /// What it calls a step, where it has words of its own.
    pub fn called(&self, step: StepName) -> Option<Called> {
        let mut steps = self.every_step();
        steps.find(|of| of.name == step)?.called
    }

    /// Is it there to be drawn on: does a step of it bring claims into being?
    pub fn opens_claims(&self) -> bool {
        self.every_step().any(|step| step.opens_claims)
    }
}

/// Declares the kinds, each by the room that describes it: `shared/src/treasury/bank_deposit.rs`
/// is `BankDeposit => treasury::bank_deposit`, and `bank_deposit` its code.
macro_rules! kinds {
    ($d:tt $($kind:ident => $slice:ident::$room:ident),* $(,)?) => {
        /// Every kind of document.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(
            feature = "server",
            derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow),
            diesel(sql_type = diesel::sql_types::Text)
        )]
        pub enum Kind { $(#[doc = stringify!($slice::$room)] $kind),* }

        impl Kind {
            /// Every kind, in the order of their names.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind),*];

            /// The code as written in JSON, URLs and the database; the name of its rooms.
            pub const fn as_str(self) -> &'static str {
                match self { $(Kind::$kind => stringify!($room)),* }
            }

            /// The slice its rooms are in.
            pub const fn slice(self) -> &'static str {
                match self { $(Kind::$kind => stringify!($slice)),* }
            }

            /// What it is called in Thai, as on the form. Asked like this, whoever loads a program loads no
            /// more of its description.
            pub const fn thai(self) -> &'static str {
                match self { $(Kind::$kind => const { $crate::$slice::$room::SPEC.names.0 }),* }
            }

            /// The same in English.
            pub const fn english(self) -> &'static str {
                match self { $(Kind::$kind => const { $crate::$slice::$room::SPEC.names.1 }),* }
            }

            /// Its own words for where a document of it stands.
            const fn statuses(self) -> &'static [Standing] {
                match self { $(Kind::$kind => const { $crate::$slice::$room::SPEC.statuses }),* }
            }

            /// Its description.
            pub const fn spec(self) -> &'static KindSpec {
                match self { $(Kind::$kind => &$crate::$slice::$room::SPEC),* }
            }
        }

        travels_as_text!(Kind, "Every kind of document.", [$(stringify!($room)),*]);

        /// Hands every kind to a macro, as `BankDeposit treasury bank_deposit, …`: for what must be
        /// said of each, wherever it is said.
        #[macro_export]
        macro_rules! each_kind {
            ($d each:ident) => { $d each! { $($kind $slice $room),* } };
        }
    };
}

kinds! { $ // for the macro this makes
    AdvanceClearing => expenditure::advance_clearing,
    AdvanceRequest => expenditure::advance_request,
    BankDeposit => treasury::bank_deposit,
    BankReceipt => revenue::bank_receipt,
    Cancellation => ledger::cancellation,
    ChequeReport => treasury::cheque_report,
    DailyReport => treasury::daily_report,
    DisbursementRequest => expenditure::disbursement_request,
    Opening => ledger::opening,
    Ordinance => budget::ordinance,
    Payment => treasury::payment,
    Receipt => revenue::receipt,
    RemittanceSlip => revenue::remittance_slip,
    RemittanceSummary => revenue::remittance_summary,
}

impl Kind {
    /// What it is called for a document of it to stand there: Thai, English.
    pub fn standing(self, status: Status) -> (&'static str, &'static str) {
        let mut own = self.statuses().iter();
        match own.find(|(of, ..)| *of == status) {
            Some((_, thai, english)) => (thai, english),
            None => (status.thai(), status.english()),
        }
    }

    /// This permission on documents of this kind.
    pub const fn to(self, operation: Operation) -> Permission {
        Resource::Document(self).to(operation)
    }

    /// The permission to do this to documents of this kind, by the step that has the action.
    pub fn to_act(self, action: Action) -> Permission {
        self.to(Operation::from(action))
    }

    /// The kind whose documents are at this place in URLs.
    pub fn at(path: &str) -> Option<Kind> {
        let mut all = Kind::ALL.iter().copied();
        all.find(|kind| kind.spec().path == path)
    }

    /// Every kind in the order of the menu, which is that of the working day.
    pub fn by_menu() -> Vec<Kind> {
        let mut kinds = Kind::ALL.to_vec();
        kinds.sort_by_key(|kind| kind.spec().menu);
        kinds
    }
}

/// The description of a kind.
pub const fn spec(kind: Kind) -> &'static KindSpec {
    kind.spec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Status::{Approved, Draft, Posted, Submitted};
    use crate::document::may;
    use std::collections::BTreeSet;

    fn every_route() -> impl Iterator<Item = (Kind, &'static [Step])> {
        let kinds = Kind::ALL.iter();
        kinds.flat_map(|kind| kind.spec().routes().map(|(_, steps)| (*kind, steps)))
    }

    /// A kind whose route depends on the book: a unit without ranks has a shorter one.
    const OF_UNITS: KindSpec = KindSpec {
        route: &[
            Step::new(
                StepName::Submit,
                Action::Submit,
                Submitted,
                &[FinanceOfficer],
            ),
            Step::new(
                StepName::Approve,
                Action::Approve,
                Posted,
                &[Role::Executive],
            ),
        ],
        other_routes: &[(
            "unit",
            &[
                Step::new(
                    StepName::Submit,
                    Action::Submit,
                    Submitted,
                    &[FinanceOfficer],
                ),
                Step::new(
                    StepName::Approve,
                    Action::Approve,
                    Approved,
                    &[Role::FinanceHead],
                )
                .opening_claims(),
            ],
        )],
        ..KindSpec::OF_FINANCE
    };

    #[test]
    fn whoever_acts_on_another_route_has_the_right_to() {
        for role in [Role::Executive, Role::FinanceHead] {
            assert!(OF_UNITS.allows(role, Operation::Approve), "{role}");
            assert!(OF_UNITS.allows(role, Operation::Return), "{role}");
        }
        assert!(!OF_UNITS.allows(Role::RevenueOfficer, Operation::Approve));
        assert_eq!(OF_UNITS.steps(Some("unit"))[1].to, Approved);
        assert_eq!(OF_UNITS.steps(Some("gone"))[1].to, Posted);
        assert!(OF_UNITS.opens_claims());
    }

    #[test]
    fn kinds_are_told_apart() {
        let specs = || Kind::ALL.iter().map(|kind| kind.spec());
        let paths: BTreeSet<&str> = specs().map(|spec| spec.path).collect();
        let places: BTreeSet<(Menu, u8)> = specs().map(|spec| spec.menu).collect();
        let names: BTreeSet<&str> = specs().map(|spec| spec.names.0).collect();
        assert!(paths.iter().all(|path| !path.is_empty()));
        for told in [paths.len(), places.len(), names.len()] {
            assert_eq!(told, Kind::ALL.len());
        }
    }

    #[test]
    fn kinds_stand_in_the_order_of_their_names() {
        let codes: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
        assert!(codes.is_sorted(), "{codes:?}");
    }

    #[test]
    fn every_route_follows_the_life_cycle_from_draft_to_its_end() {
        for (kind, steps) in every_route() {
            let mut status = Draft;
            for step in steps {
                assert!(may(status, step.action, step.to), "{kind} at {}", step.name);
                status = step.to;
            }
            assert!(matches!(status, Approved | Posted), "{kind} ends {status}");
        }
    }

    #[test]
    fn nobody_decides_alone_what_he_prepared() {
        for (kind, steps) in every_route().filter(|(_, steps)| steps.len() > 1) {
            let mut route = steps.iter();
            let deciding = route.find(|step| step.action == Action::Approve);
            let deciding = deciding.expect("a deciding step");
            assert!(deciding.not_by.contains(&StepName::Draft), "{kind}");
            assert!(deciding.not_by.contains(&StepName::Submit), "{kind}");
        }
    }

    /// Custodians are not among them: the head of finance is one by office, and examines the report.
    #[test]
    fn nobody_judges_twice() {
        use StepName::{Approve, Examine, Pass, Recommend};
        for (kind, steps) in every_route() {
            let mut judged: Vec<StepName> = Vec::new();
            let judging = |step: &&Step| [Examine, Recommend, Pass, Approve].contains(&step.name);
            for step in steps.iter().filter(judging) {
                for earlier in &judged {
                    assert!(step.not_by.contains(earlier), "{kind}: {}", step.name);
                }
                judged.push(step.name);
            }
        }
    }
}
