//! What a room needs to describe its kind, in one line: `use crate::document::room::*;`.

pub use super::Action::{self, Approve, Examine, Post, Submit};
pub use super::Status::{self, Approved, Posted, Submitted};
pub use super::StepName as S;
pub use super::kind::{Kind, KindSpec, Menu, Years};
pub use super::{
    Called, DocumentBody, Label, Series, Standing, Step, StepName, check_given, check_length,
    check_lines, check_passage, check_positive, check_taken, check_text,
};
pub use crate::calendar::DayBounds;
pub use crate::permission::Role::{self, *};
pub use crate::permission::{STAFF, TREASURY_READERS};

/// The finance officer alone.
pub const FO: &[Role] = &[FinanceOfficer];
/// The head of finance alone.
pub const FH: &[Role] = &[FinanceHead];

/// A step of a route; see [`Step::new`].
pub const fn step(name: StepName, action: Action, to: Status, roles: &'static [Role]) -> Step {
    Step::new(name, action, to, roles)
}

/// The finance officer prepares, the head of finance approves, which posts.
pub const JOURNAL_ROUTE: &[Step] = &[
    step(S::Submit, Submit, Submitted, FO),
    step(S::Approve, Approve, Posted, FH)
        .not_by(&[S::Draft, S::Submit])
        .with_effect(),
];
