//! A disbursement request (ฎีกาเบิกเงิน): registered, it obligates its line and is owed.

mod print;
mod rules;
mod store;
mod withholding;

pub use store::payables;

use crate::documents::{Child, DocumentKind, HeaderRow, PrintFacts, Violation};
use crate::journal::{AccountingEvent, Key};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use export::Form;
use serde_json::Value;
use shared::document::{Document, StepName};
use shared::expenditure::DisbursementRequest;
use shared::warning::{Twin, Warning};
use shared::{DepartmentId, DocumentId, Money};

impl DocumentKind for DisbursementRequest {
    const TABLE: &'static str = "disbursement_requests";
    const CHILDREN: &'static [Child] = &[
        ("items", "request_items"),
        ("deductions", "request_deductions"),
        ("deposits", "request_deposits"),
    ];
    type Facts = rules::Facts;

    async fn facts(&self, tx: &mut Tx<'_>, header: &HeaderRow) -> Result<rules::Facts, Error> {
        store::facts(tx, self, header).await
    }

    fn complete(&mut self, facts: &rules::Facts) {
        self.figures = withholding::figures(self, facts);
        self.payee_name = facts.payee.as_ref().map(|payee| payee.name_th.clone());
        self.taxpayer_kind = facts.payee.as_ref().map(|payee| payee.taxpayer_kind);
        self.payee_kind = facts.payee.as_ref().map(|payee| payee.kind);
    }

    fn party_name(&self, facts: &rules::Facts) -> Option<String> {
        facts.payee.as_ref().map(|payee| payee.name_th.clone())
    }

    fn department(&self) -> Option<DepartmentId> {
        Some(self.department_id)
    }

    fn violations(&self, facts: &rules::Facts, step: Option<StepName>) -> Vec<Violation> {
        rules::violations(self, facts, step)
    }

    fn warnings(&self, facts: &rules::Facts) -> Vec<Warning> {
        let changed = rules::payee_changed(self, facts);
        let in_parts = withholding::warnings(self, facts);
        changed.into_iter().chain(in_parts).collect()
    }

    fn twins(&self, facts: &rules::Facts) -> Vec<Twin> {
        withholding::twins(self, facts)
    }

    fn reserves(&self, _: &rules::Facts) -> Vec<(Key, Money)> {
        let deposits = self.deposits.iter();
        deposits
            .map(|item| (rules::deposit_key(item), item.amount))
            .collect()
    }

    fn events(&self, id: DocumentId, _: StepName, facts: &rules::Facts) -> Vec<AccountingEvent> {
        rules::events(self, id, facts)
    }

    fn to_row(body: Value) -> Value {
        store::to_row(body)
    }

    fn from_row(row: Value) -> Value {
        store::from_row(row)
    }

    fn form(document: &Document<Self>, facts: &PrintFacts) -> Form {
        print::form(document, facts)
    }
}
