//! How hard a new password is to guess; a hint, the server decides.

use crate::text::identity as words;
use shared::identity::PASSWORD_MIN;

/// What the hint says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// So many characters are missing.
    TooShort(usize),
    /// Few different characters.
    Weak,
    /// Accepted.
    Fair,
    /// A long sentence.
    Good,
}

const LONG: usize = 20;

/// Judges by length and by how many different characters there are.
pub fn strength(password: &str) -> Strength {
    let length = password.chars().count();
    let mut different: Vec<char> = password.chars().collect();
    different.sort_unstable();
    different.dedup();
    if length < PASSWORD_MIN {
        Strength::TooShort(PASSWORD_MIN - length)
    } else if different.len() * 3 < PASSWORD_MIN + 3 {
        Strength::Weak
    } else if length < LONG {
        Strength::Fair
    } else {
        Strength::Good
    }
}

impl Strength {
    /// 0 to 3, for the bar.
    pub const fn level(self) -> u8 {
        match self {
            Strength::TooShort(_) => 0,
            Strength::Weak => 1,
            Strength::Fair => 2,
            Strength::Good => 3,
        }
    }

    /// In words.
    pub fn sentence(self) -> String {
        match self {
            Strength::TooShort(missing) => {
                words::STRENGTH_SHORT.with(&[("n", &missing.to_string())])
            }
            Strength::Weak => words::STRENGTH_WEAK.now().to_owned(),
            Strength::Fair => words::STRENGTH_FAIR.now().to_owned(),
            Strength::Good => words::STRENGTH_GOOD.now().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_and_variety_make_strength() {
        assert_eq!(strength("สั้น"), Strength::TooShort(8));
        assert_eq!(strength("aaaaaaaaaaaaaa"), Strength::Weak);
        assert_eq!(strength("แม่น้ำเจ้าพระยา"), Strength::Fair);
        assert_eq!(strength("ปลูกต้นไม้หลังบ้านทุกวันเสาร์"), Strength::Good);
    }
}
