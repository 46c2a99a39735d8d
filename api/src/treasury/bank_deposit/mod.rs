//! Cash and cheques taken to the bank (นำฝากธนาคาร), rules B14 and B2.

mod rules;
mod store;

use crate::documents::{DocumentKind, HeaderRow, Violation};
use crate::journal::{AccountingEvent, Key};
use crate::platform::db::Tx;
use crate::platform::error::Error;
use shared::document::StepName;
use shared::treasury::BankDeposit;
use shared::warning::{Twin, WarningCode};
use shared::{DocumentId, Money};

impl DocumentKind for BankDeposit {
    const TABLE: &'static str = "bank_deposits";
    type Facts = rules::Facts;

    async fn facts(&self, tx: &mut Tx<'_>, header: &HeaderRow) -> Result<rules::Facts, Error> {
        store::facts(tx, header.id, self).await
    }

    fn complete(&mut self, facts: &rules::Facts) {
        self.total = self.cash + facts.cheque_total();
    }

    fn party_name(&self, facts: &rules::Facts) -> Option<String> {
        facts.bank.as_ref().map(|bank| bank.name_th.clone())
    }

    fn twins(&self, _: &rules::Facts) -> Vec<Twin> {
        let number = self.slip_no.as_deref().unwrap_or_default();
        let same = Twin::of(
            WarningCode::SAME_SLIP,
            &[&self.bank_account_id, &self.total, &number],
        );
        same.into_iter().collect()
    }

    fn violations(&self, facts: &rules::Facts, step: Option<StepName>) -> Vec<Violation> {
        rules::violations(self, facts, step)
    }

    fn reserves(&self, facts: &rules::Facts) -> Vec<(Key, Money)> {
        rules::reserves(facts)
    }

    fn events(&self, id: DocumentId, _: StepName, facts: &rules::Facts) -> Vec<AccountingEvent> {
        rules::events(self, id, facts)
    }
}
