//! What stands where data or a page will be: loading, refused, empty, not there.

use super::icon::{Icon, icon};
use super::refusal::details;
use crate::api::{Connection, Failure, Line};
use crate::text::{Named, Text, general, t};
use leptos::prelude::*;
use shared::ProblemCode;
use shared::permission::{Permission, Role, allows};

/// What the server said, not yet, or why not.
pub type Answer<T> = LocalResource<Result<T, Failure>>;

/// Shows the answer, or that it is awaited, or why it did not come with a way to ask again.
pub fn shown<T: Clone + 'static>(
    answer: Answer<T>,
    view: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView {
    (move || match answer.get() {
        None => loading(),
        Some(Ok(value)) => view(value),
        Some(Err(failure)) => refused(&failure, Some(Callback::new(move |()| answer.refetch()))),
    })
    .into_any()
}

/// Work in progress.
pub fn loading() -> AnyView {
    view! {
        <p class="loading" role="status">
            <span class="spinner"></span>
            {t(general::LOADING)}
        </p>
    }
    .into_any()
}

/// Asks again by itself once the line is back.
fn when_back(again: Callback<()>) {
    let Some(Line(line)) = use_context::<Line>() else {
        return;
    };
    Effect::new(move |before: Option<Connection>| {
        let now = line.get();
        if before == Some(Connection::Offline) && now != Connection::Offline {
            again.run(());
        }
        now
    });
}

/// Why something is not there.
pub fn refused(failure: &Failure, again: Option<Callback<()>>) -> AnyView {
    let sentence = failure.sentence();
    if let (Failure::Unreachable, Some(again)) = (failure, again) {
        when_back(again);
    }
    let again = again.map(|again| {
        view! {
            <button type="button" class="button" on:click=move |_| again.run(())>
                {t(general::RETRY)}
            </button>
        }
    });
    view! {
        <div class="notice bad" role="alert">
            {icon(Icon::Warning)}
            <div>
                <p><strong>{t(general::COULD_NOT_LOAD)}</strong></p>
                <p>{sentence}</p>
                {details(failure)}
                {again}
            </div>
        </div>
    }
    .into_any()
}

/// Nothing here: why, and what to do next.
pub fn empty(why: impl Into<String>, next: impl Into<String>, act: Option<AnyView>) -> AnyView {
    view! {
        <div class="empty">
            <p class="empty-why">{why.into()}</p>
            <p>{next.into()}</p>
            {act}
        </div>
    }
    .into_any()
}

/// The same with fixed words.
pub fn empty_text(why: Text, next: Text) -> AnyView {
    view! {
        <div class="empty"><p class="empty-why">{t(why)}</p><p>{t(next)}</p></div>
    }
    .into_any()
}

/// Nothing that filters leave, and the way out of them.
pub fn nothing_filtered() -> AnyView {
    let (why, next) = (
        general::EMPTY_FILTERED.now(),
        general::EMPTY_FILTERED_NEXT.now(),
    );
    let clear = view! { <a class="button" href="?">{t(general::CLEAR)}</a> };
    empty(why, next, Some(clear.into_any()))
}

/// There is nothing at this address.
pub fn not_found() -> AnyView {
    view! {
        <section class="page told">
            <h1 id="page-title" tabindex="-1">{t(general::NOT_FOUND_TITLE)}</h1>
            <p>{t(general::NOT_FOUND_TEXT)}</p>
            <p><a class="button" href="/">{t(general::GO_HOME)}</a></p>
        </section>
    }
    .into_any()
}

/// The roles that have a right, as people call them.
pub fn holders(right: Permission) -> String {
    let roles = Role::ALL.iter().filter(|role| allows(**role, right));
    let roles: Vec<_> = roles.map(|role| role.name()).collect();
    roles.join(", ")
}

/// The role does not open this page; names the right that is missing, and who has it.
pub fn not_permitted(right: Permission) -> AnyView {
    let text = move || {
        let (does, what) = (right.operation.name(), right.resource.name());
        general::NOT_PERMITTED_PAGE.with(&[("does", does), ("what", what)])
    };
    let holders = move || general::NOT_PERMITTED_HOLDERS.with(&[("roles", &holders(right))]);
    let sentence = move || ProblemCode::NOT_PERMITTED.name();
    view! {
        <section class="page told">
            <h1 id="page-title" tabindex="-1">{t(general::NOT_PERMITTED_TITLE)}</h1>
            <p>{sentence}</p>
            <p>{text}</p>
            <p class="small">{holders}</p>
            <p><a class="button" href="/">{t(general::GO_HOME)}</a></p>
        </section>
    }
    .into_any()
}
