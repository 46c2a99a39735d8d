//! What a route asks of a request before its handler runs: that unsafe requests come from our own
//! pages, that somebody is logged in, that the body is JSON, not packed, and not too large.
//!
//! It hangs on the route itself (`Api::route`), so no spelling of an address walks around it, and
//! what has no route has no handler.

use super::RequestHash;
use crate::platform::access::{Ctx, Sessions};
use crate::platform::error::Error;
use crate::platform::record::hex;
use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::{FromRequest, Handler, HttpMessage, HttpRequest, web};
use futures_util::StreamExt;
use sha2::{Digest, Sha256};
use shared::ProblemCode;
use shared::problem::FieldCode;
use std::sync::Arc;
use std::time::Duration;
use tracing::Span;
use tracing::field::display;

/// How long a body may take to come: the greatest file over a poor line does in two minutes.
const BODY_PATIENCE: Duration = Duration::from_secs(300);

/// The one origin people see the system under.
#[derive(Clone)]
pub struct Origin(pub String);

/// Who may come to a route at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comer {
    Anybody,
    /// Whoever is logged in.
    LoggedIn,
    /// The same, also while the session is locked: to unlock it, to log out.
    EvenLocked,
}

/// What one route asks.
#[derive(Debug, Clone, Copy)]
pub struct Admission {
    /// Asked before the body is read, so that strangers are told nothing else and can make us hold
    /// nothing.
    pub comer: Comer,
    /// The largest body in bytes.
    pub max_body: usize,
    /// It can be rehearsed with `dry_run=true`; elsewhere the word is refused, not overlooked.
    pub can_rehearse: bool,
    /// Only for whoever has proved the own identity a moment ago (`Ctx::check_proof`).
    pub needs_proof: bool,
    /// Programs come here too, with a token.
    pub for_programs: bool,
    /// The body is a form of OAuth, and no session counts.
    pub is_form: bool,
}

/// A handler behind its admission.
pub fn admitted<F, Args>(
    admission: Admission,
    handler: F,
) -> impl Handler<(HttpRequest, web::Payload), Output = Result<F::Output, actix_web::Error>>
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
{
    move |request: HttpRequest, payload: web::Payload| {
        let handler = handler.clone();
        async move {
            let mut body = admission.admit(&request, payload.into_inner()).await?;
            let args = Args::from_request(&request, &mut body).await;
            Ok(handler.call(args.map_err(Into::into)?).await)
        }
    }
}

impl Admission {
    /// The body to hand on, or why the request is refused.
    async fn admit(self, request: &HttpRequest, payload: Payload) -> Result<Payload, Error> {
        let is_safe = matches!(
            *request.method(),
            Method::GET | Method::HEAD | Method::OPTIONS
        );
        // A browser sends a token to nobody by itself: it needs no proof of coming from our own pages.
        let by_itself = self.comer != Comer::Anybody && bearer(request).is_some();
        if !is_safe && self.is_form {
            refuse_other_pages(request)?;
        } else if !is_safe && !by_itself {
            refuse_foreign(request)?;
        } else if is_safe && self.needs_proof && is_elsewhere(request) {
            // A link of another site comes with the session.
            return Err(Error::Problem(ProblemCode::FOREIGN_ORIGIN));
        }
        let rehearses = !is_safe && self.rehearses(request)?;
        if self.comer != Comer::Anybody {
            match session(request).await {
                Ok(ctx) if ctx.program.is_some() && !self.for_programs => {
                    return Err(Error::Problem(ProblemCode::NOT_FOR_PROGRAMS));
                }
                Ok(ctx) => {
                    Span::current().record("entity", display(ctx.entity));
                    let needs_proof = self.needs_proof;
                    let asked = Ctx {
                        rehearses,
                        needs_proof,
                        ..ctx
                    };
                    drop(request.extensions_mut().insert(asked));
                }
                Err(Error::Problem(ProblemCode::SESSION_LOCKED))
                    if self.comer == Comer::EvenLocked => {}
                Err(error) => return Err(error),
            }
        }
        // The body of a safe request means nothing and is not read.
        match is_safe {
            true => Ok(Payload::None),
            false => self.read(request, payload).await,
        }
    }

    /// Is the request a rehearsal? Whoever changes something says nothing else with the address:
    /// a word that is not known, or is said twice, may be a rehearsal spelt otherwise.
    fn rehearses(self, request: &HttpRequest) -> Result<bool, Error> {
        let text = request.query_string();
        let words = text.split('&').filter(|word| !word.is_empty());
        let mut rehearses = None;
        for word in words {
            let (name, value) = word.split_once('=').unwrap_or((word, ""));
            rehearses = match (name, value, rehearses) {
                ("dry_run", "false", None) => Some(false),
                ("dry_run", "true", None) if self.can_rehearse => Some(true),
                _ => {
                    let named: String = name.chars().take(50).collect();
                    let refused = Error::field(&named, FieldCode::Malformed);
                    return Err(refused.with_code(ProblemCode::MALFORMED_REQUEST));
                }
            };
        }
        Ok(rehearses.unwrap_or(false))
    }

    /// Reads the body as it was sent: nothing is unpacked, so nothing grows.
    async fn read(self, request: &HttpRequest, mut payload: Payload) -> Result<Payload, Error> {
        let announced = text(request, "content-length").and_then(|n| n.parse::<u64>().ok());
        if announced.is_some_and(|n| n > self.max_body as u64) {
            return Err(Error::Problem(ProblemCode::TOO_LARGE));
        }
        let mut body = web::BytesMut::new();
        let until = tokio::time::Instant::now() + BODY_PATIENCE;
        while let Some(chunk) = tokio::time::timeout_at(until, payload.next())
            .await
            .map_err(|_| Error::Problem(ProblemCode::MALFORMED_REQUEST))?
        {
            let chunk = chunk.map_err(|_| Error::Problem(ProblemCode::MALFORMED_REQUEST))?;
            if body.len() + chunk.len() > self.max_body {
                return Err(Error::Problem(ProblemCode::TOO_LARGE));
            }
            body.extend_from_slice(&chunk);
        }
        let wanted = match self.is_form {
            true => "application/x-www-form-urlencoded",
            false => "application/json",
        };
        let is_json = text(request, "content-type").is_some_and(|kind| kind.starts_with(wanted));
        let is_packed = text(request, "content-encoding").is_some_and(|how| how != "identity");
        if is_packed || !body.is_empty() && !is_json {
            let refused = Error::field("body", FieldCode::Malformed);
            return Err(refused.with_code(ProblemCode::MALFORMED_REQUEST));
        }
        let mut hasher = Sha256::new();
        hasher.update(request.method().as_str());
        hasher.update(request.uri().to_string());
        hasher.update(&body);
        let hash = hex(&hasher.finalize());
        request.extensions_mut().insert(RequestHash(hash));
        Ok(Payload::from(body.freeze()))
    }
}

/// Who asks, as the session is now.
pub async fn session(request: &HttpRequest) -> Result<Ctx, Error> {
    let sessions = request.app_data::<web::Data<Arc<dyn Sessions>>>().cloned();
    let sessions = sessions.ok_or(Error::Problem(ProblemCode::UNAVAILABLE))?;
    sessions.find(request).await
}

/// The token of a program, where the request comes with one; what else its sender has to say who that is
/// does not count then.
pub fn bearer(request: &HttpRequest) -> Option<&str> {
    let (scheme, token) = text(request, "authorization")?.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}

/// Refuses what does not come from our own pages (CSRF): a form of another site can send neither the
/// header nor the content type; a page of another port or host sends its own origin.
fn refuse_foreign(request: &HttpRequest) -> Result<(), Error> {
    refuse_other_pages(request)?;
    match text(request, "x-requested-by") {
        Some("laas") => Ok(()),
        _ => Err(Error::Problem(ProblemCode::FOREIGN_ORIGIN)),
    }
}

/// Refuses what a browser says comes from the page of somebody else. A form needs no word of ours, so that
/// programs can send it, and any page could make a browser send it too.
fn refuse_other_pages(request: &HttpRequest) -> Result<(), Error> {
    let own = request.app_data::<web::Data<Origin>>();
    let origin = request.headers().get("origin");
    let is_foreign = match (origin, own) {
        (Some(origin), Some(own)) => origin.as_bytes() != own.0.as_bytes(),
        _ => false,
    };
    match is_foreign || is_elsewhere(request) {
        true => Err(Error::Problem(ProblemCode::FOREIGN_ORIGIN)),
        false => Ok(()),
    }
}

/// Does the browser say that a page of another site asks?
fn is_elsewhere(request: &HttpRequest) -> bool {
    let site = text(request, "sec-fetch-site");
    site.is_some_and(|site| !matches!(site, "same-origin" | "none"))
}

fn text<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request.headers().get(name)?.to_str().ok()
}
