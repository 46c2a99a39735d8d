//! How much is left of what a program may ask in a while, told with every answer.

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

/// Where a program stands in its span of time; noted on the request, told by the guard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limited {
    /// Requests in a span.
    pub limit: u32,
    /// Of those, how many are left.
    pub remaining: u32,
    /// Seconds until the next span.
    pub reset_seconds: u64,
    /// Seconds of a span.
    pub span_seconds: u64,
}

impl Limited {
    /// How long whoever has nothing left waits.
    pub fn wait_seconds(self) -> i64 {
        i64::try_from(self.reset_seconds).unwrap_or(1).max(1)
    }

    /// Tells it (`RateLimit-*`).
    pub fn tell(self, headers: &mut HeaderMap) {
        let told = [
            ("ratelimit-limit", self.limit.to_string()),
            ("ratelimit-remaining", self.remaining.to_string()),
            ("ratelimit-reset", self.reset_seconds.to_string()),
            (
                "ratelimit-policy",
                format!("{};w={}", self.limit, self.span_seconds),
            ),
        ];
        for (name, value) in told {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
    }
}
