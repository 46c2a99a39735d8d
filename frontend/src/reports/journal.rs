//! The journal with its filters; every figure elsewhere leads here, and from here to documents.

use leptos::prelude::*;
use shared::Money;
use shared::ledger::{Entry, EntryPage, LineSums};

use super::as_of::as_of;
use super::period::Address;
use super::scope;
use crate::api;
use crate::components::fields::{ComboField, DateField, FormState, SelectField};
use crate::components::pagination::{beyond_last, page_asked, pages_bar};
use crate::components::states::{Answer, empty_text, nothing_filtered, shown};
use crate::components::take_home::{page_of_file, take_home_pages};
use crate::components::title::page_title;
use crate::documents::entry_panel::voucher;
use crate::documents::list_address;
use crate::documents::lookups::lookups;
use crate::text::{Named, Text, document as words_of_documents, general, report as words, t};

/// Parameters of the API that the address carries through.
const FILTERS: [&str; 11] = [
    "from",
    "to",
    "brought_forward",
    "document_id",
    "account",
    "bank_account_id",
    "budget_line_id",
    "budget_year",
    "movement",
    "sort",
    "page",
];
const PER_PAGE: &str = "50";

/// สมุดรายวัน of the period and voucher type in the address.
#[component]
pub fn JournalPage() -> impl IntoView {
    let address = Address::here();
    provide_context(FormState::new(Signal::stored(true)));
    let answer: Answer<EntryPage> = LocalResource::new(move || {
        let values = asked(address);
        async move { api::reports::journal(&pairs(&values)).await }
    });
    let file = move |ending: &str, whole: bool| {
        let page = address.get("page");
        let values = asked(address).map(|(name, value)| match name {
            "page" => (name, page_of_file(whole, &page)),
            _ => (name, value),
        });
        api::table_file("/journal/entries", ending, &pairs(&values))
    };
    Effect::new(move |_| {
        page_title(words::JOURNAL.now());
    });
    let narrowed = move || {
        let what = scope::in_words(address, lookups());
        (!what.is_empty()).then(|| words::FILTERED_BY.with(&[("what", &what.join(" · "))]))
    };
    let go = Callback::new(move |page: u32| address.set("page", page.to_string()));
    view! {
        <section class="page">
            {back(address)}
            <div class="page-head">
                <h1 id="page-title" tabindex="-1">{t(words::JOURNAL)}</h1>
                {take_home_pages(file)}
            </div>
            <p class="quiet">{t(words::JOURNAL_LEAD)}</p>
            {as_of(answer)}
            {filters(address)}
            {move || narrowed().map(|text| view! { <p class="strong">{text}</p> })}
            {shown(answer, move |page| {
                let is_filtered = FILTERS.iter().any(|name| !address.get(name).is_empty());
                entries(&page, go, is_filtered)
            })}
        </section>
    }
    .into_any()
}

/// The filters that a figure leads here with.
const OF_A_FIGURE: [&str; 6] = [
    "brought_forward",
    "document_id",
    "account",
    "bank_account_id",
    "budget_line_id",
    "budget_year",
];

/// Back to the figure that led here.
fn back(address: Address) -> AnyView {
    let is_of_figure = move || OF_A_FIGURE.iter().any(|name| !address.get(name).is_empty());
    let go = |_| {
        // Without a page before, nothing happens.
        if let Ok(history) = window().history() {
            let _ = history.back();
        }
    };
    let link = move || {
        is_of_figure().then(|| {
            view! {
                <nav class="crumbs" aria-label=t(general::BACK)>
                    <button type="button" class="plain link" on:click=go>{t(words::BACK_TO_FIGURE)}</button>
                </nav>
            }
        })
    };
    view! { {link} }.into_any()
}

/// What the address asks for.
fn asked(address: Address) -> [(&'static str, String); 11] {
    FILTERS.map(|name| match name {
        "page" => (name, page_asked(address.get(name))),
        _ => (name, address.get(name)),
    })
}

fn pairs<'v>(values: &'v [(&'static str, String)]) -> Vec<(&'static str, &'v str)> {
    let values = values.iter();
    let values = values.map(|(name, value)| (*name, value.as_str()));
    values.chain([("per_page", PER_PAGE)]).collect()
}

fn filters(address: Address) -> AnyView {
    let lookups = lookups();
    let filtered = move || FILTERS.iter().any(|name| !address.get(name).is_empty());
    let clear =
        move || filtered().then(|| view! { <a class="button" href="?">{t(general::CLEAR)}</a> });
    view! {
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
            <SelectField
                label=words::ORDER
                bound=address.text("sort")
                options=vec![("-seq".to_owned(), words::NEWEST_FIRST)]
                none=words::OLDEST_FIRST
            />
            {clear}
        </div>
    }
    .into_any()
}

fn entries(page: &EntryPage, go: Callback<u32>, is_filtered: bool) -> AnyView {
    if page.items.is_empty() {
        let none = || match is_filtered {
            true => nothing_filtered(),
            false => empty_text(words::JOURNAL_EMPTY, words::JOURNAL_EMPTY_NEXT),
        };
        return beyond_last(page.page, page.per_page, page.total, go).unwrap_or_else(none);
    }
    view! {
        {page.matching.map(sums)}
        {page.items.iter().map(entry).collect_view()}
        {pages_bar((page.page, page.per_page), (page.total, false), go)}
    }
    .into_any()
}

/// What the lines asked for add up to: the figure that led here.
fn sums(sums: LineSums) -> AnyView {
    let one = |label: Text, amount: AnyView| {
        view! { <div class="figure"><dt>{t(label)}</dt><dd>{amount}</dd></div> }
    };
    let plain = |amount: Money| amount.grouped().into_any();
    view! {
        <section class="money matching" aria-labelledby="matching-title">
            <h2 id="matching-title">{t(words::MATCHING)}</h2>
            <p class="small">{t(words::MATCHING_LEAD)}</p>
            <dl class="figures">
                {one(words_of_documents::DEBIT, plain(sums.debit))}
                {one(words_of_documents::CREDIT, plain(sums.credit))}
                {one(words::NET, on_its_side(sums.net))}
            </dl>
        </section>
    }
    .into_any()
}

/// Debits less credits as people say it: how much, on which side.
fn on_its_side(net: Money) -> AnyView {
    let side = if net.is_negative() {
        words_of_documents::CREDIT
    } else {
        words_of_documents::DEBIT
    };
    let side = (!net.is_zero()).then(|| view! { <span class="small">" "{t(side)}</span> });
    view! { {net.abs().grouped()}{side} }.into_any()
}

fn entry(entry: &Entry) -> AnyView {
    let kind = entry.document_kind;
    let address = format!("{}/{}", list_address(kind), entry.document_id);
    let number = entry
        .document_number
        .clone()
        .map(|number| format!(" {number}"));
    // What is called by its kind is not called so twice.
    let title = entry.document_title.clone();
    let title = move || {
        let rest = title.strip_prefix(kind.name());
        let rest = rest.filter(|rest| rest.is_empty() || rest.starts_with(' '));
        rest.unwrap_or(&title).trim_start().to_owned()
    };
    let part = entry.matching.map(|sums| {
        view! { <span class="journal-part">{on_its_side(sums.net)}</span> }
    });
    view! {
        <article class="card journal-entry">
            <h2 class="journal-source">
                <span class="code">"#"{entry.seq}</span>
                <span class="grow any-length">
                    <a href=address>{move || kind.name()}{number}</a>
                    " "
                    {title}
                </span>
                {part}
            </h2>
            {voucher(entry)}
        </article>
    }
    .into_any()
}
