//! The next work of a person: each tile opens the exact list or form.

use chrono::NaiveDate;
use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, Shared, join, join_all};
use leptos::prelude::*;
use shared::Money;
use shared::document::{DocumentCount, Kind, Status};
use shared::treasury::{BankAccountStatus, DailyFigures};

use super::list_page::ALL_YEARS;
use super::{list_address, new_address};
use crate::api::{self, Failure};
use crate::forms;
use crate::reports::drill::{
    ALL_MONEY, BANKS, CASH, CHEQUES, balance_address, drill, entries_address,
};
use crate::session::SessionState;
use crate::text::{Named, Text, document as words, report, t};

/// A piece of work that waits.
#[derive(Debug, Clone, PartialEq, Default)]
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

/// Asked of the server once, for all who wait for it.
pub type Asked<T> = Shared<LocalBoxFuture<'static, T>>;

/// What the first page asks for all rooms: each waits for what it needs and for nothing else.
pub struct Now {
    /// Today, as the server counts days.
    pub today: NaiveDate,
    figures: Asked<Option<DailyFigures>>,
    counts: Asked<Result<Vec<DocumentCount>, Failure>>,
}

impl Now {
    /// The figures of today, for those who see money.
    pub async fn figures(&self) -> Option<DailyFigures> {
        self.figures.clone().await
    }

    /// The approved documents of a kind that no other has taken, and what is made of them.
    pub async fn free(
        &self,
        kind: Kind,
        title: Text,
        act: Text,
        maker: Kind,
    ) -> Result<Option<Tile>, Failure> {
        let counts = self.counts.clone().await?;
        let free = count(&counts, kind, Status::Approved);
        Ok(free.map(|free| Tile {
            title,
            kind: Some(kind),
            count: Some(free.count),
            more: free.more,
            amount: free.amount,
            act,
            act_address: new_address(maker),
            list_address: Some(format!(
                "{}?status=approved&is_free=true&fiscal_year={ALL_YEARS}",
                list_address(kind)
            )),
        }))
    }

    /// The drafts of these kinds.
    async fn drafts(&self, kinds: &[Kind]) -> Result<Vec<Tile>, Failure> {
        let counts = self.counts.clone().await?;
        let of = |kind: &Kind| count(&counts, *kind, Status::Draft).map(drafts);
        Ok(kinds.iter().filter_map(of).collect())
    }
}

fn count(counts: &[DocumentCount], kind: Kind, status: Status) -> Option<&DocumentCount> {
    let mut counts = counts.iter();
    counts.find(|count| count.kind == kind && count.status == status)
}

fn drafts(drafts: &DocumentCount) -> Tile {
    let address = format!(
        "{}?status=draft&fiscal_year={ALL_YEARS}",
        list_address(drafts.kind)
    );
    Tile {
        title: words::TILE_DRAFTS,
        kind: Some(drafts.kind),
        count: Some(drafts.count),
        more: drafts.more,
        act: words::TILE_DRAFTS_DO,
        act_address: address.clone(),
        list_address: Some(address),
        ..Tile::default()
    }
}

/// What waits for this person, asked from the server, all of it at once: what waits for each kind, in
/// the order of the menu, and drafts after it.
pub async fn tiles_for(
    session: SessionState,
    today: NaiveDate,
    figures: Asked<Option<DailyFigures>>,
) -> Result<Vec<Tile>, Failure> {
    let counts = async {
        let filters = [("status", "draft,approved"), ("is_free", "true")];
        api::documents::counts(&filters).await
    };
    let now = Now {
        today,
        figures,
        counts: counts.boxed_local().shared(),
    };
    let mut kinds = Kind::by_menu();
    kinds.retain(|kind| session.can_make(*kind));
    let rooms = kinds.iter().map(|kind| forms::waiting(*kind, &now));
    let mut counted = kinds.clone();
    counted.retain(|kind| forms::counts_drafts(*kind));
    let (mut answers, drafts) = join(join_all(rooms), now.drafts(&counted)).await;
    answers.push(drafts);
    gathered(answers)
}

/// What the rooms have answered, in their order: one that failed loses what it would have told, and
/// that is said where nothing else is told, so that nobody believes there is nothing to do.
fn gathered(answers: Vec<Result<Vec<Tile>, Failure>>) -> Result<Vec<Tile>, Failure> {
    let (mut tiles, mut failed) = (Vec::new(), None);
    for answer in answers {
        match answer {
            Ok(told) => tiles.extend(told),
            Err(failure) => failed = failed.or(Some(failure)),
        }
    }
    match failed {
        Some(failure) if tiles.is_empty() => Err(failure),
        _ => Ok(tiles),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_that_fails_loses_its_own_tile_only() {
        let tile = |count| Tile {
            count: Some(count),
            ..Tile::default()
        };
        let failed = || Err(Failure::Unreachable);
        let some = vec![Ok(vec![tile(1)]), failed(), Ok(vec![tile(2), tile(3)])];
        assert_eq!(gathered(some), Ok(vec![tile(1), tile(2), tile(3)]));
        assert_eq!(
            gathered(vec![Ok(Vec::new()), Ok(Vec::new())]),
            Ok(Vec::new())
        );
        // Nothing told is not nothing to do.
        let none = vec![Ok(Vec::new()), failed()];
        assert_eq!(gathered(none), Err(Failure::Unreachable));
    }
}
