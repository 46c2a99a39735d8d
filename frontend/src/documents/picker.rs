//! Choosing the documents that a document takes: receipts of a slip, requests of a payment.

use leptos::prelude::*;
use shared::document::{DocumentHeader, Kind, Status};
use shared::{DocumentId, Money};
use std::pin::Pin;

use super::{address, number_of};
use crate::api;
use crate::components::fields::{Bound, form_state, id_of};
use crate::components::states::{empty_text, shown};
use crate::components::table::{amount_cell, day};
use crate::text::{Text, document as document_words, form as words, general, t};

/// What is chosen from, and how it is called.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// Kinds of the documents.
    pub kinds: &'static [Kind],
    /// Where they must stand to be taken.
    pub status: Status,
    /// Name of the list.
    pub label: Text,
    /// When there are none: why, and what to do.
    pub empty: (Text, Text),
}

/// Finds free documents.
pub type Find = fn() -> Pin<Box<dyn Future<Output = Result<Vec<DocumentHeader>, api::Failure>>>>;

async fn free(source: Source) -> Result<Vec<DocumentHeader>, api::Failure> {
    let mut rows = Vec::new();
    for kind in source.kinds {
        rows.extend(api::documents::free(*kind, source.status).await?);
    }
    Ok(rows)
}

/// The free documents of a source and those chosen already.
pub async fn rows_of(
    source: Source,
    chosen: Vec<DocumentId>,
    editable: bool,
    find: Option<Find>,
) -> Result<Vec<DocumentHeader>, api::Failure> {
    let mut rows = match find {
        _ if !editable => Vec::new(),
        Some(find) => find().await?,
        None => free(source).await?,
    };
    let missing = |rows: &[DocumentHeader]| -> Vec<DocumentId> {
        let has = |id: &DocumentId| rows.iter().any(|row| row.id == *id);
        chosen.iter().copied().filter(|id| !has(id)).collect()
    };
    if !missing(&rows).is_empty() {
        // One list is cheaper than a call for each.
        let all = [("per_page", api::documents::ALL_AT_ONCE)];
        for kind in source.kinds {
            let wanted = missing(&rows);
            if !wanted.is_empty() {
                let recent = api::documents::list(*kind, &all).await?.items;
                rows.extend(recent.into_iter().filter(|row| wanted.contains(&row.id)));
            }
        }
    }
    for id in missing(&rows) {
        rows.push(api::documents::header(id).await?);
    }
    Ok(rows)
}

/// A table with a box in each row.
#[component]
pub fn DocumentPicker(
    /// What is chosen from.
    source: Source,
    /// What is chosen.
    bound: Bound<Vec<DocumentId>>,
    /// Choose everything in a new draft.
    #[prop(optional)]
    preselect: bool,
    /// Another way to find what is free than the list of the source.
    #[prop(optional)]
    find: Option<Find>,
) -> impl IntoView {
    let form = form_state();
    // What was chosen when the page opened; later changes need no new reading.
    let begun = bound.get_untracked();
    let answer = LocalResource::new(move || {
        let editable = form.editable.get();
        let mut wanted = bound.get_untracked();
        if wanted.is_empty() {
            wanted.clone_from(&begun);
        }
        async move { rows_of(source, wanted, editable, find).await }
    });
    Effect::new(move |done: Option<bool>| {
        let first = done != Some(true) && preselect && form.editable.get();
        match answer.get() {
            Some(Ok(rows)) if first && bound.get_untracked().is_empty() => {
                bound.set(rows.iter().map(|row| row.id).collect());
                true
            }
            Some(Ok(_)) => true,
            _ => done.unwrap_or(false),
        }
    });
    let path = bound.path();
    let id = id_of(&path);
    let table = shown(answer, move |rows| {
        if rows.is_empty() && form.editable.get() {
            return empty_text(source.empty.0, source.empty.1);
        }
        table(&rows, bound)
    });
    let error = move || form.error_at(&path);
    view! {
        <fieldset class="picker" id=id data-field=bound.path() tabindex="-1">
            <legend>{t(source.label)}</legend>
            {table}
            <p class="error">{error}</p>
        </fieldset>
    }
    .into_any()
}

fn table(rows: &[DocumentHeader], bound: Bound<Vec<DocumentId>>) -> AnyView {
    let form = form_state();
    let all: Vec<DocumentId> = rows.iter().map(|row| row.id).collect();
    let amounts: Vec<(DocumentId, Money)> = rows.iter().map(|row| (row.id, row.amount)).collect();
    let count = all.len();
    let whole = move || bound.get().len() == count && count > 0;
    let toggle_all = move |event| {
        let on = event_target_checked(&event);
        bound.set(if on { all.clone() } else { Vec::new() });
    };
    let toggle_all = Callback::new(toggle_all);
    let picked = move || {
        let chosen = bound.get();
        let sum: Money = amounts
            .iter()
            .filter(|(id, _)| chosen.contains(id))
            .map(|(_, amount)| *amount)
            .sum();
        let (n, amount) = (chosen.len().to_string(), sum.grouped());
        // What is decided is not chosen any more.
        let said = match form.editable.get() {
            true => words::PICKED,
            false => document_words::INBOX_SUM,
        };
        said.with(&[("n", &n), ("amount", &amount)])
    };
    let head_box = move || {
        form.editable.get().then(|| {
            view! {
                <input
                    type="checkbox"
                    aria-label=t(words::PICK_ALL)
                    prop:checked=whole
                    on:change=move |event| toggle_all.run(event)
                />
            }
        })
    };
    let lines = rows
        .iter()
        .cloned()
        .map(|row| line(row, bound))
        .collect_view();
    view! {
        <div class="scroll" tabindex="0">
            <table class="list cards ticks">
                <thead>
                    <tr>
                        <th scope="col" class="tick">
                            <span class="sr">{t(words::PICK)}</span>
                            {head_box}
                        </th>
                        <th scope="col">{t(general::NUMBER)}</th>
                        <th scope="col" class="wide-only">{t(general::DATE)}</th>
                        <th scope="col">{t(general::SUBJECT)}</th>
                        <th scope="col" class="amount">{t(general::AMOUNT)}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        <p class="strong" role="status">{picked}</p>
    }
    .into_any()
}

fn line(row: DocumentHeader, bound: Bound<Vec<DocumentId>>) -> AnyView {
    let form = form_state();
    let (id, entered_on) = (row.id, row.day());
    let number = number_of(&row).unwrap_or_default();
    let name = number.clone();
    let toggle = move |event| {
        let mut chosen = bound.get_untracked();
        chosen.retain(|other| *other != id);
        if event_target_checked(&event) {
            chosen.push(id);
        }
        form.touched(&bound.path());
        bound.set(chosen);
    };
    let toggle = Callback::new(toggle);
    let tick = move || {
        let name = name.clone();
        form.editable.get().then(|| {
            view! {
                <input
                    type="checkbox"
                    aria-label=name
                    prop:checked=move || bound.get().contains(&id)
                    on:change=move |event| toggle.run(event)
                />
            }
        })
    };
    let party = row.party_name.clone().filter(|name| *name != row.title);
    view! {
        <tr>
            <td class="tick">{tick}</td>
            <td class="c-number">
                <a href=address(&row) target="_blank" rel="noopener">{number}</a>
            </td>
            <td class="date wide-only">{move || day(entered_on)}</td>
            <td class="c-subject">
                {row.title.clone()}
                {party.map(|party| view! { <span class="small">" · " {party}</span> })}
            </td>
            {amount_cell(row.amount)}
        </tr>
    }
    .into_any()
}
