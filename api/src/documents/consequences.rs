//! What one document does to others: taking, settling, reopening, voiding.

use super::claims;
use super::header::{Done, HeaderRow, header_row};
use super::kind::{DocumentKind, Violation};
use super::store;
use super::takings;
use crate::journal::{self, Posting};
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::{Context, Error};
use shared::document::{Action, DocumentEvent, Status, path_of, spec};
use shared::problem::FieldCode;
use shared::{DocumentId, ProblemCode};

/// Takes the approved documents a body names, each whole and alone.
pub async fn take<B: DocumentKind>(tx: &mut Tx<'_>, id: DocumentId, body: &B) -> Result<(), Error> {
    let wanted = body.takes();
    if wanted.is_empty() {
        return Ok(());
    }
    let found = takings::takeable(tx, &wanted, B::relation()).await?;
    if let Some(unknown) = wanted
        .iter()
        .find(|id| found.iter().all(|row| row.id != **id))
    {
        let path = path_of(body, *unknown).unwrap_or_default();
        return Err(Error::field(&path, FieldCode::UnknownValue));
    }
    for target in &found {
        let free = target.taken_by.is_none() || target.taken_by == Some(id);
        if !free || target.status != Status::Approved {
            let context = Context::from([("number".to_owned(), target.label.clone())]);
            return Err(Error::Refused(
                ProblemCode::WRONG_STATE,
                context,
                Vec::new(),
            ));
        }
    }
    takings::take(tx, id, &wanted, B::relation()).await
}

/// The effect of a document reaches what it holds: receipts are done when their summary is posted.
/// What is done by its claims is not done by being taken.
pub async fn settle(tx: &mut Tx<'_>, ctx: &Ctx, id: DocumentId) -> Result<(), Error> {
    move_held(
        tx,
        ctx,
        id,
        Action::Settle,
        Status::Approved,
        Status::Posted,
    )
    .await
}

async fn reopen(tx: &mut Tx<'_>, ctx: &Ctx, id: DocumentId) -> Result<(), Error> {
    move_held(
        tx,
        ctx,
        id,
        Action::Reopen,
        Status::Posted,
        Status::Approved,
    )
    .await
}

async fn move_held(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    id: DocumentId,
    action: Action,
    from: Status,
    to: Status,
) -> Result<(), Error> {
    // Chains are short (summary, slip, receipt); a list of work avoids recursion in async code.
    let mut work = takings::held(tx, id).await?;
    while let Some(next) = work.pop() {
        let header = header_row(tx, next).await?;
        if header.status == from && !spec(header.kind).is_done_by_claims {
            move_one(tx, ctx, header, action, to).await?;
        }
        work.extend(takings::held(tx, next).await?);
    }
    Ok(())
}

/// Moves a document because of what happened to others.
pub async fn move_one(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    mut header: HeaderRow,
    action: Action,
    to: Status,
) -> Result<(), Error> {
    if !shared::document::may(header.status, action, to) {
        return Err(Error::Problem(ProblemCode::WRONG_STATE));
    }
    // What nobody drew on is not kept from others any longer, and is again when it is not done.
    match action {
        Action::Settle => journal::release(tx, header.id),
        _ => {
            let history = store::events(tx, header.id).await?;
            let is_settling = |event: &&DocumentEvent| event.action == Some(Action::Settle);
            if let Some(settled) = history.iter().rfind(is_settling) {
                journal::hold_again(tx, header.id, settled.at).await?;
            }
        }
    }
    header.status = to;
    let done = Done {
        step: None,
        action,
        comment: None,
        deputy: None,
    };
    store::advance(tx, ctx, &mut header, done);
    Ok(())
}

/// Takes a document that is not decided off its route, back to its maker or void: what its steps
/// have booked is mirrored in the same moment, what it took is free again, its numbers stay (W-7).
pub async fn leave_route(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    mut header: HeaderRow,
    done: Done<'_>,
) -> Result<(), Error> {
    if header.steps_taken > 0 {
        let own = super::engine::posting_of(&header, tx.today);
        let moved = journal::mirror(tx, own, header.id, true).await?;
        claims::follow(tx, ctx, header.id, &moved.unwrap_or_default()).await?;
        journal::release(tx, header.id);
        header.has_effect = false;
    }
    header.status = match done.action {
        Action::Return => Status::Draft,
        _ => Status::Cancelled,
    };
    match done.action {
        Action::Return => header.wait_for(spec(header.kind).steps(header.route.as_deref())),
        _ => header.next_step = None,
    }
    store::advance(tx, ctx, &mut header, done);
    takings::release(tx, header.id).await
}

/// Why a document with effects cannot be voided now, by itself or for those that others posted for it.
pub async fn unvoidable(tx: &Tx<'_>, header: &HeaderRow) -> Result<Option<Violation>, Error> {
    let ended = matches!(header.status, Status::Draft | Status::Cancelled);
    // What another live document holds was passed on: that one is voided first. A document that
    // another one has posted for, such as a receipt, has no effect of its own and may go alone.
    let passed_on = header.has_effect && header.taken_by.is_some();
    // What was there for its claims alone goes while it stands approved, or never.
    let is_register = spec(header.kind).opens_claims();
    let untouched =
        !header.has_effect && (is_register || !journal::has_standing(tx, header.id).await?);
    if ended || passed_on || untouched {
        let number = [("number", header.label())];
        return Ok(Some(Violation::with(ProblemCode::WRONG_STATE, &number)));
    }
    if !spec(header.kind).begins_books {
        return Ok(None);
    }
    let standing = journal::standing_beside(tx, header.id).await?;
    Ok(standing
        .map(|number| Violation::with(ProblemCode::BOOKS_HAVE_ENTRIES, &[("number", number)])))
}

/// Voids a document that has had effects (W-1.3): mirrors what it or others posted for it, frees
/// what it took. `by` is the cancellation.
pub async fn void(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    target: DocumentId,
    by: Posting,
    reason: &str,
) -> Result<(), Error> {
    let mut header = header_row(tx, target).await?;
    if let Some(Violation::Rule(code, context)) = unvoidable(tx, &header).await? {
        return Err(Error::Refused(code, context, Vec::new()));
    }
    // Before the mirror, which gives back to reservations that stand what was drawn on them.
    reopen(tx, ctx, target).await?;
    let moved = journal::mirror(tx, by, target, header.has_effect).await?;
    claims::follow(tx, ctx, target, &moved.unwrap_or_default()).await?;
    journal::release(tx, target);
    header.status = Status::Cancelled;
    let done = Done {
        step: None,
        action: Action::Cancel,
        comment: Some(reason),
        deputy: None,
    };
    store::advance(tx, ctx, &mut header, done);
    takings::release(tx, target).await
}
