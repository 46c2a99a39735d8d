//! Serves the built frontend. Files with a hash in their name never change; unknown paths get the
//! page, whose own routes decide.

use super::method_not_allowed;
use crate::platform::error::Error;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use shared::ProblemCode;
use std::path::{Component, Path, PathBuf};

/// The folder of the built frontend.
#[derive(Clone)]
pub struct Dist(pub PathBuf);

/// Mounts the files under `/`.
pub fn static_files(dist: &Path) -> impl FnOnce(&mut web::ServiceConfig) + use<> {
    let dist = Dist(dist.to_owned());
    move |config| {
        config
            .app_data(web::Data::new(dist))
            .default_service(web::to(serve));
    }
}

async fn serve(request: HttpRequest, dist: web::Data<Dist>) -> Result<HttpResponse, Error> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(method_not_allowed("GET, HEAD".to_owned()).await);
    }
    if request.path().starts_with("/api/") {
        return Err(Error::Problem(ProblemCode::NOT_FOUND));
    }
    let wanted = PathBuf::from(request.path().trim_start_matches('/'));
    let is_plain = wanted
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let file = dist.0.join(&wanted);
    let has_name = wanted.extension().is_some();
    let (file, name) = match is_plain && has_name && file.is_file() {
        true => (file, wanted),
        false if has_name => return Err(Error::Problem(ProblemCode::NOT_FOUND)),
        false => (dist.0.join("index.html"), PathBuf::from("index.html")),
    };
    send(&request, &file, &name).await
}

async fn send(request: &HttpRequest, file: &Path, name: &Path) -> Result<HttpResponse, Error> {
    let accepted = request.headers().get(header::ACCEPT_ENCODING);
    let accepted = accepted
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut chosen = (file.to_owned(), None);
    for (suffix, encoding) in [(".br", "br"), (".gz", "gzip")] {
        let packed = PathBuf::from(format!("{}{suffix}", file.display()));
        if accepted.contains(encoding) && packed.is_file() {
            chosen = (packed, Some(encoding));
            break;
        }
    }
    let bytes = tokio::fs::read(&chosen.0)
        .await
        .map_err(|_| Error::Problem(ProblemCode::NOT_FOUND))?;
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CONTENT_TYPE, content_type(name)));
    response.insert_header((header::VARY, "Accept-Encoding"));
    response.insert_header((header::CACHE_CONTROL, caching(name)));
    if let Some(encoding) = chosen.1 {
        response.insert_header((header::CONTENT_ENCODING, HeaderValue::from_static(encoding)));
    }
    Ok(response.body(bytes))
}

/// Names made by the bundler carry 16 hexadecimal digits of their content's hash.
fn caching(name: &Path) -> &'static str {
    let is_hash = |word: &str| word.len() == 16 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let text = name.to_string_lossy();
    match text.split(['-', '.', '/', '_']).any(is_hash) {
        true => "public, max-age=31536000, immutable",
        false => "no-cache",
    }
}

fn content_type(name: &Path) -> &'static str {
    match name.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        Some("webmanifest" | "json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
