//! Files that are answered: what they are called, and what stands in them.

use super::Answer;
use actix_web::http::header::{ContentDisposition, HeaderValue};
use std::io::Write;
use std::process::{Command, Stdio};

/// What a browser saves a file as: the name in its own letters.
pub fn saved_as(answer: &Answer) -> String {
    let header = HeaderValue::from_bytes(answer.headers["content-disposition"].as_bytes());
    let named = ContentDisposition::from_raw(&header.expect("a header")).expect("a name");
    let name = named.get_filename_ext().expect("a name").value.clone();
    String::from_utf8(name).expect("a text")
}

/// What can be copied from a PDF, without spaces.
pub fn words_of_pdf(pdf: &[u8]) -> String {
    let mut reading = Command::new("pdftotext")
        .args(["-raw", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext, of poppler-utils");
    let mut paper = reading.stdin.take().expect("a pipe");
    paper.write_all(pdf).expect("it reads");
    drop(paper);
    let text = reading.wait_with_output().expect("a text").stdout;
    let text = String::from_utf8(text).expect("letters");
    text.split_whitespace().collect()
}
