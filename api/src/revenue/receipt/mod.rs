//! A receipt at the counter (ใบเสร็จรับเงิน): issued by its collector; its summary posts it.

mod print;
mod rules;
mod store;

use super::items::{self, ItemFacts, item_facts};
use crate::documents::{Child, DocumentKind, HeaderRow, PrintFacts, Violation};
use crate::journal::{Key, closed_day};
use crate::organisation::{bank_account, party};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use chrono::NaiveDate;
use export::Form;
use shared::Money;
use shared::document::{Document, DocumentBody, StepName};
use shared::revenue::Receipt;
use shared::warning::{Twin, WarningCode};

/// What the rules need to know.
pub struct Facts {
    /// About the items.
    pub items: ItemFacts,
    /// The payer is in the register, or none was named.
    pub payer_known: bool,
    /// The bank account is ours, or none was named.
    pub bank_known: bool,
    /// The payer's cheque was taken before, and its receipt stands.
    pub cheque_taken: bool,
    /// The day whose signed report closes today.
    pub closed_day: Option<NaiveDate>,
}

impl DocumentKind for Receipt {
    const TABLE: &'static str = "receipts";
    const CHILDREN: &'static [Child] = &[("items", "receipt_items")];
    type Facts = Facts;

    async fn facts(&self, tx: &mut Tx<'_>, header: &HeaderRow) -> Result<Facts, Error> {
        let id = header.id;
        let payer_known = match self.payer_id {
            Some(id) => party(tx, id).await?.is_some(),
            None => true,
        };
        let bank_known = match self.bank_account_id {
            Some(id) => bank_account(tx, id).await?.is_some(),
            None => true,
        };
        Ok(Facts {
            items: item_facts(tx, id, &self.items).await?,
            payer_known,
            bank_known,
            cheque_taken: store::cheque_taken(tx, self, id).await?,
            closed_day: closed_day(tx).await?,
        })
    }

    fn complete(&mut self, facts: &Facts) {
        items::complete(&mut self.items, &facts.items);
    }

    fn party_name(&self, _: &Facts) -> Option<String> {
        Some(self.payer_name.clone())
    }

    fn twins(&self, _: &Facts) -> Vec<Twin> {
        let account = self.bank_account_id.map(|id| id.to_string());
        let account = account.unwrap_or_default();
        let reference = self.reference.as_deref().unwrap_or_default();
        let same = Twin::of(
            WarningCode::SAME_REFERENCE,
            &[&account, &self.amount(), &reference],
        );
        same.into_iter().collect()
    }

    fn violations(&self, facts: &Facts, _: Option<StepName>) -> Vec<Violation> {
        rules::violations(self, facts)
    }

    fn reserves(&self, facts: &Facts) -> Vec<(Key, Money)> {
        items::reserves(&self.items, &facts.items)
    }

    fn form(document: &Document<Self>, facts: &PrintFacts) -> Form {
        print::form(document, facts)
    }
}
