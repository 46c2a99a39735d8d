//! argon2id, a few at a time and never on a thread that serves requests.

use crate::identity::keys;
use crate::platform::error::Error;
use crate::platform::turns::Turns;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use unicode_normalization::UnicodeNormalization;

/// Memory in KiB, passes, lanes.
const COST: (u32, u32, u32) = (19_456, 2, 1);
/// How every hash of this cost begins; another beginning is hashed anew at the next log-in.
const PREFIX: &str = "$argon2id$v=19$m=19456,t=2,p=1$";
/// Compared with where there is no password, so that unknown users take as long as known ones.
const NOBODY: &str = concat!(
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIGhlcmU",
    "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
);

/// Hashes at the same time: each takes 19 MiB and a processor. The last of those who wait has waited
/// about two seconds.
static TURNS: Turns = Turns::new(2, 60);

/// What came of comparing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Not this password, or none is set.
    Wrong,
    /// This password.
    Right {
        /// Its hash is of another cost than today's.
        is_outdated: bool,
    },
}

/// The hash to keep of a password.
pub async fn hash(secret: &str, password: &str) -> Result<String, Error> {
    let (pepper, password) = (keys::pepper(secret)?, normal(password));
    TURNS
        .run(move || {
            let hash = hasher(&pepper)?.hash_password(password.as_bytes());
            Ok(hash.map_err(Error::unexpected)?.to_string())
        })
        .await
}

/// Is this the password whose hash is kept?
pub async fn verify(secret: &str, password: &str, kept: Option<&str>) -> Result<Verdict, Error> {
    let (pepper, password) = (keys::pepper(secret)?, normal(password));
    let is_set = kept.is_some();
    let kept = kept.unwrap_or(NOBODY).to_owned();
    TURNS
        .run(move || {
            let parsed = PasswordHash::new(&kept).map_err(Error::unexpected)?;
            let is_right = hasher(&pepper)?
                .verify_password(password.as_bytes(), &parsed)
                .is_ok();
            Ok(match is_right && is_set {
                true => Verdict::Right {
                    is_outdated: !kept.starts_with(PREFIX),
                },
                false => Verdict::Wrong,
            })
        })
        .await
}

/// The same characters typed on different keyboards are the same password.
fn normal(password: &str) -> String {
    password.nfkc().collect()
}

fn hasher(pepper: &[u8]) -> Result<Argon2<'_>, Error> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).map_err(Error::unexpected)?;
    Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params)
        .map_err(Error::unexpected)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "0123456789abcdef0123456789abcdef";

    #[tokio::test]
    async fn a_password_verifies_and_another_does_not() {
        let kept = hash(SECRET, "ประโยคที่จำง่าย 1").await.unwrap();
        assert!(kept.starts_with(PREFIX), "{kept}");
        let verdict = async |secret, password| verify(secret, password, Some(&kept)).await.unwrap();
        let right = Verdict::Right { is_outdated: false };
        assert_eq!(verdict(SECRET, "ประโยคที่จำง่าย 1").await, right);
        assert_eq!(verdict(SECRET, "ประโยคที่จำง่าย 2").await, Verdict::Wrong);
        let other = "another secret of the same length";
        assert_eq!(verdict(other, "ประโยคที่จำง่าย 1").await, Verdict::Wrong);
    }

    #[tokio::test]
    async fn composed_and_decomposed_characters_are_the_same_password() {
        let kept = hash(SECRET, "ค\u{e33}ขวัญของเมือง").await.unwrap();
        let verdict = verify(SECRET, "ค\u{e4d}\u{e32}ขวัญของเมือง", Some(&kept))
            .await
            .unwrap();
        assert_ne!(verdict, Verdict::Wrong);
        let kept = hash(SECRET, "caf\u{e9} au lait chaud").await.unwrap();
        let verdict = verify(SECRET, "cafe\u{301} au lait chaud", Some(&kept))
            .await
            .unwrap();
        assert_ne!(verdict, Verdict::Wrong);
    }

    #[tokio::test]
    async fn nobody_has_a_password_and_an_older_cost_is_noticed() {
        assert_eq!(
            verify(SECRET, "anything at all", None).await.unwrap(),
            Verdict::Wrong
        );
        let pepper = keys::pepper(SECRET).unwrap();
        let params = Params::new(8, 1, 1, None).unwrap();
        let old = Argon2::new_with_secret(&pepper, Algorithm::Argon2id, Version::V0x13, params)
            .unwrap()
            .hash_password(b"anything at all")
            .unwrap()
            .to_string();
        let verdict = verify(SECRET, "anything at all", Some(&old)).await.unwrap();
        assert_eq!(verdict, Verdict::Right { is_outdated: true });
    }
}
