//! What a kind of document must supply.

use super::claims::NewClaim;
use super::header::HeaderRow;
use super::print::{self, PrintFacts};
use crate::journal::{AccountingEvent, Key};
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::{Context, Error};
use export::Form;
use serde_json::Value;
use shared::document::{Document, DocumentBody, StepName};
use shared::problem::FieldError;
use shared::warning::{Twin, Warning};
use shared::{DepartmentId, DocumentId, FiscalYear, Money, ProblemCode};
use std::future::Future;

/// A table of rows that belong to a document: the field of the body, the table.
pub type Child = (&'static str, &'static str);

/// What is wrong with a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Violation {
    Field(FieldError),
    /// A rule of the field (`scenario-format.md` 9), with the names and amounts of its sentence.
    Rule(ProblemCode, Context),
}

impl Violation {
    /// A rule that needs no names.
    pub fn rule(code: ProblemCode) -> Violation {
        Violation::Rule(code, Context::new())
    }

    /// The same with one name more in its sentence.
    pub fn naming(mut self, name: &str, value: &str) -> Violation {
        if let Violation::Rule(_, context) = &mut self {
            context.insert(name.to_owned(), value.to_owned());
        }
        self
    }

    /// A rule with names and amounts.
    pub fn with(code: ProblemCode, context: &[(&str, String)]) -> Violation {
        let context = context
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()));
        Violation::Rule(code, context.collect())
    }
}

/// A kind of document: its body, where it is kept, what the law says of it, what it posts.
pub trait DocumentKind: DocumentBody {
    /// Its table; columns are named as the fields of the body.
    const TABLE: &'static str;
    /// Its tables of rows.
    const CHILDREN: &'static [Child] = &[];

    /// What the rules need to know about the rest of the system.
    type Facts;

    /// Loads the facts, in one place. In a new draft the header has id, year and day only.
    fn facts(
        &self,
        tx: &mut Tx<'_>,
        header: &HeaderRow,
    ) -> impl Future<Output = Result<Self::Facts, Error>>;

    /// Fills in what only the server knows; runs while the document is a draft.
    fn complete(&mut self, _facts: &Self::Facts) {}

    /// Payer or payee, for lists.
    fn party_name(&self, _facts: &Self::Facts) -> Option<String> {
        None
    }

    /// The department it belongs to, for kinds that belong to one.
    fn department(&self) -> Option<DepartmentId> {
        None
    }

    /// Pure: the fiscal year it is of, where what it refers to decides and not the day (W-1.8). Asked while
    /// it is a draft.
    fn year(&self, _facts: &Self::Facts) -> Option<FiscalYear> {
        None
    }

    /// Pure: which route of its kind it takes; none is the ordinary one. Asked while it is a draft.
    fn route(&self, _facts: &Self::Facts) -> Option<&'static str> {
        None
    }

    /// Pure: what is wrong with it, when saved (`None`) or at a step.
    fn violations(&self, facts: &Self::Facts, step: Option<StepName>) -> Vec<Violation>;

    /// Pure: what a person should look at before its next step, beside documents that are the same.
    fn warnings(&self, _facts: &Self::Facts) -> Vec<Warning> {
        Vec::new()
    }

    /// Pure: what makes another document most likely the same one entered twice.
    fn twins(&self, _facts: &Self::Facts) -> Vec<Twin> {
        Vec::new()
    }

    /// Pure: what happens at a step, in accounting terms. Where a fact is missing its account is left
    /// out, never the event: posting refuses what has no account, and takes no event for nothing.
    fn events(
        &self,
        _id: DocumentId,
        _step: StepName,
        _facts: &Self::Facts,
    ) -> Vec<AccountingEvent> {
        Vec::new()
    }

    /// Pure: what it keeps for itself of limited balances from leaving draft until it draws on them
    /// (a step that stems from it posts to them) or leaves its route, in baht.
    fn reserves(&self, _facts: &Self::Facts) -> Vec<(Key, Money)> {
        Vec::new()
    }

    /// Pure: what the balances are called that a step brings into being for others to draw on.
    fn opens(&self, _id: DocumentId, _step: StepName, _facts: &Self::Facts) -> Vec<NewClaim> {
        Vec::new()
    }

    /// The document that goes when this one takes effect, with what it has booked.
    fn voids(&self) -> Option<DocumentId> {
        None
    }

    /// What else happens in the same transaction when a step takes effect.
    fn effect(
        &self,
        _tx: &mut Tx<'_>,
        _ctx: &Ctx,
        _header: &HeaderRow,
    ) -> impl Future<Output = Result<(), Error>> {
        async { Ok(()) }
    }

    /// Pure: the document on paper, whatever its state; its voucher where the kind has no form of its
    /// own. There is always one, so whoever sees the document can be offered it.
    fn form(document: &Document<Self>, facts: &PrintFacts) -> Form {
        print::voucher(document, facts)
    }

    /// The body as a row, where fields and columns differ.
    fn to_row(body: Value) -> Value {
        body
    }

    /// The row as a body, where fields and columns differ.
    fn from_row(row: Value) -> Value {
        row
    }
}
