//! Voiding a document that has had effects (W-1.3, W-1.5, W-7.4): prepared by one person, approved
//! by the finance head; works on any kind, because effects are entries and takings.

mod print;

use crate::documents::{
    DocumentKind, HeaderRow, PrintFacts, Violation, header_row, unvoidable, void,
};
use crate::journal::Posting;
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use export::Form;
use shared::document::{Document, Kind, StepName};
use shared::ledger::Cancellation;
use shared::problem::FieldCode::UnknownValue;
use shared::{DocumentId, FieldError, ProblemCode};

/// The document to void.
pub struct Target {
    header: HeaderRow,
    /// Why it cannot be voided now.
    wrong: Option<Violation>,
}

impl DocumentKind for Cancellation {
    const TABLE: &'static str = "cancellations";
    /// The document to void, where it exists.
    type Facts = Option<Target>;

    async fn facts(&self, tx: &mut Tx<'_>, _: &HeaderRow) -> Result<Self::Facts, Error> {
        match header_row(tx, self.target_id).await {
            Ok(header) => {
                let wrong = unvoidable(tx, &header).await?;
                Ok(Some(Target { header, wrong }))
            }
            Err(Error::Problem(ProblemCode::NOT_FOUND)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn complete(&mut self, facts: &Self::Facts) {
        if let Some(Target { header: target, .. }) = facts {
            let name = target.kind.thai();
            self.document_title = format!("{name} {}", target.label());
            self.document_amount = target.amount;
        }
    }

    fn party_name(&self, facts: &Self::Facts) -> Option<String> {
        facts.as_ref()?.header.party_name.clone()
    }

    fn violations(&self, facts: &Self::Facts, _: Option<StepName>) -> Vec<Violation> {
        match facts {
            Some(target) if target.header.kind != Kind::Cancellation => {
                target.wrong.iter().cloned().collect()
            }
            _ => vec![Violation::Field(FieldError::new("target_id", UnknownValue))],
        }
    }

    fn voids(&self) -> Option<DocumentId> {
        Some(self.target_id)
    }

    async fn effect(&self, tx: &mut Tx<'_>, ctx: &Ctx, header: &HeaderRow) -> Result<(), Error> {
        let by = Posting {
            document: header.id,
            fiscal_year: header.fiscal_year,
        };
        void(tx, ctx, self.target_id, by, &self.reason).await
    }

    fn form(document: &Document<Self>, facts: &PrintFacts) -> Form {
        print::form(document, facts)
    }
}
