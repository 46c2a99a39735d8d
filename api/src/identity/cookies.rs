//! The three cookies: one for the session, one for a log-in by ThaiD on its way, one by which a
//! browser is known again.

use super::keys::token_hash;
use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite, time::Duration};

/// The cookie of a session. It ends with the browser, and on the server before that.
pub const SESSION: &str = "__Host-laas";
/// The cookie of a log-in by ThaiD on its way.
pub const ATTEMPT: &str = "__Host-laas-attempt";

/// The cookie by which a browser is known again; it opens nothing.
pub const DEVICE: &str = "__Host-laas-device";

/// How long a browser stays known without a log-in; browsers keep no cookie longer.
const DEVICE_DAYS: i64 = 400;
/// How long the browser keeps the cookie of an attempt.
const ATTEMPT_MINUTES: i64 = 30;

/// The hash of the token in a cookie of the request.
pub fn token_hash_of(request: &HttpRequest, name: &str) -> Option<Vec<u8>> {
    request
        .cookie(name)
        .map(|cookie| token_hash(cookie.value()))
}

/// Hands out a session.
pub fn session(token: String) -> Cookie<'static> {
    host_only(SESSION, token)
}

/// Hands out an attempt.
pub fn attempt(token: String) -> Cookie<'static> {
    let mut cookie = host_only(ATTEMPT, token);
    cookie.set_max_age(Duration::minutes(ATTEMPT_MINUTES));
    cookie
}

/// Makes a browser known.
pub fn device(token: String) -> Cookie<'static> {
    let mut cookie = host_only(DEVICE, token);
    cookie.set_max_age(Duration::days(DEVICE_DAYS));
    cookie
}

/// Takes a cookie back.
pub fn ended(name: &'static str) -> Cookie<'static> {
    let mut cookie = host_only(name, String::new());
    cookie.make_removal();
    cookie
}

/// `Lax`, not `Strict`: the browser comes back from ThaiD, and from links in mails.
fn host_only(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build(name, value)
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_bound_to_the_host_and_hidden_from_scripts() {
        for cookie in [
            session("a".into()),
            attempt("a".into()),
            device("a".into()),
            ended(SESSION),
        ] {
            let text = cookie.to_string();
            for flag in [
                "__Host-laas",
                "Path=/",
                "Secure",
                "HttpOnly",
                "SameSite=Lax",
            ] {
                assert!(text.contains(flag), "{flag} in {text}");
            }
            assert!(!text.contains("Domain"), "{text}");
        }
        assert!(ended(SESSION).to_string().contains("Max-Age=0"));
    }
}
