//! What a code leads to.

use super::store::{self, Recorded};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use shared::DocumentId;
use shared::document::Kind;

/// Digits of the hash that are printed.
const PRINTED: usize = 16;

/// The record with this number, if its hash begins with what was printed.
pub async fn as_printed(
    tx: &mut Tx<'_>,
    seq: i64,
    printed: &str,
) -> Result<Option<Recorded>, Error> {
    let found = store::record_at(tx, seq).await?;
    Ok(found.filter(|found| found.hash.get(..PRINTED) == Some(printed)))
}

/// The document that the code on a paper leads to: that was signed with it, or that its record is about.
pub async fn document_by(
    tx: &mut Tx<'_>,
    seq: i64,
    printed: &str,
) -> Result<Option<DocumentId>, Error> {
    let Some(found) = as_printed(tx, seq, printed).await? else {
        return Ok(None);
    };
    let signed = store::signed_with(tx, seq, &found.hash).await?;
    let signed = signed.as_deref().and_then(document_in);
    Ok(signed.or_else(|| document_in(&found.subject)))
}

/// The document that a record says it is about: `receipt/…`.
pub fn document_in(subject: &str) -> Option<DocumentId> {
    let (kind, id) = subject.split_once('/')?;
    kind.parse::<Kind>().ok()?;
    id.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_about_a_document_is_told_from_others() {
        let id = "01890000-0000-7000-8000-000000000001";
        assert!(document_in(&format!("receipt/{id}")).is_some());
        for other in ["entity", "user_review/2025-10-01", "receipt/x", ""] {
            assert_eq!(document_in(other), None, "{other}");
        }
        assert_eq!(document_in(&format!("parties/{id}")), None);
    }
}
