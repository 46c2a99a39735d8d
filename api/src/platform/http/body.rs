//! Reading bodies, paths and queries: what cannot be read is a problem that names the field.

use crate::platform::error::{Context, Error};
use actix_web::dev::Payload;
use actix_web::error::QueryPayloadError;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::StreamExt;
use futures_util::future::{FutureExt, LocalBoxFuture, Ready, ready};
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::calendar::NO_SUCH_YEAR;
use shared::problem::{FieldCode, FieldError};
use shared::{FieldError as Field, ProblemCode};
use std::borrow::Cow;

/// The JSON body of a request.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(_: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let payload = payload.take();
        async move {
            let bytes = collect(payload).await?;
            refuse_nul(&bytes)?;
            let text =
                std::str::from_utf8(&bytes).map_err(|why| unreadable("", &why.to_string()))?;
            let text = written_out(text);
            let text = shared::text::clean(&text);
            let mut reader = serde_json::Deserializer::from_str(&text);
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

/// The bytes the admission of the route has read and measured; the extractors of the framework would
/// unpack them once more.
async fn collect(mut payload: Payload) -> Result<web::BytesMut, Error> {
    let mut body = web::BytesMut::new();
    while let Some(chunk) = payload.next().await {
        body.extend_from_slice(&chunk.map_err(|_| Error::Problem(ProblemCode::MALFORMED_REQUEST))?);
    }
    Ok(body)
}

/// A body with the escapes of letters beyond ASCII written out, so that every text in it can be put
/// into the letters of today. Escapes of pairs stay: no such letter is Thai.
fn written_out(body: &str) -> Cow<'_, str> {
    if !body.contains("\\u") {
        return Cow::Borrowed(body);
    }
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let digits = escape.strip_prefix("\\u").and_then(|rest| rest.get(..4));
        let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let letter = code.and_then(char::from_u32).filter(|c| !c.is_ascii());
        let (length, letter) = match letter {
            Some(letter) => (6, letter.to_string()),
            // A backslash and what it escapes, be it another backslash.
            None => {
                let length = escape
                    .char_indices()
                    .nth(2)
                    .map_or(escape.len(), |(at, _)| at);
                (length, escape.get(..length).unwrap_or_default().to_owned())
            }
        };
        out.push_str(&letter);
        rest = escape.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// JSON can hold a NUL character, texts in the database cannot. It can only be written as an escape,
/// so nearly every body is done with at a glance.
fn refuse_nul(bytes: &[u8]) -> Result<(), Error> {
    let escape = b"\\u0000";
    if !bytes.windows(escape.len()).any(|part| part == escape) {
        return Ok(());
    }
    // What is no JSON is refused by the reader, with its place.
    let body: Value = serde_json::from_slice(bytes).unwrap_or_default();
    match place_of_nul(&body, "") {
        Some(path) => Err(unreadable(&path, "a NUL character")),
        None => Ok(()),
    }
}

/// Where the first text with a NUL character stands.
fn place_of_nul(value: &Value, at: &str) -> Option<String> {
    match value {
        Value::String(text) => text.contains('\0').then(|| at.to_owned()),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| place_of_nul(item, &format!("{at}[{index}]"))),
        Value::Object(fields) => fields.iter().find_map(|(name, field)| {
            let dot = if at.is_empty() { "" } else { "." };
            place_of_nul(field, &format!("{at}{dot}{name}"))
        }),
        _ => None,
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
                .map_err(|_| Error::Problem(ProblemCode::NOT_FOUND)),
        )
    }
}

/// The query parameters of a request.
pub struct QueryOf<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for QueryOf<T> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let text = request.query_string();
        ready(match nul_parameter(text) {
            Some(name) => Err(unreadable(&name, "a NUL character")),
            None => web::Query::<T>::from_query(text)
                .map(|query| QueryOf(query.into_inner()))
                .map_err(|error| {
                    let QueryPayloadError::Deserialize(why) = &error else {
                        return unreadable("", &error.to_string());
                    };
                    unreadable(&wrong_parameter::<T>(text), &why.to_string())
                }),
        })
    }
}

/// The parameter whose text has a NUL character.
fn nul_parameter(query: &str) -> Option<String> {
    let pairs = web::Query::<Vec<(String, String)>>::from_query(query).ok()?;
    let mut pairs = pairs.into_inner().into_iter();
    pairs
        .find(|(_, text)| text.contains('\0'))
        .map(|(name, _)| name)
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
    } else if why.starts_with(NO_SUCH_YEAR) {
        (path.to_owned(), FieldCode::ImpossibleDay)
    } else if path.is_empty() || path == "." {
        ("body".to_owned(), FieldCode::Malformed)
    } else {
        (path.to_owned(), FieldCode::Malformed)
    };
    let error: Field = FieldError::new(path, code);
    let context = Context::from([("why".to_owned(), why.chars().take(200).collect())]);
    Error::Refused(ProblemCode::MALFORMED_REQUEST, context, vec![error])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_letters_are_written_out_and_others_stay() {
        for (body, out) in [
            (r#"{"a":"\u0E01\u0e33"}"#, r#"{"a":"กำ"}"#),
            (r#""\uF70A""#, "\"\u{F70A}\""),
            (r#""\\u0E01""#, r#""\\u0E01""#),
            (r#""\\\u0E01\n\"""#, r#""\\ก\n\"""#),
            (r#""\u0022\u0000""#, r#""\u0022\u0000""#),
            (r#""\ud83e\uddfe""#, r#""\ud83e\uddfe""#),
            (r#""\u0E"#, r#""\u0E"#),
            ("ก\\ก", "ก\\ก"),
        ] {
            assert_eq!(written_out(body), out, "{body}");
        }
    }
}
