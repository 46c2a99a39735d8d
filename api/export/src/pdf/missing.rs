//! Letters that no font draws are spelled out by their number, `[U+1F9FE]`: a paper that was
//! accepted can always be printed, and nobody takes one name for another.

use serde_json::Value;
use std::collections::BTreeSet;
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

/// The groups of letters in a document that the fonts cannot draw.
pub(super) fn undrawn(document: &PagedDocument) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for page in document.pages() {
        collect(&page.frame, &mut found);
    }
    found
}

fn collect(frame: &Frame, found: &mut BTreeSet<String>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, found),
            FrameItem::Text(text) => {
                let missing = text.glyphs.iter().filter(|glyph| glyph.id == 0);
                found
                    .extend(missing.filter_map(|glyph| Some(text.text.get(glyph.range())?.into())));
            }
            _ => {}
        }
    }
}

/// Spells out the given groups wherever they stand in the data of a form; the letters of a group
/// that stands nowhere whole, because the form itself joins it, one by one.
pub(super) fn spell_out(data: &mut Value, groups: &BTreeSet<String>) {
    let mut is_changed = false;
    // A digit before a mark that no font has is told as not drawn with it. Alone it is drawn, and
    // it stands in the amounts too.
    let is_drawn = |group: &str| group.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let mut groups: Vec<&String> = groups.iter().filter(|group| !is_drawn(group)).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    each_text(data, &mut |text| {
        for group in &groups {
            if text.contains(group.as_str()) {
                *text = text.replace(group.as_str(), &numbers(group));
                is_changed = true;
            }
        }
    });
    if !is_changed {
        let letters: BTreeSet<char> = groups.into_iter().flat_map(|group| group.chars()).collect();
        spell_letters(data, |letter| {
            !letter.is_ascii() && letters.contains(&letter)
        });
    }
}

/// Spells out what would turn the direction of the letters around it: `00.000,1` must never read
/// as 1,000.00 on paper. The check of texts refuses it today; older texts may have it.
pub(super) fn spell_direction(data: &mut Value) {
    let turns = ['\u{61C}', '\u{200E}', '\u{200F}'];
    spell_letters(data, |letter| {
        turns.contains(&letter)
            || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    });
}

fn spell_letters(data: &mut Value, is_wrong: impl Fn(char) -> bool) {
    each_text(data, &mut |text| {
        if text.contains(&is_wrong) {
            let spelled = text.chars().map(|letter| match is_wrong(letter) {
                true => number(letter),
                false => letter.to_string(),
            });
            *text = spelled.collect();
        }
    });
}

fn numbers(letters: &str) -> String {
    letters.chars().map(number).collect()
}

fn number(letter: char) -> String {
    format!("[U+{:04X}]", u32::from(letter))
}

fn each_text(data: &mut Value, change: &mut impl FnMut(&mut String)) {
    match data {
        Value::String(text) => change(text),
        Value::Array(items) => items.iter_mut().for_each(|item| each_text(item, change)),
        Value::Object(fields) => fields
            .iter_mut()
            .for_each(|(_, field)| each_text(field, change)),
        _ => {}
    }
}
