//! The form of an entry of a register, above whatever page asks for it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ProblemCode;
use shared::warning::Warning;

use super::list::CatalogueForm;
use crate::api::{self, Failure};
use crate::components::dialog::Dialog;
use crate::components::fields::{ErrorSummary, FormState};
use crate::components::shortcuts::{self, shortcuts};
use crate::components::toast::toasts;
use crate::components::warnings::{WARNINGS, warnings_notice};
use crate::documents::both_versions::{MINE, side_by_side};
use crate::documents::lookups::lookups;
use crate::identity::login_page::wrong_notice;
use crate::text::{Text, document as document_words, general, report as words, t};

/// What is being edited: the entry and what became of saving it.
pub struct Editing<T: CatalogueForm> {
    draft: RwSignal<T>,
    title: RwSignal<Text>,
    open: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    warnings: RwSignal<Vec<Warning>>,
    form: FormState,
    busy: RwSignal<bool>,
}

impl<T: CatalogueForm> Clone for Editing<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: CatalogueForm> Copy for Editing<T> {}

impl<T: CatalogueForm> Editing<T> {
    /// Nothing is being edited; `title` is what the dialog is called.
    pub fn new(title: Text) -> Editing<T> {
        Editing {
            draft: RwSignal::new(T::fresh()),
            title: RwSignal::new(title),
            open: RwSignal::new(false),
            failure: RwSignal::new(None),
            warnings: RwSignal::new(Vec::new()),
            form: FormState::new(Signal::stored(true)),
            busy: RwSignal::new(false),
        }
    }

    /// Shows an entry to be edited.
    pub fn begin(self, title: Text, entry: T) {
        self.title.set(title);
        self.draft.set(entry);
        self.failure.set(None);
        self.warnings.set(Vec::new());
        self.form.forget();
        self.open.set(true);
    }

    /// Is there an entry of the same that was not shown yet? Then it is shown first; saved again, it
    /// goes on.
    async fn is_warned_of(self, entry: &T) -> bool {
        let about = entry.about();
        if about.is_empty() {
            return false;
        }
        let about = about.iter().map(|(name, value)| (*name, value.as_str()));
        let found = api::catalogue::twins(T::PATH, &about.collect::<Vec<_>>()).await;
        let found = found.unwrap_or_default();
        let is_new = !found.is_empty()
            && self
                .warnings
                .try_get_untracked()
                .is_some_and(|seen| seen != found);
        if is_new {
            self.warnings.set(found);
            gloo_timers::callback::Timeout::new(0, || crate::components::fields::focus(WARNINGS))
                .forget();
        }
        is_new
    }
}

/// What somebody else has made of the entry beside what was typed here, and the way to go on from there.
fn latest<T: CatalogueForm>(editing: Editing<T>) -> AnyView {
    let (lookups, here) = (lookups(), editing.draft.get_untracked());
    let id = here.id();
    let there = LocalResource::new(move || {
        let id = id.clone();
        async move { api::catalogue::one::<T>(T::PATH, &id).await.ok() }
    });
    (move || {
        let there = there.get()??;
        let shown = |entry: &T| {
            let mut entry = entry.clone();
            *entry.version() = 0;
            serde_json::to_value(entry).unwrap_or_default()
        };
        let called = |path: &str| shared::document::field_name(None, path);
        let versions = side_by_side(lookups, &shown(&here), &shown(&there), called, MINE);
        let go_on = move |_| editing.begin(words::CATALOGUE_EDIT, there.clone());
        Some(view! {
            {versions}
            <button type="button" class="button" on:click=go_on>
                {t(document_words::LOAD_LATEST)}
            </button>
        })
    })
    .into_any()
}

/// The dialog with the form of an entry; `saved` is told what the server has.
pub fn edit_dialog<T: CatalogueForm>(editing: Editing<T>, saved: Callback<T>) -> AnyView {
    let (toasts, lookups, keys) = (toasts(), lookups(), shortcuts());
    let save = move |()| {
        if editing.busy.get_untracked() {
            return;
        }
        let entry = editing.draft.get_untracked();
        let mut errors = editing.form.unread_errors();
        errors.extend(entry.check());
        if !errors.is_empty() {
            editing.failure.set(None);
            editing.form.show(errors);
            return;
        }
        editing.busy.set(true);
        spawn_local(async move {
            if editing.is_warned_of(&entry).await {
                editing.busy.try_set(false);
                return;
            }
            let written = api::catalogue::write(T::PATH, &entry.id(), &entry).await;
            if editing.busy.try_set(false).is_some() {
                return;
            }
            match written {
                // What was typed meanwhile is another change, which is not saved yet.
                Ok(mut written) if editing.draft.with_untracked(|draft| *draft != entry) => {
                    let version = *written.version();
                    editing.draft.update(|draft| *draft.version() = version);
                    saved.run(written);
                }
                Ok(written) => {
                    editing.open.set(false);
                    lookups.forget_edited();
                    toasts.say(general::SAVED.now());
                    saved.run(written);
                }
                Err(failure) => editing.failure.set(editing.form.refuse(failure)),
            }
        });
    };
    let save = Callback::new(save);
    let wrong = move || {
        let failure = editing.failure.get()?;
        let is_old = failure.is(ProblemCode::VERSION_CONFLICT);
        Some(view! {
            {wrong_notice(failure.sentence())}
            {is_old.then(|| latest(editing))}
        })
    };
    view! {
        <Dialog
            open=editing.open
            title=Signal::derive(move || editing.title.get().now().to_owned())
        >
            {move || {
                provide_context(editing.form);
                let draft = editing.draft;
                let judge = move |()| draft.with_untracked(|entry| entry.check());
                editing.form.judged_by(Callback::new(judge));
                keys.bind(shortcuts::SAVE, document_words::KEY_SAVE, move || save.run(()));
                let submit = move |event: leptos::ev::SubmitEvent| {
                    event.prevent_default();
                    save.run(());
                };
                view! {
                    <form
                        autocomplete="off"
                        novalidate
                        on:submit=submit
                        on:focusout=move |event| {
                            editing.form.left(&event_target::<web_sys::Element>(&event).id());
                        }
                    >
                        {wrong}
                        {move || editing.warnings.with(|warnings| warnings_notice(warnings))}
                        <ErrorSummary form=editing.form/>
                        {T::fields(editing.draft)}
                        <div class="actions">
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| editing.open.set(false)
                            >
                                {t(general::CLOSE)}
                            </button>
                            <button class="button primary">{t(general::SAVE)}</button>
                        </div>
                    </form>
                }
            }}
        </Dialog>
    }
    .into_any()
}
