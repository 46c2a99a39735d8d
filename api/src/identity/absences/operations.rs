//! Absences come and go; who is waited for meanwhile.

use super::rules::{awaited, departments_awaiting};
use super::store;
use crate::documents::{self, Listed, Reach};
use crate::identity::users;
use crate::platform::access::{Ctx, Missing};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use shared::absences::{Absence, AbsentApprover, NewAbsence};
use shared::document::Scope;
use shared::permission::{Operation, Resource};
use shared::problem::FieldCode;
use shared::{AbsenceId, DocumentId, PersonId, ProblemCode};
use uuid::Uuid;

/// May the person say of this one when that is absent? Everybody of oneself, the head of finance of all;
/// the trigger `absence_right` says the same.
fn check_whose(ctx: &Ctx, person: PersonId) -> Result<(), Error> {
    let edits = Resource::User.to(Operation::Edit);
    match person == ctx.person || ctx.may(edits) {
        true => Ok(()),
        false => Err(ctx.lacks(Missing::of(edits))),
    }
}

/// Notes an absence.
pub async fn note(tx: &mut Tx<'_>, ctx: &Ctx, new: NewAbsence) -> Result<Absence, Error> {
    let wrong = new.check(tx.today);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    check_whose(ctx, new.person_id)?;
    tx.subject = new.person_id.to_string();
    if users::find(tx, new.person_id).await?.is_none() {
        return Err(Error::field("person_id", FieldCode::UnknownValue));
    }
    let id = AbsenceId(Uuid::now_v7());
    store::insert(tx, id, new).await?;
    get(tx, id).await
}

async fn get(tx: &mut Tx<'_>, id: AbsenceId) -> Result<Absence, Error> {
    let found = store::list(tx, Some(id)).await?.pop();
    found.ok_or(Error::Problem(ProblemCode::NOT_FOUND))
}

/// Takes an absence back.
pub async fn take_back(tx: &mut Tx<'_>, ctx: &Ctx, id: AbsenceId) -> Result<(), Error> {
    let absence = get(tx, id).await?;
    tx.subject = absence.person_id.to_string();
    check_whose(ctx, absence.person_id)?;
    store::delete(tx, id).await
}

/// The documents that wait for the absent alone: a page of those the person may read.
pub async fn waiting(tx: &mut Tx<'_>, ctx: &Ctx, reach: Reach) -> Result<Listed, Error> {
    let holders = store::holders(tx).await?;
    let mut places = Vec::new();
    if holders.iter().any(|holder| holder.until.is_some()) {
        let departments = store::departments(tx).await?;
        places = documents::places_of(|kind, step| {
            let reads = ctx.may(kind.to(Operation::Read));
            let own = departments_awaiting(step, &departments, &holders);
            own.filter(|_| reads)
        });
    }
    documents::standing_at(tx, places, reach).await
}

/// Those whom a document waits for, where all of them are absent.
pub async fn approvers(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    id: DocumentId,
) -> Result<Vec<AbsentApprover>, Error> {
    let header = documents::header_row(tx, id).await?;
    if !documents::sees(ctx, header.kind, header.department_id) {
        return Err(Error::Problem(ProblemCode::NOT_FOUND));
    }
    let Some(step) = header.next_step() else {
        return Ok(Vec::new());
    };
    let holders = store::holders(tx).await?;
    let department = header
        .department_id
        .filter(|_| step.scope == Scope::Department);
    let absent = awaited(step, department, &holders).into_iter();
    let absent = absent.filter_map(|holder| {
        Some(AbsentApprover {
            name: holder.name.clone(),
            position: holder.position.clone(),
            until: holder.until?,
        })
    });
    let mut absent: Vec<AbsentApprover> = absent.collect();
    absent.dedup();
    Ok(absent)
}
