//! The route as a line of steps: who did what when, who is waited for.

use leptos::prelude::*;
use shared::document::{Action, DocumentEvent, DocumentHeader, Status, Step, StepName, spec};
use shared::permission::Role;

use crate::components::icon::{Icon, icon};
use crate::components::table::moment;
use crate::identity::absences_page::awaited;
use crate::session::session;
use crate::text::document::step_text;
use crate::text::{Named, Text, document as words, t};

/// Where one step stands.
#[derive(Debug, Clone, PartialEq)]
enum State {
    Done(DocumentEvent),
    Current,
    Later,
    Skipped,
}

/// From where on events still count: a return undoes all signatures before it.
pub fn valid_from(history: &[DocumentEvent]) -> usize {
    let is_return = |event: &DocumentEvent| event.action == Some(Action::Return);
    history.iter().rposition(is_return).map_or(0, |at| at + 1)
}

fn state_of(
    index: usize,
    step: &Step,
    header: Option<&DocumentHeader>,
    events: &[&DocumentEvent],
) -> State {
    let done = events
        .iter()
        .rev()
        .find(|event| event.step == Some(step.name) && event.action != Some(Action::Return));
    if let Some(event) = done {
        return State::Done((*event).clone());
    }
    let Some(header) = header else {
        return if index == 0 {
            State::Current
        } else {
            State::Later
        };
    };
    let next = header.next_step.as_ref().map(|next| next.name);
    if next == Some(step.name) {
        return State::Current;
    }
    let taken = usize::try_from(header.steps_taken).unwrap_or_default();
    let finished = next.is_none() && header.status != Status::Draft;
    if index < taken || finished {
        State::Skipped
    } else {
        State::Later
    }
}

/// The route from left to right: what was taken, by whom and when, and what comes next.
pub fn step_line(
    kind: shared::document::Kind,
    header: Option<&DocumentHeader>,
    history: &[DocumentEvent],
) -> AnyView {
    let events: Vec<_> = history.iter().skip(valid_from(history)).collect();
    let cancelled = header.is_some_and(|header| header.status == Status::Cancelled);
    let maker = history.first().cloned();
    let draft = one(
        StepName::Draft.text(),
        maker.map_or(State::Current, State::Done),
        &[],
        false,
    );
    let may_act = header.is_some_and(|header| {
        let next = header.next_step.as_ref();
        next.is_some_and(|next| header.actions.contains(&next.action))
    });
    let route = header.and_then(|header| header.route.as_deref());
    let steps = spec(kind)
        .steps(route)
        .iter()
        .enumerate()
        .map(|(index, step)| {
            let mut state = state_of(index, step, header, &events);
            if cancelled && !matches!(state, State::Done(_)) {
                state = State::Skipped;
            }
            if header.is_none() {
                state = State::Later;
            }
            one(step_text(kind, step.name), state, step.roles, may_act)
        });
    let steps = steps.collect_view();
    // Whoever may take the step waits for nobody.
    let waits = header.filter(|header| header.next_step.is_some() && !may_act);
    let absent = waits.map(|header| awaited(header.id));
    view! { <ol class="steps" aria-label=t(words::STEPS)>{draft}{steps}</ol> {absent} }.into_any()
}

/// `may_act`: whether the person at the screen may take the step it waits for.
fn one(name: Text, state: State, roles: &'static [Role], may_act: bool) -> AnyView {
    let (class, drawing) = match &state {
        State::Done(_) => ("step done", Some(Icon::Check)),
        State::Current => ("step current", Some(Icon::Clock)),
        State::Later => ("step later", None),
        State::Skipped => ("step skipped", None),
    };
    let current = matches!(state, State::Current).then_some("step");
    // With the right role but another duty of this document it waits for somebody else.
    let is_apart = !may_act && session().roles().iter().any(|role| roles.contains(role));
    let below = match state {
        State::Done(event) => {
            let at = event.at;
            let acting = event.acting.map(|acting| {
                view! { <span class="post">{acting.line()}</span> }
            });
            view! {
                <span class="who">{event.person_name}</span>
                <span class="post">{event.position}</span>
                {acting}
                <span class="when">{move || moment(at)}</span>
            }
            .into_any()
        }
        State::Current if may_act => {
            view! { <span class="who yours">{t(words::STEP_YOURS)}</span> }.into_any()
        }
        State::Current if is_apart => {
            view! { <span class="who">{t(words::STEP_APART)}</span> }.into_any()
        }
        State::Current if !roles.is_empty() => {
            let names = move || {
                let names: Vec<_> = roles.iter().map(|role| role.name()).collect();
                words::STEP_WAITS_FOR.with(&[("roles", &names.join(", "))])
            };
            view! { <span class="who">{names}</span> }.into_any()
        }
        State::Skipped => view! { <span class="who">{t(words::STEP_SKIPPED)}</span> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <li class=class aria-current=current>
            <span class="dot">{drawing.map(icon)}</span>
            <span class="step-name">{t(name)}</span>
            {below}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::PersonId;

    fn event(step: Option<StepName>, action: Option<Action>) -> DocumentEvent {
        DocumentEvent {
            at: chrono::DateTime::default(),
            on_day: None,
            person_id: PersonId::default(),
            person_name: String::new(),
            position: String::new(),
            acting: None,
            step,
            action,
            status: Status::Submitted,
            comment: None,
        }
    }

    #[test]
    fn a_return_undoes_the_signatures_before_it() {
        let history = [
            event(None, None),
            event(Some(StepName::Submit), Some(Action::Submit)),
            event(Some(StepName::Examine), Some(Action::Return)),
            event(Some(StepName::Submit), Some(Action::Submit)),
        ];
        assert_eq!(valid_from(&history), 3);
        assert_eq!(valid_from(&history[..2]), 0);
    }
}
