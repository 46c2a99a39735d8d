//! What can be done to a document from its page: load, keep, save, take a step.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Map, Value};
use shared::document::{
    Action, ActionRequest, ChangedDocument, DocumentHeader, Kind, NewDocument, Status, StepName,
};
use shared::permission::Operation;
use shared::warning::Warning;
use shared::{DocumentId, FieldError, ProblemCode};

use super::autosave::{self, Kept, Place};
use super::lookups::{Lookups, lookups};
use super::tabs::Hold;
use super::{Editor, new_address};
use crate::api::documents::AnyDocument;
use crate::api::{self, Failure};
use crate::components::fields::FormState;
use crate::components::toast::{Toasts, toasts};
use crate::session::{SessionState, session};
use crate::text::document::step_text;
use crate::text::{Named, Text, document as words};

/// What a draft has that nobody has changed.
const FIRST_VERSION: i32 = 1;
/// The id of the notice that says why something did not succeed.
pub const REFUSAL: &str = "refusal";

/// Everything the page of one document works with.
#[derive(Clone, Copy)]
pub struct PageState {
    pub kind: Kind,
    /// Its id, also while it is new.
    pub id: RwSignal<DocumentId>,
    /// Its header, once the server has one.
    pub header: RwSignal<Option<DocumentHeader>>,
    /// The form.
    pub editor: Editor,
    /// Errors of the form.
    pub form: FormState,
    /// What is being done now.
    pub busy: RwSignal<Option<Text>>,
    /// What did not succeed.
    pub failure: RwSignal<Option<Failure>>,
    /// What to look at before the next step, as shown on the page.
    pub warnings: RwSignal<Vec<Warning>>,
    /// Counts what happened, so that panels ask again.
    pub changed: RwSignal<u32>,
    /// What was typed earlier and can be restored.
    pub found: RwSignal<Vec<Kept>>,
    /// Whether unsaved work is in the browser's storage.
    pub kept: RwSignal<bool>,
    /// What of it is to be put back at once: the document and which of its places.
    pub wanted: StoredValue<Option<(DocumentId, u8)>>,
    /// Told after the first saving: the address now has an id.
    pub adopted: Callback<DocumentId>,
    /// What was sent and not answered: whether the server has it nobody knows.
    unanswered: StoredValue<Option<Value>>,
    /// Kept from the beginning: work must still be kept when the session has just ended.
    person: StoredValue<String>,
    /// Tells the other tabs which new draft is worked on here.
    hold: StoredValue<Option<Hold>, LocalStorage>,
    session: SessionState,
    toasts: Toasts,
    lookups: Lookups,
}

impl PageState {
    /// The state of a page; `form` and `editor` belong together.
    pub fn new(
        kind: Kind,
        id: DocumentId,
        header: RwSignal<Option<DocumentHeader>>,
        editor: Editor,
        form: FormState,
        adopted: Callback<DocumentId>,
    ) -> PageState {
        PageState {
            kind,
            id: RwSignal::new(id),
            header,
            editor,
            form,
            busy: RwSignal::new(None),
            failure: RwSignal::new(None),
            warnings: RwSignal::new(Vec::new()),
            changed: RwSignal::new(0),
            found: RwSignal::new(Vec::new()),
            kept: RwSignal::new(false),
            wanted: StoredValue::new(None),
            adopted,
            unanswered: StoredValue::new(None),
            person: StoredValue::new(session().storage_name()),
            hold: StoredValue::new_local(None),
            session: session(),
            toasts: toasts(),
            lookups: lookups(),
        }
    }

    /// Has the person left this page while an answer was awaited? Its signals are gone then.
    pub(super) fn is_gone(self) -> bool {
        self.busy.try_get_untracked().is_none()
    }

    fn ready(self) {
        if !self.is_gone() {
            self.busy.set(None);
        }
    }

    /// Does the server have it?
    pub fn is_new(self) -> bool {
        self.header.with(Option::is_none)
    }

    /// Where unsaved work is kept: where nothing lies that was found earlier and not decided on.
    pub fn place(self) -> Place {
        let id = self.id.get_untracked();
        let taken = self.found.with_untracked(|found| {
            let own = found.iter().filter(|kept| kept.id == id);
            own.map(|kept| kept.beside).collect::<Vec<_>>()
        });
        let free = (0..).find(|beside| !taken.contains(beside));
        self.place_of(id, free.unwrap_or_default())
    }

    fn place_of(self, id: DocumentId, beside: u8) -> Place {
        self.person
            .with_value(|person| Place::new(person, self.kind, id, beside))
    }

    /// May the person hand the draft in, as far as the role goes?
    pub fn can_submit(self) -> bool {
        match self.header.get() {
            Some(header) => header.actions.contains(&Action::Submit),
            None => self.session.can(self.kind.to(Operation::Submit)),
        }
    }

    /// May the person ask for the cancellation of what has had effects?
    pub fn can_ask_cancellation(self) -> bool {
        let stands = self.header.with(|header| {
            header
                .as_ref()
                .is_some_and(|header| header.has_effect && header.status != Status::Cancelled)
        });
        stands && self.kind != Kind::Cancellation && self.session.can_make(Kind::Cancellation)
    }

    /// Reads the document from the server.
    pub fn load(self) {
        spawn_local(async move {
            let answer = api::documents::read(self.kind, self.id.get_untracked()).await;
            if self.is_gone() {
                return;
            }
            match answer {
                Ok(document) => {
                    let AnyDocument { header, body, .. } = document;
                    if self.editor.load.run(body) {
                        self.form.forget();
                        self.unanswered.set_value(None);
                        self.take(header);
                        self.look_for_kept();
                    } else {
                        self.failure.set(Some(Failure::Unreadable));
                    }
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    /// Reads the document anew where somebody else has gone on with it meanwhile.
    pub fn look_again(self) {
        let Some(Some(known)) = self.header.try_get_untracked() else {
            return;
        };
        let is_quiet = self.busy.get_untracked().is_none() && !document().hidden();
        if self.form.editable.get_untracked() || !is_quiet {
            return;
        }
        spawn_local(async move {
            let seen = api::documents::header_in_background(known.id).await;
            let is_other = |seen: &DocumentHeader| seen.version != known.version;
            let is_other = seen.as_ref().is_ok_and(is_other);
            if is_other && !self.is_gone() && self.busy.get_untracked().is_none() {
                self.load();
            }
        });
    }

    /// Takes the answer to what was sent as what there is now; what was typed since stays.
    fn answered(self, sent: Value, document: AnyDocument) {
        let AnyDocument { header, body, .. } = document;
        if self.editor.answered.run((sent, body)) {
            self.form.errors.set(Vec::new());
            self.take(header);
        } else {
            self.failure.set(Some(Failure::Unreadable));
        }
    }

    fn take(self, header: DocumentHeader) {
        self.header.set(Some(header));
        self.failure.set(None);
        self.changed.update(|count| *count += 1);
        self.lookups.forget_availability();
    }

    /// Offers what was typed earlier, if it differs from what there is now: of this document, or
    /// every new draft of this kind that no other tab works on.
    pub fn look_for_kept(self) {
        let differs = move |kept: &Kept| kept.body != self.editor.body.run(());
        if self.header.with_untracked(Option::is_some) {
            let editable = self.form.editable.get_untracked();
            let id = self.id.get_untracked();
            let kept = self
                .person
                .with_value(|person| autosave::kept_of(person, self.kind, id));
            let kept = kept.into_iter().filter(|kept| editable && differs(kept));
            self.found.set(kept.collect());
            self.restore_wanted();
            return;
        }
        self.hold();
        let (person, kind) = (self.person.get_value(), self.kind);
        spawn_local(async move {
            let mut found = autosave::left_behind(&person, kind).await;
            if !self.is_gone() {
                let own = self.id.get_untracked();
                found.retain(|kept| kept.id != own && differs(kept));
                self.found.set(found);
                self.restore_wanted();
            }
        });
    }

    /// Puts back at once what somebody has chosen among all that was not sent.
    fn restore_wanted(self) {
        let wanted = self.wanted.try_update_value(Option::take).flatten();
        let is_it = |kept: &&Kept| Some((kept.id, kept.beside)) == wanted;
        let found = self
            .found
            .with_untracked(|found| found.iter().find(is_it).cloned());
        if let Some(kept) = found {
            self.restore(kept);
        }
    }

    /// Tells the other tabs that this draft is worked on here.
    fn hold(self) {
        self.hold.set_value(Hold::new(self.id.get_untracked()));
    }

    /// Puts what was typed earlier back into the form.
    pub fn restore(self, kept: Kept) {
        // What was typed into this page meanwhile is work, too.
        self.keep();
        self.form.forget();
        self.unanswered.set_value(None);
        if self.editor.restore.run(kept.body) {
            self.toasts.say(words::RESTORED.now());
        } else {
            self.place_of(kept.id, kept.beside).set_aside();
            self.toasts.refuse(words::RESTORED_IN_PART.now());
        }
        self.id.set(kept.id);
        // It is offered in turn.
        self.look_for_kept();
    }

    /// Forgets what was typed earlier.
    pub fn discard(self, kept: &Kept) {
        self.place_of(kept.id, kept.beside).clear();
        let is_it = |one: &Kept| (one.id, one.beside) == (kept.id, kept.beside);
        self.found.update(|found| found.retain(|one| !is_it(one)));
    }

    /// Keeps unsaved work in the browser.
    pub fn keep(self) {
        let typing = self.editor.dirty.get_untracked() && self.form.editable.get_untracked();
        let id = self.id.get_untracked();
        if typing {
            let is_new = self.header.with_untracked(Option::is_none);
            let kept = self.place().write(id, is_new, self.editor.body.run(()));
            self.kept.set(kept);
        }
    }

    /// What cannot be read is never sent as if it were something else: it is shown, with everything
    /// else that is wrong.
    fn is_readable(self) -> bool {
        let mut errors = self.form.unread_errors();
        let readable = errors.is_empty();
        if !readable {
            for error in self.editor.check.run(()) {
                if errors.iter().all(|known| known.path != error.path) {
                    errors.push(error);
                }
            }
            self.failure.set(None);
            self.form.show(errors);
        }
        readable
    }

    /// Saves the draft.
    pub fn save(self) {
        let busy = self.busy.get_untracked().is_some();
        if busy || !self.form.editable.get_untracked() || !self.is_readable() {
            return;
        }
        spawn_local(async move {
            self.busy.set(Some(words::SAVING));
            if self.store().await && !self.editor.dirty.get_untracked() {
                self.toasts.say(words::ALL_SAVED.now());
            }
            self.ready();
        });
    }

    /// Sends the draft as it is; a draft may be incomplete, so only the server judges it here.
    async fn store(self) -> bool {
        // Whatever becomes of it, what was typed is kept.
        self.keep();
        // What was sent and never answered goes first, unchanged: the server knows it again by its
        // key, and its answer has the version that what was typed since is a change of.
        let earlier = self.unanswered.get_value();
        if let Some(earlier) = earlier.filter(|earlier| *earlier != self.editor.body.run(())) {
            let answer = self.send(earlier).await;
            if self.is_gone() {
                return false;
            }
            // Any other refusal was about what is not on the screen any more.
            if let Err(failure) = answer
                && failure.is_lost()
            {
                self.refused(failure);
                return false;
            }
        }
        let answer = self.send(self.editor.body.run(())).await;
        if self.is_gone() {
            return false;
        }
        answer.map_err(|failure| self.refused(failure)).is_ok()
    }

    /// Sends this content as the draft, and takes the answer.
    async fn send(self, body: Value) -> Result<(), Failure> {
        let place = self.place();
        let id = self.id.get_untracked();
        let sent = body.clone();
        let answer = match self.header.get_untracked() {
            Some(header) => {
                let version = header.version;
                api::documents::change(self.kind, id, &ChangedDocument { version, body }).await
            }
            None => self.create(id, body).await,
        };
        match &answer {
            Ok(_) => place.arrived(&sent),
            Err(failure) => place.refused(failure.sentence()),
        }
        if self.is_gone() {
            return answer.map(drop);
        }
        let is_lost = answer.as_ref().is_err_and(Failure::is_lost);
        self.unanswered.set_value(is_lost.then(|| sent.clone()));
        let document = answer?;
        let first = self.header.with_untracked(Option::is_none);
        self.kept.set(false);
        self.answered(sent, document);
        self.keep();
        if first {
            // Other new drafts are no part of it; the next new page offers them.
            self.found.update(|found| found.retain(|kept| !kept.is_new));
            self.adopted.run(id);
        }
        match self.totals_differ() {
            Some(differ) => Err(differ),
            None => Ok(()),
        }
    }

    /// Does what is on the screen add up to something else than the server says? Not where more was
    /// typed since, or where only the server knows the amount.
    fn totals_differ(self) -> Option<Failure> {
        let is_settled = !self.editor.dirty.get_untracked();
        let here = self.editor.amount.get_untracked();
        let header = self.header.get_untracked().filter(|_| is_settled)?;
        let is_other = !here.is_zero() && here != header.amount;
        is_other.then_some(Failure::TotalsDiffer(here, header.amount))
    }

    /// Makes the draft, or goes on with the one that was made when the answer was lost and the
    /// browser, with the key of that call, as well. One that was changed since is not written over.
    async fn create(self, id: DocumentId, body: Value) -> Result<AnyDocument, Failure> {
        let draft = NewDocument {
            id,
            fiscal_year: self.session.year.get_untracked(),
            body,
            manual: None,
            case_id: None,
        };
        let answer = api::documents::create(self.kind, &draft).await;
        let is_there = |failure: &Failure| failure.is(ProblemCode::DUPLICATE_REQUEST);
        if !answer.as_ref().is_err_and(is_there) {
            return answer;
        }
        let changed = ChangedDocument {
            version: FIRST_VERSION,
            body: draft.body,
        };
        api::documents::change(self.kind, id, &changed).await
    }

    /// Shows why something did not succeed.
    pub(super) fn refused(self, failure: Failure) {
        if failure.is(ProblemCode::VERSION_CONFLICT) {
            self.keep();
            if self.header.with_untracked(Option::is_none) {
                // It was made from here; that is where it is from now on.
                self.adopted.run(self.id.get_untracked());
            }
        }
        // Refused for a field: everything else that is wrong is said in the same round.
        let found = match failure.is_about_fields() {
            true => self.editor.check.run(()),
            false => Vec::new(),
        };
        self.failure.set(self.form.refuse_with(failure, found));
        if self.failure.with_untracked(Option::is_some) {
            // Once the notice is drawn; field errors have a summary that takes the focus itself.
            Timeout::new(0, || crate::components::fields::focus_notice(REFUSAL)).forget();
        }
    }

    /// Checks, saves if needed, and hands in.
    pub fn submit(self) {
        if self.busy.get_untracked().is_some() || !self.is_readable() {
            return;
        }
        let errors = self.editor.check.run(());
        let seen = self.warnings.get_untracked();
        spawn_local(async move {
            self.busy.set(Some(words::SENDING));
            let saved =
                self.header.with_untracked(Option::is_some) && !self.editor.dirty.get_untracked();
            // Also what is known to be wrong is sent: the server may know of more.
            if saved && errors.is_empty() || self.store().await {
                self.hand_in(errors, seen).await;
            }
            self.ready();
        });
    }

    /// Hands in what the server has, if that is what is on the screen and nothing is wrong with it.
    /// What is warned of and was not on the page before is shown first; pressed again, it goes on.
    async fn hand_in(self, errors: Vec<FieldError>, seen: Vec<Warning>) {
        if !errors.is_empty() {
            self.form.show(errors);
        } else if self.editor.dirty.get_untracked() {
            self.toasts.say(words::TYPED_MEANWHILE.now());
        } else {
            if self.has_unseen_warnings(&seen).await {
                self.toasts.say(words::LOOK_AT_WARNINGS.now());
                return;
            }
            let answer = self.step(Action::Submit, None, Map::new()).await;
            let is_outdated = |answer: &Result<(), Failure>| {
                answer
                    .as_ref()
                    .is_err_and(|failure| failure.is(ProblemCode::DRAFT_OUTDATED))
            };
            // Saved as it is it says what is so now, and is looked at before it is handed in.
            if answer.as_ref().is_some_and(is_outdated) && !self.store().await {
                return;
            }
            self.done(answer);
        }
    }

    /// Takes another step, with what it asks for.
    pub fn act(self, action: Action, comment: Option<String>, fields: Map<String, Value>) {
        if self.busy.get_untracked().is_some() {
            return;
        }
        spawn_local(async move {
            self.busy.set(Some(words::SENDING));
            self.done(self.step(action, comment, fields).await);
            self.ready();
        });
    }

    /// Takes a step that was asked about, and tells whoever asked what became of it.
    pub fn act_asked(
        self,
        action: Action,
        comment: String,
        fields: Map<String, Value>,
        told: Callback<Result<(), Failure>>,
    ) {
        if self.busy.get_untracked().is_some() {
            return;
        }
        spawn_local(async move {
            self.busy.set(Some(words::SENDING));
            let answer = self.step(action, Some(comment), fields).await;
            self.ready();
            if let Some(answer) = answer.filter(|_| !self.is_gone()) {
                let is_done = answer.is_ok();
                told.run(answer);
                if is_done {
                    // Once the question is gone, which gives the focus back to its button.
                    focus_title();
                }
            }
        });
    }

    /// Shows on the page what became of a step.
    fn done(self, answer: Option<Result<(), Failure>>) {
        match answer {
            Some(Ok(())) => focus_title(),
            Some(Err(failure)) => self.refused(failure),
            None => {}
        }
    }

    /// Takes a step; nothing when there is no page or document any more to say it of.
    async fn step(
        self,
        action: Action,
        comment: Option<String>,
        fields: Map<String, Value>,
    ) -> Option<Result<(), Failure>> {
        let before = self.header.get_untracked()?;
        let request = ActionRequest {
            version: before.version,
            comment: comment.filter(|comment| !comment.trim().is_empty()),
            fields,
        };
        let answer = api::documents::act(self.kind, before.id, action, &request).await;
        if self.is_gone() {
            return None;
        }
        Some(answer.map(|document| {
            let shown = self.editor.body.run(());
            self.answered(shown, document);
            self.tell(action, &before);
        }))
    }

    fn tell(self, action: Action, before: &DocumentHeader) {
        let step = match (action, &before.next_step) {
            (Action::Return | Action::Refuse | Action::Cancel, _) | (_, None) => action.name(),
            (_, Some(next)) => step_text(self.kind, next.name).now(),
        };
        let text = words::DONE_STEP.with(&[("step", step)]);
        if action == Action::Submit && self.session.can_make(self.kind) {
            let next = words::NEXT_ONE.now();
            self.toasts
                .say_with_link(text, new_address(self.kind), next);
        } else {
            self.toasts.say(text);
        }
    }
}

/// Puts the focus on the title, once what was done is drawn.
fn focus_title() {
    Timeout::new(0, || crate::components::fields::focus_notice("page-title")).forget();
}

/// What the button of a step says.
pub fn step_label(kind: Kind, step: StepName, posts: bool) -> Text {
    if let Some(called) = kind.spec().called(step) {
        return Text::of(called.act);
    }
    match step {
        StepName::Draft | StepName::Payee | StepName::Account => words::SAVE_DRAFT,
        StepName::Submit => words::DO_SUBMIT,
        StepName::Receive => words::DO_RECEIVE,
        StepName::Register => words::DO_REGISTER,
        StepName::Examine => words::DO_EXAMINE,
        StepName::Recommend => words::DO_RECOMMEND,
        StepName::Pass => words::DO_PASS,
        StepName::FirstCustodian | StepName::SecondCustodian | StepName::ThirdCustodian => {
            words::DO_SIGN
        }
        StepName::Approve if posts => words::DO_APPROVE_POST,
        StepName::Approve => words::DO_APPROVE,
        StepName::Confirm => words::DO_CONFIRM,
    }
}
