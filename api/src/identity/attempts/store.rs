//! Where attempts are kept.

use super::LIFE;
use crate::args;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use shared::PersonId;

/// What ThaiD's answer has to fit.
#[derive(Clone, Deserialize)]
pub struct Begun {
    /// To be found in the token.
    pub nonce: String,
    /// To be shown with the code.
    pub pkce_verifier: String,
    /// A new password is wanted although there is one.
    pub sets_password: bool,
}

/// An attempt whose person is known.
#[derive(Debug, Clone, Deserialize)]
pub struct Attempt {
    pub person_id: PersonId,
    /// Address being proved.
    pub email: Option<String>,
    /// When the code was sent, unless it could not be.
    pub otp_sent_at: Option<DateTime<Utc>>,
    /// Tries so far.
    pub otp_tries: i64,
    /// Codes sent so far.
    pub otp_sent_count: i64,
    /// The code was right.
    pub email_proved: bool,
    /// When the attempt ends.
    pub expires_at: DateTime<Utc>,
}

/// Begins an attempt, and forgets those that have ended.
pub async fn insert(tx: &mut Tx<'_>, hash: &[u8], state: &str, begun: &Begun) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM login_attempts WHERE expires_at <= $1",
        args![tx.now],
    )
    .await?;
    let sql = "INSERT INTO login_attempts (token_hash, state, nonce, pkce_verifier,
                   sets_password, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";
    let Begun {
        nonce,
        pkce_verifier,
        sets_password,
    } = begun;
    let expires = tx.now + LIFE;
    let values = args![
        hash.to_vec(),
        state,
        nonce,
        pkce_verifier,
        *sets_password,
        expires
    ];
    tx.execute(sql, values).await?;
    Ok(())
}

/// Takes the state of an attempt, which counts once.
pub async fn take(tx: &mut Tx<'_>, hash: &[u8], state: &str) -> Result<Option<Begun>, Error> {
    let sql = "UPDATE login_attempts SET state = ''
               WHERE token_hash = $1 AND state = $2 AND state <> '' AND expires_at > $3
               RETURNING nonce, pkce_verifier, sets_password";
    tx.row(sql, args![hash.to_vec(), state, tx.now]).await
}

/// Notes who it is, under a new token.
pub async fn identify(
    tx: &mut Tx<'_>,
    old: &[u8],
    new: &[u8],
    person: PersonId,
) -> Result<bool, Error> {
    let sql = "UPDATE login_attempts SET token_hash = $2, person_id = $3, nonce = '',
                   pkce_verifier = '' WHERE token_hash = $1 AND person_id IS NULL";
    Ok(tx
        .execute(sql, args![old.to_vec(), new.to_vec(), person])
        .await?
        == 1)
}

const ATTEMPT: &str = "SELECT person_id, email, otp_sent_at, otp_tries, otp_sent_count,
        email_proved, expires_at
    FROM login_attempts WHERE token_hash = $1 AND person_id IS NOT NULL AND expires_at > $2";

/// The attempt whose token has this hash, once its person is known.
pub async fn find(tx: &mut Tx<'_>, hash: &[u8]) -> Result<Option<Attempt>, Error> {
    tx.row(ATTEMPT, args![hash.to_vec(), tx.now]).await
}

/// The same, and nobody else can change it until the end of the transaction.
pub async fn lock(tx: &mut Tx<'_>, hash: &[u8]) -> Result<Option<Attempt>, Error> {
    tx.row(
        &format!("{ATTEMPT} FOR UPDATE"),
        args![hash.to_vec(), tx.now],
    )
    .await
}

/// Keeps the hash of the code about to be sent to an address; what was proved before is void.
pub async fn keep_code(
    tx: &mut Tx<'_>,
    hash: &[u8],
    email: &str,
    code_hash: Vec<u8>,
) -> Result<(), Error> {
    let sql = "UPDATE login_attempts SET email = $2, otp_hash = $3, otp_sent_at = $4,
                   otp_tries = 0, otp_sent_count = otp_sent_count + 1, email_proved = false
               WHERE token_hash = $1";
    tx.execute(sql, args![hash.to_vec(), email, code_hash, tx.now])
        .await?;
    Ok(())
}

/// The code could not be sent after all: another may be asked for at once.
pub async fn forget_sending(tx: &mut Tx<'_>, hash: &[u8]) -> Result<(), Error> {
    let sql = "UPDATE login_attempts SET otp_hash = NULL, otp_sent_at = NULL, email = NULL,
                   otp_sent_count = otp_sent_count - 1 WHERE token_hash = $1";
    tx.execute(sql, args![hash.to_vec()]).await?;
    Ok(())
}

/// Counts a try; the hash it is to be compared with.
pub async fn count_try(tx: &mut Tx<'_>, hash: &[u8]) -> Result<Vec<u8>, Error> {
    #[derive(Deserialize)]
    struct Row {
        bytes: Option<Vec<u8>>,
    }
    let sql = "UPDATE login_attempts SET otp_tries = otp_tries + 1 WHERE token_hash = $1
               RETURNING (SELECT jsonb_agg(get_byte(otp_hash, i) ORDER BY i)
                          FROM generate_series(0, length(otp_hash) - 1) AS i) AS bytes";
    let row: Option<Row> = tx.row(sql, args![hash.to_vec()]).await?;
    Ok(row.and_then(|row| row.bytes).unwrap_or_default())
}

/// The code was right; it counts once.
pub async fn prove_email(tx: &mut Tx<'_>, hash: &[u8]) -> Result<(), Error> {
    let sql = "UPDATE login_attempts SET email_proved = true, otp_hash = NULL
               WHERE token_hash = $1";
    tx.execute(sql, args![hash.to_vec()]).await?;
    Ok(())
}

/// Ends an attempt.
pub async fn discard(tx: &mut Tx<'_>, hash: &[u8]) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM login_attempts WHERE token_hash = $1",
        args![hash.to_vec()],
    )
    .await?;
    Ok(())
}
