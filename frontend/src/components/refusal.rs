//! What stands below every refusal: its code, the number of the request, and who can help.

use leptos::prelude::*;
use shared::ProblemCode;

use crate::api::Failure;
use crate::text::{general, t};

/// Nothing for what the server did not say.
pub fn details(failure: &Failure) -> AnyView {
    let Some(problem) = failure.problem() else {
        return ().into_any();
    };
    let (code, id) = (told(problem.code), problem.instance.clone());
    let code = move || general::OF_CODE.with(&[("code", &code)]);
    let number = move || general::OF_REQUEST.with(&[("id", &id)]);
    view! {
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

/// A code as it is told on the telephone: `DAY-CLOSED`.
fn told(code: ProblemCode) -> String {
    code.to_string().to_uppercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

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
