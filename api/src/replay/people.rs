//! Who acts: `scenario-format.md` section 4.

use super::file::Person;
use shared::document::{Kind, NextStep, Scope, StepName, spec};
use shared::permission::Role;

/// The people of the file, with their sessions in the same order.
pub struct People {
    people: Vec<(Person, String)>,
}

impl People {
    /// Puts people and sessions together.
    pub fn new(people: &[Person], sessions: Vec<String>) -> People {
        People {
            people: people.iter().cloned().zip(sessions).collect(),
        }
    }

    /// Sessions of those who have the role, in order; in the department where the role has one.
    fn with_role(&self, role: Role, department: Option<&str>) -> Vec<&str> {
        let has = |person: &Person| {
            person.roles.iter().any(|held| {
                let own = match (&held.department, department) {
                    (Some(own), Some(wanted)) => own == wanted,
                    _ => true,
                };
                held.role == role && held.unit.is_none() && own
            })
        };
        let with = self.people.iter().filter(|(person, _)| has(person));
        with.map(|(_, session)| session.as_str()).collect()
    }

    /// The first person with the role.
    pub fn first(&self, role: Role, department: Option<&str>) -> Option<&str> {
        self.with_role(role, department).first().copied()
    }

    /// Who sees everything: the head of finance.
    pub fn reader(&self) -> &str {
        self.first(Role::FinanceHead, None).unwrap_or_default()
    }

    /// Who takes the next step of a document: the one who started the operation where the step is
    /// his, else the first person with its role; the examining finance officer and the custodians
    /// are further ones.
    pub fn actor(
        &self,
        kind: Kind,
        next: &NextStep,
        by: Role,
        department: Option<&str>,
    ) -> Option<&str> {
        let step = spec(kind).every_step().find(|step| step.name == next.name);
        let own = step.is_some_and(|step| step.scope == Scope::Department);
        let department = department.filter(|_| own);
        let role = match next.roles.contains(&by) {
            true => by,
            false => *next.roles.first()?,
        };
        let nth = match next.name {
            StepName::Examine if role == Role::FinanceOfficer => 1,
            StepName::SecondCustodian => 1,
            StepName::ThirdCustodian => 2,
            _ => 0,
        };
        let with = self.with_role(role, department);
        with.get(nth).or(with.first()).copied()
    }

    /// Who may void a document of this kind that has no effect: the one who started it, where
    /// allowed, else the first who may.
    pub fn canceller(&self, kind: Kind, by: Role, department: Option<&str>) -> Option<&str> {
        let may = spec(kind).cancellers;
        let role = match may.contains(&by) {
            true => by,
            false => *may.iter().find(|role| self.first(**role, None).is_some())?,
        };
        self.first(role, department)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::document::Action;

    fn people() -> People {
        let person = |role: &str, department: Option<&str>| -> Person {
            serde_json::from_value(serde_json::json!({
                "id": role, "name_th": role, "position_th": role,
                "roles": [{"role": role, "department": department}],
            }))
            .expect("a person")
        };
        let all = [
            person("finance_officer", None),
            person("finance_officer", None),
            person("department_head", Some("D01")),
            person("department_head", Some("D04")),
            person("cash_custodian", None),
        ];
        let sessions = (0..all.len()).map(|n| n.to_string()).collect();
        People::new(&all, sessions)
    }

    fn next(name: StepName, role: Role) -> NextStep {
        NextStep {
            name,
            action: Action::Examine,
            roles: vec![role],
        }
    }

    #[test]
    fn the_second_finance_officer_examines() {
        let people = people();
        let actor = |name, role, department| {
            let kind = Kind::DisbursementRequest;
            people.actor(kind, &next(name, role), Role::DepartmentClerk, department)
        };
        let officer = Role::FinanceOfficer;
        assert_eq!(actor(StepName::Register, officer, Some("D04")), Some("0"));
        assert_eq!(actor(StepName::Examine, officer, Some("D04")), Some("1"));
        let head = Role::DepartmentHead;
        assert_eq!(actor(StepName::Submit, head, Some("D04")), Some("3"));
        assert_eq!(actor(StepName::Pass, Role::ChiefAdministrator, None), None);
    }

    #[test]
    fn one_custodian_must_do_where_there_are_no_three() {
        let third = next(StepName::ThirdCustodian, Role::CashCustodian);
        let people = people();
        let actor = people.actor(Kind::DailyReport, &third, Role::FinanceOfficer, None);
        assert_eq!(actor, Some("4"));
    }
}
