//! What to look at before a step; nothing here stops anybody.

use crate::components::icon::{Icon, icon};
use crate::text::{Named, general};
use leptos::prelude::*;
use shared::problem::fill;
use shared::warning::Warning;

/// The id of the notice, for the focus.
pub const WARNINGS: &str = "warnings";

/// A notice for each warning, with the way to what it is about; nothing where there is none.
pub fn warnings_notice(warnings: &[Warning]) -> AnyView {
    if warnings.is_empty() {
        return ().into_any();
    }
    view! {
        <div class="notice warn" role="status" id=WARNINGS tabindex="-1">
            {icon(Icon::Warning)}
            <div>{lines(warnings)}</div>
        </div>
    }
    .into_any()
}

/// What each warning says, with the way to what it is about.
pub fn lines(warnings: &[Warning]) -> AnyView {
    let line = |warning: &Warning| {
        let Warning {
            code,
            context,
            link,
            ..
        } = warning.clone();
        let label = context.get("label").cloned().unwrap_or_default();
        let link = link.map(|link| {
            let open = move || general::LOOK_AT.with(&[("label", &label)]);
            view! { " " <a href=link target="_blank" rel="noopener">{open}</a> }
        });
        view! { <p>{move || fill(code.name(), &context)} {link}</p> }
    };
    warnings.iter().map(line).collect_view().into_any()
}
