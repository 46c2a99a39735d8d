//! Where those are known who were told to come again: each has a ticket and is told its place, which
//! gets less as those before it are served (ux E10). The room decides nothing: whoever finds a place free
//! takes it, so that no place stands empty for somebody who does not come back.

use crate::platform::error::{Context, Error};
use shared::ProblemCode;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// When to come again.
const WAIT_SECONDS: u64 = 2;
/// Whoever was not seen for so long has given up.
const FORGOTTEN: Duration = Duration::from_secs(15);
/// More are not told apart: they come last.
const MOST: usize = 1_000;

static NEXT: AtomicU64 = AtomicU64::new(1);

tokio::task_local! { static TICKET: Option<u64>; }

/// Serves a request of somebody who was told to come again and brings this ticket; none for others.
pub async fn with_ticket<T>(ticket: Option<u64>, work: impl Future<Output = T>) -> T {
    TICKET.scope(ticket, work).await
}

fn ticket() -> Option<u64> {
    TICKET.try_with(|ticket| *ticket).ok().flatten()
}

/// Those who were told to come again to one line.
pub struct Room {
    seen: Mutex<(BTreeMap<u64, Instant>, Instant)>,
}

impl Room {
    /// Nobody.
    pub fn new() -> Room {
        Room {
            seen: Mutex::new((BTreeMap::new(), Instant::now())),
        }
    }

    fn lock(&self) -> MutexGuard<'_, (BTreeMap<u64, Instant>, Instant)> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whoever asks is served, and stands in nobody's way any more.
    pub fn leave(&self) {
        if let Some(ticket) = ticket() {
            self.lock().0.remove(&ticket);
        }
    }

    /// Tells whoever asks to come again, with a ticket and the place: behind so many who wait in the line
    /// and all who were told before.
    pub fn turn_away(&self, in_line: usize) -> Error {
        let mut seen = self.lock();
        let (room, looked) = &mut *seen;
        if looked.elapsed() > Duration::from_secs(1) {
            room.retain(|_, seen| seen.elapsed() < FORGOTTEN);
            *looked = Instant::now();
        }
        let ticket = ticket().unwrap_or_else(|| NEXT.fetch_add(1, Ordering::Relaxed));
        let before = room.range(..ticket).count();
        if room.len() < MOST || room.contains_key(&ticket) {
            room.insert(ticket, Instant::now());
        }
        let said = [
            ("wait_seconds", WAIT_SECONDS),
            ("place", (in_line + before + 1) as u64),
            ("ticket", ticket),
        ];
        let said = said.map(|(name, number)| (name.to_owned(), number.to_string()));
        Error::Refused(ProblemCode::BUSY, Context::from(said), Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ticket and place of somebody who was told to come again.
    fn told(error: &Error) -> (u64, u64) {
        let context = error.problem().context;
        let number = |name: &str| context[name].parse().expect("a number");
        (number("ticket"), number("place"))
    }

    #[tokio::test]
    async fn the_place_gets_less_as_those_before_are_served() {
        let room = Room::new();
        let again =
            async |ticket| with_ticket(Some(ticket), async { told(&room.turn_away(3)) }).await;
        let (first, second) = (told(&room.turn_away(3)), told(&room.turn_away(3)));
        assert_eq!((first.1, second.1), (4, 5));
        assert_eq!(
            again(second.0).await,
            second,
            "the same ticket, the same place"
        );
        with_ticket(Some(first.0), async { room.leave() }).await;
        assert_eq!(again(second.0).await, (second.0, 4));
        // Who was served and comes anew comes last.
        assert_eq!(told(&room.turn_away(3)).1, 5);
    }

    #[test]
    fn a_crowd_is_told_apart_up_to_a_thousand() {
        let room = Room::new();
        let mut last = 0;
        for _ in 0..MOST + 5 {
            last = told(&room.turn_away(0)).1;
        }
        assert_eq!(last, MOST as u64 + 1);
    }
}
