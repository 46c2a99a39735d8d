//! Places at the connections: so many for all, and a quarter of them for each organisation, so that
//! one that is slow or locked leaves the others theirs. Whoever finds none free waits in a short
//! line; where too many wait already, or nothing has moved for a while, one is told at once to come
//! again, and how many come before (`room.rs`).

use super::PATIENCE;
use super::room::Room;
use crate::platform::error::Error;
use shared::EntityId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// No organisation holds more than one connection of so many.
const SHARE: usize = 4;
/// So many wait for each place.
const WAITING: usize = 16;
/// A line in which nobody got or gave a place for so long takes nobody more.
const STANDSTILL: Duration = Duration::from_secs(1);

/// The places at one pool.
#[derive(Clone)]
pub struct Places {
    all: Arc<Line>,
    share: usize,
    /// As many as there are organisations at most: they are never forgotten.
    each: Arc<Mutex<HashMap<EntityId, Arc<Line>>>>,
}

impl Places {
    /// For a pool of so many connections.
    pub fn of_pool(connections: usize) -> Places {
        Places {
            all: Line::with(connections),
            share: (connections / SHARE).max(1),
            each: Arc::default(),
        }
    }

    /// A place for one statement, before it is known whom it is for.
    pub async fn for_anybody(&self) -> Result<Place, Error> {
        self.all.enter().await
    }

    /// How many there are, how many are free, and how many wait for one.
    pub fn crowd(&self, connections: usize) -> [usize; 3] {
        let waiting = connections * WAITING;
        let waits = waiting.saturating_sub(self.all.waiting.available_permits());
        [connections, self.all.places.available_permits(), waits]
    }

    /// A place for a transaction of an organisation: one of its own first, then one of all.
    pub async fn of(&self, entity: EntityId) -> Result<[Place; 2], Error> {
        let line = {
            let mut each = self.each.lock().unwrap_or_else(PoisonError::into_inner);
            let line = each.entry(entity);
            Arc::clone(line.or_insert_with(|| Line::with(self.share)))
        };
        Ok([line.enter().await?, self.all.enter().await?])
    }
}

struct Line {
    places: Arc<Semaphore>,
    waiting: Semaphore,
    /// Of the line.
    length: usize,
    moved: Mutex<Instant>,
    room: Room,
}

impl Line {
    fn with(places: usize) -> Arc<Line> {
        Arc::new(Line {
            places: Arc::new(Semaphore::new(places)),
            waiting: Semaphore::new(places * WAITING),
            length: places * WAITING,
            moved: Mutex::new(Instant::now()),
            room: Room::new(),
        })
    }

    async fn enter(self: &Arc<Line>) -> Result<Place, Error> {
        let places = Arc::clone(&self.places);
        let permit = match Arc::clone(&places).try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => {
                let waits = self.waiting.try_acquire().map_err(|_| self.busy())?;
                if self.moved().elapsed() > STANDSTILL {
                    return Err(self.busy());
                }
                let waited = tokio::time::timeout(PATIENCE, places.acquire_owned()).await;
                drop(waits);
                let waited = waited.map_err(|_| self.busy())?;
                waited.map_err(Error::unexpected)?
            }
        };
        self.room.leave();
        *self.moved() = Instant::now();
        Ok(Place {
            line: Arc::clone(self),
            _permit: permit,
        })
    }

    /// Come again; behind those who wait now and those who were told before.
    fn busy(&self) -> Error {
        let free = self.waiting.available_permits();
        self.room.turn_away(self.length.saturating_sub(free))
    }

    fn moved(&self) -> std::sync::MutexGuard<'_, Instant> {
        self.moved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place held; given back when it is dropped.
pub struct Place {
    line: Arc<Line>,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Place {
    fn drop(&mut self) {
        *self.line.moved() = Instant::now();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::future::join_all;
    use shared::ProblemCode;

    fn one(n: u128) -> EntityId {
        EntityId(uuid::Uuid::from_u128(n))
    }

    fn is_busy<T>(answer: &Result<T, Error>) -> bool {
        matches!(answer, Err(error) if error.code() == ProblemCode::BUSY)
    }

    #[tokio::test]
    async fn an_organisation_holds_a_quarter_and_the_others_have_theirs() {
        let places = Places::of_pool(12);
        let crowd = (0..60).map(|_| places.of(one(1)));
        let crowd = tokio::time::timeout(Duration::from_millis(100), join_all(crowd));
        // Three hold theirs for ever, 48 wait, nine were told.
        assert!(crowd.await.is_err());
        let mut held = Vec::new();
        for entity in [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4] {
            held.push(places.of(one(entity)).await.unwrap());
        }
        let more = [places.of(one(1)), places.of(one(5))];
        let more = tokio::time::timeout(Duration::from_millis(20), join_all(more));
        assert!(more.await.is_err(), "a quarter each, and twelve in all");
        drop(held);
        assert!(places.of(one(1)).await.is_ok(), "places come back");
    }

    #[tokio::test]
    async fn where_too_many_wait_one_is_told_at_once() {
        let places = Places::of_pool(4);
        let held = places.of(one(1)).await.unwrap();
        let began = Instant::now();
        let tries = (0..WAITING + 5).map(|_| async {
            let answer = places.of(one(1)).await;
            (is_busy(&answer), began.elapsed())
        });
        let give_back = async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            drop(held);
        };
        let (answers, ()) = futures_util::future::join(join_all(tries), give_back).await;
        let told: Vec<_> = answers.iter().filter(|(is_busy, _)| *is_busy).collect();
        assert_eq!(told.len(), 5, "{answers:?}");
        for (_, after) in told {
            assert!(*after < Duration::from_millis(100), "{after:?}");
        }
        let other = places.of(one(2)).await;
        assert!(other.is_ok(), "it is no other's line");
    }

    #[tokio::test]
    async fn a_line_that_stands_still_takes_nobody_and_moves_again() {
        let places = Places::of_pool(4);
        let held = places.of(one(1)).await.unwrap();
        tokio::time::sleep(STANDSTILL + Duration::from_millis(50)).await;
        let began = Instant::now();
        assert!(is_busy(&places.of(one(1)).await));
        assert!(began.elapsed() < Duration::from_millis(100));
        drop(held);
        assert!(places.of(one(1)).await.is_ok());
    }
}
