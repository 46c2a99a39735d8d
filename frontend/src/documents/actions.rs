//! What can be done to a document from its page: load, keep, save, take a step.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::document::{
    Action, ActionRequest, ChangedDocument, DocumentHeader, Kind, NewDocument, Status, StepName,
};
use shared::permission::Operation;
use shared::{DocumentId, ProblemCode};

use super::autosave::{Kept, Place};
use super::lookups::{Lookups, lookups};
use super::{Editor, new_address};
use crate::api::documents::AnyDocument;
use crate::api::{self, Failure};
use crate::components::fields::FormState;
use crate::components::toast::{Toasts, toasts};
use crate::session::{SessionState, session};
use crate::text::document::step_text;
use crate::text::{Named, Text, document as words};

/// The id of the notice that says why something did not succeed.
pub const REFUSAL: &str = "refusal";

/// Everything the page of one document works with.
#[derive(Clone, Copy)]
pub struct PageState {
    /// Its kind.
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
    /// Counts what happened, so that panels ask again.
    pub changed: RwSignal<u32>,
    /// What was typed earlier and can be restored.
    pub found: RwSignal<Option<Kept>>,
    /// Whether unsaved work is in the browser's storage.
    pub kept: RwSignal<bool>,
    /// Told after the first saving: the address now has an id.
    pub adopted: Callback<DocumentId>,
    /// Kept from the beginning: work must still be kept when the session has just ended.
    person: StoredValue<String>,
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
            changed: RwSignal::new(0),
            found: RwSignal::new(None),
            kept: RwSignal::new(false),
            adopted,
            person: StoredValue::new(session().storage_name()),
            session: session(),
            toasts: toasts(),
            lookups: lookups(),
        }
    }

    /// Has the person left this page while an answer was awaited? Its signals are gone then.
    fn is_gone(self) -> bool {
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

    /// Where unsaved work is kept.
    pub fn place(self) -> Place {
        let saved = self.header.with_untracked(Option::is_some);
        let id = saved.then(|| self.id.get_untracked());
        self.person
            .with_value(|person| Place::new(person, self.kind, id))
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
                    self.take(document);
                    self.look_for_kept();
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    /// Takes what the server answered as what there is now.
    fn take(self, document: AnyDocument) {
        let AnyDocument { header, body, .. } = document;
        if !self.editor.load.run(body) {
            self.failure.set(Some(Failure::Unreadable));
            return;
        }
        self.header.set(Some(header));
        self.failure.set(None);
        self.form.errors.set(Vec::new());
        self.changed.update(|count| *count += 1);
        self.lookups.forget_availability();
    }

    /// Offers what was typed earlier, if it differs from what there is now.
    pub fn look_for_kept(self) {
        let kept = self.place().read();
        let differs = |kept: &Kept| kept.body != self.editor.body.run(());
        let editable = self.form.editable.get_untracked();
        self.found
            .set(kept.filter(|kept| editable && differs(kept)));
    }

    /// Puts what was typed earlier back into the form.
    pub fn restore(self) {
        if let Some(kept) = self.found.get_untracked() {
            self.editor.restore.run(kept.body);
            if self.header.with_untracked(Option::is_none) {
                self.id.set(kept.id);
            }
            self.toasts.say(words::RESTORED.now());
        }
        self.found.set(None);
    }

    /// Forgets what was typed earlier.
    pub fn discard(self) {
        self.place().clear();
        self.found.set(None);
    }

    /// Keeps unsaved work in the browser.
    pub fn keep(self) {
        let typing = self.editor.dirty.get_untracked() && self.form.editable.get_untracked();
        // What was found earlier must not be overwritten before it was restored or thrown away.
        if typing && self.found.with_untracked(Option::is_none) {
            let kept = self
                .place()
                .write(self.id.get_untracked(), self.editor.body.run(()));
            self.kept.set(kept);
        }
    }

    /// Saves the draft.
    pub fn save(self) {
        if self.busy.get_untracked().is_some() || !self.form.editable.get_untracked() {
            return;
        }
        spawn_local(async move {
            self.busy.set(Some(words::SAVING));
            if self.store().await {
                self.toasts.say(words::ALL_SAVED.now());
            }
            self.ready();
        });
    }

    /// Sends the draft as it is; a draft may be incomplete, so only the server judges it here.
    async fn store(self) -> bool {
        let place = self.place();
        let (kind, id) = (self.kind, self.id.get_untracked());
        let body = self.editor.body.run(());
        let answer = match self.header.get_untracked() {
            Some(header) => {
                let version = header.version;
                api::documents::change(kind, id, &ChangedDocument { version, body }).await
            }
            None => {
                let fiscal_year = self.session.year.get_untracked();
                let draft = NewDocument {
                    id,
                    fiscal_year,
                    body,
                    manual: None,
                    case_id: None,
                };
                api::documents::create(kind, &draft).await
            }
        };
        if answer.is_ok() {
            place.clear();
        }
        if self.is_gone() {
            return false;
        }
        match answer {
            Ok(document) => {
                let first = self.header.with_untracked(Option::is_none);
                self.kept.set(false);
                self.take(document);
                if first {
                    self.adopted.run(id);
                }
                true
            }
            Err(failure) => {
                self.refused(failure);
                false
            }
        }
    }

    fn refused(self, failure: Failure) {
        if failure.is(ProblemCode::VERSION_CONFLICT) {
            self.keep();
        }
        let errors = failure.problem().map(|problem| problem.errors.clone());
        self.form.errors.set(errors.unwrap_or_default());
        self.failure.set(Some(failure));
        // Once the notice is drawn; field errors have a summary that takes the focus itself.
        Timeout::new(0, || crate::components::fields::focus(REFUSAL)).forget();
    }

    /// Checks, saves if needed, and hands in.
    pub fn submit(self) {
        if self.busy.get_untracked().is_some() {
            return;
        }
        let errors = self.editor.check.run(());
        if !errors.is_empty() {
            self.failure.set(None);
            self.form.errors.set(errors);
            return;
        }
        spawn_local(async move {
            self.busy.set(Some(words::SENDING));
            let saved =
                self.header.with_untracked(Option::is_some) && !self.editor.dirty.get_untracked();
            if saved || self.store().await {
                self.step(Action::Submit, None).await;
            }
            self.ready();
        });
    }

    /// Takes another step.
    pub fn act(self, action: Action, comment: Option<String>) {
        if self.busy.get_untracked().is_some() {
            return;
        }
        spawn_local(async move {
            self.busy.set(Some(words::SENDING));
            self.step(action, comment).await;
            self.ready();
        });
    }

    async fn step(self, action: Action, comment: Option<String>) {
        let Some(before) = self.header.get_untracked() else {
            return;
        };
        let request = ActionRequest {
            version: before.version,
            comment: comment.filter(|comment| !comment.trim().is_empty()),
        };
        let answer = api::documents::act(self.kind, before.id, action, &request).await;
        if self.is_gone() {
            return;
        }
        match answer {
            Ok(document) => {
                self.take(document);
                self.tell(action, &before);
                crate::components::fields::focus("page-title");
            }
            Err(failure) => self.refused(failure),
        }
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

/// What the button of a step says.
pub fn step_label(kind: Kind, step: StepName, posts: bool) -> Text {
    match step {
        StepName::Draft => words::SAVE_DRAFT,
        StepName::Submit => match kind {
            Kind::Receipt => words::DO_ISSUE,
            Kind::DisbursementRequest => words::DO_SIGN_REQUESTER,
            _ => words::DO_SUBMIT,
        },
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
