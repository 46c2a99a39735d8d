//! Where exact hits are looked up.

use super::MOST;
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::QueryableByName;
use diesel::sql_types::{Array, Integer, Nullable, Numeric, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::search::FoundBy;
use shared::{DocumentId, Money};

/// A document with exactly this on it.
#[derive(QueryableByName)]
pub struct Exact {
    #[diesel(sql_type = Text)]
    pub by: FoundBy,
    #[diesel(sql_type = Uuid)]
    pub id: DocumentId,
    /// What stands on it.
    #[diesel(sql_type = Nullable<Text>)]
    pub said: Option<String>,
}

/// Documents of these kinds with exactly this number, cheque or amount on them, whoever may read them.
pub async fn exact(
    tx: &mut Tx<'_>,
    kinds: Vec<String>,
    words: &str,
    worth: Option<Money>,
    beside: &str,
) -> Result<Vec<Exact>, Error> {
    let most = i32::try_from(MOST).unwrap_or(i32::MAX);
    let query =
        sql("SELECT found_by AS by, document AS id, said FROM search_exact($1, $2, $3, $4, $5)")
            .bind::<Array<Text>, _>(kinds)
            .bind::<Text, _>(words)
            .bind::<Nullable<Numeric>, _>(worth)
            .bind::<Text, _>(beside)
            .bind::<Integer, _>(most);
    Ok(query.load(tx).await?)
}
