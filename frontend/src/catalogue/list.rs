//! The generic list and form of a register.

use leptos::prelude::*;
use shared::organisation::CatalogueEntry;
use shared::page::Page;
use shared::permission::Operation;
use shared::table::Column;

use super::editing::{Editing, edit_dialog};
use crate::api;
use crate::components::icon::{Icon, icon};
use crate::components::pagination::{beyond, page_asked, pagination};
use crate::components::shortcuts::{self, shortcuts};
use crate::components::states::{Answer, empty_text, nothing_filtered, shown};
use crate::components::table::cell;
use crate::components::take_home::{page_of_file, take_home_pages};
use crate::components::title::page_title;
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

/// The page of a register.
pub fn catalogue_page<T: CatalogueForm>() -> AnyView {
    let address = Address::here();
    let may_edit = session().can(T::RESOURCE.to(Operation::Edit));
    let answer: Answer<Page<T>> = LocalResource::new(move || {
        let (text, page) = (address.get("q"), page_asked(address.get("page")));
        async move { api::catalogue::list(T::PATH, &[("q", &text), ("page", &page)]).await }
    });
    let editing = Editing::new(words::CATALOGUE_NEW);
    let saved = Callback::new(move |_: T| answer.refetch());
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
            {edit_dialog(editing, saved)}
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
        let cells = columns
            .iter()
            .map(|column| cell(column.of(row), Text::of(column.names)));
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
            <table class="list stacked">
                <thead><tr>{headings}{last}</tr></thead>
                <tbody>{rows.iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
