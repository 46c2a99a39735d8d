//! Reading bodies, paths and queries: what cannot be read is a problem that names the field.

use crate::platform::error::{Context, Error};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::future::{FutureExt, LocalBoxFuture, Ready, ready};
use serde::de::DeserializeOwned;
use shared::problem::{FieldCode, FieldError};
use shared::{FieldError as Field, ProblemCode};

/// The JSON body of a request.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = web::Bytes::from_request(request, payload);
        async move {
            let bytes = bytes
                .await
                .map_err(|_| Error::Problem(ProblemCode::MalformedRequest))?;
            let mut reader = serde_json::Deserializer::from_slice(&bytes);
            let value: T = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
                let path = error.path().to_string();
                unreadable(&path, &error.inner().to_string())
            })?;
            reader
                .end()
                .map_err(|error| unreadable("", &error.to_string()))?;
            Ok(Body(value))
        }
        .boxed_local()
    }
}

/// The path parameters of a request; an id that is no id is a thing that does not exist.
pub struct PathOf<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for PathOf<T> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let path = web::Path::<T>::from_request(request, payload).into_inner();
        ready(
            path.map(|path| PathOf(path.into_inner()))
                .map_err(|_| Error::Problem(ProblemCode::NotFound)),
        )
    }
}

/// The query parameters of a request.
pub struct QueryOf<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for QueryOf<T> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(
            web::Query::<T>::from_query(request.query_string())
                .map(|query| QueryOf(query.into_inner()))
                .map_err(|error| {
                    let parameter = wrong_parameter::<T>(request.query_string());
                    unreadable(&parameter, &error.to_string())
                }),
        )
    }
}

/// Which parameter cannot be read: the first one that fails alone.
fn wrong_parameter<T: DeserializeOwned>(query: &str) -> String {
    let alone = |part: &&str| web::Query::<T>::from_query(part).is_err();
    let part = query.split('&').find(alone).unwrap_or_default();
    part.split('=')
        .next()
        .unwrap_or_default()
        .chars()
        .take(50)
        .collect()
}

/// The problem for something unreadable at a path; serde's words go into the context for developers.
fn unreadable(path: &str, why: &str) -> Error {
    let named = |prefix: &str| {
        let rest = why.strip_prefix(prefix)?;
        rest.split('`').next().map(str::to_owned)
    };
    let join = |field: String| match path {
        "" | "." => field,
        path => format!("{path}.{field}"),
    };
    let (path, code) = if let Some(field) = named("missing field `") {
        (join(field), FieldCode::Required)
    } else if let Some(field) = named("unknown field `") {
        let known = path.rsplit('.').next() == Some(field.as_str());
        (
            if known { path.to_owned() } else { join(field) },
            FieldCode::UnknownField,
        )
    } else if why.starts_with("unknown variant") {
        (path.to_owned(), FieldCode::UnknownValue)
    } else if path.is_empty() || path == "." {
        ("body".to_owned(), FieldCode::Malformed)
    } else {
        (path.to_owned(), FieldCode::Malformed)
    };
    let error: Field = FieldError::new(path, code);
    let context = Context::from([("why".to_owned(), why.chars().take(200).collect())]);
    Error::Refused(ProblemCode::MalformedRequest, context, vec![error])
}
