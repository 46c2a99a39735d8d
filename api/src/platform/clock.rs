//! The only place that asks for the time.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, SubsecRound, Utc};

/// Where the time comes from; fixed in tests.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// Always this moment.
    Fixed(DateTime<Utc>),
}

impl Clock {
    /// The moment now, as exactly as the database keeps it: what is answered is what is read later.
    #[allow(clippy::disallowed_methods)]
    pub fn now(self) -> DateTime<Utc> {
        match self {
            Clock::System => Utc::now().trunc_subsecs(6),
            Clock::Fixed(moment) => moment,
        }
    }
}

/// The day in Bangkok, which is the day of every LAO.
pub fn bangkok_day(moment: DateTime<Utc>) -> NaiveDate {
    bangkok_time(moment).date()
}

/// Day and time in Bangkok.
pub fn bangkok_time(moment: DateTime<Utc>) -> NaiveDateTime {
    match FixedOffset::east_opt(7 * 3600) {
        Some(zone) => moment.with_timezone(&zone).naive_local(),
        None => moment.naive_utc(),
    }
}
