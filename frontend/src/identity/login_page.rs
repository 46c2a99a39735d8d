//! User name and password, or ThaiD.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;
use shared::problem::{FieldCode, fill};
use shared::{FieldError, ProblemCode};

use crate::api::{self, Failure};
use crate::components::fields::{Bound, FormState, PasswordField, TextField};
use crate::components::focus;
use crate::components::icon::{Icon, icon};
use crate::components::title::page_title;
use crate::session::{Gate, session};
use crate::text::{
    Language, Named, Text, general, identity as words, language, switch_language, t,
};

/// `/login`: ThaiD, and user name with password where the server offers it.
#[component]
pub fn LoginPage() -> impl IntoView {
    let session = session();
    let form = FormState::new(Signal::stored(true));
    provide_context(form);
    let query = use_query_map();
    let (username, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let navigate = use_navigate();
    Effect::new(move |_| {
        if session.gate.get() == Gate::Open {
            let back = session.return_to.get_untracked();
            session.return_to.set(None);
            session.notice.set(None);
            // Never back to the log-in itself.
            let back = back.filter(|back| !back.starts_with("/login"));
            navigate(back.as_deref().unwrap_or("/"), Default::default());
        }
    });
    let log_in = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let typed = [("username", username), ("password", password)];
        let missing = missing(&typed);
        if !missing.is_empty() {
            failure.set(None);
            form.show(missing);
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let name = username.get_untracked().trim().to_owned();
            match api::identity::login(name, password.get_untracked()).await {
                Ok(opened) => {
                    password.set(String::new());
                    session.enter(opened);
                }
                Err(refusal) => failure.set(form.refuse(refusal)),
            }
            busy.set(false);
        });
    };
    let told = move || query.with(told_by_address);
    let wrong = move || {
        failure
            .get()
            .map(|failure| failure.sentence())
            .or_else(told)
    };
    let bye = move || {
        let bye = query.with(|query| query.get("bye").is_some());
        let notice = session.notice.get().or(bye.then_some(words::LOGGED_OUT));
        notice.filter(|_| failure.with(Option::is_none))
    };
    entrance(
        words::LOGIN,
        view! {
            <h1 id="page-title" tabindex="-1">{t(words::LOGIN)}</h1>
            <p class="quiet">{t(words::LOGIN_LEAD)}</p>
            {move || wrong().map(wrong_notice)}
            {move || bye().map(|text| view! { <p class="notice info" role="status">{t(text)}</p> })}
            <a class="button primary thaid" href=api::identity::THAID_START rel="external">
                {icon(Icon::Person)}
                {t(words::LOGIN_THAID)}
            </a>
            <p class="or"><span>{t(words::LOGIN_OR)}</span></p>
            <form autocomplete="off" on:submit=log_in novalidate>
                <TextField
                    label=words::USERNAME
                    bound=Bound::signal("username", username)
                    required=true
                />
                <PasswordField label=words::PASSWORD bound=Bound::signal("password", password)/>
                <button class="button wide" aria-disabled=move || busy.get().to_string()>
                    {t(words::LOGIN)}
                </button>
            </form>
            {help()}
        }
        .into_any(),
    )
}

/// The fields that nothing was typed into.
pub fn missing(fields: &[(&str, RwSignal<String>)]) -> Vec<FieldError> {
    let empty = |text: &RwSignal<String>| text.with_untracked(|text| text.trim().is_empty());
    let missing = fields.iter().filter(|(_, text)| empty(text));
    missing
        .map(|(path, _)| FieldError::new(*path, FieldCode::Required))
        .collect()
}

/// The ways in for whoever has no password, or no longer knows it.
fn help() -> AnyView {
    view! {
        <p>
            <a href=api::identity::THAID_START_PASSWORD rel="external">{t(words::FORGOTTEN)}</a>
            <span class="small block">{t(words::FORGOTTEN_HINT)}</span>
        </p>
        <p class="small">{t(words::FIRST_TIME)}</p>
        <p class="small">{t(words::LOGIN_RULES)}</p>
    }
    .into_any()
}

/// Why the way through ThaiD ended here: `?problem=CODE` of the page, and when to come again.
pub fn told_by_address(query: &ParamsMap) -> Option<String> {
    let code: ProblemCode = query.get("problem")?.parse().ok()?;
    let wait = query.get("wait_seconds");
    let wait = wait.filter(|wait| wait.bytes().all(|b| b.is_ascii_digit()));
    let context = wait.map(|wait| ("wait_seconds".to_owned(), wait));
    Some(fill(code.name(), &context.into_iter().collect()))
}

/// A refusal, read aloud at once.
pub fn wrong_notice(text: String) -> AnyView {
    view! { <div class="notice bad" role="alert">{icon(Icon::Warning)}<p>{text}</p></div> }
        .into_any()
}

/// The page around everything before the log-in.
pub fn entrance(title: Text, content: AnyView) -> AnyView {
    focus::arrive();
    Effect::new(move |_| {
        page_title(title.now());
    });
    view! {
        <div class="entrance">
            <header class="entrance-brand">
                <img src="/assets/icon.svg" alt="" width="64" height="64"/>
                <p class="entrance-name">{t(general::APP_SHORT)}</p>
                <p>{t(general::APP_NAME)}</p>
                <button
                    type="button"
                    class="plain language"
                    aria-label=t(general::SWITCH_LANGUAGE)
                    on:click=move |_| switch_language()
                >
                    {move || match language() {
                        Language::Thai => general::SWITCH_TO_ENGLISH.now(),
                        Language::English => general::SWITCH_TO_THAI.now(),
                    }}
                </button>
            </header>
            <main id="content" class="entrance-card" tabindex="-1" data-begin="">
                {content}
            </main>
        </div>
    }
    .into_any()
}
