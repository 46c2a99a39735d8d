//! What a step asks of the moment it is taken in, whoever has the right to it.

use super::header::HeaderRow;
use super::store;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::{Context, Error};
use shared::ProblemCode;
use shared::document::Step;

/// A fresh proof of who takes it, where it matters most; and that money does not go to a payee whose
/// account was changed today. The triggers `step_proof` and `step_right` say the same.
pub async fn check(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    header: &HeaderRow,
    step: &Step,
) -> Result<(), Error> {
    if step.needs_proof {
        ctx.check_proof()?;
    }
    if !step.pays {
        return Ok(());
    }
    match store::account_changed_today(tx, header.id).await? {
        None => Ok(()),
        Some(name) => {
            let name = Context::from([("name".to_owned(), name)]);
            let code = ProblemCode::PAYEE_ACCOUNT_CHANGED;
            Err(Error::Refused(code, name, Vec::new()))
        }
    }
}
