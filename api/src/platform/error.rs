//! The only conversion of errors to HTTP, and from the database.

use super::access::Missing;
use super::telemetry::request_id;
use actix_web::http::StatusCode;
use actix_web::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, ResponseError};
use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError};
use shared::calendar::thai_long;
use shared::problem::{FieldCode, FieldError, MissingRight, Problem, ProblemCode, fill};
use shared::programs::bearer_error;
use std::collections::BTreeMap;

/// Names and amounts of a refusal's sentence.
pub type Context = BTreeMap<String, String>;

/// For which nothing is written until somebody has put the machine in order; reading goes on.
const STOPPED: [ProblemCode; 2] = [ProblemCode::STORAGE_FULL, ProblemCode::CLOCK_WRONG];
/// When to come again then.
const ORDER_SECONDS: i64 = 60;

/// When to come again where the database was kept waiting.
const BUSY_SECONDS: i64 = 5;

/// When to come again where nothing better is known.
const SOON_SECONDS: &str = "5";

/// Everything that can go wrong with a request.
#[derive(Debug)]
pub enum Error {
    /// A right is missing.
    Forbidden(Box<Missing>),
    /// A refusal that needs no more words than its code.
    Problem(ProblemCode),
    /// A refusal with names and amounts, and the fields it concerns.
    Refused(ProblemCode, Context, Vec<FieldError>),
    /// Fields are missing or wrong.
    Invalid(Vec<FieldError>),
    /// The database or another part cannot be reached now.
    Unavailable(anyhow::Error),
    /// A bug or an outage: logged once, answered with the request's number.
    Unexpected(anyhow::Error),
}

impl Error {
    /// A refusal of one field.
    pub fn field(path: &str, code: FieldCode) -> Error {
        Error::Invalid(vec![FieldError::new(path, code)])
    }

    /// The same fields under another code.
    pub fn with_code(self, code: ProblemCode) -> Error {
        match self {
            Error::Invalid(errors) => Error::Refused(code, Context::new(), errors),
            other => other,
        }
    }

    /// The same, with each field told differently.
    pub fn with_fields(self, tell: impl Fn(FieldError) -> FieldError) -> Error {
        let told = |errors: Vec<FieldError>| errors.into_iter().map(&tell).collect();
        match self {
            Error::Invalid(errors) => Error::Invalid(told(errors)),
            Error::Refused(code, context, errors) => Error::Refused(code, context, told(errors)),
            other => other,
        }
    }

    /// Something that cannot happen, or an outage.
    pub fn unexpected(error: impl Into<anyhow::Error>) -> Error {
        Error::Unexpected(error.into())
    }

    /// The same, for boxed errors.
    pub fn unexpected_boxed(error: Box<dyn std::error::Error + Send + Sync>) -> Error {
        Error::Unexpected(anyhow::anyhow!(error))
    }

    /// Something that will pass.
    pub fn unavailable(error: impl Into<anyhow::Error>) -> Error {
        Error::Unavailable(error.into())
    }

    /// A refusal that will pass in so many seconds.
    pub fn come_again(code: ProblemCode, wait_seconds: i64) -> Error {
        let context = Context::from([("wait_seconds".to_owned(), wait_seconds.to_string())]);
        Error::Refused(code, context, Vec::new())
    }

    /// A wrong setting; stops the start.
    pub fn setting(name: &str, what: &str) -> Error {
        Error::Unexpected(anyhow::anyhow!("setting {name} {what}"))
    }

    /// The stable code that programs read and messages are found by.
    pub fn code(&self) -> ProblemCode {
        match self {
            Error::Forbidden(missing) => missing.code,
            Error::Problem(code) | Error::Refused(code, _, _) => *code,
            Error::Invalid(_) => ProblemCode::INVALID_FIELDS,
            Error::Unavailable(_) => ProblemCode::UNAVAILABLE,
            Error::Unexpected(_) => ProblemCode::UNEXPECTED,
        }
    }

    /// Is nothing written at the moment, whatever it is?
    pub fn has_stopped_writing(&self) -> bool {
        STOPPED.contains(&self.code())
    }

    /// The problem document.
    pub fn problem(&self) -> Problem {
        let code = self.code();
        let (context, errors) = match self {
            Error::Refused(_, context, errors) => (context.clone(), errors.clone()),
            Error::Invalid(errors) => (Context::new(), errors.clone()),
            Error::Forbidden(missing) => (missing.context.clone(), Vec::new()),
            _ => (Context::new(), Vec::new()),
        };
        Problem {
            kind: format!("/problems/{code}"),
            title: fill(code.thai(), &context),
            status: code.status(),
            detail: fill(code.english(), &context),
            instance: request_id().map(|id| id.to_string()).unwrap_or_default(),
            code,
            errors,
            context,
            missing: self.missing().map(|missing| MissingRight {
                permission: missing.permission,
                name: missing.permission.thai(),
                holders: missing.holders.clone(),
            }),
        }
    }

    /// The right that is missing, where that is why.
    pub fn missing(&self) -> Option<&Missing> {
        match self {
            Error::Forbidden(missing) => Some(missing),
            _ => None,
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::Unavailable(error) | Error::Unexpected(error) => write!(f, "{error:#}"),
            other => write!(f, "{}", other.problem().detail),
        }
    }
}

impl std::error::Error for Error {}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        if let Error::Unexpected(error) | Error::Unavailable(error) = self {
            tracing::error!(error = format!("{error:#}"), "request failed");
        }
        let mut response = HttpResponse::build(self.status_code());
        let problem = self.problem();
        let wait = problem.context.get("wait_seconds").map(String::as_str);
        let will_pass = self.status_code() == StatusCode::SERVICE_UNAVAILABLE;
        if let Some(seconds) = wait.or(will_pass.then_some(SOON_SECONDS)) {
            response.insert_header((RETRY_AFTER, seconds));
        }
        if let Some(error) = bearer_error(problem.code) {
            response.insert_header((WWW_AUTHENTICATE, format!("Bearer error=\"{error}\"")));
        }
        response
            .content_type("application/problem+json")
            .json(problem)
    }
}

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Error {
        if let DieselError::DatabaseError(kind, info) = &error {
            if is_full(info.message()) {
                return Error::come_again(ProblemCode::STORAGE_FULL, ORDER_SECONDS);
            }
            if is_late(info.message()) {
                return Error::come_again(ProblemCode::BUSY, BUSY_SECONDS);
            }
            if let Some(refused) = refusal(&**info, kind) {
                return refused;
            }
            if let Some(field) = beyond(info.message()) {
                let error = Error::field(field, FieldCode::Malformed);
                return error.with_code(ProblemCode::MALFORMED_REQUEST);
            }
            if is_gone(info.message(), kind) || is_failing(info.message()) {
                return Error::unavailable(error);
            }
        }
        if matches!(error, DieselError::BrokenTransactionManager) {
            return Error::unavailable(error);
        }
        Error::unexpected(error)
    }
}

/// The kind of field for a value that the database cannot hold. The last wall: what can be sent is
/// refused when it is read; a sum of many documents is seen only here.
fn beyond(message: &str) -> Option<&'static str> {
    match message {
        text if text.starts_with("numeric field overflow") => Some("amount"),
        text if text.starts_with("invalid input syntax for type date") => Some("date"),
        text if text.starts_with("invalid byte sequence for encoding") => Some("body"),
        text if text.contains("out of range") => Some("body"),
        _ => None,
    }
}

/// No room: the last wall was hit; the watch of the disk stops the writing before
/// (`deploy/laas-room`). Nothing was written.
fn is_full(message: &str) -> bool {
    message.ends_with("No space left on device")
}

/// A lock, or a statement, took longer than a connection is set to wait: nothing was done.
fn is_late(message: &str) -> bool {
    let late = ["lock timeout", "statement timeout"];
    let reason = message.strip_prefix("canceling statement due to ");
    reason.is_some_and(|reason| late.contains(&reason))
}

/// The connection is gone, by itself or ended by the database: what was asked may have happened.
fn is_gone(message: &str, kind: &DatabaseErrorKind) -> bool {
    use DatabaseErrorKind::{ClosedConnection, UnableToSendCommand};
    // diesel-async says it with the second; diesel hides the SQLSTATE of the rest (57P01 to 57P03).
    matches!(kind, ClosedConnection | UnableToSendCommand)
        || message.starts_with("terminating connection")
}

/// The database neither reads nor writes, or only reads: an outage of the machine or a standby, and not
/// a fault of what was asked.
fn is_failing(message: &str) -> bool {
    let reasons = [
        "Input/output error",
        "Read-only file system",
        "in a read-only transaction",
    ];
    reasons.iter().any(|reason| message.ends_with(reason))
}

/// What the guards of the database mean. The Rust side refuses first and with better words; these
/// are for what goes around it. A trigger says `laas:` and the code of a problem, with the day, the
/// number or the year it is about; a constraint has its meaning in its comment.
fn refusal(info: &dyn DatabaseErrorInformation, kind: &DatabaseErrorKind) -> Option<Error> {
    if let Some(code) = info.message().strip_prefix("laas:") {
        let code = code.parse().ok()?;
        if STOPPED.contains(&code) {
            return Some(Error::come_again(code, ORDER_SECONDS));
        }
        // What the sentence leaves to be filled in is what the detail is about.
        let place = code.thai().split_once('{');
        let place = place.and_then(|(_, rest)| Some(rest.split_once('}')?.0));
        let about = place.zip(info.details()).map(|(place, detail)| {
            let day = detail.parse().ok().filter(|_| place == "date");
            let told = day.map_or_else(|| detail.to_owned(), thai_long);
            (place.to_owned(), told)
        });
        return Some(Error::Refused(code, Context::from_iter(about), Vec::new()));
    }
    let named = info.constraint_name().and_then(super::db::refusal);
    // Whatever must not be there twice was sent by somebody: never an error of ours.
    let is_twice = matches!(kind, DatabaseErrorKind::UniqueViolation);
    named.or_else(|| is_twice.then_some(Error::Problem(ProblemCode::DUPLICATE_REQUEST)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kind: DatabaseErrorKind, message: &str) -> ProblemCode {
        Error::from(DieselError::DatabaseError(
            kind,
            Box::new(message.to_owned()),
        ))
        .code()
    }

    #[test]
    fn what_is_there_already_was_sent_by_somebody() {
        let code = told(DatabaseErrorKind::UniqueViolation, "whichever key it is");
        assert_eq!(code, ProblemCode::DUPLICATE_REQUEST);
    }

    #[test]
    fn a_full_disk_and_a_wrong_clock_are_told_as_such_and_when_to_come_again() {
        use ProblemCode as Code;
        for (message, code) in [
            ("laas:storage_full", Code::STORAGE_FULL),
            (
                "could not extend file \"base/1/2\": No space left on device",
                Code::STORAGE_FULL,
            ),
            ("laas:clock_wrong", Code::CLOCK_WRONG),
        ] {
            let kind = DatabaseErrorKind::Unknown;
            let info = Box::new(message.to_owned());
            let error = Error::from(DieselError::DatabaseError(kind, info));
            assert_eq!(error.code(), code, "{message}");
            assert!(error.has_stopped_writing(), "{message}");
            assert!(error.error_response().headers().contains_key(RETRY_AFTER));
        }
    }

    #[test]
    fn what_will_pass_says_when_to_come_again() {
        let kind = || DatabaseErrorKind::Unknown;
        for message in [
            "canceling statement due to lock timeout",
            "canceling statement due to statement timeout",
        ] {
            assert_eq!(told(kind(), message), ProblemCode::BUSY, "{message}");
        }
        let gone = Error::Unavailable(anyhow::anyhow!("gone"));
        for error in [gone, Error::Problem(ProblemCode::UNAVAILABLE)] {
            assert!(error.error_response().headers().contains_key(RETRY_AFTER));
        }
        let refused = Error::Problem(ProblemCode::NOT_FOUND);
        assert!(!refused.error_response().headers().contains_key(RETRY_AFTER));
    }

    #[test]
    fn a_disk_that_fails_is_an_outage() {
        for message in [
            "could not open file \"base/1/2\": Input/output error",
            "could not write to file \"pg_wal/1\": Read-only file system",
            "cannot execute SELECT FOR UPDATE in a read-only transaction",
        ] {
            let code = told(DatabaseErrorKind::Unknown, message);
            assert_eq!(code, ProblemCode::UNAVAILABLE, "{message}");
        }
    }

    #[test]
    fn triggers_say_problems_by_their_codes() {
        use DatabaseErrorKind::Unknown;
        for (message, code) in [
            ("laas:unbalanced", ProblemCode::UNBALANCED),
            ("laas:day_closed", ProblemCode::DAY_CLOSED),
            ("laas:not_found", ProblemCode::NOT_FOUND),
            // What only a bug can do is no refusal.
            ("laas:write_outside_record", ProblemCode::UNEXPECTED),
        ] {
            assert_eq!(told(Unknown, message), code, "{message}");
        }
    }
}
