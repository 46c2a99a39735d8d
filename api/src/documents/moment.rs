//! What a step asks of the moment it is taken in, whoever has the right to it.

use super::header::HeaderRow;
use super::store;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::{Context, Error};
use chrono::{DateTime, TimeDelta, Utc};
use shared::ProblemCode;
use shared::document::Step;
use uuid::Uuid;

/// Is this an id (UUID version 7) made by a clock like ours, at most a year ago? Lists and inboxes go by
/// it: one of another time would stand before all others, or end reading on.
pub fn is_id_of_now(id: Uuid, now: DateTime<Utc>) -> bool {
    let made = id.get_timestamp().map(|at| at.to_unix());
    let made = made
        .and_then(|(seconds, nanos)| DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos));
    id.get_version_num() == 7
        && made.is_some_and(|made| {
            made <= now + TimeDelta::minutes(5) && made >= now - TimeDelta::days(366)
        })
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

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::{NoContext, Timestamp};

    #[test]
    fn ids_are_of_now() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).expect("a moment");
        let made = |at: DateTime<Utc>| {
            let seconds = u64::try_from(at.timestamp()).expect("after 1970");
            Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, 0))
        };
        let of = |text: &str| is_id_of_now(text.parse().expect("an id"), now);
        assert!(is_id_of_now(made(now), now));
        assert!(is_id_of_now(made(now - TimeDelta::days(365)), now));
        assert!(!is_id_of_now(made(now + TimeDelta::minutes(6)), now));
        assert!(!is_id_of_now(made(now - TimeDelta::days(367)), now));
        assert!(!is_id_of_now(Uuid::new_v4(), now));
        assert!(!of("ffffffff-ffff-7fff-bfff-ffffffffff01"));
        assert!(!of("00000000-0000-7000-8000-000000000001"));
    }
}
