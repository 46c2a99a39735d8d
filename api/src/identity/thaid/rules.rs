//! What a token of ThaiD must say besides who issued it for whom, which its signature, issuer,
//! audience and nonce prove (`provider.rs`).

use chrono::{DateTime, TimeDelta, Utc};

/// How far the clocks of ThaiD and of this server may be apart.
pub const TOLERANCE: TimeDelta = TimeDelta::seconds(60);
/// The lowest identity level: seen in person or by a check of face and chip, as ThaiD does when a
/// citizen enrols (ETDA 2.3).
const LOWEST_LEVEL: (u32, u32) = (2, 3);

/// What a token says.
#[derive(Debug, Clone)]
pub struct Said<'a> {
    /// `iat`
    pub issued_at: DateTime<Utc>,
    /// `exp`
    pub expires_at: DateTime<Utc>,
    /// `nbf`, where it is said.
    pub not_before: Option<DateTime<Utc>>,
    /// `azp`, where it is said.
    pub authorized_party: Option<&'a str>,
    /// `ial`
    pub level: &'a str,
    pub pid: &'a str,
    /// `auth_time`, where it is said: when the citizen was there.
    pub seen_at: Option<DateTime<Utc>>,
}

/// What a token was asked for.
pub struct Wanted<'a> {
    /// By the client with this id.
    pub client_id: &'a str,
    pub begun_at: DateTime<Utc>,
}

/// Why a token is refused, if it is.
pub fn refusal(said: &Said<'_>, wanted: &Wanted<'_>, now: DateTime<Utc>) -> Option<&'static str> {
    let Wanted {
        client_id,
        begun_at,
    } = *wanted;
    let is_pid = said.pid.len() == 13 && said.pid.bytes().all(|b| b.is_ascii_digit());
    let wrong = [
        (said.expires_at <= now - TOLERANCE, "it has expired"),
        (
            said.issued_at > now + TOLERANCE,
            "it is issued in the future",
        ),
        (
            said.issued_at < begun_at - TOLERANCE,
            "it was issued before it was asked for",
        ),
        (
            said.not_before.is_some_and(|from| from > now + TOLERANCE),
            "it does not count yet",
        ),
        (
            said.authorized_party
                .is_some_and(|party| party != client_id),
            "it is for another party",
        ),
        (
            level(said.level).is_none_or(|level| level < LOWEST_LEVEL),
            "the identity level is too low",
        ),
        (!is_pid, "it has no citizen number"),
        (
            said.seen_at.is_none_or(|seen| seen < begun_at - TOLERANCE),
            "nobody was there anew",
        ),
    ];
    let first = wrong.into_iter().find(|(is_wrong, _)| *is_wrong);
    first.map(|(_, why)| why)
}

/// An identity level as two numbers: `2.3`, `3`.
fn level(text: &str) -> Option<(u32, u32)> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    Some((whole.parse().ok()?, part.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn good() -> Said<'static> {
        Said {
            issued_at: at(100),
            expires_at: at(1000),
            not_before: Some(at(100)),
            authorized_party: Some("laas"),
            level: "2.3",
            pid: "1234567890121",
            seen_at: Some(at(100)),
        }
    }

    /// Asked at 0, answered at 100 with a token that is good but for a change.
    fn told(change: impl Fn(&mut Said<'static>)) -> &'static str {
        let mut said = good();
        change(&mut said);
        let wanted = Wanted {
            client_id: "laas",
            begun_at: at(0),
        };
        refusal(&said, &wanted, at(100)).unwrap_or("good")
    }

    #[test]
    fn a_token_says_when_for_whom_and_how_sure() {
        assert_eq!(told(|_| ()), "good");
        assert_eq!(told(|said| said.not_before = None), "good");
        assert_eq!(told(|said| said.authorized_party = None), "good");
        assert_eq!(told(|said| said.level = "3"), "good");
        assert_eq!(told(|said| said.pid = "123"), "it has no citizen number");
        assert_eq!(told(|said| said.seen_at = Some(at(-60))), "good");
        for seen in [None, Some(at(-61))] {
            assert_eq!(told(|said| said.seen_at = seen), "nobody was there anew");
        }
        for party in ["other", ""] {
            let told = told(|said| said.authorized_party = Some(party));
            assert_eq!(told, "it is for another party", "{party}");
        }
        for level in ["2.2", "1.3", "1", "", "null", "high", "-3"] {
            let told = told(|said| said.level = level);
            assert_eq!(told, "the identity level is too low", "{level}");
        }
    }

    #[test]
    fn clocks_may_be_a_minute_apart_and_no_more() {
        let expires = |seconds| told(|said| said.expires_at = at(seconds));
        assert_eq!((expires(41), expires(40)), ("good", "it has expired"));
        let issued = |seconds| told(|said| said.issued_at = at(seconds));
        let future = "it is issued in the future";
        assert_eq!((issued(160), issued(161)), ("good", future));
        let before = "it was issued before it was asked for";
        assert_eq!((issued(-60), issued(-61)), ("good", before));
        let counts = |seconds| told(|said| said.not_before = Some(at(seconds)));
        assert_eq!(
            (counts(160), counts(161)),
            ("good", "it does not count yet")
        );
    }
}
