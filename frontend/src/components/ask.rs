//! Asking for help on a field. Who answers stands above the pages; before the log-in nobody does.

use leptos::prelude::*;

use crate::text::{general, t};

/// Told the path of the field that somebody wants to know more of.
#[derive(Clone, Copy)]
pub struct Ask(pub Callback<String>);

/// A way to the article of a field beside what is wrong there. Out of the way of Tab: F1 does the same.
pub fn ask_of(path: String, is_wrong: impl Fn() -> bool + Send + Sync + 'static) -> AnyView {
    let Some(Ask(ask)) = use_context::<Ask>() else {
        return ().into_any();
    };
    let link = move || {
        let path = path.clone();
        is_wrong().then(|| {
            view! {
                <button
                    type="button"
                    class="plain link small help-on-field"
                    tabindex="-1"
                    on:click=move |_| ask.run(path.clone())
                >
                    {t(general::HELP_ON_FIELD)}
                </button>
            }
        })
    };
    view! { {link} }.into_any()
}
