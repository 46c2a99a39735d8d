//! Noting what a document would be met again by, and asking what it meets.

use super::super::engine;
use super::super::kind::DocumentKind;
use super::super::{body, rights};
use super::store::{self, Met};
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use shared::DocumentId;
use shared::document::spec;
use shared::warning::{Twin, Warning};

/// Notes what a document of a kind would be met again by; what was noted before and is not said now
/// is forgotten.
pub async fn note<B: DocumentKind>(
    tx: &mut Tx<'_>,
    id: DocumentId,
    body: &B,
    facts: &B::Facts,
) -> Result<(), Error> {
    store::keep(tx, B::KIND.as_str(), id.0, &body.twins(facts)).await
}

/// The same for a new document, of which nothing was noted before.
pub async fn note_first<B: DocumentKind>(
    tx: &mut Tx<'_>,
    id: DocumentId,
    body: &B,
    facts: &B::Facts,
) -> Result<(), Error> {
    match body.twins(facts).is_empty() {
        true => Ok(()),
        false => note(tx, id, body, facts).await,
    }
}

/// What the person should look at before the next step of a document; nothing where none comes.
pub async fn before_a_step<B: DocumentKind>(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    id: DocumentId,
) -> Result<Vec<Warning>, Error> {
    let header = engine::visible::<B>(tx, ctx, id).await?;
    if header.next_step().is_none() {
        return Ok(Vec::new());
    }
    let body = body::load::<B>(tx, id).await?;
    let facts = body.facts(tx, &header).await?;
    let mut found = body.warnings(&facts);
    let twins = body.twins(&facts);
    if !twins.is_empty() {
        let met = store::meets(tx, &header, &twins).await?;
        found.extend(met.into_iter().filter_map(|met| told(ctx, met, &twins)));
    }
    Ok(found)
}

/// What is said of a document that is met. That it exists is said to everybody, because it is what a
/// second department must know; it is led to only where it may be seen.
fn told(ctx: &Ctx, met: Met, twins: &[Twin]) -> Option<Warning> {
    let twin = twins.iter().find(|twin| *twin.key == met.key)?;
    let is_seen = rights::sees(ctx, met.kind, met.department_id);
    let link = is_seen.then(|| format!("/{}/{}", spec(met.kind).path, met.id));
    let context = [("label", met.label), ("amount", met.amount.to_string())];
    Some(Warning::new(twin.code, &context, link))
}
