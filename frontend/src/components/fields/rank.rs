//! How well a name fits what was typed, in the form in which texts are compared
//! ([`shared::text::normal`]).

/// The normal form without tone marks, for the group of similar words.
fn toneless(normal: &str) -> String {
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
    use shared::text::normal;

    #[test]
    fn exact_words_come_before_similar_ones() {
        let ranked = |label: &str| rank("", &normal(label), &normal("ข้าว"));
        assert_eq!(ranked("ข้าว"), Some(1));
        assert_eq!(ranked("ซื้อข้าวสาร"), Some(2));
        assert_eq!(ranked("ข่าว"), Some(NEAR));
        assert_eq!(ranked("เสา"), None);
    }

    #[test]
    fn each_of_three_words_of_other_tones_comes_first_for_itself() {
        let words = ["ขาว", "ข่าว", "ข้าว"];
        for typed in words {
            let mut ranked: Vec<_> = words
                .iter()
                .filter_map(|word| Some((rank("", &normal(word), &normal(typed))?, *word)))
                .collect();
            ranked.sort_unstable();
            let near = ranked.iter().filter(|(rank, _)| *rank >= NEAR).count();
            assert_eq!(
                (ranked.len(), near),
                (3, 2),
                "{typed}: the others are similar"
            );
            assert_eq!(ranked.first(), Some(&(1, typed)));
        }
    }
}
