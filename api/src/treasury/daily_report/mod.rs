//! The daily financial status report (รายงานสถานะการเงินประจำวัน), W-10: figures taken from the
//! ledger, money counted, signed by all; then its day is frozen.

mod print;
mod routes;
mod rules;
mod store;

pub use routes::register;

use crate::documents::{DocumentKind, HeaderRow, PrintFacts, Violation};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use export::Form;
use shared::document::{Document, StepName};
use shared::treasury::DailyReport;

impl DocumentKind for DailyReport {
    const TABLE: &'static str = "daily_reports";
    type Facts = rules::Facts;

    async fn facts(&self, tx: &mut Tx<'_>, header: &HeaderRow) -> Result<rules::Facts, Error> {
        store::facts(tx, self, header.id).await
    }

    fn complete(&mut self, facts: &rules::Facts) {
        self.figures = facts.figures.clone();
        self.head = facts.head.clone();
    }

    fn violations(&self, facts: &rules::Facts, step: Option<StepName>) -> Vec<Violation> {
        rules::violations(self, facts, step)
    }

    fn form(document: &Document<Self>, facts: &PrintFacts) -> Form {
        print::form(document, facts)
    }
}
