//! Pure: what an act did to rows, and what is shown of a number.

use crate::platform::record::hex;
use sha2::{Digest, Sha256};
use shared::activity::Became;
use shared::revenue::is_thai_id;

/// A line of a record (`platform/record.rs`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub table: String,
    /// JSON: of a row its key, of a table its new shape.
    pub key: String,
    /// Hash of the row as it was found, empty for a new one; none in records that do not tell.
    pub found: Option<String>,
    /// The row as it was left; empty when it was deleted.
    pub image: String,
}

/// A row with all that an act did to it, or a table with another shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub became: Became,
    pub table: String,
    pub key: String,
    pub found: Option<String>,
    /// The row as the act left it.
    pub after: Option<String>,
}

impl Step {
    /// What a line of a record begins with that left this row: what it was before stands there.
    pub fn begins(&self) -> String {
        format!("{}\t{}\t", self.table, self.key)
    }

    /// Is this what the act found?
    pub fn found_as(&self, image: &str) -> bool {
        self.found.as_deref() == Some(hex(&Sha256::digest(image.as_bytes())).as_str())
    }

    /// Was there something before it?
    pub fn had_before(&self) -> bool {
        matches!(self.became, Became::Altered | Became::Deleted)
    }
}

/// What the lines of a record come to: each row once, as it was first found and last left.
pub fn steps(lines: Vec<Line>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in lines {
        let after = (!line.image.is_empty()).then_some(line.image);
        let mut known = steps.iter_mut();
        if let Some(known) = known.find(|of| of.table == line.table && of.key == line.key) {
            known.after = after;
            continue;
        }
        steps.push(Step {
            became: Became::Altered,
            table: line.table,
            key: line.key,
            found: line.found,
            after,
        });
    }
    for step in &mut steps {
        step.became = match (&step.found, &step.after) {
            _ if step.key.starts_with('{') => Became::Reshaped,
            (_, None) => Became::Deleted,
            (Some(found), _) if found.is_empty() => Became::Made,
            _ => Became::Altered,
        };
    }
    // What came and went within the act was never there; what was written anew as it was is the same.
    steps.retain(|of| of.became != Became::Deleted || of.found.as_deref() != Some(""));
    steps.retain(|of| !of.after.as_deref().is_some_and(|image| of.found_as(image)));
    steps
}

/// Digits that stay to be seen of a number.
const SEEN: usize = 4;

/// A number by its last digits.
pub fn masked(number: &str) -> String {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let mut left = digits.saturating_sub(SEEN);
    let hide = |letter: char| {
        if !letter.is_ascii_digit() || left == 0 {
            return letter;
        }
        left -= 1;
        '•'
    };
    number.chars().map(hide).collect()
}

/// A text in which somebody may have typed the number of a citizen: thirteen digits whose last checks
/// the others, with dashes or spaces between.
pub fn without_citizens(text: &str) -> String {
    let mut shown = String::new();
    let mut run = String::new();
    let end = |run: &mut String, shown: &mut String| {
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        match is_thai_id(&digits) {
            true => shown.push_str(&masked(run)),
            false => shown.push_str(run),
        }
        run.clear();
    };
    for letter in text.chars() {
        let goes_on = letter.is_ascii_digit() || (!run.is_empty() && matches!(letter, '-' | ' '));
        if goes_on {
            run.push(letter);
            continue;
        }
        end(&mut run, &mut shown);
        shown.push(letter);
    }
    end(&mut run, &mut shown);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(key: &str, found: &str, image: &str) -> Line {
        Line {
            table: "parties".to_owned(),
            key: key.to_owned(),
            found: Some(found.to_owned()),
            image: image.to_owned(),
        }
    }

    #[test]
    fn a_row_is_told_once_as_it_was_found_and_left() {
        let lines = vec![
            line("[1]", "", "{\"a\": 1}"),
            line("[2]", "f", "{\"a\": 2}"),
            line("[1]", "g", "{\"a\": 3}"),
            line("[3]", "h", ""),
            line("[4]", "", "{}"),
            line("[4]", "i", ""),
            line("{\"name\": null}", "", ""),
        ];
        let told: Vec<(Became, String)> = steps(lines)
            .into_iter()
            .map(|step| (step.became, step.after.unwrap_or_default()))
            .collect();
        let wanted = [
            (Became::Made, "{\"a\": 3}"),
            (Became::Altered, "{\"a\": 2}"),
            (Became::Deleted, ""),
            (Became::Reshaped, ""),
        ];
        assert_eq!(
            told,
            wanted.map(|(became, after)| (became, after.to_owned()))
        );
    }

    #[test]
    fn what_was_written_anew_as_it_was_is_no_change() {
        let hash = hex(&Sha256::digest(b"{}"));
        let anew = vec![line("[1]", &hash, ""), line("[1]", "", "{}")];
        assert_eq!(steps(anew), []);
    }

    #[test]
    fn what_was_before_is_proved_by_its_hash() {
        let hash = hex(&Sha256::digest(b"{}"));
        let step = steps(vec![line("[1]", &hash, "{\"a\": 1}")]).remove(0);
        assert!(step.had_before() && step.found_as("{}"));
        assert!(!step.found_as("{ }"));
    }

    #[test]
    fn numbers_are_known_by_their_last_digits() {
        assert_eq!(masked("1234567890"), "••••••7890");
        assert_eq!(masked("000-0-00000-0"), "•••-•-••000-0");
        assert_eq!(masked("12"), "12");
        let text = "จ่ายให้ 1-2345-67890-12-1 ตามใบแจ้งหนี้ 1234567890122";
        let shown = "จ่ายให้ •-••••-••••0-12-1 ตามใบแจ้งหนี้ 1234567890122";
        assert_eq!(without_citizens(text), shown);
        assert_eq!(without_citizens("ปี 2569"), "ปี 2569");
    }
}
