//! Posting: rules, limits, numbers, entries, in the transaction of the document.

use super::balance::{self, Broken, Draw, Key};
use super::entry::{BalancedEntry, DraftEntry};
use super::limits;
use super::posting::{AccountingEvent, PostingError, entries_for};
use super::store;
use crate::platform::db::Tx;
use crate::platform::error::{Context, Error};
use chrono::{DateTime, Utc};
use futures_util::future::try_join3;
use shared::{DocumentId, FiscalYear, Money, ProblemCode};
use std::collections::BTreeMap;

/// What entries belong to.
#[derive(Debug, Clone, Copy)]
pub struct Posting {
    /// The document that causes them.
    pub document: DocumentId,
    /// Year of the books.
    pub fiscal_year: FiscalYear,
}

/// Posts what happened, today; gives the limited balances it moved. Refuses closed days and broken
/// limits; writes nothing then. What stems from a document draws on what that has reserved.
pub async fn post(
    tx: &Tx<'_>,
    posting: Posting,
    events: &[AccountingEvent],
) -> Result<Vec<Key>, Error> {
    let entries = preview(tx, posting, events).await?;
    write(tx, posting, entries).await
}

/// The entries that would be written, checked against nothing but the rules.
pub async fn preview(
    tx: &Tx<'_>,
    posting: Posting,
    events: &[AccountingEvent],
) -> Result<Vec<DraftEntry>, Error> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let names = events.iter().map(|event| event.name.to_owned()).collect();
    let rules = store::rules(tx, posting.fiscal_year, names).await?;
    entries_for(events, &rules).map_err(|error| {
        let (PostingError::NoRule(what) | PostingError::NoAccount(what)) = error;
        let context = Context::from([("line".to_owned(), what)]);
        Error::Refused(ProblemCode::NO_POSTING_RULE, context, Vec::new())
    })
}

/// Takes back what a document has posted, or what stems from it in entries of others: the mirror
/// of every line not mirrored before; gives the limited balances it moved, `None` when there was
/// nothing. What was drawn on reservations that still stand is reserved again; what was drawn for
/// good (a cheque handed over) stays drawn.
pub async fn mirror(
    tx: &Tx<'_>,
    posting: Posting,
    target: DocumentId,
    whole_entries: bool,
) -> Result<Option<Vec<Key>>, Error> {
    let mirrored = mirrored(tx, target, whole_entries).await?;
    match mirrored.is_empty() {
        true => Ok(None),
        false => write(tx, posting, mirrored).await.map(Some),
    }
}

/// The entries that `mirror` would write.
pub async fn mirrored(
    tx: &Tx<'_>,
    target: DocumentId,
    whole_entries: bool,
) -> Result<Vec<DraftEntry>, Error> {
    let entries = store::unmirrored(tx, target, whole_entries).await?;
    let stays = limits::draws_that_stay(tx).await?;
    let mirrored = entries
        .into_iter()
        .map(|(id, entry)| entry.without_draws_on(&stays).mirrored(id))
        .filter(|entry| !entry.lines.is_empty());
    Ok(mirrored.collect())
}

/// Does anything in the books stem from a document and stand?
pub async fn has_standing(tx: &Tx<'_>, document: DocumentId) -> Result<bool, Error> {
    let standing = store::unmirrored(tx, document, false).await?;
    Ok(!standing.is_empty())
}

/// Reserves parts of limited balances for a document on its way, each all or not at all.
pub async fn reserve(
    tx: &Tx<'_>,
    document: DocumentId,
    wanted: &[(Key, Money)],
) -> Result<(), Error> {
    if wanted.is_empty() {
        return Ok(());
    }
    let mut asked: BTreeMap<Key, Money> = BTreeMap::new();
    for (key, amount) in wanted {
        *asked.entry(key.clone()).or_default() += *amount;
    }
    refuse_what_is_not_free(tx, &asked).await?;
    limits::reserve(tx, document, &asked);
    Ok(())
}

/// Reserves again what a document let go of at a time, when it was settled: all or not at all.
pub async fn hold_again(tx: &Tx<'_>, document: DocumentId, at: DateTime<Utc>) -> Result<(), Error> {
    let let_go = limits::let_go(tx, document, at).await?;
    refuse_what_is_not_free(tx, &let_go).await?;
    limits::hold_again(tx, document, at);
    Ok(())
}

/// Refuses what is more than is free of a limited balance.
async fn refuse_what_is_not_free(tx: &Tx<'_>, asked: &BTreeMap<Key, Money>) -> Result<(), Error> {
    if asked.is_empty() {
        return Ok(());
    }
    let keys: Vec<&Key> = asked.keys().collect();
    let limits = limits::limits(tx, &keys, &[]).await?;
    for (key, amount) in asked {
        let limit = limits.iter().find(|limit| limit.key == *key);
        let limit =
            limit.ok_or_else(|| Error::unexpected(anyhow::anyhow!("no limit on {key:?}")))?;
        if *amount > limit.free {
            let broken = Broken {
                key: key.clone(),
                problem: limit.problem,
                free: limit.free,
                asked: *amount,
            };
            return Err(refusal(tx, broken).await?);
        }
    }
    Ok(())
}

/// What is free of limited balances, in their order, in baht: what is there less what documents other
/// than this one have reserved; zero for a balance that does not exist.
pub async fn free(tx: &Tx<'_>, document: DocumentId, keys: &[Key]) -> Result<Vec<Money>, Error> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let limits = limits::limits(tx, &keys.iter().collect::<Vec<_>>(), &[document]).await?;
    let free = limits.into_iter().map(|limit| {
        let own: Money = limit.own.iter().map(|own| own.open).sum();
        (limit.key, limit.free + own)
    });
    let free: BTreeMap<Key, Money> = free.collect();
    let of = |key| free.get(key).copied().unwrap_or_default();
    Ok(keys.iter().map(of).collect())
}

async fn write(tx: &Tx<'_>, posting: Posting, entries: Vec<DraftEntry>) -> Result<Vec<Key>, Error> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let moved = balance::movements(&entries);
    let keys: Vec<&Key> = moved.keys().map(|(key, _)| key).collect();
    let sources: Vec<DocumentId> = moved.keys().map(|(_, source)| *source).collect();
    let is_register = entries.iter().all(DraftEntry::is_register);
    let closed = async {
        match is_register {
            true => Ok(()),
            false => store::refuse_closed_day(tx, &entries).await,
        }
    };
    // Numbers taken for what is refused are given back with everything else.
    let (_, limits, numbers) = try_join3(
        closed,
        limits::limits(tx, &keys, &sources),
        store::voucher_numbers(tx, posting.fiscal_year, &entries),
    )
    .await?;
    let draws = balance::draws(&moved, &limits);
    if let Some(first) = balance::broken(&moved, &draws, &limits).into_iter().next() {
        return Err(refusal(tx, first).await?);
    }
    // A reservation shrinks before its balance does, and grows after it.
    let (shrink, grow): (Vec<Draw>, Vec<Draw>) = draws
        .into_iter()
        .partition(|draw| draw.amount.is_positive());
    limits::draw(tx, &shrink);
    let balanced: Option<Vec<BalancedEntry>> =
        entries.into_iter().map(BalancedEntry::new).collect();
    let balanced = balanced.ok_or(Error::Problem(ProblemCode::UNBALANCED))?;
    store::insert(tx, posting, &balanced, numbers);
    limits::draw(tx, &grow);
    Ok(limits.into_iter().map(|limit| limit.key).collect())
}

/// The refusal of a broken limit: which line, what is free, what was asked, short by how much.
async fn refusal(tx: &Tx<'_>, broken: Broken) -> Result<Error, Error> {
    let (name, fund) = limits::name_of(tx, &broken.key).await?;
    let amount = |name: &str, value: Money| (name.to_owned(), value.to_string());
    let mut context = Context::from([
        ("line".to_owned(), name),
        amount("free", broken.free),
        amount("asked", broken.asked),
        amount("short_by", broken.asked - broken.free),
    ]);
    context.extend(fund.map(|fund| ("fund".to_owned(), fund.thai().to_owned())));
    Ok(Error::Refused(broken.problem, context, Vec::new()))
}
