//! What was looked for from the top bar: documents of every kind the person may see.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::document::{DocumentHeader, Kind};
use shared::page::Page;

use super::list_address;
use super::list_page::line;
use crate::api::{self, Failure};
use crate::components::list_keys::move_between_rows;
use crate::components::states::{Answer, empty_text, loading, refused};
use crate::session::session;
use crate::text::{Named, document as words, general, t};

/// Rows shown of each kind; its own list has the rest.
const OF_EACH: &str = "10";

/// The page `/search?q=`, over all fiscal years.
#[component]
pub fn SearchPage() -> impl IntoView {
    let query = use_query_map();
    let wanted = Memo::new(move |_| query.with(|query| query.get("q").unwrap_or_default()));
    // All are asked at once.
    let answers: Vec<(Kind, Answer<Page<DocumentHeader>>)> = Kind::by_menu()
        .into_iter()
        .filter(|kind| session().can_read(*kind))
        .map(|kind| (kind, LocalResource::new(move || ask(kind, wanted.get()))))
        .collect();
    Effect::new(move |_| {
        let app = general::APP_SHORT.now();
        document().set_title(&format!("{} · {app}", words::SEARCH_TITLE.now()));
    });
    let heading = move || words::SEARCH_FOR.with(&[("text", &wanted.get())]);
    let found = move || {
        let mut groups = Vec::new();
        for (kind, answer) in &answers {
            match answer.get() {
                None => return loading(),
                Some(Err(failure)) => return refused(&failure, None),
                Some(Ok(page)) if page.items.is_empty() => {}
                Some(Ok(page)) => groups.push(group(*kind, &page, &wanted.get())),
            }
        }
        if groups.is_empty() {
            return empty_text(words::SEARCH_NONE, words::SEARCH_NONE_NEXT);
        }
        view! { <div on:keydown=|event| move_between_rows(&event)>{groups}</div> }.into_any()
    };
    view! {
        <section class="page">
            <div class="page-head">
                <h1 id="page-title" tabindex="-1">{heading}</h1>
            </div>
            {found}
        </section>
    }
    .into_any()
}

async fn ask(kind: Kind, text: String) -> Result<Page<DocumentHeader>, Failure> {
    api::documents::list(kind, &[("q", &text), ("per_page", OF_EACH)]).await
}

fn group(kind: Kind, page: &Page<DocumentHeader>, text: &str) -> AnyView {
    let shown = i64::try_from(page.items.len()).unwrap_or_default();
    let all = (page.total > shown).then(|| {
        let address = format!("{}{}", list_address(kind), api::query(&[("q", text)]));
        let count = page.total.to_string();
        let label = move || words::SEARCH_ALL.with(&[("n", &count)]);
        view! { <p><a href=address>{label}</a></p> }
    });
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
                <tbody>{page.items.iter().cloned().map(line).collect_view()}</tbody>
            </table>
            {all}
        </section>
    }
    .into_any()
}
