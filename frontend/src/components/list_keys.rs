//! Arrow keys and Enter in tables whose rows open something.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// Moves the focus between the links marked `data-row` of the table the key was pressed in; Enter
/// on a link is the browser's own.
pub fn move_between_rows(event: &ev::KeyboardEvent) {
    let step = match event.code().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    let Some(table) = event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
    else {
        return;
    };
    let Ok(links) = table.query_selector_all("a[data-row]") else {
        return;
    };
    let active = document().active_element();
    let current = (0..links.length())
        .find(|at| links.item(*at).as_ref() == active.as_ref().map(AsRef::as_ref));
    let next = match current {
        None => 0,
        Some(at) if step > 0 => (at + 1).min(links.length().saturating_sub(1)),
        Some(at) => at.saturating_sub(1),
    };
    let link = links
        .item(next)
        .and_then(|node| node.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(link) = link {
        event.prevent_default();
        let _ = link.focus();
    }
}
