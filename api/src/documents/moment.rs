//! What a step asks of the moment it is taken in, whoever has the right to it.

use super::header::HeaderRow;
use super::store;
use crate::platform::access::Ctx;
use crate::platform::clock::Clock;
use crate::platform::db::Tx;
use crate::platform::error::{Context, Error};
use chrono::{DateTime, TimeDelta, Utc};
use shared::ProblemCode;
use shared::document::Step;
use shared::problem::FieldCode;
use uuid::Uuid;

/// Refuses an id that is no UUID of version 7, or of a time more than a day ahead: lists are read on by
/// ids, and nothing newer would come after it. Ids are made by the clocks of others, so it is the real time
/// that counts, whatever the day is that is practised on. `make_document` says the same.
pub fn check_id(id: Uuid, now: DateTime<Utc>) -> Result<(), Error> {
    if id.get_version_num() != 7 {
        return Err(Error::field("id", FieldCode::Malformed));
    }
    let latest = now.max(Clock::System.now()) + TimeDelta::days(1);
    let made = id.get_timestamp().map(|at| at.to_unix().0);
    let made = made.and_then(|seconds| i64::try_from(seconds).ok());
    match made.is_some_and(|made| made <= latest.timestamp()) {
        true => Ok(()),
        false => Err(Error::Problem(ProblemCode::DEVICE_CLOCK_WRONG)),
    }
}

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
