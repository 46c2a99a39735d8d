//! Orders come, and end.

use super::{rules, store};
use crate::identity::{people, users};
use crate::platform::access::Authorized;
use crate::platform::clock::bangkok_day;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::state::State;
use chrono::NaiveDate;
use shared::deputies::{ActingKind, Deputy, DeputyEnd, NewDeputy};
use shared::grants::is_given_above;
use shared::identity::User;
use shared::permission::Role;
use shared::problem::FieldCode;
use shared::text::clean;
use shared::{DeputyId, EntityId, KeyText, PersonId, ProblemCode};
use uuid::Uuid;

/// Enters an order: somebody acts in the post of another. Nobody enters one for oneself, nor for a
/// post that is opened above.
pub async fn appoint(tx: &mut Tx<'_>, new: NewDeputy) -> Result<Deputy, Error> {
    if is_given_above(new.role) {
        return Err(Error::Problem(ProblemCode::ROLE_GIVEN_ABOVE));
    }
    enter(tx, new).await
}

async fn enter(tx: &mut Tx<'_>, mut new: NewDeputy) -> Result<Deputy, Error> {
    let wrong = new.check(tx.today);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    tx.subject = new.person_id.to_string();
    if new.person_id == tx.person {
        return Err(Error::Problem(ProblemCode::OWN_RIGHTS));
    }
    let who = of_roster(tx, new.person_id, "person_id").await?;
    let holder = match new.holder_id {
        None => None,
        Some(holder) => Some(of_roster(tx, holder, "holder_id").await?),
    };
    rules::check(&new, &who, holder.as_ref())?;
    new.post_th = clean(&new.post_th).into_owned();
    let id = DeputyId(Uuid::now_v7());
    store::insert(tx, id, &new).await?;
    tracing::info!(person = %new.person_id, deputy = %id, "deputy entered");
    get(tx, id).await
}

async fn of_roster(tx: &mut Tx<'_>, person: PersonId, field: &str) -> Result<User, Error> {
    let user = users::find(tx, person).await?;
    user.ok_or_else(|| Error::field(field, FieldCode::UnknownValue))
}

async fn get(tx: &mut Tx<'_>, id: DeputyId) -> Result<Deputy, Error> {
    let deputy = store::find(tx, id).await?;
    deputy.ok_or(Error::Problem(ProblemCode::NOT_FOUND))
}

/// Ends an order before its time.
pub async fn end(tx: &mut Tx<'_>, id: DeputyId, asked: DeputyEnd) -> Result<Deputy, Error> {
    let deputy = get(tx, id).await?;
    tx.subject = deputy.person_id.to_string();
    if deputy.person_id == tx.person {
        return Err(Error::Problem(ProblemCode::OWN_RIGHTS));
    }
    rules::check_end(&deputy, asked.last_day, tx.today)?;
    store::end(tx, id, asked.last_day).await?;
    tracing::info!(person = %deputy.person_id, deputy = %id, "deputy ended");
    get(tx, id).await
}

/// The order by which somebody acts for the head of finance, as it was given above.
#[derive(Debug, Clone)]
pub struct OrderForHead {
    /// User name of who acts.
    pub username: String,
    /// The title of the post.
    pub post_th: String,
    pub order_no: KeyText,
    /// The day of the order, the first it counts, and the last.
    pub days: [NaiveDate; 3],
}

/// Lets somebody of an organisation act for its head of finance, which its own roster does not: as with
/// the post itself, the operator does so by the letter of who gave the order.
pub async fn appoint_for_head(
    state: &State,
    entity: EntityId,
    order: OrderForHead,
) -> Result<Deputy, Error> {
    let now = state.clock.now();
    let auth = Authorized::system(entity, "operator:appoint_deputy", now, bangkok_day(now));
    let work = async |tx: &mut Tx<'_>| {
        let known = people::by_username(tx, &order.username).await?;
        let who = known.ok_or_else(|| Error::field("username", FieldCode::UnknownValue))?;
        let [ordered_on, valid_from, valid_until] = order.days;
        let new = NewDeputy {
            person_id: who.id,
            kind: ActingKind::Acting,
            role: Role::FinanceHead,
            department_id: None,
            post_th: order.post_th.clone(),
            holder_id: store::only_head(tx).await?,
            order_no: order.order_no.clone(),
            ordered_on,
            valid_from,
            valid_until,
            amount_ceiling: None,
        };
        enter(tx, new).await
    };
    state.db.write(auth, work).await
}
