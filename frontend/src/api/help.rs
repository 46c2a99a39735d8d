//! The articles of help: a file of the application like its styles, kept by the browser for ever.

use leptos::prelude::*;
use shared::help::Book;

use super::{Failure, decode, text_of};

/// Fetches them; the page names the file.
pub async fn book() -> Result<Book, Failure> {
    let named = document().query_selector("meta[name=help]").ok().flatten();
    let file = named.and_then(|named| named.get_attribute("content"));
    let file = file.ok_or(Failure::Unreadable)?;
    let answer = gloo_net::http::Request::get(&file).send().await;
    let answer = answer.map_err(|_| Failure::Unreachable)?;
    decode(&text_of(&answer).await?)
}
