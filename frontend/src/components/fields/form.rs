//! What the fields of one form share: what is wrong, what cannot be read, what may be changed.

use super::{focus, id_of};
use crate::api::Failure;
use crate::text::{Named, Text, general};
use chrono::NaiveDate;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use shared::FieldError;
use shared::problem::FieldCode;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What the fields of one form share.
///
/// **Invariant: what was typed and cannot be read stays in its box, and nothing is sent while it
/// does** ([`FormState::unread_errors`]).
#[derive(Clone, Copy)]
pub struct FormState {
    /// What is wrong, by path.
    pub errors: RwSignal<Vec<FieldError>>,
    /// Whether fields can be changed; values are shown as text otherwise.
    pub editable: Signal<bool>,
    /// What cannot be read, by path: what was typed, and what is wrong with it.
    unread: RwSignal<BTreeMap<String, (String, FieldCode)>>,
    /// What was told to be wrong when a field was left, by path: it stops nobody from going on.
    early: RwSignal<BTreeMap<String, FieldCode>>,
    /// Paths at which somebody has typed: of the others nothing is told early.
    typed: StoredValue<BTreeSet<String>>,
    /// What is wrong with the whole as it stands.
    judge: StoredValue<Option<Callback<(), Vec<FieldError>>>>,
    /// Counts how often errors were shown.
    pub(super) shown: RwSignal<u32>,
    pub(super) has_summary: StoredValue<bool>,
    labels: StoredValue<HashMap<String, Text>>,
}

impl FormState {
    /// A form without errors.
    pub fn new(editable: Signal<bool>) -> FormState {
        FormState {
            errors: RwSignal::new(Vec::new()),
            editable,
            unread: RwSignal::new(BTreeMap::new()),
            early: RwSignal::new(BTreeMap::new()),
            typed: StoredValue::new(BTreeSet::new()),
            judge: StoredValue::new(None),
            shown: RwSignal::new(0),
            has_summary: StoredValue::new(false),
            labels: StoredValue::new(HashMap::new()),
        }
    }

    /// What is wrong at a path: the words that stand at the field.
    pub fn error_at(self, path: &str) -> Option<&'static str> {
        let stopped = self.errors.with(|errors| {
            let found = errors.iter().find(|error| error.path == path)?;
            Some(found.code.name())
        });
        stopped.or_else(|| {
            self.early
                .with(|early| early.get(path).map(|code| code.name()))
        })
    }

    /// Says who judges what is typed.
    pub fn judged_by(self, judge: Callback<(), Vec<FieldError>>) {
        self.judge.set_value(Some(judge));
    }

    /// A field was left, by its id: what is wrong with what was typed there is told at it, and nowhere else.
    pub fn left(self, id: &str) {
        // A box that goes with its page or dialog is still told that it was left.
        let judge = self.judge.try_get_value().flatten();
        let Some(wrong) = judge.and_then(|judge| judge.try_run(())) else {
            return;
        };
        let is_there = |path: &String| id_of(path) == id;
        let typed = |path: &String| self.typed.with_value(|typed| typed.contains(path));
        let found = wrong
            .into_iter()
            .find(|error| is_there(&error.path) && is_told_early(error.code) && typed(&error.path));
        let is_known = self
            .early
            .with_untracked(|early| early.keys().any(is_there));
        if found.is_none() && !is_known {
            return;
        }
        self.early.update(|early| {
            early.retain(|path, _| !is_there(path));
            early.extend(found.map(|error| (error.path, error.code)));
        });
    }

    /// What the summary calls a field, or a group of them.
    pub fn name(self, path: impl Into<String>, label: Text) {
        self.labels.update_value(|labels| {
            labels.insert(path.into(), label);
        });
    }

    /// The words for the summary: the field's label as on the screen, its row, what is wrong.
    pub(super) fn sentence(self, error: &FieldError) -> String {
        let label = self
            .labels
            .with_value(|labels| labels.get(&error.path).copied());
        let Some(label) = label else {
            return error.message.clone();
        };
        let wrong = error.code.name();
        match row_of(&error.path) {
            Some(row) => {
                let row = general::ROW_N.with(&[("n", &(row + 1).to_string())]);
                format!("{} ({row}) {wrong}", label.now())
            }
            None => format!("{} {wrong}", label.now()),
        }
    }

    /// Shows what is wrong, all at once; the focus goes to the summary, or to the first field.
    pub fn show(self, mut errors: Vec<FieldError>) {
        errors.sort_by_cached_key(|error| down_the_page(&error.path));
        let first = errors.first().and_then(|error| place_of(&error.path));
        let summary = self.has_summary.get_value();
        self.errors.set(errors);
        self.shown.update(|count| *count += 1);
        if let (false, Some(first)) = (summary, first) {
            Timeout::new(0, move || focus(&first)).forget();
        }
    }

    /// Shows a refusal at the fields it concerns. Gives it back when there is more to say than
    /// stands at them.
    pub fn refuse(self, failure: Failure) -> Option<Failure> {
        self.refuse_with(failure, Vec::new())
    }

    /// The same, beside what the browser itself found wrong: its words come first, because it
    /// knows what was never touched.
    pub fn refuse_with(self, failure: Failure, mut errors: Vec<FieldError>) -> Option<Failure> {
        let about_fields = failure.is_about_fields();
        let told = failure.problem().map(|problem| problem.errors.clone());
        for error in told.unwrap_or_default() {
            let known = errors.iter().any(|known| known.path == error.path);
            // What has no place on this form is said by the sentence of the refusal, if it has one.
            if !known && (about_fields || place_of(&error.path).is_some()) {
                errors.push(error);
            }
        }
        let placed = |error: &FieldError| place_of(&error.path).is_some();
        let all_said = self.has_summary.get_value() || errors.iter().all(placed);
        self.show(errors);
        (!about_fields || !all_said).then_some(failure)
    }

    /// Forgets what was wrong and what could not be read: other content is shown now.
    pub fn forget(self) {
        self.errors.set(Vec::new());
        self.unread.update(BTreeMap::clear);
        self.early.update(BTreeMap::clear);
        self.typed.update_value(BTreeSet::clear);
    }

    /// Forgets what was wrong at a path: somebody is correcting it.
    pub fn touched(self, path: &str) {
        self.typed.update_value(|typed| {
            typed.insert(path.to_owned());
        });
        if self.early.with_untracked(|early| early.contains_key(path)) {
            self.early.update(|early| {
                early.remove(path);
            });
        }
        let concerned = self
            .errors
            .with_untracked(|errors| errors.iter().any(|error| error.path == path));
        if concerned {
            self.errors
                .update(|errors| errors.retain(|error| error.path != path));
        }
        self.readable(path);
    }

    /// What was typed at a path and cannot be read; subscribes.
    pub fn unread_at(self, path: &str) -> Option<String> {
        let of = |all: &BTreeMap<String, (String, FieldCode)>| all.get(path).cloned();
        self.unread.with(of).map(|(text, _)| text)
    }

    /// Why what was typed at a path does not count; subscribes.
    pub(super) fn unread_why(self, path: &str) -> Option<FieldCode> {
        self.unread.with(|all| all.get(path).map(|(_, code)| *code))
    }

    /// Keeps what was typed at a path and cannot be read, or cannot be meant.
    pub(super) fn unreadable(self, path: String, text: String, code: FieldCode) {
        self.unread.update(|all| {
            all.insert(path, (text, code));
        });
    }

    /// What is at a path can be read, or is gone; the form itself may be gone, too.
    pub(super) fn readable(self, path: &str) {
        let concerned = self.unread.try_with_untracked(|all| all.contains_key(path));
        if concerned == Some(true) {
            self.unread.update(|all| drop(all.remove(path)));
        }
    }

    /// What cannot be read, as errors: while there are any, nothing may be sent.
    pub fn unread_errors(self) -> Vec<FieldError> {
        self.unread.with_untracked(|all| {
            all.iter()
                .map(|(path, (_, code))| FieldError::new(path.clone(), *code))
                .collect()
        })
    }

    /// Everything wrong that can be told here: what cannot be read, days that are missing, and what
    /// was found of other fields.
    pub fn wrong(
        self,
        days: &[(&str, Option<NaiveDate>)],
        found: Vec<FieldError>,
    ) -> Vec<FieldError> {
        told_once(self.unread_errors(), days, found)
    }

    /// A row was taken out: what was said of the rows after it now belongs one place before.
    pub fn row_removed(self, rows: &str, index: usize) {
        self.errors.update(|errors| {
            errors.retain_mut(|error| match moved(&error.path, rows, index) {
                Some(path) => {
                    error.path = path;
                    true
                }
                None => false,
            });
        });
        self.unread.update(|all| {
            *all = std::mem::take(all)
                .into_iter()
                .filter_map(|(path, what)| Some((moved(&path, rows, index)?, what)))
                .collect();
        });
        self.early.update(|all| {
            *all = std::mem::take(all)
                .into_iter()
                .filter_map(|(path, code)| Some((moved(&path, rows, index)?, code)))
                .collect();
        });
        self.typed.update_value(|all| {
            *all = all
                .iter()
                .filter_map(|path| moved(path, rows, index))
                .collect();
        });
    }
}

/// Is this told when the field is left? What is not there yet may still come: that is said when the
/// document is handed in.
fn is_told_early(code: FieldCode) -> bool {
    code != FieldCode::Required
}

/// A day that is missing is said to be missing, whatever was found of the day sent in its place; one
/// that cannot be read is not missing.
fn told_once(
    unread: Vec<FieldError>,
    days: &[(&str, Option<NaiveDate>)],
    found: Vec<FieldError>,
) -> Vec<FieldError> {
    let missing = days.iter().filter(|(_, day)| day.is_none());
    let missing = missing.map(|(path, _)| FieldError::new(*path, FieldCode::Required));
    let mut wrong = unread;
    for error in missing.chain(found) {
        if wrong.iter().all(|known| known.path != error.path) {
            wrong.push(error);
        }
    }
    wrong
}

/// Where a path stands after the row `index` of `rows` was taken out; nowhere when it was in it.
fn moved(path: &str, rows: &str, index: usize) -> Option<String> {
    let rest = path
        .strip_prefix(rows)
        .and_then(|rest| rest.strip_prefix('['));
    let split = rest.and_then(|rest| rest.split_once(']'));
    match split.and_then(|(row, field)| Some((row.parse::<usize>().ok()?, field))) {
        Some((row, _)) if row == index => None,
        Some((row, field)) if row > index => Some(format!("{rows}[{}]{field}", row - 1)),
        _ => Some(path.to_owned()),
    }
}

pub(super) fn row_of(path: &str) -> Option<usize> {
    path.split('[').nth(1)?.split(']').next()?.parse().ok()
}

/// How far down the page a path is shown, in pixels; what is nowhere comes last.
fn down_the_page(path: &str) -> (i64, i64) {
    let field = place_of(path).and_then(|id| document().get_element_by_id(&id));
    field.map_or((i64::MAX, 0), |field| {
        let place = field.get_bounding_client_rect();
        (place.top() as i64, place.left() as i64)
    })
}

/// The id of what shows a path on this page: its field, else the nearest thing around it.
pub(super) fn place_of(path: &str) -> Option<String> {
    let id = id_of(path);
    if document().get_element_by_id(&id).is_some() {
        return Some(id);
    }
    let (around, _) = path.rsplit_once(['.', '['])?;
    place_of(around)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_follow_the_path() {
        assert_eq!(row_of("items[2].amount"), Some(2));
        assert_eq!(row_of("purpose"), None);
    }

    #[test]
    fn a_day_that_is_missing_is_no_impossible_day() {
        let impossible = |path| FieldError::new(path, FieldCode::ImpossibleDay);
        let unread = vec![FieldError::new("from", FieldCode::Malformed)];
        let found = vec![impossible("until"), impossible("from"), impossible("on")];
        let told = told_once(unread, &[("from", None), ("until", None)], found);
        let told: Vec<_> = told.into_iter().map(|one| (one.path, one.code)).collect();
        let expected = [
            ("from", FieldCode::Malformed),
            ("until", FieldCode::Required),
            ("on", FieldCode::ImpossibleDay),
        ];
        assert_eq!(told, expected.map(|(path, code)| (path.to_owned(), code)));
    }

    #[test]
    fn what_is_wrong_is_told_early_and_what_is_missing_late() {
        let late: Vec<_> = FieldCode::ALL
            .iter()
            .filter(|code| !is_told_early(**code))
            .collect();
        assert_eq!(late, [&FieldCode::Required]);
    }

    #[test]
    fn what_is_said_of_a_row_goes_with_it() {
        let moved = |path| moved(path, "items", 1);
        assert_eq!(moved("items[0].amount").as_deref(), Some("items[0].amount"));
        assert_eq!(moved("items[1].amount"), None);
        assert_eq!(moved("items[2].amount").as_deref(), Some("items[1].amount"));
        assert_eq!(moved("lines[2].amount").as_deref(), Some("lines[2].amount"));
        assert_eq!(moved("items").as_deref(), Some("items"));
    }
}
