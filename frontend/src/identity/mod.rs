//! Logging in, the first log-in, the lock, the roster.

pub mod absences_page;
pub mod departure;
pub mod deputies_page;
pub mod enrol_page;
pub mod lock;
pub mod login_page;
pub mod password_card;
pub mod presence;
pub mod programs_page;
pub mod proof;
pub mod review_page;
pub mod rights;
pub mod strength;
pub mod user_page;
pub mod users_page;
