//! Rules B1 to B3, B5 to B8, B11, B12, D8 for one item; accounts of `scenario-format.md` 6.1.

use crate::documents::Violation;
use crate::journal::{
    ADVANCES, AccountRef, AccountingEvent, Booked, CASH, CHEQUES, Key, revenue_type,
};
use shared::ledger::Ledger;
use shared::problem::FieldCode::{NotValidThisYear, UnknownValue};
use shared::revenue::{DepositKind, MoneyKind, ReceiptItem, ReceiptItemType, is_ordinary_revenue};
use shared::{BankAccountId, DocumentId, FieldError, FiscalYear, Money, PartyId, ProblemCode};
use std::collections::BTreeMap;

/// What the rules need to know about items.
#[derive(Debug, Clone, Default)]
pub struct ItemFacts {
    /// Account of each revenue type that is valid this year.
    pub accounts: BTreeMap<String, String>,
    /// What is owed of each receivable that the items name and no other document on its way takes, in
    /// baht.
    pub owed: BTreeMap<Key, Money>,
    /// Taxpayers of the entity, with their names.
    pub taxpayers: BTreeMap<PartyId, String>,
    /// The advances named, where they exist.
    pub advances: BTreeMap<DocumentId, AdvanceFacts>,
    /// The year of the books.
    pub fiscal_year: FiscalYear,
}

/// An advance of which money comes back.
#[derive(Debug, Clone)]
pub struct AdvanceFacts {
    /// What people call it: its number.
    pub label: String,
    /// Where the borrower owes it; none before it was paid.
    pub receivable: Option<Key>,
}

/// What an item pays off.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Receivable {
    /// What people call it.
    name: String,
    /// Its balance; none where nothing is owed yet.
    pub key: Option<Key>,
}

impl ItemFacts {
    /// What an item pays off, for items that do: a tax, or an advance that is known.
    pub fn receivable(&self, item: &ReceiptItem) -> Option<Receivable> {
        match item.item_type {
            ReceiptItemType::Revenue | ReceiptItemType::Deposit => None,
            ReceiptItemType::Tax => {
                let (tax, taxpayer, year) = (item.tax?, item.taxpayer_id?, item.tax_year?);
                let name = self.taxpayers.get(&taxpayer)?;
                let owed = AccountRef::keyed(tax.booking().account, tax.key(taxpayer, year));
                Some(Receivable {
                    name: format!("{name} ({} ปี {year})", tax.thai()),
                    key: Some(Key::of(Ledger::Financial, &owed)),
                })
            }
            ReceiptItemType::AdvanceReturn => {
                let advance = self.advances.get(&item.advance_id?)?;
                Some(Receivable {
                    name: advance.label.clone(),
                    key: advance.receivable.clone(),
                })
            }
        }
    }
}

/// Where money of a kind is kept until it is at the bank, or the account it came to.
pub fn money_account(kind: MoneyKind, bank: Option<(&str, BankAccountId)>) -> Option<AccountRef> {
    match kind {
        MoneyKind::Cheque => Some(AccountRef::of(CHEQUES)),
        MoneyKind::Cash => Some(AccountRef::of(CASH)),
        _ => bank.map(|(account, id)| AccountRef::bank(account, id)),
    }
}

/// What is wrong with the items.
pub fn violations(items: &[ReceiptItem], facts: &ItemFacts) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut paid: BTreeMap<Receivable, Money> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        let at = |field: &str| format!("items[{index}].{field}");
        let known = |code: &String| facts.accounts.contains_key(code) && is_ordinary_revenue(code);
        if item.revenue_type.as_ref().is_some_and(|code| !known(code)) {
            found.push(Violation::Field(FieldError::new(
                at("revenue_type"),
                NotValidThisYear,
            )));
        }
        if item
            .taxpayer_id
            .is_some_and(|id| !facts.taxpayers.contains_key(&id))
        {
            found.push(Violation::Field(FieldError::new(
                at("taxpayer_id"),
                UnknownValue,
            )));
        }
        if item
            .advance_id
            .is_some_and(|id| !facts.advances.contains_key(&id))
        {
            found.push(Violation::Field(FieldError::new(
                at("advance_id"),
                UnknownValue,
            )));
        }
        if let Some(receivable) = facts.receivable(item) {
            *paid.entry(receivable).or_default() += item.amount;
        }
    }
    for (receivable, amount) in paid {
        let owed = receivable.key.and_then(|key| facts.owed.get(&key).copied());
        let owed = owed.unwrap_or_default();
        if amount > owed {
            let context = [
                ("line", receivable.name),
                ("free", owed.to_string()),
                ("asked", amount.to_string()),
            ];
            found.push(Violation::with(
                ProblemCode::INSUFFICIENT_RECEIVABLE,
                &context,
            ));
        }
    }
    found
}

/// Fills in what the payer did not say: which advance the money is of.
pub fn complete(items: &mut [ReceiptItem], facts: &ItemFacts) {
    for item in items {
        let advance = item.advance_id.and_then(|id| facts.advances.get(&id));
        if let (Some(advance), None) = (advance, &item.description) {
            item.description = Some(format!("คืนเงินยืม {}", advance.label));
        }
    }
}

/// What the items keep for themselves until they are in the books: of what is owed what they pay off.
pub fn reserves(items: &[ReceiptItem], facts: &ItemFacts) -> Vec<(Key, Money)> {
    let of = |item: &ReceiptItem| Some((facts.receivable(item)?.key?, item.amount));
    items.iter().filter_map(of).collect()
}

/// What the receipt of these items is in accounting terms.
pub fn events(
    items: &[ReceiptItem],
    money: Option<AccountRef>,
    source: DocumentId,
    facts: &ItemFacts,
) -> Vec<AccountingEvent> {
    items
        .iter()
        .map(|item| event(item, money.as_ref(), source, facts))
        .collect()
}

fn event(
    item: &ReceiptItem,
    money: Option<&AccountRef>,
    source: DocumentId,
    facts: &ItemFacts,
) -> AccountingEvent {
    let report = |code: &str| ("report", AccountRef::of(format!("R:{code}")));
    let owed = facts.receivable(item).and_then(|receivable| receivable.key);
    let owed = owed.map(|key| AccountRef::keyed(key.account, key.dimension));
    let mut event = AccountingEvent {
        name: "receipt.revenue",
        source,
        part: 0,
        budget_line: None,
        amounts: vec![("amount", item.amount)],
        accounts: Vec::new(),
    };
    let known = [("money", money.cloned()), ("receivable", owed.clone())];
    let known = known.into_iter();
    event.accounts = known.filter_map(|(role, of)| Some((role, of?))).collect();
    match item.item_type {
        ReceiptItemType::Revenue => {
            let code = item.revenue_type.clone().unwrap_or_default();
            let account = facts.accounts.get(&code).map(AccountRef::of);
            event.accounts.extend(account.map(|of| ("revenue", of)));
            event.accounts.push(report(&code));
        }
        ReceiptItemType::Deposit => {
            let booking = item.deposit_kind.unwrap_or(DepositKind::Other).booking();
            let key = item.reference.clone().unwrap_or_default().to_string();
            event.name = "receipt.deposit";
            event.accounts.extend([
                ("deposit", AccountRef::keyed(booking.account, key)),
                report(booking.report),
            ]);
        }
        ReceiptItemType::AdvanceReturn => {
            let owed = owed.map(|of| of.code);
            let booking = ADVANCES
                .iter()
                .find(|of| Some(of.account) == owed.as_deref());
            event.name = "receipt.advance_return";
            event.accounts.extend(booking.map(|of| report(of.report)));
        }
        ReceiptItemType::Tax => {
            let is_of_this_year = item.tax_year == Some(facts.fiscal_year.0);
            let code = item.tax.map(|tax| match is_of_this_year {
                true => revenue_type(tax),
                false => tax.booking().report,
            });
            event.name = "receipt.tax";
            event
                .amounts
                .push(("penalty", item.penalty + item.surcharge));
            event.accounts.extend(code.map(report));
        }
    }
    event
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::revenue::Tax;

    fn tax_item(year: i32, amount: i64) -> ReceiptItem {
        ReceiptItem {
            item_type: ReceiptItemType::Tax,
            taxpayer_id: Some(PartyId::default()),
            tax: Some(Tax::LandBuilding),
            tax_year: Some(year),
            amount: Money::from_satang(amount),
            ..ReceiptItem::default()
        }
    }

    #[test]
    fn arrears_and_current_tax_are_reported_apart() {
        let facts = ItemFacts {
            fiscal_year: FiscalYear(2569),
            ..ItemFacts::default()
        };
        for (year, code) in [(2569, "R:411009"), (2568, "R:AR-LAND")] {
            let event = event(&tax_item(year, 100), None, Default::default(), &facts);
            let report = event.accounts.iter().find(|(role, _)| *role == "report");
            assert_eq!(report.map(|(_, account)| account.code.as_str()), Some(code));
        }
    }

    #[test]
    fn nobody_pays_more_tax_than_is_owed_not_even_in_two_items() {
        let mut facts = ItemFacts {
            taxpayers: BTreeMap::from([(PartyId::default(), "นายสมมติ".to_owned())]),
            ..ItemFacts::default()
        };
        let item = |satang| tax_item(2568, satang);
        let [(key, _)] = &reserves(&[item(1)], &facts)[..] else {
            panic!("a tax is owed");
        };
        assert_eq!(key.account, "1102050901");
        facts.owed = BTreeMap::from([(key.clone(), Money::from_satang(100))]);
        assert_eq!(violations(&[item(100)], &facts), []);
        let found = violations(&[item(60), item(41)], &facts);
        let [Violation::Rule(_, context)] = &found[..] else {
            panic!("{found:?}");
        };
        let name = "นายสมมติ (ภาษีที่ดินและสิ่งปลูกสร้าง ปี 2568)";
        assert_eq!(context["line"], name);
    }

    #[test]
    fn of_an_advance_no_more_comes_back_than_is_owed_not_even_in_two_items() {
        let key = Key {
            ledger: Ledger::Financial,
            account: "1102010101".to_owned(),
            dimension: DocumentId::default().to_string(),
        };
        let advance = AdvanceFacts {
            label: "ย.1/2569".to_owned(),
            receivable: Some(key.clone()),
        };
        let facts = ItemFacts {
            owed: BTreeMap::from([(key.clone(), Money::from_satang(100))]),
            advances: BTreeMap::from([(DocumentId::default(), advance)]),
            ..ItemFacts::default()
        };
        let item = |satang| ReceiptItem {
            item_type: ReceiptItemType::AdvanceReturn,
            advance_id: Some(DocumentId::default()),
            amount: Money::from_satang(satang),
            ..ReceiptItem::default()
        };
        assert_eq!(violations(&[item(100)], &facts), []);
        assert_eq!(violations(&[item(60), item(41)], &facts).len(), 1);
        assert_eq!(violations(&[item(1)], &ItemFacts::default()).len(), 1);
        let kept = reserves(&[item(60), item(40)], &facts);
        assert_eq!(kept[1], (key, Money::from_satang(40)));
        let event = event(&item(1), None, DocumentId::default(), &facts);
        let report = ("report", AccountRef::of("R:ADV-BUD"));
        assert!(event.accounts.contains(&report));
    }

    #[test]
    fn neither_specific_grants_nor_categories_are_ordinary_revenue() {
        let codes = ["441002", "412000", "412106"].map(str::to_owned);
        let accounts = codes.clone().map(|code| (code, "4301020901".to_owned()));
        let facts = ItemFacts {
            accounts: BTreeMap::from(accounts),
            ..ItemFacts::default()
        };
        let found = codes.map(|code| {
            let item = ReceiptItem {
                revenue_type: Some(code),
                ..ReceiptItem::default()
            };
            violations(&[item], &facts).len()
        });
        assert_eq!(found, [1, 1, 0]);
    }
}
