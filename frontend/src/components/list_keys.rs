//! Keys in tables whose rows open something: arrows, Home and End move, Enter opens, and where rows can
//! be selected Space, Shift with an arrow, Ctrl+A and Esc do so. A page is come to at its title: from there ↓
//! leads to the first row.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::selection::Selection;

const TITLE: &str = "page-title";
const FIRST_ROW: &str = "#content a[data-row]";

/// Leads from the title of a page to its first row, for as long as the caller's part of the page lives.
pub fn watch() {
    let handle = window_event_listener(ev::keydown, |event| {
        let has_other =
            event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key();
        let title = document().active_element();
        if event.code() != "ArrowDown" || has_other || title.is_none_or(|one| one.id() != TITLE) {
            return;
        }
        let row = document().query_selector(FIRST_ROW).ok().flatten();
        if let Some(row) = row.and_then(|row| row.dyn_into::<HtmlElement>().ok()) {
            event.prevent_default();
            let _ = row.focus();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Moves the focus between the links marked `data-row` of the table the key was pressed in; Enter
/// on a link is the browser's own.
pub fn move_between_rows(event: &ev::KeyboardEvent) {
    let links = links_of(event);
    if let Some(to) = target(event, &links) {
        event.prevent_default();
        let _ = to.focus();
    }
}

/// The same in a table whose rows can be selected.
pub fn move_and_select(event: &ev::KeyboardEvent, selection: Selection) {
    let links = links_of(event);
    let rows: Vec<String> = links.iter().filter_map(row_of).collect();
    let here = current(&links).and_then(|at| rows.get(at));
    let has_ctrl = event.ctrl_key() || event.meta_key();
    match (event.code().as_str(), has_ctrl, here) {
        ("Space", false, Some(here)) => selection.toggle(here),
        ("KeyA", true, _) => selection.all(&rows),
        ("Escape", ..) => return selection.clear(),
        _ => {
            let Some(to) = target(event, &links) else {
                return;
            };
            match (event.shift_key(), here, row_of(&to)) {
                (true, Some(here), Some(row)) => selection.reach(&rows, here, &row),
                (_, _, Some(row)) => selection.begins_at(&row),
                _ => {}
            }
            let _ = to.focus();
        }
    }
    event.prevent_default();
}

/// The row that a key leads to.
fn target(event: &ev::KeyboardEvent, links: &[HtmlElement]) -> Option<HtmlElement> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    let last = links.len().saturating_sub(1);
    let at = match (event.code().as_str(), current(links)) {
        ("ArrowDown" | "ArrowUp", None) | ("Home", _) => 0,
        ("ArrowDown", Some(at)) => (at + 1).min(last),
        ("ArrowUp", Some(at)) => at.saturating_sub(1),
        ("End", _) => last,
        _ => return None,
    };
    links.get(at).cloned()
}

fn row_of(link: &HtmlElement) -> Option<String> {
    link.get_attribute("data-row").filter(|row| !row.is_empty())
}

fn current(links: &[HtmlElement]) -> Option<usize> {
    let active = document().active_element()?;
    links.iter().position(|link| **link == active)
}

fn links_of(event: &ev::KeyboardEvent) -> Vec<HtmlElement> {
    let table = event
        .current_target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let found = table.and_then(|table| table.query_selector_all("a[data-row]").ok());
    let Some(found) = found else {
        return Vec::new();
    };
    let link = |at| found.item(at)?.dyn_into().ok();
    (0..found.length()).filter_map(link).collect()
}
