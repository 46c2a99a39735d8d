//! From and to in the address, for reports over a period.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use leptos_router::params::ParamsMap;

use crate::api;
use crate::components::fields::{Bound, DateField, FormState};
use crate::components::take_home::take_home;
use crate::session::session;
use crate::text::general;

/// The query of the address and a way to change one parameter of it.
#[derive(Clone, Copy)]
pub struct Address {
    /// The parameters.
    pub query: Memo<ParamsMap>,
    change: Callback<(&'static str, String)>,
}

impl Address {
    /// Of the page shown.
    pub fn here() -> Address {
        let query = use_query_map();
        let (navigate, location) = (use_navigate(), use_location());
        let change = Callback::new(move |(name, value): (&'static str, String)| {
            let mut next = query.get_untracked();
            if name != "page" {
                next.remove("page");
            }
            if value.is_empty() {
                next.remove(name);
            } else {
                next.replace(name, value);
            }
            let path = location.pathname.get_untracked();
            let options = NavigateOptions {
                scroll: false,
                ..Default::default()
            };
            navigate(&format!("{path}{}", next.to_query_string()), options);
        });
        Address { query, change }
    }

    /// A parameter, empty when it is not there.
    pub fn get(self, name: &str) -> String {
        self.query.with(|query| query.get(name).unwrap_or_default())
    }

    /// Changes a parameter.
    pub fn set(self, name: &'static str, value: String) {
        self.change.run((name, value));
    }

    /// A parameter as a text field.
    pub fn text(self, name: &'static str) -> Bound<String> {
        let own = RwSignal::new(String::new());
        Effect::new(move |_| own.set(self.get(name)));
        Bound::new(own, name, String::clone, move |old, new: String| {
            old.clone_from(&new);
            self.set(name, new);
        })
    }

    /// A parameter as a date field; `default` is shown while it is not there.
    pub fn date(self, name: &'static str, default: Option<NaiveDate>) -> Bound<Option<NaiveDate>> {
        let own = RwSignal::new(default);
        Effect::new(move |_| own.set(self.get(name).parse().ok().or(default)));
        Bound::new(
            own,
            name,
            Clone::clone,
            move |old, new: Option<NaiveDate>| {
                *old = new;
                self.set(name, new.map(|day| day.to_string()).unwrap_or_default());
            },
        )
    }
}

/// The period of a report: the fiscal year until today unless the address says otherwise.
pub fn period(address: Address) -> (Memo<String>, Memo<String>) {
    let session = session();
    let or = move |name: &'static str, default: NaiveDate| {
        let given = address.get(name);
        if given.is_empty() {
            default.to_string()
        } else {
            given
        }
    };
    let from = Memo::new(move |_| or("from", session.year.get().first_day()));
    let to = Memo::new(move |_| or("to", session.today().min(session.year.get().last_day())));
    (from, to)
}

/// The buttons that take the report at this path of the API home, of the days shown.
pub fn take_home_days(path: &'static str, from: Memo<String>, to: Memo<String>) -> AnyView {
    take_home(move |ending| {
        let (from, to) = (from.get_untracked(), to.get_untracked());
        api::table_file(path, ending, &[("from", &from), ("to", &to)])
    })
}

/// The two date fields of a period.
pub fn period_fields(address: Address) -> AnyView {
    provide_context(FormState::new(Signal::stored(true)));
    let session = session();
    let first = session.year.get_untracked().first_day();
    let last = session.today().min(session.year.get_untracked().last_day());
    view! {
        <DateField label=general::FROM_DATE bound=address.date("from", Some(first))/>
        <DateField label=general::TO_DATE bound=address.date("to", Some(last))/>
    }
    .into_any()
}
