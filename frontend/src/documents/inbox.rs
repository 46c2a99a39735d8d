//! What waits for me: first what came back, then by kind.

use leptos::prelude::*;
use shared::Money;
use shared::document::{DocumentHeader, Kind, Status};
use shared::page::Page;

use super::batch::Batch;
use super::neighbours::note_rows;
use super::{address, name_in_list};
use crate::components::list_keys::move_and_select;
use crate::components::selection::{Selection, pick_box};
use crate::components::states::empty_text;
use crate::components::table::{amount_cell, day};
use crate::session::session;
use crate::text::document::step_text;
use crate::text::{Named, document as words, general, t};

/// What is selected, and what can be done to it at once; it outlives the rows, which are drawn anew.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The rows selected.
    selection: Selection,
    /// The step taken of many.
    pub batch: Batch,
}

impl Desk {
    /// Nothing selected; `after` is told when some were done.
    pub fn new(after: Callback<()>) -> Desk {
        let selection = Selection::new();
        let done = Callback::new(move |()| {
            selection.clear();
            after.run(());
        });
        Desk {
            selection,
            batch: Batch::new(done),
        }
    }
}

/// The groups; where more waits than is shown, the foot says so.
pub fn inbox(page: &Page<DocumentHeader>, desk: Desk) -> AnyView {
    let rows = &page.items;
    if rows.is_empty() {
        return empty_text(words::INBOX_EMPTY, words::INBOX_EMPTY_NEXT);
    }
    let own = session()
        .session
        .with_untracked(|now| now.as_ref().map(|now| now.person_id));
    let place = |row: &DocumentHeader| match row.status {
        Status::Draft if Some(row.created_by) != own => Heading::Drafts,
        _ if row.returned.is_some() => Heading::Returned,
        _ => Heading::Kind(row.kind),
    };
    let kinds = Kind::by_menu().into_iter().map(Heading::Kind);
    // What others still write on comes last: it waits for them as much as for me.
    let headings = std::iter::once(Heading::Returned).chain(kinds);
    let some = |heading: Heading| {
        let rows = rows.iter().filter(|row| place(row) == heading);
        let rows: Vec<_> = rows.cloned().collect();
        (!rows.is_empty()).then_some((heading, rows))
    };
    let groups: Vec<_> = headings.chain([Heading::Drafts]).filter_map(some).collect();
    note_rows(groups.iter().flat_map(|(_, rows)| rows));
    let groups = groups
        .into_iter()
        .map(|(heading, rows)| group(heading, rows, desk));
    let keys = move |event| move_and_select(&event, desk.selection);
    let n = rows.len().to_string();
    let more = page.more.then(|| {
        let said = move || words::INBOX_MORE.with(&[("n", &n)]);
        view! { <p class="hint">{said}</p> }
    });
    view! {
        <div on:keydown=keys>{groups.collect_view()}</div>
        {more}
    }
    .into_any()
}

/// What a group is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    Returned,
    Drafts,
    Kind(Kind),
}

impl Heading {
    fn now(self) -> &'static str {
        match self {
            Heading::Returned => words::INBOX_RETURNED.now(),
            Heading::Drafts => words::INBOX_DRAFTS.now(),
            Heading::Kind(kind) => kind.name(),
        }
    }
}

/// One group; above it what can be done to all of it at once, or to what is selected of it.
fn group(heading: Heading, rows: Vec<DocumentHeader>, desk: Desk) -> AnyView {
    let sum: Money = rows.iter().map(|row| row.amount).sum();
    let (n, amount) = (rows.len().to_string(), sum.grouped());
    let total = move || words::INBOX_SUM.with(&[("n", &n), ("amount", &amount)]);
    let lines = rows.iter().cloned().map(|row| line(row, desk.selection));
    let lines = lines.collect_view();
    let is_judged = matches!(heading, Heading::Kind(_));
    let together = move || {
        let picked = |row: &&DocumentHeader| desk.selection.has(&row.id.to_string());
        let picked: Vec<_> = rows.iter().filter(picked).cloned().collect();
        match (picked.len(), rows.len()) {
            (0, 0 | 1) => ().into_any(),
            (0, _) => desk.batch.buttons(&rows),
            _ => desk.batch.buttons(&picked),
        }
    };
    view! {
        <section class="inbox-group">
            <div class="group-head">
                <h3>{move || heading.now()}<span class="small">" " {total}</span></h3>
                {is_judged.then_some(together)}
            </div>
            <table class="list cards" role="grid" aria-multiselectable="true">
                <thead class="sr">
                    <tr>
                        <th scope="col">{t(general::NUMBER)}</th>
                        <th scope="col">{t(general::SUBJECT)}</th>
                        <th scope="col">{t(general::DATE)}</th>
                        <th scope="col">{t(general::AMOUNT)}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn line(row: DocumentHeader, selection: Selection) -> AnyView {
    let (kind, entered_on) = (row.kind, row.day());
    let days = (session().today() - entered_on).num_days();
    let age = (days > 0).then(|| {
        let text = move || words::WAITING_DAYS.with(&[("n", &days.to_string())]);
        let class = if days > 3 {
            "badge waiting"
        } else {
            "badge quiet"
        };
        view! { <span class=class>{text}</span> }
    });
    let named = row.clone();
    let name = Signal::derive(move || name_in_list(&named));
    let id = row.id.to_string();
    let picked = id.clone();
    let is_picked = move || selection.has(&picked).to_string();
    let step = row.next_step.as_ref().map(|next| next.name);
    let step = step.filter(|_| row.returned.is_none());
    let step = step.map(|step| {
        view! { <span class="small block">{move || step_text(kind, step).now()}</span> }
    });
    let reason = row
        .returned
        .as_ref()
        .map(|returned| returned.reason.clone());
    let reason = reason.map(|reason| view! { <q class="small block">{reason}</q> });
    let party = row.party_name.clone().filter(|name| *name != row.title);
    view! {
        <tr class="open-row" aria-selected=is_picked>
            <td class="c-number">
                {pick_box(selection, id.clone(), name)}
                <a data-row=id href=address(&row)>{move || name.get()}</a>
                {step}
            </td>
            <td class="c-subject">
                {row.title.clone()}
                {party.map(|party| view! { <span class="small block">{party}</span> })}
                {reason}
            </td>
            <td class="date c-date">{move || day(entered_on)}" "{age}</td>
            {amount_cell(row.amount)}
        </tr>
    }
    .into_any()
}
