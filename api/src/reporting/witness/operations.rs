//! What a code proves.

use super::store;
use crate::documents::header_row;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use chrono::{DateTime, Utc};
use shared::reporting::WitnessedPaper;

/// Digits of the hash that are printed.
const PRINTED: usize = 16;

/// A record that stands, as it is told of.
pub struct Stands {
    pub entity: Option<String>,
    pub at: DateTime<Utc>,
    pub paper: Option<WitnessedPaper>,
}

/// The record with this number, if its hash begins with what was printed.
pub async fn stands(tx: &mut Tx<'_>, seq: i64, printed: &str) -> Result<Option<Stands>, Error> {
    let found = store::record_at(tx, seq).await?;
    let is_it = |(hash, _): &(String, _)| hash.get(..PRINTED) == Some(printed);
    let Some((hash, at)) = found.filter(is_it) else {
        return Ok(None);
    };
    Ok(Some(Stands {
        entity: store::name(tx).await?,
        at,
        paper: paper(tx, seq, &hash).await?,
    }))
}

/// The paper that was signed with this head, where one was.
async fn paper(tx: &mut Tx<'_>, seq: i64, hash: &str) -> Result<Option<WitnessedPaper>, Error> {
    let subject = store::signed_with(tx, seq, hash).await?;
    let Some((_, which)) = subject.as_deref().and_then(|of| of.split_once('/')) else {
        return Ok(None);
    };
    let Ok(id) = which.parse() else {
        let half = which.parse().ok();
        return Ok(half.map(|on| WitnessedPaper {
            kind: None,
            number: None,
            on,
            status: None,
        }));
    };
    let header = header_row(tx, id).await?;
    let number = header.numbers.last().map(|number| number.text.clone());
    Ok(Some(WitnessedPaper {
        kind: Some(header.kind),
        number: number.or(header.voucher),
        on: header.document_on.unwrap_or(header.entered_on),
        status: Some(header.status),
    }))
}
