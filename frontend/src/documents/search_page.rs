//! What was looked for from the top bar: documents of every kind the person may see.

use leptos::prelude::*;
use shared::document::{DocumentHeader, Kind};
use shared::page::Page;

use super::list_address;
use super::list_page::{ALL_YEARS, line};
use super::returning::begin_list;
use crate::api;
use crate::components::list_keys::move_between_rows;
use crate::components::pagination::{beyond, page_asked, pagination};
use crate::components::states::{Answer, empty_text, shown};
use crate::components::take_home::{page_of_file, take_home_pages};
use crate::components::title::page_title;
use crate::reports::period::Address;
use crate::text::{Named, document as words, general, t};

/// The page `/search?q=`, over all fiscal years.
#[component]
pub fn SearchPage() -> impl IntoView {
    let address = Address::here();
    begin_list();
    let wanted = Memo::new(move |_| address.get("q"));
    let answer: Answer<Page<DocumentHeader>> = LocalResource::new(move || {
        let (text, page) = (wanted.get(), page_asked(address.get("page")));
        async move { api::documents::of_all_kinds(&[("q", &text), ("page", &page)]).await }
    });
    let go = Callback::new(move |page: u32| address.set("page", page.to_string()));
    Effect::new(move |_| {
        page_title(words::SEARCH_TITLE.now());
    });
    let heading = move || words::SEARCH_FOR.with(&[("text", &wanted.get())]);
    let file = move |ending: &str, whole: bool| {
        let page = page_of_file(whole, &address.get("page"));
        api::table_file(
            "/documents",
            ending,
            &[("q", &wanted.get_untracked()), ("page", &page)],
        )
    };
    let found = shown(answer, move |page| {
        if page.items.is_empty() {
            let none = || empty_text(words::SEARCH_NONE, words::SEARCH_NONE_NEXT);
            return beyond(&page, go).unwrap_or_else(none);
        }
        let goes_on = page.more || page.total > i64::from(page.per_page);
        let groups = Kind::by_menu().into_iter().filter_map(|kind| {
            let rows: Vec<_> = page.items.iter().filter(|row| row.kind == kind).collect();
            (!rows.is_empty()).then(|| group(kind, &rows, goes_on, &wanted.get()))
        });
        view! {
            <div on:keydown=|event| move_between_rows(&event)>{groups.collect_view()}</div>
            {pagination(&page, go)}
        }
        .into_any()
    });
    view! {
        <section class="page">
            <div class="page-head">
                <h1 id="page-title" tabindex="-1">{heading}</h1>
                {take_home_pages(file)}
            </div>
            {found}
        </section>
    }
    .into_any()
}

/// The documents of a kind on this page; where there are other pages, its own list has all of them.
fn group(kind: Kind, rows: &[&DocumentHeader], goes_on: bool, text: &str) -> AnyView {
    let all = goes_on.then(|| {
        let query = api::query(&[("q", text), ("fiscal_year", ALL_YEARS)]);
        let address = format!("{}{query}", list_address(kind));
        let label = move || words::SEARCH_ALL.with(&[("kind", kind.name())]);
        view! { <p><a href=address>{label}</a></p> }
    });
    let lines = rows.iter().map(|row| line((*row).clone())).collect_view();
    view! {
        <section class="card">
            <h2>{move || kind.name()}</h2>
            <table class="list cards">
                <thead class="sr">
                    <tr>
                        <th scope="col">{t(general::NUMBER)}</th>
                        <th scope="col">{t(general::DATE)}</th>
                        <th scope="col">{t(general::SUBJECT)}</th>
                        <th scope="col">{t(general::STATUS)}</th>
                        <th scope="col">{t(general::AMOUNT)}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
            {all}
        </section>
    }
    .into_any()
}
