//! The next work of a person: each tile opens the exact list or form.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::Money;
use shared::document::{DocumentCount, Kind, Status};
use shared::expenditure::PAYABLE;
use shared::treasury::{BankAccountStatus, DailyFigures};

use super::list_page::ALL_YEARS;
use super::{list_address, new_address};
use crate::api::{self, Failure};
use crate::reports::drill::{
    ALL_MONEY, BANKS, CASH, CHEQUES, ON_HAND, balance_address, drill, entries_address,
};
use crate::session::SessionState;
use crate::text::{Named, Text, document as words, report, t};

/// A piece of work that waits.
#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    /// What it is about.
    pub title: Text,
    /// The kind named in the title, where one is.
    pub kind: Option<Kind>,
    /// How many, when it counts something.
    pub count: Option<i64>,
    /// There are more than that.
    pub more: bool,
    /// Baht, when it has an amount.
    pub amount: Option<Money>,
    /// What to do.
    pub act: Text,
    /// Where that is done.
    pub act_address: String,
    /// The exact list its figures are of.
    pub list_address: Option<String>,
}

/// What waits for this person, asked from the server.
pub async fn tiles_for(
    session: SessionState,
    today: NaiveDate,
    figures: Option<DailyFigures>,
) -> Result<Vec<Tile>, Failure> {
    let mut tiles = Vec::new();
    let filters = [("status", "draft,approved"), ("is_free", "true")];
    let counts = api::documents::counts(&filters).await?;
    let count = |kind: Kind, status: Status| {
        let mut counts = counts.iter();
        counts.find(|count| count.kind == kind && count.status == status)
    };
    let sources = [
        (
            Kind::RemittanceSlip,
            Kind::Receipt,
            words::TILE_RECEIPTS,
            words::TILE_RECEIPTS_DO,
        ),
        (
            Kind::RemittanceSummary,
            Kind::RemittanceSlip,
            words::TILE_SLIPS,
            words::TILE_SLIPS_DO,
        ),
    ];
    let requests = PAYABLE.iter().map(|kind| {
        (
            Kind::ChequeReport,
            *kind,
            words::TILE_REQUESTS,
            words::TILE_REQUESTS_DO,
        )
    });
    for (maker, taken, title, act) in sources.into_iter().chain(requests) {
        if session.can_make(maker) {
            let free = count(taken, Status::Approved);
            tiles.extend(free.map(|free| of_free(free, title, act, new_address(maker))));
        }
    }
    if let Some(figures) = figures {
        tiles.extend(of_figures(session, today, &figures));
    }
    if session.can_make(Kind::DailyReport) {
        tiles.extend(daily_report(today).await?);
    }
    let making = Kind::by_menu().into_iter();
    let making = making.filter(|kind| *kind != Kind::DailyReport && session.can_make(*kind));
    tiles.extend(making.filter_map(|kind| Some(of_drafts(count(kind, Status::Draft)?))));
    Ok(tiles)
}

fn of_free(free: &DocumentCount, title: Text, act: Text, act_address: String) -> Tile {
    Tile {
        title,
        kind: Some(free.kind),
        count: Some(free.count),
        more: free.more,
        amount: free.amount,
        act,
        act_address,
        list_address: Some(format!(
            "{}?status=approved&is_free=true&fiscal_year={ALL_YEARS}",
            list_address(free.kind)
        )),
    }
}

fn of_drafts(drafts: &DocumentCount) -> Tile {
    let address = format!(
        "{}?status=draft&fiscal_year={ALL_YEARS}",
        list_address(drafts.kind)
    );
    Tile {
        title: words::TILE_DRAFTS,
        kind: Some(drafts.kind),
        count: Some(drafts.count),
        more: drafts.more,
        amount: None,
        act: words::TILE_DRAFTS_DO,
        act_address: address.clone(),
        list_address: Some(address),
    }
}

fn of_figures(session: SessionState, today: NaiveDate, figures: &DailyFigures) -> Vec<Tile> {
    let mut tiles = Vec::new();
    let cheques = &figures.cheques_not_collected;
    if session.can_make(Kind::Payment) && !cheques.is_empty() {
        // The form lists these cheques; the list of reports has others too.
        let hand_over = format!("{}?method=cheque", new_address(Kind::Payment));
        tiles.push(Tile {
            title: words::TILE_CHEQUES,
            kind: None,
            count: Some(i64::try_from(cheques.len()).unwrap_or(i64::MAX)),
            more: false,
            amount: Some(cheques.iter().map(|cheque| cheque.amount).sum()),
            act: words::TILE_CHEQUES_DO,
            act_address: hand_over.clone(),
            list_address: Some(hand_over),
        });
    }
    let on_hand = figures.cash.carried_forward + figures.cheques_on_hand.carried_forward;
    if session.can_make(Kind::BankDeposit) && on_hand.is_positive() {
        tiles.push(Tile {
            title: words::TILE_CASH,
            kind: None,
            count: None,
            more: false,
            amount: Some(on_hand),
            act: words::TILE_CASH_DO,
            act_address: new_address(Kind::BankDeposit),
            list_address: balance_address(ON_HAND, today),
        });
    }
    tiles
}

async fn daily_report(today: NaiveDate) -> Result<Option<Tile>, Failure> {
    let day = today.to_string();
    let filters = [("from", day.as_str()), ("to", day.as_str())];
    let found = api::documents::list(Kind::DailyReport, &filters).await?;
    let live = found
        .items
        .into_iter()
        .find(|report| report.status != Status::Cancelled);
    Ok(match live {
        None => Some(Tile {
            title: words::TILE_DAILY_MISSING,
            kind: None,
            count: None,
            more: false,
            amount: None,
            act: words::TILE_DAILY_DO,
            act_address: new_address(Kind::DailyReport),
            list_address: None,
        }),
        Some(report) if report.status != Status::Posted => Some(Tile {
            title: words::TILE_DAILY_RUNNING,
            kind: None,
            count: None,
            more: false,
            amount: Some(report.amount),
            act: words::TILE_DRAFTS_DO,
            act_address: super::address(&report),
            list_address: Some(super::address(&report)),
        }),
        Some(_) => None,
    })
}

/// The tiles on the screen.
pub fn tile_view(tile: Tile) -> AnyView {
    let (title, kind) = (tile.title, tile.kind);
    let heading = move || title.with(&[("kind", kind.map_or("", Named::name))]);
    let count = tile.count.map(|count| {
        let words = match tile.more {
            true => words::MORE_DOCUMENTS,
            false => words::N_DOCUMENTS,
        };
        let text = move || words.with(&[("n", &count.to_string())]);
        view! { <span class="tile-count">{text}</span> }
    });
    let amount = tile.amount.map(|amount| {
        view! { <span class="tile-amount">{amount.grouped()}</span> }
    });
    let figures = match tile.list_address {
        Some(address) => view! { <a class="drill" href=address>{count}{amount}</a> }.into_any(),
        None => view! { {count}{amount} }.into_any(),
    };
    view! {
        <li class="tile">
            <h3>{heading}</h3>
            <p class="tile-figures">{figures}</p>
            <a class="button" href=tile.act_address>{t(tile.act)}</a>
        </li>
    }
    .into_any()
}

/// Cash, cheques and banks in one line, each figure with its way to its entries.
pub fn money_strip(figures: &DailyFigures, today: NaiveDate) -> AnyView {
    let one = |label: Text, amount: Money, accounts: &str| {
        let address = balance_address(accounts, today);
        view! {
            <div class="figure"><dt>{t(label)}</dt><dd>{drill(amount, address)}</dd></div>
        }
    };
    view! {
        <section class="money" aria-labelledby="money-title">
            <h2 id="money-title" class="quiet-title">{t(words::MONEY_NOW)}</h2>
            <dl class="figures">
                {one(report::CASH, figures.cash.carried_forward, CASH)}
                {one(report::CHEQUES_ON_HAND, figures.cheques_on_hand.carried_forward, CHEQUES)}
                {one(report::BANK_TOTAL, figures.bank.carried_forward, BANKS)}
                {one(report::MONEY_IN_ALL, figures.total_money, ALL_MONEY)}
            </dl>
            {banks(&figures.bank_accounts, today)}
        </section>
    }
    .into_any()
}

/// What stands at each bank, out of the way until it is wanted.
fn banks(accounts: &[BankAccountStatus], today: NaiveDate) -> AnyView {
    if accounts.is_empty() {
        return ().into_any();
    }
    let bank = |account: &BankAccountStatus| {
        let id = account.bank_account_id.to_string();
        let now = account.movement.carried_forward;
        let until = today.to_string();
        let address = entries_address(&[("bank_account_id", &id), ("to", &until)]);
        view! {
            <li>
                <span class="bank-name">
                    {account.bank.clone()}" "{account.name_th.clone()}
                    <span class="small">" "{account.number.clone()}</span>
                </span>
                <span class="amount">{drill(now, address)}</span>
            </li>
        }
    };
    view! {
        <details class="banks">
            <summary>{t(report::BANK_DETAIL)}</summary>
            <ul>{accounts.iter().map(bank).collect_view()}</ul>
        </details>
    }
    .into_any()
}
