//! The card that asks for the password above a page: after idle time, and for a fresh proof.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ProblemCode;
use shared::identity::Session;
use std::pin::Pin;

use super::login_page::{missing, wrong_notice};
use crate::api::Failure;
use crate::components::fields::{Bound, FormState, PasswordField};
use crate::components::icon::{Icon, icon};
use crate::session::session;
use crate::text::{Text, identity as words, t};

/// An answer to the password that is still to come.
type Asked = Pin<Box<dyn Future<Output = Result<Session, Failure>>>>;

/// Why it was refused. Who it is is known here, so only the password can be wrong.
fn why(failure: &Failure) -> String {
    match failure.is(ProblemCode::WRONG_CREDENTIALS) {
        true => words::WRONG_PASSWORD.now().to_owned(),
        false => failure.sentence(),
    }
}

/// What such a card says and does.
#[derive(Clone, Copy)]
pub struct PasswordCard {
    /// Tells the fields of two cards apart; [`PasswordCard::title_id`] is made of it.
    pub name: &'static str,
    pub title: Text,
    pub text: Text,
    pub confirm: Text,
    pub away: Text,
    /// Hands the password in.
    pub send: fn(String) -> Asked,
    /// With the session it opened.
    pub entered: Callback<Session>,
    /// Somebody would rather not.
    pub left: Callback<()>,
}

impl PasswordCard {
    /// The id of the heading, for whatever the card stands in.
    pub fn title_id(self) -> String {
        format!("{}-title", self.name)
    }

    /// The card; `other` are other ways, below it.
    pub fn show(self, other: AnyView) -> AnyView {
        let form = FormState::new(Signal::stored(true));
        provide_context(form);
        let password = RwSignal::new(String::new());
        let failure = RwSignal::new(None::<Failure>);
        let busy = RwSignal::new(false);
        let path = format!("{}-password", self.name);
        let field = path.clone();
        let submit = move |event: ev::SubmitEvent| {
            event.prevent_default();
            if busy.get_untracked() {
                return;
            }
            let missing = missing(&[(path.as_str(), password)]);
            if !missing.is_empty() {
                form.show(missing);
                return;
            }
            busy.set(true);
            spawn_local(async move {
                let answer = (self.send)(password.get_untracked()).await;
                // The card may be gone meanwhile: another window proved the same.
                password.try_set(String::new());
                busy.try_set(false);
                match answer {
                    Ok(session) => self.entered.run(session),
                    Err(refusal) => {
                        failure.try_set(form.refuse(refusal));
                    }
                }
            });
        };
        let session = session();
        let name = move || {
            let now = session.session;
            now.with(|now| now.as_ref().map(|now| now.name.clone()))
        };
        view! {
            <form class="lock-card" autocomplete="off" on:submit=submit novalidate>
                <h2 id=self.title_id()>{icon(Icon::Lock)}{t(self.title)}</h2>
                <p class="strong">{name}</p>
                <p>{t(self.text)}</p>
                {move || failure.get().map(|failure| wrong_notice(why(&failure)))}
                <PasswordField
                    label=words::PASSWORD
                    bound=Bound::signal(&field, password)
                    autofocus=true
                />
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| self.left.run(())>
                        {t(self.away)}
                    </button>
                    <button class="button primary" aria-disabled=move || busy.get().to_string()>
                        {t(self.confirm)}
                    </button>
                </div>
                {other}
            </form>
        }
        .into_any()
    }
}
