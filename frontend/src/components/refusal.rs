//! What stands below every refusal: its code, the number of the request, and who can help.

use leptos::prelude::*;
use shared::ProblemCode;
use shared::document::{Kind, Menu};
use shared::problem::Problem;
use std::collections::BTreeSet;

use crate::api::{Failure, query};
use crate::text::{Named, general, t};

/// Nothing for what the server did not say.
pub fn details(failure: &Failure) -> AnyView {
    let Some(problem) = failure.problem() else {
        return ().into_any();
    };
    let (code, id) = (told(problem.code), problem.instance.clone());
    let code = move || general::OF_CODE.with(&[("code", &code)]);
    let number = move || general::OF_REQUEST.with(&[("id", &id)]);
    view! {
        {way_on(problem)}
        <p class="small refusal-details">
            <strong>{code}</strong>
            " · "
            {number}
            " · "
            {t(general::WHO_HELPS)}
        </p>
    }
    .into_any()
}

/// What can be done where a line has not enough: what is left of it and of the others, and who brings in a
/// change of the budget. The figures open beside the form, which stays as it was typed.
fn way_on(problem: &Problem) -> Option<AnyView> {
    let line = problem.context.get("line")?;
    if problem.code != ProblemCode::INSUFFICIENT_BUDGET {
        return None;
    }
    let code = line.split(' ').next().unwrap_or_default().to_owned();
    let of_line = format!("/budget-lines{}", query(&[("q", &code)]));
    let of_budget = Kind::ALL.iter();
    let of_budget = of_budget.filter(|kind| kind.spec().menu.0 == Menu::Budget);
    let roles: BTreeSet<_> = of_budget.flat_map(|kind| kind.spec().makers).collect();
    let roles = move || {
        let roles: Vec<_> = roles.iter().map(|role| role.name()).collect();
        general::TRANSFER_ASKED_OF.with(&[("roles", &roles.join(", "))])
    };
    let left = move || general::LEFT_OF_LINE.with(&[("line", &code)]);
    let link = |href: String, said: AnyView| {
        view! { <a class="button" href=href target="_blank" rel="noopener">{said}</a> }
    };
    let way = view! {
        <p class="ways-on">
            {link(of_line, left.into_any())}
            {link("/budget-lines".to_owned(), t(general::LEFT_OF_OTHERS).into_any())}
        </p>
        <p>{roles}</p>
    };
    Some(way.into_any())
}

/// A code as it is told on the telephone: `DAY-CLOSED`.
fn told(code: ProblemCode) -> String {
    code.to_string().to_uppercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_a_code_of_its_own_that_can_be_told() {
        let codes: BTreeSet<String> = ProblemCode::ALL.iter().map(|code| told(*code)).collect();
        assert_eq!(codes.len(), ProblemCode::ALL.iter().count());
        for code in codes {
            let is_plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
            assert!(code.chars().all(is_plain), "{code}");
            assert!(code.len() <= 40, "{code} is long");
        }
    }
}
