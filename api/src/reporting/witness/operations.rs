//! What a code proves.

use super::store;
use crate::documents::{self, header_row};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use chrono::{DateTime, Utc};
use shared::DocumentId;
use shared::reporting::WitnessedPaper;

/// A record that stands, as it is told of.
pub struct Stands {
    pub entity: Option<String>,
    pub at: DateTime<Utc>,
    pub paper: Option<WitnessedPaper>,
}

/// The record with this number, if its hash begins with what was printed; with the paper that was signed
/// with it, where one was.
pub async fn stands(tx: &mut Tx<'_>, seq: i64, printed: &str) -> Result<Option<Stands>, Error> {
    let Some(found) = documents::as_printed(tx, seq, printed).await? else {
        return Ok(None);
    };
    Ok(Some(Stands {
        entity: store::name(tx).await?,
        at: found.at,
        paper: signed_with(tx, seq, &found.hash).await?,
    }))
}

/// The same of the code that a document's own paper has: that of a record which is about the document, and
/// of nothing else.
pub async fn paper_stands(
    tx: &mut Tx<'_>,
    seq: i64,
    printed: &str,
) -> Result<Option<Stands>, Error> {
    let Some(found) = documents::as_printed(tx, seq, printed).await? else {
        return Ok(None);
    };
    let Some(id) = documents::document_in(&found.subject) else {
        return Ok(None);
    };
    let last = documents::last_about(tx, &found.subject).await?;
    let paper = WitnessedPaper {
        is_outdated: last.is_some_and(|last| last.seq != seq),
        ..paper_of(tx, id, true).await?
    };
    Ok(Some(Stands {
        entity: store::name(tx).await?,
        at: found.at,
        paper: Some(paper),
    }))
}

/// The paper that was signed with this head, where one was.
async fn signed_with(
    tx: &mut Tx<'_>,
    seq: i64,
    hash: &str,
) -> Result<Option<WitnessedPaper>, Error> {
    let subject = documents::signed_with(tx, seq, hash).await?;
    let Some((_, which)) = subject.as_deref().and_then(|of| of.split_once('/')) else {
        return Ok(None);
    };
    if let Ok(id) = which.parse() {
        return paper_of(tx, id, false).await.map(Some);
    }
    let half = which.parse().ok();
    Ok(half.map(|on| WitnessedPaper {
        kind: None,
        number: None,
        on,
        status: None,
        amount: None,
        is_outdated: false,
    }))
}

/// What is told of the paper of a document; nobody on it.
async fn paper_of(
    tx: &mut Tx<'_>,
    id: DocumentId,
    with_amount: bool,
) -> Result<WitnessedPaper, Error> {
    let header = header_row(tx, id).await?;
    let number = header.numbers.last().map(|number| number.text.clone());
    Ok(WitnessedPaper {
        kind: Some(header.kind),
        number: number.or(header.voucher),
        on: header.document_on.unwrap_or(header.entered_on),
        status: Some(header.status),
        amount: with_amount.then_some(header.amount),
        is_outdated: false,
    })
}
