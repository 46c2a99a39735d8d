//! What a clearing needs to know: its advance, and what is left of it.

use super::rules::{Facts, keys};
use crate::budget::line;
use crate::documents::HeaderRow;
use crate::expenditure::advance_request::advance;
use crate::journal;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use shared::Money;
use shared::expenditure::AdvanceClearing;

/// The facts of a clearing.
pub async fn facts(
    tx: &mut Tx<'_>,
    body: &AdvanceClearing,
    header: &HeaderRow,
) -> Result<Facts, Error> {
    let mut facts = Facts {
        advance: advance(tx, body.advance_id).await?,
        line: None,
        owed: Money::ZERO,
        to_clear: Money::ZERO,
    };
    if let Some(advance) = &facts.advance {
        let mut free = journal::free(tx, header.id, &keys(advance))
            .await?
            .into_iter();
        facts.owed = free.next().unwrap_or_default();
        facts.to_clear = free.next().unwrap_or_default();
        facts.line = line(tx, advance.budget_line_id).await?;
    }
    Ok(facts)
}
