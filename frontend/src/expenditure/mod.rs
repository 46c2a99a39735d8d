//! Money out: disbursement requests, advances and their clearing.

pub mod advance_clearing;
pub mod advance_request;
pub mod availability;
pub mod disbursement_request;

use leptos::prelude::*;
use shared::DepartmentId;
use shared::budget::BudgetLine;
use shared::permission::Role;

use crate::session::SessionState;

/// The department that the person at the screen asks for; nil where it must be chosen.
fn own_department(session: SessionState) -> DepartmentId {
    let own = session.session.with_untracked(|now| {
        let roles = now.iter().flat_map(|now| now.post.roles.iter());
        roles
            .filter(|held| matches!(held.role, Role::DepartmentClerk | Role::DepartmentHead))
            .find_map(|held| held.department_id)
    });
    own.unwrap_or_default()
}

/// Does the department charge the line? Any line, until the department is chosen.
fn is_charged_by(line: &BudgetLine, department: DepartmentId) -> bool {
    department.0.is_nil() || line.department_id == department
}
