//! The generic screens of documents: what a kind must add is one trait.

pub mod actions;
pub mod attachment_panel;
pub mod autosave;
mod batch;
pub mod both_versions;
mod carrying;
pub mod claim_choices;
pub mod effect_tables;
pub mod entry_panel;
pub mod found;
pub mod header_card;
pub mod history_panel;
pub mod home_page;
pub mod inbox;
mod judging;
pub mod list_filters;
pub mod list_page;
mod list_view;
pub mod lookups;
pub mod merge;
mod neighbours;
pub mod page;
pub mod parties;
pub mod picker;
mod proofs_line;
mod returning;
pub mod search_page;
pub mod steps;
pub mod tabs;
pub mod tiles;
pub mod toolbar;
pub mod unsent;
pub mod uploads;
mod warned;

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use serde_json::Value;
use shared::document::{DocumentBody, DocumentHeader, Kind, Status, spec};
use shared::problem::FieldCode;
use shared::{FieldError, FiscalYear, Money};

use self::tiles::{Now, Tile};
use crate::api::Failure;
use crate::components::badge::{Tone, badge};
use crate::components::icon::Icon;
use crate::text::{Named, Text, document as words};

/// What a kind of document adds to the generic screens.
pub trait DocumentForm: DocumentBody + Send + Sync {
    /// The fields of the form, bound to the draft.
    fn fields(desk: Desk<Self>) -> AnyView;

    /// Paths of ids that must be chosen and are not; the rules of `shared` do not know when an id
    /// was never touched.
    fn unchosen(&self) -> Vec<String> {
        Vec::new()
    }

    /// What waits to be put into a new one, told on the first page to those who make it.
    fn waiting(_now: &Now) -> impl Future<Output = Result<Vec<Tile>, Failure>> {
        std::future::ready(Ok(Vec::new()))
    }

    /// Does the first page count drafts? Not where [`DocumentForm::waiting`] tells of each.
    const COUNTS_DRAFTS: bool = true;

    /// What whoever takes a step is asked for: the fields of the body that the step names.
    fn asked(_desk: Desk<Self>) -> AnyView {
        ().into_any()
    }

    /// Can a new one be made after one that is there? Not where it draws on others, which it has used up.
    const IS_PATTERN: bool = false;

    /// Leaves out of a body that is a pattern what was of that one alone.
    fn become_new(&mut self) {}

    /// Fills a new draft from the address it was opened with and from who opens it.
    fn begin(&mut self, _query: &ParamsMap, _session: crate::session::SessionState) {}
}

/// What a form works with.
pub struct Desk<B: Send + Sync + 'static> {
    /// The body being edited.
    pub draft: RwSignal<B>,
    /// The header, once the server has one.
    pub header: RwSignal<Option<DocumentHeader>>,
    /// The fiscal year of the document.
    pub year: Signal<FiscalYear>,
    /// Whether fields can be changed.
    pub editable: Signal<bool>,
    /// True while the draft differs from what the server has, or from how it began.
    pub dirty: Signal<bool>,
}

impl<B: Send + Sync + 'static> Clone for Desk<B> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<B: Send + Sync + 'static> Copy for Desk<B> {}

/// A form whose body type is forgotten, so that the pages exist once and not once for each kind.
#[derive(Clone, Copy)]
pub struct Editor {
    /// The body as it travels.
    pub body: Callback<(), Value>,
    /// Takes a body from the server; false when it cannot be read.
    pub load: Callback<Value, bool>,
    /// Takes the answer (second) to a body that was sent (first): what was typed since stays.
    pub answered: Callback<(Value, Value), bool>,
    /// What a body kept in the browser is about: its title and amount.
    pub about: Callback<Value, Option<(String, Money)>>,
    /// Can a new one be made after one that is there?
    pub is_pattern: bool,
    /// Takes a body as the pattern of a new one.
    pub like: Callback<Value, bool>,
    /// Takes a body kept in the browser; the server does not have it yet. False where an earlier program
    /// kept it and not all of it has a place.
    pub restore: Callback<Value, bool>,
    /// What is wrong with it.
    pub check: Callback<(), Vec<FieldError>>,
    /// How many documents it takes.
    pub takes: Callback<(), usize>,
    /// True while it differs from what the server has, or from how it began.
    pub dirty: Signal<bool>,
    /// Its amount now.
    pub amount: Signal<Money>,
    pub fields: Callback<(), AnyView>,
    /// The fields that a step asks for, beginning as the body stands.
    pub ask: Callback<(), AnyView>,
    /// The body with what was said there.
    pub answers: Callback<(), Value>,
}

/// Opens the form of a kind on an empty draft.
pub fn open<B: DocumentForm>(
    header: RwSignal<Option<DocumentHeader>>,
    year: Signal<FiscalYear>,
    editable: Signal<bool>,
    query: Option<&ParamsMap>,
) -> Editor {
    let mut fresh = B::default();
    if let Some(query) = query {
        fresh.begin(query, crate::session::session());
    }
    // As it begins there is nothing to lose.
    let saved = RwSignal::new(fresh.clone());
    let draft = RwSignal::new(fresh);
    let dirty: Signal<bool> =
        Memo::new(move |_| draft.with(|draft| saved.with(|old| draft != old))).into();
    let desk = Desk {
        draft,
        header,
        year,
        editable,
        dirty,
    };
    let answers = RwSignal::new(B::default());
    let asking = Desk {
        draft: answers,
        editable: Signal::stored(true),
        ..desk
    };
    let read = |value: Value| serde_json::from_value::<B>(value).ok();
    Editor {
        body: Callback::new(move |()| {
            draft.with_untracked(|draft| serde_json::to_value(draft).unwrap_or_default())
        }),
        load: Callback::new(move |value| {
            read(value).is_some_and(|body| {
                saved.set(body.clone());
                draft.set(body);
                true
            })
        }),
        answered: Callback::new(move |(sent, answer): (Value, Value)| {
            let now = draft.with_untracked(|draft| serde_json::to_value(draft).unwrap_or_default());
            let typed = read(merge::merged(&sent, &now, &answer));
            let (Some(typed), Some(answer)) = (typed, read(answer)) else {
                return false;
            };
            saved.set(answer);
            draft.set(typed);
            true
        }),
        about: Callback::new(|value: Value| about::<B>(&value)),
        is_pattern: B::IS_PATTERN,
        like: Callback::new(move |value| {
            let body = read(value).map(|mut body| {
                body.become_new();
                draft.set(body);
            });
            body.is_some()
        }),
        restore: Callback::new(move |value: Value| {
            let (body, is_whole) = taken_over::<B>(&value);
            draft.set(body);
            is_whole
        }),
        check: Callback::new(move |()| draft.with_untracked(wrong)),
        takes: Callback::new(move |()| draft.with_untracked(|body| body.takes().len())),
        dirty,
        amount: Memo::new(move |_| draft.with(DocumentBody::amount)).into(),
        fields: Callback::new(move |()| B::fields(desk)),
        ask: Callback::new(move |()| {
            answers.set(draft.get_untracked());
            B::asked(asking)
        }),
        answers: Callback::new(move |()| {
            answers.with_untracked(|body| serde_json::to_value(body).unwrap_or_default())
        }),
    }
}

/// What was kept in the browser, as this program reads it, and whether that is all of it.
fn taken_over<B: DocumentForm>(kept: &Value) -> (B, bool) {
    let read = |value: &Value| serde_json::from_value::<B>(value.clone());
    let pattern = serde_json::to_value(B::default()).unwrap_or_default();
    let (body, is_whole) = carrying::carried(&pattern, kept, &|value| read(value).is_ok());
    match read(&body) {
        Ok(body) => (body, is_whole),
        Err(_) => (B::default(), false),
    }
}

/// What a body kept in the browser is about: its title and amount.
pub fn about<B: DocumentForm>(kept: &Value) -> Option<(String, Money)> {
    let (body, _) = taken_over::<B>(kept);
    Some((body.title(), body.amount()))
}

fn wrong<B: DocumentForm>(body: &B) -> Vec<FieldError> {
    let unchosen = body.unchosen().into_iter();
    let mut errors: Vec<FieldError> = unchosen
        .map(|path| FieldError::new(path, FieldCode::Required))
        .collect();
    errors.extend(body.check());
    errors.into_iter().map(|error| error.of(B::KIND)).collect()
}

/// The paths among these whose id is nil.
pub fn nil_paths(ids: &[(&str, uuid::Uuid)]) -> Vec<String> {
    let nil = ids.iter().filter(|(_, id)| id.is_nil());
    nil.map(|(path, _)| (*path).to_owned()).collect()
}

/// Where a document stands, in the words of its kind and the colour of how far it is.
pub fn status_badge(header: &DocumentHeader) -> AnyView {
    if header.status == Status::Draft && header.returned.is_some() {
        let said = || words::RETURNED_BADGE.now();
        return badge(Tone::Waiting, Icon::Pencil, said);
    }
    badge_of(
        header.status,
        header.is_refused,
        Text::of(header.standing()),
    )
}

/// The badge of a draft that the server does not have yet.
pub fn draft_badge() -> AnyView {
    badge_of(Status::Draft, false, Status::Draft.text())
}

fn badge_of(status: Status, is_refused: bool, words: Text) -> AnyView {
    let (tone, drawing) = match status {
        // Turned down by whom it was asked of; what its maker gave up is no fault of anybody.
        Status::Cancelled if is_refused => (Tone::Bad, Icon::Stop),
        Status::Draft => (Tone::Quiet, Icon::Pencil),
        Status::Submitted => (Tone::Waiting, Icon::Clock),
        Status::Approved => (Tone::Good, Icon::Check),
        Status::Posted => (Tone::Done, Icon::Book),
        Status::Cancelled => (Tone::Quiet, Icon::Cross),
    };
    badge(tone, drawing, move || words.now())
}

/// Where a kind's list is.
pub fn list_address(kind: Kind) -> String {
    format!("/{}", shared::document::spec(kind).path)
}

/// Where a document is.
pub fn address(header: &DocumentHeader) -> String {
    format!("{}/{}", list_address(header.kind), header.id)
}

/// Where a new one is made.
pub fn new_address(kind: Kind) -> String {
    format!("{}/new", list_address(kind))
}

/// The number people call it by: the last one given; its voucher where it has none.
pub fn number_of(header: &DocumentHeader) -> Option<String> {
    let number = header.numbers.last().map(|number| number.text.clone());
    number.or_else(|| header.voucher.clone())
}

/// What a row of a list is opened by: its number, that it is to get one, or its kind.
pub fn name_in_list(header: &DocumentHeader) -> String {
    let gets_one = || {
        spec(header.kind)
            .every_step()
            .any(|step| !step.numbers.is_empty())
    };
    let is_on_its_way = matches!(header.status, Status::Draft | Status::Submitted);
    match number_of(header) {
        Some(number) => number,
        None if is_on_its_way && gets_one() => words::NO_NUMBER.now().to_owned(),
        None => header.kind.name().to_owned(),
    }
}

/// A name for links: number, else title.
pub fn reference(header: &DocumentHeader) -> String {
    let kind = header.kind.name();
    let name = number_of(header).unwrap_or_else(|| header.title.clone());
    format!("{kind} {name}")
}
