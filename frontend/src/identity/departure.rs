//! Somebody is moved elsewhere or leaves: all rights here end with a day.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::PersonId;

use super::login_page::wrong_notice;
use crate::api::{self, Failure};
use crate::components::fields::{Bound, DateField, ErrorSummary, FormState};
use crate::components::sure::Sure;
use crate::components::table::day;
use crate::components::toast::toasts;
use crate::text::{identity as words, t};

/// The day, and the button that sets it once what follows was said; of somebody with so many roles.
/// `changed` is told when it is done.
pub fn departure(id: PersonId, name: String, roles: usize, changed: Callback<()>) -> AnyView {
    let form = FormState::new(Signal::stored(true));
    provide_context(form);
    let last: RwSignal<Option<NaiveDate>> = RwSignal::new(None);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let toasts = toasts();
    let asked = RwSignal::new(false);
    let ask = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let wrong = form.wrong(&[("last_day", last.get_untracked())], Vec::new());
        match wrong.is_empty() {
            true => asked.set(true),
            false => form.show(wrong),
        }
    };
    let told = name.clone();
    let consequence = Signal::derive(move || {
        let (n, last_day) = (roles.to_string(), last.get().map(day).unwrap_or_default());
        words::DEPART_ASK.with(&[("name", &told), ("n", &n), ("day", &last_day)])
    });
    let go = Callback::new(move |()| {
        let Some(last_day) = last.get_untracked().filter(|_| !busy.get_untracked()) else {
            return;
        };
        let name = name.clone();
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
    });
    view! {
        <form class="card" autocomplete="off" novalidate on:submit=ask>
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
        <Sure open=asked act=words::DEPART consequence=consequence go=go/>
    }
    .into_any()
}
