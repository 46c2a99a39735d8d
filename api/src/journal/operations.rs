//! Posting: rules, limits, numbers, entries, in the transaction of the document.

use super::balance::{self, Broken};
use super::entry::{BalancedEntry, DraftEntry};
use super::posting::{AccountingEvent, PostingError, entries_for};
use super::store;
use crate::platform::db::Tx;
use crate::platform::error::{Context, Error};
use shared::{DocumentId, FiscalYear, Money, ProblemCode};

/// What entries belong to.
#[derive(Debug, Clone, Copy)]
pub struct Posting {
    /// The document that causes them.
    pub document: DocumentId,
    /// Year of the books.
    pub fiscal_year: FiscalYear,
}

/// Posts what happened, today. Refuses closed days and broken limits; writes nothing then.
pub async fn post(
    tx: &mut Tx<'_>,
    posting: Posting,
    events: &[AccountingEvent],
) -> Result<(), Error> {
    let entries = preview(tx, posting, events).await?;
    write(tx, posting, entries).await
}

/// The entries that would be written, checked against nothing but the rules.
pub async fn preview(
    tx: &mut Tx<'_>,
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
/// of every line not mirrored before. False when there was nothing.
pub async fn mirror(
    tx: &mut Tx<'_>,
    posting: Posting,
    target: DocumentId,
    whole_entries: bool,
) -> Result<bool, Error> {
    let entries = store::unmirrored(tx, target, whole_entries).await?;
    let mirrored: Vec<DraftEntry> = entries
        .into_iter()
        .map(|(id, entry)| entry.mirrored(id))
        .collect();
    let any = !mirrored.is_empty();
    write(tx, posting, mirrored).await?;
    Ok(any)
}

async fn write(tx: &mut Tx<'_>, posting: Posting, entries: Vec<DraftEntry>) -> Result<(), Error> {
    if entries.is_empty() {
        return Ok(());
    }
    store::refuse_closed_day(tx).await?;
    let moved = balance::movements(&entries);
    let limits = store::limits(tx, &moved).await?;
    if let Some(first) = balance::broken(&moved, &limits).into_iter().next() {
        return Err(refusal(tx, first).await?);
    }
    let balanced: Option<Vec<BalancedEntry>> =
        entries.into_iter().map(BalancedEntry::new).collect();
    let balanced = balanced.ok_or(Error::Problem(ProblemCode::UNBALANCED))?;
    store::insert(tx, posting, &balanced).await
}

/// The refusal of a broken limit: which line, what is free, what was asked, short by how much.
async fn refusal(tx: &mut Tx<'_>, broken: Broken) -> Result<Error, Error> {
    let name = store::name_of(tx, &broken.key).await?;
    let amount = |name: &str, value: Money| (name.to_owned(), value.to_string());
    let context = Context::from([
        ("line".to_owned(), name),
        amount("free", broken.free),
        amount("asked", broken.asked),
        amount("short_by", broken.asked - broken.free),
    ]);
    Ok(Error::Refused(broken.problem, context, Vec::new()))
}
