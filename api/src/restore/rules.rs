//! How the command is called.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// To when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// As the record says that it is now: only what was damaged past the record is put back.
    Now,
    /// As it was at a time.
    Time(DateTime<Utc>),
    /// As a record had left it.
    Record(i64),
}

/// How `laas restore-entity` was called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Which organisation.
    pub entity: Uuid,
    /// To when.
    pub to: Moment,
    /// The address of a database restored beside, for what is damaged of the record itself.
    pub from: Option<String>,
    /// Does and proves everything, and keeps nothing.
    pub tries: bool,
}

impl Asked {
    /// Reads words; none where they are not understood.
    pub fn read(words: &[&str]) -> Option<Asked> {
        let (entity, mut words) = match words {
            [entity, rest @ ..] => (entity.parse().ok()?, rest.iter()),
            [] => return None,
        };
        let mut asked = Asked {
            entity,
            to: Moment::Now,
            from: None,
            tries: false,
        };
        while let Some(word) = words.next() {
            match *word {
                "--to" if asked.to == Moment::Now => asked.to = Moment::Time(time(words.next()?)?),
                "--record" if asked.to == Moment::Now => {
                    asked.to = Moment::Record(words.next()?.parse().ok()?);
                }
                "--from" => asked.from = Some((*words.next()?).to_owned()),
                "--try" => asked.tries = true,
                _ => return None,
            }
        }
        Some(asked)
    }
}

/// A time as `laas-backup` takes it: Thai time unless another zone is said.
fn time(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim().replace('T', " ").replace('Z', "+00");
    let (_, clock) = text.split_once(' ')?;
    let zoned = match clock.contains(['+', '-']) {
        true => text,
        false => text + "+07",
    };
    let time = DateTime::parse_from_str(&zoned, "%Y-%m-%d %H:%M:%S%.f%#z").ok()?;
    Some(time.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_thai_unless_they_say_otherwise() {
        let noon: DateTime<Utc> = "2026-11-29T05:00:00Z".parse().unwrap();
        for same in [
            "2026-11-29 12:00:00",
            "2026-11-29 12:00:00.0",
            "2026-11-29 05:00:00+00",
            "2026-11-29T05:00:00Z",
            "2026-11-29 00:00:00-05:00",
        ] {
            assert_eq!(time(same), Some(noon), "{same}");
        }
        for wrong in ["", "2026-11-29", "29/11/2569 12:00", "2026-11-29 25:00:00"] {
            assert_eq!(time(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn words_become_what_is_asked_or_usage() {
        let id = "018f4e5a-0000-7000-8000-000000000001";
        let asked = Asked::read(&[id, "--record", "7", "--try"]).unwrap();
        assert_eq!((asked.to, asked.tries), (Moment::Record(7), true));
        assert_eq!(Asked::read(&[id]).unwrap().to, Moment::Now);
        for wrong in [
            &[][..],
            &["x"],
            &[id, "--to"],
            &[id, "--to", "yesterday"],
            &[id, "--record", "7", "--to", "2026-11-29 12:00:00"],
            &[id, "--all"],
        ] {
            assert_eq!(Asked::read(wrong), None, "{wrong:?}");
        }
    }
}
