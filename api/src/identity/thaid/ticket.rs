//! What a browser carries to ThaiD and back: when and why it went, in a cookie of its own, from which
//! only the server can make the state, the nonce and the verifier. So whoever begins a log-in and
//! never comes back leaves nothing here.
//!
//! That the code which comes back counts once is held by ThaiD; the verifier binds it to this browser.

use super::operations::Purpose;
use crate::identity::attempts::LIFE;
use crate::identity::keys;
use crate::platform::error::Error;
use chrono::{DateTime, Utc};

/// A way to ThaiD and back.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticket {
    /// The cookie: random text, time and purpose.
    pub text: String,
    /// When it began.
    pub begun_at: DateTime<Utc>,
    /// What for, other than to log in.
    pub purpose: Option<Purpose>,
}

/// What goes to ThaiD, or has to come back.
pub struct Asked {
    /// Comes back with the browser.
    pub state: String,
    /// Comes back in the token.
    pub nonce: String,
    /// Goes with the code.
    pub pkce_verifier: String,
}

impl Ticket {
    /// A new one.
    pub fn new(now: DateTime<Utc>, purpose: Option<Purpose>) -> Ticket {
        let seconds = now.timestamp();
        let (random, purpose_text) = (keys::new_token(), text(purpose));
        Ticket {
            text: format!("{random}.{seconds}.{purpose_text}"),
            begun_at: DateTime::from_timestamp(seconds, 0).unwrap_or(now),
            purpose,
        }
    }

    /// The ticket in a cookie, when it can be one. Whether it is ours its state says.
    pub fn read(cookie: &str, now: DateTime<Utc>) -> Option<Ticket> {
        let mut parts = cookie.split('.');
        let (random, seconds, purpose) = (parts.next()?, parts.next()?, parts.next()?);
        let begun_at = DateTime::from_timestamp(seconds.parse().ok()?, 0)?;
        let purpose = [None, Some(Purpose::Password), Some(Purpose::Proof)]
            .into_iter()
            .find(|known| text(*known) == purpose)?;
        let fits = parts.next().is_none() && keys::is_token(random) && now - begun_at < LIFE;
        fits.then(|| Ticket {
            text: cookie.to_owned(),
            begun_at,
            purpose,
        })
    }

    /// What goes to ThaiD in its name.
    pub fn asked(&self, secret: &str) -> Result<Asked, Error> {
        let part = |name| keys::ticket_part(secret, name, &self.text);
        Ok(Asked {
            state: part("state")?,
            nonce: part("nonce")?,
            pkce_verifier: part("verifier")?,
        })
    }
}

fn text(purpose: Option<Purpose>) -> &'static str {
    match purpose {
        None => "login",
        Some(Purpose::Password) => "password",
        Some(Purpose::Proof) => "proof",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    const SECRET: &str = "0123456789abcdef0123456789abcdef";

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    #[test]
    fn a_ticket_is_read_as_it_was_made_for_half_an_hour() {
        for purpose in [None, Some(Purpose::Password), Some(Purpose::Proof)] {
            let ticket = Ticket::new(now(), purpose);
            let last = now() + LIFE - TimeDelta::seconds(1);
            assert_eq!(Ticket::read(&ticket.text, last).as_ref(), Some(&ticket));
            assert_eq!(Ticket::read(&ticket.text, now() + LIFE), None);
        }
        let random = keys::new_token();
        for wrong in ["", "x", &random, &format!("{random}.1800000000.admin")] {
            assert_eq!(Ticket::read(wrong, now()), None, "{wrong}");
        }
    }

    #[test]
    fn whatever_is_changed_in_a_ticket_changes_its_state() {
        let ticket = Ticket::new(now(), None);
        let asked = ticket.asked(SECRET).unwrap();
        let parts = [&asked.state, &asked.nonce, &asked.pkce_verifier];
        assert!(parts.iter().all(|part| keys::is_token(part)));
        assert!(parts[0] != parts[1] && parts[1] != parts[2]);
        let later = ticket.text.replace("1800000000", "1800000001");
        let other = ticket.text.replace("login", "password");
        for changed in [later, other] {
            let changed = Ticket::read(&changed, now()).unwrap();
            assert_ne!(changed.asked(SECRET).unwrap().state, asked.state);
        }
        let others = ticket.asked("another secret of the same length");
        assert_ne!(others.unwrap().state, asked.state);
    }
}
