//! What is counted, and how long to wait after failed tries.

use crate::platform::record::hex;
use chrono::{DateTime, TimeDelta, Utc};
use shared::ProgramId;
use std::net::{IpAddr, Ipv6Addr};

/// How delays grow.
#[derive(Debug, Clone, Copy)]
pub struct Growth {
    /// Failures without any delay; with the last of them the owner is told.
    pub free: i32,
    /// How many times longer the delay is after each further one.
    pub factor: i64,
    /// The longest delay in seconds.
    pub longest: i64,
    /// Hours after which failures are forgotten.
    pub forgotten_after_hours: i64,
}

/// By account, for strangers: ten guesses in the first hour, four in each after.
const ACCOUNT: Growth = Growth {
    free: 3,
    factor: 6,
    longest: 15 * 60,
    forgotten_after_hours: 24,
};

/// At a browser or in a session of the person: nobody else can make this longer.
const OWN: Growth = Growth {
    free: 5,
    factor: 2,
    longest: 15 * 60,
    forgotten_after_hours: 24,
};

/// By address. A whole office may share one, and tries on their way count, so that many are free and
/// the delay stays bearable.
const ADDRESS: Growth = Growth {
    free: 20,
    factor: 2,
    longest: 60,
    forgotten_after_hours: 1,
};

/// By program, and by the address programs come from. A secret of 256 bits is guessed by nobody, however
/// fast: what is wrong again and again is a setting, and waits a second so that it costs us little.
const PROGRAM: Growth = Growth {
    free: 20,
    factor: 1,
    longest: 1,
    forgotten_after_hours: 1,
};

/// One vendor serves hundreds of organisations from one address, all of which may ask at the same time:
/// tries on their way count too.
const PROGRAM_ADDRESS: Growth = Growth {
    free: 2_000,
    ..PROGRAM
};

/// A name under which tries are counted, and how its delays grow.
#[derive(Debug, Clone)]
pub struct Counter {
    pub key: String,
    pub growth: Growth,
}

impl Counter {
    /// What is older is forgotten everywhere.
    pub const LONGEST_KNOWN_HOURS: i64 = 24;
}

/// Who tries, and so what is counted.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The account, when the name can be one.
    pub account: Option<Counter>,
    /// Where from, when that is known and says more than a known browser does.
    pub address: Option<Counter>,
}

impl Caller {
    /// Whoever comes with a name alone.
    pub fn stranger(username: Option<&str>, address: Option<IpAddr>) -> Caller {
        let account = username.map(account_key);
        let address = address.map(|address| format!("address:{}", network(address)));
        Caller {
            account: account.map(|key| counter(key, ACCOUNT)),
            address: address.map(|key| counter(key, ADDRESS)),
        }
    }

    /// Whoever says to be a program: counted where that comes from, so that nobody elsewhere keeps it
    /// out, and apart from people, who may be in the same office.
    pub fn program(id: Option<ProgramId>, address: Option<IpAddr>) -> Caller {
        let from = address.map(|address| network(address).to_string());
        let own = from.clone().unwrap_or_default();
        Caller {
            account: id.map(|id| counter(format!("program:{id}:{own}"), PROGRAM)),
            address: from.map(|from| counter(format!("program-address:{from}"), PROGRAM_ADDRESS)),
        }
    }

    /// Whoever sits at a browser that this person has logged in with.
    pub fn at_device(username: &str, device: &[u8]) -> Caller {
        Caller::own(format!("device:{username}:{}", hex(device)))
    }

    /// Whoever sits before the locked session of this person.
    pub fn in_session(username: &str) -> Caller {
        Caller::own(format!("session:{username}"))
    }

    fn own(key: String) -> Caller {
        Caller {
            account: Some(counter(key, OWN)),
            address: None,
        }
    }

    /// What is counted, in the order of locking.
    pub fn counters(&self) -> impl Iterator<Item = &Counter> {
        self.address.iter().chain(&self.account)
    }
}

fn counter(key: String, growth: Growth) -> Counter {
    Counter { key, growth }
}

/// The name under which strangers' tries on an account are counted.
pub fn account_key(username: &str) -> String {
    format!("account:{username}")
}

/// One household has a whole /64 of IPv6.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from(u128::from(address) >> 64 << 64).into(),
        address => address,
    }
}

/// Failures so far, as far as they still count. One of a day to come is none.
pub fn counting(growth: Growth, failures: i32, last_at: DateTime<Utc>, now: DateTime<Utc>) -> i32 {
    let is_old = now - last_at > TimeDelta::hours(growth.forgotten_after_hours);
    let is_ahead = last_at - now > TimeDelta::days(1);
    if is_old || is_ahead { 0 } else { failures }
}

/// Seconds to wait before the next try.
pub fn wait_seconds(
    growth: Growth,
    failures: i32,
    last_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> i64 {
    let over = counting(growth, failures, last_at, now) - growth.free;
    if over < 0 {
        return 0;
    }
    let delay = u32::try_from(over)
        .ok()
        .and_then(|power| growth.factor.checked_pow(power))
        .map_or(growth.longest, |delay| delay.min(growth.longest));
    // A clock set back must not lengthen the wait.
    let waited = (now - last_at).max(TimeDelta::zero()).num_milliseconds();
    (delay * 1000 - waited).max(0).div_euclid(1000)
        + i64::from((delay * 1000 - waited).max(0) % 1000 > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn three_failures_are_free_then_delays_grow_up_to_fifteen_minutes() {
        let waits = |growth| (0..9).map(move |n| wait_seconds(growth, n, at(0), at(0)));
        let strangers: Vec<i64> = waits(ACCOUNT).collect();
        assert_eq!(strangers, [0, 0, 0, 1, 6, 36, 216, 900, 900]);
        let own: Vec<i64> = waits(OWN).collect();
        assert_eq!(own, [0, 0, 0, 0, 0, 1, 2, 4, 8]);
        assert_eq!(wait_seconds(ACCOUNT, 1_000_000, at(0), at(0)), 900);
        assert_eq!(wait_seconds(OWN, 1_000_000, at(0), at(0)), 900);
    }

    #[test]
    fn a_steady_guesser_has_ten_guesses_in_the_first_hour_and_four_in_each_after() {
        let (mut failures, mut now, mut of_hour) = (0, at(0), [0; 4]);
        while now < at(4 * 3600) {
            of_hour[usize::try_from((now - at(0)).num_hours()).unwrap()] += 1;
            failures += 1;
            now += TimeDelta::seconds(wait_seconds(ACCOUNT, failures, now, now));
        }
        assert_eq!(of_hour, [10, 4, 4, 4]);
    }

    #[test]
    fn waiting_shortens_the_wait_and_old_failures_are_forgotten() {
        let wait = |seconds| wait_seconds(ACCOUNT, 5, at(0), at(seconds));
        assert_eq!((wait(0), wait(10), wait(36), wait(100)), (36, 26, 0, 0));
        assert_eq!(counting(ACCOUNT, 7, at(0), at(86_400)), 7);
        assert_eq!(counting(ACCOUNT, 7, at(0), at(86_401)), 0);
        for growth in [ACCOUNT, OWN, ADDRESS, PROGRAM, PROGRAM_ADDRESS] {
            assert!(growth.forgotten_after_hours <= Counter::LONGEST_KNOWN_HOURS);
        }
    }

    #[test]
    fn a_part_of_a_second_counts_as_one() {
        let now = at(0) + TimeDelta::milliseconds(35_001);
        assert_eq!(wait_seconds(ACCOUNT, 5, at(0), now), 1);
    }

    #[test]
    fn a_clock_set_back_does_not_lengthen_the_wait() {
        assert_eq!(wait_seconds(ACCOUNT, 4, at(3600), at(0)), 6);
    }

    #[test]
    fn an_address_waits_after_twenty_failures_and_never_long() {
        let wait = |failures| wait_seconds(ADDRESS, failures, at(0), at(0));
        assert_eq!((wait(19), wait(20), wait(21), wait(40)), (0, 1, 2, 60));
    }

    #[test]
    fn a_program_waits_a_second_however_often_it_fails() {
        let wait = |growth, failures| wait_seconds(growth, failures, at(0), at(0));
        let of_one = [0, 19, 20, 21, 1_000_000].map(|n| wait(PROGRAM, n));
        assert_eq!(of_one, [0, 0, 1, 1, 1]);
        let of_all = [1_999, 2_000, 1_000_000].map(|n| wait(PROGRAM_ADDRESS, n));
        assert_eq!(of_all, [0, 1, 1]);
    }

    #[test]
    fn one_ipv6_network_is_one_address() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1").to_string(), "192.0.2.1");
    }

    #[test]
    fn strangers_are_counted_apart_from_known_browsers_and_sessions() {
        let keys = |caller: Caller| -> Vec<String> {
            caller
                .counters()
                .map(|counter| counter.key.clone())
                .collect()
        };
        let address = "192.0.2.1".parse().ok();
        let stranger = keys(Caller::stranger(Some("somchai"), address));
        assert_eq!(stranger, ["address:192.0.2.1", "account:somchai"]);
        let device = keys(Caller::at_device("somchai", &[0xab]));
        assert_eq!(device, ["device:somchai:ab"]);
        assert_eq!(keys(Caller::in_session("somchai")), ["session:somchai"]);
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        let program = keys(Caller::program(id.parse().ok(), address));
        let own = format!("program:{id}:192.0.2.1");
        assert_eq!(program, ["program-address:192.0.2.1", own.as_str()]);
    }
}
