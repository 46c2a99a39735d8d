//! Numbers of bank accounts, as they are read back.

/// The number as whoever compares it with paper reads it: ten digits as most banks print them (branch, kind,
/// number, check digit: `123-4-56789-0`), longer ones in fours. Anything else stays as it is.
pub fn account_grouped(digits: &str) -> String {
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain && digits.len() == 10 {
        let (head, check) = digits.split_at(9);
        let (branch, number) = head.split_at(3);
        let (kind, number) = number.split_at(1);
        return format!("{branch}-{kind}-{number}-{check}");
    }
    if !is_plain || digits.len() < 10 {
        return digits.to_owned();
    }
    let digits: Vec<char> = digits.chars().collect();
    let fours = digits.chunks(4).map(|four| four.iter().collect::<String>());
    fours.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_read_back_in_groups() {
        assert_eq!(account_grouped("1234567890"), "123-4-56789-0");
        assert_eq!(account_grouped("020012345678"), "0200 1234 5678");
        assert_eq!(account_grouped("123-4-5678"), "123-4-5678");
        assert_eq!(account_grouped(""), "");
    }
}
