//! A report of cheques prepared (รายงานการจัดทำเช็ค/ใบถอน), W-8.1: signed, each cheque is a
//! claim of the register until it is handed over.

mod print;
mod rules;
mod store;

use crate::documents::{Child, DocumentKind, HeaderRow, NewClaim, PrintFacts, Violation};
use crate::expenditure::payees;
use crate::journal::AccountingEvent;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use export::Form;
use shared::DocumentId;
use shared::document::{Document, StepName};
use shared::treasury::ChequeReport;

impl DocumentKind for ChequeReport {
    const TABLE: &'static str = "cheque_reports";
    const CHILDREN: &'static [Child] = &[("items", "cheque_items")];
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

    fn violations(&self, facts: &rules::Facts, step: Option<StepName>) -> Vec<Violation> {
        rules::violations(self, facts, step)
    }

    fn events(&self, id: DocumentId, _: StepName, _: &rules::Facts) -> Vec<AccountingEvent> {
        rules::events(self, id)
    }

    fn opens(&self, id: DocumentId, _: StepName, facts: &rules::Facts) -> Vec<NewClaim> {
        rules::opens(self, id, facts)
    }

    fn form(document: &Document<Self>, facts: &PrintFacts) -> Form {
        print::form(document, facts)
    }
}
