//! Who may be given which roles: by whom, which not to one person at once, and what they come to.
//! The database says the same of the first two (`is_given_above`, `roles_clash`).

use crate::document::{Kind, Menu};
use crate::identity::{Appointment, NewUser, RoleHeld};
use crate::permission::{Operation, Permission, Resource, Role, allows};
use crate::problem::{FieldCode, FieldError};
use crate::text::{check_text, is_thai_id};
use serde::{Deserialize, Serialize};

/// Longest name and position.
const NAME_MAX: usize = 200;
/// Roles of one person in one entity.
const ROLES_MAX: usize = 20;

/// Those who only look (domain `README.md` section 3: read only): whoever is one of them does nothing
/// else there, or the auditor would audit the own work.
const WATCHING: &[Role] = &[
    Role::InternalAuditor,
    Role::ProvinceViewer,
    Role::DistrictViewer,
    Role::DlaAdmin,
    Role::DlaViewer,
    Role::StateAuditor,
];

/// Those who prepare, collect, register or pay: none of them decides on money as the executive
/// (the same section; `trust.md` section 4: not approve and pay).
const PREPARING: &[Role] = &[
    Role::FinanceHead,
    Role::FinanceOfficer,
    Role::RevenueOfficer,
    Role::ProcurementOfficer,
    Role::DepartmentClerk,
];

/// Those who have no access to payments, or administer users: not the officer who pays (the same
/// section: `finance_officer` no approval, no user administration; `revenue_officer` no access to
/// payments; `procurement_officer` does not pay requests of its own contracts).
const NOT_PAYING: &[Role] = &[
    Role::FinanceHead,
    Role::RevenueOfficer,
    Role::ProcurementOfficer,
];

/// Is the role given by whoever stands above the entity, not by its head of finance? The head's own
/// post and those of who watches from outside are.
pub fn is_given_above(role: Role) -> bool {
    let outside = WATCHING.contains(&role) && role != Role::InternalAuditor;
    role == Role::FinanceHead || outside
}

/// May one person not have both roles at once?
pub fn clash(one: Role, other: Role) -> bool {
    let pair = |first: Role, rest: &[Role]| {
        one == first && rest.contains(&other) || other == first && rest.contains(&one)
    };
    one != other
        && (WATCHING.contains(&one)
            || WATCHING.contains(&other)
            || pair(Role::Executive, PREPARING)
            || pair(Role::FinanceOfficer, NOT_PAYING))
}

/// Is the role limited to a department?
pub fn is_of_department(role: Role) -> bool {
    matches!(role, Role::DepartmentClerk | Role::DepartmentHead)
}

/// Does the role decide on amounts anywhere, so that a ceiling means something?
pub fn decides(role: Role) -> bool {
    let mut steps = Kind::ALL.iter().flat_map(|kind| kind.spec().every_step());
    steps.any(|step| step.decides() && step.roles.contains(&role))
}

/// The first two of these roles that clash on some day.
pub fn clashing(roles: &[RoleHeld]) -> Option<(Role, Role)> {
    let meet = |one: &RoleHeld, other: &RoleHeld| {
        let starts = |first: &RoleHeld, last: &RoleHeld| {
            let days = first.valid_from.zip(last.valid_until);
            days.is_none_or(|(from, until)| from <= until)
        };
        starts(one, other) && starts(other, one)
    };
    roles.iter().enumerate().find_map(|(at, one)| {
        let mut others = roles.iter().skip(at + 1);
        let other = others.find(|other| clash(one.role, other.role) && meet(one, other));
        other.map(|other| (one.role, other.role))
    })
}

impl Appointment {
    /// What is wrong with it by itself.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_text(&mut errors, "position_th", &self.position_th, NAME_MAX);
        check_roles(&mut errors, &self.roles);
        errors
    }
}

/// Can this be an address? Only a code that arrives proves it.
pub fn is_plausible(email: &str) -> bool {
    let Some((local, domain)) = email.rsplit_once('@') else {
        return false;
    };
    let labels: Vec<&str> = domain.split('.').collect();
    let is_label = |label: &&str| {
        let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(fits)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_local = |b: u8| b.is_ascii_graphic() && !br#"@"(),:;<>[\]"#.contains(&b);
    email.len() <= 254
        && (1..=64).contains(&local.len())
        && local.bytes().all(is_local)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && labels.len() >= 2
        && labels.iter().all(is_label)
}

impl NewUser {
    /// What is wrong with it by itself.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_text(&mut errors, "name_th", &self.name_th, NAME_MAX);
        let pid = match self.pid.len() {
            0 => Some(FieldCode::Required),
            1..13 => Some(FieldCode::TooShort),
            13 if is_thai_id(&self.pid) => None,
            13 => Some(FieldCode::WrongCheckDigit),
            _ => Some(FieldCode::TooLong),
        };
        errors.extend(pid.map(|code| FieldError::new("pid", code)));
        let email = match self.email.trim() {
            "" => Some(FieldCode::Required),
            email if is_plausible(email) => None,
            _ => Some(FieldCode::Malformed),
        };
        errors.extend(email.map(|code| FieldError::new("email", code)));
        errors.extend(self.appointment().check());
        errors
    }

    /// Where the person will stand.
    pub fn appointment(&self) -> Appointment {
        Appointment {
            position_th: self.position_th.clone(),
            roles: self.roles.clone(),
        }
    }
}

fn check_roles(errors: &mut Vec<FieldError>, roles: &[RoleHeld]) {
    let mut wrong = |at: usize, field: &str, code| {
        errors.push(FieldError::new(format!("roles[{at}].{field}"), code));
    };
    for (at, held) in roles.iter().enumerate() {
        if held.acting.is_some() {
            wrong(at, "acting", FieldCode::MustBeEmpty);
        }
        match (is_of_department(held.role), held.department_id) {
            (true, None) => wrong(at, "department_id", FieldCode::Required),
            (false, Some(_)) => wrong(at, "department_id", FieldCode::MustBeEmpty),
            _ => {}
        }
        match held.amount_ceiling {
            Some(_) if !decides(held.role) => wrong(at, "amount_ceiling", FieldCode::MustBeEmpty),
            Some(amount) if !amount.is_positive() => {
                wrong(at, "amount_ceiling", FieldCode::NotPositive);
            }
            Some(amount) if !amount.fits() => wrong(at, "amount_ceiling", FieldCode::TooLarge),
            _ => {}
        }
        if held
            .valid_from
            .zip(held.valid_until)
            .is_some_and(|(from, until)| until < from)
        {
            wrong(at, "valid_until", FieldCode::ImpossibleDay);
        }
        let same =
            |other: &RoleHeld| other.role == held.role && other.department_id == held.department_id;
        if roles.iter().take(at).any(same) {
            wrong(at, "role", FieldCode::Duplicate);
        }
    }
    match roles.len() {
        0 => errors.push(FieldError::new("roles", FieldCode::Required)),
        1..=ROLES_MAX => {}
        _ => errors.push(FieldError::new("roles", FieldCode::TooMany)),
    }
}

/// What somebody may do to one thing, and by which of the roles held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Right {
    /// The right.
    pub permission: Permission,
    /// The same in Thai.
    pub name: String,
    /// The roles that give it, each with its limits.
    pub by: Vec<RoleHeld>,
}

/// All that these roles come to, by the table the server judges by.
pub fn rights(roles: &[RoleHeld]) -> Vec<Right> {
    let each = Resource::ALL.iter().flat_map(|resource| {
        let operations = Operation::ALL.iter();
        operations.map(|operation| resource.to(*operation))
    });
    let right = |permission: Permission| {
        let by = roles.iter().filter(|held| allows(held.role, permission));
        let by: Vec<RoleHeld> = by.cloned().collect();
        (!by.is_empty()).then(|| Right {
            name: permission.thai(),
            permission,
            by,
        })
    };
    each.filter_map(right).collect()
}

/// The duty of the office that a thing belongs to, for lists of rights.
pub fn duty(resource: Resource) -> Menu {
    match resource {
        Resource::Document(kind) => kind.spec().menu.0,
        Resource::BudgetLine => Menu::Budget,
        Resource::Journal | Resource::Report => Menu::Reports,
        Resource::Department
        | Resource::Party
        | Resource::TaxNumber
        | Resource::BankAccount
        | Resource::MasterData
        | Resource::NumberFormat => Menu::Registers,
        Resource::User | Resource::Program | Resource::Record | Resource::Activity => Menu::Control,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_checked_for_sanity_only() {
        for good in ["somchai.j@thungthong.go.th", "a+b@x.co", "o'neil@dla.go.th"] {
            assert!(is_plausible(good), "{good}");
        }
        let long = format!("{}@example.go.th", "x".repeat(65));
        for bad in [
            "",
            "a",
            "@x.th",
            "a@",
            "a@x",
            "a@x..th",
            "a b@x.th",
            "a@x.th\r\nBcc: b@x.th",
            "a@-x.th",
            "a@b@x.th",
            "ก@x.th",
            ".a@x.th",
            "a..b@x.th",
            "<a@x.th>",
            &long,
        ] {
            assert!(!is_plausible(bad), "{bad}");
        }
    }
    use chrono::NaiveDate;

    fn day(of: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2025, 10, of)
    }

    #[test]
    fn roles_clash_both_ways_and_only_while_both_count() {
        for one in Role::ALL {
            assert!(!clash(*one, *one), "{one}");
            for other in Role::ALL {
                assert_eq!(clash(*one, *other), clash(*other, *one), "{one} {other}");
            }
        }
        // By rule the permanent secretary is the budget officer, and acts for the executive.
        assert!(!clash(Role::ChiefAdministrator, Role::BudgetOfficer));
        assert!(!clash(Role::ChiefAdministrator, Role::Executive));
        let mut first = RoleHeld::of(Role::Executive, None);
        let mut second = RoleHeld::of(Role::FinanceOfficer, None);
        assert!(clashing(&[first.clone(), second.clone()]).is_some());
        first.valid_until = day(9);
        second.valid_from = day(10);
        assert_eq!(clashing(&[first.clone(), second.clone()]), None);
        second.valid_from = day(9);
        assert!(clashing(&[second, first]).is_some());
    }

    #[test]
    fn rights_are_those_the_server_allows() {
        let held = RoleHeld::of(Role::DepartmentClerk, None);
        let rights = rights(std::slice::from_ref(&held));
        for resource in Resource::ALL {
            for operation in Operation::ALL {
                let permission = resource.to(*operation);
                let listed = rights.iter().any(|right| right.permission == permission);
                assert_eq!(listed, allows(held.role, permission), "{permission}");
            }
        }
    }
}
