//! The opening statement (W-18, posting rules section 11): entered, certified, in the books.

mod rules;
mod store;

use crate::documents::{Child, DocumentKind, HeaderRow, Violation};
use crate::journal::AccountingEvent;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use shared::DocumentId;
use shared::document::StepName;
use shared::ledger::Opening;

impl DocumentKind for Opening {
    const TABLE: &'static str = "openings";
    const CHILDREN: &'static [Child] = &[("lines", "opening_lines")];
    type Facts = rules::Facts;

    async fn facts(&self, tx: &mut Tx<'_>, header: &HeaderRow) -> Result<rules::Facts, Error> {
        store::facts(tx, self, header.id).await
    }

    fn complete(&mut self, _: &rules::Facts) {
        self.total = self.lines.iter().map(|line| line.debit).sum();
    }

    fn violations(&self, facts: &rules::Facts, _: Option<StepName>) -> Vec<Violation> {
        rules::violations(self, facts)
    }

    fn events(&self, id: DocumentId, _: StepName, _: &rules::Facts) -> Vec<AccountingEvent> {
        rules::events(self, id)
    }
}
