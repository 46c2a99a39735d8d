//! Posting, with random events: every entry balances in every book, and with its mirror is nothing.

use crate::support::{Sql, fresh_database};
use api::journal::{
    AccountRef, AccountingEvent, BalancedEntry, DraftEntry, DraftLine, PostingRule, entries_for,
};
use proptest::prelude::*;
use shared::ledger::{Ledger, Voucher};
use shared::{BudgetLineId, DocumentId, EntryId, Money};
use std::collections::BTreeMap;
use uuid::Uuid;

const EVENTS: [&str; 4] = [
    "first.happened",
    "second.happened",
    "third.happened",
    "fourth.happened",
];
const AMOUNTS: [&str; 3] = ["gross", "net", "withheld"];
const ROLES: [&str; 3] = ["bank", "expense", "report"];

fn selector() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "1101010101",
        "2102040102",
        "4301020901",
        "available",
        "R:1",
    ]);
    prop_oneof![
        fixed.prop_map(str::to_owned),
        prop::sample::select(ROLES.to_vec()).prop_map(|role| format!("@{role}")),
    ]
}

fn rule() -> impl Strategy<Value = PostingRule> {
    let names = (
        prop::sample::select(EVENTS.to_vec()),
        prop::sample::select(AMOUNTS.to_vec()),
    );
    let voucher = prop::option::of(prop::sample::select(Voucher::ALL.to_vec()));
    let book = prop::sample::select(Ledger::ALL.to_vec());
    (names, voucher, book, selector(), selector()).prop_map(
        |((event, amount), voucher, ledger, debit, credit)| PostingRule {
            event: event.to_owned(),
            amount: amount.to_owned(),
            ledger,
            voucher,
            debit,
            credit,
            movement: None,
        },
    )
}

fn event() -> impl Strategy<Value = AccountingEvent> {
    let amounts = prop::collection::vec(
        (
            prop::sample::select(AMOUNTS.to_vec()),
            -1_000_000_i64..1_000_000,
        ),
        1..4,
    );
    let name = prop::sample::select(EVENTS.to_vec());
    (name, amounts, 0_u128..3, 0_u128..3).prop_map(|(name, amounts, source, line)| {
        let bank = AccountRef::bank("1101030102", shared::BankAccountId(Uuid::from_u128(line)));
        AccountingEvent {
            name,
            source: DocumentId(Uuid::from_u128(source)),
            part: 0,
            budget_line: Some(BudgetLineId(Uuid::from_u128(line))),
            amounts: amounts
                .into_iter()
                .map(|(name, satang)| (name, Money::from_satang(satang)))
                .collect(),
            accounts: vec![
                ("bank", bank),
                (
                    "expense",
                    AccountRef::keyed("5104010110", format!("K{line}")),
                ),
                ("report", AccountRef::of("R:412106")),
            ],
        }
    })
}

/// What lines move, by everything a balance is kept by.
fn moved<'a>(lines: impl IntoIterator<Item = &'a DraftLine>) -> BTreeMap<String, Money> {
    let mut sums: BTreeMap<String, Money> = BTreeMap::new();
    for line in lines {
        let key = format!(
            "{:?} {:?} {:?} {}",
            line.ledger, line.account, line.budget_line, line.source
        );
        *sums.entry(key).or_default() += line.debit - line.credit;
    }
    sums.retain(|_, sum| !sum.is_zero());
    sums
}

/// What the rules say a list of events moves, computed the naive way.
fn naive(events: &[AccountingEvent], rules: &[PostingRule]) -> BTreeMap<String, Money> {
    let mut lines = Vec::new();
    for event in events {
        for (amount, value) in &event.amounts {
            for rule in rules
                .iter()
                .filter(|r| r.event == event.name && r.amount == *amount)
            {
                for (selector, value) in [(&rule.debit, *value), (&rule.credit, -*value)] {
                    let account = match selector.strip_prefix('@') {
                        Some(role) => event
                            .accounts
                            .iter()
                            .find(|(name, _)| *name == role)
                            .expect("given")
                            .1
                            .clone(),
                        None => AccountRef::of(selector.clone()),
                    };
                    lines.push(DraftLine {
                        ledger: rule.ledger,
                        account,
                        budget_line: event
                            .budget_line
                            .filter(|_| rule.ledger == Ledger::Budgetary),
                        debit: value,
                        credit: Money::ZERO,
                        source: event.source,
                    });
                }
            }
        }
    }
    moved(&lines)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn random_events_post_balanced_entries_that_their_mirrors_take_back(
        rules in prop::collection::vec(rule(), 1..30),
        events in prop::collection::vec(event(), 1..8),
    ) {
        let Ok(entries) = entries_for(&events, &rules) else {
            return Ok(()); // an amount without rule
        };
        for entry in &entries {
            let one_sided = entry.lines.iter().all(|line| !line.debit.is_negative() && !line.credit.is_negative());
            prop_assert!(one_sided, "a negative line in {entry:?}");
            prop_assert!(BalancedEntry::new(entry.clone()).is_some(), "{entry:?}");
            let mirror = entry.mirrored(EntryId::default());
            prop_assert!(BalancedEntry::new(mirror.clone()).is_some());
            prop_assert_eq!(moved(entry.lines.iter().chain(&mirror.lines)), BTreeMap::new());
            prop_assert_eq!(mirror.mirrored(EntryId::default()).lines, entry.lines.clone());
        }
        let posted = moved(entries.iter().flat_map(|entry| &entry.lines));
        prop_assert_eq!(posted, naive(&events, &rules), "nothing is lost and nothing added");
        // One voucher of a type, in the order they are numbered in.
        let vouchers: Vec<_> = entries.iter().filter_map(|entry| entry.voucher).collect();
        let mut once = vouchers.clone();
        once.sort();
        once.dedup();
        prop_assert_eq!(once.len(), vouchers.len());
        let journal = vouchers.iter().position(|voucher| *voucher == Voucher::Journal);
        prop_assert!(journal.is_none_or(|at| at + 1 == vouchers.len()), "JV comes last: {vouchers:?}");
    }

    #[test]
    fn an_entry_with_one_line_changed_is_no_entry(
        amounts in prop::collection::vec(1_i64..1_000_000, 1..6), at in 0_usize..12, by in 1_i64..100,
    ) {
        let line = |ledger, debit, credit| DraftLine {
            ledger,
            account: AccountRef::of("1101010101"),
            budget_line: None,
            debit: Money::from_satang(debit),
            credit: Money::from_satang(credit),
            source: DocumentId::default(),
        };
        let lines: Vec<DraftLine> = amounts.iter()
            .flat_map(|satang| [line(Ledger::Financial, *satang, 0), line(Ledger::Financial, 0, *satang)])
            .collect();
        let entry = |lines| DraftEntry {
            voucher: None, event: "x".to_owned(), movement: None, reverses: None, lines
        };
        prop_assert!(BalancedEntry::new(entry(lines.clone())).is_some());
        let at = at % lines.len();
        let mut more = lines.clone();
        if more[at].debit.is_zero() {
            more[at].credit += Money::from_satang(by);
        } else {
            more[at].debit += Money::from_satang(by);
        }
        prop_assert!(BalancedEntry::new(entry(more)).is_none());
        let mut moved = lines.clone();
        moved[at].ledger = Ledger::Cash;
        prop_assert!(BalancedEntry::new(entry(moved)).is_none());
        let mut less = lines;
        less.remove(at);
        prop_assert!(BalancedEntry::new(entry(less)).is_none());
    }
}

/// Every event of the real rules, with every amount and role given, posts balanced entries.
#[tokio::test]
async fn every_real_rule_posts_a_balanced_entry() {
    let mut sql = Sql::connect(&fresh_database().await.owner).await;
    let query =
        "SELECT event, amount, ledger, voucher, debit, credit FROM posting_rules ORDER BY event";
    let rules: Vec<PostingRule> = sql.rows(query, &[]).await;
    assert!(rules.len() > 20);
    let names: std::collections::BTreeSet<String> =
        rules.iter().map(|rule| rule.event.clone()).collect();
    for name in names {
        let own: Vec<&PostingRule> = rules.iter().filter(|rule| rule.event == name).collect();
        let mut event = AccountingEvent {
            name: name.clone().leak(),
            source: DocumentId::default(),
            part: 0,
            budget_line: Some(BudgetLineId::default()),
            amounts: Vec::new(),
            accounts: Vec::new(),
        };
        for (index, rule) in own.iter().enumerate() {
            if !event
                .amounts
                .iter()
                .any(|(amount, _)| *amount == rule.amount)
            {
                event.amounts.push((
                    rule.amount.clone().leak(),
                    Money::from_satang(100 + index as i64),
                ));
            }
            for selector in [&rule.debit, &rule.credit] {
                if let Some(role) = selector.strip_prefix('@') {
                    event
                        .accounts
                        .push((role.to_owned().leak(), AccountRef::of(format!("X{role}"))));
                }
            }
        }
        let entries = entries_for(&[event], &rules).expect("every role is given");
        assert!(!entries.is_empty(), "{name}");
        for entry in entries {
            assert!(
                BalancedEntry::new(entry.clone()).is_some(),
                "{name}: {entry:?}"
            );
        }
    }
}
