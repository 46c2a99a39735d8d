//! What a document has booked, and before that what it would book.

use super::body;
use super::engine::{posting_of, visible};
use super::header::header_row;
use super::kind::DocumentKind;
use super::names;
use crate::journal;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use shared::document::Status;
use shared::ledger::Entry;
use shared::{DocumentId, EntryId};

/// What the document has posted; while nothing is posted, what its next effect would post.
pub async fn entries<B: DocumentKind>(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    id: DocumentId,
) -> Result<Vec<Entry>, Error> {
    let header = visible::<B>(tx, ctx, id).await?;
    let posted = journal::entries_of(tx, id).await?;
    let ahead = header.ahead().iter().find(|step| step.posts());
    let (Some(step), false) = (ahead, header.status == Status::Cancelled) else {
        return Ok(posted);
    };
    let body = body::load::<B>(tx, id).await?;
    let facts = body.facts(tx, &header).await?;
    let posting = posting_of(&header, tx.today);
    let mut drafts = journal::preview(tx, posting, &body.events(id, step.name, &facts)).await?;
    if let Some(target) = body.voids() {
        let target = header_row(tx, target).await?;
        drafts.extend(journal::mirrored(tx, target.id, target.has_effect).await?);
    }
    let names = names::of(tx, &drafts).await?;
    let preview = drafts.into_iter().map(|draft| Entry {
        id: EntryId::default(),
        seq: 0,
        posted_on: tx.today,
        fiscal_year: posting.fiscal_year,
        voucher_type: draft.voucher,
        voucher_no: None,
        document_id: id,
        document_kind: B::KIND,
        document_number: header.numbers.last().map(|number| number.text.clone()),
        document_title: header.title.clone(),
        event: draft.event.clone(),
        reverses: draft.reverses,
        lines: draft.lines.iter().map(|line| names.line(line)).collect(),
        matching: None,
    });
    Ok(posted.into_iter().chain(preview).collect())
}
