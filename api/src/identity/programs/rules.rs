//! Pure: which key is used when, what a program may ask for, what it may sign with.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use ed25519_dalek::VerifyingKey;
use jsonwebtoken::crypto::verify;
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::json;
use shared::programs::Scope;

/// Seconds for which one key signs: a quarter of a year.
const KEY_LIFE: i64 = 90 * 24 * 3600;
/// The bytes of a key of 2048 bits.
const RSA_BYTES: usize = 256;
/// The least exponent: with smaller ones much has gone wrong before, and with one anybody signs.
const RSA_EXPONENT: u64 = 65_537;
/// How long a token counts.
pub const TOKEN_LIFE: TimeDelta = TimeDelta::minutes(10);
/// How far the clocks of our own servers may be apart.
const APART: TimeDelta = TimeDelta::minutes(5);

/// The number of the quarter.
pub fn period(now: DateTime<Utc>) -> i64 {
    now.timestamp().div_euclid(KEY_LIFE)
}

/// The quarters whose keys count: that of now, the last one while tokens of it can live, and the next one
/// for a server whose clock is ahead.
pub fn periods(now: DateTime<Utc>) -> Vec<i64> {
    let mut periods = vec![
        period(now - TOKEN_LIFE - APART),
        period(now),
        period(now + APART),
    ];
    periods.dedup();
    periods
}

/// What a token is for: what was asked, or all that the program was let in for where nothing was; none
/// where more was asked than that allows, or what is no scope.
pub fn granted(asked: Option<&str>, let_in_for: &[Scope]) -> Option<Vec<Scope>> {
    let asked = asked.map(str::trim).filter(|asked| !asked.is_empty());
    let Some(asked) = asked else {
        return Some(let_in_for.to_vec());
    };
    let asked = Scope::list(asked)?;
    let within = asked.iter().all(|scope| is_within(*scope, let_in_for));
    within.then_some(asked)
}

/// Does what a program was let in for allow this?
pub fn is_within(scope: Scope, let_in_for: &[Scope]) -> bool {
    let asked = scope.permission();
    let_in_for.iter().any(|own| own.allows(asked))
}

/// A public key of a program.
pub struct PublicKey {
    /// What is public of it, always in the same words.
    pub text: String,
    pub verifies: DecodingKey,
    /// The one way in which it signs.
    pub algorithm: Algorithm,
}

/// The public key of a program; none where it is no key that is strong enough, no signature could ever be
/// proved with it, or it says the private half as well.
pub fn public_key(text: &str) -> Option<PublicKey> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let private = ["d", "p", "q", "k"].iter();
    if private.filter(|half| value.get(**half).is_some()).count() > 0 {
        return None;
    }
    let jwk: Jwk = serde_json::from_value(value).ok()?;
    let (public, algorithm) = match &jwk.algorithm {
        AlgorithmParameters::EllipticCurve(key) if key.curve == EllipticCurve::P256 => {
            let fits = |part: &str| bytes(part).is_some_and(|bytes| bytes.len() == 32);
            (fits(&key.x) && fits(&key.y)).then_some(())?;
            let public = json!({ "crv": "P-256", "kty": "EC", "x": key.x, "y": key.y });
            (public, Algorithm::ES256)
        }
        AlgorithmParameters::OctetKeyPair(key) if key.curve == EllipticCurve::Ed25519 => {
            let point: [u8; 32] = bytes(&key.x)?.try_into().ok()?;
            let is_weak = VerifyingKey::from_bytes(&point).ok()?.is_weak();
            (!is_weak).then_some(())?;
            let public = json!({ "crv": "Ed25519", "kty": "OKP", "x": key.x });
            (public, Algorithm::EdDSA)
        }
        AlgorithmParameters::RSA(key) => {
            is_strong(&bytes(&key.n)?, &bytes(&key.e)?).then_some(())?;
            let public = json!({ "e": key.e, "kty": "RSA", "n": key.n });
            (public, Algorithm::RS256)
        }
        _ => return None,
    };
    let verifies = DecodingKey::from_jwk(&jwk).ok()?;
    // Made once, with nothing to be proved: a point that is on no curve is found here and not at the door.
    verify("", b"", &verifies, algorithm).ok()?;
    Some(PublicKey {
        text: public.to_string(),
        verifies,
        algorithm,
    })
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Is an RSA key of these numbers long enough, and one at all?
fn is_strong(modulus: &[u8], exponent: &[u8]) -> bool {
    let is_odd = |bytes: &[u8]| bytes.last().is_some_and(|last| last % 2 == 1);
    let least = modulus.first().is_some_and(|first| *first >= 0x80);
    let fits = (RSA_BYTES..=2 * RSA_BYTES).contains(&modulus.len()) && least && is_odd(modulus);
    let shift = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
    let exponent_fits = exponent.len() <= 4 && exponent.iter().fold(0, shift) >= RSA_EXPONENT;
    fits && exponent_fits && is_odd(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Scope {
        text.parse().unwrap()
    }

    #[test]
    fn nobody_is_given_more_than_was_asked_or_than_was_let_in() {
        let let_in = [of("receipt:edit"), of("journal:read")];
        for all in [None, Some(""), Some(" ")] {
            assert_eq!(granted(all, &let_in), Some(let_in.to_vec()));
        }
        for less in ["journal:read", "receipt:edit", "receipt:read"] {
            assert_eq!(granted(Some(less), &let_in), Some(vec![of(less)]));
        }
        for more in [
            "department:read",
            "journal:read department:read",
            "payment:read",
            "user:edit",
            "*",
        ] {
            assert_eq!(granted(Some(more), &let_in), None, "{more}");
        }
        assert_eq!(
            granted(Some("receipt:edit"), &[of("receipt:read")]),
            None,
            "who sees does not draft"
        );
    }

    #[test]
    fn the_last_key_counts_as_long_as_a_token_of_it_can_live() {
        let at = |seconds| DateTime::from_timestamp(200 * KEY_LIFE + seconds, 0).unwrap();
        assert_eq!(periods(at(-301)), [199]);
        assert_eq!(periods(at(-300)), [199, 200]);
        assert_eq!(periods(at(0)), [199, 200]);
        assert_eq!(periods(at(899)), [199, 200]);
        assert_eq!(periods(at(900)), [200]);
    }

    const X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    fn ed(x: &str) -> String {
        format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"}}"#)
    }

    fn p256(x: &str, y: &str) -> String {
        format!(r#"{{"kty":"EC","crv":"P-256","x":"{x}","y":"{y}"}}"#)
    }

    fn rsa(bytes: usize, last: u8, e: &str) -> String {
        let mut modulus = vec![0xc3; bytes - 1];
        modulus.push(last);
        let n = URL_SAFE_NO_PAD.encode(modulus);
        format!(r#"{{"kty":"RSA","n":"{n}","e":"{e}"}}"#)
    }

    #[test]
    fn only_public_keys_that_are_strong_enough_count() {
        let key = |text: &str| public_key(text).map(|key| key.algorithm);
        let (x, y) = (
            "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        );
        assert_eq!(key(&ed(X)), Some(Algorithm::EdDSA));
        assert_eq!(key(&p256(x, y)), Some(Algorithm::ES256));
        assert_eq!(key(&rsa(256, 1, "AQAB")), Some(Algorithm::RS256));
        let private = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{X}","d":"{X}"}}"#);
        // Points of small order, by which anybody signs, and one that is on no curve.
        let one = URL_SAFE_NO_PAD.encode([&[1_u8][..], &[0; 31]].concat());
        let none = URL_SAFE_NO_PAD.encode([0_u8; 32]);
        let off = URL_SAFE_NO_PAD.encode([&[2_u8][..], &[0; 31]].concat());
        for wrong in [
            private,
            ed("AAAA"),
            ed(&one),
            ed(&none),
            ed(&off),
            p256(x, x),
            p256(&none, &none),
            rsa(128, 1, "AQAB"),
            rsa(256, 2, "AQAB"),
            rsa(256, 1, "AQ"),
            rsa(256, 1, "Aw"),
            rsa(256, 1, ""),
            r#"{"kty":"oct","k":"c2VjcmV0"}"#.to_owned(),
            String::new(),
            "x".to_owned(),
            "{}".to_owned(),
        ] {
            assert_eq!(key(&wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_key_is_kept_in_one_way_and_without_what_is_not_public() {
        let long = format!(
            "  {{\"use\":\"sig\", \"x\": \"{X}\",\n\"kid\":\"แอบเขียน\",\"kty\":\"OKP\",\"crv\":\"Ed25519\"}} \n"
        );
        let text = public_key(&long).map(|key| key.text);
        let kept = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{X}"}}"#);
        assert_eq!(text, Some(kept.clone()));
        assert_eq!(public_key(&kept).map(|key| key.text), Some(kept));
    }
}
