//! Calls about books and reports.

use super::{Failure, get, post, query};
use chrono::NaiveDate;
use shared::activity::{Activity, ActivityDetail, Look};
use shared::ledger::{EntryPage, TrialBalanceRow};
use shared::page::Page;
use shared::proofs::Proofs;
use shared::reporting::{ReceiptsPaymentsRow, RecordHead, Witness};
use shared::treasury::DailyFigures;

/// Entries of the journal; `filters` are the parameters of the API.
pub async fn journal(filters: &[(&str, &str)]) -> Result<EntryPage, Failure> {
    get(&format!("/journal/entries{}", query(filters))).await
}

/// What was done, newest first; `filters` are the parameters of the API.
pub async fn activity(filters: &[(&str, &str)]) -> Result<Page<Activity>, Failure> {
    get(&format!("/activity{}", query(filters))).await
}

/// One act with a page of what it changed.
pub async fn activity_act(seq: i64, page: u32) -> Result<ActivityDetail, Failure> {
    get(&format!("/activity/{seq}?page={page}")).await
}

/// The same with numbers of citizens and accounts whole; the look is recorded.
pub async fn examine_act(seq: i64, look: &Look) -> Result<ActivityDetail, Failure> {
    post(&format!("/activity/{seq}/examine"), look).await
}

/// The figures of a day, live.
pub async fn daily_status(date: NaiveDate) -> Result<DailyFigures, Failure> {
    get(&format!("/reports/daily-status?date={date}")).await
}

/// When the books and their backup were last proved.
pub async fn proofs() -> Result<Proofs, Failure> {
    get("/proofs").await
}

/// งบทดลอง from day to day, both `YYYY-MM-DD` and counted in.
pub async fn trial_balance(from: &str, to: &str) -> Result<Vec<TrialBalanceRow>, Failure> {
    let filters = [("from", from), ("to", to)];
    get(&format!("/reports/trial-balance{}", query(&filters))).await
}

/// รายงานรับ-จ่ายเงิน from day to day, both `YYYY-MM-DD` and counted in.
pub async fn receipts_payments(from: &str, to: &str) -> Result<Vec<ReceiptsPaymentsRow>, Failure> {
    let filters = [("from", from), ("to", to)];
    get(&format!("/reports/receipts-payments{}", query(&filters))).await
}

/// Where the books of the organisation are as one file.
pub const BUNDLE: &str = "/record/bundle";

/// The same as an address.
pub fn bundle_address() -> String {
    format!("{}{BUNDLE}", super::BASE)
}

/// Where the record stands.
pub async fn record_head() -> Result<RecordHead, Failure> {
    get("/record/head").await
}

/// Whether the record of an organisation still holds what a paper witnesses; of the code that a document's own
/// paper has, which document that is.
pub async fn witness(of_document: bool, entity: &str, code: &str) -> Result<Witness, Failure> {
    let of = if of_document { "papers" } else { "witness" };
    get(&format!("/{of}/{entity}/{code}")).await
}
