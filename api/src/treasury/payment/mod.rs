//! A payment (การจ่ายเงิน): confirmed, it posts the PV and its requests are done (W-8).

mod rules;
mod store;

use crate::documents::{Kind, Violation};
use crate::journal::AccountingEvent;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use shared::DocumentId;
use shared::document::StepName;
use shared::treasury::Payment;

impl Kind for Payment {
    const TABLE: &'static str = "payments";
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

    fn events(&self, _: DocumentId, _: StepName, facts: &rules::Facts) -> Vec<AccountingEvent> {
        rules::events(facts)
    }

    fn takes_over(&self, facts: &rules::Facts) -> Option<DocumentId> {
        facts.cheque.as_ref().map(|cheque| cheque.report)
    }
}
