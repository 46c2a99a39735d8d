//! One of many: code or name is typed in one box, the list follows (ARIA combobox).

use super::rank::{NEAR, rank};
use super::typing::Typing;
use super::{Bound, Frame, Shape, select_all};
use crate::components::icon::{Icon, icon};
use crate::text::{Text, form as words};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use shared::problem::FieldCode::UnknownValue;
use shared::text::normal;
use std::sync::Arc;

const MOST_SHOWN: usize = 30;

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What people type when they know it.
    pub code: String,
    /// What people read.
    pub label: String,
    /// Shown at the right: how much is left.
    pub detail: String,
    /// Code and label as they are compared.
    normal: (String, String),
}

impl Choice {
    /// A choice without detail.
    pub fn new(
        value: impl Into<String>,
        code: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        let (code, label) = (code.into(), label.into());
        Choice {
            value: value.into(),
            normal: (normal(&code), normal(&label)),
            code,
            label,
            detail: String::new(),
        }
    }

    /// The same with something at the right.
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    fn text(&self) -> String {
        if self.code.is_empty() {
            self.label.clone()
        } else {
            format!("{} {}", self.code, self.label)
        }
    }
}

/// How choices are had that are too many to be known beforehand: by what is typed, and the one that
/// is chosen already.
#[derive(Clone, Copy)]
pub struct Asked {
    /// Told what is typed.
    pub typed: Callback<String>,
    /// Told a value that is not among the choices.
    pub value: Callback<String>,
}

/// Told the value of what was added. Not a [`Callback`]: that would go with the line that was clicked.
pub type Added = Arc<dyn Fn(String) + Send + Sync>;

/// Adds what was typed, and tells the value it has got.
pub type Add = Callback<(String, Added)>;

/// The way on for whoever means something that is in no list yet.
#[derive(Clone, Copy)]
pub struct Missing {
    /// Has all that fits what is typed been asked for? Before that nothing is missing.
    pub is_answered: Signal<bool>,
    /// How it is added; nothing for whoever may not.
    pub add: Option<Add>,
    /// What adding is called; `{text}` is what was typed.
    pub add_text: Text,
    /// Who may add, for whoever may not.
    pub who: Signal<String>,
}

/// What a box offers: all there is, or what is known of it and how the rest is asked for.
#[derive(Clone, Copy)]
pub struct Choices {
    /// Those that are known.
    pub known: Signal<Vec<Choice>>,
    /// Where the others come from; none when all are known.
    pub asked: Option<Asked>,
    /// What can be done when none of them is meant.
    pub missing: Option<Missing>,
}

impl From<Signal<Vec<Choice>>> for Choices {
    fn from(known: Signal<Vec<Choice>>) -> Choices {
        Choices {
            known,
            asked: None,
            missing: None,
        }
    }
}

/// The choices that fit, best first, with whether each is only similar.
fn fitting(choices: &[Choice], typed: &str) -> Vec<(Choice, bool)> {
    let typed = normal(typed);
    let mut ranked: Vec<(u8, &Choice)> = choices
        .iter()
        .filter_map(|choice| Some((rank(&choice.normal.0, &choice.normal.1, &typed)?, choice)))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let taken = ranked.into_iter().take(MOST_SHOWN);
    taken
        .map(|(rank, choice)| (choice.clone(), rank >= NEAR))
        .collect()
}

/// The value of the one choice that a text names: by its code, or because nothing else fits it.
fn named(found: &[(Choice, bool)], text: &str) -> Option<String> {
    let (first, near) = found.first()?;
    let is_code = first.normal.0 == normal(text.trim());
    (!near && (is_code || found.len() == 1)).then(|| first.value.clone())
}

/// The parts of an open or closed list.
#[derive(Clone, Copy)]
struct List {
    bound: Bound<String>,
    choices: Signal<Vec<Choice>>,
    missing: Option<Missing>,
    typing: Typing,
    open: RwSignal<bool>,
    at: RwSignal<usize>,
    found: Memo<Vec<(Choice, bool)>>,
}

impl List {
    fn new(bound: Bound<String>, choices: Choices) -> List {
        let Choices {
            known: choices,
            missing,
            ..
        } = choices;
        let (typing, open) = (Typing::new(bound.path()), RwSignal::new(false));
        let found = Memo::new(move |_| {
            if !open.get() {
                return Vec::new();
            }
            let typed = typing.typed().unwrap_or_default();
            choices.with(|choices| fitting(choices, &typed))
        });
        let at = RwSignal::new(0);
        List {
            bound,
            choices,
            missing,
            typing,
            open,
            at,
            found,
        }
    }

    /// What was typed, where it can be added: the last line of the list. Subscribes.
    fn offer(self) -> Option<(String, Add, Text)> {
        let missing = self.missing.filter(|missing| missing.is_answered.get())?;
        let typed = self.typing.typed()?;
        let typed = typed.trim().to_owned();
        (!typed.is_empty()).then_some((typed, missing.add?, missing.add_text))
    }

    /// Adds what was typed. Until it is there the box keeps the text, as it keeps any that names nothing.
    fn add(self) {
        let Some((text, add, _)) = untrack(|| self.offer()) else {
            return;
        };
        self.close();
        self.bound.set(String::new());
        self.typing.keeps(text.clone(), UnknownValue);
        let added = move |value: String| {
            self.typing.takes(String::new());
            self.take(value);
        };
        add.run((text, Arc::new(added)));
    }

    fn chosen_text(self) -> String {
        let value = self.bound.get();
        if value.is_empty() {
            return String::new();
        }
        self.choices.with(|choices| {
            let found = choices.iter().find(|choice| choice.value == value);
            found.map(Choice::text).unwrap_or_default()
        })
    }

    /// Asks for choices as they are needed. What was typed and left before they came counts when they
    /// have come.
    fn ask(self, asked: Asked) {
        Effect::new(move |_| {
            let value = self.bound.get();
            if !value.is_empty() {
                asked.value.run(value);
            }
        });
        Effect::new(move |_| {
            if let Some(text) = self.typing.typed() {
                asked.typed.run(text);
            }
        });
        Effect::new(move |_| {
            let unread = self.choices.with(|choices| {
                let text = untrack(|| self.typing.unread())?;
                Some((named(&fitting(choices, &text), &text)?, text))
            });
            if let Some((value, text)) = unread {
                self.typing.takes(text);
                self.take(value);
            }
        });
    }

    fn show(self) {
        if !self.open.get_untracked() {
            self.at.set(0);
            self.open.set(true);
        }
    }

    fn close(self) {
        self.open.set(false);
        self.typing.forgets();
    }

    fn take(self, value: String) {
        self.bound.set(value);
        self.close();
    }

    fn take_current(self) {
        let current = self
            .found
            .with_untracked(|found| found.get(self.at.get_untracked()).cloned());
        if let Some((choice, _)) = current {
            self.take(choice.value);
        }
    }

    fn typing(self, text: String) {
        if text.is_empty() {
            self.bound.set(String::new());
        }
        self.typing.takes(text);
        self.at.set(0);
        self.open.set(true);
    }

    /// On leaving, what was typed counts when it names exactly one choice; what names none stays to
    /// be corrected.
    fn leave(self) {
        // A box taken off the page while it has the focus is still told that it was left.
        if self.open.try_get_untracked() != Some(true) {
            return;
        }
        let found = self.found.get_untracked();
        let typed = self.typing.left();
        self.open.set(false);
        if let Some(text) = typed.filter(|text| !text.trim().is_empty()) {
            let named = named(&found, &text);
            self.bound.set(named.clone().unwrap_or_default());
            if named.is_none() {
                self.typing.keeps(text, UnknownValue);
            }
        }
    }

    fn key(self, event: &ev::KeyboardEvent) {
        let found = self.found.with_untracked(Vec::len);
        let count = found + usize::from(untrack(|| self.offer()).is_some());
        let is_choice = self.at.get_untracked() < found;
        let open = self.open.get_untracked();
        match event.code().as_str() {
            "ArrowDown" if open => self
                .at
                .update(|at| *at = (*at + 1).min(count.saturating_sub(1))),
            "ArrowUp" if open => self.at.update(|at| *at = at.saturating_sub(1)),
            "F4" | "Escape" if open => self.close(),
            "ArrowDown" | "F4" => self.show(),
            "Enter" | "NumpadEnter" if open => {
                match is_choice {
                    true => self.take_current(),
                    false => self.add(),
                }
                // A grid may still hear it and move on.
                event.prevent_default();
                return;
            }
            "Tab"
                if open
                    && is_choice
                    && untrack(|| self.typing.typed()).is_some_and(|text| !text.is_empty()) =>
            {
                self.take_current();
                return;
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }
}

/// A box with a list.
#[component]
pub fn ComboField(
    /// Its name.
    label: Text,
    /// The value of the choice taken.
    bound: Bound<String>,
    /// What can be chosen.
    #[prop(into)]
    choices: Choices,
    /// As a field or as a cell.
    #[prop(optional)]
    shape: Shape,
    /// Whether it must be filled.
    #[prop(optional)]
    required: bool,
    /// What to show while the choice is not among those loaded.
    #[prop(optional, into)]
    fallback: MaybeProp<String>,
) -> impl IntoView {
    let frame = Frame::new(label, shape, required, bound).unread(words::COMBO_BAD);
    let list = List::new(bound, choices);
    if let Some(asked) = choices.asked {
        list.ask(asked);
    }
    let chosen = move || {
        let text = list.chosen_text();
        if text.is_empty() && !bound.get().is_empty() {
            return fallback.get().unwrap_or_default();
        }
        text
    };
    let shown = Signal::derive(move || list.typing.text().unwrap_or_else(chosen));
    let list_id = format!("{}-list", frame.id());
    let input = combo_box(&frame, list, shown, list_id.clone());
    let control = move || {
        let list_id = list_id.clone();
        view! {
            <div class="combo">
                {input()}
                <span class="combo-mark">{icon(Icon::Down)}</span>
                <span class="sr" role="status">{move || count(list)}</span>
                {popup(list, list_id, label)}
            </div>
        }
        .into_any()
    };
    frame.show(control, chosen, || None)
}

/// The box above the list.
fn combo_box(
    frame: &Frame,
    list: List,
    shown: Signal<String>,
    list_id: String,
) -> impl Fn() -> AnyView + Send + Sync + 'static {
    let (id, described, invalid) = (frame.id(), frame.described_by(), frame.invalid());
    let aria = (frame.shape == Shape::Cell).then_some(frame.label);
    let required = frame.required;
    let typing = Callback::new(move |text: String| list.typing(text));
    let is_wrong = move || invalid.get() || list.typing.unread().is_some();
    move || {
        let line = list_id.clone();
        let active = move || {
            let at = list.at.get();
            list.open.get().then(|| format!("{line}-{at}"))
        };
        view! {
            <input
                id=id.clone()
                type="text"
                role="combobox"
                autocomplete="off"
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-controls=list_id.clone()
                aria-expanded=move || list.open.get().to_string()
                aria-activedescendant=active
                aria-label=move || aria.map(Text::now)
                aria-required=required.to_string()
                aria-invalid=move || is_wrong().to_string()
                aria-describedby=described.clone()
                placeholder=move || words::COMBO_HINT.now()
                prop:value=move || shown.get()
                on:focus=select_all
                on:click=move |_| list.show()
                on:keydown=move |event| list.key(&event)
                on:input=move |event| typing.run(event_target_value(&event))
                on:blur=move |_| list.leave()
            />
        }
        .into_any()
    }
}

/// How many there are, for those who cannot see the list.
fn count(list: List) -> Option<String> {
    let count = list.found.with(Vec::len).to_string();
    list.open
        .get()
        .then(|| words::COMBO_COUNT.with(&[("n", &count)]))
}

fn popup(list: List, id: String, label: Text) -> AnyView {
    let node = NodeRef::<html::Ul>::new();
    // Keeps the marked line in sight of the list, without moving the page.
    Effect::new(move |_| {
        let at = list.at.get();
        let Some(node) = node.get() else { return };
        let line = u32::try_from(at)
            .ok()
            .and_then(|at| node.children().item(at));
        if let Some(line) = line.and_then(|line| line.dyn_into::<web_sys::HtmlElement>().ok()) {
            let (top, bottom) = (line.offset_top(), line.offset_top() + line.offset_height());
            if top < node.scroll_top() {
                node.set_scroll_top(top);
            } else if bottom > node.scroll_top() + node.client_height() {
                node.set_scroll_top(bottom - node.client_height());
            }
        }
    });
    let line_id = id.clone();
    let line = move |(index, (choice, near)): (usize, (Choice, bool))| {
        let value = choice.value.clone();
        view! {
            <li
                id=format!("{line_id}-{index}")
                role="option"
                class:near=near
                aria-selected=move || (list.at.get() == index).to_string()
                // The box would lose the focus, and with it what was typed, before a click.
                on:mousedown=move |event: ev::MouseEvent| {
                    event.prevent_default();
                    list.take(value.clone());
                }
            >
                <span class="code">{choice.code}</span>
                <span class="label">{choice.label}</span>
                <span class="detail">{choice.detail}</span>
            </li>
        }
    };
    let add_id = id.clone();
    let lines = move || {
        let found = list.found.get();
        let count = found.len();
        let is_open = list.open.get();
        let none = (count == 0 && is_open).then(|| nothing_found(list));
        let add = is_open.then(|| add_line(list, format!("{add_id}-{count}"), count));
        view! {
            {found.into_iter().enumerate().map(&line).collect_view()}
            {none}
            {add}
        }
        .into_any()
    };
    view! {
        <ul
            id=id
            node_ref=node
            class="combo-list"
            role="listbox"
            aria-label=move || label.now()
            hidden=move || !list.open.get()
        >
            {lines}
        </ul>
    }
    .into_any()
}

/// Nothing fits: another word, or whom to ask.
fn nothing_found(list: List) -> AnyView {
    let may_add = list.missing.is_some_and(|missing| missing.add.is_some());
    let who = list.missing.filter(|_| !may_add);
    let who = who.map(|missing| view! { <span class="small block">{missing.who.get()}</span> });
    view! {
        <li class="none" role="option" aria-disabled="true">{words::COMBO_NONE.now()}{who}</li>
    }
    .into_any()
}

/// The last line: what was typed is in no list yet, and is added.
fn add_line(list: List, id: String, at: usize) -> Option<AnyView> {
    let (typed, _, text) = list.offer()?;
    let said = text.with(&[("text", &typed)]);
    let line = view! {
        <li
            id=id
            class="add"
            role="option"
            aria-selected=move || (list.at.get() == at).to_string()
            on:mousedown=move |event: ev::MouseEvent| {
                event.prevent_default();
                list.add();
            }
        >
            {icon(Icon::Plus)}
            <span class="label any-length">{said}</span>
        </li>
    };
    Some(line.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_or_name_finds_the_choice() {
        let choices = vec![
            Choice::new("a", "411003", "ภาษีป้าย"),
            Choice::new("b", "412106", "ค่าธรรมเนียมเก็บขนมูลฝอย"),
            Choice::new("c", "415004", "ค่าขายเอกสาร"),
        ];
        let found = |typed: &str| {
            let found = fitting(&choices, typed);
            found.first().map(|(choice, _)| choice.value.clone())
        };
        assert_eq!(found("4121").as_deref(), Some("b"));
        assert_eq!(found("มูลฝอย").as_deref(), Some("b"));
        assert_eq!(found("ป้าย").as_deref(), Some("a"));
        assert_eq!(found("๔๑๕").as_deref(), Some("c"));
        assert_eq!(found("ไม่มี"), None);
    }

    #[test]
    fn two_letters_find_the_right_one_of_20_000_while_one_types() {
        let shops = (0..20_000).map(|n| {
            let (code, name) = (format!("P{n:05}"), format!("ร้านสมมติ {n}"));
            Choice::new(code.clone(), code, name)
        });
        let right = Choice::new("X1", "X1", "อู่ซ่อมรถสมมติ");
        let choices: Vec<Choice> = shops.chain([right]).collect();
        for typed in ["อู", "X1", "ซ่"] {
            let began = std::time::Instant::now();
            let found = fitting(&choices, typed);
            let took = began.elapsed().as_millis();
            // Built for debugging it is ten times slower.
            let most = if cfg!(debug_assertions) { 1_500 } else { 150 };
            assert!(took < most, "{typed}: {took} ms");
            let mut first = found.iter().take(5);
            assert!(first.any(|(choice, _)| choice.value == "X1"), "{typed}");
        }
    }

    #[test]
    fn a_text_names_a_choice_by_its_code_or_alone() {
        let choices = vec![
            Choice::new("a", "411003", "ภาษีป้าย"),
            Choice::new("b", "411003-1", "ภาษีป้ายค้างชำระ"),
        ];
        let named = |typed: &str| named(&fitting(&choices, typed), typed);
        assert_eq!(named("๔๑๑๐๐๓").as_deref(), Some("a"));
        assert_eq!(named("ค้าง").as_deref(), Some("b"));
        assert_eq!(named("ภาษี"), None);
        assert_eq!(named("ไม่มี"), None);
    }
}
