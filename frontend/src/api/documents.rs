//! Calls about documents of any kind.

use super::{Failure, get, get_in_background, post, put, query};
use chrono::NaiveDate;
use serde_json::Value;
use shared::claims::Claim;
use shared::document::{
    Action, ActionRequest, AsReturned, Attachment, ChangedDocument, Document, DocumentCount,
    DocumentEvent, DocumentHeader, Doer, Kind, NewAttachment, NewDocument, Status, spec,
};
use shared::ledger::Entry;
use shared::page::{Page, Portion};
use shared::search::Found;
use shared::warning::Warning;
use shared::{AttachmentId, DocumentId};

/// A document whose body only its own form understands.
pub type AnyDocument = Document<Value>;

/// Most rows a list gives at once.
pub const ALL_AT_ONCE: &str = "200";

/// A page of documents; `filters` are the parameters of the API.
pub async fn list(kind: Kind, filters: &[(&str, &str)]) -> Result<Page<DocumentHeader>, Failure> {
    get(&format!("/{}{}", spec(kind).path, query(filters))).await
}

/// A page of documents of every kind one may read.
pub async fn of_all_kinds(filters: &[(&str, &str)]) -> Result<Page<DocumentHeader>, Failure> {
    get(&format!("/documents{}", query(filters))).await
}

/// Who made documents or took a step of one.
pub async fn people() -> Result<Vec<Doer>, Failure> {
    get("/documents/people").await
}

/// How many documents there are of each kind and status.
pub async fn counts(filters: &[(&str, &str)]) -> Result<Vec<DocumentCount>, Failure> {
    get(&format!("/documents/counts{}", query(filters))).await
}

/// Every document of a status that no other document has taken, however many answers they fill.
pub async fn free(kind: Kind, status: Status) -> Result<Vec<DocumentHeader>, Failure> {
    let mut found: Vec<DocumentHeader> = Vec::new();
    loop {
        let after = found.last().map(|row| row.id.to_string());
        let filters = [
            ("status", status.as_str()),
            ("is_free", "true"),
            ("after", after.as_deref().unwrap_or_default()),
            ("per_page", ALL_AT_ONCE),
        ];
        let next = list(kind, &filters).await?.items;
        if next.is_empty() {
            return Ok(found);
        }
        found.extend(next);
    }
}

/// Everything that can be drawn on, on these accounts, however many answers it fills.
pub async fn claims(accounts: &[&str]) -> Result<Vec<Claim>, Failure> {
    claims_where("account", &accounts.join(",")).await
}

/// Everything that can be drawn on and stems from documents of a kind.
pub async fn claims_of(kind: Kind) -> Result<Vec<Claim>, Failure> {
    claims_where("kind", kind.as_str()).await
}

async fn claims_where(field: &str, wanted: &str) -> Result<Vec<Claim>, Failure> {
    let mut found: Vec<Claim> = Vec::new();
    let mut after = None;
    loop {
        let mut filters = vec![(field, wanted), ("per_page", ALL_AT_ONCE)];
        filters.extend(after.as_deref().map(|place| ("after", place)));
        let next: Portion<Claim> = get(&format!("/claims{}", query(&filters))).await?;
        found.extend(next.items);
        match next.next {
            Some(place) => after = Some(place),
            None => return Ok(found),
        }
    }
}

/// One document.
pub async fn read(kind: Kind, id: DocumentId) -> Result<AnyDocument, Failure> {
    get(&format!("/{}/{id}", spec(kind).path)).await
}

/// A new draft.
pub async fn create(kind: Kind, draft: &NewDocument<Value>) -> Result<AnyDocument, Failure> {
    post(&format!("/{}", spec(kind).path), draft).await
}

/// A changed draft.
pub async fn change(
    kind: Kind,
    id: DocumentId,
    draft: &ChangedDocument<Value>,
) -> Result<AnyDocument, Failure> {
    put(&format!("/{}/{id}", spec(kind).path), draft).await
}

/// A step.
pub async fn act(
    kind: Kind,
    id: DocumentId,
    action: Action,
    request: &ActionRequest,
) -> Result<AnyDocument, Failure> {
    post(&format!("/{}/{id}/{action}", spec(kind).path), request).await
}

/// What is booked, or what the next steps would book.
pub async fn entries(kind: Kind, id: DocumentId) -> Result<Vec<Entry>, Failure> {
    get(&format!("/{}/{id}/entries", spec(kind).path)).await
}

/// The body as it was when the document was last sent back.
pub async fn as_returned(kind: Kind, id: DocumentId) -> Result<AsReturned<Value>, Failure> {
    get(&format!("/{}/{id}/as-returned", spec(kind).path)).await
}

/// Who did what when.
pub async fn history(kind: Kind, id: DocumentId) -> Result<Vec<DocumentEvent>, Failure> {
    get(&format!("/{}/{id}/history", spec(kind).path)).await
}

/// What to look at before the next step.
pub async fn warnings(kind: Kind, id: DocumentId) -> Result<Vec<Warning>, Failure> {
    get(&format!("/{}/{id}/warnings", spec(kind).path)).await
}

/// What waits for me, of every kind: as much as somebody looks through at once.
const INBOX: &str = "/inbox?per_page=100";

/// What waits for me, of every kind.
pub async fn inbox() -> Result<Page<DocumentHeader>, Failure> {
    get(INBOX).await
}

/// The same, asked by nobody.
pub async fn inbox_in_background() -> Result<Page<DocumentHeader>, Failure> {
    get_in_background(INBOX).await
}

/// What one question finds.
pub async fn search(text: &str) -> Result<Found, Failure> {
    get(&format!("/search{}", query(&[("q", text)]))).await
}

/// The header of a document whose kind is not known.
pub async fn header(id: DocumentId) -> Result<DocumentHeader, Failure> {
    get(&format!("/documents/{id}")).await
}

/// The same, asked by nobody.
pub async fn header_in_background(id: DocumentId) -> Result<DocumentHeader, Failure> {
    get_in_background(&format!("/documents/{id}")).await
}

/// The files of a document, withdrawn ones included.
pub async fn attachments(kind: Kind, id: DocumentId) -> Result<Vec<Attachment>, Failure> {
    get(&format!("/{}/{id}/attachments", spec(kind).path)).await
}

/// Attaches a file.
pub async fn attach(
    kind: Kind,
    id: DocumentId,
    file: &NewAttachment,
) -> Result<Attachment, Failure> {
    post(&format!("/{}/{id}/attachments", spec(kind).path), file).await
}

/// Withdraws a file from a draft.
pub async fn withdraw(
    kind: Kind,
    id: DocumentId,
    file: AttachmentId,
) -> Result<Attachment, Failure> {
    let path = spec(kind).path;
    post(&format!("/{path}/{id}/attachments/{file}/withdraw"), &()).await
}

/// The address of a file.
pub fn attachment_address(kind: Kind, id: DocumentId, file: AttachmentId) -> String {
    let path = spec(kind).path;
    format!("{}/{path}/{id}/attachments/{file}", super::BASE)
}

/// The address of the printed form.
pub fn print_address(kind: Kind, id: DocumentId) -> String {
    format!("{}/{}/{id}/print", super::BASE, spec(kind).path)
}

/// Where the papers of a day are as one file.
pub fn day_papers_path(day: NaiveDate) -> String {
    format!("/documents/papers{}", query(&[("day", &day.to_string())]))
}

/// The address of a voucher that a document has booked, on paper.
pub fn voucher_address(kind: Kind, id: DocumentId, number: &str) -> String {
    let number = String::from(js_sys::encode_uri_component(number));
    format!("{}?voucher={number}", print_address(kind, id))
}

/// The address of a document as a workbook.
pub fn spreadsheet_address(kind: Kind, id: DocumentId) -> String {
    format!("{}/{}/{id}/spreadsheet", super::BASE, spec(kind).path)
}
