//! What every request goes through, and how requests are read.

mod address;
mod admission;
mod body;
mod file_name;
mod guard;
mod limited;
mod several;
mod static_files;

pub use address::client_address;
pub use admission::{Admission, Comer, Origin, admitted, bearer, session};
pub use body::{Body, PathOf, QueryOf};
pub use file_name::named;
pub use guard::guard;
pub use limited::Limited;
pub use several::several;
pub use static_files::static_files;

use super::access::Idempotency;
use super::error::Error;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, ResponseError};
use shared::ProblemCode;
use shared::problem::FieldCode;

/// SHA-256 of method, address and body, put there by the admission.
#[derive(Clone)]
pub struct RequestHash(pub String);

/// The idempotency key of a request, if it carries one: 8 to 100 visible ASCII characters.
pub fn idempotency(request: &HttpRequest) -> Result<Option<Idempotency>, Error> {
    let Some(header) = request.headers().get("Idempotency-Key") else {
        return Ok(None);
    };
    let key = header.to_str().unwrap_or_default();
    let fits = (8..=100).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    if !fits {
        return Err(Error::field("idempotency_key", FieldCode::Malformed));
    }
    let hash = request
        .extensions()
        .get::<RequestHash>()
        .map(|hash| hash.0.clone());
    Ok(hash.map(|request_hash| Idempotency {
        key: key.to_owned(),
        request_hash,
    }))
}

/// For addresses of the API that do not exist.
pub async fn not_found() -> Result<HttpResponse, Error> {
    Err(Error::Problem(ProblemCode::NOT_FOUND))
}

/// For methods an address does not have; `allow` names those it has.
pub async fn method_not_allowed(allow: String) -> HttpResponse {
    let mut response = Error::Problem(ProblemCode::METHOD_NOT_ALLOWED).error_response();
    if let Ok(value) = HeaderValue::from_str(&allow) {
        response.headers_mut().insert(ALLOW, value);
    }
    response
}

/// Page and rows a page from a query, checked.
pub fn paging(page: Option<u32>, per_page: Option<u32>) -> Result<(u32, u32), Error> {
    use shared::page::{DEFAULT_PER_PAGE, MAX_PER_PAGE};
    let (page, per_page) = (page.unwrap_or(1), per_page.unwrap_or(DEFAULT_PER_PAGE));
    match (page, per_page) {
        (0, _) => Err(Error::field("page", FieldCode::Malformed)),
        (_, 0) => Err(Error::field("per_page", FieldCode::Malformed)),
        (_, n) if n > MAX_PER_PAGE => Err(Error::field("per_page", FieldCode::Malformed)),
        paging => Ok(paging),
    }
}

/// The page to read where this one is asked for: no farther down than pages are counted.
pub fn nearest(page: u32, per_page: u32) -> u32 {
    page.min(shared::page::DEEPEST / per_page.max(1) + 1)
}

/// Refuses a page that lies farther down than the one that was read instead, where the list reaches
/// that far; one of a shorter list is beyond its last, and told how many rows there are.
pub fn check_depth(asked: u32, read: u32, has_rows: bool) -> Result<(), Error> {
    match asked > read && has_rows {
        true => Err(Error::field("page", FieldCode::TooDeep)),
        false => Ok(()),
    }
}
