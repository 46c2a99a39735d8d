//! The journal with its filters; every figure elsewhere leads here, and from here to documents.

use leptos::prelude::*;
use shared::ledger::Entry;
use shared::page::Page;

use super::period::Address;
use crate::api;
use crate::components::fields::{ComboField, DateField, FormState};
use crate::components::pagination::pagination;
use crate::components::states::{Answer, empty_text, shown};
use crate::documents::effect_tables::budget_word;
use crate::documents::entry_panel::voucher;
use crate::documents::list_address;
use crate::documents::lookups::{Lookups, lookups};
use crate::text::{Named, general, report as words, t};

/// Parameters of the API that the address carries through.
const FILTERS: [&str; 7] = [
    "from",
    "to",
    "document_id",
    "account",
    "bank_account_id",
    "budget_line_id",
    "page",
];
const PER_PAGE: &str = "50";

/// The page.
#[component]
pub fn JournalPage() -> impl IntoView {
    let address = Address::here();
    provide_context(FormState::new(Signal::stored(true)));
    let answer: Answer<Page<Entry>> = LocalResource::new(move || {
        let values = FILTERS.map(|name| (name, address.get(name)));
        async move {
            let mut filters: Vec<(&str, &str)> = values
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            filters.push(("per_page", PER_PAGE));
            api::reports::journal(&filters).await
        }
    });
    Effect::new(move |_| {
        let app = general::APP_SHORT.now();
        document().set_title(&format!("{} · {app}", words::JOURNAL.now()));
    });
    let lookups = lookups();
    let narrowed = move || {
        let what: Vec<_> = [
            term(lookups, &address.get("account")),
            line(lookups, address),
        ]
        .into_iter()
        .flatten()
        .collect();
        (!what.is_empty()).then(|| words::FILTERED_BY.with(&[("what", &what.join(" · "))]))
    };
    let filtered = move || FILTERS.iter().any(|name| !address.get(name).is_empty());
    let clear =
        move || filtered().then(|| view! { <a class="button" href="?">{t(general::CLEAR)}</a> });
    let go = Callback::new(move |page: u32| address.set("page", page.to_string()));
    view! {
        <section class="page">
            <div class="page-head">
                <h1 id="page-title" tabindex="-1">{t(words::JOURNAL)}</h1>
            </div>
            <p class="quiet">{t(words::JOURNAL_LEAD)}</p>
            <div class="filters" role="search" aria-label=t(general::FILTER)>
                <DateField label=general::FROM_DATE bound=address.date("from", None)/>
                <DateField label=general::TO_DATE bound=address.date("to", None)/>
                <ComboField
                    label=words::ACCOUNT_CODE
                    bound=address.text("account")
                    choices=lookups.account_choices()
                />
                <ComboField
                    label=words::BANK_ACCOUNT
                    bound=address.text("bank_account_id")
                    choices=lookups.bank_account_choices()
                />
                {clear}
            </div>
            {move || narrowed().map(|text| view! { <p class="strong">{text}</p> })}
            {shown(answer, move |page| entries(&page, go))}
        </section>
    }
    .into_any()
}

/// The account asked for, where it is not of the chart: a term of the budget or a report code.
fn term(lookups: Lookups, account: &str) -> Option<String> {
    if let Some((word, _)) = budget_word(account) {
        return Some(word.now().to_owned());
    }
    let (_, code) = account.split_once(':')?;
    Some(format!("{code} {}", lookups.report_code_name(code)))
}

fn line(lookups: Lookups, address: Address) -> Option<String> {
    let id = address.get("budget_line_id").parse().ok()?;
    Some(lookups.budget_line_name(id))
}

fn entries(page: &Page<Entry>, go: Callback<u32>) -> AnyView {
    if page.items.is_empty() {
        return empty_text(words::JOURNAL_EMPTY, words::JOURNAL_EMPTY_NEXT);
    }
    let one = |entry: &Entry| {
        let kind = entry.document_kind;
        let address = format!("{}/{}", list_address(kind), entry.document_id);
        view! {
            <article class="card journal-entry">
                <p class="journal-source">
                    <span class="code">"#"{entry.seq}</span>
                    " "
                    <a href=address>{move || kind.name()}</a>
                </p>
                {voucher(entry)}
            </article>
        }
    };
    view! {
        {page.items.iter().map(one).collect_view()}
        {pagination(page.page, page.per_page, page.total, go)}
    }
    .into_any()
}
