//! What is said with a step: a comment, and what the step asks for.

use super::engine::refuse;
use super::kind::{DocumentKind, Violation};
use crate::platform::error::Error;
use serde_json::{Map, Value};
use shared::document::{Step, check_lines, check_passage};
use shared::problem::FieldCode;

/// A reason must be there and be readable (W-1.5); another comment must be readable.
pub fn check_comment(comment: Option<&str>, is_wanted: bool) -> Result<(), Error> {
    let mut wrong = Vec::new();
    let check = if is_wanted {
        check_passage
    } else {
        check_lines
    };
    check(&mut wrong, "comment", comment.unwrap_or_default(), 1000);
    refuse(wrong.into_iter().map(Violation::Field).collect())
}

/// Puts what a step asks for into the body: what is said now, and nothing where nothing is said,
/// whatever stood there before; refuses what it does not ask for.
pub fn answer<B: DocumentKind>(
    step: &Step,
    body: &mut B,
    mut fields: Map<String, Value>,
) -> Result<(), Error> {
    for name in step.asks {
        let mut said = serde_json::to_value(&*body).map_err(Error::unexpected)?;
        said[*name] = fields.remove(*name).unwrap_or_default();
        let read = serde_json::from_value(said);
        *body = read.map_err(|_| Error::field(name, FieldCode::Malformed))?;
    }
    unasked(&fields)?;
    match step.asks.is_empty() {
        true => Ok(()),
        false => refuse(body.check().into_iter().map(Violation::Field).collect()),
    }
}

/// Refuses fields that nobody asked for.
pub fn unasked(fields: &Map<String, Value>) -> Result<(), Error> {
    let mut names = fields.keys();
    let refused = names
        .next()
        .map(|name| Error::field(name, FieldCode::MustBeEmpty));
    refused.map_or(Ok(()), Err)
}
