//! The title of the tab: what page it is, and before it how much waits.

use leptos::prelude::*;
use std::cell::{Cell, RefCell};

use crate::text::general;

thread_local! {
    static PAGE: RefCell<String> = RefCell::default();
    static WAITING: Cell<i64> = const { Cell::new(0) };
}

/// Names the page.
pub fn page_title(page: &str) {
    let page = format!("{page} · {}", general::APP_SHORT.now());
    PAGE.with_borrow_mut(|own| *own = page);
    show();
}

/// Says how much waits.
pub fn waiting(count: i64) {
    WAITING.set(count);
    show();
}

fn show() {
    // What waits may be heard of before the first page has said its name: the application's stays.
    PAGE.with_borrow(|page| {
        if !page.is_empty() {
            document().set_title(&badged(page, WAITING.get()));
        }
    });
}

fn badged(page: &str, waiting: i64) -> String {
    match waiting {
        0 => page.to_owned(),
        count => format!("({count}) {page}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_stands_before_the_page() {
        assert_eq!(badged("งานวันนี้", 0), "งานวันนี้");
        assert_eq!(badged("งานวันนี้", 3), "(3) งานวันนี้");
    }
}
