//! Where attempts are kept.

use super::LIFE;
use crate::platform::db::Tx;
use crate::platform::db::schema::login_attempts;
use crate::platform::error::Error;
use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use shared::PersonId;

/// How far somebody is.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = login_attempts, check_for_backend(Pg))]
pub struct Attempt {
    pub person_id: PersonId,
    /// Address being proved.
    pub email: Option<String>,
    /// When the code was sent, unless it could not be.
    pub otp_sent_at: Option<DateTime<Utc>>,
    /// Tries so far.
    pub otp_tries: i32,
    /// Codes sent so far.
    pub otp_sent_count: i32,
    /// The code was right.
    pub email_proved: bool,
    /// When the attempt ends.
    pub expires_at: DateTime<Utc>,
}

/// Begins an attempt of a person in place of any other, whose letters still count, and forgets those
/// that have ended.
pub async fn insert(tx: &mut Tx<'_>, hash: &[u8], person: PersonId) -> Result<(), Error> {
    let ended = login_attempts::expires_at.le(tx.now);
    diesel::delete(login_attempts::table.filter(ended))
        .execute(tx)
        .await?;
    let other = login_attempts::table.filter(login_attempts::person_id.eq(person));
    let sent: Vec<(Option<DateTime<Utc>>, i32)> = diesel::delete(other)
        .returning((login_attempts::otp_sent_at, login_attempts::otp_sent_count))
        .get_results(tx)
        .await?;
    let sent = sent.into_iter().max_by_key(|(_, count)| *count);
    let (sent_at, count) = sent.unwrap_or_default();
    let new = (
        login_attempts::token_hash.eq(hash),
        login_attempts::person_id.eq(person),
        login_attempts::otp_sent_at.eq(sent_at),
        login_attempts::otp_sent_count.eq(count),
        login_attempts::expires_at.eq(tx.now + LIFE),
    );
    diesel::insert_into(login_attempts::table)
        .values(new)
        .execute(tx)
        .await?;
    Ok(())
}

#[auto_type(no_type_alias)]
fn open<'a>(hash: &'a [u8], now: DateTime<Utc>) -> _ {
    let is_open = login_attempts::expires_at.gt(now);
    login_attempts::table.find(hash).filter(is_open)
}

/// The attempt whose token has this hash.
pub async fn find(tx: &mut Tx<'_>, hash: &[u8]) -> Result<Option<Attempt>, Error> {
    let found = open(hash, tx.now).select(Attempt::as_select());
    Ok(found.first(tx).await.optional()?)
}

/// The same, and nobody else can change it until the end of the transaction.
pub async fn lock(tx: &mut Tx<'_>, hash: &[u8]) -> Result<Option<Attempt>, Error> {
    let found = open(hash, tx.now).select(Attempt::as_select());
    Ok(found.for_update().first(tx).await.optional()?)
}

/// Keeps the hash of the code about to be sent to an address; what was proved before is void.
pub async fn keep_code(
    tx: &mut Tx<'_>,
    hash: &[u8],
    email: &str,
    code_hash: Vec<u8>,
) -> Result<(), Error> {
    diesel::update(login_attempts::table.find(hash))
        .set((
            login_attempts::email.eq(email),
            login_attempts::otp_hash.eq(code_hash),
            login_attempts::otp_sent_at.eq(tx.now),
            login_attempts::otp_tries.eq(0),
            login_attempts::otp_sent_count.eq(login_attempts::otp_sent_count + 1),
            login_attempts::email_proved.eq(false),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// The code could not be sent after all: another may be asked for at once.
pub async fn forget_sending(tx: &mut Tx<'_>, hash: &[u8]) -> Result<(), Error> {
    diesel::update(login_attempts::table.find(hash))
        .set((
            login_attempts::otp_hash.eq(None::<Vec<u8>>),
            login_attempts::otp_sent_at.eq(None::<DateTime<Utc>>),
            login_attempts::email.eq(None::<String>),
            login_attempts::otp_sent_count.eq(login_attempts::otp_sent_count - 1),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Counts a try; the hash it is to be compared with.
pub async fn count_try(tx: &mut Tx<'_>, hash: &[u8]) -> Result<Vec<u8>, Error> {
    let tried = diesel::update(login_attempts::table.find(hash))
        .set(login_attempts::otp_tries.eq(login_attempts::otp_tries + 1))
        .returning(login_attempts::otp_hash);
    let hash: Option<Option<Vec<u8>>> = tried.get_result(tx).await.optional()?;
    Ok(hash.flatten().unwrap_or_default())
}

/// The code was right; it counts once.
pub async fn prove_email(tx: &mut Tx<'_>, hash: &[u8]) -> Result<(), Error> {
    diesel::update(login_attempts::table.find(hash))
        .set((
            login_attempts::email_proved.eq(true),
            login_attempts::otp_hash.eq(None::<Vec<u8>>),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Ends an attempt.
pub async fn discard(tx: &mut Tx<'_>, hash: &[u8]) -> Result<(), Error> {
    diesel::delete(login_attempts::table.find(hash))
        .execute(tx)
        .await?;
    Ok(())
}
