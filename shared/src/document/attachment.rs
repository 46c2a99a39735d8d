//! Files that belong to a document: scans of the paper behind it (W-1.10).

use super::check_text;
use crate::problem::FieldCode;
use crate::{AttachmentId, FieldError, PersonId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The largest file, in bytes.
pub const MAX_ATTACHMENT: usize = 10 * 1024 * 1024;

/// The types of files accepted (W-1.10).
pub const MEDIA_TYPES: [&str; 3] = ["application/pdf", "image/jpeg", "image/png"];

/// The type of a file by its first bytes, if it is one of [`MEDIA_TYPES`]; its name proves nothing.
fn media_type(content: &[u8]) -> Option<&'static str> {
    let [pdf, jpeg, png] = MEDIA_TYPES;
    let begins: [(&[u8], &str); 3] = [
        (b"%PDF-", pdf),
        (b"\xFF\xD8\xFF", jpeg),
        (b"\x89PNG\r\n\x1A\n", png),
    ];
    let found = begins.iter().find(|(start, _)| content.starts_with(start));
    found.map(|(_, kind)| *kind)
}

/// The type of a file by its first bytes and its size in bytes, or why it is not taken.
pub fn accept_file(start: &[u8], bytes: usize) -> Result<&'static str, FieldCode> {
    match media_type(start) {
        _ if bytes > MAX_ATTACHMENT => Err(FieldCode::FileTooLarge),
        Some(kind) => Ok(kind),
        None => Err(FieldCode::WrongFileType),
    }
}

/// What is known of a file; its content is read apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, diesel::Queryable))]
pub struct Attachment {
    pub id: AttachmentId,
    /// Its name, as it was on the computer it came from.
    pub name: String,
    pub media_type: String,
    /// Its size in bytes.
    pub bytes: i32,
    /// SHA-256 of its content, hexadecimal; this is what the record proves.
    pub sha256: String,
    pub attached_by: PersonId,
    /// Name at that time.
    pub attached_by_name: String,
    pub attached_at: DateTime<Utc>,
    /// When it was withdrawn from a draft; it is kept all the same.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl Attachment {
    /// Its name without ending, and the ending that fits its type, so that a computer it is saved
    /// on opens it.
    pub fn stem_and_ending(&self) -> (&str, &str) {
        let [pdf, jpeg, _] = MEDIA_TYPES;
        let endings: &[&str] = match self.media_type.as_str() {
            kind if kind == pdf => &["pdf"],
            kind if kind == jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            _ => &["png"],
        };
        match self.name.rsplit_once('.') {
            Some((stem, own)) if endings.iter().any(|known| own.eq_ignore_ascii_case(known)) => {
                (stem, own)
            }
            _ => (&self.name, endings[0]),
        }
    }
}

/// A file to attach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAttachment {
    /// Made by whoever attaches it, version 7.
    pub id: AttachmentId,
    /// Its name, at most 200 characters.
    pub file_name: String,
    /// The file in base64: PDF, JPG or PNG of at most 10 MiB.
    pub content: String,
}

impl NewAttachment {
    /// What can be found wrong before the content is looked at.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_text(&mut errors, "file_name", &self.file_name, 200);
        if self.content.is_empty() {
            errors.push(FieldError::new("content", FieldCode::Required));
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_told_by_the_first_bytes() {
        assert_eq!(media_type(b"%PDF-1.7 ..."), Some("application/pdf"));
        assert_eq!(media_type(b"\xFF\xD8\xFF\xE0"), Some("image/jpeg"));
        assert_eq!(media_type(b"\x89PNG\r\n\x1A\n"), Some("image/png"));
        for other in [&b""[..], b"<html>", b"GIF89a", b"MZ", b" %PDF-1.7"] {
            assert_eq!(media_type(other), None);
        }
    }

    #[test]
    fn a_file_is_taken_or_told_why_not() {
        let pdf = b"%PDF-1.7";
        assert_eq!(accept_file(pdf, MAX_ATTACHMENT), Ok("application/pdf"));
        let large = MAX_ATTACHMENT + 1;
        assert_eq!(accept_file(pdf, large), Err(FieldCode::FileTooLarge));
        assert_eq!(accept_file(b"<html>", 6), Err(FieldCode::WrongFileType));
    }
}
