//! The browsers it is built for: those of the last two years (ux E12). Whatever the application makes use
//! of was looked up and is in all of them; what nobody has looked up is not built.

use std::fs;
use std::path::Path;

use crate::site::files_below;
use crate::wasm::features;
use crate::{Result, slim};

/// Chrome, Edge and Firefox as they were two years ago.
pub const OLDEST: [(&str, u32); 3] = [("CHROME", 131), ("EDGE", 131), ("FIREFOX", 132)];

/// Since which version of Chrome and Edge, and of Firefox, a browser has something.
type Known = (&'static str, u32, u32);

/// What the compiler makes use of.
const PROGRAM: [Known; 8] = [
    ("bulk-memory", 75, 79),
    ("bulk-memory-opt", 75, 79),
    ("call-indirect-overlong", 96, 79),
    ("multivalue", 85, 78),
    ("mutable-globals", 74, 61),
    ("nontrapping-fptoint", 75, 64),
    ("reference-types", 96, 79),
    ("sign-ext", 74, 62),
];

/// Parts of style sheets that are younger than 2019.
const STYLE: [Known; 27] = [
    (":focus-visible", 86, 85),
    (":has(", 105, 121),
    (":is(", 88, 78),
    (":where(", 88, 78),
    ("accent-color", 93, 92),
    ("backdrop-filter", 76, 103),
    ("border-inline", 87, 66),
    ("color-scheme", 81, 96),
    ("dvh", 108, 101),
    ("inset", 87, 66),
    ("inset-block-end", 87, 63),
    ("inset-block-start", 87, 63),
    ("inset-inline", 87, 63),
    ("inset-inline-end", 87, 63),
    ("inset-inline-start", 87, 63),
    ("margin-block", 87, 66),
    ("margin-inline", 87, 66),
    ("max(", 79, 75),
    ("min(", 79, 75),
    ("overflow-wrap", 80, 65),
    ("padding-block", 87, 66),
    ("padding-inline", 87, 66),
    ("scroll-margin-block", 69, 68),
    ("scroll-padding-top", 69, 68),
    ("text-decoration-thickness", 89, 70),
    ("text-underline-offset", 87, 70),
    ("unicode-range", 36, 44),
];

/// What every browser of the list has had since long: at-rules, selectors, functions and properties.
const OLD: &str = "@font-face @keyframes @media \
    ::after ::backdrop ::before ::placeholder :checked :disabled :empty :first-child :focus \
    :focus-within :hover :last-child :not( :only-child :root \
    attr( blur( calc( format( inset( linear-gradient( minmax( repeat( rgb( rotate( translate( \
    translateX( translateY( url( var( \
    -webkit-text-size-adjust align-content align-items align-self animation animation-duration \
    background block-size body border border-block-end border-block-start border-block-start-color \
    border-collapse border-color border-inline-end border-inline-start-width border-radius box-shadow \
    box-sizing break-inside clip-path color content cursor display fill flex flex-basis flex-direction \
    flex-flow flex-wrap float font font-display font-family font-size font-style font-variant-numeric \
    font-weight gap grid-column grid-row grid-template-columns height inline-size justify-content \
    justify-items justify-self letter-spacing line-height list-style margin margin-block-end \
    margin-block-start margin-inline-end margin-inline-start max-block-size max-height max-inline-size \
    max-width min-block-size min-height min-inline-size min-width opacity order outline outline-color \
    outline-offset overflow overflow-x overflow-y padding padding-block-end padding-block-start \
    padding-inline-end padding-inline-start place-items pointer-events position resize scroll-behavior \
    src stroke stroke-linecap stroke-linejoin stroke-width table-layout text-align text-decoration \
    text-overflow transform transition-duration vertical-align visibility white-space width z-index";

/// Complains of what not all of these browsers have, or what nobody has looked up.
pub fn check(code: &Path, styles: &Path) -> Result<()> {
    let mut wrong = Vec::new();
    for path in files_below(code)? {
        if path.extension().is_some_and(|ending| ending == "wasm") {
            let used = features(&fs::read(&path)?).ok_or("not a WASM module")?;
            wrong.extend(used.iter().filter_map(|name| missing(name, &PROGRAM, "")));
        }
    }
    for path in files_below(styles)? {
        let used = parts(&fs::read_to_string(&path)?);
        wrong.extend(used.iter().filter_map(|name| missing(name, &STYLE, OLD)));
    }
    wrong.sort();
    wrong.dedup();
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(format!("not in every browser:\n{}", wrong.join("\n")).into()),
    }
}

/// A text with the oldest versions where it says `__CHROME__` and so on.
pub fn named(text: &str) -> String {
    let name = |text: String, (browser, version): &(&str, u32)| {
        text.replace(&format!("__{browser}__"), &version.to_string())
    };
    OLDEST.iter().fold(text.to_owned(), name)
}

/// Why something is not to be used.
fn missing(name: &str, known: &[Known], old: &str) -> Option<String> {
    let [(_, chrome), (_, edge), (_, firefox)] = OLDEST;
    match known.iter().find(|(known, ..)| *known == name) {
        Some((_, since, in_firefox)) if *since <= chrome.min(edge) && *in_firefox <= firefox => {
            None
        }
        Some(_) => Some(format!("{name}: too young")),
        None if old.split_whitespace().any(|word| word == name) => None,
        None => Some(format!("{name}: look up since when browsers have it")),
    }
}

/// At-rules, selectors, functions, properties and the young units of a style sheet.
fn parts(style: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in slim::style(style).lines() {
        // A selector has no space after its colon.
        let property = line.split_once(':');
        let property = property.filter(|(_, value)| value.is_empty() || value.starts_with(' '));
        let is_name = |text: &&str| text.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        let name = property.map(|(name, _)| name).filter(is_name);
        found.extend(
            name.filter(|name| !name.starts_with("--"))
                .map(str::to_owned),
        );
        found.extend(words(line));
    }
    found
}

/// `@media`, `:has(`, `::after`, `min(`, and `dvh` of `82dvh`.
fn words(line: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_@:(#.".contains(c);
    let mut found = Vec::new();
    for word in line.split(|c: char| !is_part(c)) {
        let units = ["dvh", "svh", "lvh", "dvw", "cqw", "cqi", "lh", "rlh"];
        let number = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        found.extend(units.contains(&number).then(|| number.to_owned()));
        let mut rest = word;
        while let Some(at) = rest.find(['@', ':', '(']) {
            let (before, from) = rest.split_at(at);
            if let Some(inside) = from.strip_prefix('(') {
                let name: String = ends_with_name(before);
                found.extend((!name.is_empty()).then(|| format!("{name}(")));
                rest = inside;
                continue;
            }
            let marks = from.chars().take_while(|c| "@:".contains(*c)).count();
            let name = from[marks..].chars();
            let name: String = name
                .take_while(|c| c.is_ascii_alphabetic() || *c == '-')
                .collect();
            let (mark, after) = (&from[..marks], &from[marks + name.len()..]);
            let bracket = if after.starts_with('(') { "(" } else { "" };
            if !name.is_empty() {
                found.push(format!("{mark}{name}{bracket}"));
            }
            rest = after.strip_prefix('(').unwrap_or(after);
        }
    }
    found
}

fn ends_with_name(text: &str) -> String {
    let name = text
        .rsplit(|c: char| !c.is_ascii_alphabetic() && c != '-')
        .next();
    name.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_not_every_browser_has_is_found() {
        let style = "/* a:nth-of(x) */ .a:has(> b)::after,\n.c:is(d) {\n  margin-block: min(1rem, 82dvh);\n  \
                     --own: 1px;\n}\n@media (min-width: 5rem) {\n  e { field-sizing: content }\n}\n";
        let found = parts(style);
        for name in [
            ":has(",
            "::after",
            ":is(",
            "margin-block",
            "min(",
            "dvh",
            "@media",
        ] {
            assert!(found.iter().any(|found| found == name), "{name}: {found:?}");
        }
        assert!(
            !found
                .iter()
                .any(|name| name.contains("nth-of") || name == "--own")
        );
        assert_eq!(missing(":has(", &STYLE, OLD), None);
        assert_eq!(missing("color", &STYLE, OLD), None);
        assert!(missing("anchor-name", &STYLE, OLD).is_some());
        assert!(missing("x", &[("x", 140, 120)], "").is_some());
        assert!(missing("simd128", &PROGRAM, "").is_some());
    }

    #[test]
    fn the_styles_are_in_every_browser() {
        let styles = Path::new(env!("CARGO_MANIFEST_DIR")).join("../style");
        let none = styles.join("none");
        assert!(check(&none, &styles).map_err(|why| why.to_string()) == Ok(()));
    }

    /// What the application asks of a browser beside its language: each was looked up.
    #[test]
    fn what_is_asked_of_a_browser_was_looked_up() {
        // Younger than 2019; the others of the list are older.
        let young = [
            ("HtmlDialogElement", 37, 98),
            ("InputEvent", 60, 87),
            ("InputEventInit", 60, 87),
            ("StorageManager", 61, 57),
        ];
        let old = "AbortController AbortSignal Blob ClipboardEvent DataTransfer Document DomRect \
            DragEvent Element Event EventTarget File FileList FileReader FocusEvent FocusOptions History \
            HtmlButtonElement HtmlElement HtmlInputElement HtmlSelectElement HtmlTextAreaElement \
            KeyboardEvent Location MouseEvent MutationObserver MutationObserverInit Navigator Node \
            NodeList Selection Storage Url Window";
        let manifest = include_str!("../../Cargo.toml");
        let list = manifest
            .split_once("web-sys = {")
            .and_then(|(_, rest)| rest.split_once("] }"));
        let (list, _) = list.expect("the features of web-sys");
        let names = list
            .split('"')
            .skip(1)
            .step_by(2)
            .filter(|name| *name != "0.3");
        let wrong: Vec<_> = names
            .filter_map(|name| missing(name, &young, old))
            .collect();
        assert_eq!(wrong, Vec::<String>::new());
    }
}
