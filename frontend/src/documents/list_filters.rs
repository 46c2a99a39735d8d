//! What narrows a list of documents down, and what sorts it.

use leptos::ev;
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::Money;
use shared::budget::Fund;
use shared::document::{Kind, Status};
use shared::money::parse_typed;

use super::list_page::UNFINISHED;
use super::lookups::lookups;
use crate::components::fields::calendar::Closed;
use crate::components::fields::{Bound, ComboField, DateField, FormState, SelectField, choices_of};
use crate::text::{Text, document as words, form as form_words, general, t};

/// Parameters that a person sets to see less.
pub const NARROWING: [&str; 10] = [
    "q",
    "status",
    "department_id",
    "from",
    "to",
    "party",
    "amount_from",
    "amount_to",
    "fund",
    "person",
];
/// Those of them that stand below "more filters".
const MORE: [&str; 6] = [
    "department_id",
    "party",
    "amount_from",
    "amount_to",
    "fund",
    "person",
];

/// The boxes of a list of a kind.
pub fn filters(
    kind: Kind,
    query: Memo<ParamsMap>,
    change: Callback<(&'static str, String)>,
) -> AnyView {
    provide_context(FormState::new(Signal::stored(true)));
    // What is looked for may be of a closed day like of any other.
    provide_context(None::<Closed>);
    let of = move |name: &'static str| query.with(|query| query.get(name).unwrap_or_default());
    let text = |name: &'static str| {
        let own = RwSignal::new(query.with_untracked(|query| query.get(name).unwrap_or_default()));
        Effect::new(move |_| own.set(of(name)));
        Bound::new(own, name, String::clone, move |old, new| {
            old.clone_from(&new);
            change.run((name, new));
        })
    };
    let date = |name: &'static str| {
        let own = RwSignal::new(None);
        Effect::new(move |_| own.set(of(name).parse::<chrono::NaiveDate>().ok()));
        Bound::new(
            own,
            name,
            Clone::clone,
            move |old, new: Option<chrono::NaiveDate>| {
                *old = new;
                change.run((name, new.map(|day| day.to_string()).unwrap_or_default()));
            },
        )
    };
    let standing = Status::ALL.iter().map(|status| {
        let words = Text::of(kind.standing(*status));
        (status.to_string(), words)
    });
    let mut statuses: Vec<(String, Text)> = standing.collect();
    statuses.push((UNFINISHED.to_owned(), words::STATUS_UNFINISHED));
    let filtered = move || NARROWING.iter().any(|name| !of(name).is_empty());
    let clear = move || {
        filtered().then(|| {
            view! { <a class="button" href="?">{t(general::CLEAR)}</a> }
        })
    };
    let more = move || MORE.iter().any(|name| !of(name).is_empty());
    let departments = kind.spec().of_department.then(|| {
        view! {
            <ComboField
                label=words::DEPARTMENT
                bound=text("department_id")
                choices=lookups().department_choices()
            />
        }
    });
    let funds = kind.spec().charges_budget.then(|| {
        view! {
            <SelectField
                label=general::FUND
                bound=text("fund")
                options=choices_of(Fund::ALL)
                none=general::ALL
            />
        }
    });
    let asked = Asked {
        of: Callback::new(of),
        change,
    };
    view! {
        <div class="filters" role="search" aria-label=t(general::FILTER)>
            {asked.text("q", general::SEARCH, Some(general::SEARCH_HINT))}
            <SelectField
                label=general::STATUS
                bound=text("status")
                options=statuses
                none=general::ALL
            />
            <DateField label=general::FROM_DATE bound=date("from")/>
            <DateField label=general::TO_DATE bound=date("to")/>
            {clear}
        </div>
        <details class="more-filters" open=untrack(more)>
            <summary>{t(general::MORE_FILTERS)}</summary>
            <div class="filters">
                {asked.text("party", general::PARTY, None)}
                {asked.amount("amount_from", general::AMOUNT_FROM)}
                {asked.amount("amount_to", general::AMOUNT_TO)}
                {departments}
                {funds}
                <ComboField
                    label=general::DONE_BY
                    bound=text("person")
                    choices=lookups().doer_choices()
                />
            </div>
        </details>
    }
    .into_any()
}

/// What the address says, and how it is made to say something else.
#[derive(Clone, Copy)]
struct Asked {
    of: Callback<&'static str, String>,
    change: Callback<(&'static str, String)>,
}

impl Asked {
    /// Words. Esc takes what was typed away before anything else.
    fn text(self, name: &'static str, label: Text, hint: Option<Text>) -> AnyView {
        let key = move |event: ev::KeyboardEvent| {
            let typed = event_target_value(&event);
            if event.code() == "Escape" && !typed.is_empty() {
                event.prevent_default();
                event.stop_propagation();
                event_target::<web_sys::HtmlInputElement>(&event).set_value("");
                self.change.run((name, String::new()));
            }
        };
        let id = format!("list-{name}");
        let class = if name == "q" { "field grow" } else { "field" };
        view! {
            <div class=class data-field=name>
                <label for=id.clone()>{t(label)}</label>
                <input
                    id=id
                    type="search"
                    autocomplete="off"
                    placeholder=move || hint.map(Text::now)
                    prop:value=move || self.of.run(name)
                    on:keydown=key
                    on:change=move |event| self.change.run((name, event_target_value(&event)))
                />
            </div>
        }
        .into_any()
    }

    /// An amount, as people type it; what is none is marked and asks for nothing.
    fn amount(self, name: &'static str, label: Text) -> AnyView {
        let wrong = RwSignal::new(false);
        let take = move |event: ev::Event| {
            let typed = event_target_value(&event);
            let read = match typed.trim() {
                "" => Some(String::new()),
                typed => parse_typed(typed).map(|amount| amount.to_string()),
            };
            wrong.set(read.is_none());
            if let Some(read) = read {
                self.change.run((name, read));
            }
        };
        let shown = move || {
            let asked = self.of.run(name);
            asked.parse::<Money>().map_or(asked, Money::grouped)
        };
        let id = format!("list-{name}");
        let error = format!("{id}-error");
        let said = move || wrong.get().then(|| form_words::MONEY_BAD.now());
        view! {
            <div class="field" data-field=name>
                <label for=id.clone()>{t(label)}</label>
                <input
                    id=id
                    class="amount"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-invalid=move || wrong.get().to_string()
                    aria-describedby=error.clone()
                    prop:value=shown
                    on:change=take
                />
                <p class="error" id=error>{said}</p>
            </div>
        }
        .into_any()
    }
}

/// A heading that sorts: first in the one order, then in the other, then as before.
pub fn sorting(
    label: Text,
    class: &'static str,
    (first, second): (&'static str, &'static str),
    sort: &str,
    change: Callback<(&'static str, String)>,
) -> AnyView {
    let (is_first, is_second) = (sort == first, sort == second);
    let next = match (is_first, is_second) {
        (true, _) => second,
        (_, true) => "",
        _ => first,
    };
    let mark = match (is_first || is_second, sort.starts_with('-')) {
        (false, _) => "none",
        (_, true) => "descending",
        (_, false) => "ascending",
    };
    let title = move || general::SORT_BY.with(&[("what", label.now())]);
    view! {
        <th scope="col" class=class aria-sort=mark>
            <button
                type="button"
                class="plain sort"
                title=title
                on:click=move |_| change.run(("sort", next.to_owned()))
            >
                {t(label)}
                <span aria-hidden="true" class="sort-mark"></span>
            </button>
        </th>
    }
    .into_any()
}
