//! A payment (การจ่ายเงิน): confirmed, it posts the PV and its requests are done (W-8).

mod rules;
mod store;

use crate::documents::{DocumentKind, HeaderRow, NewClaim, Violation};
use crate::expenditure::payees;
use crate::journal::{AccountingEvent, Key};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use shared::document::StepName;
use shared::treasury::Payment;
use shared::warning::Warning;
use shared::{DocumentId, Money};

impl DocumentKind for Payment {
    const TABLE: &'static str = "payments";
    type Facts = rules::Facts;

    async fn facts(&self, tx: &mut Tx<'_>, header: &HeaderRow) -> Result<rules::Facts, Error> {
        store::facts(tx, self, header.id).await
    }

    fn complete(&mut self, facts: &rules::Facts) {
        rules::complete(self, facts);
    }

    fn party_name(&self, facts: &rules::Facts) -> Option<String> {
        payees(&facts.requests)
    }

    fn violations(&self, facts: &rules::Facts, _: Option<StepName>) -> Vec<Violation> {
        rules::violations(self, facts)
    }

    fn warnings(&self, facts: &rules::Facts) -> Vec<Warning> {
        rules::warnings(facts)
    }

    fn reserves(&self, facts: &rules::Facts) -> Vec<(Key, Money)> {
        rules::reserves(self, facts)
    }

    fn opens(&self, _: DocumentId, _: StepName, facts: &rules::Facts) -> Vec<NewClaim> {
        rules::opens(facts)
    }

    fn events(&self, id: DocumentId, _: StepName, facts: &rules::Facts) -> Vec<AccountingEvent> {
        rules::events(self, id, facts)
    }
}
