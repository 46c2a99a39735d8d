//! `/identity/thaid`: pages the browser is sent through, so refusals are shown on the log-in page.

use super::operations::{Answer, Next, Purpose, Start, answered, purpose_of, start};
use crate::identity::sessions::Entered;
use crate::identity::{BEFORE_LOGIN, TAG, cookies, sessions};
use crate::platform::error::Error;
use crate::platform::http::{QueryOf, client_address};
use crate::platform::openapi::{Api, Endpoint};
use crate::platform::state::State;
use actix_web::cookie::Cookie;
use actix_web::http::header::{CACHE_CONTROL, LOCATION};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

/// Where one comes back to in a window of its own; the page that asked goes on by itself.
const PROVED: &str = "/proved";

/// Adds these routes.
pub fn register(api: &mut Api) {
    let begin = Endpoint::get("/identity/thaid/start", "start_thaid", TAG, BEFORE_LOGIN);
    api.route(
        begin
            .says("Go to ThaiD to log in, to set a new password or to prove once more who one is")
            .query::<StartQuery>()
            .also::<Purpose>()
            .with_status("303"),
        start_thaid,
    );
    let back = Endpoint::get(
        "/identity/thaid/callback",
        "finish_thaid",
        TAG,
        BEFORE_LOGIN,
    );
    let back = back.says("Come back from ThaiD: on to /, /enrol, /proved or /login?problem=CODE");
    api.route(back.query::<Answer>().with_status("303"), finish_thaid);
}

/// What it is for.
#[derive(serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
struct StartQuery {
    /// To log in, unless said otherwise.
    purpose: Option<Purpose>,
}

async fn start_thaid(
    state: Data<State>,
    request: HttpRequest,
    QueryOf(query): QueryOf<StartQuery>,
) -> HttpResponse {
    let address = client_address(&request, &state.config.trusted_proxies);
    match start(&state, query.purpose, address).await {
        Ok(Start { url, ticket }) => see_other(&url, &[cookies::attempt(ticket)]),
        Err(error) => back(&error, query.purpose),
    }
}

async fn finish_thaid(
    state: Data<State>,
    request: HttpRequest,
    QueryOf(answer): QueryOf<Answer>,
) -> HttpResponse {
    let purpose = purpose_of(&request, state.clock.now());
    match answered(&state, &request, answer).await {
        Ok(Next::Home(entered)) => come_in("/", *entered),
        Ok(Next::Proved(proved)) => come_in(PROVED, *proved),
        Ok(Next::Enrol(token)) => see_other("/enrol", &[cookies::attempt(token)]),
        Err(error) => back(&error, purpose),
    }
}

fn come_in(to: &str, entered: Entered) -> HttpResponse {
    let (mut given, _) = sessions::cookies_of(entered);
    given.push(cookies::ended(cookies::ATTEMPT));
    see_other(to, &given)
}

/// Says why not, on the page from which one went.
fn back(error: &Error, purpose: Option<Purpose>) -> HttpResponse {
    if let Error::Unexpected(why) | Error::Unavailable(why) = error {
        tracing::error!(error = format!("{why:#}"), "log-in by ThaiD failed");
    }
    let problem = error.problem();
    let wait = problem.context.get("wait_seconds");
    let wait = wait.map(|seconds| format!("&wait_seconds={seconds}"));
    let page = match purpose {
        Some(Purpose::Proof) => PROVED,
        _ => "/login",
    };
    let page = format!(
        "{page}?problem={}{}",
        problem.code,
        wait.unwrap_or_default()
    );
    see_other(&page, &[])
}

fn see_other(to: &str, cookies: &[Cookie<'static>]) -> HttpResponse {
    let mut response = HttpResponse::SeeOther();
    response
        .insert_header((LOCATION, to))
        .insert_header((CACHE_CONTROL, "no-store"));
    for cookie in cookies {
        response.cookie(cookie.clone());
    }
    response.finish()
}
