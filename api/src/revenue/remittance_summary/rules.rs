//! W-4.1 and the posting of receipts; the collector does not post the summary of the own slips.

use crate::documents::{NewClaim, Violation};
use crate::journal::{AccountRef, AccountingEvent, Key};
use crate::revenue::items::{self, ItemFacts, money_account};
use shared::claims::CHEQUE_ON_HAND;
use shared::ledger::Ledger;
use shared::problem::FieldCode::UnknownValue;
use shared::revenue::{MoneyKind, ReceiptItem, RemittanceSummary};
use shared::warning::{Warning, WarningCode};
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
    /// Those on which other money was counted than their receipts say.
    pub counted: Vec<CountedSlip>,
    /// The person acting has handed in one of the slips.
    pub is_own_slip: bool,
}

/// A slip of which what was counted differs, in baht (W-4.7).
#[derive(Debug)]
pub struct CountedSlip {
    pub number: String,
    pub expected: Money,
    pub counted: Money,
    pub reason: String,
}

/// One receipt of a slip.
#[derive(Debug)]
pub struct ReceiptFacts {
    pub id: DocumentId,
    pub number: String,
    /// Who paid.
    pub payer: Option<String>,
    /// How the money came.
    pub money_kind: MoneyKind,
    /// Own account credited, with its ledger account.
    pub bank: Option<(String, BankAccountId)>,
    /// What was paid for.
    pub items: Vec<ReceiptItem>,
}

impl ReceiptFacts {
    /// In baht.
    fn total(&self) -> Money {
        self.items.iter().map(ReceiptItem::total).sum()
    }
}

impl Facts {
    /// Sum of the receipts in baht.
    pub fn total(&self) -> Money {
        self.receipts.iter().map(ReceiptFacts::total).sum()
    }

    fn cheques(&self) -> impl Iterator<Item = &ReceiptFacts> {
        let is_cheque = |receipt: &&ReceiptFacts| receipt.money_kind == MoneyKind::Cheque;
        self.receipts.iter().filter(is_cheque)
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

/// What is short or over, and that it is not booked (W-4.7, B22).
pub fn warnings(facts: &Facts) -> Vec<Warning> {
    let told = |slip: &CountedSlip| {
        let context = [
            ("number", slip.number.clone()),
            ("counted", slip.counted.to_string()),
            ("expected", slip.expected.to_string()),
            ("reason", slip.reason.clone()),
        ];
        Warning::new(WarningCode::COUNTED_OTHERWISE, &context, None)
    };
    facts.counted.iter().map(told).collect()
}

fn cheque(receipt: &ReceiptFacts) -> AccountRef {
    AccountRef::claim(CHEQUE_ON_HAND, receipt.id.0)
}

/// What came by cheque is there to be taken to the bank (B2).
pub fn opens(facts: &Facts) -> Vec<NewClaim> {
    let opened = |receipt: &ReceiptFacts| NewClaim {
        document: receipt.id,
        key: Key::of(Ledger::Register, &cheque(receipt)),
        label: receipt.number.clone(),
        party: None,
        party_name: receipt.payer.clone(),
        bank_account: None,
        carries: Vec::new(),
    };
    facts.cheques().map(opened).collect()
}

/// One event per item; each line of the voucher stems from its receipt.
pub fn events(facts: &Facts) -> Vec<AccountingEvent> {
    let of_receipt = |receipt: &ReceiptFacts| {
        let bank = receipt
            .bank
            .as_ref()
            .map(|(account, id)| (account.as_str(), *id));
        let money = money_account(receipt.money_kind, bank);
        items::events(&receipt.items, money, receipt.id, &facts.items)
    };
    let received = |receipt: &ReceiptFacts| AccountingEvent {
        name: "cheque.received",
        source: receipt.id,
        part: 0,
        budget_line: None,
        amounts: vec![("amount", receipt.total())],
        accounts: vec![("cheque", cheque(receipt))],
    };
    let of_receipts = facts.receipts.iter().flat_map(of_receipt);
    of_receipts.chain(facts.cheques().map(received)).collect()
}
