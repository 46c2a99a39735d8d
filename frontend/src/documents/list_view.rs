//! How a person looks at the list of a kind: which columns, how close its rows, and filters kept under a
//! name. Kept in the browser, under the person and the organisation; a link carries the filters alone.

use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};
use shared::document::Kind;
use std::collections::BTreeSet;

use super::list_address;
use crate::components::icon::{Icon, icon};
use crate::session::session;
use crate::text::{Text, general, t};

/// The columns that can be taken away; never a number, by which rows are known, or an amount.
const COLUMNS: [(&str, Text); 3] = [
    ("date", general::DATE),
    ("subject", general::SUBJECT),
    ("status", general::STATUS),
];
/// The width of the subject where nobody has set one, in `rem`, and between what it can be set.
const WIDTH: (u32, u32, u32) = (16, 28, 60);

/// How a list looks; without anything said, as it is made.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Look {
    /// Columns taken away.
    #[serde(default)]
    hidden: BTreeSet<String>,
    /// Rows close to each other.
    #[serde(default)]
    is_compact: bool,
    /// The first column stays in sight.
    #[serde(default)]
    is_frozen: bool,
    /// The width of the subject, in `rem`.
    #[serde(default)]
    width: Option<u32>,
}

/// Filters and order, kept under a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Saved {
    name: String,
    /// As it stands in the address, without the page.
    query: String,
}

/// The look of the list of a kind, and the views saved of it.
#[derive(Clone, Copy)]
pub struct ListView {
    kind: Kind,
    look: RwSignal<Look>,
    saved: RwSignal<Vec<Saved>>,
    place: StoredValue<String>,
}

impl ListView {
    /// As this person left it.
    pub fn of(kind: Kind) -> ListView {
        let session = session();
        let entity = session
            .session
            .with_untracked(|now| now.as_ref().map(|now| now.entity.id.to_string()));
        let (person, entity) = (session.storage_name(), entity.unwrap_or_default());
        let place = format!("laas.list.{person}.{entity}.{kind}");
        let view = ListView {
            kind,
            look: RwSignal::new(LocalStorage::get(format!("{place}.look")).unwrap_or_default()),
            saved: RwSignal::new(LocalStorage::get(format!("{place}.saved")).unwrap_or_default()),
            place: StoredValue::new(place),
        };
        // Where the browser keeps nothing it is as made the next time, which is no harm.
        Effect::new(move |_| drop(LocalStorage::set(view.part("look"), view.look.get())));
        Effect::new(move |_| drop(LocalStorage::set(view.part("saved"), view.saved.get())));
        view
    }

    fn part(self, name: &str) -> String {
        self.place.with_value(|place| format!("{place}.{name}"))
    }

    /// The classes of the table; subscribes.
    pub fn classes(self) -> String {
        self.look.with(classes)
    }

    /// How many columns stand before the amount; subscribes.
    pub fn before_amount(self) -> usize {
        1 + COLUMNS.len() - self.look.with(|look| look.hidden.len())
    }

    /// The width of the subject, where somebody has set one; subscribes.
    pub fn width(self) -> Option<String> {
        self.look
            .with(|look| look.width.map(|width| format!("{width}rem")))
    }

    /// What changes it, behind one button.
    pub fn tools(self, query: Memo<ParamsMap>) -> AnyView {
        let is_changed = move || self.look.with(|look| *look != Look::default());
        // What is out of sight is not there: its names are those of filters.
        let open = RwSignal::new(false);
        let turned = move |event: leptos::ev::Event| {
            open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
        };
        let body = move || {
            open.get().then(|| {
                view! {
                    {self.looks()}
                    <button
                        type="button"
                        class="button"
                        aria-disabled=move || (!is_changed()).to_string()
                        on:click=move |_| self.look.set(Look::default())
                    >
                        {t(general::AS_BEFORE)}
                    </button>
                    {self.views(query)}
                }
            })
        };
        view! {
            <details class="list-view" on:toggle=turned>
                <summary class="button">{icon(Icon::Menu)}{t(general::LIST_VIEW)}</summary>
                <div class="list-view-body">{body}</div>
            </details>
        }
        .into_any()
    }

    fn looks(self) -> AnyView {
        let column = move |(name, label): (&'static str, Text)| {
            let is_shown = move || self.look.with(|look| !look.hidden.contains(name));
            let turn = move || self.look.update(|look| turn(&mut look.hidden, name));
            tick(label, is_shown, turn)
        };
        let (least, usual, most) = WIDTH;
        let width = move || {
            self.look
                .with(|look| look.width.unwrap_or(usual))
                .to_string()
        };
        let set_width = move |event| {
            let width = event_target_value(&event).parse().ok();
            self.look.update(|look| look.width = width);
        };
        view! {
            <fieldset>
                <legend>{t(general::COLUMNS)}</legend>
                {COLUMNS.map(column).collect_view()}
                {tick(
                    general::COLUMN_FREEZE,
                    move || self.look.with(|look| look.is_frozen),
                    move || self.look.update(|look| look.is_frozen = !look.is_frozen),
                )}
                {tick(
                    general::COMPACT,
                    move || self.look.with(|look| look.is_compact),
                    move || self.look.update(|look| look.is_compact = !look.is_compact),
                )}
                <label class="look">
                    {t(general::COLUMN_WIDTH)}
                    <input
                        type="range"
                        min=least
                        max=most
                        step="4"
                        prop:value=width
                        on:change=set_width
                    />
                </label>
            </fieldset>
        }
        .into_any()
    }

    /// The views saved, and the one shown to be saved.
    fn views(self, query: Memo<ParamsMap>) -> AnyView {
        let name = RwSignal::new(String::new());
        let save = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            let called = name.get_untracked().trim().to_owned();
            if !called.is_empty() {
                let query = query.with_untracked(without_page);
                self.saved.update(|saved| keep(saved, called, query));
                name.set(String::new());
            }
        };
        let row = move |saved: Saved| {
            let (address, gone) = (
                format!("{}{}", list_address(self.kind), saved.query),
                saved.name.clone(),
            );
            let label = general::REMOVE_VIEW.with(&[("name", &saved.name)]);
            let remove = move |_| self.saved.update(|all| all.retain(|one| one.name != gone));
            view! {
                <li>
                    <a class="any-length" href=address>{saved.name}</a>
                    <button type="button" class="plain" aria-label=label on:click=remove>
                        {icon(Icon::Cross)}
                    </button>
                </li>
            }
        };
        let rows = move || match self.saved.get() {
            saved if saved.is_empty() => {
                view! { <p class="hint">{t(general::SAVED_VIEWS_NONE)}</p> }.into_any()
            }
            saved => {
                let rows = saved.into_iter().map(row).collect_view();
                view! { <ul class="saved-views">{rows}</ul> }.into_any()
            }
        };
        view! {
            <form on:submit=save>
                <h2 class="quiet-title">{t(general::SAVED_VIEWS)}</h2>
                {rows}
                <div class="field">
                    <label for="view-name">{t(general::VIEW_NAME)}</label>
                    <input
                        id="view-name"
                        autocomplete="off"
                        maxlength="80"
                        prop:value=move || name.get()
                        on:input=move |event| name.set(event_target_value(&event))
                    />
                </div>
                <button class="button">{t(general::SAVE_VIEW)}</button>
            </form>
        }
        .into_any()
    }
}

fn tick(
    label: Text,
    is_on: impl Fn() -> bool + Send + 'static,
    turn: impl Fn() + Send + 'static,
) -> AnyView {
    view! {
        <label class="look">
            <input type="checkbox" prop:checked=is_on on:change=move |_| turn()/>
            {t(label)}
        </label>
    }
    .into_any()
}

fn turn(hidden: &mut BTreeSet<String>, name: &str) {
    if !hidden.remove(name) {
        hidden.insert(name.to_owned());
    }
}

fn classes(look: &Look) -> String {
    let hidden = look.hidden.iter().map(|name| format!("without-{name}"));
    let more = [(look.is_compact, "compact"), (look.is_frozen, "frozen")];
    let more = more.iter().filter(|(is_so, _)| *is_so);
    let all = ["list cards".to_owned()].into_iter().chain(hidden);
    let all = all.chain(more.map(|(_, name)| (*name).to_owned()));
    all.collect::<Vec<_>>().join(" ")
}

/// What is filtered and how it is sorted, from the first page on.
fn without_page(query: &ParamsMap) -> String {
    let mut query = query.clone();
    query.remove("page");
    query.to_query_string()
}

/// One view of a name: saved again, it is the later one.
fn keep(saved: &mut Vec<Saved>, name: String, query: String) {
    saved.retain(|one| one.name != name);
    saved.push(Saved { name, query });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_go_and_come_and_money_has_no_way_to_go() {
        let mut look = Look::default();
        assert_eq!(classes(&look), "list cards");
        turn(&mut look.hidden, "status");
        look.is_compact = true;
        assert_eq!(classes(&look), "list cards without-status compact");
        turn(&mut look.hidden, "status");
        assert_eq!(classes(&look), "list cards compact");
        let takes_money = |(name, _): &(&str, Text)| ["amount", "number"].contains(name);
        assert!(!COLUMNS.iter().any(|column| takes_money(column)));
    }

    #[test]
    fn a_view_begins_at_the_first_page_and_is_one_of_its_name() {
        let mut query = ParamsMap::new();
        query.insert("party", "แก้ว".to_owned());
        query.insert("page", "3".to_owned());
        assert!(!without_page(&query).contains("page"));
        let mut saved = Vec::new();
        keep(&mut saved, "ก".to_owned(), "?a".to_owned());
        keep(&mut saved, "ข".to_owned(), "?b".to_owned());
        keep(&mut saved, "ก".to_owned(), "?c".to_owned());
        let names: Vec<_> = saved
            .iter()
            .map(|one| (one.name.as_str(), one.query.as_str()))
            .collect();
        assert_eq!(names, [("ข", "?b"), ("ก", "?c")]);
    }

    #[test]
    fn what_was_kept_before_is_read() {
        let look: Look = serde_json::from_str(r#"{"hidden":["date"]}"#).expect("a look");
        assert_eq!(classes(&look), "list cards without-date");
    }
}
