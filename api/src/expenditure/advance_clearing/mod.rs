//! Clearing an advance (ส่งใช้เงินยืม) by vouchers and by what comes back in money (D8): draws on what
//! the payment of the advance brought into being.

mod print;
mod rules;
mod store;

use crate::documents::{Child, DocumentKind, HeaderRow, PrintFacts, Violation};
use crate::journal::{AccountingEvent, Key};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use export::Form;
use shared::document::{Document, StepName};
use shared::expenditure::AdvanceClearing;
use shared::{DepartmentId, DocumentId, FiscalYear, Money};

impl DocumentKind for AdvanceClearing {
    const TABLE: &'static str = "advance_clearings";
    const CHILDREN: &'static [Child] = &[("vouchers", "advance_vouchers")];
    type Facts = rules::Facts;

    async fn facts(&self, tx: &mut Tx<'_>, header: &HeaderRow) -> Result<rules::Facts, Error> {
        store::facts(tx, self, header).await
    }

    fn complete(&mut self, facts: &rules::Facts) {
        if let Some(advance) = &facts.advance {
            self.borrower_name = advance.borrower_name.clone();
            self.contract_no = advance.contract_no.clone();
        }
    }

    fn party_name(&self, _: &rules::Facts) -> Option<String> {
        Some(self.borrower_name.clone())
    }

    fn department(&self) -> Option<DepartmentId> {
        Some(self.department_id)
    }

    /// That of the line, which was obligated when the advance was asked for: what is spent after 30
    /// September is charged where it was (R26, R27).
    fn year(&self, facts: &rules::Facts) -> Option<FiscalYear> {
        facts.line.as_ref().map(|line| line.fiscal_year)
    }

    fn violations(&self, facts: &rules::Facts, _: Option<StepName>) -> Vec<Violation> {
        rules::violations(self, facts)
    }

    fn reserves(&self, facts: &rules::Facts) -> Vec<(Key, Money)> {
        rules::reserves(self, facts)
    }

    fn events(&self, id: DocumentId, _: StepName, facts: &rules::Facts) -> Vec<AccountingEvent> {
        rules::events(self, id, facts)
    }

    fn form(document: &Document<Self>, facts: &PrintFacts) -> Form {
        print::form(document, facts)
    }
}
