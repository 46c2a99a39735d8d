//! A page of a list: ids first, then the rows shown; and how far counting goes.

use super::narrowed::few_of;
use super::store::{self, ListFilter};
use super::{COUNTED, COUNTED_OF_EACH, COUNTED_WITH_WORDS, FEW, FOUND};
use crate::documents::header::HeaderRow;
use crate::documents::store::headers;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::http::{check_depth, nearest};
use shared::DocumentId;
use shared::document::DocumentCount;
use shared::page::MAX_PER_PAGE;
use shared::text::normal;

/// Which page, of how many rows.
#[derive(Debug, Clone, Copy)]
pub struct Reach {
    /// From 1.
    pub page: u32,
    /// Rows a page.
    pub per_page: u32,
}

impl Reach {
    /// The page to read: no farther down than pages are counted.
    pub(super) fn nearest(self) -> Reach {
        Reach {
            page: nearest(self.page, self.per_page),
            ..self
        }
    }

    /// What was read, unless the list reaches farther down than pages are counted.
    pub(super) fn answer(self, listed: Listed) -> Result<Listed, Error> {
        let has_rows = !listed.rows.is_empty();
        check_depth(self.page, self.nearest().page, has_rows)?;
        Ok(listed)
    }

    /// The page, where it is one of several and not all there is.
    pub fn part(self) -> Option<u32> {
        (self.per_page <= MAX_PER_PAGE).then_some(self.page)
    }

    pub(super) fn limit(self) -> i64 {
        i64::from(self.per_page)
    }

    pub(super) fn offset(self) -> i64 {
        i64::from(self.page - 1) * self.limit()
    }

    /// The rows of the page, of all.
    pub(super) fn of(self, all: &[DocumentId]) -> &[DocumentId] {
        let place = |row: i64| usize::try_from(row).map_or(all.len(), |row| row.min(all.len()));
        let (from, to) = (place(self.offset()), place(self.offset() + self.limit()));
        all.get(from..to).unwrap_or_default()
    }
}

/// A page of headers, and how many rows there are.
pub struct Listed {
    /// Rows in all, or those that were counted.
    pub total: i64,
    /// There are more than those.
    pub more: bool,
    /// The rows of the page.
    pub rows: Vec<HeaderRow>,
}

/// Of so many rows known, which are not all when they are more than `counted`: what is said.
pub(super) fn told(known: i64, counted: i64) -> (i64, bool) {
    (known.min(counted), known > counted)
}

/// A page of a list.
pub async fn list(tx: &mut Tx<'_>, filter: &ListFilter, reach: Reach) -> Result<Listed, Error> {
    reach.answer(read(tx, filter, reach.nearest()).await?)
}

async fn read(tx: &mut Tx<'_>, filter: &ListFilter, reach: Reach) -> Result<Listed, Error> {
    if filter.readable.is_empty() {
        return Ok(Listed {
            total: 0,
            more: false,
            rows: Vec::new(),
        });
    }
    store::plan_anew(tx);
    // A party is looked for by the same index; whether the words are in its name is asked of each.
    let words = filter.text.as_deref().map(normal);
    let words = words.filter(|words| !words.is_empty());
    let Some(words) = words.or_else(|| filter.party.clone()) else {
        return narrowed(tx, filter, reach).await;
    };
    let (common, found) = store::found(tx, &filter.readable, &words, FOUND).await?;
    let through = ListFilter {
        readable: common,
        ..filter.clone()
    };
    match found.is_empty() && !through.readable.is_empty() {
        true => gone_through(tx, &through, Some(&words), reach).await,
        false => met(tx, filter, (&through, words.as_str()), found, reach).await,
    }
}

/// A page without words: of what a rare fund or person has, else by going through the list.
async fn narrowed(tx: &mut Tx<'_>, filter: &ListFilter, reach: Reach) -> Result<Listed, Error> {
    let found = few_of(tx, filter.fund, filter.person, FEW).await?;
    let Some(found) = found else {
        return gone_through(tx, filter, None, reach).await;
    };
    let nowhere = ListFilter::default();
    met(tx, filter, (&nowhere, ""), found, reach).await
}

/// A page by going through the list, no farther than it is counted.
async fn gone_through(
    tx: &mut Tx<'_>,
    filter: &ListFilter,
    words: Option<&str>,
    reach: Reach,
) -> Result<Listed, Error> {
    let (limit, offset) = (reach.limit(), reach.offset());
    let most = i64::from(match words.is_some() || filter.is_asked_of_each() {
        true => COUNTED_WITH_WORDS,
        false => COUNTED,
    });
    let is_whole = filter.after.is_none();
    // One row more tells whether there are more. One kind is counted on the way.
    let ahead = match is_whole && filter.readable.len() == 1 {
        true => (most + 1 - offset).max(limit + 1),
        false => limit + 1,
    };
    let mut page = store::walk(tx, filter, words, ahead, offset).await?;
    let known = length(&page);
    page.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let end = offset + length(&page);
    let (total, more) = match known {
        // A page beyond the last: they are fewer than it would begin with, and counted, so that
        // there is a way to the last.
        0 if is_whole && offset > 0 => (counted(tx, filter, words, offset).await?, false),
        known if is_whole && known < ahead => (offset + known, false),
        known if is_whole && offset + known > most => (end.max(most), true),
        _ => told(counted(tx, filter, words, most + 1).await?, most),
    };
    Ok(Listed {
        total,
        more,
        rows: rows(tx, &page).await?,
    })
}

/// A page of those `found` by what is rare in some kinds, among those met by going through the kinds in
/// which the words are common.
async fn met(
    tx: &mut Tx<'_>,
    filter: &ListFilter,
    (through, words): (&ListFilter, &str),
    found: Vec<DocumentId>,
    reach: Reach,
) -> Result<Listed, Error> {
    let end = reach.offset() + reach.limit();
    let most = end.max(i64::from(COUNTED_WITH_WORDS));
    let (mut met, mut count) = (Vec::new(), 0);
    if !through.readable.is_empty() {
        met = store::walk(tx, through, Some(words), end + 1, 0).await?;
        count = counted(tx, through, Some(words), most + 1).await?;
    }
    let walked = length(&met);
    let found = [found, met].concat();
    let all = match filter.goes_by_ids() {
        true => filter.by_ids(found),
        false => store::among(tx, &filter.whole(), found).await?,
    };
    let here: Vec<_> = all
        .iter()
        .copied()
        .filter(|id| filter.reaches(*id))
        .collect();
    let (count, more) = told(count, most);
    Ok(Listed {
        total: length(&all) - walked + count,
        more,
        rows: rows(tx, reach.of(&here)).await?,
    })
}

/// The rows of a page; reading them is planned once, which takes longer than reading them.
pub(super) async fn rows(tx: &mut Tx<'_>, page: &[DocumentId]) -> Result<Vec<HeaderRow>, Error> {
    store::plan_once(tx);
    headers(tx, page).await
}

/// How many these are.
pub(super) fn length<T>(these: &[T]) -> i64 {
    i64::try_from(these.len()).unwrap_or(i64::MAX)
}

/// How many rows a list has, counted up to `most`, wherever it begins.
async fn counted(
    tx: &mut Tx<'_>,
    filter: &ListFilter,
    words: Option<&str>,
    most: i64,
) -> Result<i64, Error> {
    Ok(store::count(tx, &filter.whole(), words, most)
        .await?
        .min(most))
}

/// How many documents of each kind and status there are.
pub async fn counts(tx: &mut Tx<'_>, filter: &ListFilter) -> Result<Vec<DocumentCount>, Error> {
    store::plan_anew(tx);
    let most = i64::from(COUNTED_OF_EACH);
    let standing = store::standing(tx, filter, most + 1).await?;
    let counts = standing.into_iter().map(|standing| {
        let (count, more) = told(standing.count, most);
        DocumentCount {
            kind: standing.kind,
            status: standing.status,
            count,
            more,
            amount: Some(standing.amount).filter(|_| !more),
        }
    });
    Ok(counts.collect())
}
