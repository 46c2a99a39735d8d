//! Where the focus is: never nowhere (WCAG 2.4.3).
//!
//! Whatever has the focus takes it along when it leaves the page, and the next Tab begins at the
//! top of everything. So one watcher looks after every change of the page, whoever made it: a page
//! come to begins at its title, or at its first empty field where there is only one thing to do; a
//! part drawn anew gives the focus back to what stands in its place.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use std::cell::{Cell, RefCell};
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit};

/// Where the focus stays together with its neighbours.
const GROUPS: &str = ".grid, .toolbar, .filters, fieldset, form, .card, .actions";
const CONTROLS: &str = "input, select, textarea, button, a[href]";
/// Of a part of the page that begins with filling in.
const EMPTY_FIELDS: &str = "[data-begin] [aria-required=true]";
const TITLE: &str = "#page-title";
/// The row of a list from which one went, come back to it.
const LAST_ROW: &str = "#content [data-last]";
const CONTENT: &str = "#content";
/// What lies above the page and must be answered first.
const ABOVE: &str = ".lock, dialog[open]";

thread_local! {
    // What had the focus last, and what it stood in, innermost first.
    static LAST: RefCell<Vec<Element>> = RefCell::default();
    static ARRIVED: Cell<bool> = const { Cell::new(false) };
    static WAS_LOCKED: Cell<bool> = const { Cell::new(false) };
    static PENDING: Cell<bool> = const { Cell::new(false) };
}

/// Watches for as long as the application runs.
pub fn watch() {
    let _ = window_event_listener(ev::focusin, |event| {
        let target = event.target();
        if let Some(element) = target.and_then(|target| target.dyn_into::<Element>().ok()) {
            remember(element);
        }
    });
    let _ = window_event_listener(ev::focusout, |_| look_later());
    let changed = Closure::<dyn FnMut()>::new(look_later).into_js_value();
    let what = MutationObserverInit::new();
    what.set_child_list(true);
    what.set_subtree(true);
    let attributes = ["disabled", "hidden", "inert", "open"].map(JsValue::from);
    what.set_attribute_filter(&attributes.into_iter().collect::<js_sys::Array>());
    let observer = MutationObserver::new(changed.unchecked_ref()).ok();
    if let (Some(observer), Some(body)) = (observer, document().body()) {
        // Fails only for settings that contradict each other.
        let _ = observer.observe_with_options(&body, &what);
    }
    arrive();
}

/// A page is come to: the focus goes to where it begins, once it is drawn.
pub fn arrive() {
    ARRIVED.set(true);
    look_later();
}

fn remember(element: Element) {
    // Unlocked, the page goes on where it was.
    if element.closest(".lock").ok().flatten().is_some() {
        WAS_LOCKED.set(true);
        return;
    }
    let chain = std::iter::successors(Some(element), |one| one.parent_element());
    LAST.set(chain.collect());
}

/// After the next drawing, once for all changes until then.
fn look_later() {
    if !PENDING.replace(true) {
        request_animation_frame(|| {
            set_timeout(
                || {
                    PENDING.set(false);
                    look();
                },
                std::time::Duration::ZERO,
            );
        });
    }
}

fn look() {
    let body: Option<Element> = document().body().map(Into::into);
    // What is disabled has the focus in name only.
    let active = document()
        .active_element()
        .filter(|one| Some(one) != body.as_ref() && is_reached(one) && !is_disabled(one));
    let title = one(TITLE);
    if one("#content .loading").is_some() {
        // What comes next decides; until then the title says where one is.
        let inside = active.as_ref().is_some_and(is_content);
        if let (true, false, Some(title)) = (ARRIVED.get(), inside, title) {
            give(&title);
        }
        return;
    }
    if ARRIVED.replace(false) {
        let stays = active
            .as_ref()
            .is_some_and(|one| is_content(one) && title.as_ref() != Some(one));
        if !stays {
            begin();
        }
    } else if active.is_none() {
        find_again();
    }
}

/// The focus is lost, unless somebody laid it down by pressing on nothing.
fn find_again() {
    let last = LAST.with_borrow(Clone::clone);
    let Some(element) = last.first() else {
        return;
    };
    if is_usable(element) {
        if WAS_LOCKED.replace(false) {
            give(element);
        }
        return;
    }
    let same = Some(element.id()).filter(|id| !id.is_empty());
    let same = same.and_then(|id| document().get_element_by_id(&id));
    let group = last.iter().skip(1).find(|one| {
        one.is_connected() && one.matches(GROUPS).unwrap_or_default() && is_reached(one)
    });
    let near = || group.and_then(|group| first(group, CONTROLS));
    match same.filter(is_usable).or_else(near) {
        Some(found) => give(&found),
        None => begin(),
    }
}

/// The first empty field where something is to be filled in, unless it is out of sight and something
/// is to be read first; the title, or the page as a whole.
fn begin() {
    let above = one(ABOVE).and_then(|above| first(&above, CONTROLS));
    let empty = || {
        all(&document().document_element()?, EMPTY_FIELDS)
            .into_iter()
            .find(|field| is_usable(field) && is_empty(field))
            .filter(is_in_sight)
    };
    let row = || one(LAST_ROW).filter(is_usable);
    let page = || one(TITLE).or_else(|| one(CONTENT));
    if let Some(place) = above.or_else(row).or_else(empty).or_else(page) {
        give(&place);
    }
}

/// Puts the focus into the first field of the form that has nothing in it.
pub fn first_empty() {
    let form = one("#content form.form");
    let fields = form.map(|form| all(&form, "input[type=text], input:not([type]), textarea"));
    let mut fields = fields.into_iter().flatten();
    if let Some(field) = fields.find(|field| is_usable(field) && is_empty(field)) {
        give(&field);
    }
}

fn give(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

fn one(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

fn all(inside: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = inside.query_selector_all(selector) else {
        return Vec::new();
    };
    let element = |at| found.item(at)?.dyn_into().ok();
    (0..found.length()).filter_map(element).collect()
}

fn first(inside: &Element, selector: &str) -> Option<Element> {
    all(inside, selector).into_iter().find(is_usable)
}

/// Is it on the page, and not below what is above the page?
fn is_reached(element: &Element) -> bool {
    let inert = element.closest("[inert]").ok().flatten();
    element.is_connected() && inert.is_none()
}

fn is_usable(element: &Element) -> bool {
    let shown = element
        .dyn_ref::<HtmlElement>()
        .is_some_and(|one| one.offset_width() > 0 || one.offset_height() > 0);
    shown && is_reached(element) && !is_disabled(element)
}

fn is_in_sight(element: &Element) -> bool {
    let place = element.get_bounding_client_rect();
    let height = window().inner_height().ok();
    let height = height
        .and_then(|height| height.as_f64())
        .unwrap_or_default();
    place.top() >= 0.0 && place.bottom() <= height
}

fn is_disabled(element: &Element) -> bool {
    element.matches(":disabled").unwrap_or_default()
}

fn is_content(element: &Element) -> bool {
    let content = element.closest(CONTENT).ok().flatten();
    content.is_some_and(|content| content != *element)
}

fn is_empty(field: &Element) -> bool {
    if let Some(input) = field.dyn_ref::<web_sys::HtmlInputElement>() {
        return input.value().is_empty();
    }
    field
        .dyn_ref::<web_sys::HtmlTextAreaElement>()
        .is_some_and(|area| area.value().is_empty())
}
