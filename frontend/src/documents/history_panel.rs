//! Everything that was done to a document.

use chrono::TimeDelta;
use leptos::prelude::*;
use shared::document::{Action, DocumentEvent, Kind};

use super::steps::valid_from;
use crate::components::table::moment;
use crate::text::document::step_text;
use crate::text::{Named, Text, document as words, t};

/// The list, latest first.
pub fn history_panel(kind: Kind, events: &[DocumentEvent]) -> AnyView {
    if events.is_empty() {
        return view! { <p class="hint">{t(words::HISTORY_NONE)}</p> }.into_any();
    }
    let valid_from = valid_from(events);
    let maker = events.first().map(|event| event.person_name.clone());
    let rows = events.iter().cloned().enumerate().rev();
    let rows = rows
        .map(|(index, event)| {
            let before = index.checked_sub(1).and_then(|before| events.get(before));
            let since = before.map(|before| event.at - before.at);
            // It goes back to whoever made it.
            let to = maker.clone();
            let to = to.filter(|_| event.action == Some(Action::Return));
            row(kind, event, index < valid_from, since, to)
        })
        .collect_view();
    view! { <ol class="history">{rows}</ol> }.into_any()
}

/// One thing done: when, how long after what was done before, by whom, and to whom it went back.
fn row(
    kind: Kind,
    event: DocumentEvent,
    is_before_return: bool,
    since: Option<TimeDelta>,
    to: Option<String>,
) -> AnyView {
    let after = since.map(|since| {
        let (number, text) = elapsed(since);
        let n = number.to_string();
        let said = move || words::AFTER_BEFORE.with(&[("time", &text.with(&[("n", &n)]))]);
        view! { <span class="small">{said}</span> }
    });
    let to = to.map(|name| {
        let said = move || words::RETURNED_TO.with(&[("person", &name)]);
        view! { <span>{said}</span> }
    });
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
            {after}
            <strong>{what}</strong>
            <span>{event.person_name} " · " {event.position}</span>
            {event.acting.map(|acting| view! { <span>{acting.in_full()}</span> })}
            {to}
            {comment}
            {void}
        </li>
    }
    .into_any()
}

/// How long something took, in the greatest unit that is not zero.
fn elapsed(time: TimeDelta) -> (i64, Text) {
    match (time.num_days(), time.num_hours(), time.num_minutes()) {
        (0, 0, minutes) => (minutes, words::ELAPSED_MINUTES),
        (0, hours, _) => (hours, words::ELAPSED_HOURS),
        (days, ..) => (days, words::ELAPSED_DAYS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_has_its_clock() {
        let hours = |hours| elapsed(TimeDelta::hours(hours));
        assert_eq!(elapsed(TimeDelta::seconds(59)), (0, words::ELAPSED_MINUTES));
        assert_eq!(
            elapsed(TimeDelta::minutes(59)),
            (59, words::ELAPSED_MINUTES)
        );
        assert_eq!(hours(23), (23, words::ELAPSED_HOURS));
        assert_eq!(hours(49), (2, words::ELAPSED_DAYS));
    }
}
