//! Everything that was done to a document.

use leptos::prelude::*;
use shared::document::{Action, DocumentEvent, Kind};

use crate::components::table::moment;
use crate::text::codes::step_text;
use crate::text::{Named, document as words, t};

/// The list, latest first.
pub fn history_panel(kind: Kind, events: &[DocumentEvent]) -> AnyView {
    if events.is_empty() {
        return view! { <p class="hint">{t(words::HISTORY_NONE)}</p> }.into_any();
    }
    let rows = events
        .iter()
        .rev()
        .cloned()
        .map(|event| row(kind, event))
        .collect_view();
    view! { <ol class="history">{rows}</ol> }.into_any()
}

fn row(kind: Kind, event: DocumentEvent) -> AnyView {
    let what = move || match (event.action, event.step) {
        // A step says more than its action: "เห็นควรจ่าย" more than "ตรวจ".
        (Some(Action::Submit | Action::Examine | Action::Approve | Action::Post), Some(step)) => {
            step_text(kind, step).now()
        }
        (Some(action), _) => action.name(),
        (None, _) => words::CREATED_OR_CHANGED.now(),
    };
    let at = event.at;
    let comment = event.comment.map(|comment| view! { <q>{comment}</q> });
    view! {
        <li>
            <span class="when">{move || moment(at)}</span>
            <strong>{what}</strong>
            <span>{event.person_name} " · " {event.position}</span>
            {comment}
        </li>
    }
    .into_any()
}
