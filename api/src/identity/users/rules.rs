//! Pure: which roles somebody may be given, and what a new account is called.

use crate::platform::error::{Context, Error};
use chrono::NaiveDate;
use shared::ProblemCode;
use shared::calendar::DayBounds;
use shared::grants::{clashing, is_given_above};
use shared::identity::RoleHeld;
use shared::problem::FieldCode;

/// May the head of finance make these roles of those held? Roles given above stay as they are, and
/// no two on one day are such that one person does not have both.
pub fn check_roles(held: &[RoleHeld], wanted: &[RoleHeld]) -> Result<(), Error> {
    let above = |roles: &[RoleHeld], others: &[RoleHeld]| {
        let mut above = roles.iter().filter(|held| is_given_above(held.role));
        above.all(|held| others.contains(held))
    };
    if !above(held, wanted) || !above(wanted, held) {
        return Err(Error::Problem(ProblemCode::ROLE_GIVEN_ABOVE));
    }
    check_clash(wanted)
}

/// Has one person two of these that clash?
pub fn check_clash(roles: &[RoleHeld]) -> Result<(), Error> {
    let Some((one, other)) = clashing(roles) else {
        return Ok(());
    };
    let told = format!("{} กับ {}", one.thai(), other.thai());
    let context = Context::from([("roles".to_owned(), told)]);
    Err(Error::Refused(
        ProblemCode::ROLES_CLASH,
        context,
        Vec::new(),
    ))
}

/// May all these roles end with this day, asked today? Not in the past (yesterday ends them at once),
/// nor in years to come; and of one at least something is left, or nobody would be in the roster.
pub fn check_departure(
    roles: &[RoleHeld],
    last_day: NaiveDate,
    today: NaiveDate,
) -> Result<(), Error> {
    let yesterday = today.pred_opt().unwrap_or(today);
    let begun = |held: &RoleHeld| held.valid_from.is_none_or(|from| from <= last_day);
    let fits = last_day >= yesterday && DayBounds::TERM.holds(last_day, today);
    match fits && roles.iter().any(begun) {
        true => Ok(()),
        false => Err(Error::field("last_day", FieldCode::ImpossibleDay)),
    }
}

/// What an account may be called, by an e-mail address: the name first, then the name with numbers.
pub fn usernames(email: &str) -> impl Iterator<Item = String> {
    let local = email
        .split('@')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let fits = |letter: &char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || "._-".contains(*letter)
    };
    let local: String = local.chars().filter(fits).take(40).collect();
    let name = match local.len() {
        0..3 => format!("user.{local}"),
        _ => local,
    };
    let numbered = name.clone();
    std::iter::once(name).chain((2..10_000).map(move |number| format!("{numbered}{number}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::DepartmentId;
    use shared::permission::Role;

    fn headship() -> RoleHeld {
        RoleHeld::of(Role::FinanceHead, None)
    }

    #[test]
    fn what_is_given_above_neither_comes_nor_goes_nor_changes() {
        let officer = RoleHeld::of(Role::RevenueOfficer, None);
        let own = [headship(), officer.clone()];
        assert!(check_roles(&own, &[headship()]).is_ok());
        let until = chrono::NaiveDate::from_ymd_opt(2026, 1, 1);
        let shorter = RoleHeld {
            valid_until: until,
            ..headship()
        };
        for (held, wanted) in [
            (&own[..], vec![officer.clone()]),
            (&own[1..], own.to_vec()),
            (&own[..], vec![shorter]),
        ] {
            let refused = check_roles(held, &wanted).map_err(|error| error.code());
            assert_eq!(refused, Err(ProblemCode::ROLE_GIVEN_ABOVE));
        }
        let clerk = RoleHeld::of(Role::DepartmentClerk, Some(DepartmentId::default()));
        let both = [clerk, RoleHeld::of(Role::Executive, None)];
        let refused = check_roles(&[], &both).map_err(|error| error.code());
        assert_eq!(refused, Err(ProblemCode::ROLES_CLASH));
    }

    #[test]
    fn accounts_are_called_by_their_address() {
        let first = |email| usernames(email).next();
        assert_eq!(first("Somchai.J@sao.go.th").as_deref(), Some("somchai.j"));
        assert_eq!(first("ก@sao.go.th").as_deref(), Some("user."));
        let second = usernames("somchai@sao.go.th").nth(1);
        assert_eq!(second.as_deref(), Some("somchai2"));
    }
}
