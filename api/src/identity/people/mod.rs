//! Accounts prepared beforehand (W-2 step 1), their passwords and roles.
//!
//! A person is known by the keyed hash of the citizen number and may hold posts in several
//! entities; the account is one and belongs to the nation.

mod operations;
mod store;

pub use operations::{NewPerson, create_person};
pub use store::{
    Account, assign_role, by_id, by_pid_hash, by_username, posts, set_email, set_login_time,
    set_password, take_role,
};
