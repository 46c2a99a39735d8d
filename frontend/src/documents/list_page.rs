//! One list for documents of any kind; the address holds filters and page.

use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use leptos_router::params::ParamsMap;
use shared::document::{DocumentHeader, Kind, Status, spec};
use shared::money::parse_typed;
use shared::page::Page;
use shared::permission::Operation;
use shared::{FiscalYear, Money};

use super::found::elsewhere;
use super::lookups::lookups;
use super::returning::{begin_list, begins_at, note_list};
use super::{address, name_in_list, new_address, status_badge};
use crate::api;
use crate::components::fields::{Bound, ComboField, DateField, FormState, SelectField};
use crate::components::icon::{Icon, icon};
use crate::components::list_keys::move_between_rows;
use crate::components::pagination::{beyond, page_asked, pagination};
use crate::components::shortcuts::{self, shortcuts};
use crate::components::states::{Answer, empty, nothing_filtered, shown};
use crate::components::table::{amount_cell, day};
use crate::components::take_home::{page_of_file, take_home_pages};
use crate::components::title::page_title;
use crate::session::session;
use crate::text::{Named, Text, document as words, form as form_words, general, t};

/// Parameters of the API that the address carries through.
const FILTERS: [&str; 12] = [
    "q",
    "status",
    "fiscal_year",
    "department_id",
    "from",
    "to",
    "party",
    "amount_from",
    "amount_to",
    "sort",
    "page",
    "is_free",
];

/// Those of them that a person sets to see less.
const NARROWING: [&str; 8] = [
    "q",
    "status",
    "department_id",
    "from",
    "to",
    "party",
    "amount_from",
    "amount_to",
];
/// Those of them that stand below "more filters".
const MORE: [&str; 4] = ["department_id", "party", "amount_from", "amount_to"];

/// The fiscal year in an address that asks for every one; without any it is the year worked in.
pub const ALL_YEARS: &str = "all";

/// The statuses between a draft and the end, as one choice of the filter.
pub const UNFINISHED: &str = "submitted,approved";

/// The route `/{kind}`.
#[component]
pub fn ListRoute() -> impl IntoView {
    let params = use_params_map();
    let kind = Memo::new(move |_| {
        let path = params.with(|params| params.get("kind").unwrap_or_default());
        Kind::at(&path)
    });
    (move || match kind.get() {
        Some(kind) => view! { <ListPage kind=kind/> }.into_any(),
        None => crate::components::states::not_found(),
    })
    .into_any()
}

/// Goes to the same list with one parameter changed; a changed filter begins at the first page.
/// What narrows a list down stands in the address with the year it is of, so that the link shows the same
/// rows to somebody who works in another year.
fn change(query: Memo<ParamsMap>, kind: Kind) -> Callback<(&'static str, String)> {
    let (navigate, session) = (use_navigate(), session());
    Callback::new(move |(name, value): (&'static str, String)| {
        let mut next = query.get_untracked();
        if name != "page" {
            next.remove("page");
        }
        if value.is_empty() {
            next.remove(name);
        } else {
            next.replace(name, value);
        }
        let is_filtered = NARROWING.iter().any(|name| next.get(name).is_some());
        match (is_filtered, next.get("fiscal_year")) {
            (true, None) => {
                let year = session.year.get_untracked().to_string();
                next.replace("fiscal_year", year);
            }
            // With the last of them goes the year that came with them.
            (false, Some(year)) if year != ALL_YEARS && NARROWING.contains(&name) => {
                next.remove("fiscal_year");
            }
            _ => {}
        }
        let address = format!("{}{}", super::list_address(kind), next.to_query_string());
        navigate(
            &address,
            NavigateOptions {
                scroll: false,
                ..Default::default()
            },
        );
    })
}

/// The list of a kind.
#[component]
fn ListPage(kind: Kind) -> impl IntoView {
    let session = session();
    if !session.can_read(kind) {
        return crate::components::states::not_permitted(kind.to(Operation::Read));
    }
    let query = use_query_map();
    begin_list();
    follow_year(query, kind);
    Effect::new(move |_| note_list(kind, query.with(ParamsMap::to_query_string)));
    let change = change(query, kind);
    let answer: Answer<Page<DocumentHeader>> = LocalResource::new(move || {
        let query = query.get();
        let year = session.year.get();
        async move { ask(kind, &query, year).await }
    });
    Effect::new(move |_| {
        page_title(kind.name());
    });
    let may_make = session.can_begin(kind);
    if may_make {
        let navigate = use_navigate();
        shortcuts().bind(shortcuts::NEW, words::KEY_NEW, move || {
            navigate(&new_address(kind), Default::default());
        });
    }
    let create = move || {
        may_make.then(|| {
            view! {
                <a class="button primary" href=new_address(kind)>
                    {icon(Icon::Plus)}
                    {t(general::CREATE_NEW)}
                    <kbd>"Alt+N"</kbd>
                </a>
            }
        })
    };
    let file = move |ending: &str, whole: bool| {
        let year = session.year.get_untracked();
        query.with_untracked(|query| file(kind, query, year, ending, whole))
    };
    let table = shown(answer, move |page| {
        let go = Callback::new(move |page: u32| change.run(("page", page.to_string())));
        if page.items.is_empty() {
            let nothing = || nothing(kind, &query.get(), may_make);
            return beyond(&page, go).unwrap_or_else(nothing);
        }
        view! {
            {table(&page.items, change, &query.get())}
            {pagination(&page, go)}
        }
        .into_any()
    });
    view! {
        <section class="page">
            <div class="page-head">
                <h1 id="page-title" tabindex="-1">{move || kind.name()}</h1>
                <div class="page-tools">{take_home_pages(file)}{create}</div>
            </div>
            <Filters kind=kind query=query change=change/>
            {table}
        </section>
    }
    .into_any()
}

/// Another year chosen above is the year of the list, too, whatever the address said.
fn follow_year(query: Memo<ParamsMap>, kind: Kind) {
    let (navigate, session) = (use_navigate(), session());
    Effect::new(move |before: Option<FiscalYear>| {
        let now = session.year.get();
        let mut next = query.get_untracked();
        if before.is_some_and(|before| before != now) && next.get("fiscal_year").is_some() {
            next.replace("fiscal_year", now.to_string());
            next.remove("page");
            let address = format!("{}{}", super::list_address(kind), next.to_query_string());
            navigate(&address, NavigateOptions::default());
        }
        now
    });
}

async fn ask(
    kind: Kind,
    query: &ParamsMap,
    year: FiscalYear,
) -> Result<Page<DocumentHeader>, api::Failure> {
    let filters = asked(query, year);
    let filters = filters.iter().map(|(name, value)| (*name, value.as_str()));
    api::documents::list(kind, &filters.collect::<Vec<_>>()).await
}

/// Where a file of the list is.
fn file(kind: Kind, query: &ParamsMap, year: FiscalYear, ending: &str, whole: bool) -> String {
    let mut filters = asked(query, year);
    let page = filters.iter_mut().find(|(name, _)| *name == "page");
    if let Some((_, page)) = page {
        *page = page_of_file(whole, page);
    }
    let filters = filters.iter().map(|(name, value)| (*name, value.as_str()));
    let path = format!("/{}", spec(kind).path);
    api::table_file(&path, ending, &filters.collect::<Vec<_>>())
}

/// What the address asks for.
fn asked(query: &ParamsMap, year: FiscalYear) -> Vec<(&'static str, String)> {
    let year = year.to_string();
    let value = |name: &str| query.get(name).unwrap_or_default();
    let mut filters: Vec<(&'static str, String)> =
        FILTERS.iter().map(|name| (*name, value(name))).collect();
    for (name, value) in &mut filters {
        match (*name, value.as_str()) {
            ("fiscal_year", "") => value.clone_from(&year),
            ("fiscal_year", ALL_YEARS) => value.clear(),
            ("page", _) => *value = page_asked(std::mem::take(value)),
            _ => {}
        }
    }
    filters
}

/// What narrows the list down.
#[component]
fn Filters(
    kind: Kind,
    query: Memo<ParamsMap>,
    change: Callback<(&'static str, String)>,
) -> impl IntoView {
    provide_context(FormState::new(Signal::stored(true)));
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
        let words = Text::of(kind.spec().standing(*status));
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
fn sorting(
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

fn table(
    rows: &[DocumentHeader],
    change: Callback<(&'static str, String)>,
    query: &ParamsMap,
) -> AnyView {
    let sort = query.get("sort").unwrap_or_default();
    let standing = rows.iter().filter(|row| row.status != Status::Cancelled);
    let sum: Money = standing.map(|row| row.amount).sum();
    let lines = rows.iter().cloned().map(line).collect_view();
    view! {
        <div class="scroll tall" on:keydown=|event| move_between_rows(&event)>
            <table class="list cards">
                <caption class="sr">{t(general::PAGE_LIST_HINT)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(general::NUMBER)}</th>
                        {sorting(general::DATE, "", ("-day", "day"), &sort, change)}
                        {sorting(general::SUBJECT, "", ("title", "-title"), &sort, change)}
                        <th scope="col">{t(general::STATUS)}</th>
                        {sorting(general::AMOUNT, "amount", ("-amount", "amount"), &sort, change)}
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
                <tfoot>
                    <tr>
                        <th colspan="4" scope="row">{t(general::TOTAL_PAGE)}</th>
                        {amount_cell(sum)}
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// A document as a row that opens it.
pub fn line(row: DocumentHeader) -> AnyView {
    let entered_on = row.day();
    let named = row.clone();
    let name = move || name_in_list(&named);
    let party = row.party_name.clone().filter(|name| *name != row.title);
    let next = row.next_step.clone().map(|next| {
        let waits = move || {
            let roles: Vec<_> = next.roles.iter().map(|role| role.name()).collect();
            words::STEP_WAITS_FOR.with(&[("roles", &roles.join(", "))])
        };
        view! { <span class="small block">{waits}</span> }
    });
    let next = next.filter(|_| row.status == Status::Submitted);
    view! {
        <tr class="open-row">
            <td class="c-number">
                <a data-row="" data-last=begins_at(row.id).then_some("") href=address(&row)>
                    {name}
                </a>
            </td>
            <td class="date c-date">{move || day(entered_on)}</td>
            <td class="c-subject">
                {row.title.clone()}
                {party.map(|party| view! { <span class="small block">{party}</span> })}
            </td>
            <td class="c-status">{status_badge(&row)}{next}</td>
            {amount_cell(row.amount)}
        </tr>
    }
    .into_any()
}

/// Why the list is empty and what to do next.
fn nothing(kind: Kind, query: &ParamsMap, may_make: bool) -> AnyView {
    let filtered = NARROWING
        .iter()
        .any(|name| query.get(name).is_some_and(|value| !value.is_empty()));
    if filtered {
        let text = query.get("q").filter(|text| !text.trim().is_empty());
        return view! {
            {nothing_filtered()}
            {text.map(elsewhere)}
        }
        .into_any();
    }
    let why = general::EMPTY_KIND.with(&[("kind", kind.name())]);
    if !may_make {
        return empty(why, general::EMPTY_KIND_READER.now(), None);
    }
    let create = view! {
        <a class="button primary" href=new_address(kind)>
            {icon(Icon::Plus)}
            {t(general::CREATE_NEW)}
        </a>
    };
    empty(
        why,
        general::EMPTY_KIND_MAKER.now(),
        Some(create.into_any()),
    )
}
