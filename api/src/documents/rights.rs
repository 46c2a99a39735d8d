//! Pure: what a person may do with a document now (W-1.6).

use super::header::HeaderRow;
use super::store::Actor;
use crate::platform::access::{Authorized, Ctx, Held, Missing};
use crate::platform::error::Error;
use serde::Serialize;
use shared::document::{Action, Kind, Scope, Status, Step, StepName, spec};
use shared::permission::Operation;
use shared::{DepartmentId, DeputyId, PersonId, ProblemCode};

/// Why a person may not take a step; when the person may, by which order in the post of another, or in
/// the own. What is kept apart is asked of the person, whatever the post.
pub fn check_step(ctx: &Ctx, header: &HeaderRow, step: &Step) -> Result<Option<DeputyId>, Error> {
    let missing = Missing {
        roles: step.roles.to_vec(),
        department: header
            .department_id
            .filter(|_| step.scope == Scope::Department),
        amount: step.decides().then_some(header.amount),
        barred: barred(header, step),
        ..Missing::of(header.kind.to_act(step.action))
    };
    if !ctx.roles.iter().any(|held| step.roles.contains(&held.role)) {
        return Err(ctx.lacks(missing));
    }
    if step.scope == Scope::Department && !in_department(ctx, step.roles, header.department_id) {
        return Err(missing.into());
    }
    let ceiling = ctx.ceiling(step.roles).filter(|_| step.decides());
    if let Some(ceiling) = ceiling.filter(|ceiling| header.amount > *ceiling) {
        let told = ceiling.to_string();
        return Err(missing
            .because(ProblemCode::ABOVE_CEILING, "ceiling", told)
            .into());
    }
    // Whoever hands in may be the maker; `not_by` of the later steps says what is forbidden. The
    // trigger `duties_apart` says the same.
    let mut own = apart(header, step).filter(|actor| actor.person == ctx.person);
    let code = match own.next().map(|actor| actor.step) {
        Some(StepName::Payee) => ProblemCode::OWN_PAYEE,
        Some(StepName::Account) => ProblemCode::OWN_ACCOUNT_CHANGE,
        Some(_) => ProblemCode::SEPARATION_OF_DUTIES,
        None => return Ok(ctx.capacity(|held| reaches(held, header, step))),
    };
    Err(Missing { code, ..missing }.into())
}

/// Does this role take the step with this document?
fn reaches(held: &Held, header: &HeaderRow, step: &Step) -> bool {
    let own = held.department.is_none() || held.department == header.department_id;
    step.roles.contains(&held.role)
        && (step.scope != Scope::Department || own)
        && (!step.decides() || held.ceiling.is_none_or(|most| header.amount <= most))
}

/// Those who had a duty that is kept apart from a step.
fn apart<'a>(header: &'a HeaderRow, step: &'a Step) -> impl Iterator<Item = &'a Actor> {
    header.actors.iter().filter(|actor| match actor.is_of_paid {
        true => step.not_by_of_paid.contains(&actor.step),
        false => step.not_by.contains(&actor.step),
    })
}

fn barred(header: &HeaderRow, step: &Step) -> Vec<PersonId> {
    apart(header, step).map(|actor| actor.person).collect()
}

fn in_department(
    ctx: &Ctx,
    roles: &[shared::permission::Role],
    department: Option<DepartmentId>,
) -> bool {
    match ctx.departments(roles) {
        None => true,
        Some(own) => department.is_some_and(|id| own.contains(&id)),
    }
}

/// May the person make and change drafts of this kind for this department?
pub fn check_maker(ctx: &Ctx, kind: Kind, department: Option<DepartmentId>) -> Result<(), Error> {
    let spec = spec(kind);
    let makes = match &ctx.program {
        Some(program) => program.allows(kind.to(Operation::Edit)),
        None => (ctx.roles.iter()).any(|held| spec.makers.contains(&held.role)),
    };
    let own = !spec.of_department || in_department(ctx, spec.makers, department);
    match makes && own {
        true => Ok(()),
        false => Err(ctx.lacks(Missing {
            department: department.filter(|_| spec.of_department),
            ..Missing::of(kind.to(Operation::Edit))
        })),
    }
}

/// A program changes drafts that it has made, with their files, and nothing of people: not what they have
/// made, nor what they were handed. Whether it was let in for the kind says `check_maker`. The triggers
/// `program_draft` and `file_open` say the same.
pub fn check_own(ctx: &Ctx, header: &HeaderRow) -> Result<(), Error> {
    let is_own_draft = header.created_by == ctx.person && header.status == Status::Draft;
    match ctx.program.is_some() && !is_own_draft {
        true => Err(Error::Problem(ProblemCode::NOT_FOR_PROGRAMS)),
        false => Ok(()),
    }
}

/// The departments whose documents of a kind the person sees; none when all.
pub fn visible_departments(ctx: &Ctx, kind: Kind) -> Option<Vec<DepartmentId>> {
    let spec = spec(kind);
    let roles: Vec<_> = spec.readers.iter().chain(spec.makers).copied().collect();
    ctx.departments(&roles).filter(|_| spec.of_department)
}

/// May the person see the documents of a kind that belong to this department?
pub fn sees(ctx: &Ctx, kind: Kind, department: Option<DepartmentId>) -> bool {
    let own = visible_departments(ctx, kind);
    ctx.may(kind.to(Operation::Read))
        && own.is_none_or(|own| department.is_some_and(|id| own.contains(&id)))
}

/// A kind of document whose documents a person sees, and of which departments.
#[derive(Debug, Clone, Serialize)]
pub struct Readable {
    pub kind: Kind,
    /// Only of these; none when all.
    pub departments: Option<Vec<DepartmentId>>,
}

impl Readable {
    /// What of a kind a person may read who may read it.
    pub fn of(ctx: &Ctx, kind: Kind) -> Readable {
        Readable {
            kind,
            departments: visible_departments(ctx, kind),
        }
    }
}

/// The kinds a person may read.
pub fn readable(ctx: &Ctx) -> Vec<Readable> {
    let may = |kind: &Kind| ctx.may(kind.to(Operation::Read));
    let of = |kind| Readable::of(ctx, kind);
    Kind::ALL.iter().copied().filter(may).map(of).collect()
}

/// Proof that the person may see at least one kind of document.
pub fn any_read(ctx: &Ctx) -> Result<Authorized, Error> {
    let mut reading = Kind::ALL.iter().map(|kind| kind.to(Operation::Read));
    let allowed = reading.find(|permission| ctx.may(*permission));
    let first = Kind::ALL.first().map(|kind| kind.to(Operation::Read));
    let asked = allowed
        .or(first)
        .ok_or(Error::Problem(ProblemCode::NOT_PERMITTED))?;
    ctx.authorize(asked)
}

/// Why a person may not void a document that has no effect yet; who may, by which order.
pub fn check_cancel(ctx: &Ctx, header: &HeaderRow) -> Result<Option<DeputyId>, Error> {
    let spec = spec(header.kind);
    let own = !spec.of_department || in_department(ctx, spec.cancellers, header.department_id);
    if !own
        || !ctx
            .roles
            .iter()
            .any(|held| spec.cancellers.contains(&held.role))
    {
        return Err(ctx.lacks(Missing {
            department: header.department_id.filter(|_| spec.of_department),
            ..Missing::of(header.kind.to(Operation::Cancel))
        }));
    }
    let open = matches!(
        header.status,
        Status::Draft | Status::Submitted | Status::Approved
    );
    let voids = |held: &Held| {
        let own = held.department.is_none() || held.department == header.department_id;
        spec.cancellers.contains(&held.role) && (!spec.of_department || own)
    };
    match open && !header.has_effect && header.taken_by.is_none() {
        true => Ok(ctx.capacity(voids)),
        false => Err(Error::Problem(ProblemCode::WRONG_STATE)),
    }
}

/// Why a person may not send a document back or turn it down: whoever may take its next step may
/// (W-7), until it is decided, or decided and waiting for the step that has the effect.
pub fn check_return(ctx: &Ctx, header: &HeaderRow) -> Result<Option<DeputyId>, Error> {
    let is_open = match header.status {
        Status::Submitted => true,
        Status::Approved => !header.has_effect,
        Status::Draft | Status::Posted | Status::Cancelled => false,
    };
    let step = header.next_step().filter(|_| is_open);
    let step = step.ok_or(Error::Problem(ProblemCode::WRONG_STATE))?;
    check_step(ctx, header, step)
}

/// What the person may do now.
pub fn actions(ctx: &Ctx, header: &HeaderRow) -> Vec<Action> {
    let mut actions = Vec::new();
    if let Some(step) = header.next_step()
        && check_step(ctx, header, step).is_ok()
    {
        actions.push(step.action);
    }
    if check_return(ctx, header).is_ok() {
        actions.extend([Action::Return, Action::Refuse]);
    }
    if check_cancel(ctx, header).is_ok() {
        actions.push(Action::Cancel);
    }
    actions
}
