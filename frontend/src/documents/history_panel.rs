//! Everything that was done to a document.

use leptos::prelude::*;
use shared::document::{Action, DocumentEvent, Kind};

use super::steps::valid_from;
use crate::components::table::moment;
use crate::text::document::step_text;
use crate::text::{Named, document as words, t};

/// The list, latest first.
pub fn history_panel(kind: Kind, events: &[DocumentEvent]) -> AnyView {
    if events.is_empty() {
        return view! { <p class="hint">{t(words::HISTORY_NONE)}</p> }.into_any();
    }
    let valid_from = valid_from(events);
    let rows = events.iter().cloned().enumerate().rev();
    let rows = rows
        .map(|(index, event)| row(kind, event, index < valid_from))
        .collect_view();
    view! { <ol class="history">{rows}</ol> }.into_any()
}

fn row(kind: Kind, event: DocumentEvent, is_before_return: bool) -> AnyView {
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
    // A signature that a later return has undone is not to be taken for one that stands.
    let is_void = is_before_return && event.step.is_some();
    let void = is_void.then(|| view! { <span class="void">{t(words::VOID_BY_RETURN)}</span> });
    view! {
        <li class:undone=is_void>
            <span class="when">{move || moment(at)}</span>
            <strong>{what}</strong>
            <span>{event.person_name} " · " {event.position}</span>
            {event.acting.map(|acting| view! { <span>{acting.in_full()}</span> })}
            {comment}
            {void}
        </li>
    }
    .into_any()
}
