//! The acts that are to come (`api/acts`): every voucher of their examples balances to the satang,
//! and every page is found from the one before it.

use super::{Source, all_pass, sees, sources};
use shared::Money;

/// What a cell says, in baht with satang; account numbers are none.
fn amount(cell: &str) -> Option<Money> {
    let plain = cell.trim().replace(',', "");
    match plain.is_empty() {
        true => Some(Money::ZERO),
        false if plain.contains('.') => plain.parse().ok(),
        false => None,
    }
}

/// Complaints about the vouchers of a page: rows of five cells, the first naming the voucher or
/// empty, the last two its sides.
fn unbalanced(source: &Source) -> Vec<String> {
    let mut vouchers: Vec<(usize, Money)> = Vec::new();
    let mut complaints = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').collect();
        let [voucher, _, _, debit, credit] = cells[..] else {
            continue;
        };
        let [Some(debit), Some(credit)] = [debit, credit].map(amount) else {
            continue;
        };
        if debit.is_zero() == credit.is_zero() {
            complaints.push(source.at(number + 1, "one side of a line is empty"));
        }
        if !voucher.trim().is_empty() {
            vouchers.push((number + 1, Money::ZERO));
        }
        if let Some((_, sum)) = vouchers.last_mut() {
            *sum += debit - credit;
        }
    }
    if vouchers.is_empty() && source.name() != "README.md" {
        complaints.push(source.at(1, "no example"));
    }
    let uneven = vouchers.iter().filter(|(_, sum)| !sum.is_zero());
    complaints.extend(uneven.map(|(number, sum)| source.at(*number, &format!("off by {sum}"))));
    complaints
}

#[test]
fn every_voucher_of_an_example_balances() {
    let table = "| voucher | account | name | Dr | Cr |\n| --- | --- | --- | ---: | ---: |\n";
    let rows =
        |credit: &str| format!("{table}| JV | 1 | ก | 1,000.01 | |\n| | 2 | ข | | {credit} |");
    sees(
        unbalanced,
        "api/acts/x.md",
        &rows("1,000.00"),
        &rows("1,000.01"),
    );
    all_pass(&sources(&["api/acts"], &[".md"]), unbalanced);
}

#[test]
fn every_act_is_linked() {
    let pages = sources(&["api/acts"], &[".md"]);
    let index = pages.iter().find(|page| page.name() == "README.md");
    let index = index.expect("a page that names the others");
    for page in pages.iter().filter(|page| page.name() != "README.md") {
        assert!(
            index.text.contains(&format!("]({})", page.name())),
            "{}",
            page.path
        );
    }
    let top = sources(&["api"], &["README.md"]);
    let top = top.iter().find(|page| page.path == "api/README.md");
    assert!(
        top.expect("api/README.md")
            .text
            .contains("](acts/README.md)")
    );
}
