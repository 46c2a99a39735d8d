//! How long to wait after failed tries.

use chrono::{DateTime, TimeDelta, Utc};
use std::net::IpAddr;

/// How delays grow.
#[derive(Debug, Clone, Copy)]
pub struct Growth {
    /// Failures without any delay.
    pub free: i32,
    /// The longest delay in seconds.
    pub longest: i64,
    /// Hours after which failures are forgotten.
    pub forgotten_after_hours: i64,
}

/// By account: a steady attacker gets about four guesses an hour.
pub const ACCOUNT: Growth = Growth {
    free: 3,
    longest: 15 * 60,
    forgotten_after_hours: 24,
};

/// By address. A whole office may share one, so the delay stays bearable.
pub const ADDRESS: Growth = Growth {
    free: 10,
    longest: 60,
    forgotten_after_hours: 1,
};

/// Failures so far, as far as they still count.
pub fn counting(growth: Growth, failures: i32, last_at: DateTime<Utc>, now: DateTime<Utc>) -> i32 {
    let is_old = now - last_at > TimeDelta::hours(growth.forgotten_after_hours);
    if is_old { 0 } else { failures }
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
        .and_then(|power| 2_i64.checked_pow(power))
        .map_or(growth.longest, |delay| delay.min(growth.longest));
    // A clock set back must not lengthen the wait.
    let waited = (now - last_at).max(TimeDelta::zero()).num_milliseconds();
    (delay * 1000 - waited).max(0).div_euclid(1000)
        + i64::from((delay * 1000 - waited).max(0) % 1000 > 0)
}

/// The name under which an address is counted; one household has a whole /64 of IPv6.
pub fn address_key(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => format!("address:{address}"),
        IpAddr::V6(address) => {
            let network = u128::from(address) >> 64 << 64;
            format!("address:{}", std::net::Ipv6Addr::from(network))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn three_failures_are_free_then_delays_double_up_to_fifteen_minutes() {
        let wait = |failures| wait_seconds(ACCOUNT, failures, at(0), at(0));
        let waits: Vec<i64> = (0..8).map(wait).collect();
        assert_eq!(waits, [0, 0, 0, 1, 2, 4, 8, 16]);
        assert_eq!(wait(12), 512);
        assert_eq!(wait(13), 900);
        assert_eq!(wait(1_000_000), 900);
    }

    #[test]
    fn waiting_shortens_the_wait_and_old_failures_are_forgotten() {
        let wait = |seconds| wait_seconds(ACCOUNT, 7, at(0), at(seconds));
        assert_eq!((wait(0), wait(10), wait(16), wait(100)), (16, 6, 0, 0));
        assert_eq!(counting(ACCOUNT, 7, at(0), at(86_400)), 7);
        assert_eq!(counting(ACCOUNT, 7, at(0), at(86_401)), 0);
    }

    #[test]
    fn a_part_of_a_second_counts_as_one() {
        let now = at(0) + TimeDelta::milliseconds(15_001);
        assert_eq!(wait_seconds(ACCOUNT, 7, at(0), now), 1);
    }

    #[test]
    fn a_clock_set_back_does_not_lengthen_the_wait() {
        assert_eq!(wait_seconds(ACCOUNT, 4, at(3600), at(0)), 2);
    }

    #[test]
    fn an_address_waits_after_ten_failures_and_never_long() {
        let wait = |failures| wait_seconds(ADDRESS, failures, at(0), at(0));
        assert_eq!((wait(9), wait(10), wait(11), wait(40)), (0, 1, 2, 60));
    }

    #[test]
    fn one_ipv6_network_is_one_address() {
        let key = |text: &str| address_key(text.parse().unwrap());
        assert_eq!(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff::9"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
        assert_eq!(key("::ffff:192.0.2.1"), "address:192.0.2.1");
    }
}
