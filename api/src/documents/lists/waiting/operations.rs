//! A page of what waits, the oldest first.

use super::super::COUNTED_WAITING;
use super::super::operations::{Listed, Reach, length, rows, told};
use super::super::store::plan_once;
use super::store;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use serde_json::Value;
use shared::DocumentId;

/// A page of what waits for the person asking: first what was sent back to the person and not changed
/// since, then what stands at one of these places of the routes, the oldest first.
pub async fn waiting(tx: &mut Tx<'_>, places: Vec<Value>, asked: Reach) -> Result<Listed, Error> {
    plan_once(tx);
    let returned = store::returned(tx).await?;
    after(tx, returned, places, asked).await
}

/// A page of what stands at these places.
pub async fn standing_at(
    tx: &mut Tx<'_>,
    places: Vec<Value>,
    asked: Reach,
) -> Result<Listed, Error> {
    plan_once(tx);
    after(tx, Vec::new(), places, asked).await
}

async fn after(
    tx: &mut Tx<'_>,
    mut all: Vec<DocumentId>,
    places: Vec<Value>,
    asked: Reach,
) -> Result<Listed, Error> {
    let reach = asked.nearest();
    let end = reach.offset() + reach.limit();
    let most = end.max(i64::from(COUNTED_WAITING));
    all.extend(at_places(tx, &places, most + 1).await?);
    let (total, more) = told(length(&all), most);
    let rows = rows(tx, reach.of(&all)).await?;
    asked.answer(Listed { total, more, rows })
}

/// The oldest documents, at most so many, that wait for the person asking at these places.
async fn at_places(tx: &mut Tx<'_>, places: &[Value], most: i64) -> Result<Vec<DocumentId>, Error> {
    let (mut waiting, mut after, mut asked) = (Vec::new(), None, most);
    loop {
        let met = store::at_places(tx, places, after, asked).await?;
        after = met.last().map(|last| last.id);
        waiting.extend(met.iter().filter(|met| met.waits).map(|met| met.id));
        if length(&waiting) >= most || length(&met) < asked {
            waiting.truncate(usize::try_from(most).unwrap_or(usize::MAX));
            return Ok(waiting);
        }
        // Where many wait for others, fewer questions.
        asked *= 2;
    }
}
