//! A request for an advance (ฎีกาเงินยืม): registered, it obligates its line; paid, it is there to be
//! cleared, and done when nothing is left of it (D8).

mod print;
mod rules;
mod store;

pub use rules::Advance;
pub use store::{advance, payables};

use crate::documents::{DocumentKind, HeaderRow, PrintFacts, Violation};
use crate::journal::AccountingEvent;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use export::Form;
use shared::document::{Document, StepName};
use shared::expenditure::AdvanceRequest;
use shared::{DepartmentId, DocumentId};

impl DocumentKind for AdvanceRequest {
    const TABLE: &'static str = "advance_requests";
    type Facts = rules::Facts;

    async fn facts(&self, tx: &mut Tx<'_>, header: &HeaderRow) -> Result<rules::Facts, Error> {
        store::facts(tx, self, header).await
    }

    fn complete(&mut self, facts: &rules::Facts) {
        if let Some(borrower) = &facts.borrower {
            self.borrower_name = borrower.name_th.clone();
        }
    }

    fn party_name(&self, _: &rules::Facts) -> Option<String> {
        Some(self.borrower_name.clone())
    }

    fn department(&self) -> Option<DepartmentId> {
        Some(self.department_id)
    }

    fn violations(&self, facts: &rules::Facts, step: Option<StepName>) -> Vec<Violation> {
        rules::violations(self, facts, step)
    }

    fn events(&self, id: DocumentId, _: StepName, _: &rules::Facts) -> Vec<AccountingEvent> {
        rules::events(self, id)
    }

    fn form(document: &Document<Self>, facts: &PrintFacts) -> Form {
        print::form(document, facts)
    }
}
