//! What all documents show at the top: what it is, where it stands, how much.

use leptos::prelude::*;
use shared::document::{DocumentHeader, Kind, Status};
use shared::{DocumentId, Money};

use super::lookups::lookups;
use super::{address, draft_badge, reference, status_badge};
use crate::api;
use crate::components::table::day;
use crate::text::{Named, Text, document as words, general, t};

/// The card; `header` is none while the draft is new.
pub fn header_card(
    kind: Kind,
    header: RwSignal<Option<DocumentHeader>>,
    amount: Signal<Money>,
) -> AnyView {
    let title = move || match header.get() {
        Some(header) => match super::number_of(&header) {
            Some(number) => format!("{} {number}", kind.name()),
            None => kind.name().to_owned(),
        },
        None => words::NEW_OF.with(&[("kind", kind.name())]),
    };
    let status =
        move || header.with(|header| header.as_ref().map_or_else(draft_badge, status_badge));
    let shown = move || {
        let live = amount.get();
        let stored = header.with(|header| header.as_ref().map(|header| header.amount));
        // Kinds whose amount only the server knows show the server's, and nothing before that.
        let amount = if live.is_zero() { stored } else { Some(live) };
        amount.map(|amount| {
            view! { <span class="big">{amount.grouped()}</span>" "{t(general::BAHT)} }
        })
    };
    let facts = move || header.get().map(facts);
    view! {
        <div class="document-head">
            <div>
                <h1 id="page-title" tabindex="-1">{title}</h1>
                <div class="under-title">{status}{facts}</div>
            </div>
            <p class="document-amount">{shown}</p>
        </div>
    }
    .into_any()
}

fn fact(label: Text, value: impl IntoView + 'static) -> AnyView {
    view! { <span class="fact"><span class="small">{t(label)}</span>" "{value}</span> }.into_any()
}

fn facts(header: DocumentHeader) -> AnyView {
    let numbers = header.numbers.clone().into_iter().map(|number| {
        let series = number.series;
        view! {
            <span class="fact">
                <span class="small">{move || series.name()}</span>
                " "
                <span class="number">{number.text}</span>
            </span>
        }
    });
    let numbers = (header.numbers.len() > 1).then(|| numbers.collect_view());
    let (entered_on, document_on) = (header.entered_on, header.document_on);
    let department = header
        .department_id
        .map(|id| fact(words::DEPARTMENT, move || lookups().department_name(id)));
    let party = header
        .party_name
        .clone()
        .map(|name| view! { <span class="fact">{name}</span> });
    let has_none = header.status == Status::Draft && header.numbers.is_empty();
    let no_number =
        has_none.then(|| view! { <span class="fact small">{t(words::DRAFT_NO_NUMBER)}</span> });
    view! {
        {party}
        {numbers}
        {no_number}
        {department}
        {document_on.map(|on| fact(words::DOCUMENT_ON, move || day(on)))}
        {fact(words::ENTERED_ON, move || day(entered_on))}
        {fact(general::FISCAL_YEAR, header.fiscal_year.to_string())}
        {header.taken_by.map(taken_by)}
    }
    .into_any()
}

/// The document that has taken this one, with a link.
fn taken_by(id: DocumentId) -> AnyView {
    let taker = LocalResource::new(move || api::documents::header(id));
    let link = move || match taker.get() {
        Some(Ok(taker)) => view! { <a href=address(&taker)>{reference(&taker)}</a> }.into_any(),
        _ => ().into_any(),
    };
    fact(words::TAKEN_BY, link)
}
