//! A remittance slip (ใบนำส่งเงิน): receipts handed to the treasury, counted and received.

mod print;
mod rules;
mod store;

use crate::documents::{DocumentKind, HeaderRow, PrintFacts, Violation};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use export::Form;
use shared::document::{Document, StepName};
use shared::revenue::RemittanceSlip;

impl DocumentKind for RemittanceSlip {
    const TABLE: &'static str = "remittance_slips";
    type Facts = rules::Facts;

    async fn facts(&self, tx: &mut Tx<'_>, _: &HeaderRow) -> Result<rules::Facts, Error> {
        store::facts(tx, &self.receipts).await
    }

    fn complete(&mut self, facts: &rules::Facts) {
        self.total = facts.total;
    }

    fn violations(&self, facts: &rules::Facts, step: Option<StepName>) -> Vec<Violation> {
        rules::violations(self, facts, step)
    }

    fn form(document: &Document<Self>, facts: &PrintFacts) -> Form {
        print::form(document, facts)
    }
}
