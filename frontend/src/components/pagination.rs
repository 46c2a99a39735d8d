//! Going through the pages of a list.

use crate::text::{general, t};
use leptos::prelude::*;

/// The bar below a list; `go` is given the page wanted.
pub fn pagination(page: u32, per_page: u32, total: i64, go: Callback<u32>) -> AnyView {
    let rows = u32::try_from(total).unwrap_or(u32::MAX);
    let pages = rows.div_ceil(per_page.max(1)).max(1);
    let found = rows.to_string();
    let place = move || {
        let (page, pages) = (page.to_string(), pages.to_string());
        general::PAGE_OF.with(&[("page", &page), ("pages", &pages)])
    };
    let buttons = (pages > 1).then(|| {
        view! {
            <button
                type="button"
                class="button"
                disabled={page <= 1}
                on:click=move |_| go.run(page - 1)
            >
                {t(general::PREVIOUS)}
            </button>
            <span>{place}</span>
            <button
                type="button"
                class="button"
                disabled={page >= pages}
                on:click=move |_| go.run(page + 1)
            >
                {t(general::NEXT)}
            </button>
        }
    });
    view! {
        <nav class="pages" aria-label=t(general::PAGING)>
            <span class="found">{move || general::ROWS_FOUND.with(&[("n", &found)])}</span>
            {buttons}
        </nav>
    }
    .into_any()
}
