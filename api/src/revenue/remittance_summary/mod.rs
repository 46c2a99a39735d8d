//! A summary of slips (ใบสำคัญสรุปใบนำส่งเงิน): posts one RV for all their receipts.

mod print;
mod rules;
mod store;

use crate::documents::{DocumentKind, HeaderRow, NewClaim, PrintFacts, Violation};
use crate::journal::AccountingEvent;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use export::Form;
use shared::DocumentId;
use shared::document::{Document, StepName};
use shared::revenue::RemittanceSummary;
use shared::warning::Warning;

impl DocumentKind for RemittanceSummary {
    const TABLE: &'static str = "remittance_summaries";
    type Facts = rules::Facts;

    async fn facts(&self, tx: &mut Tx<'_>, header: &HeaderRow) -> Result<rules::Facts, Error> {
        store::facts(tx, header.id, &self.slips).await
    }

    fn complete(&mut self, facts: &rules::Facts) {
        self.total = facts.total();
    }

    fn violations(&self, facts: &rules::Facts, _: Option<StepName>) -> Vec<Violation> {
        rules::violations(self, facts)
    }

    fn warnings(&self, facts: &rules::Facts) -> Vec<Warning> {
        rules::warnings(facts)
    }

    fn events(&self, _: DocumentId, _: StepName, facts: &rules::Facts) -> Vec<AccountingEvent> {
        rules::events(facts)
    }

    fn opens(&self, _: DocumentId, _: StepName, facts: &rules::Facts) -> Vec<NewClaim> {
        rules::opens(facts)
    }

    fn form(document: &Document<Self>, facts: &PrintFacts) -> Form {
        print::form(document, facts)
    }
}
