//! Browsers people have logged in with, known by the hash of a random token in a cookie that says
//! nothing about anybody and opens nothing.
//!
//! At one of them strangers' failures elsewhere do not count (`throttle`); of a log-in with another
//! the person is told (`notices`).

mod store;

pub use store::{forget, forget_one, is_known, list, note};

use super::{cookies, keys};
use actix_web::HttpRequest;

/// The browser a request comes from.
pub struct Device {
    /// For its cookie, which it keeps from then on.
    pub token: String,
    /// What is stored of it.
    pub hash: Vec<u8>,
}

impl Device {
    /// As its cookie says; a browser without one gets one when somebody logs in.
    pub fn of(request: &HttpRequest) -> Device {
        let kept = request.cookie(cookies::DEVICE);
        let kept = kept.map(|cookie| cookie.value().to_owned());
        let token = kept.filter(|token| keys::is_token(token));
        let token = token.unwrap_or_else(keys::new_token);
        let hash = keys::token_hash(&token);
        Device { token, hash }
    }
}
