//! What waits for me: first what came back, then by kind.

use leptos::prelude::*;
use shared::Money;
use shared::document::{DocumentHeader, Kind, Status};
use shared::page::Page;

use super::{address, name_in_list};
use crate::components::list_keys::move_between_rows;
use crate::components::states::empty_text;
use crate::components::table::{amount_cell, day};
use crate::session::session;
use crate::text::document::step_text;
use crate::text::{Named, document as words, general, t};

/// The groups; where more waits than is shown, the foot says so.
pub fn inbox(page: &Page<DocumentHeader>) -> AnyView {
    let rows = &page.items;
    if rows.is_empty() {
        return empty_text(words::INBOX_EMPTY, words::INBOX_EMPTY_NEXT);
    }
    let some = |heading: Heading, wanted: &dyn Fn(&DocumentHeader) -> bool| {
        let rows: Vec<_> = rows.iter().filter(|row| wanted(row)).cloned().collect();
        (!rows.is_empty()).then(|| group(heading, &rows))
    };
    let own = session()
        .session
        .with_untracked(|now| now.as_ref().map(|now| now.person_id));
    let place = |row: &DocumentHeader| match row.status {
        Status::Draft if Some(row.created_by) != own => Heading::Drafts,
        _ if row.returned.is_some() => Heading::Returned,
        _ => Heading::Kind(row.kind),
    };
    let returned = some(Heading::Returned, &|row| place(row) == Heading::Returned);
    let groups = Kind::by_menu().into_iter().map(Heading::Kind);
    // What others still write on comes last: it waits for them as much as for me.
    let groups = groups.chain([Heading::Drafts]);
    let groups = groups.filter_map(|heading| some(heading, &|row| place(row) == heading));
    let n = rows.len().to_string();
    let more = page.more.then(|| {
        let said = move || words::INBOX_MORE.with(&[("n", &n)]);
        view! { <p class="hint">{said}</p> }
    });
    view! {
        <div on:keydown=|event| move_between_rows(&event)>{returned}{groups.collect_view()}</div>
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

fn group(heading: Heading, rows: &[DocumentHeader]) -> AnyView {
    let sum: Money = rows.iter().map(|row| row.amount).sum();
    let (n, amount) = (rows.len().to_string(), sum.grouped());
    let total = move || words::INBOX_SUM.with(&[("n", &n), ("amount", &amount)]);
    view! {
        <section class="inbox-group">
            <h3>{move || heading.now()}<span class="small">" " {total}</span></h3>
            <table class="list cards">
                <thead class="sr">
                    <tr>
                        <th scope="col">{t(general::NUMBER)}</th>
                        <th scope="col">{t(general::SUBJECT)}</th>
                        <th scope="col">{t(general::DATE)}</th>
                        <th scope="col">{t(general::AMOUNT)}</th>
                    </tr>
                </thead>
                <tbody>{rows.iter().cloned().map(line).collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn line(row: DocumentHeader) -> AnyView {
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
    let name = move || name_in_list(&named);
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
        <tr class="open-row">
            <td class="c-number"><a data-row="" href=address(&row)>{name}</a>{step}</td>
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
