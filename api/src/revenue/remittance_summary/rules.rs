//! W-4.1 and the posting of receipts; the collector does not post the summary of the own slips.

use crate::documents::Violation;
use crate::journal::AccountingEvent;
use crate::revenue::items::{self, ItemFacts, money_account};
use shared::problem::FieldCode::UnknownValue;
use shared::revenue::{MoneyKind, ReceiptItem, RemittanceSummary};
use shared::{BankAccountId, DocumentId, FieldError, Money, ProblemCode};

/// What the rules need to know.
#[derive(Debug, Default)]
pub struct Facts {
    /// Those of the documents named that are slips.
    pub slips: Vec<DocumentId>,
    /// The receipts on them, in order of their numbers.
    pub receipts: Vec<ReceiptFacts>,
    /// About the items.
    pub items: ItemFacts,
    /// The person acting has handed in one of the slips.
    pub is_own_slip: bool,
}

/// One receipt of a slip.
#[derive(Debug)]
pub struct ReceiptFacts {
    pub id: DocumentId,
    /// How the money came.
    pub money_kind: MoneyKind,
    /// Own account credited, with its ledger account.
    pub bank: Option<(String, BankAccountId)>,
    /// What was paid for.
    pub items: Vec<ReceiptItem>,
}

impl Facts {
    /// Sum of the receipts in baht.
    pub fn total(&self) -> Money {
        self.receipts
            .iter()
            .flat_map(|receipt| &receipt.items)
            .map(ReceiptItem::total)
            .sum()
    }
}

/// What is wrong with it.
pub fn violations(body: &RemittanceSummary, facts: &Facts) -> Vec<Violation> {
    let mut found = Vec::new();
    for (index, id) in body.slips.iter().enumerate() {
        if !facts.slips.contains(id) {
            let path = format!("slips[{index}]");
            found.push(Violation::Field(FieldError::new(path, UnknownValue)));
        }
    }
    if facts.is_own_slip {
        found.push(Violation::rule(ProblemCode::SEPARATION_OF_DUTIES));
    }
    found
}

/// One event per item; each line of the voucher stems from its receipt.
pub fn events(facts: &Facts) -> Vec<AccountingEvent> {
    let of_receipt = |receipt: &ReceiptFacts| {
        let bank = receipt
            .bank
            .as_ref()
            .map(|(account, id)| (account.as_str(), *id));
        let money = money_account(receipt.money_kind, bank);
        items::events(&receipt.items, &money, receipt.id, &facts.items)
    };
    facts.receipts.iter().flat_map(of_receipt).collect()
}
