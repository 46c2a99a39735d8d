//! Heavy work takes turns: a few at once, a few more waiting, the others are told to come again at
//! once, so that neither memory nor processors are held by a crowd.

use super::error::Error;
use shared::{EntityId, ProblemCode};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Papers and workbooks made at the same time: each takes a processor, and memory by its rows.
pub static PAPERS: Turns = Turns::new(2, 30);

/// One organisation holds no more than one of so many, at work and in the line.
const SHARE: usize = 4;

/// Places for one sort of heavy work.
pub struct Turns {
    all: Line,
    /// As many as there are organisations at most: they are never forgotten.
    each: Mutex<BTreeMap<EntityId, Arc<Line>>>,
    /// At work and waiting, of all.
    most: usize,
}

/// Some at work, and those admitted: at work or waiting.
struct Line {
    places: Semaphore,
    admitted: Semaphore,
}

impl Line {
    const fn with(places: usize, admitted: usize) -> Line {
        Line {
            places: Semaphore::const_new(places),
            admitted: Semaphore::const_new(admitted),
        }
    }

    /// A place in the line; `busy` when too many wait.
    fn admit(&self) -> Result<SemaphorePermit<'_>, Error> {
        let admitted = self.admitted.try_acquire();
        admitted.map_err(|_| Error::come_again(ProblemCode::BUSY, 5))
    }
}

impl Turns {
    /// So many at once, so many more waiting.
    pub const fn new(places: usize, waiting: usize) -> Turns {
        Turns {
            all: Line::with(places, places + waiting),
            each: Mutex::new(BTreeMap::new()),
            most: places + waiting,
        }
    }

    /// Runs work on a thread that serves no requests, when its turn comes; `busy` when too many wait.
    /// Whoever asked may be gone before it ends: the place stays taken until then.
    pub async fn run<T: Send + 'static>(
        &'static self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let admitted = self.all.admit()?;
        let place = self.all.places.acquire().await.map_err(Error::unexpected)?;
        let held = (admitted, place);
        let work = move || {
            let done = work();
            drop(held);
            done
        };
        let done = tokio::task::spawn_blocking(work).await;
        done.map_err(Error::unexpected)?
    }

    /// The same for an organisation: one of it works at a time, and no more than its share waits, so
    /// that the others have theirs.
    pub async fn run_for<T: Send + 'static>(
        &'static self,
        entity: EntityId,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let own = {
            let mut each = self.each.lock().unwrap_or_else(PoisonError::into_inner);
            let share = (self.most / SHARE).max(1);
            let own = each.entry(entity);
            Arc::clone(own.or_insert_with(|| Arc::new(Line::with(1, share))))
        };
        let _admitted = own.admit()?;
        let place = own.places.acquire().await.map_err(Error::unexpected)?;
        place.forget();
        let left = Left(Arc::clone(&own));
        let work = move || {
            let done = work();
            drop(left);
            done
        };
        self.run(work).await
    }
}

/// Gives the place of an organisation back, when its work has ended or was never begun.
struct Left(Arc<Line>);

impl Drop for Left {
    fn drop(&mut self) {
        self.0.places.add_permits(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    static TURNS: Turns = Turns::new(2, 3);
    static NOW: AtomicUsize = AtomicUsize::new(0);
    static MOST: AtomicUsize = AtomicUsize::new(0);

    fn work() -> Result<(), Error> {
        MOST.fetch_max(NOW.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(50));
        NOW.fetch_sub(1, Ordering::SeqCst);
        Ok(())
    }

    #[tokio::test]
    async fn a_few_work_a_few_wait_and_the_rest_is_told_at_once() {
        let all = (0..20).map(|_| TURNS.run(work));
        let answers = futures_util::future::join_all(all).await;
        let busy = |answer: &&Result<(), Error>| matches!(answer, Err(error) if error.code() == ProblemCode::BUSY);
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 5);
        assert_eq!(answers.iter().filter(busy).count(), 15);
        assert_eq!(MOST.load(Ordering::SeqCst), 2);
        assert!(TURNS.run(work).await.is_ok(), "places are given back");
    }

    #[tokio::test]
    async fn an_organisation_works_one_by_one_and_leaves_the_others_theirs() {
        static FAIR: Turns = Turns::new(2, 10);
        let one = |n: u128| EntityId(uuid::Uuid::from_u128(n));
        let slow = || {
            std::thread::sleep(Duration::from_millis(200));
            Ok(())
        };
        let crowd = futures_util::future::join_all((0..9).map(|_| FAIR.run_for(one(1), slow)));
        let other = async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let began = std::time::Instant::now();
            FAIR.run_for(one(2), || Ok(())).await.expect("its turn");
            began.elapsed()
        };
        let (crowd, other) = futures_util::future::join(crowd, other).await;
        assert_eq!(crowd.iter().filter(|answer| answer.is_ok()).count(), 3);
        assert!(other < Duration::from_millis(150), "{other:?}");
        assert!(FAIR.run_for(one(1), || Ok(())).await.is_ok());
    }
}
