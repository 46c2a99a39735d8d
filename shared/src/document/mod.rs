//! Documents: one header, one life cycle, one route of steps, whatever the kind.

mod attachment;
mod header;
mod kind;
mod labels;
mod lifecycle;
mod number_format;
mod problems;
pub mod room;
mod route;

pub use attachment::{Attachment, MAX_ATTACHMENT, MEDIA_TYPES, NewAttachment, accept_file};
pub use header::*;
pub use kind::{Kind, KindSpec, Menu, Years, spec};
pub use labels::{Label, common_name, field_name};
pub use lifecycle::{Action, REFUSED, Standing, Status, TRANSITIONS, may};
pub use number_format::{NewFormat, NumberFormat, SeriesFormat};
pub(crate) use problems::PROBLEMS;
pub use route::{Called, Scope, Series, Step, StepName};

pub use crate::text::{check_length, check_lines, check_passage, check_text};

use crate::calendar::DayBounds;
use crate::{DocumentId, FieldError, Money, Schema};
use chrono::NaiveDate;
use serde::{Serialize, de::DeserializeOwned};

/// What differs between kinds of documents; what does not is in [`DocumentHeader`].
///
/// The body is used for input and output alike. Fields that only the server fills are marked so in
/// the body and are ignored on input.
pub trait DocumentBody:
    Serialize + DeserializeOwned + Clone + PartialEq + Default + Schema + 'static
{
    /// Which kind this is.
    const KIND: Kind;

    /// Shown in lists and in the inbox: what the document is about.
    fn title(&self) -> String;

    /// The document's amount in baht, `0.00` when it has none.
    fn amount(&self) -> Money;

    /// Everything that can be found wrong without a database; runs in the browser and the server.
    fn check(&self) -> Vec<FieldError>;

    /// The days in it: the field, the day, and how far it can be from the day it is entered on.
    fn days(&self) -> Vec<(&'static str, Option<NaiveDate>, DayBounds)> {
        Vec::new()
    }

    /// The day it is of, where the body says so (the report of a day); what does not is of the day on
    /// which it is numbered or posted.
    fn of_day(&self) -> Option<NaiveDate> {
        None
    }

    /// The approved documents this one takes: receipts on a slip, slips on a summary, requests of a
    /// payment. A live document takes another one whole and alone.
    fn takes(&self) -> Vec<DocumentId> {
        Vec::new()
    }

    /// What it has of numbers of citizens and taxpayers is left by its last digits, for whoever has no
    /// right to them. Whoever makes such documents has it.
    fn hide_numbers(&mut self) {}

    /// What taking is called: a document is taken once in each relation. Kinds that compete for
    /// the same documents share one.
    fn relation() -> &'static str {
        Self::KIND.as_str()
    }

    /// Fields that the server fills with the moment, and not with the matter: with another value of theirs
    /// the document says the same.
    const OF_THE_MOMENT: &'static [&'static str] = &[];

    /// The most rows one list of the body may have: what one paper can show and one transaction
    /// should hold.
    const MAX_ROWS: usize = 1_000;

    /// Steps of the route that this very document does not need.
    fn skips(&self, _step: StepName) -> bool {
        false
    }
}

/// The fields in which a body says something else than it did, by their names at the top. What it did not
/// say before, such as a draft of an earlier release, is nothing else.
pub fn differing<B: DocumentBody>(before: &B, now: &B) -> Vec<String> {
    use serde_json::{Value, to_value};
    let (Ok(Value::Object(before)), Ok(Value::Object(now))) = (to_value(before), to_value(now))
    else {
        return Vec::new();
    };
    let said = before.iter().filter(|(_, value)| !value.is_null());
    let other = said.filter(|(field, value)| now.get(*field) != Some(*value));
    let of_matter = |field: &&String| !B::OF_THE_MOMENT.contains(&field.as_str());
    let fields = other.map(|(field, _)| field).filter(of_matter);
    fields.cloned().collect()
}

/// Where a body names this document: `items[2].requests[0]`.
pub fn path_of<B: DocumentBody>(body: &B, id: DocumentId) -> Option<String> {
    let value = serde_json::to_value(body).ok()?;
    find_id(&value, "", &id.to_string())
}

fn find_id(value: &serde_json::Value, path: &str, id: &str) -> Option<String> {
    use serde_json::Value;
    match value {
        Value::String(text) => (text == id).then(|| path.to_owned()),
        Value::Array(rows) => rows
            .iter()
            .enumerate()
            .find_map(|(index, row)| find_id(row, &format!("{path}[{index}]"), id)),
        Value::Object(fields) => fields.iter().find_map(|(name, field)| {
            let dot = if path.is_empty() { "" } else { "." };
            find_id(field, &format!("{path}{dot}{name}"), id)
        }),
        _ => None,
    }
}

/// `TooMany` for each list of the body, at any depth, that has more rows than it may.
pub fn check_rows<B: DocumentBody>(body: &B) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if let Ok(value) = serde_json::to_value(body) {
        find_long_lists(&value, "", B::MAX_ROWS, &mut errors);
    }
    errors
}

fn find_long_lists(
    value: &serde_json::Value,
    path: &str,
    max: usize,
    errors: &mut Vec<FieldError>,
) {
    use serde_json::Value::{Array, Object};
    match value {
        Array(rows) if rows.len() > max => {
            errors.push(FieldError::new(path, crate::problem::FieldCode::TooMany));
        }
        Array(rows) => rows.iter().enumerate().for_each(|(index, row)| {
            find_long_lists(row, &format!("{path}[{index}]"), max, errors);
        }),
        Object(fields) => fields.iter().for_each(|(name, field)| {
            let dot = if path.is_empty() { "" } else { "." };
            find_long_lists(field, &format!("{path}{dot}{name}"), max, errors);
        }),
        _ => {}
    }
}

/// `NotPositive` for zero or less.
pub fn check_positive(errors: &mut Vec<FieldError>, path: &str, amount: Money) {
    if !amount.is_positive() {
        errors.push(FieldError::new(
            path,
            crate::problem::FieldCode::NotPositive,
        ));
    }
}

/// `Required` for what is wanted in this case and not given, `MustBeEmpty` the other way round.
pub fn check_given(errors: &mut Vec<FieldError>, path: &str, given: bool, wanted: bool) {
    let code = match (given, wanted) {
        (false, true) => crate::problem::FieldCode::Required,
        (true, false) => crate::problem::FieldCode::MustBeEmpty,
        _ => return,
    };
    errors.push(FieldError::new(path, code));
}

/// `Required` for none, `Duplicate` for the same document twice.
pub fn check_taken(field: &str, taken: &[DocumentId]) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if taken.is_empty() {
        errors.push(FieldError::new(field, crate::problem::FieldCode::Required));
    }
    for (index, id) in taken.iter().enumerate() {
        if taken.iter().take(index).any(|other| other == id) {
            errors.push(FieldError::new(
                format!("{field}[{index}]"),
                crate::problem::FieldCode::Duplicate,
            ));
        }
    }
    errors
}
