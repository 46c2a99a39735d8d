//! The keys that tokens are signed with.

use super::rules::{period, periods};
use crate::identity::keys::token_seed;
use crate::platform::config::Config;
use crate::platform::error::Error;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use jsonwebtoken::{DecodingKey, EncodingKey};
use ring::signature::{Ed25519KeyPair, KeyPair};

/// What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410).
const PKCS8: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// One key: by what it is called, and its two halves.
pub struct Key {
    /// `kid`
    pub name: String,
    /// Its public half, base64url.
    pub public: String,
    seed: [u8; 32],
}

impl Key {
    fn of(config: &Config, period: i64) -> Result<Key, Error> {
        let name = name_of(config, period);
        let seed = token_seed(&config.secret, &name)?;
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed);
        let pair = pair.map_err(|_| Error::unexpected(anyhow::anyhow!("no key of a seed")))?;
        let public = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        Ok(Key { name, public, seed })
    }

    /// The half that signs.
    pub fn signs(&self) -> EncodingKey {
        EncodingKey::from_ed_der(&[PKCS8.as_slice(), self.seed.as_slice()].concat())
    }

    /// The half that proves.
    pub fn proves(&self) -> Result<DecodingKey, Error> {
        DecodingKey::from_ed_components(&self.public).map_err(Error::unexpected)
    }
}

/// The key of today.
pub fn current(config: &Config, now: DateTime<Utc>) -> Result<Key, Error> {
    Key::of(config, period(now))
}

/// Those by which a token may be signed now.
pub fn counting(config: &Config, now: DateTime<Utc>) -> Result<Vec<Key>, Error> {
    let keys = periods(now).into_iter();
    keys.map(|period| Key::of(config, period)).collect()
}

/// The one of them that is called so; none is made of a name of nobody.
pub fn named(config: &Config, now: DateTime<Utc>, name: &str) -> Result<Option<Key>, Error> {
    let mut periods = periods(now).into_iter();
    let period = periods.find(|period| name_of(config, *period) == name);
    period.map(|period| Key::of(config, period)).transpose()
}

fn name_of(config: &Config, period: i64) -> String {
    format!("{}-{period}", config.token_generation)
}
