//! E-mail, code, password: the first log-in, and a forgotten password (W-2).

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use shared::identity::{Enrolment, EnrolmentStep};

use super::login_page::{entrance, missing, wrong_notice};
use super::strength::strength;
use crate::api::{self, Failure};
use crate::components::fields::{Bound, FormState, PasswordField, TextField};
use crate::components::states::loading;
use crate::session::session;
use crate::text::{Text, identity as words, t};

/// What the three steps share.
#[derive(Clone, Copy)]
struct Wizard {
    form: FormState,
    enrolment: RwSignal<Option<Enrolment>>,
    /// The step shown; differs from the server's when another address is wanted.
    step: RwSignal<EnrolmentStep>,
    failure: RwSignal<Option<Failure>>,
    busy: RwSignal<bool>,
    /// Seconds until another code may be asked for.
    wait: RwSignal<i64>,
}

impl Wizard {
    fn take(self, answer: Result<Enrolment, Failure>) {
        self.busy.set(false);
        match answer {
            Ok(enrolment) => {
                self.failure.set(None);
                self.step.set(enrolment.step);
                self.wait.set(enrolment.resend_seconds);
                self.enrolment.set(Some(enrolment));
            }
            Err(failure) => self.failure.set(self.form.refuse(failure)),
        }
    }

    /// May what is in the only field be sent? If it is empty, that is said there.
    fn is_ready(self, path: &str, text: RwSignal<String>) -> bool {
        let missing = missing(&[(path, text)]);
        let filled = missing.is_empty();
        if self.busy.get_untracked() {
            return false;
        }
        if !filled {
            self.failure.set(None);
            self.form.show(missing);
        }
        filled
    }

    fn send_to(self, email: String) {
        self.busy.set(true);
        spawn_local(async move { self.take(api::identity::give_email(email).await) });
    }

    fn confirm(self, otp: String) {
        self.busy.set(true);
        let otp = shared::calendar::arabic_digits(otp.trim());
        spawn_local(async move { self.take(api::identity::give_code(otp).await) });
    }
}

/// `/enrol`: the steps from ThaiD to an account of one's own.
#[component]
pub fn EnrolPage() -> impl IntoView {
    let form = FormState::new(Signal::stored(true));
    provide_context(form);
    let wizard = Wizard {
        form,
        enrolment: RwSignal::new(None),
        step: RwSignal::new(EnrolmentStep::Email),
        failure: RwSignal::new(None),
        busy: RwSignal::new(false),
        wait: RwSignal::new(0),
    };
    spawn_local(async move { wizard.take(api::identity::enrolment().await) });
    let timer = set_interval_with_handle(
        move || wizard.wait.update(|wait| *wait = (*wait - 1).max(0)),
        std::time::Duration::from_secs(1),
    );
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    let email = RwSignal::new(String::new());
    let content = move || {
        let Some(enrolment) = wizard.enrolment.get() else {
            return match wizard.failure.get() {
                Some(_) => lost(),
                None => loading(),
            };
        };
        let step = match wizard.step.get() {
            EnrolmentStep::Email => email_step(wizard, email),
            EnrolmentStep::Code => code_step(wizard, email, &enrolment),
            EnrolmentStep::Password => password_step(wizard),
        };
        let name = enrolment.name.clone();
        let username = enrolment.username.clone();
        view! {
            <p class="strong">{move || words::ENROL_WELCOME.with(&[("name", &name)])}</p>
            <p class="quiet">
                {move || words::ENROL_USERNAME.with(&[("username", &username)])}
            </p>
            {progress(wizard)}
            {move || wizard.failure.get().map(|failure| wrong_notice(failure.sentence()))}
            {step}
        }
        .into_any()
    };
    entrance(
        words::LOGIN,
        view! { <h1 id="page-title" tabindex="-1">{t(words::ENROL_TITLE)}</h1> {content} }
            .into_any(),
    )
}

/// Somebody came here without being identified, or too late.
fn lost() -> AnyView {
    view! {
        <p class="notice info">{t(words::ENROL_LOST)}</p>
        <a class="button primary" href="/login">{t(words::TO_LOGIN)}</a>
    }
    .into_any()
}

fn progress(wizard: Wizard) -> AnyView {
    let one = move |number: u8, step: EnrolmentStep, label: Text| {
        let class = move || match (wizard.step.get() as u8).cmp(&(step as u8)) {
            std::cmp::Ordering::Greater => "step done",
            std::cmp::Ordering::Equal => "step current",
            std::cmp::Ordering::Less => "step later",
        };
        let current = move || (wizard.step.get() == step).then_some("step");
        view! {
            <li class=class aria-current=current>
                <span class="dot">{number}</span>
                <span class="step-name">{t(label)}</span>
            </li>
        }
    };
    view! {
        <ol class="steps three">
            {one(1, EnrolmentStep::Email, words::STEP_EMAIL)}
            {one(2, EnrolmentStep::Code, words::STEP_CODE)}
            {one(3, EnrolmentStep::Password, words::STEP_PASSWORD)}
        </ol>
    }
    .into_any()
}

fn email_step(wizard: Wizard, email: RwSignal<String>) -> AnyView {
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if wizard.is_ready("email", email) {
            wizard.send_to(email.get_untracked().trim().to_owned());
        }
    };
    view! {
        <form autocomplete="off" on:submit=go novalidate>
            <TextField
                label=words::EMAIL
                bound=Bound::signal("email", email)
                required=true
                hint=words::EMAIL_HINT
                mode="email"
            />
            <button class="button primary wide" aria-disabled=move || wizard.busy.get().to_string()>
                {t(words::SEND_CODE)}
            </button>
        </form>
    }
    .into_any()
}

fn code_step(wizard: Wizard, email: RwSignal<String>, enrolment: &Enrolment) -> AnyView {
    let otp = RwSignal::new(String::new());
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if wizard.is_ready("otp", otp) {
            wizard.confirm(otp.get_untracked());
        }
    };
    let sent_to = enrolment.email.clone().unwrap_or_default();
    let again = move || {
        let wait = wizard.wait.get();
        let known = email.with(|email| !email.is_empty());
        if wait > 0 {
            let text = words::RESEND_IN.with(&[("n", &wait.to_string())]);
            return view! { <p class="small">{text}</p> }.into_any();
        }
        if !known {
            return ().into_any();
        }
        view! {
            <button
                type="button"
                class="button"
                on:click=move |_| wizard.send_to(email.get_untracked())
            >
                {t(words::RESEND)}
            </button>
        }
        .into_any()
    };
    view! {
        <p class="notice info" role="status">
            {move || words::CODE_SENT.with(&[("email", &sent_to)])}
        </p>
        <form autocomplete="off" on:submit=go novalidate class="otp">
            <TextField
                label=words::CODE
                bound=Bound::signal("otp", otp)
                required=true
                mode="numeric"
            />
            <button class="button primary wide" aria-disabled=move || wizard.busy.get().to_string()>
                {t(words::CONFIRM_CODE)}
            </button>
        </form>
        <div class="actions">
            {again}
            <button
                type="button"
                class="button"
                on:click=move |_| wizard.step.set(EnrolmentStep::Email)
            >
                {t(words::OTHER_EMAIL)}
            </button>
        </div>
    }
    .into_any()
}

fn password_step(wizard: Wizard) -> AnyView {
    let session = session();
    let navigate = use_navigate();
    let password = RwSignal::new(String::new());
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !wizard.is_ready("password", password) {
            return;
        }
        wizard.busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            match api::identity::give_password(password.get_untracked()).await {
                Ok(opened) => {
                    session.enter(opened);
                    navigate("/", Default::default());
                }
                Err(failure) => wizard.failure.set(wizard.form.refuse(failure)),
            }
            wizard.busy.set(false);
        });
    };
    let judged = move || strength(&password.get());
    view! {
        <ul class="small">
            <li>{t(words::PASSWORD_RULES)}</li>
            <li>{t(words::PASSWORD_NOT_NAME)}</li>
        </ul>
        <form autocomplete="off" on:submit=go novalidate>
            <PasswordField label=words::NEW_PASSWORD bound=Bound::signal("password", password)/>
            <div class="strength" role="status" aria-label=t(words::STRENGTH)>
                <meter min="0" max="3" value=move || judged().level().to_string()></meter>
                <span class="small">{move || judged().sentence()}</span>
            </div>
            <button class="button primary wide" aria-disabled=move || wizard.busy.get().to_string()>
                {t(words::SET_PASSWORD)}
            </button>
        </form>
    }
    .into_any()
}
