//! Numbers of citizens and taxpayers: thirteen digits, of which the last checks the others.

/// Digits of such a number.
pub const DIGITS: usize = 13;
/// Digits of a number that stay to be seen by whom it is no business.
const SEEN: usize = 4;

/// The digit (MOD 11) that checks the twelve before it; none where they are not twelve digits.
pub fn check_digit(front: &str) -> Option<u32> {
    let digits: Option<Vec<u32>> = front.chars().map(|c| c.to_digit(10)).collect();
    let digits = digits.filter(|digits| digits.len() == DIGITS - 1)?;
    let weighed = digits.iter().zip((2..=13).rev());
    let sum: u32 = weighed.map(|(digit, weight)| digit * weight).sum();
    Some((11 - sum % 11) % 10)
}

/// True for thirteen digits whose last one checks the others.
pub fn is_thai_id(text: &str) -> bool {
    let is_whole = text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    let last = text.chars().last().and_then(|last| last.to_digit(10));
    is_whole && check_digit(&text[..DIGITS - 1]) == last
}

/// Thirteen digits, or what stands for some of them, as the card has them: `1-2345-67890-12-3`. Anything else
/// stays as it is.
pub fn id_grouped(number: &str) -> String {
    let letters: Vec<char> = number.chars().collect();
    let is_plain = letters.iter().all(|c| c.is_ascii_digit() || *c == '•');
    if letters.len() != DIGITS || !is_plain {
        return number.to_owned();
    }
    let groups = [0..1, 1..5, 5..10, 10..12, 12..13];
    let groups = groups.map(|of| letters[of].iter().collect::<String>());
    groups.join("-")
}

/// Arabic or Thai.
pub fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || ('๐'..='๙').contains(&letter)
}

/// A number by its last digits, however it is typed.
pub fn masked(number: &str) -> String {
    let digits = number.chars().filter(|letter| is_digit(*letter)).count();
    let mut left = digits.saturating_sub(SEEN);
    let hide = |letter: char| {
        if !is_digit(letter) || left == 0 {
            return letter;
        }
        left -= 1;
        '•'
    };
    number.chars().map(hide).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_digit_checks_the_others() {
        assert!(is_thai_id("1234567890121") && is_thai_id("0994000165510"));
        for wrong in [
            "1234567890122",
            "123456789012",
            "12345678901210",
            "",
            "ก234567890121",
            "123456789012ก",
            "๑234567890121",
            "1-2345-67890-12-1",
        ] {
            assert!(!is_thai_id(wrong), "{wrong}");
        }
        assert_eq!(check_digit("123456789012"), Some(1));
        assert_eq!(check_digit("12345678901"), None);
    }

    #[test]
    fn another_last_digit_is_noticed() {
        for last in ['0', '2', '3', '4', '5', '6', '7', '8', '9'] {
            assert!(!is_thai_id(&format!("123456789012{last}")), "{last}");
        }
    }

    #[test]
    fn a_number_is_grouped_as_on_the_card_and_masked_but_for_its_end() {
        assert_eq!(id_grouped("1234567890121"), "1-2345-67890-12-1");
        assert_eq!(id_grouped("12345"), "12345");
        assert_eq!(masked("1234567890121"), "•••••••••0121");
        assert_eq!(id_grouped(&masked("1234567890121")), "•-••••-••••0-12-1");
        assert_eq!(masked("๑๒๓๔๕๖๗๘๙๐๑๒๑"), "•••••••••๐๑๒๑");
        assert_eq!(masked("000-0-00000-0"), "•••-•-••000-0");
        assert_eq!([masked("12"), masked("")], ["12", ""]);
    }
}
