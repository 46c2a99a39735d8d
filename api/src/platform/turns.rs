//! Heavy work takes turns: a few at once, a few more waiting, the others are told to come again at
//! once, so that neither memory nor processors are held by a crowd.

use super::error::Error;
use shared::ProblemCode;
use tokio::sync::Semaphore;

/// Papers and workbooks made at the same time: each takes a processor, and memory by its rows.
pub static PAPERS: Turns = Turns::new(2, 30);

/// Places for one sort of heavy work.
pub struct Turns {
    places: Semaphore,
    /// Those at work and those waiting.
    admitted: Semaphore,
}

impl Turns {
    /// So many at once, so many more waiting.
    pub const fn new(places: usize, waiting: usize) -> Turns {
        Turns {
            places: Semaphore::const_new(places),
            admitted: Semaphore::const_new(places + waiting),
        }
    }

    /// Runs work on a thread that serves no requests, when its turn comes; `busy` when too many wait.
    /// Whoever asked may be gone before it ends: the place stays taken until then.
    pub async fn run<T: Send + 'static>(
        &'static self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let admitted = self.admitted.try_acquire();
        let admitted = admitted.map_err(|_| Error::come_again(ProblemCode::BUSY, 5))?;
        let place = self.places.acquire().await.map_err(Error::unexpected)?;
        let held = (admitted, place);
        let work = move || {
            let done = work();
            drop(held);
            done
        };
        let done = tokio::task::spawn_blocking(work).await;
        done.map_err(Error::unexpected)?
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
}
