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
        year: header.fiscal_year,
        advance: advance(tx, body.advance_id).await?,
        line: None,
        owed: Money::ZERO,
        to_clear: Money::ZERO,
    };
    if let Some(advance) = &facts.advance {
        let [owed, to_clear] = keys(advance);
        facts.owed = journal::free(tx, header.id, &owed).await?;
        facts.to_clear = journal::free(tx, header.id, &to_clear).await?;
        facts.line = line(tx, advance.budget_line_id).await?;
    }
    Ok(facts)
}
