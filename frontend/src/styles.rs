//! How the pages behind the log-in look: a sheet of its own, for which the log-in does not wait.

use js_sys::Promise;
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen_futures::JsFuture;

thread_local! {
    // The one that was asked for, by whoever was first.
    static COMING: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// The sheet, once it is here; false where it does not come. After that it is asked for anew.
pub async fn come() -> bool {
    let coming = COMING.with_borrow_mut(|coming| {
        if coming.is_none() {
            *coming = asked();
        }
        coming.clone()
    });
    let Some(coming) = coming else { return false };
    let is_here = JsFuture::from(coming).await.is_ok();
    if !is_here {
        COMING.set(None);
    }
    is_here
}

/// Puts a link to the sheet into the head; kept, or refused, with what the browser says of it.
fn asked() -> Option<Promise> {
    let named = document().query_selector("meta[name=pages-style]");
    let address = named.ok().flatten()?.get_attribute("content")?;
    let link = document().create_element("link").ok()?;
    link.set_attribute("rel", "stylesheet").ok()?;
    link.set_attribute("href", &address).ok()?;
    let head = document().head()?;
    Some(Promise::new(&mut |kept, refused| {
        // Only fails for a listener that cannot be.
        let _ = link.add_event_listener_with_callback("load", &kept);
        let _ = link.add_event_listener_with_callback("error", &refused);
        let _ = head.append_child(&link);
    }))
}
