//! Whatever is typed is printed, and what is printed can be copied and searched.

use crate::samples;
use export::Form;
use export::paper::Status;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Words in which one glyph is not one letter: tones above vowels, sara am behind tall letters and
/// tones, letters that lose their foot, and what other fonts draw.
const WORDS: [&str; 24] = [
    "หนึ่ง",
    "ภาษี",
    "ทั่วไป",
    "ค่าน้ำมันเชื้อเพลิง",
    "กำนัน",
    "ปล้ำ",
    "คว่ำ",
    "ปำ",
    "ฝ่ำ",
    "ฟ้ำ",
    "ฝีมือ",
    "ปิ่น",
    "ญี่ปุ่น",
    "ฐานันดร",
    "กตัญญู",
    "กฎุมพี",
    "สิทธิ์",
    "พันธุ์",
    "กิ๊ฟ",
    "ฤๅษี",
    "พุทฺธํ",
    "ເມືອງລາວ",
    "李小龍",
    "①●✓㎡",
];

/// The text of a PDF as `pdftotext` finds it, [`squeezed`].
fn copied(pdf: &[u8], name: &str, how: &[&str]) -> String {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.pdf"));
    fs::write(&file, pdf).unwrap();
    let text = Command::new("pdftotext")
        .args(how)
        .arg(&file)
        .arg("-")
        .output();
    let text = text.expect("pdftotext, of poppler-utils");
    assert!(
        text.status.success(),
        "{}",
        String::from_utf8_lossy(&text.stderr)
    );
    squeezed(&String::from_utf8(text.stdout).unwrap())
}

/// Without spaces, and with Arabic digits: some forms print Thai ones.
fn squeezed(text: &str) -> String {
    let digit = |letter: char| {
        let thai = u32::from(letter).checked_sub(u32::from('๐'));
        thai.and_then(|digit| char::from_digit(digit, 10))
            .unwrap_or(letter)
    };
    let letters = text.chars().filter(|letter| !letter.is_whitespace());
    letters.map(digit).collect()
}

fn is_words(text: &str) -> bool {
    !text.is_ascii()
}

/// The texts of a form that people have written.
fn words_of(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if is_words(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| words_of(item, found)),
        Value::Object(fields) => fields.iter().for_each(|(_, field)| words_of(field, found)),
        _ => {}
    }
}

/// The form with another text in every place where people write one.
fn rewritten(form: &Form, text: &str) -> Form {
    fn rewrite(value: &mut Value, text: &str) {
        match value {
            Value::String(old) if is_words(old) => text.clone_into(old),
            Value::Array(items) => items.iter_mut().for_each(|item| rewrite(item, text)),
            Value::Object(fields) => fields
                .iter_mut()
                .for_each(|(_, field)| rewrite(field, text)),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(form).unwrap();
    rewrite(&mut value, text);
    serde_json::from_value(value).unwrap()
}

#[test]
fn the_text_of_every_form_is_copied_as_it_is_printed() {
    for form in samples::forms() {
        let name = form.name();
        let pdf = export::render(&form).unwrap();
        // In the order in which it was written; cells that go over two lines stay together.
        let text = copied(&pdf, name, &["-raw"]);
        let mut words = Vec::new();
        words_of(&serde_json::to_value(&form).unwrap(), &mut words);
        assert!(words.len() > 5, "{name}");
        for word in words {
            assert!(text.contains(&squeezed(&word)), "{name}: {word} in {text}");
        }
    }
}

#[test]
fn every_paper_has_the_day_it_is_of_and_the_day_it_was_entered() {
    for form in samples::forms() {
        let name = form.name();
        let text = copied(
            &export::render(&form).unwrap(),
            &format!("{name}_days"),
            &["-raw"],
        );
        let days = ["31ตุลาคม2568", "31ต.ค.2568"];
        assert!(days.iter().any(|day| text.contains(day)), "{name}: {text}");
        assert!(text.contains("วันที่บันทึกรายการ30ต.ค.2568"), "{name}: {text}");
    }
}

/// The first day in a text, [`squeezed`], whose year has two digits.
fn short_year(text: &str) -> Option<String> {
    let months = [
        "มกราคม",
        "กุมภาพันธ์",
        "มีนาคม",
        "เมษายน",
        "พฤษภาคม",
        "มิถุนายน",
        "กรกฎาคม",
        "สิงหาคม",
        "กันยายน",
        "ตุลาคม",
        "พฤศจิกายน",
        "ธันวาคม",
        "ม.ค.",
        "ก.พ.",
        "มี.ค.",
        "เม.ย.",
        "พ.ค.",
        "มิ.ย.",
        "ก.ค.",
        "ส.ค.",
        "ก.ย.",
        "ต.ค.",
        "พ.ย.",
        "ธ.ค.",
    ];
    let years = months.into_iter().flat_map(|month| {
        let after = text.match_indices(month).map(|(at, _)| &text[at..]);
        after.map(move |rest| (month, rest.strip_prefix(month).unwrap_or_default()))
    });
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let mut short = years.filter(|(_, after)| (1..4).contains(&digits(after)));
    short
        .next()
        .map(|(month, after)| format!("{month}{}", after.chars().take(4).collect::<String>()))
}

#[test]
fn no_day_on_paper_has_a_year_of_two_digits() {
    assert_eq!(short_year("31ตุลาคม68น."), Some("ตุลาคม68น.".to_owned()));
    assert_eq!(short_year("31ต.ค.2568และ1มกราคม2569"), None);
    for form in samples::forms() {
        let name = form.name();
        let text = copied(
            &export::render(&form).unwrap(),
            &format!("{name}_years"),
            &["-raw"],
        );
        assert!(text.contains("256"), "{name} has no year");
        assert_eq!(short_year(&text), None, "{name}");
    }
}

/// The words of a form on paper, [`squeezed`], at another state.
fn at(state: Status) -> String {
    let mut request = samples::disbursement_request();
    request.paper.status = state;
    let pdf = export::render(&request.into()).unwrap();
    copied(&pdf, "states", &["-raw"])
}

#[test]
fn a_paper_says_whether_it_is_a_draft_or_on_its_way() {
    let (draft, under_way, done) = (at(Status::Draft), at(Status::UnderWay), at(Status::Final));
    let says = |paper: &str| ["ยังไม่ลงนาม", "อยู่ระหว่างลงนาม"].map(|words| paper.contains(words));
    assert_eq!(says(&draft), [true, false], "{draft}");
    assert_eq!(says(&under_way), [false, true], "{under_way}");
    assert_eq!(says(&done), [false, false], "{done}");
}

/// `pdftotext -layout` of a receipt whose one number is as long as numbers can be.
#[test]
fn a_long_number_leaves_the_item_its_room() {
    let mut receipt = samples::receipt();
    let item = "ค่าธรรมเนียมเก็บและขน";
    receipt.lines[0].description = item.to_owned();
    receipt.lines[0].reference = Some("01A001/02B002 / 2568 / งวดที่ 1 ".repeat(4));
    let pdf = export::render(&receipt.into()).unwrap();
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("long_number.pdf");
    fs::write(&file, pdf).unwrap();
    let text = Command::new("pdftotext")
        .arg("-layout")
        .arg(&file)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.lines().any(|line| line.contains(item)), "{text}");
}

#[test]
fn hard_words_are_copied_from_every_form() {
    for form in samples::forms() {
        let name = form.name();
        let sentence = WORDS.join(" ");
        let pdf = export::render(&rewritten(&form, &sentence)).unwrap();
        for how in [&["-raw"][..], &[]] {
            let text = copied(&pdf, &format!("{name}_words"), how);
            for word in WORDS {
                assert!(text.contains(word), "{name} {how:?}: {word} in {text}");
            }
        }
    }
}

/// What no font draws is spelled out, in the middle of what they draw.
#[test]
fn what_cannot_be_drawn_is_spelled_out() {
    for (text, shown) in [
        ("ร้าน 🧾 ก", "ร้าน[U+1F9FE]ก"),
        ("00.000,1\u{202E}", "00.000,1[U+202E]"),
        ("தமிழ்", "[U+0BA4]"),
        ("ก\u{0BCD}", "[U+0BCD]"),
        ("ก\u{1B}ข", "[U+001B]"),
    ] {
        let mut receipt = samples::receipt();
        receipt.payer = text.to_owned();
        let pdf = export::render(&receipt.into()).unwrap();
        let copied = copied(&pdf, "spelled", &["-raw"]);
        assert!(copied.contains(shown), "{text:?}: {copied}");
    }
}

/// Texts that once stopped a form: a digit with a mark that no font has beside a letter that none
/// has either.
#[test]
fn what_once_stopped_a_form_prints() {
    for text in ["0\u{369}Ὦ"] {
        for form in samples::forms() {
            let name = form.name();
            let printed = export::render(&rewritten(&form, text));
            assert!(printed.is_ok(), "{name}: {text:?}: {printed:?}");
        }
    }
}

/// Letters of any script, marks in any order, what cannot be seen, what has no meaning.
fn any_text() -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        4 => proptest::char::range('\u{0E01}', '\u{0E5B}'),
        2 => proptest::char::range(' ', '~'),
        1 => proptest::char::range('\u{0300}', '\u{036F}'),
        1 => proptest::char::range('\u{0600}', '\u{1FFF}'),
        1 => proptest::char::range('\u{2000}', '\u{2BFF}'),
        1 => proptest::char::range('\u{F700}', '\u{F71A}'),
        1 => proptest::char::range('\u{1F300}', '\u{1FAFF}'),
        2 => any::<char>(),
    ];
    prop::collection::vec(letter, 1..24).prop_map(|letters| letters.into_iter().collect())
}

#[test]
fn any_text_prints_on_every_form() {
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|text| text.parse().ok());
    let config = Config {
        cases: cases.unwrap_or(3),
        failure_persistence: None,
        ..Config::default()
    };
    let forms = samples::forms();
    // The same few in every run, so that a run that fails fails again; by chance where many are
    // asked for.
    let mut runner = match cases {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
    };
    let tried = runner.run(&any_text(), |text| {
        for form in &forms {
            let name = form.name();
            let printed = export::render(&rewritten(form, &text));
            prop_assert!(printed.is_ok(), "{name}: {text:?}: {printed:?}");
        }
        Ok(())
    });
    tried.unwrap();
}
