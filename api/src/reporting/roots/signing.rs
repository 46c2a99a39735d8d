//! Ed25519 (RFC 8032): the key in its file, signatures and what they prove.

use super::merkle::unhex;
use crate::platform::error::Error;
use crate::platform::record::hex;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use sha2::{Digest, Sha256};
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

/// The setting that names the file.
const SETTING: &str = "LAAS_SIGNING_KEY_FILE";
/// What PEM calls it.
const LABEL: &str = "PRIVATE KEY";

/// A key that signs. Its file is a private key in PEM (PKCS #8), as `openssl genpkey` makes it too.
pub struct SigningKey(Ed25519KeyPair);

impl SigningKey {
    /// Makes a new key in a file that was not there, which its owner alone may read.
    pub fn make(path: &Path) -> Result<SigningKey, Error> {
        let made = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new());
        let made = made.map_err(|_| Error::unexpected(anyhow::anyhow!("no randomness")))?;
        let mut file = OpenOptions::new();
        let file = file.write(true).create_new(true).mode(0o600).open(path);
        let mut file = file.map_err(|_| Error::setting(SETTING, "names a file that is there"))?;
        let text = STANDARD.encode(made.as_ref());
        writeln!(
            file,
            "-----BEGIN {LABEL}-----\n{text}\n-----END {LABEL}-----"
        )
        .map_err(Error::unexpected)?;
        file.sync_all().map_err(Error::unexpected)?;
        SigningKey::read(path)
    }

    /// Reads a key; a file that others may read or the group may write is refused. That the group may
    /// read it is how systemd hands credentials over.
    pub fn read(path: &Path) -> Result<SigningKey, Error> {
        let unread = || Error::setting(SETTING, "names no readable file");
        let mode = std::fs::metadata(path).map_err(|_| unread())?.mode();
        if mode & 0o037 != 0 {
            return Err(Error::setting(SETTING, "can be read by others: chmod 600"));
        }
        let text = std::fs::read_to_string(path).map_err(|_| unread())?;
        let body: String = (text.lines().map(str::trim))
            .filter(|line| !line.starts_with('-'))
            .collect();
        let bytes = STANDARD.decode(body).ok();
        let pair = bytes.and_then(|bytes| Ed25519KeyPair::from_pkcs8_maybe_unchecked(&bytes).ok());
        let no_key = || Error::setting(SETTING, "holds no private key of Ed25519");
        pair.map(SigningKey).ok_or_else(no_key)
    }

    /// The public half, hexadecimal.
    pub fn public(&self) -> String {
        hex(self.0.public_key().as_ref())
    }

    /// Its id.
    pub fn id(&self) -> String {
        key_id(&self.public())
    }

    /// Signs a text: hexadecimal.
    pub fn sign(&self, text: &str) -> String {
        hex(self.0.sign(text.as_bytes()).as_ref())
    }
}

/// The id of a public key: the first 16 digits of the SHA-256 of its bytes.
pub fn key_id(public_key: &str) -> String {
    let hash = Sha256::digest(unhex(public_key).unwrap_or_default());
    hex(hash.get(..8).unwrap_or(&hash))
}

/// Did the holder of the private half of this public key sign this text?
pub fn verifies(public_key: &str, text: &str, signature: &str) -> bool {
    let (Some(key), Some(signature)) = (unhex(public_key), unhex(signature)) else {
        return false;
    };
    let key = UnparsedPublicKey::new(&ED25519, key);
    key.verify(text.as_bytes(), &signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_key_is_its_owners_alone() {
        let path = std::env::temp_dir().join(format!("laas-key-{}", uuid::Uuid::new_v4()));
        let made = SigningKey::make(&path).unwrap();
        let mode = |mode| std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
        let own = std::fs::metadata(&path).unwrap().mode() & 0o777;
        assert_eq!(own, 0o600);
        assert!(SigningKey::make(&path).is_err(), "none is written over");
        for open in [0o604, 0o620, 0o644] {
            mode(open);
            let refused = SigningKey::read(&path).err().unwrap().to_string();
            assert!(refused.contains(SETTING), "{refused}");
        }
        mode(0o440);
        let read = SigningKey::read(&path).unwrap();
        assert_eq!(read.id(), made.id());
        let signature = made.sign("text");
        assert!(verifies(&read.public(), "text", &signature));
        assert!(!verifies(&read.public(), "texts", &signature));
        assert!(!verifies(&signature[..64], "text", &signature));
        std::fs::remove_file(&path).unwrap();
    }
}
