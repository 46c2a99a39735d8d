//! Programs are let in, and shut out.

use super::{rules, store};
use crate::identity::keys;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use shared::problem::FieldCode;
use shared::programs::{NewProgram, Program};
use shared::text::clean;
use shared::{FieldError, ProblemCode, ProgramId};

/// Lets a program in. `secret` is what it will prove itself by, where it has no key of its own; only its
/// hash is kept.
pub async fn register(
    tx: &mut Tx<'_>,
    mut new: NewProgram,
    secret: Option<&str>,
) -> Result<Program, Error> {
    let mut wrong = new.check(tx.today);
    let key = new.public_key.as_deref().map(rules::public_key);
    if wrong.is_empty() && matches!(key, Some(None)) {
        wrong.push(FieldError::new("public_key", FieldCode::Malformed));
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    tx.subject = new.id.to_string();
    new.name = clean(new.name.trim()).into_owned();
    new.contact_name = clean(new.contact_name.trim()).into_owned();
    new.contact_email = new.contact_email.trim().to_owned();
    new.public_key = key.flatten().map(|key| key.text);
    store::insert(tx, &new, secret.map(keys::token_hash)).await?;
    tracing::info!(program = %new.id, "program registered");
    get(tx, new.id).await
}

/// Shuts a program out: with its next request it is a stranger. Once more changes nothing.
pub async fn withdraw(tx: &mut Tx<'_>, id: ProgramId) -> Result<(), Error> {
    get(tx, id).await?;
    tx.subject = id.to_string();
    store::withdraw(tx, id).await?;
    tracing::info!(program = %id, "program withdrawn");
    Ok(())
}

async fn get(tx: &mut Tx<'_>, id: ProgramId) -> Result<Program, Error> {
    let program = store::find(tx, id).await?;
    program.ok_or(Error::Problem(ProblemCode::NOT_FOUND))
}
