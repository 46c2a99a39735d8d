//! Going through the pages of a list.

use crate::components::states::empty;
use crate::text::{general, t};
use leptos::prelude::*;
use shared::page::Page;

/// How many pages so many rows make; an empty list has one.
fn pages(total: i64, per_page: u32) -> u32 {
    let rows = u32::try_from(total).unwrap_or(u32::MAX);
    rows.div_ceil(per_page.max(1)).max(1)
}

/// The page an address asks for, as the API takes it: what is no page is the first.
pub fn page_asked(text: String) -> String {
    match text.parse::<u32>() {
        Ok(1..) => text,
        _ => String::new(),
    }
}

/// The bar below a list; `go` is given the page wanted.
pub fn pagination<T>(page: &Page<T>, go: Callback<u32>) -> AnyView {
    pages_bar((page.page, page.per_page), (page.total, page.more), go)
}

/// The same for a page with other things on it: which page of how many rows, and of how many rows in
/// all, or of more than those.
pub fn pages_bar(
    (page, per_page): (u32, u32),
    (total, more): (i64, bool),
    go: Callback<u32>,
) -> AnyView {
    let pages = pages(total, per_page);
    let found = total.to_string();
    let found_text = match more {
        true => general::ROWS_FOUND_MORE,
        false => general::ROWS_FOUND,
    };
    let place_text = match more {
        true => general::PAGE_OF_MORE,
        false => general::PAGE_OF,
    };
    let place = move || {
        let (page, pages) = (page.to_string(), pages.to_string());
        place_text.with(&[("page", &page), ("pages", &pages)])
    };
    let buttons = (pages > 1 || more).then(|| {
        let (first, last) = (page <= 1, page >= pages && !more);
        view! {
            <button
                type="button"
                class="button"
                id="page-previous"
                disabled=first
                on:click=move |_| go.run(page - 1)
            >
                {t(general::PREVIOUS)}
            </button>
            <span>{place}</span>
            <button
                type="button"
                class="button"
                id="page-next"
                disabled=last
                on:click=move |_| go.run(page + 1)
            >
                {t(general::NEXT)}
            </button>
        }
    });
    view! {
        <nav class="pages" aria-label=t(general::PAGING)>
            <span class="found">{move || found_text.with(&[("n", &found)])}</span>
            {buttons}
        </nav>
    }
    .into_any()
}

/// What to say when the page asked for lies beyond the last, with the way to the last; nothing
/// when the list has no rows at all.
pub fn beyond<T>(page: &Page<T>, go: Callback<u32>) -> Option<AnyView> {
    beyond_last(page.page, page.per_page, page.total, go)
}

/// The same for a page with other things on it.
pub fn beyond_last(page: u32, per_page: u32, total: i64, go: Callback<u32>) -> Option<AnyView> {
    let last = pages(total, per_page);
    if total == 0 || page <= last {
        return None;
    }
    let why = general::NO_SUCH_PAGE.with(&[("page", &page.to_string())]);
    let (n, pages) = (total.to_string(), last.to_string());
    let next = general::NO_SUCH_PAGE_NEXT.with(&[("n", &n), ("pages", &pages)]);
    let button = view! {
        <button type="button" class="button primary" on:click=move |_| go.run(last)>
            {t(general::GO_LAST_PAGE)}
        </button>
    };
    Some(empty(why, next, Some(button.into_any())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_counted_to_the_last_row() {
        let counted: Vec<u32> = [0, 1, 50, 51, 100, 101]
            .map(|rows| pages(rows, 50))
            .to_vec();
        assert_eq!(counted, [1, 1, 1, 2, 2, 3]);
    }

    #[test]
    fn what_is_no_page_is_the_first() {
        for text in ["", "0", "-1", "x", "1.5"] {
            assert_eq!(page_asked(text.to_owned()), "");
        }
        assert_eq!(page_asked("9".to_owned()), "9");
    }
}
