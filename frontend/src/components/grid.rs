//! Rows that are typed: Enter goes to the next cell, and from the last one to a new row.

use super::fields::{form_state, id_of};
use super::icon::{Icon, icon};
use super::paste;
use super::rows::Rows;
use super::toast::{Toasts, toasts};
use crate::text::{Text, document as document_words, form as words, general, t};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::{ev, html};
use shared::Money;

/// A column of a grid.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its heading.
    pub label: Text,
    /// Its class, which gives its width.
    pub class: &'static str,
    /// Whether its cells must be filled.
    pub required: bool,
}

impl Column {
    /// The same, to be filled in each row.
    pub const fn required(self) -> Column {
        Column {
            required: true,
            ..self
        }
    }
}

/// A column with its heading and the class that gives it its width.
pub const fn column(label: Text, class: &'static str) -> Column {
    Column {
        label,
        class,
        required: false,
    }
}

/// The last line of rows that add up to one amount, which stands in the last of these columns.
pub fn total_line(
    columns: usize,
    label: Text,
    total: impl Fn() -> Money + Send + 'static,
) -> AnyView {
    view! {
        <th colspan=columns - 1 scope="row">{t(label)}</th>
        <td class="amount strong">{move || total().grouped()}</td>
    }
    .into_any()
}

/// Rows that can be added, repeated and removed.
#[component]
pub fn Grid(
    /// What the rows are.
    label: Text,
    /// The headings.
    columns: Vec<Column>,
    /// How many rows there are, and how they come and go.
    rows: Rows,
    /// The cells (`td`) of a row.
    row: Callback<usize, AnyView>,
    /// The cells of the last line: totals.
    #[prop(optional, into)]
    footer: ViewFn,
    /// What the button says that adds a row.
    #[prop(default = general::ADD_ROW)]
    add_text: Text,
) -> impl IntoView {
    let form = form_state();
    let editable = form.editable;
    let Rows {
        name,
        count,
        add,
        remove,
        repeat,
    } = rows;
    let node = NodeRef::<html::Div>::new();
    let add_and_go = move || {
        add.run(());
        go_to_last_row(node);
    };
    let key = move |event: ev::KeyboardEvent| {
        // Buttons keep their own Enter.
        if !editable.get_untracked() || current_cell(node).is_none() {
            return;
        }
        let (code, ctrl) = (event.code(), event.ctrl_key());
        if matches!(code.as_str(), "Enter" | "NumpadEnter") && !ctrl {
            event.prevent_default();
            if !go_to_next_cell(node, event.shift_key()) {
                add_and_go();
            }
        } else if code == "F2" {
            event.prevent_default();
            go_to_end_of_cell();
        } else if let (true, Some(repeat)) = (code == "KeyD" && ctrl, repeat) {
            event.prevent_default();
            repeat.run(());
            go_to_last_row(node);
        }
    };
    let toasts = toasts();
    let paste = move |event: ev::ClipboardEvent| {
        if editable.get_untracked() && current_cell(node).is_some() {
            take_pasted(&event, node, add, toasts);
        }
    };
    let foot = view! {
        <tfoot><tr><td class="row-number"></td>{footer.run()}<td></td></tr></tfoot>
    };
    let button = move || editable.get().then(|| add_button(add_text, add_and_go));
    let remove = Callback::new(move |index| {
        form.row_removed(name, index);
        remove.run(index);
    });
    let drawn = move |index| grid_row(index, row, remove, editable);
    form.name(name, label);
    let wrong = move || form.error_at(name);
    view! {
        <div class="grid" id=id_of(name) node_ref=node on:keydown=key on:paste=paste>
            <table aria-label=t(label)>
                {grid_head(&columns, editable)}
                <tbody>
                    <For each=move || 0..count.get() key=|index| *index children=drawn/>
                </tbody>
                {foot}
            </table>
            <Show when=move || count.get() == 0>
                <p class="hint">{t(words::NO_ROWS)}</p>
            </Show>
            <p class="error">{wrong}</p>
            {button}
        </div>
    }
    .into_any()
}

fn add_button(add_text: Text, add_and_go: impl Fn() + 'static) -> AnyView {
    view! {
        <button type="button" class="button" on:click=move |_| add_and_go()>
            {icon(Icon::Plus)}
            {t(add_text)}
        </button>
    }
    .into_any()
}

/// Rows copied from a spreadsheet; anything else is left to the browser.
fn take_pasted(
    event: &ev::ClipboardEvent,
    node: NodeRef<html::Div>,
    add: Callback<()>,
    toasts: Toasts,
) {
    let data = event.clipboard_data();
    let text = data.and_then(|data| data.get_data("text").ok());
    let rows = text.as_deref().and_then(paste::cells);
    let place = node.get_untracked().zip(document().active_element());
    let (Some(rows), Some((grid, start))) = (rows, place) else {
        return;
    };
    event.prevent_default();
    let count = rows.len().to_string();
    spawn_local(async move {
        let unknown = paste::put(grid.into(), start, rows, add).await.to_string();
        let text = match unknown.as_str() {
            "0" => document_words::PASTED,
            _ => document_words::PASTED_UNKNOWN,
        };
        toasts.say(text.with(&[("n", &count), ("cells", &unknown)]));
    });
}

fn grid_head(columns: &[Column], editable: Signal<bool>) -> AnyView {
    let heading = |column: &Column| {
        let Column {
            label,
            class,
            required,
        } = *column;
        let mark = move || {
            (required && editable.get()).then(|| {
                view! { <span class="wanted" title=t(general::WANTED)>" *"</span> }
            })
        };
        view! { <th scope="col" class=class>{t(label)}{mark}</th> }
    };
    view! {
        <thead>
            <tr>
                <th class="row-number"><span class="sr">"#"</span></th>
                {columns.iter().map(heading).collect_view()}
                <th class="row-remove"><span class="sr">{t(general::REMOVE)}</span></th>
            </tr>
        </thead>
    }
    .into_any()
}

/// The number, the cells, and the way to remove them.
fn grid_row(
    index: usize,
    row: Callback<usize, AnyView>,
    remove: Callback<usize>,
    editable: Signal<bool>,
) -> AnyView {
    let number = (index + 1).to_string();
    let name = move || general::REMOVE_ROW.with(&[("n", &number)]);
    let cross = move || {
        let name = name.clone();
        editable.get().then(|| {
            view! {
                <button
                    type="button"
                    class="plain"
                    aria-label=name.clone()
                    title=name
                    on:click=move |_| remove.run(index)
                >
                    {icon(Icon::Cross)}
                </button>
            }
        })
    };
    view! {
        <tr>
            <td class="row-number">{index + 1}</td>
            {row.run(index)}
            <td class="row-remove">{cross}</td>
        </tr>
    }
    .into_any()
}

fn controls(node: NodeRef<html::Div>) -> Vec<web_sys::HtmlElement> {
    let Some(node) = node.get_untracked() else {
        return Vec::new();
    };
    let Ok(found) = node.query_selector_all("tbody input, tbody select, tbody textarea") else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.item(at)?.dyn_into().ok())
        .collect()
}

/// Which cell has the focus, among all of them.
fn current_cell(node: NodeRef<html::Div>) -> Option<usize> {
    let active = document().active_element();
    controls(node)
        .iter()
        .position(|cell| Some(cell.as_ref()) == active.as_ref())
}

/// Moves to the next (or the one before) cell; false at the end.
fn go_to_next_cell(node: NodeRef<html::Div>, back: bool) -> bool {
    let next = match current_cell(node) {
        Some(at) if back => at.checked_sub(1),
        Some(at) => Some(at + 1),
        None => return true,
    };
    match next.and_then(|at| controls(node).get(at).cloned()) {
        Some(cell) => cell.focus().is_ok(),
        None => back,
    }
}

/// What is in the cell with the focus is gone on with, not replaced.
fn go_to_end_of_cell() {
    let active = document().active_element();
    let cell = active.and_then(|cell| cell.dyn_into::<web_sys::HtmlInputElement>().ok());
    if let Some(cell) = cell {
        let end = u32::try_from(cell.value().encode_utf16().count()).unwrap_or_default();
        // Fails only for a box that holds no text.
        let _ = cell.set_selection_range(end, end);
    }
}

/// Puts the focus into the first cell of the last row, once that row is drawn.
fn go_to_last_row(node: NodeRef<html::Div>) {
    Timeout::new(0, move || {
        let first = node
            .get_untracked()
            .and_then(|node| {
                let cell = "tbody tr:last-child input, tbody tr:last-child select";
                node.query_selector(cell).ok()?
            })
            .and_then(|cell| cell.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(cell) = first {
            let _ = cell.focus();
        }
    })
    .forget();
}
