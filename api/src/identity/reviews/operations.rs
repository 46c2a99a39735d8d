//! What there is to review, and what signing does.

use super::store::{self, Review};
use crate::identity::sessions;
use crate::identity::users::{self, set_suspended};
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use chrono::NaiveDate;
use shared::permission::{Operation, Resource, allows};
use shared::reviews::{
    ReviewDue, ReviewNow, ReviewToSign, SignedReview, UnderReview, Verdict, due_on, half_begins,
    roles_in_thai,
};
use shared::{PersonId, ProblemCode};
use std::collections::HashMap;

/// Users of an entity that a review holds.
const MOST: i64 = 1_000;

/// Whether the review of the half-year of today is due.
pub async fn due(tx: &mut Tx<'_>) -> Result<ReviewDue, Error> {
    Ok(due_after(tx.today, store::find(tx, None).await?.as_ref()))
}

fn due_after(today: NaiveDate, last: Option<&Review>) -> ReviewDue {
    let half_begins = half_begins(today);
    let due_on = due_on(half_begins);
    let is_signed = last.is_some_and(|review| review.half_begins == half_begins);
    let late = (today - due_on).num_days().max(0);
    ReviewDue {
        half_begins,
        due_on,
        days_late: if is_signed { 0 } else { late },
        is_signed,
        since: last.map(|review| review.signed_on),
    }
}

/// The review of the half-year of today.
pub async fn now(tx: &mut Tx<'_>) -> Result<ReviewNow, Error> {
    let last = store::find(tx, None).await?;
    let due = due_after(tx.today, last.as_ref());
    let users = match due.is_signed {
        true => Vec::new(),
        false => under_review(tx, last).await?,
    };
    Ok(ReviewNow { due, users })
}

/// Everybody who is not suspended, with what there is to judge by since the review before.
async fn under_review(tx: &mut Tx<'_>, before: Option<Review>) -> Result<Vec<UnderReview>, Error> {
    let users = users::list(tx, MOST, 0).await?;
    let mut acts = store::acts(tx, before.as_ref().map(|review| review.signed_at)).await?;
    let departments = store::departments(tx).await?;
    let mut seen: HashMap<PersonId, String> = match &before {
        None => HashMap::new(),
        Some(review) => {
            let rows = store::rows(tx, review.half_begins).await?;
            rows.into_iter()
                .map(|row| (row.person_id, row.roles_th))
                .collect()
        }
    };
    let asking = tx.person;
    let users = users.into_iter().filter(|user| !user.is_suspended);
    let row = |user: shared::identity::User| {
        let acts = acts.remove(&user.person_id).unwrap_or_default();
        let roles_th = roles_in_thai(&user.roles, |id| {
            departments.get(&id).cloned().unwrap_or_default()
        });
        UnderReview {
            person_id: user.person_id,
            name: user.name,
            position: user.position,
            roles: user.roles,
            roles_th,
            before_th: seen.remove(&user.person_id),
            last_login_at: user.last_login_at,
            acts: acts.acts,
            last_act_on: acts.last_act_on,
            is_self: user.person_id == asking,
        }
    };
    Ok(users.map(row).collect())
}

/// Signs the review of the half-year of today: keeps what was seen, suspends whom it says, and ends the
/// rights of those it does not confirm with the day it says.
pub async fn sign(tx: &mut Tx<'_>, ctx: &Ctx, asked: ReviewToSign) -> Result<SignedReview, Error> {
    let ReviewNow { due, users } = now(tx).await?;
    let half_begins = due.half_begins;
    tx.subject = format!("user_review/{half_begins}");
    if due.is_signed {
        return Err(Error::Problem(ProblemCode::REVIEW_SIGNED));
    }
    let known = |person: PersonId| users.iter().any(|user| user.person_id == person);
    let wrong = asked.check(tx.today, tx.person, known);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let rows: Vec<_> = users.into_iter().map(|user| judged(user, &asked)).collect();
    let head = store::head(tx).await?;
    let edits = Resource::User.to(Operation::Edit);
    let signing = ctx.capacity(|held| allows(held.role, edits));
    let review = Review {
        half_begins,
        rights_until: asked.rights_until,
        signed_on: tx.today,
        signed_at: tx.now,
        signer_name: ctx.name.clone(),
        signer_position: ctx.position.clone(),
        signer_acting: signing.and_then(|order| ctx.acting(order)).cloned(),
        head_seq: head.seq,
        head_hash: head.hash,
    };
    store::insert(tx, &review).await?;
    store::insert_rows(tx, half_begins, &rows).await?;
    for (user, verdict) in &rows {
        match verdict {
            Verdict::Suspended => {
                set_suspended(tx, user.person_id, true).await?;
                sessions::end_in_entity(tx, user.person_id).await?;
            }
            Verdict::Unconfirmed => {
                users::end_rights(tx, user.person_id, asked.rights_until).await?;
            }
            Verdict::Confirmed | Verdict::Reviewer => {}
        }
    }
    tracing::info!(%half_begins, "roster reviewed");
    let count = |wanted: Verdict| {
        let of = rows.iter().filter(|(_, verdict)| *verdict == wanted);
        i64::try_from(of.count()).unwrap_or_default()
    };
    Ok(SignedReview {
        half_begins,
        signed_on: review.signed_on,
        signer_name: review.signer_name,
        rights_until: review.rights_until,
        confirmed: count(Verdict::Confirmed),
        suspended: count(Verdict::Suspended),
        unconfirmed: count(Verdict::Unconfirmed),
    })
}

/// Whose rights a signed review ends: to be told by mail.
pub async fn ended(tx: &mut Tx<'_>, half: NaiveDate) -> Result<Vec<PersonId>, Error> {
    let mut rows = store::rows(tx, half).await?;
    rows.retain(|row| matches!(row.verdict, Verdict::Suspended | Verdict::Unconfirmed));
    Ok(rows.into_iter().map(|row| row.person_id).collect())
}

/// Somebody with what was decided; nobody decides on oneself.
fn judged(user: UnderReview, asked: &ReviewToSign) -> (UnderReview, Verdict) {
    let mut all = asked.judged.iter();
    let own = all.find(|one| one.person_id == user.person_id);
    let verdict = match own {
        _ if user.is_self => Verdict::Reviewer,
        None => Verdict::Unconfirmed,
        Some(one) => one.verdict,
    };
    (user, verdict)
}
