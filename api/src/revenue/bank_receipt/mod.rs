//! Money straight to the bank: receipt, slip and summary in one step (W-4.10).

mod print;

use super::items::{self, ItemFacts, item_facts};
use crate::documents::{Child, DocumentKind, HeaderRow, PrintFacts, Violation};
use crate::journal::{AccountRef, AccountingEvent, Key};
use crate::organisation::{BankAccountFacts, PartyFacts, bank_account, party};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use export::Form;
use futures_util::future::try_join3;
use shared::document::{Document, DocumentBody, StepName};
use shared::problem::FieldCode::UnknownValue;
use shared::revenue::BankReceipt;
use shared::warning::{Twin, WarningCode};
use shared::{DocumentId, FieldError, Money};

/// What the rules need to know.
pub struct Facts {
    items: ItemFacts,
    bank: Option<BankAccountFacts>,
    payer: Option<PartyFacts>,
}

impl DocumentKind for BankReceipt {
    const TABLE: &'static str = "bank_receipts";
    const CHILDREN: &'static [Child] = &[("items", "receipt_items")];
    type Facts = Facts;

    async fn facts(&self, tx: &mut Tx<'_>, header: &HeaderRow) -> Result<Facts, Error> {
        let tx = &*tx;
        let (items, bank, payer) = try_join3(
            item_facts(tx, header.id, &self.items),
            bank_account(tx, self.bank_account_id),
            party(tx, self.payer_id),
        )
        .await?;
        Ok(Facts { items, bank, payer })
    }

    fn complete(&mut self, facts: &Facts) {
        items::complete(&mut self.items, &facts.items);
    }

    fn party_name(&self, facts: &Facts) -> Option<String> {
        facts.payer.as_ref().map(|payer| payer.name_th.clone())
    }

    fn twins(&self, _: &Facts) -> Vec<Twin> {
        let number = self.notice_no.as_deref().unwrap_or_default();
        let same = Twin::of(
            WarningCode::SAME_NOTICE,
            &[&self.bank_account_id, &self.amount(), &number],
        );
        same.into_iter().collect()
    }

    fn violations(&self, facts: &Facts, _: Option<StepName>) -> Vec<Violation> {
        let mut found = items::violations(&self.items, &facts.items);
        for (field, known) in [
            ("bank_account_id", facts.bank.is_some()),
            ("payer_id", facts.payer.is_some()),
        ] {
            if !known {
                found.push(Violation::Field(FieldError::new(field, UnknownValue)));
            }
        }
        found
    }

    fn reserves(&self, facts: &Facts) -> Vec<(Key, Money)> {
        items::reserves(&self.items, &facts.items)
    }

    fn events(&self, id: DocumentId, _: StepName, facts: &Facts) -> Vec<AccountingEvent> {
        let bank = facts.bank.as_ref();
        let money = bank.map(|bank| AccountRef::bank(&bank.account, bank.id));
        items::events(&self.items, money, id, &facts.items)
    }

    fn form(document: &Document<Self>, facts: &PrintFacts) -> Form {
        print::form(document, facts)
    }
}
