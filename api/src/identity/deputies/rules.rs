//! Pure: may this person act in that post?

use crate::identity::users::check_clash;
use crate::platform::error::{Context, Error};
use chrono::NaiveDate;
use shared::deputies::{Deputy, NewDeputy};
use shared::grants::is_given_above;
use shared::identity::{RoleHeld, User};
use shared::problem::FieldCode;
use shared::{FieldError, Money, ProblemCode};

/// May `who` act so for `holder`? The trigger `deputy_fits` says the same, and `grant_right` which
/// roles one person does not have at once.
pub fn check(new: &NewDeputy, who: &User, holder: Option<&User>) -> Result<(), Error> {
    if who.is_suspended {
        return Err(Error::Problem(ProblemCode::DEPUTY_SUSPENDED));
    }
    if who.roles.iter().any(|held| is_same(new, held)) {
        return Err(Error::field("valid_from", FieldCode::Duplicate));
    }
    let held = who.roles.iter().cloned();
    check_clash(&held.chain([new.held()]).collect::<Vec<_>>())?;
    let Some(holder) = holder else {
        return Ok(());
    };
    let Some(post) = new.role_of_holder(holder) else {
        let role = Context::from([("role".to_owned(), new.role.thai().to_owned())]);
        let fields = vec![FieldError::new("holder_id", FieldCode::UnknownValue)];
        return Err(Error::Refused(ProblemCode::NOT_OF_POST, role, fields));
    };
    let is_beyond = |most: &Money| new.amount_ceiling.is_none_or(|asked| asked > *most);
    match post.amount_ceiling.filter(is_beyond) {
        None => Ok(()),
        Some(most) => {
            let ceiling = Context::from([("ceiling".to_owned(), most.to_string())]);
            let fields = vec![FieldError::new("amount_ceiling", FieldCode::TooLarge)];
            Err(Error::Refused(ProblemCode::BEYOND_HOLDER, ceiling, fields))
        }
    }
}

/// Is this role held in the same post on some of the same days?
fn is_same(new: &NewDeputy, held: &RoleHeld) -> bool {
    let meet = held.valid_from.is_none_or(|from| from <= new.valid_until)
        && held.valid_until.is_none_or(|until| new.valid_from <= until);
    let post = (held.role, held.department_id);
    held.acting.is_some() && post == (new.role, new.department_id) && meet
}

/// May it end with this day, asked today? Sooner than it would, and not in the past: yesterday ends it
/// at once. Of a post that is opened above nobody here takes all.
pub fn check_end(deputy: &Deputy, last_day: NaiveDate, today: NaiveDate) -> Result<(), Error> {
    let is_past = today
        .pred_opt()
        .is_some_and(|yesterday| last_day < yesterday);
    if is_past || last_day >= deputy.last_day() {
        return Err(Error::field("last_day", FieldCode::ImpossibleDay));
    }
    match is_given_above(deputy.role) && last_day < deputy.valid_from {
        true => Err(Error::Problem(ProblemCode::ROLE_GIVEN_ABOVE)),
        false => Ok(()),
    }
}
