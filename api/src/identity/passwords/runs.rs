//! Runs of the keyboard, of the alphabet, of digits, of one character; years.

use super::rules::GAP;

/// Rows and columns of the keyboards in use here, and alphabets, as neighbours.
const ROWS: &[&str] = &[
    "`1234567890-=",
    "~!@#$%^&*()_+",
    "qwertyuiop[]\\",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "!qaz@wsx#edc$rfv%tgb^yhn&ujm*ik<(ol>)p:?",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "๑๒๓๔ู฿๕๖๗๘๙",
    "ๅ/-ภถุึคตจขช",
    "ๆไพะัรนยบลฃ",
    "ฟหกดเ้่าสวง",
    "ฟหกดเาสวง",
    "ผปแอิืทมใฝ",
    "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
    "กขคงจฉชซญดตถทธนบปผฝพฟภมยรลวสหอฮ",
];

/// The shortest run that is taken out.
const SHORTEST: usize = 3;

/// The text with runs replaced by gaps.
pub fn without_runs(text: &str) -> Vec<char> {
    let text: Vec<char> = text.chars().collect();
    let mut rest = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(tail) = text.get(at..).filter(|tail| !tail.is_empty()) {
        let length = run(tail);
        if length >= SHORTEST {
            rest.push(GAP);
            at += length;
        } else {
            rest.extend(tail.first());
            at += 1;
        }
    }
    rest
}

/// The length of the longest run or year at the beginning.
fn run(text: &[char]) -> usize {
    let step = |follows: &dyn Fn(char, char) -> bool| {
        let pairs = text.windows(2).take_while(|pair| match pair {
            [one, next] => follows(*one, *next),
            _ => false,
        });
        pairs.count() + 1
    };
    let same = step(&|one, next| one == next);
    let rows = ROWS.iter().flat_map(|row| {
        let row: Vec<char> = row.chars().collect();
        let beside = |one, next| row.windows(2).any(|pair| pair == [one, next]);
        [step(&beside), step(&|one, next| beside(next, one))]
    });
    rows.chain([same, year(text)]).max().unwrap_or(0)
}

/// Four digits that can be a year of either era.
fn year(text: &[char]) -> usize {
    let Some([a, b, c, d]) = text.first_chunk::<4>() else {
        return 0;
    };
    let is_century = matches!((a, b), ('1', '9') | ('2', '0') | ('2', '4') | ('2', '5'));
    if is_century && c.is_ascii_digit() && d.is_ascii_digit() {
        4
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest(text: &str) -> String {
        without_runs(text)
            .into_iter()
            .filter(|c| *c != GAP)
            .collect()
    }

    #[test]
    fn runs_are_taken_out_in_both_directions() {
        assert_eq!(rest("x1234y9876z"), "xyz");
        assert_eq!(rest("qwertzoiuytk"), "zk");
        assert_eq!(rest("mmmmk"), "k");
        assert_eq!(rest("งคขกด"), "ด");
    }

    #[test]
    fn years_of_both_eras_are_taken_out() {
        assert_eq!(rest("k2569k"), "kk");
        assert_eq!(rest("k1984k"), "kk");
        assert_eq!(rest("k3072k"), "k3072k");
    }

    #[test]
    fn two_neighbours_are_no_run() {
        assert_eq!(rest("abpqxy"), "abpqxy");
    }
}
