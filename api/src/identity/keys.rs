//! Random tokens and codes, and the hashes that are kept of them.

use crate::platform::error::Error;
use crate::platform::record::hex;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use rand::{Rng, RngCore};
use sha2::{Digest, Sha256};

/// A fresh token of 256 random bits, base64url.
pub fn new_token() -> String {
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Can a text be one of our tokens?
pub fn is_token(text: &str) -> bool {
    text.len() == 43 && URL_SAFE_NO_PAD.decode(text).is_ok()
}

/// What is stored of a token; it is random, so a plain hash is enough.
pub fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// A fresh one-time code of six digits.
pub fn new_code() -> String {
    format!("{:06}", rand::rng().random_range(0..1_000_000))
}

/// The keyed hash under which a citizen number is known; `secret` is `LAAS_SECRET`.
pub fn pid_hash(secret: &str, pid: &str) -> Result<String, Error> {
    Ok(hex(&keyed(secret, &[pid])?.finalize().into_bytes()))
}

/// What is stored of a one-time code, bound to the attempt and the address it was sent to.
pub fn code_hash(secret: &str, attempt: &[u8], email: &str, code: &str) -> Result<Vec<u8>, Error> {
    Ok(code_mac(secret, attempt, email, code)?
        .finalize()
        .into_bytes()
        .to_vec())
}

/// Is this the code that was sent? Compares in constant time.
pub fn is_code(
    secret: &str,
    attempt: &[u8],
    email: &str,
    code: &str,
    kept: &[u8],
) -> Result<bool, Error> {
    Ok(code_mac(secret, attempt, email, code)?
        .verify_slice(kept)
        .is_ok())
}

/// What goes to ThaiD in a ticket's name (`thaid/ticket.rs`): its state, nonce or verifier, each 256
/// bits that nobody without the secret can make.
pub fn ticket_part(secret: &str, part: &str, ticket: &str) -> Result<String, Error> {
    let mac = keyed(secret, &["ticket", part, ticket])?.finalize();
    Ok(URL_SAFE_NO_PAD.encode(mac.into_bytes()))
}

/// The key that goes into every password hash besides its salt.
pub fn pepper(secret: &str) -> Result<Vec<u8>, Error> {
    Ok(keyed(secret, &["password"])?
        .finalize()
        .into_bytes()
        .to_vec())
}

/// What the key that signs tokens is made of, by its name: nobody without the secret can make it, and no
/// key tells anything of another.
pub fn token_seed(secret: &str, name: &str) -> Result<[u8; 32], Error> {
    Ok(keyed(secret, &["token", name])?
        .finalize()
        .into_bytes()
        .into())
}

fn code_mac(secret: &str, attempt: &[u8], email: &str, code: &str) -> Result<Hmac<Sha256>, Error> {
    keyed(secret, &["code", &hex(attempt), email, code])
}

/// Several parts are told apart by a character that none of them contains.
fn keyed(secret: &str, parts: &[&str]) -> Result<Hmac<Sha256>, Error> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(Error::unexpected)?;
    mac.update(parts.join("\n").as_bytes());
    Ok(mac)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn tokens_have_256_bits_and_never_repeat() {
        let (one, other) = (new_token(), new_token());
        assert_eq!(
            URL_SAFE_NO_PAD.decode(&one).map(|bytes| bytes.len()),
            Ok(32)
        );
        assert_ne!(one, other);
        assert_eq!(token_hash(&one).len(), 32);
        assert!(is_token(&one));
        for wrong in [
            "",
            "x",
            &one[1..],
            &one.replace(&one[..1], "="),
            &"ก".repeat(43),
        ] {
            assert!(!is_token(wrong), "{wrong}");
        }
    }

    #[test]
    fn codes_are_six_digits() {
        for _ in 0..200 {
            let code = new_code();
            assert!(
                code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()),
                "{code}"
            );
        }
    }

    #[test]
    fn a_citizen_number_is_known_by_hmac_sha256() {
        // echo -n 1234567890121 | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        let hash = pid_hash(SECRET, "1234567890121").unwrap();
        assert_eq!(
            hash,
            "174f363facae308375558ed078ddf85472a98422377af139a3b5c6d2863ac33a"
        );
        assert_ne!(
            hash,
            pid_hash("another secret of the same length", "1234567890121").unwrap()
        );
    }

    #[test]
    fn a_code_counts_only_for_its_attempt_and_address() {
        let kept = code_hash(SECRET, b"attempt", "a@b.go.th", "123456").unwrap();
        let right =
            |attempt: &[u8], email, code| is_code(SECRET, attempt, email, code, &kept).unwrap();
        assert!(right(b"attempt", "a@b.go.th", "123456"));
        assert!(!right(b"attempt", "a@b.go.th", "123457"));
        assert!(!right(b"attempt", "x@b.go.th", "123456"));
        assert!(!right(b"another", "a@b.go.th", "123456"));
    }
}
