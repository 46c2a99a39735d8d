//! A scanner of barcodes: it types faster than anybody and ends with Enter (ux K12). What it types is read by
//! the physical keys, because with the Thai layout their letters are others; typed where no field has the
//! focus, or in the box of the search, it opens the document.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use std::cell::{Cell, RefCell};

/// Nobody types the next key sooner, in milliseconds.
const FASTEST: f64 = 40.0;
/// What is shorter is no code: whoever holds a key down types fast as well.
const SHORTEST: usize = 5;

/// What was typed fast, without a pause.
#[derive(Default)]
struct Burst {
    text: String,
    last: f64,
}

impl Burst {
    /// One more key, at this moment; what was typed after a pause begins anew.
    fn typed(&mut self, key: char, at: f64) {
        if at - self.last > FASTEST {
            self.text.clear();
        }
        self.text.push(key);
        self.last = at;
    }

    /// What was scanned, where the key that ends it came as fast.
    fn ended(&mut self, at: f64) -> Option<String> {
        let text = std::mem::take(&mut self.text);
        let is_fast = at - self.last <= FASTEST;
        (is_fast && is_varied(&text) && text.chars().count() >= SHORTEST).then_some(text)
    }

    /// Is something being scanned? One key cannot tell, however often.
    fn is_fast(&self, at: f64) -> bool {
        is_varied(&self.text) && at - self.last <= FASTEST
    }
}

/// A key held down, or struck again and again, is no code.
fn is_varied(text: &str) -> bool {
    text.chars().any(|key| !text.starts_with(key))
}

/// The letter on a key of a scanner, which types as if the layout were the American one.
fn letter(code: &str, shift: bool) -> Option<char> {
    let of = |plain: char, shifted: char| Some(if shift { shifted } else { plain });
    if let Some(key) = code.strip_prefix("Key").and_then(|key| key.chars().next()) {
        return of(key.to_ascii_lowercase(), key);
    }
    if let Some(digit) = code
        .strip_prefix("Numpad")
        .and_then(|key| key.chars().next())
        && digit.is_ascii_digit()
    {
        return Some(digit);
    }
    if let Some(digit) = code
        .strip_prefix("Digit")
        .and_then(|key| key.parse::<usize>().ok())
    {
        let plain = char::from_digit(u32::try_from(digit).ok()?, 10)?;
        return of(plain, ")!@#$%^&*(".chars().nth(digit)?);
    }
    match code {
        "Slash" => of('/', '?'),
        "Period" => of('.', '>'),
        "Minus" => of('-', '_'),
        "Semicolon" => of(';', ':'),
        "Equal" => of('=', '+'),
        "NumpadDivide" => Some('/'),
        "NumpadSubtract" => Some('-'),
        _ => None,
    }
}

thread_local! {
    static BURST: RefCell<Burst> = RefCell::default();
    static OPEN: Cell<Option<Callback<String>>> = const { Cell::new(None) };
    static LISTENS: Cell<bool> = const { Cell::new(false) };
}

/// Listens before any field and any shortcut does, for as long as the caller's part of the page lives;
/// `open` is told what was scanned.
pub fn listen(open: Callback<String>) {
    OPEN.set(Some(open));
    on_cleanup(|| OPEN.set(None));
    if LISTENS.replace(true) {
        return;
    }
    let closure = Closure::<dyn Fn(ev::KeyboardEvent)>::new(|event| pressed(&event));
    let function: &js_sys::Function = closure.as_ref().unchecked_ref();
    // Fails for no event there is. It listens as long as the window is there.
    let _ = window().add_event_listener_with_callback_and_bool("keydown", function, true);
    closure.forget();
}

fn pressed(event: &ev::KeyboardEvent) {
    let is_plain = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
    let Some(open) = OPEN.get().filter(|_| is_plain && !event.repeat()) else {
        return;
    };
    if !is_here(event) {
        return;
    }
    let (at, code) = (event.time_stamp(), event.code());
    if matches!(code.as_str(), "Enter" | "NumpadEnter") {
        let scanned = BURST.with_borrow_mut(|burst| burst.ended(at));
        if let Some(scanned) = scanned {
            swallow(event);
            open.run(scanned);
        }
    } else if let Some(key) = letter(&code, event.shift_key()) {
        // Within a code a key is no shortcut.
        let is_fast = BURST.with_borrow(|burst| burst.is_fast(at));
        if is_fast && !is_search(event) {
            swallow(event);
        }
        BURST.with_borrow_mut(|burst| burst.typed(key, at));
    }
}

fn swallow(event: &ev::KeyboardEvent) {
    event.prevent_default();
    event.stop_immediate_propagation();
}

/// Where no question is asked and nothing is filled in, or in the box of the search.
fn is_here(event: &ev::KeyboardEvent) -> bool {
    let asked = document().query_selector("dialog[open]");
    asked.is_ok_and(|asked| asked.is_none()) && (is_search(event) || !is_field(event))
}

fn target(event: &ev::KeyboardEvent) -> Option<web_sys::Element> {
    event.target()?.dyn_into().ok()
}

fn is_search(event: &ev::KeyboardEvent) -> bool {
    target(event).is_some_and(|one| one.matches("form.search input").unwrap_or_default())
}

fn is_field(event: &ev::KeyboardEvent) -> bool {
    let fields = "input, textarea, select, [contenteditable]";
    target(event).is_some_and(|one| one.matches(fields).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is made of keys typed so fast, with Enter as fast.
    fn typed(keys: &str, pause: f64) -> Option<String> {
        let mut burst = Burst::default();
        let mut at = 1_000.0;
        for key in keys.chars() {
            burst.typed(key, at);
            at += pause;
        }
        burst.ended(at)
    }

    #[test]
    fn a_scanner_is_told_from_whoever_types() {
        assert_eq!(
            typed("RCPT-00001/69", 8.0).as_deref(),
            Some("RCPT-00001/69")
        );
        assert_eq!(
            typed("RCPT-00001/69", 60.0),
            None,
            "12 keys a second and more are typed"
        );
        assert_eq!(typed("123", 8.0), None);
        assert_eq!(typed("jjjjjjjj", 8.0), None, "a key held down");
        let mut struck = Burst::default();
        (0..9).for_each(|at| struck.typed('1', 500.0 + f64::from(at)));
        assert!(!struck.is_fast(509.0), "a key that answers row by row");
        // What was typed before is no part of it.
        let mut burst = Burst::default();
        burst.typed('x', 0.0);
        "RCPT-1/69"
            .chars()
            .enumerate()
            .for_each(|(at, key)| burst.typed(key, 500.0 + at as f64));
        assert_eq!(burst.ended(510.0).as_deref(), Some("RCPT-1/69"));
    }

    #[test]
    fn keys_are_read_by_their_place() {
        let read = |codes: &[(&str, bool)]| {
            let letters = codes
                .iter()
                .filter_map(|(code, shift)| letter(code, *shift));
            letters.collect::<String>()
        };
        let codes = [
            ("KeyH", false),
            ("Semicolon", true),
            ("Slash", false),
            ("Digit6", false),
        ];
        assert_eq!(read(&codes), "h:/6");
        assert_eq!(
            read(&[("KeyR", true), ("Minus", false), ("Numpad9", false)]),
            "R-9"
        );
        assert_eq!(read(&[("ArrowUp", false), ("ShiftLeft", true)]), "");
    }
}
