//! A page of a list: ids first, then the rows shown; and how far counting goes.

use super::store::{self, ListFilter};
use super::{COUNTED, COUNTED_OF_EACH, COUNTED_WAITING, COUNTED_WITH_WORDS, FOUND};
use crate::documents::header::HeaderRow;
use crate::documents::store::headers;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use serde_json::Value;
use shared::DocumentId;
use shared::document::DocumentCount;
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
    fn limit(self) -> i64 {
        i64::from(self.per_page)
    }

    fn offset(self) -> i64 {
        i64::from(self.page - 1) * self.limit()
    }

    /// The rows of the page, of all.
    fn of(self, all: &[DocumentId]) -> &[DocumentId] {
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
fn told(known: i64, counted: i64) -> (i64, bool) {
    (known.min(counted), known > counted)
}

/// A page of a list.
pub async fn list(tx: &mut Tx<'_>, filter: &ListFilter, reach: Reach) -> Result<Listed, Error> {
    if filter.readable.is_empty() {
        return Ok(Listed {
            total: 0,
            more: false,
            rows: Vec::new(),
        });
    }
    store::plan_anew(tx).await?;
    let words = filter.text.as_deref().map(normal);
    let words = words.as_deref().filter(|words| !words.is_empty());
    if let Some(words) = words
        && let Some(found) = store::found(tx, &filter.readable, words, FOUND).await?
    {
        let all = store::among(tx, &filter.whole(), found).await?;
        let here: Vec<_> = all
            .iter()
            .copied()
            .filter(|id| filter.reaches(*id))
            .collect();
        return Ok(Listed {
            total: i64::try_from(all.len()).unwrap_or(i64::MAX),
            more: false,
            rows: headers(tx, reach.of(&here)).await?,
        });
    }
    let (limit, offset) = (reach.limit(), reach.offset());
    // One row more tells whether there are more.
    let mut page = store::walk(tx, filter, words, limit + 1, offset).await?;
    let shown = i64::try_from(page.len()).unwrap_or(i64::MAX).min(limit);
    let ends = i64::try_from(page.len()).unwrap_or(i64::MAX) <= limit;
    page.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let most = i64::from(match words {
        Some(_) => COUNTED_WITH_WORDS,
        None => COUNTED,
    });
    let is_whole = filter.after.is_none();
    let (total, more) = match shown {
        // A page beyond the last: they are fewer than it would begin with, and counted, so that
        // there is a way to the last.
        0 if is_whole && offset > 0 => (counted(tx, filter, words, offset).await?, false),
        shown if is_whole && ends => (offset + shown, false),
        shown if is_whole && offset + shown >= most => (offset + shown, true),
        _ => told(counted(tx, filter, words, most + 1).await?, most),
    };
    Ok(Listed {
        total,
        more,
        rows: headers(tx, &page).await?,
    })
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

/// A page of what waits for the person asking: first what was sent back to the person and not changed
/// since, then what stands at one of these places of the routes, the oldest first.
pub async fn waiting(tx: &mut Tx<'_>, places: Vec<Value>, reach: Reach) -> Result<Listed, Error> {
    store::plan_anew(tx).await?;
    let end = reach.offset() + reach.limit();
    let most = end.max(i64::from(COUNTED_WAITING));
    let mut all = store::returned(tx).await?;
    all.extend(store::at_places(tx, places, most + 1).await?);
    let (total, more) = told(i64::try_from(all.len()).unwrap_or(i64::MAX), most);
    Ok(Listed {
        total,
        more,
        rows: headers(tx, reach.of(&all)).await?,
    })
}

/// How many documents of each kind and status there are.
pub async fn counts(tx: &mut Tx<'_>, filter: &ListFilter) -> Result<Vec<DocumentCount>, Error> {
    store::plan_anew(tx).await?;
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
