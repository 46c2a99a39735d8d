//! Pure: who is waited for.

use chrono::NaiveDate;
use shared::DepartmentId;
use shared::document::{Scope, Step};
use shared::permission::Role;

/// Somebody who has a role today, in the own post or in that of another.
#[derive(Debug, Clone)]
pub struct Holder {
    pub role: Role,
    /// The department it is limited to.
    pub department: Option<DepartmentId>,
    pub name: String,
    /// ตำแหน่ง
    pub position: String,
    /// The last day of an absence of today.
    pub until: Option<NaiveDate>,
}

/// Those for whom a step waits, with a document of this department, where all of them are absent; nobody
/// where one is there, or there is none.
pub fn awaited<'a>(
    step: &Step,
    department: Option<DepartmentId>,
    holders: &'a [Holder],
) -> Vec<&'a Holder> {
    let of_step = |holder: &&Holder| {
        let own = holder.department.is_none() || holder.department == department;
        step.roles.contains(&holder.role) && (step.scope == Scope::Entity || own)
    };
    let able: Vec<&Holder> = holders.iter().filter(of_step).collect();
    match able.iter().all(|holder| holder.until.is_some()) {
        true => able,
        false => Vec::new(),
    }
}

/// Of which of these departments a step waits for the absent alone: none (null) for all there are.
pub fn departments_awaiting(
    step: &Step,
    departments: &[DepartmentId],
    holders: &[Holder],
) -> Option<Option<Vec<DepartmentId>>> {
    let waits = |department| !awaited(step, department, holders).is_empty();
    match step.scope {
        Scope::Entity => waits(None).then_some(None),
        Scope::Department => {
            let own = departments.iter().copied();
            let own: Vec<DepartmentId> = own.filter(|id| waits(Some(*id))).collect();
            (!own.is_empty()).then_some(Some(own))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::document::{Kind, spec};
    use uuid::Uuid;

    #[test]
    fn a_step_waits_for_the_absent_where_nobody_else_may_take_it() {
        let steps = || spec(Kind::DisbursementRequest).route.iter();
        let mut decides = steps().filter(|step| step.decides());
        let approval = decides.next().expect("an approval");
        let mut of_department = steps().filter(|step| step.scope == Scope::Department);
        let submission = of_department.next().expect("handing in");
        let (own, other) = (
            DepartmentId(Uuid::from_u128(1)),
            DepartmentId(Uuid::from_u128(2)),
        );
        let holder = |role: Role, department, is_absent: bool| Holder {
            role,
            department,
            name: String::new(),
            position: String::new(),
            until: is_absent.then(NaiveDate::default),
        };
        let executive = |is_absent| holder(approval.roles[0], None, is_absent);
        assert_eq!(awaited(approval, Some(own), &[executive(true)]).len(), 1);
        assert!(awaited(approval, Some(own), &[]).is_empty());
        let both = [executive(true), executive(false)];
        assert!(awaited(approval, Some(own), &both).is_empty());
        let heads = [
            holder(submission.roles[0], Some(own), true),
            holder(submission.roles[0], Some(other), false),
        ];
        let waiting = departments_awaiting(submission, &[own, other], &heads);
        assert_eq!(waiting, Some(Some(vec![own])));
        assert_eq!(departments_awaiting(approval, &[own], &both), None);
        assert_eq!(
            departments_awaiting(approval, &[own], &both[..1]),
            Some(None)
        );
    }
}
