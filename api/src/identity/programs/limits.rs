//! How often a program may ask, in the memory of the process: many more requests than one does, and a
//! program that runs wild stops before it is in anybody's way.

use crate::platform::http::Limited;
use shared::ProgramId;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long requests are counted together.
const SPAN: Duration = Duration::from_secs(60);

/// What one program may ask in a span. Only those who have proved which program they are, or come with a
/// token of ours, are counted: nobody uses up what is another's, and the memory is bounded.
pub struct Limit {
    of_one: u32,
    counted: LazyLock<Mutex<Counted>>,
}

/// Requests with a token.
pub static REQUESTS: Limit = Limit::new(600);
/// Tokens: one counts ten minutes, and each server of a vendor may ask for its own.
pub static TOKENS: Limit = Limit::new(30);

impl Limit {
    const fn new(of_one: u32) -> Limit {
        Limit {
            of_one,
            counted: LazyLock::new(|| Mutex::new(Counted::new(Instant::now()))),
        }
    }

    /// Counts a request of a program: where it stands, and whether it has to wait.
    pub fn count(&self, program: ProgramId) -> (Limited, bool) {
        let counted = self.counted.lock();
        let mut counted = counted.unwrap_or_else(PoisonError::into_inner);
        counted.count(program, self.of_one, Instant::now())
    }
}

/// The requests since a moment.
struct Counted {
    since: Instant,
    by: HashMap<ProgramId, u32>,
}

impl Counted {
    fn new(since: Instant) -> Counted {
        Counted {
            since,
            by: HashMap::new(),
        }
    }

    /// Counts a request: where the program stands then, and whether this one is too many.
    fn count(&mut self, program: ProgramId, limit: u32, now: Instant) -> (Limited, bool) {
        if now.duration_since(self.since) >= SPAN {
            *self = Counted::new(now);
        }
        let wait = SPAN.saturating_sub(now.duration_since(self.since));
        let own = self.by.entry(program).or_default();
        *own = own.saturating_add(1);
        let stands = Limited {
            limit,
            remaining: limit.saturating_sub(*own),
            reset_seconds: u64::try_from(wait.as_millis().div_ceil(1000)).unwrap_or_default(),
            span_seconds: SPAN.as_secs(),
        };
        (stands, *own > limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn each_program_has_its_own_and_the_next_minute_is_new() {
        const OF_ONE: u32 = 30;
        let start = Instant::now();
        let mut counted = Counted::new(start);
        let mut count = |n, at| counted.count(ProgramId(Uuid::from_u128(n)), OF_ONE, at);
        for n in 1..=OF_ONE {
            let (stands, is_too_many) = count(1, start);
            assert_eq!((stands.remaining, is_too_many), (OF_ONE - n, false));
        }
        let later = start + Duration::from_secs(20);
        let (stands, is_too_many) = count(1, later);
        assert_eq!(
            (stands.remaining, stands.reset_seconds, is_too_many),
            (0, 40, true)
        );
        assert!(!count(2, later).1, "another program");
        assert!(!count(1, start + SPAN).1, "the next minute");
    }
}
