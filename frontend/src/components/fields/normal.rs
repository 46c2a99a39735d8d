//! Comparing Thai words the way people look for them: no spaces between words, several ways to type
//! the same letter.

/// The form in which texts are compared: one way to write sara am, no invisible marks, Arabic
/// digits, small letters.
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in shared::calendar::arabic_digits(text).chars() {
        match c {
            '\u{0E33}' => out.push_str("\u{0E4D}\u{0E32}"),
            '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{00AD}' => {}
            _ => out.extend(c.to_lowercase()),
        }
    }
    // A tone mark typed after nikhahit is the same as one typed before it.
    for tone in ['\u{0E48}', '\u{0E49}', '\u{0E4A}', '\u{0E4B}'] {
        out = out.replace(&format!("{tone}\u{0E4D}"), &format!("\u{0E4D}{tone}"));
    }
    out
}

/// The normal form without tone marks, for the group of similar words.
pub fn toneless(normal: &str) -> String {
    normal
        .chars()
        .filter(|c| !('\u{0E47}'..='\u{0E4C}').contains(c))
        .collect()
}

/// How well a text fits what was typed; less is better, `None` is not at all. Both are normal.
pub fn rank(code: &str, label: &str, typed: &str) -> Option<u8> {
    if typed.is_empty() {
        return Some(3);
    }
    if code.starts_with(typed) {
        Some(0)
    } else if label.starts_with(typed) {
        Some(1)
    } else if label.contains(typed) {
        Some(2)
    } else if code.contains(typed) {
        Some(3)
    } else if typed.split_whitespace().count() > 1
        && typed
            .split_whitespace()
            .all(|word| label.contains(word) || code.contains(word))
    {
        Some(4)
    } else if toneless(label).contains(&toneless(typed)) {
        Some(NEAR)
    } else {
        None
    }
}

/// From this rank on texts are similar only.
pub const NEAR: u8 = 9;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_typed_two_ways_is_one_word() {
        assert_eq!(normal("กำลัง"), normal("ก\u{0E4D}าลัง"));
        assert_eq!(normal("น้ำ"), normal("น\u{0E4D}\u{0E49}า"));
        assert_eq!(normal("ปี ๒๕๖๙"), "ปี 2569");
    }

    #[test]
    fn exact_words_come_before_similar_ones() {
        let ranked = |label: &str| rank("", &normal(label), &normal("ข้าว"));
        assert_eq!(ranked("ข้าว"), Some(1));
        assert_eq!(ranked("ซื้อข้าวสาร"), Some(2));
        assert_eq!(ranked("ข่าว"), Some(NEAR));
        assert_eq!(ranked("เสา"), None);
    }
}
