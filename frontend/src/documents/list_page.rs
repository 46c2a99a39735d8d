//! One list for documents of any kind; the address holds filters and page.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use leptos_router::params::ParamsMap;
use shared::document::{DocumentHeader, Kind, Status, spec};
use shared::page::Page;
use shared::permission::Operation;
use shared::{FiscalYear, Money};

use super::batch::Batch;
use super::found::elsewhere;
use super::list_filters::{NARROWING, filters, sorting};
use super::list_view::ListView;
use super::neighbours::note_rows;
use super::returning::{begin_list, begins_at, note_list};
use super::{address, name_in_list, new_address, status_badge};
use crate::api;
use crate::components::icon::{Icon, icon};
use crate::components::list_keys::move_and_select;
use crate::components::pagination::{beyond, page_asked, pagination};
use crate::components::selection::{Selection, pick_box, said_of};
use crate::components::shortcuts::{self, shortcuts};
use crate::components::states::{Answer, empty, nothing_filtered, shown};
use crate::components::table::{amount_cell, day};
use crate::components::take_home::{page_of_file, take_home_pages};
use crate::components::title::page_title;
use crate::session::session;
use crate::text::{Named, document as words, form as form_words, general, t};

/// Parameters of the API that the address carries through.
const FILTERS: [&str; 14] = [
    "q",
    "status",
    "fiscal_year",
    "department_id",
    "from",
    "to",
    "party",
    "amount_from",
    "amount_to",
    "fund",
    "person",
    "sort",
    "page",
    "is_free",
];

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
    let selection = Selection::new();
    // Other rows are shown: what was selected is not among them.
    Effect::new(move |_| {
        query.track();
        selection.clear();
    });
    let done = Callback::new(move |()| {
        selection.clear();
        answer.refetch();
    });
    let look = Look {
        view: ListView::of(kind),
        selection,
        batch: Batch::new(done),
    };
    let table = shown(answer, move |page| {
        note_rows(page.items.iter());
        let go = Callback::new(move |page: u32| change.run(("page", page.to_string())));
        if page.items.is_empty() {
            let nothing = || nothing(kind, &query.get(), may_make);
            return beyond(&page, go).unwrap_or_else(nothing);
        }
        view! {
            {table(&page.items, change, &query.get(), look)}
            {picked_bar(page.items.clone(), look)}
            {pagination(&page, go)}
        }
        .into_any()
    });
    view! {
        <section class="page">
            <div class="page-head">
                <h1 id="page-title" tabindex="-1">{move || kind.name()}</h1>
                <div class="page-tools">{look.view.tools(query)}{take_home_pages(file)}{create}</div>
            </div>
            {filters(kind, query, change)}
            {table}
            {look.batch.dialog()}
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

/// How the list looks, what is selected of it, and what can be done to that.
#[derive(Clone, Copy)]
struct Look {
    view: ListView,
    selection: Selection,
    batch: Batch,
}

fn table(
    rows: &[DocumentHeader],
    change: Callback<(&'static str, String)>,
    query: &ParamsMap,
    look: Look,
) -> AnyView {
    let sort = query.get("sort").unwrap_or_default();
    let standing = rows.iter().filter(|row| row.status != Status::Cancelled);
    let sum: Money = standing.map(|row| row.amount).sum();
    let Look {
        view, selection, ..
    } = look;
    let lines = rows.iter().cloned().map(|row| row_of(row, Some(selection)));
    let lines = lines.collect_view();
    let keys = move |event| move_and_select(&event, selection);
    view! {
        <div class="scroll tall" on:keydown=keys>
            <table class=move || view.classes() role="grid" aria-multiselectable="true">
                <caption class="sr">{t(general::PAGE_LIST_HINT)}</caption>
                <colgroup>
                    <col/>
                    <col class="c-date"/>
                    <col class="c-subject" style:width=move || view.width()/>
                    <col class="c-status"/>
                    <col/>
                </colgroup>
                <thead>
                    <tr>
                        <th scope="col">{t(general::NUMBER)}</th>
                        {sorting(general::DATE, "c-date", ("-day", "day"), &sort, change)}
                        {sorting(general::SUBJECT, "c-subject", ("title", "-title"), &sort, change)}
                        <th scope="col" class="c-status">{t(general::STATUS)}</th>
                        {sorting(general::AMOUNT, "amount", ("-amount", "amount"), &sort, change)}
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
                <tfoot>
                    <tr>
                        <th colspan=move || view.before_amount() scope="row">
                            {t(general::TOTAL_PAGE)}
                        </th>
                        {amount_cell(sum)}
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// What is selected: how many, what they add up to, and what can be done to them at once.
fn picked_bar(rows: Vec<DocumentHeader>, look: Look) -> AnyView {
    let Look {
        selection, batch, ..
    } = look;
    let bar = move || {
        let is_picked = |row: &&DocumentHeader| selection.has(&row.id.to_string());
        let picked: Vec<_> = rows.iter().filter(is_picked).cloned().collect();
        let first = address(picked.first()?);
        let sum: Money = picked.iter().map(|row| row.amount).sum();
        let said = said_of(picked.len(), sum, form_words::PICKED);
        let buttons = batch.buttons(&picked);
        Some(view! {
            <strong>{said}</strong>
            {buttons}
            <a class="button" href=first on:click=move |_| note_rows(picked.iter())>
                {t(words::LOOK_THROUGH)}
            </a>
            <button type="button" class="button" on:click=move |_| selection.clear()>
                {t(words::UNPICK)}
            </button>
        })
    };
    view! { <div class="picked" role="status">{bar}</div> }.into_any()
}

/// A document as a row that opens it.
pub fn line(row: DocumentHeader) -> AnyView {
    row_of(row, None)
}

/// The same, with a box where rows can be selected.
fn row_of(row: DocumentHeader, selection: Option<Selection>) -> AnyView {
    let (of, entered_on) = (row.day(), row.entered_on);
    let named = row.clone();
    let name = Signal::derive(move || name_in_list(&named));
    let party = row.party_name.clone().filter(|name| *name != row.title);
    let next = row.next_step.clone().map(|next| {
        let waits = move || {
            let roles: Vec<_> = next.roles.iter().map(|role| role.name()).collect();
            words::STEP_WAITS_FOR.with(&[("roles", &roles.join(", "))])
        };
        view! { <span class="small block">{waits}</span> }
    });
    let next = next.filter(|_| row.status == Status::Submitted);
    // The day it is of, and the day it was entered where that is another one.
    let entered = (of != entered_on).then(|| {
        let said = move || words::ENTERED_SHORT.with(&[("day", &day(entered_on))]);
        view! { <span class="small block">{said}</span> }
    });
    let id = row.id.to_string();
    let picked = id.clone();
    let is_picked = move || selection.map(|selection| selection.has(&picked).to_string());
    let pick = selection.map(|selection| pick_box(selection, id.clone(), name));
    let last = begins_at(row.id).then_some("");
    view! {
        <tr class="open-row" aria-selected=is_picked>
            <td class="c-number">
                {pick}
                <a data-row=id data-last=last href=address(&row)>{move || name.get()}</a>
            </td>
            <td class="date c-date">{move || day(of)}{entered}</td>
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
