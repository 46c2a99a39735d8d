//! How often a program may ask, in the memory of the process: many more requests than one does, and a
//! program that runs wild stops before it is in anybody's way.

use crate::platform::http::Limited;
use shared::ProgramId;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long requests are counted together.
const SPAN: Duration = Duration::from_secs(60);
/// Of one program in that time.
pub const OF_ONE: u32 = 600;

/// The requests since a moment; only those who come with a token of ours are counted, which bounds the
/// memory.
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
    fn count(&mut self, program: ProgramId, now: Instant) -> (Limited, bool) {
        if now.duration_since(self.since) >= SPAN {
            *self = Counted::new(now);
        }
        let wait = SPAN.saturating_sub(now.duration_since(self.since));
        let own = self.by.entry(program).or_default();
        *own = own.saturating_add(1);
        let stands = Limited {
            limit: OF_ONE,
            remaining: OF_ONE.saturating_sub(*own),
            reset_seconds: u64::try_from(wait.as_millis().div_ceil(1000)).unwrap_or_default(),
            span_seconds: SPAN.as_secs(),
        };
        (stands, *own > OF_ONE)
    }
}

static COUNTED: LazyLock<Mutex<Counted>> =
    LazyLock::new(|| Mutex::new(Counted::new(Instant::now())));

/// Counts a request of a program: where it stands, and whether it has to wait.
pub fn count(program: ProgramId) -> (Limited, bool) {
    let mut counted = COUNTED.lock().unwrap_or_else(PoisonError::into_inner);
    counted.count(program, Instant::now())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn each_program_has_its_own_and_the_next_minute_is_new() {
        let start = Instant::now();
        let mut counted = Counted::new(start);
        let one = |n| ProgramId(Uuid::from_u128(n));
        for n in 1..=OF_ONE {
            let (stands, is_too_many) = counted.count(one(1), start);
            assert_eq!((stands.remaining, is_too_many), (OF_ONE - n, false));
        }
        let later = start + Duration::from_secs(20);
        let (stands, is_too_many) = counted.count(one(1), later);
        assert_eq!(
            (stands.remaining, stands.reset_seconds, is_too_many),
            (0, 40, true)
        );
        assert!(!counted.count(one(2), later).1, "another program");
        assert!(!counted.count(one(1), start + SPAN).1, "the next minute");
    }
}
