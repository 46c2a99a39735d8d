//! The guard before every handler: request number, origin, size, security headers, one log line.

use super::{RequestHash, max_body};
use crate::platform::error::Error;
use crate::platform::record::hex;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, ResponseError, web};
use futures_util::StreamExt;
use sha2::{Digest, Sha256};
use shared::ProblemCode;
use shared::problem::FieldCode;
use std::time::Instant;
use uuid::Uuid;

tokio::task_local! { static REQUEST_ID: Uuid; }

/// The number of the request being served, for problems and logs.
pub fn request_id() -> Option<Uuid> {
    REQUEST_ID.try_with(|id| *id).ok()
}

/// The one origin people see the system under.
#[derive(Clone)]
pub struct Origin(pub String);

/// Everything a page of ours may do; nothing inline, nothing from elsewhere.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

/// The middleware.
pub async fn guard(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let id = Uuid::now_v7();
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.path().to_owned();
    let is_api = path.starts_with("/api/");
    let mut response = REQUEST_ID
        .scope(id, async {
            let admitted = match is_api {
                true => admit(&mut request).await,
                false => Ok(()),
            };
            match admitted {
                Ok(()) => next
                    .call(request)
                    .await
                    .map(ServiceResponse::map_into_boxed_body),
                Err(error) => Ok(request.into_response(error.error_response())),
            }
        })
        .await?;
    add_headers(response.headers_mut(), is_api, &path);
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-request-id"), value);
    }
    let status = response.status().as_u16();
    let millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    metrics::counter!("http_requests_total", "status" => status.to_string()).increment(1);
    metrics::histogram!("http_request_seconds").record(started.elapsed().as_secs_f64());
    tracing::info!(request = %id, %method, path, status, millis, "request");
    Ok(response)
}

/// Reads the body of an unsafe request and refuses what does not come from our own pages (CSRF):
/// a form of another site can send neither the header nor the content type.
async fn admit(request: &mut ServiceRequest) -> Result<(), Error> {
    if matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    ) {
        return Ok(());
    }
    let text = |name: &str| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let own = request
        .app_data::<web::Data<Origin>>()
        .map(|origin| origin.0.clone());
    let foreign = match (text("origin"), own) {
        (Some(origin), Some(own)) => origin != own,
        _ => false,
    };
    let cross_site = text("sec-fetch-site").is_some_and(|site| site == "cross-site");
    if foreign || cross_site || text("x-requested-by").as_deref() != Some("laas") {
        return Err(Error::Problem(ProblemCode::ForeignOrigin));
    }
    let is_json = text("content-type").is_some_and(|kind| kind.starts_with("application/json"));
    let body = read_body(request).await?;
    if !body.is_empty() && !is_json {
        return Err(
            Error::field("body", FieldCode::Malformed).with_code(ProblemCode::MalformedRequest)
        );
    }
    let mut hasher = Sha256::new();
    hasher.update(request.method().as_str());
    hasher.update(request.uri().to_string());
    hasher.update(&body);
    let hash = hex(&hasher.finalize());
    request.extensions_mut().insert(RequestHash(hash));
    request.set_payload(Payload::from(body));
    Ok(())
}

async fn read_body(request: &mut ServiceRequest) -> Result<web::Bytes, Error> {
    let limit = max_body(request.path());
    let mut payload = request.take_payload();
    let mut body = web::BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Error::Problem(ProblemCode::MalformedRequest))?;
        if body.len() + chunk.len() > limit {
            return Err(Error::Problem(ProblemCode::TooLarge));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn add_headers(headers: &mut HeaderMap, is_api: bool, path: &str) {
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
    if is_api {
        set(header::CACHE_CONTROL, "no-store");
    }
}
