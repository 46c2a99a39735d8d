//! A report of cheques prepared (รายงานการจัดทำเช็ค/ใบถอน), W-8.1: signed, nothing is posted yet.

mod print;
mod rules;
mod store;

use crate::documents::{Child, Kind, PrintFacts, Violation};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use export::Form;
use shared::DocumentId;
use shared::document::{Document, StepName};
use shared::treasury::ChequeReport;

impl Kind for ChequeReport {
    const TABLE: &'static str = "cheque_reports";
    const CHILDREN: &'static [Child] = &[("items", "cheque_items")];
    type Facts = rules::Facts;

    async fn facts(&self, tx: &mut Tx<'_>, id: DocumentId) -> Result<rules::Facts, Error> {
        store::facts(tx, self, id).await
    }

    fn complete(&mut self, facts: &rules::Facts) {
        rules::complete(self, facts);
    }

    fn party_name(&self, facts: &rules::Facts) -> Option<String> {
        facts.payees()
    }

    fn violations(&self, facts: &rules::Facts, _: Option<StepName>) -> Vec<Violation> {
        rules::violations(self, facts)
    }

    fn cancel_violations(&self, facts: &rules::Facts) -> Vec<Violation> {
        rules::cancel_violations(facts)
    }

    fn form(document: &Document<Self>, facts: &PrintFacts) -> Option<Form> {
        print::form(document, facts)
    }
}
