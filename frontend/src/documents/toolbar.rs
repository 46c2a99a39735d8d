//! The buttons of a document: what the server says this person may do now, in words of the step.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use serde_json::{Map, Value};
use shared::document::{Action, DocumentHeader, Kind, Status, Step, StepName, spec};
use shared::{DocumentId, ProblemCode};

use super::actions::{PageState, step_label};
use super::returning::last_list;
use super::{new_address, number_of};
use crate::api::{self, Failure};
use crate::components::dialog::Dialog;
use crate::components::fields::{Bound, FormState, TextArea};
use crate::components::icon::{Icon, icon};
use crate::components::refusal::details;
use crate::components::shortcuts::{self, shortcuts};
use crate::session::session;
use crate::text::{Named, Text, document as words, general, t};

/// The bar of buttons with its questions.
#[component]
pub fn Toolbar(page: PageState) -> impl IntoView {
    let asked = RwSignal::new(None::<Action>);
    let editable = page.form.editable;
    let primary = move || primary_action(page);
    let take_primary = move || match primary() {
        _ if page.busy.get_untracked().is_some() => {}
        Some((Action::Submit, _)) => page.submit(),
        Some((action, _)) if needs_question(page, action) => asked.set(Some(action)),
        Some((action, _)) => page.act(action, None, Map::new()),
        None => page.save(),
    };
    bind_keys(page, take_primary);
    let busy = move || page.busy.get().is_some().to_string();
    let save = move || editable.get().then(|| save_button(page));
    let main = move || {
        primary().map(|(_, label)| {
            view! {
                <button
                    type="button"
                    class="button primary"
                    aria-disabled=busy
                    on:click=move |_| take_primary()
                >
                    {t(label)}
                    <kbd>"Ctrl+Enter"</kbd>
                </button>
            }
        })
    };
    let other = move |action: Action, label: Text, class: &'static str| {
        let may = page.header.with(|header| {
            header
                .as_ref()
                .is_some_and(|header| header.actions.contains(&action))
        });
        may.then(|| {
            view! {
                <button
                    type="button"
                    class=class
                    aria-disabled=busy
                    on:click=move |_| asked.set(Some(action))
                >
                    {t(label)}
                </button>
            }
        })
    };
    view! {
        <div class="toolbar" role="toolbar" aria-label=t(words::STEPS)>
            {main}
            {save}
            <span class="save-state">{move || save_state(page)}</span>
            <span class="gap"></span>
            {move || print_links(page)}
            {move || other(Action::Return, words::DO_RETURN, "button")}
            {move || other(Action::Refuse, refuse_label(page), "button danger")}
            {move || other(Action::Cancel, words::DO_CANCEL, "button danger")}
            {move || cancellation_link(page)}
            {move || like_this_link(page)}
        </div>
        <Question page=page asked=asked/>
    }
    .into_any()
}

fn save_button(page: PageState) -> AnyView {
    let busy = move || page.busy.get().is_some().to_string();
    view! {
        <button type="button" class="button" aria-disabled=busy on:click=move |_| page.save()>
            {t(words::SAVE_DRAFT)}
            <kbd>"Ctrl+S"</kbd>
        </button>
    }
    .into_any()
}

fn bind_keys(page: PageState, take_primary: impl Fn() + Send + Sync + Copy + 'static) {
    let keys = shortcuts();
    keys.bind(shortcuts::SAVE, words::KEY_SAVE, move || page.save());
    keys.bind(shortcuts::NEXT, words::KEY_NEXT, take_primary);
    keys.bind(shortcuts::PRINT, words::KEY_PRINT, move || {
        if page.header.with_untracked(Option::is_some) {
            let address = api::documents::print_address(page.kind, page.id.get_untracked());
            // A blocked window is the browser's to tell.
            let _ = window().open_with_url_and_target(&address, "_blank");
        }
    });
    let navigate = use_navigate();
    if page.editor.is_pattern && session().can_begin(page.kind) {
        let navigate = navigate.clone();
        keys.bind(shortcuts::LIKE, words::NEW_LIKE_THIS, move || {
            if page.header.with_untracked(Option::is_some) {
                navigate(&like_address(page), Default::default());
            }
        });
    }
    if session().can_begin(page.kind) {
        keys.bind(shortcuts::NEW, words::KEY_NEW, move || {
            navigate(&new_address(page.kind), Default::default());
        });
    }
}

/// The step this person may take now, and its words.
fn primary_action(page: PageState) -> Option<(Action, Text)> {
    let Some(header) = page.header.get() else {
        let first = spec(page.kind).route.first()?;
        return page
            .can_submit()
            .then(|| (Action::Submit, step_label(page.kind, first.name, false)));
    };
    let next = header.next_step.as_ref()?;
    header.actions.contains(&next.action).then(|| {
        (
            next.action,
            step_label(page.kind, next.name, posts(&header)),
        )
    })
}

/// The next step of its route.
pub(super) fn next_step(header: &DocumentHeader) -> Option<&'static Step> {
    let next = header.next_step.as_ref()?.name;
    let mut steps = spec(header.kind).steps(header.route.as_deref()).iter();
    steps.find(|step| step.name == next)
}

/// Does the next step of its route post?
pub(super) fn posts(header: &DocumentHeader) -> bool {
    next_step(header)
        .is_some_and(|step| step.to == Status::Posted && step.takes_effect && !step.only_signs)
}

/// The fields that the next step asks for.
fn asked_for(page: PageState) -> &'static [&'static str] {
    let next = page
        .header
        .with_untracked(|header| header.as_ref().and_then(next_step));
    next.map_or(&[], |step| step.asks)
}

/// Deciding steps are shown in numbers before they are taken.
fn needs_question(page: PageState, action: Action) -> bool {
    let has_effect = page
        .header
        .with_untracked(|header| header.as_ref().is_some_and(posts));
    has_effect || !asked_for(page).is_empty() || matches!(action, Action::Approve | Action::Post)
}

fn save_state(page: PageState) -> AnyView {
    let state = match page.busy.get() {
        Some(doing) => doing,
        None if !page.form.editable.get() => return ().into_any(),
        None if page.editor.dirty.get() && page.kept.get() => words::UNSAVED_LOCAL,
        None if page.editor.dirty.get() || page.is_new() => words::UNSAVED,
        None => words::ALL_SAVED,
    };
    view! { <span role="status">{t(state)}</span> }.into_any()
}

fn print_links(page: PageState) -> AnyView {
    if page.is_new() {
        return ().into_any();
    }
    let id = page.id.get();
    let stands = page.header.with(|header| {
        let is_done = |header: &DocumentHeader| {
            matches!(header.status, Status::Approved | Status::Posted) && header.next_step.is_none()
        };
        header.as_ref().is_some_and(is_done)
    });
    let sheet = page.kind.spec().has_workbook.then(|| {
        view! {
            <a class="button" href=api::documents::spreadsheet_address(page.kind, id) download="">
                {t(words::OPEN_XLSX)}
            </a>
        }
    });
    view! {
        {sheet}
        <a
            class="button"
            href=api::documents::print_address(page.kind, id)
            target="_blank"
            rel="noopener"
        >
            {icon(Icon::Printer)}
            {t(words::OPEN_PDF)}
        </a>
        {stands.then(|| copy_link(page.kind, id))}
    }
    .into_any()
}

/// The same paper, marked as a copy.
fn copy_link(kind: Kind, id: DocumentId) -> AnyView {
    let address = format!("{}?copy=1", api::documents::print_address(kind, id));
    view! {
        <a class="button" href=address target="_blank" rel="noopener">{t(words::OPEN_COPY)}</a>
    }
    .into_any()
}

/// A new one that begins as this one was.
fn like_this_link(page: PageState) -> AnyView {
    if page.is_new() || !page.editor.is_pattern || !session().can_begin(page.kind) {
        return ().into_any();
    }
    page.id.track();
    let address = like_address(page);
    view! { <a class="button" href=address>{t(words::NEW_LIKE_THIS)}<kbd>"Alt+C"</kbd></a> }
        .into_any()
}

fn like_address(page: PageState) -> String {
    let id = page.id.get_untracked();
    format!("{}?like={id}", new_address(page.kind))
}

fn cancellation_link(page: PageState) -> AnyView {
    if !page.can_ask_cancellation() {
        return ().into_any();
    }
    let address = format!(
        "{}?document={}",
        new_address(Kind::Cancellation),
        page.id.get()
    );
    view! { <a class="button danger" href=address>{t(words::DO_REQUEST_CANCELLATION)}</a> }
        .into_any()
}

/// The question before an act that cannot be taken back, with its consequence in numbers.
#[component]
fn Question(page: PageState, asked: RwSignal<Option<Action>>) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if asked.get().is_some() {
            open.set(true);
        }
    });
    // Closed by a button or by Esc: nothing is asked any more.
    Effect::new(move |_| {
        if !open.get() && asked.get_untracked().is_some() {
            asked.set(None);
        }
    });
    let label = move || match asked.get() {
        Some(Action::Return) => words::DO_RETURN,
        Some(Action::Refuse) => refuse_label(page),
        Some(Action::Cancel) => words::DO_CANCEL,
        _ => primary_action(page).map_or(words::DO_APPROVE, |(_, label)| label),
    };
    let comment = RwSignal::new(String::new());
    let form = FormState::new(Signal::stored(true));
    let refused = RwSignal::new(None::<Failure>);
    // What was wrong is not wrong any more when it is asked again.
    Effect::new(move |_| {
        if open.get() {
            form.forget();
            refused.set(None);
        }
    });
    let wanted = move || {
        let asked = asked.get();
        matches!(
            asked,
            Some(Action::Return | Action::Refuse | Action::Cancel)
        )
    };
    let go = move |_| {
        let Some(action) = asked.get_untracked() else {
            return;
        };
        let reason = comment.get_untracked();
        if wanted() && reason.trim().is_empty() {
            let missing = shared::problem::FieldCode::Required;
            form.errors
                .set(vec![shared::FieldError::new("comment", missing)]);
            crate::components::fields::focus("f-comment");
            return;
        }
        let mut said = Map::new();
        if let Value::Object(mut answers) = page.editor.answers.run(())
            && !wanted()
        {
            let names = asked_for(page).iter();
            said.extend(names.filter_map(|name| answers.remove_entry(*name)));
        }
        // It closes once it is done; refused, it stays with what was said.
        let told = move |answer: Result<(), Failure>| match answer {
            Ok(()) => {
                comment.set(String::new());
                open.set(false);
            }
            Err(failure) if failure.is(ProblemCode::VERSION_CONFLICT) => {
                open.set(false);
                page.refused(failure);
            }
            Err(failure) => refused.set(form.refuse(failure)),
        };
        page.act_asked(action, reason, said, Callback::new(told));
    };
    let unread = move || !form.unread_errors().is_empty();
    let go = move |event| {
        if unread() {
            form.show(form.unread_errors());
        } else {
            go(event);
        }
    };
    view! {
        <Dialog open=open title=Signal::derive(move || label().now().to_owned())>
            {move || consequence(page, asked.get(), label())}
            {move || {
                provide_context(form);
                let is_step = asked.get().is_some() && !wanted();
                (is_step && !asked_for(page).is_empty()).then(|| page.editor.ask.run(()))
            }}
            {move || {
                provide_context(form);
                let bound = Bound::signal("comment", comment);
                let (name, hint) = match wanted() {
                    true => (words::REASON, words::REASON_HINT),
                    false => (words::COMMENT_OPTIONAL, words::COMMENT_HINT),
                };
                view! { <TextArea label=name bound=bound required=wanted() hint=hint/> }
            }}
            {move || refused.get().map(|failure| why_refused(&failure))}
            <div class="actions">
                <button type="button" class="button" on:click=move |_| open.set(false)>
                    {t(words::NOT_NOW)}
                </button>
                <button
                    type="button"
                    class="button"
                    class:primary=move || !wanted()
                    class:danger=wanted
                    aria-disabled=move || page.busy.get().is_some().to_string()
                    autofocus=move || !wanted() && asked_for(page).is_empty()
                    on:click=go
                >
                    {move || label().now()}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// Why the step was not taken, where it was asked about.
fn why_refused(failure: &Failure) -> AnyView {
    let sentence = failure.sentence();
    view! {
        <div class="notice bad" role="alert">
            {icon(Icon::Warning)}
            <div><p>{sentence}</p> {details(failure)}</div>
        </div>
    }
    .into_any()
}

fn consequence(page: PageState, asked: Option<Action>, label: Text) -> AnyView {
    let Some(header) = page.header.get() else {
        return ().into_any();
    };
    let values = |text: Text| fill(text, &header, label);
    match asked {
        Some(Action::Return) => view! {
            <p>{t(words::RETURN_CONSEQUENCE)}</p>
            {taken_back(&header)}
        }
        .into_any(),
        Some(action @ (Action::Refuse | Action::Cancel)) => view! {
            <p>{values(match action {
                Action::Refuse => words::REFUSE_CONSEQUENCE,
                _ => words::CANCEL_CONSEQUENCE,
            })}</p>
            {taken_back(&header)}
            {keeps_numbers(&header)}
            {frees(page)}
        }
        .into_any(),
        _ => {
            let own = next_step(&header).and_then(|step| step.consequence);
            let posting = posts(&header).then_some(words::POST_CONSEQUENCE);
            let more = own.map(Text::of).or(posting);
            let more = more.map(|more| view! { <p>{t(more)}</p> });
            view! {
                <p class="strong">{values(words::APPROVE_CONSEQUENCE)}</p>
                {about(&header)}
                {more}
            }
            .into_any()
        }
    }
}

/// Whom and what it is about, as far as its number does not say it already.
fn about(header: &DocumentHeader) -> AnyView {
    let title = number_of(header).is_some().then(|| header.title.clone());
    let party = header.party_name.clone();
    let party = party.filter(|name| *name != header.title);
    let said = [party, title].into_iter().flatten();
    let lines = said.map(|line| view! { <p class="any-length">{line}</p> });
    lines.collect_view().into_any()
}

/// The numbers it has been given stay used.
fn keeps_numbers(header: &DocumentHeader) -> Option<impl IntoView + use<>> {
    let numbers: Vec<_> = header
        .numbers
        .iter()
        .map(|number| number.text.clone())
        .collect();
    let numbers = numbers.join(", ");
    let text = move || words::CANCEL_NUMBER.with(&[("numbers", &numbers)]);
    (!header.numbers.is_empty()).then(|| view! { <p>{text}</p> })
}

/// What it has taken is free again.
fn frees(page: PageState) -> Option<impl IntoView + use<>> {
    let taken = page.editor.takes.run(());
    let text = move || words::CANCEL_FREES.with(&[("n", &taken.to_string())]);
    (taken > 0).then(|| view! { <p>{text}</p> })
}

/// What turning it down is called: money that is counted is not approved but received, or not.
fn refuse_label(page: PageState) -> Text {
    let next = page
        .header
        .with(|header| header.as_ref().and_then(next_step).map(|step| step.name));
    match next {
        Some(StepName::Receive) => words::DO_NOT_RECEIVE,
        _ => words::DO_REFUSE,
    }
}

/// What steps before the decision have booked goes back in the same moment.
fn taken_back(header: &DocumentHeader) -> Option<impl IntoView + use<>> {
    let amount = header.amount.grouped();
    let text = move || words::EFFECT_TAKEN_BACK.with(&[("amount", &amount)]);
    header.has_effect.then(|| view! { <p>{text}</p> })
}

fn fill(text: Text, header: &DocumentHeader, label: Text) -> String {
    let number = number_of(header).unwrap_or_else(|| format!("“{}”", header.title));
    text.with(&[
        ("kind", header.kind.name()),
        ("number", &number),
        ("amount", &header.amount.grouped()),
        ("step", label.now()),
    ])
}

/// The way back to the list, as it was filtered.
pub fn back_link(kind: Kind) -> AnyView {
    view! {
        <nav class="crumbs" aria-label=t(general::BACK)>
            <a href=last_list(kind)>{move || kind.name()}</a>
        </nav>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_undone_is_asked_in_numbers() {
        for text in [
            words::APPROVE_CONSEQUENCE,
            words::CANCEL_CONSEQUENCE,
            words::REFUSE_CONSEQUENCE,
        ] {
            for place in ["{kind}", "{number}", "{amount} บาท"] {
                assert!(text.thai.contains(place), "{}: {place}", text.thai);
            }
        }
        assert!(words::CANCEL_FREES.thai.contains("{n} ฉบับ"));
        assert!(words::CANCEL_NUMBER.thai.contains("{numbers}"));
        for text in [words::EFFECT_TAKEN_BACK, words::BATCH_ASK] {
            assert!(text.thai.contains("{amount} บาท"), "{}", text.thai);
        }
        // Whoever confirms presses what is done, not "yes".
        let steps = Kind::ALL.iter().flat_map(|kind| kind.spec().every_step());
        for step in steps {
            let label = step
                .called
                .map_or(step.name.text().thai, |called| called.act.0);
            assert!(!["ตกลง", "ใช่", "ยืนยัน"].contains(&label), "{label}");
        }
    }
}
