//! Ways to ThaiD and back, which cost the provider more than whoever asks: limited by address, in the
//! memory of the process, so that strangers leave no rows.

use super::operations::refuse_for;
use super::rules::network;
use crate::platform::error::Error;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long visits are counted together.
const SPAN: Duration = Duration::from_secs(60);
/// Of one address in that time: a whole office may begin its day behind one.
const OF_ONE: u32 = 60;
/// Of all addresses together, which bounds the memory as well.
const OF_ALL: u32 = 3_000;

/// The visits since a moment.
struct Visits {
    since: Instant,
    all: u32,
    by: HashMap<IpAddr, u32>,
}

impl Visits {
    fn new(since: Instant) -> Visits {
        Visits {
            since,
            all: 0,
            by: HashMap::new(),
        }
    }

    /// Counts a visit: zero, or how long to wait.
    fn count(&mut self, address: Option<IpAddr>, now: Instant) -> Duration {
        if now.duration_since(self.since) >= SPAN {
            *self = Visits::new(now);
        }
        let wait = SPAN.saturating_sub(now.duration_since(self.since));
        if self.all >= OF_ALL {
            return wait;
        }
        if let Some(address) = address {
            let own = self.by.entry(network(address)).or_default();
            if *own >= OF_ONE {
                return wait;
            }
            *own += 1;
        }
        self.all += 1;
        Duration::ZERO
    }
}

static VISITS: LazyLock<Mutex<Visits>> = LazyLock::new(|| Mutex::new(Visits::new(Instant::now())));

/// Lets a visitor through, or says how long to wait.
pub fn admit(address: Option<IpAddr>) -> Result<(), Error> {
    let mut visits = VISITS.lock().unwrap_or_else(PoisonError::into_inner);
    let wait = visits.count(address, Instant::now());
    refuse_for(i64::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_and_all_together_are_limited_for_a_minute() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut visits = Visits::new(start);
        let mut come = |n: u32, at| visits.count(Some(IpAddr::from(n.to_be_bytes())), at);
        for _ in 0..OF_ONE {
            assert_eq!(come(1, at(0)), Duration::ZERO);
        }
        assert_eq!(come(1, at(20)), Duration::from_secs(40));
        for n in OF_ONE..OF_ALL {
            assert_eq!(come(n + 2, at(30)), Duration::ZERO, "another address");
        }
        assert_eq!(come(0, at(30)), Duration::from_secs(30), "enough in all");
        assert_eq!(come(1, at(60)), Duration::ZERO, "the next minute");
    }
}
