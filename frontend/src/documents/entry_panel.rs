//! The vouchers of a document: what will be booked before approval, what is booked after it.

use leptos::prelude::*;
use shared::document::Kind;
use shared::ledger::{Entry, EntryLine, Ledger};
use shared::{DocumentId, Money};

use super::effect_tables::{budget_effects, cash_effects};
use super::lookups::{Lookups, lookups};
use crate::api;
use crate::components::states::{Answer, shown};
use crate::components::table::{amount_cell, day};
use crate::session::session;
use crate::text::{Text, document as words, general, t};

/// The panel of a saved document; asks again whenever `changed` does.
#[component]
pub fn EntryPanel(
    kind: Kind,
    id: DocumentId,
    /// Counts what happened to it.
    changed: RwSignal<u32>,
) -> impl IntoView {
    let answer: Answer<Vec<Entry>> = LocalResource::new(move || {
        changed.track();
        api::documents::entries(kind, id)
    });
    shown(answer, |mut entries| {
        // What moves in the register alone is in no voucher.
        entries.retain(|entry| {
            entry
                .lines
                .iter()
                .any(|line| line.ledger != Ledger::Register)
        });
        if entries.is_empty() {
            return view! { <p class="hint">{t(words::ENTRIES_NONE)}</p> }.into_any();
        }
        // What is booked and what is to come are told apart.
        let (coming, booked): (Vec<Entry>, Vec<Entry>) =
            entries.into_iter().partition(|entry| entry.id.0.is_nil());
        let hint = view! { <p class="notice info">{t(words::ENTRIES_PREVIEW_HINT)}</p> };
        view! {
            {group(words::ENTRIES_BOOKED, ().into_any(), &booked)}
            {group(words::ENTRIES_PREVIEW, hint.into_any(), &coming)}
        }
        .into_any()
    })
}

/// Vouchers below what they are; nothing where there are none.
fn group(title: Text, hint: AnyView, entries: &[Entry]) -> AnyView {
    if entries.is_empty() {
        return ().into_any();
    }
    view! { <p class="voucher-group">{t(title)}</p> {hint} {entries.iter().map(voucher).collect_view()} }
        .into_any()
}

/// One voucher: financial lines as a voucher, effects on budget and cash below.
pub fn voucher(entry: &Entry) -> AnyView {
    let lookups = lookups();
    let of = |ledger: Ledger| -> Vec<EntryLine> {
        let lines = entry.lines.iter().filter(|line| line.ledger == ledger);
        lines.cloned().collect()
    };
    let posted_on = entry.posted_on;
    let (given, kind) = (entry.voucher_no.clone(), entry.voucher_type);
    let number = (given.is_some() || kind.is_some()).then(|| {
        let said = move || match (&given, kind) {
            (Some(number), _) => number.clone(),
            (None, Some(kind)) => format!("{kind} ({})", words::NO_NUMBER.now()),
            (None, None) => String::new(),
        };
        view! { <span class="number">{said}</span> }
    });
    let reversal = entry
        .reverses
        .map(|_| view! { <span class="badge bad">{t(words::REVERSAL)}</span> });
    view! {
        <section class="voucher">
            <h3>
                {number}
                <span class="when">{move || day(posted_on)}</span>
                {reversal}
                {paper_link(entry)}
            </h3>
            {financial(of(Ledger::Financial), lookups)}
            {budget_effects(&of(Ledger::Budgetary), lookups)}
            {cash_effects(&of(Ledger::Cash))}
        </section>
    }
    .into_any()
}

/// The paper of a voucher that was booked, for those who may read the document that booked it.
fn paper_link(entry: &Entry) -> Option<impl IntoView + use<>> {
    let number = entry.voucher_no.as_deref()?;
    let kind = entry.document_kind;
    let address = api::documents::voucher_address(kind, entry.document_id, number);
    session().can_read(kind).then(|| {
        view! {
            <a class="small" href=address target="_blank" rel="noopener">{t(words::OPEN_VOUCHER)}</a>
        }
    })
}

/// What the balance of a line is kept by, as people say it; an id says nothing to them.
fn called(line: &EntryLine) -> Option<String> {
    let said = |text: &String| text.parse::<uuid::Uuid>().is_err();
    let reference = line.reference.clone().filter(said);
    line.reference_name.clone().or(reference)
}

fn financial(lines: Vec<EntryLine>, lookups: Lookups) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let sum = |side: fn(&EntryLine) -> Money| lines.iter().map(side).sum::<Money>();
    let (debit, credit) = (sum(|line| line.debit), sum(|line| line.credit));
    let row = |line: &EntryLine| {
        let class = if line.credit.is_zero() {
            "debit"
        } else {
            "credit"
        };
        let (code, name) = (line.account.clone(), line.account_name.clone());
        let bank = line.bank_account_id.map(|id| lookups.bank_account_name(id));
        let more = bank.or_else(|| called(line));
        let more = more.map(|more| view! { <span class="small">" · " {more}</span> });
        view! {
            <tr class=class>
                <td class="account"><span class="code">{code}</span>" "{name}{more}</td>
                {amount_cell(line.debit)}
                {amount_cell(line.credit)}
            </tr>
        }
    };
    view! {
        <div class="scroll" tabindex="0">
            <table class="entries">
                <thead>
                    <tr>
                        <th scope="col">{t(words::ACCOUNT)}</th>
                        <th scope="col" class="amount">{t(words::DEBIT)}</th>
                        <th scope="col" class="amount">{t(words::CREDIT)}</th>
                    </tr>
                </thead>
                <tbody>{lines.iter().map(row).collect_view()}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{t(general::TOTAL)}</th>
                        {amount_cell(debit)}
                        {amount_cell(credit)}
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}
