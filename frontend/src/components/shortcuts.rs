//! Keys that do something on this page, by physical key, and the card that lists them.

use super::dialog::Dialog;
use crate::text::{Text, document, general, t};
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// A key, with what is held down beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keys {
    /// The physical key, `KeyS`: with the Thai layout its letter is another one.
    pub code: &'static str,
    pub ctrl: bool,
    pub alt: bool,
    /// As printed on the card.
    pub shown: &'static str,
}

/// Ctrl+S
pub const SAVE: Keys = Keys {
    code: "KeyS",
    ctrl: true,
    alt: false,
    shown: "Ctrl+S",
};
/// Ctrl+Enter
pub const NEXT: Keys = Keys {
    code: "Enter",
    ctrl: true,
    alt: false,
    shown: "Ctrl+Enter",
};
/// Alt+N
pub const NEW: Keys = Keys {
    code: "KeyN",
    ctrl: false,
    alt: true,
    shown: "Alt+N",
};
/// Alt+P
pub const PRINT: Keys = Keys {
    code: "KeyP",
    ctrl: false,
    alt: true,
    shown: "Alt+P",
};
/// Ctrl+K
pub const SEARCH: Keys = Keys {
    code: "KeyK",
    ctrl: true,
    alt: false,
    shown: "Ctrl+K",
};

/// `/`, where nothing is being typed.
pub const SLASH: Keys = Keys {
    code: "Slash",
    ctrl: false,
    alt: false,
    shown: "/",
};

/// Alt+C
pub const LIKE: Keys = Keys {
    code: "KeyC",
    ctrl: false,
    alt: true,
    shown: "Alt+C",
};
/// Alt+↑
pub const BEFORE: Keys = Keys {
    code: "ArrowUp",
    ctrl: false,
    alt: true,
    shown: "Alt+↑",
};
/// Alt+↓
pub const AFTER: Keys = Keys {
    code: "ArrowDown",
    ctrl: false,
    alt: true,
    shown: "Alt+↓",
};

/// All there are; no other file binds keys of the whole page.
#[cfg(test)]
const ALL: [Keys; 9] = [SAVE, NEXT, NEW, PRINT, SEARCH, SLASH, LIKE, BEFORE, AFTER];

#[derive(Clone)]
struct Shortcut {
    id: u32,
    keys: Keys,
    label: Text,
    run: Callback<()>,
}

/// The keys active now.
#[derive(Clone, Copy)]
pub struct Shortcuts {
    active: RwSignal<Vec<Shortcut>>,
    next: StoredValue<u32>,
    help: RwSignal<bool>,
}

impl Shortcuts {
    /// None, listening.
    pub fn listen() -> Shortcuts {
        let shortcuts = Shortcuts {
            active: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            help: RwSignal::new(false),
        };
        let handle = window_event_listener(ev::keydown, move |event| shortcuts.pressed(&event));
        on_cleanup(move || handle.remove());
        shortcuts
    }

    /// Binds keys for as long as the caller's part of the page lives.
    pub fn bind(self, keys: Keys, label: Text, run: impl Fn() + Send + Sync + 'static) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        let run = Callback::new(move |()| run());
        self.active.update(|all| {
            all.push(Shortcut {
                id,
                keys,
                label,
                run,
            })
        });
        on_cleanup(move || {
            self.active
                .try_update(|all| all.retain(|shortcut| shortcut.id != id));
        });
    }

    /// Shows the card.
    pub fn show_help(self) {
        self.help.set(true);
    }

    fn pressed(self, event: &ev::KeyboardEvent) {
        let code = event.code();
        if code == "Slash" && event.shift_key() && !is_typing(event) {
            event.prevent_default();
            self.help.set(true);
            return;
        }
        let ctrl = event.ctrl_key() || event.meta_key();
        // Over a question the keys of the page below are dead: what confirms, confirms the question.
        if let Ok(Some(dialog)) = document().query_selector("dialog[open]") {
            if ctrl && matches!(code.as_str(), "Enter" | "NumpadEnter" | "KeyS") {
                event.prevent_default();
                leave_field();
                press_last_action(&dialog);
            }
            return;
        }
        let is_letter = !ctrl && !event.alt_key();
        if is_letter && (is_typing(event) || event.shift_key()) || opens_choices(event) {
            return;
        }
        let found = self.active.with_untracked(|all| {
            // The latest binding wins: a dialog's over the page's.
            all.iter()
                .rev()
                .find(|shortcut| {
                    let keys = shortcut.keys;
                    keys.code == code && keys.ctrl == ctrl && keys.alt == event.alt_key()
                })
                .cloned()
        });
        if let Some(shortcut) = found {
            event.prevent_default();
            leave_field();
            shortcut.run.run(());
        }
    }
}

/// Presses the button of a dialog that does what it asks, which stands last.
fn press_last_action(dialog: &web_sys::Element) {
    let button = dialog.query_selector(".actions button:last-of-type");
    let button = button.ok().flatten();
    if let Some(button) = button.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        button.click();
    }
}

/// Fields that take their value on leaving must take it before the keys act.
fn leave_field() {
    let active = document().active_element();
    if let Some(field) = active.and_then(|active| active.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = field.blur();
        let _ = field.focus();
    }
}

fn is_typing(event: &ev::KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target
        .is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Is it a list of choices that the browser or the field opens by this key?
fn opens_choices(event: &ev::KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let has_choices = |target: web_sys::Element| target.matches("select, [role=combobox]");
    let is_arrow = event.code().starts_with("Arrow");
    is_arrow && target.is_some_and(|target| has_choices(target).unwrap_or_default())
}

/// The keys of this page.
pub fn shortcuts() -> Shortcuts {
    expect_context()
}

/// The card of keys.
#[component]
pub fn ShortcutCard() -> impl IntoView {
    let shortcuts = shortcuts();
    // Each where there is something on the page for it to act on.
    let fixed = [
        ("Enter", document::KEY_GRID, "main .grid"),
        ("Ctrl+D", document::KEY_REPEAT, "main .grid"),
        ("Ctrl+V", document::KEY_PASTE, "main .grid"),
        ("F2", document::KEY_EDIT_CELL, "main .grid"),
        ("↑ ↓ Home End", document::KEY_ROWS, "main a[data-row]"),
        (
            "Space, Shift+↑ ↓, Ctrl+A",
            document::KEY_PICK,
            "main [role=grid]",
        ),
        ("F4", document::KEY_LIST, "main [role=combobox]"),
        ("+ − T M H Y R", document::KEY_DATE, "main input.date"),
        (
            "1200*3+50",
            document::KEY_MONEY,
            "main .field input.amount, main .cell input.amount",
        ),
        ("F1", document::KEY_ARTICLE, "main"),
        ("?", document::KEY_HELP, "main"),
    ];
    let is_here = |place: &str| {
        let found = leptos::prelude::document().query_selector(place);
        found.is_ok_and(|found| found.is_some())
    };
    // Fails only where printing is forbidden.
    let print = |_| drop(window().print());
    let row = |keys: &'static str, label: Text| {
        view! { <tr><th scope="row"><kbd>{keys}</kbd></th><td>{t(label)}</td></tr> }
    };
    view! {
        <Dialog open=shortcuts.help title=Signal::derive(|| general::SHORTCUTS.now().to_owned())>
            <p>{t(general::SHORTCUTS_HINT)}</p>
            <table class="keys">
                <tbody>
                    {move || {
                        let active = shortcuts.active.get();
                        active
                            .iter()
                            .map(|shortcut| row(shortcut.keys.shown, shortcut.label))
                            .collect_view()
                    }}
                    {fixed
                        .iter()
                        .filter(|(_, _, place)| is_here(place))
                        .map(|(keys, label, _)| row(keys, *label))
                        .collect_view()}
                </tbody>
            </table>
            <form method="dialog" class="actions">
                <button type="button" class="button" on:click=print>{t(document::KEY_PRINT)}</button>
                <button class="button primary">{t(general::CLOSE)}</button>
            </form>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys that the browser has for itself, with Ctrl held down; what closes, opens, reloads, prints.
    const OF_THE_BROWSER: [&str; 12] = [
        "KeyN", "KeyT", "KeyW", "KeyL", "KeyR", "KeyP", "KeyQ", "KeyJ", "KeyH", "Tab", "F4", "F5",
    ];

    #[test]
    fn no_key_of_the_browser_or_of_the_language_is_taken() {
        for keys in ALL {
            // It switches between Thai and English.
            assert_ne!(keys.code, "Backquote", "{}", keys.shown);
            let is_taken = keys.ctrl && OF_THE_BROWSER.contains(&keys.code);
            assert!(!is_taken, "{} belongs to the browser", keys.shown);
            let is_window =
                keys.alt && ["F4", "Tab", "ArrowLeft", "ArrowRight"].contains(&keys.code);
            assert!(!is_window, "{} belongs to the window", keys.shown);
        }
    }

    /// Every file of the application that looks at keys, without its tests.
    fn sources(folder: &std::path::Path, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let text = std::fs::read_to_string(&path).expect("a file");
                let code = text.split("#[cfg(test)]\nmod tests").next();
                found.push((
                    path.display().to_string(),
                    code.unwrap_or_default().to_owned(),
                ));
            }
        }
    }

    /// What a line that looks at keys must not take.
    fn forbidden(line: &str) -> Option<&'static str> {
        let named = |key: &str| line.contains(&format!("\"{key}\""));
        let of_the_language = ["Backquote", "IntlBackslash"]
            .into_iter()
            .find(|key| named(key));
        let with_ctrl = line.contains("ctrl") && !line.contains("!ctrl");
        let of_the_browser = || OF_THE_BROWSER.into_iter().find(|key| named(key));
        of_the_language.or_else(|| with_ctrl.then(of_the_browser).flatten())
    }

    #[test]
    fn no_file_takes_a_key_that_is_forbidden() {
        let (folder, mut files) = (concat!(env!("CARGO_MANIFEST_DIR"), "/src"), Vec::new());
        sources(std::path::Path::new(folder), &mut files);
        assert!(files.len() > 50, "{} files", files.len());
        for (path, code) in files {
            for line in code.lines() {
                assert_eq!(forbidden(line), None, "{path}: {line}");
            }
        }
        assert_eq!(
            forbidden(r#"(code == "KeyW" && ctrl, close)"#),
            Some("KeyW")
        );
        assert_eq!(forbidden(r#""Backquote" => back(),"#), Some("Backquote"));
        assert_eq!(forbidden(r#"(code == "KeyD" && ctrl, repeat)"#), None);
    }

    #[test]
    fn no_two_do_the_same_keys() {
        for (at, keys) in ALL.iter().enumerate() {
            let twice = ALL.iter().take(at).any(|other| {
                (other.code, other.ctrl, other.alt) == (keys.code, keys.ctrl, keys.alt)
            });
            assert!(!twice, "{}", keys.shown);
        }
    }

    #[test]
    fn keys_are_physical_ones() {
        for keys in ALL {
            let is_code = keys.code.starts_with("Key")
                || ["Enter", "Slash", "ArrowUp", "ArrowDown"].contains(&keys.code);
            assert!(is_code, "{}: {} is no physical key", keys.shown, keys.code);
        }
    }
}
