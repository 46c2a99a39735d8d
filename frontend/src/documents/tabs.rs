//! Which drafts are open in a tab of this browser (Web Locks: a lock ends with its tab, also when
//! the tab is killed). A browser without locks knows of no other tab.

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::*;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use shared::DocumentId;
use wasm_bindgen_futures::JsFuture;

/// The name of the lock of a draft.
pub fn name(id: DocumentId) -> String {
    format!("laas.draft.{id}")
}

/// A draft this tab works on, until it is let go.
pub struct Hold(Function);

impl Hold {
    /// Says so to the other tabs.
    pub fn new(id: DocumentId) -> Option<Hold> {
        let (locks, request) = locks("request")?;
        let mut end = None;
        let until = Promise::new(&mut |resolve, _| end = Some(resolve));
        let work = Closure::once_into_js(move || JsValue::from(until));
        request.call2(&locks, &name(id).into(), &work).ok()?;
        end.map(Hold)
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        // The lock ends with its promise.
        let _ = self.0.call0(&JsValue::NULL);
    }
}

/// The names of the locks of all tabs.
pub async fn held() -> Vec<String> {
    asked().await.unwrap_or_default()
}

async fn asked() -> Option<Vec<String>> {
    let (locks, query) = locks("query")?;
    let promise: Promise = query.call0(&locks).ok()?.dyn_into().ok()?;
    let snapshot = JsFuture::from(promise).await.ok()?;
    let held: Array = part(&snapshot, "held")?.dyn_into().ok()?;
    let names = held
        .iter()
        .filter_map(|lock| part(&lock, "name")?.as_string());
    Some(names.collect())
}

/// The lock manager and one of its functions.
fn locks(function: &str) -> Option<(JsValue, Function)> {
    let locks = part(&window().navigator(), "locks")?;
    let function = part(&locks, function)?.dyn_into().ok()?;
    Some((locks, function))
}

fn part(of: &JsValue, name: &str) -> Option<JsValue> {
    let part = Reflect::get(of, &name.into()).ok()?;
    (!part.is_undefined()).then_some(part)
}
