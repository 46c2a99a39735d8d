//! Why a call did not succeed, and how that is said.

use shared::problem::{MissingRight, RightHolder, fill};
use shared::{Money, Problem, ProblemCode};

use crate::text::{Named, general};

/// Why a call did not succeed.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// The server said no, and why.
    Refused(Box<Problem>),
    /// No answer came.
    Unreachable,
    /// An answer came that is none of ours.
    Unreadable,
    /// What the screen adds up to, and what the system says it does.
    TotalsDiffer(Money, Money),
}

impl Failure {
    /// The problem, when the server told one.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Failure::Refused(problem) => Some(problem),
            _ => None,
        }
    }

    /// Is it this refusal?
    pub fn is(&self, code: ProblemCode) -> bool {
        self.problem().is_some_and(|problem| problem.code == code)
    }

    /// Does nobody know what the server did? No answer came, or it failed on the way.
    pub fn is_lost(&self) -> bool {
        match self {
            Failure::Unreachable => true,
            Failure::Refused(problem) => problem.status >= 500,
            Failure::Unreadable | Failure::TotalsDiffer(..) => false,
        }
    }

    /// Does it say nothing but that some fields are wrong, and which?
    pub fn is_about_fields(&self) -> bool {
        self.problem()
            .is_some_and(|problem| is_about_fields(problem.code) && !problem.errors.is_empty())
    }

    /// What happened and what to do, in the language shown now. "The fields named" are named.
    pub fn sentence(&self) -> String {
        match self {
            Failure::Refused(problem) if is_about_fields(problem.code) => {
                let named = problem.errors.iter().map(|error| error.message.as_str());
                match named.collect::<Vec<_>>() {
                    named if named.is_empty() => general::NOT_ACCEPTED.now().to_owned(),
                    named => named.join(" · "),
                }
            }
            Failure::Refused(problem) => {
                let sentence = fill(problem.code.name(), &problem.context);
                match &problem.missing {
                    Some(missing) => format!("{sentence} · {}", missing_in_words(missing)),
                    None => sentence,
                }
            }
            Failure::Unreachable => general::NETWORK_DOWN.now().to_owned(),
            Failure::Unreadable => general::UNREADABLE_ANSWER.now().to_owned(),
            Failure::TotalsDiffer(here, there) => general::TOTALS_DIFFER
                .with(&[("here", &here.grouped()), ("there", &there.grouped())]),
        }
    }
}

/// The right that is missing, and who has it here.
fn missing_in_words(missing: &MissingRight) -> String {
    let (does, what) = (missing.permission.operation, missing.permission.resource);
    let right = general::NOT_PERMITTED_PAGE.with(&[("does", does.name()), ("what", what.name())]);
    let holder = |holder: &RightHolder| format!("{} ({})", holder.name, holder.position);
    let holders: Vec<String> = missing.holders.iter().map(holder).collect();
    match holders.is_empty() {
        true => right,
        false => {
            let named = holders.join(", ");
            format!("{right} · {}", general::HELD_BY.with(&[("names", &named)]))
        }
    }
}

fn is_about_fields(code: ProblemCode) -> bool {
    matches!(
        code,
        ProblemCode::INVALID_FIELDS | ProblemCode::MALFORMED_REQUEST
    )
}
