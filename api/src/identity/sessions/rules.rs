//! When a session is open, locked or over.

use chrono::{DateTime, TimeDelta, Utc};

/// How long a session lasts whatever happens.
pub const LIFE: TimeDelta = TimeDelta::hours(12);

/// How a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Over.
    Ended,
    /// Waiting for the password.
    Locked {
        /// The idle time has just run out: to be noted.
        is_new: bool,
    },
    /// In use.
    Open {
        /// The last use noted is so long ago that this one is to be noted.
        is_stale: bool,
    },
}

/// How a session stands at this moment.
pub fn standing(
    now: DateTime<Utc>,
    used_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    is_locked: bool,
    idle_seconds: i64,
) -> Standing {
    let unused = now - used_at;
    if now >= expires_at {
        Standing::Ended
    } else if is_locked {
        Standing::Locked { is_new: false }
    } else if unused > TimeDelta::seconds(idle_seconds) {
        Standing::Locked { is_new: true }
    } else {
        Standing::Open {
            is_stale: unused >= noting_interval(idle_seconds),
        }
    }
}

/// Uses are noted at most this often, to keep reading cheap.
fn noting_interval(idle_seconds: i64) -> TimeDelta {
    TimeDelta::milliseconds((idle_seconds * 1000 / 4).clamp(0, 30_000))
}

/// A user name as it is stored, if it can be one.
pub fn username(typed: &str) -> Option<String> {
    let name = typed.trim().to_ascii_lowercase();
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b);
    ((3..=50).contains(&name.len()) && name.bytes().all(fits)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn after(unused: i64) -> Standing {
        standing(at(unused), at(0), at(43_200), false, 900)
    }

    #[test]
    fn a_session_locks_after_idle_time_and_stays_locked() {
        assert_eq!(after(900), Standing::Open { is_stale: true });
        assert_eq!(after(901), Standing::Locked { is_new: true });
        let locked = standing(at(1), at(0), at(43_200), true, 900);
        assert_eq!(locked, Standing::Locked { is_new: false });
    }

    #[test]
    fn a_session_ends_after_its_life_even_when_used_or_locked() {
        assert_eq!(
            standing(at(43_200), at(43_199), at(43_200), false, 900),
            Standing::Ended
        );
        assert_eq!(
            standing(at(43_200), at(0), at(43_200), true, 900),
            Standing::Ended
        );
        assert_eq!(LIFE.num_hours(), 12);
    }

    #[test]
    fn uses_are_noted_every_half_minute_at_most() {
        assert_eq!(after(29), Standing::Open { is_stale: false });
        assert_eq!(after(30), Standing::Open { is_stale: true });
    }

    #[test]
    fn with_a_short_idle_time_uses_are_noted_more_often() {
        let standing = |unused| standing(at(unused), at(0), at(43_200), false, 8);
        assert_eq!(standing(1), Standing::Open { is_stale: false });
        assert_eq!(standing(2), Standing::Open { is_stale: true });
    }

    #[test]
    fn user_names_are_small_letters_without_blanks() {
        assert_eq!(username(" Somchai.J ").as_deref(), Some("somchai.j"));
        for wrong in ["", "ab", "สมชาย", "a b c", "a'--", &"x".repeat(51)] {
            assert_eq!(username(wrong), None, "{wrong}");
        }
    }
}
