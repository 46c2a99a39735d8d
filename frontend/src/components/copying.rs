//! A figure copied from a page is a number in a spreadsheet: without separators, negative by its sign.

use leptos::ev;
use leptos::prelude::*;

/// Watches for as long as the caller's part of the page lives.
pub fn watch() {
    let handle = window_event_listener(ev::copy, |event| {
        let selection = window().get_selection().ok().flatten();
        let text = selection.map(|selection| String::from(selection.to_string()));
        let plain = text.as_deref().and_then(plain);
        if let (Some(plain), Some(data)) = (plain, event.clipboard_data())
            && data.set_data("text/plain", &plain).is_ok()
        {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// The number that a figure of a page is, as `1,234.50` or `(1,234.50)`; none for any other text.
fn plain(text: &str) -> Option<String> {
    let text = text.trim();
    let inside = text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'));
    let inside = inside.or_else(|| text.strip_prefix(['-', '−']));
    let (sign, figure) = inside.map_or(("", text), |figure| ("-", figure));
    let (whole, part) = figure.split_once('.')?;
    let is_whole = whole.starts_with(|c: char| c.is_ascii_digit())
        && whole.chars().all(|c| c.is_ascii_digit() || c == ',');
    let is_part = part.len() == 2 && part.chars().all(|c| c.is_ascii_digit());
    (is_whole && is_part).then(|| format!("{sign}{}.{part}", whole.replace(',', "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_copied_as_a_plain_number_and_nothing_else_is_touched() {
        for (shown, copied) in [
            ("1,234.50", "1234.50"),
            (" 1,234,567.00\n", "1234567.00"),
            ("(1,234.50)", "-1234.50"),
            ("−20.00", "-20.00"),
            ("0.05", "0.05"),
        ] {
            assert_eq!(plain(shown).as_deref(), Some(copied), "{shown}");
        }
        for other in [
            "",
            "-",
            "รวม 1,234.50",
            "1.234",
            "1/2569",
            "1,234.50 2.00",
            "1234",
            ",1.00",
        ] {
            assert_eq!(plain(other), None, "{other}");
        }
    }
}
