//! Pure: which key is used when, what a program may ask for, what it may sign with.

use chrono::{DateTime, Utc};
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk};
use jsonwebtoken::{Algorithm, DecodingKey};
use shared::programs::Scope;

/// Seconds for which one key signs: a quarter of a year.
const KEY_LIFE: i64 = 90 * 24 * 3600;
/// The bytes of a key of 2048 bits.
const RSA_BYTES: usize = 256;

/// The number of the quarter.
pub fn period(now: DateTime<Utc>) -> i64 {
    now.timestamp().div_euclid(KEY_LIFE)
}

/// What a token is for: what was asked, or all that the program was let in for; none where more was asked
/// than that, or what is no scope.
pub fn granted(asked: Option<&str>, let_in_for: &[Scope]) -> Option<Vec<Scope>> {
    let Some(asked) = asked else {
        return Some(let_in_for.to_vec());
    };
    let asked = Scope::list(asked)?;
    let within = asked.iter().all(|scope| let_in_for.contains(scope));
    within.then_some(asked)
}

/// The public key of a program, and the one way in which it signs; none where it is no key that is strong
/// enough, or says the private half as well.
pub fn key_of(text: &str) -> Option<(DecodingKey, Algorithm)> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    if ["d", "p", "q", "k"]
        .iter()
        .any(|half| value.get(half).is_some())
    {
        return None;
    }
    let jwk: Jwk = serde_json::from_value(value).ok()?;
    let bytes = |text: &str| {
        use base64::Engine;
        let read = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text);
        read.map_or(0, |bytes| {
            bytes.iter().skip_while(|byte| **byte == 0).count()
        })
    };
    let algorithm = match &jwk.algorithm {
        AlgorithmParameters::EllipticCurve(key) if key.curve == EllipticCurve::P256 => {
            let fits = |part: &str| (1..=32).contains(&bytes(part));
            (fits(&key.x) && fits(&key.y)).then_some(Algorithm::ES256)?
        }
        AlgorithmParameters::OctetKeyPair(key) if key.curve == EllipticCurve::Ed25519 => {
            // The library takes the first 32 bytes, and there must be some.
            (key.x.len() == 43 && bytes(&key.x) > 16).then_some(Algorithm::EdDSA)?
        }
        AlgorithmParameters::RSA(key) => {
            let fits = (RSA_BYTES..=2 * RSA_BYTES).contains(&bytes(&key.n));
            (fits && bytes(&key.e) > 0).then_some(Algorithm::RS256)?
        }
        _ => return None,
    };
    Some((DecodingKey::from_jwk(&jwk).ok()?, algorithm))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Scope {
        text.parse().unwrap()
    }

    #[test]
    fn nobody_is_given_more_than_was_asked_or_than_was_let_in() {
        let let_in = [of("receipt:edit"), of("report:read")];
        assert_eq!(granted(None, &let_in), Some(let_in.to_vec()));
        assert_eq!(
            granted(Some("report:read"), &let_in),
            Some(vec![of("report:read")])
        );
        for more in [
            "journal:read",
            "report:read journal:read",
            "user:edit",
            "",
            "*",
        ] {
            assert_eq!(granted(Some(more), &let_in), None, "{more}");
        }
    }

    #[test]
    fn only_public_keys_that_are_strong_enough_count() {
        let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
        let key = |text: &str| key_of(text).map(|(_, algorithm)| algorithm);
        let ed = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"}}"#);
        assert_eq!(key(&ed), Some(Algorithm::EdDSA));
        let private = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}","d":"{x}"}}"#);
        let short = r#"{"kty":"OKP","crv":"Ed25519","x":"AAAA"}"#;
        let small = format!(r#"{{"kty":"RSA","n":"{}","e":"AQAB"}}"#, "w".repeat(171));
        let shared = r#"{"kty":"oct","k":"c2VjcmV0"}"#;
        for wrong in [private.as_str(), short, &small, shared, "", "x", "{}"] {
            assert_eq!(key(wrong), None, "{wrong}");
        }
    }
}
