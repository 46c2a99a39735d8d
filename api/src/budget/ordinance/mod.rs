//! The annual ordinance (ข้อบัญญัติงบประมาณรายจ่าย), rule A1: approved, it opens its lines.

mod print;
mod rules;
mod store;

pub use store::{Estimate, estimates};

use crate::documents::{Child, DocumentKind, HeaderRow, PrintFacts, Violation};
use crate::journal::AccountingEvent;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use export::Form;
use shared::DocumentId;
use shared::budget::Ordinance;
use shared::document::{Document, StepName};

impl DocumentKind for Ordinance {
    const TABLE: &'static str = "ordinances";
    const CHILDREN: &'static [Child] = &[
        ("estimates", "ordinance_estimates"),
        ("lines", "ordinance_lines"),
    ];
    type Facts = rules::Facts;

    async fn facts(&self, tx: &mut Tx<'_>, header: &HeaderRow) -> Result<rules::Facts, Error> {
        store::facts(tx, self, header).await
    }

    fn violations(&self, facts: &rules::Facts, _: Option<StepName>) -> Vec<Violation> {
        rules::violations(self, facts)
    }

    fn events(&self, id: DocumentId, _: StepName, _: &rules::Facts) -> Vec<AccountingEvent> {
        rules::events(self, id)
    }

    async fn effect(&self, tx: &mut Tx<'_>, _: &Ctx, header: &HeaderRow) -> Result<(), Error> {
        store::open_lines(tx, self, header).await
    }

    fn form(document: &Document<Self>, facts: &PrintFacts) -> Form {
        print::form(document, facts)
    }
}
