//! A document that a search found: how it is named, and where a list has nothing but another one has.

use leptos::prelude::*;
use shared::search::{Found, FoundDocument};

use super::{address, name_in_list};
use crate::api;
use crate::components::table::{amount, day};
use crate::text::{Named, t, texts};

texts! {
    ELSEWHERE =
        "ไม่พบตามตัวกรองนี้ แต่ค้นทั้งระบบพบ", "Not with these filters, but in all there is";
}

/// Kind and number, after what it was found by where that is another number on it.
pub fn label(found: &FoundDocument) -> String {
    let kind = found.header.kind.name();
    let number = name_in_list(&found.header);
    let other = found.said.as_ref().filter(|said| **said != number);
    match other {
        Some(said) => format!("{said} · {kind} {number}"),
        None => format!("{kind} {number}"),
    }
}

/// Day, amount and what it is about.
pub fn detail(found: &FoundDocument) -> String {
    let header = &found.header;
    let parts = [
        day(header.day()),
        amount(header.amount),
        header.title.clone(),
    ];
    parts.join(" · ")
}

/// What the search of everything finds for words that a list has not: of a neighbouring kind, of another
/// year, by a number written another way. Nothing while it has not answered, or finds nothing.
pub fn elsewhere(text: String) -> AnyView {
    let found = LocalResource::new(move || {
        let text = text.clone();
        // Without it the list still says that it has nothing.
        async move { api::documents::search(&text).await.unwrap_or_default() }
    });
    (move || {
        let Found { documents, .. } = found.get()?;
        let line = |found: &FoundDocument| {
            let (label, detail) = (label(found), detail(found));
            view! {
                <li>
                    <a class="any-length" href=address(&found.header)>{label}</a>
                    <span class="small block any-length">{detail}</span>
                </li>
            }
        };
        (!documents.is_empty()).then(|| {
            view! {
                <section class="card" role="status">
                    <h2>{t(ELSEWHERE)}</h2>
                    <ul class="found-list">{documents.iter().map(line).collect_view()}</ul>
                </section>
            }
        })
    })
    .into_any()
}
