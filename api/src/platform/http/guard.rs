//! The guard around everything: request number, one spelling of addresses, security headers, one
//! span and one log line, one measurement. What a route asks of a request is asked where the route
//! is known: `admission.rs`.

use super::Limited;
use crate::platform::access::{Ctx, Sessions};
use crate::platform::db::with_ticket;
use crate::platform::error::Error;
use crate::platform::metrics::route;
use crate::platform::state::State;
use crate::platform::telemetry::{self, Spent};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, ResponseError, web};
use shared::ProblemCode;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tracing::Instrument;
use tracing::field::{Empty, display};
use uuid::Uuid;

/// Everything a page of ours may do; nothing inline, nothing from elsewhere.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

/// The middleware.
pub async fn guard(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let id = Uuid::now_v7();
    let started = Instant::now();
    let path = request.path().to_owned();
    let ticket = ticket(request.headers());
    // The admission says the organisation, once it is known.
    let span = tracing::info_span!("request", request = %id, route = Empty, entity = Empty);
    let serve = async {
        match is_canonical(&path) {
            true => {
                let response = next.call(request).await?.map_into_boxed_body();
                Ok::<_, actix_web::Error>(say_who_may(response).await)
            }
            false => {
                let refusal = Error::Problem(ProblemCode::NOT_FOUND);
                Ok(request.into_response(refusal.error_response()))
            }
        }
    };
    let serve = with_ticket(ticket, serve.instrument(span.clone()));
    let (response, spent) = telemetry::in_request(id, serve).await;
    let mut response = response?;
    add_headers(response.headers_mut(), &path);
    let limited = response.request().extensions().get::<Limited>().copied();
    if let Some(limited) = limited {
        limited.tell(response.headers_mut());
    }
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-request-id"), value);
    }
    if let Some(state) = response.request().app_data::<web::Data<State>>() {
        state.metrics.answered(&response, started.elapsed());
    }
    span.record("route", display(route(response.request())));
    span.in_scope(|| log(&response, &path, started.elapsed(), spent));
    Ok(response)
}

/// What whoever was told to come again brings (`place` and `ticket` of the refusal).
fn ticket(headers: &HeaderMap) -> Option<u64> {
    let said = headers.get("x-ticket")?.to_str().ok()?;
    said.parse().ok()
}

/// The line of a request: what was answered, and where the time went.
fn log(response: &ServiceResponse<BoxBody>, path: &str, took: Duration, spent: Spent) {
    let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(
        method = %response.request().method(),
        path,
        status = response.status().as_u16(),
        millis = millis(took),
        waiting_millis = millis(spent.waiting),
        database_millis = millis(spent.database),
        "request"
    );
}

/// To whoever is refused for a right that is missing it is said who has it, once for all routes: only
/// to somebody logged in, and only of the organisation worked in. Where that cannot be asked now, the
/// refusal stands without.
async fn say_who_may(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let error = response.response().error();
    let error = error.and_then(|error| error.as_error::<Error>());
    let missing = error.and_then(Error::missing).cloned();
    let request = response.request();
    let ctx = request.extensions().get::<Ctx>().cloned();
    let sessions = request.app_data::<web::Data<Arc<dyn Sessions>>>().cloned();
    let (Some(mut missing), Some(ctx), Some(sessions)) = (missing, ctx, sessions) else {
        return response;
    };
    match sessions.holders(&ctx, &missing).await {
        Ok(holders) => missing.holders = holders,
        Err(error) => tracing::warn!(%error, "who has a right was not found out"),
    }
    response.into_response(Error::from(missing).error_response())
}

/// Is the path written in the one way our addresses are written? The router would decode escapes
/// and skip dots, so that one address had many spellings; here each has one.
fn is_canonical(path: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let dots = |part: &str| matches!(part, "." | "..");
    path.bytes().all(plain) && !path.contains("//") && !path.split('/').any(dots)
}

fn add_headers(headers: &mut HeaderMap, path: &str) {
    let mut set = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    // The documentation page brings its own script; it is served from here, not from elsewhere.
    let policy = match path.starts_with("/api/docs") {
        true => "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
        false => POLICY,
    };
    set(header::CONTENT_SECURITY_POLICY, policy);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    set(
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=()",
    );
    // Whatever does not say that it may be kept may not.
    set(header::CACHE_CONTROL, "no-store");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_spelling() {
        for good in [
            "/",
            "/api/v1/receipts",
            "/api/docs/",
            "/app_bg-0123.wasm",
            "/a~b",
        ] {
            assert!(is_canonical(good), "{good}");
        }
        for bad in [
            "/%61pi/v1/receipts",
            "/api/v1/receipts/%00",
            "//api/v1",
            "/x/../api/v1",
            "/./api",
            "/api\\v1",
            "/api;x=1/v1",
            "/ไทย",
        ] {
            assert!(!is_canonical(bad), "{bad}");
        }
    }
}
