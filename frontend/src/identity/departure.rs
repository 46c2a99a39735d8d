//! Somebody is moved elsewhere or leaves: all rights here end with a day.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::PersonId;

use super::login_page::wrong_notice;
use crate::api::{self, Failure};
use crate::components::fields::{Bound, DateField, ErrorSummary, FormState};
use crate::components::table::day;
use crate::components::toast::toasts;
use crate::session::session;
use crate::text::{identity as words, t};

/// The day, and the button that sets it; `changed` is told when it is done.
pub fn departure(id: PersonId, name: String, changed: Callback<()>) -> AnyView {
    let form = FormState::new(Signal::stored(true));
    provide_context(form);
    let last: RwSignal<Option<NaiveDate>> = RwSignal::new(Some(session().today()));
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let toasts = toasts();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wrong = form.unread_errors();
        if !wrong.is_empty() {
            return form.show(wrong);
        }
        if busy.get_untracked() {
            return;
        }
        let (name, last_day) = (name.clone(), last.get_untracked().unwrap_or_default());
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            match api::identity::end_rights(id, last_day).await {
                Ok(_) => {
                    let told = [("name", name.as_str()), ("day", &day(last_day))];
                    toasts.say(words::DEPARTED.with(&told));
                    changed.run(());
                }
                Err(refusal) => failure.set(form.refuse(refusal)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <form class="card" autocomplete="off" novalidate on:submit=save>
            <h2>{t(words::DEPARTURE)}</h2>
            {move || failure.get().map(|failure| wrong_notice(failure.sentence()))}
            <ErrorSummary form=form/>
            <DateField label=words::LAST_DAY bound=Bound::signal("last_day", last) required=true/>
            <p class="hint">{t(words::DEPARTURE_HINT)}</p>
            <div class="actions">
                <button class="button danger" aria-disabled=move || busy.get().to_string()>
                    {t(words::DEPART)}
                </button>
            </div>
        </form>
    }
    .into_any()
}
