//! The generic list and form of a register.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ProblemCode;
use shared::organisation::CatalogueEntry;
use shared::page::Page;
use shared::permission::Operation;
use shared::table::Column;
use shared::warning::Warning;

use crate::api::{self, Failure};
use crate::components::dialog::Dialog;
use crate::components::fields::{ErrorSummary, FormState};
use crate::components::icon::{Icon, icon};
use crate::components::pagination::{beyond, page_asked, pagination};
use crate::components::shortcuts::{self, shortcuts};
use crate::components::states::{Answer, empty_text, nothing_filtered, shown};
use crate::components::table::cell;
use crate::components::take_home::{page_of_file, take_home_pages};
use crate::components::title::page_title;
use crate::components::toast::toasts;
use crate::components::warnings::{WARNINGS, warnings_notice};
use crate::documents::both_versions::side_by_side;
use crate::documents::lookups::lookups;
use crate::identity::login_page::wrong_notice;
use crate::reports::period::Address;
use crate::session::session;
use crate::text::{Text, document as document_words, general, report as words, t};

/// What a register adds to the generic page.
pub trait CatalogueForm: CatalogueEntry + Send + Sync {
    /// An entry with a new id.
    fn fresh() -> Self;
    /// Its id as in addresses.
    fn id(&self) -> String;
    /// The fields of the form.
    fn fields(draft: RwSignal<Self>) -> AnyView;
    /// What the server is asked to find entries of the same; nothing where there are none.
    fn about(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

/// What is being edited: the entry and what became of saving it.
struct Editing<T: CatalogueForm> {
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
    fn begin(self, title: Text, entry: T) {
        self.title.set(title);
        self.draft.set(entry);
        self.failure.set(None);
        self.warnings.set(Vec::new());
        self.form.forget();
        self.open.set(true);
    }
}

impl<T: CatalogueForm> Editing<T> {
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

/// The page of a register.
pub fn catalogue_page<T: CatalogueForm>() -> AnyView {
    let address = Address::here();
    let may_edit = session().can(T::RESOURCE.to(Operation::Edit));
    let answer: Answer<Page<T>> = LocalResource::new(move || {
        let (text, page) = (address.get("q"), page_asked(address.get("page")));
        async move { api::catalogue::list(T::PATH, &[("q", &text), ("page", &page)]).await }
    });
    let editing = Editing {
        draft: RwSignal::new(T::fresh()),
        title: RwSignal::new(words::CATALOGUE_NEW),
        open: RwSignal::new(false),
        failure: RwSignal::new(None),
        warnings: RwSignal::new(Vec::new()),
        form: FormState::new(Signal::stored(true)),
        busy: RwSignal::new(false),
    };
    if may_edit {
        let add = move || editing.begin(words::CATALOGUE_NEW, T::fresh());
        shortcuts().bind(shortcuts::NEW, document_words::KEY_NEW, add);
    }
    Effect::new(move |_| {
        page_title(Text::of(T::NAMES).now());
    });
    let file = move |ending: &str, whole: bool| {
        let page = page_of_file(whole, &address.get("page"));
        let path = format!("/{}", T::PATH);
        api::table_file(&path, ending, &[("q", &address.get("q")), ("page", &page)])
    };
    let add = may_edit.then(|| {
        view! {
            <button
                type="button"
                class="button primary"
                on:click=move |_| editing.begin(words::CATALOGUE_NEW, T::fresh())
            >
                {icon(Icon::Plus)}
                {t(words::CATALOGUE_NEW)}
                <kbd>"Alt+N"</kbd>
            </button>
        }
    });
    view! {
        <section class="page">
            <div class="page-head">
                <h1 id="page-title" tabindex="-1">{t(Text::of(T::NAMES))}</h1>
                <div class="page-tools">{take_home_pages(file)}{add}</div>
            </div>
            <div class="filters" role="search" aria-label=t(general::FILTER)>
                <div class="field grow" data-field="q">
                    <label for="catalogue-search">{t(general::SEARCH)}</label>
                    <input
                        id="catalogue-search"
                        type="search"
                        autocomplete="off"
                        prop:value=move || address.get("q")
                        on:change=move |event| address.set("q", event_target_value(&event))
                    />
                </div>
            </div>
            {shown(answer, move |page| found(&page, address, may_edit.then_some(editing)))}
            {edit_dialog(editing, answer)}
        </section>
    }
    .into_any()
}

fn found<T: CatalogueForm>(
    page: &Page<T>,
    address: Address,
    editing: Option<Editing<T>>,
) -> AnyView {
    let go = Callback::new(move |page: u32| address.set("page", page.to_string()));
    if page.items.is_empty() {
        let nothing = || match address.get("q").is_empty() {
            true => empty_text(words::CATALOGUE_EMPTY, words::CATALOGUE_EMPTY_NEXT),
            false => nothing_filtered(),
        };
        return beyond(page, go).unwrap_or_else(nothing);
    }
    view! {
        {table(&page.items, editing)}
        {pagination(page, go)}
    }
    .into_any()
}

fn table<T: CatalogueForm>(rows: &[T], editing: Option<Editing<T>>) -> AnyView {
    let columns = T::columns();
    let heading = |column: &Column<T>| {
        let label = Text::of(column.names);
        view! { <th scope="col">{t(label)}</th> }
    };
    let headings = columns.iter().map(heading).collect_view();
    let line = |row: &T| {
        let cells = columns.iter().map(|column| cell(column.of(row)));
        let cells = cells.collect_view();
        let entry = row.clone();
        let edit = editing.map(|editing| {
            view! {
                <td class="row-remove">
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| editing.begin(words::CATALOGUE_EDIT, entry.clone())
                    >
                        {t(general::EDIT)}
                    </button>
                </td>
            }
        });
        view! { <tr>{cells}{edit}</tr> }
    };
    let last = editing.map(|_| view! { <th><span class="sr">{t(general::EDIT)}</span></th> });
    view! {
        <div class="scroll tall" tabindex="0">
            <table class="list">
                <thead><tr>{headings}{last}</tr></thead>
                <tbody>{rows.iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
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
        let versions = side_by_side(lookups, &shown(&here), &shown(&there), called);
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

fn edit_dialog<T: CatalogueForm>(editing: Editing<T>, answer: Answer<Page<T>>) -> AnyView {
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
                Ok(mut kept) if editing.draft.with_untracked(|draft| *draft != entry) => {
                    let version = *kept.version();
                    editing.draft.update(|draft| *draft.version() = version);
                    answer.refetch();
                }
                Ok(_) => {
                    editing.open.set(false);
                    lookups.forget_edited();
                    toasts.say(general::SAVED.now());
                    answer.refetch();
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
                keys.bind(shortcuts::SAVE, document_words::KEY_SAVE, move || save.run(()));
                let submit = move |event: leptos::ev::SubmitEvent| {
                    event.prevent_default();
                    save.run(());
                };
                view! {
                    <form autocomplete="off" novalidate on:submit=submit>
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
