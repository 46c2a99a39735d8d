//! How far a long run is.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// One is told so often.
const EVERY: Duration = Duration::from_secs(5);

/// Somebody who is told, or nobody.
#[derive(Debug, Clone, Default)]
pub struct Progress(Option<Arc<Told>>);

#[derive(Debug)]
struct Told {
    tell: fn(&str),
    last: Mutex<Instant>,
}

impl Progress {
    /// Tells by this function.
    pub fn to(tell: fn(&str)) -> Progress {
        let last = Mutex::new(Instant::now());
        Progress(Some(Arc::new(Told { tell, last })))
    }

    /// Tells where things stand, when some time has passed since the last word.
    pub fn say(&self, word: impl FnOnce() -> String) {
        let Some(told) = &self.0 else {
            return;
        };
        let mut last = told.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.elapsed() >= EVERY {
            *last = Instant::now();
            (told.tell)(&word());
        }
    }
}
