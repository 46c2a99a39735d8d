//! Codes and addresses.

use chrono::{DateTime, TimeDelta, Utc};
use shared::identity::EnrolmentStep;

/// How long a code counts (W-2.2).
pub const CODE_LIFE: TimeDelta = TimeDelta::minutes(5);
/// Wrong tries until a code is void (W-2.2).
pub const MAX_TRIES: i32 = 5;
/// Seconds until another code may be asked for (W-2.2).
pub const RESEND_SECONDS: i64 = 60;
/// Codes in one attempt.
pub const MAX_SENT: i32 = 5;

/// What to do next.
pub fn step(email: Option<&str>, is_proved: bool) -> EnrolmentStep {
    match (email, is_proved) {
        (_, true) => EnrolmentStep::Password,
        (Some(_), false) => EnrolmentStep::Code,
        (None, false) => EnrolmentStep::Email,
    }
}

/// May a code sent then, and tried so often, still be tried?
pub fn is_code_open(sent_at: Option<DateTime<Utc>>, tries: i32, now: DateTime<Utc>) -> bool {
    tries < MAX_TRIES && sent_at.is_some_and(|sent| now - sent <= CODE_LIFE)
}

/// Seconds until another code may be asked for; after the last one, until the attempt ends.
pub fn resend_seconds(
    sent_at: Option<DateTime<Utc>>,
    sent_count: i32,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> i64 {
    if sent_count >= MAX_SENT {
        return (expires_at - now).num_seconds().max(1);
    }
    sent_at.map_or(0, |sent| {
        (RESEND_SECONDS - (now - sent).num_seconds()).clamp(0, RESEND_SECONDS)
    })
}

/// The six digits of a code as typed: Thai digits and blanks are fine.
pub fn digits(typed: &str) -> Option<String> {
    let digits = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c {
            '๐'..='๙' => u32::from(c)
                .checked_sub(u32::from('๐'))
                .and_then(|d| char::from_digit(d, 10)),
            c => Some(c).filter(char::is_ascii_digit),
        });
    digits
        .collect::<Option<String>>()
        .filter(|code| code.len() == 6)
}

/// An address as shown to whoever may not be its owner: `s•••@example.go.th`.
pub fn masked(email: &str) -> String {
    let (local, domain) = email.rsplit_once('@').unwrap_or((email, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}•••@{domain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn a_code_counts_for_five_minutes_and_five_tries() {
        assert!(is_code_open(Some(at(0)), 4, at(300)));
        assert!(!is_code_open(Some(at(0)), 4, at(301)));
        assert!(!is_code_open(Some(at(0)), 5, at(1)));
        assert!(!is_code_open(None, 0, at(0)));
    }

    #[test]
    fn another_code_may_be_asked_for_after_a_minute_four_times() {
        let wait = |count, now| resend_seconds(Some(at(0)), count, at(1800), at(now));
        assert_eq!(
            (wait(1, 0), wait(1, 59), wait(1, 60), wait(4, 61)),
            (60, 1, 0, 0)
        );
        assert_eq!(wait(5, 300), 1500);
        assert_eq!(resend_seconds(None, 0, at(1800), at(0)), 0);
    }

    #[test]
    fn the_steps_follow_each_other() {
        assert_eq!(step(None, false), EnrolmentStep::Email);
        assert_eq!(step(Some("a@b.th"), false), EnrolmentStep::Code);
        assert_eq!(step(Some("a@b.th"), true), EnrolmentStep::Password);
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        assert_eq!(digits(" 123 456 ").as_deref(), Some("123456"));
        assert_eq!(digits("๑๒๓-๔๕๖").as_deref(), Some("123456"));
        for wrong in ["", "12345", "1234567", "12345a", "12345६"] {
            assert_eq!(digits(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_address_is_partly_hidden() {
        assert_eq!(masked("somchai@example.go.th"), "s•••@example.go.th");
    }
}
