//! From figures to entries: what the journal answers at the address of a figure adds up to that
//! figure, row by row and in every total.

use crate::support::{Client, Office, TestApp};
use serde_json::{Value, json};
use shared::Money;
use shared::document::Kind;
use shared::ledger::{EntryPage, LineSums};
use shared::permission::Role;
use uuid::Uuid;

const DAYS: [&str; 2] = ["2025-10-15", "2025-10-16"];
const BANKS: &str = "110103*,1104010101";

/// The opening and the budget, then money by every way in and out, some of it voided.
async fn play(office: &Office) {
    for (money, amount) in [("cash", "300.00"), ("cheque", "70.50"), ("cash", "41.25")] {
        let receipt = office
            .walk_body(Kind::Receipt, office.receipt_body(money, amount))
            .await;
        let slip = json!({ "receipts": [receipt.id] });
        let slip = office.walk_body(Kind::RemittanceSlip, slip).await;
        let summary = json!({ "slips": [slip.id] });
        office.walk_body(Kind::RemittanceSummary, summary).await;
    }
    for kind in [Kind::BankReceipt, Kind::BankDeposit, Kind::Payment] {
        office.walk(kind).await;
        let voided = office.walk(kind).await;
        office.void(voided.id).await;
    }
    let request = office.request_body("77.00");
    office.walk_body(Kind::DisbursementRequest, request).await;
}

/// An office that has worked for two days, the first of which began with its opening.
async fn played(app: &TestApp) -> Office {
    let office = app.office().await;
    play(&office).await;
    let path = format!("/practice/entities/{}/today", office.id);
    let tomorrow = json!({ "today": DAYS[1] });
    office.everything().client.put(&path, &tomorrow).await.ok();
    play(&office).await;
    office
}

fn money(value: &Value) -> Money {
    let text = value.as_str().unwrap_or_default();
    text.parse().unwrap_or_else(|_| panic!("{value}"))
}

/// Follows figures, and counts those that were not zero.
struct Drill<'a> {
    reader: &'a Client,
    followed: usize,
}

impl Drill<'_> {
    /// What the lines at an address add up to; the entries of all pages add up to the same.
    async fn sums(&self, filters: &str) -> LineSums {
        let (mut page, mut added) = (1, LineSums::default());
        loop {
            let path = format!("/journal/entries?{filters}&per_page=3&page={page}");
            let answer = self.reader.get(&path).await.ok();
            let found: EntryPage = serde_json::from_value(answer).expect("a page");
            for sums in found.items.iter().filter_map(|entry| entry.matching) {
                added.debit += sums.debit;
                added.credit += sums.credit;
                added.net += sums.net;
            }
            if i64::from(page) * 3 >= found.total {
                assert_eq!(Some(added), found.matching, "{filters}");
                return added;
            }
            page += 1;
        }
    }

    /// The figure is what debits exceed credits by.
    async fn is_net(&mut self, figure: Money, filters: &str) {
        assert_eq!(self.sums(filters).await.net, figure, "{filters}");
        self.followed += usize::from(!figure.is_zero());
    }

    /// A row of the daily report; `grows` by deposits at the bank, or shrinks.
    async fn is_row(&mut self, row: &Value, of: &str, day: &str, grows: bool) {
        let days = format!("{of}&from={day}&to={day}&brought_forward");
        let deposited = money(&row["deposited"]);
        let signed = if grows { deposited } else { -deposited };
        for (figure, filters) in [
            (money(&row["brought_forward"]), format!("{days}=only")),
            (
                money(&row["received"]),
                format!("{days}=excluded&movement=received"),
            ),
            (signed, format!("{days}=excluded&movement=deposited")),
            (
                -money(&row["paid"]),
                format!("{days}=excluded&movement=paid"),
            ),
            (money(&row["carried_forward"]), format!("{days}=included")),
        ] {
            self.is_net(figure, &filters).await;
        }
    }
}

#[tokio::test]
async fn every_figure_of_the_daily_report_is_the_sum_of_its_entries() {
    let app = TestApp::start().await;
    let office = played(&app).await;
    let reader = office.as_role(Role::FinanceOfficer);
    for day in DAYS {
        let path = format!("/reports/daily-status?date={day}");
        let report = reader.get(&path).await.ok();
        let mut drill = Drill {
            reader,
            followed: 0,
        };
        let (cash, cheques) = ("account=1101010101", "account=1101010901");
        drill.is_row(&report["cash"], cash, day, false).await;
        drill
            .is_row(&report["cheques_on_hand"], cheques, day, false)
            .await;
        let banks = format!("account={BANKS}");
        drill.is_row(&report["bank"], &banks, day, true).await;
        for bank in report["bank_accounts"].as_array().expect("banks") {
            let id = bank["bank_account_id"].as_str().expect("an id");
            let of = format!("bank_account_id={id}");
            drill.is_row(&bank["movement"], &of, day, true).await;
            let both = money(&bank["movement"]["received"]) + money(&bank["movement"]["deposited"]);
            let days = format!("{of}&from={day}&to={day}&brought_forward=excluded");
            let both_ways = format!("{days}&movement=received,deposited");
            drill.is_net(both, &both_ways).await;
        }
        // The same by what the chart has the accounts for, as the screens ask.
        drill
            .is_row(&report["cash"], "account=@cash", day, false)
            .await;
        drill
            .is_row(&report["bank"], "account=@banks", day, true)
            .await;
        let all = format!("account=@cash,@cheques,{BANKS}");
        drill
            .is_net(money(&report["total_money"]), &format!("{all}&to={day}"))
            .await;
        for (part, field) in [("only", "brought_forward"), ("included", "carried_forward")] {
            let rows = ["cash", "cheques_on_hand", "bank"];
            let sum = rows.iter().map(|row| money(&report[*row][field])).sum();
            let filters = format!("{all}&from={day}&to={day}&brought_forward={part}");
            drill.is_net(sum, &filters).await;
        }
        // Cheques alone have nothing brought forward on the first day.
        assert!(drill.followed >= 22, "{day}: only {}", drill.followed);
    }
}

/// The accounts of the rows whose figure is not zero, and the sum of the figures.
fn column(rows: &[Value], field: &str) -> (String, Money) {
    let there = || rows.iter().filter(|row| !money(&row[field]).is_zero());
    let accounts: Vec<&str> = there().filter_map(|row| row["account"].as_str()).collect();
    let sum = there().map(|row| money(&row[field])).sum();
    (accounts.join(","), sum)
}

#[tokio::test]
async fn every_total_of_the_trial_balance_is_the_sum_of_its_entries() {
    let app = TestApp::start().await;
    let office = played(&app).await;
    let reader = office.as_role(Role::FinanceOfficer);
    let drill = Drill {
        reader,
        followed: 0,
    };
    for (from, to) in [("2025-10-01", DAYS[1]), (DAYS[1], DAYS[1])] {
        let path = format!("/reports/trial-balance?from={from}&to={to}");
        let found = reader.get(&path).await.ok();
        let rows = found.as_array().expect("rows");
        let parts = [
            ("opening", "only"),
            ("movement", "excluded"),
            ("closing", "included"),
        ];
        for (name, part) in parts {
            let of = |accounts: &str| {
                format!("account={accounts}&from={from}&to={to}&brought_forward={part}")
            };
            let figure = |sums: LineSums, debit: bool| match (name, debit) {
                ("movement", true) => sums.debit,
                ("movement", false) => sums.credit,
                (_, true) => sums.net,
                (_, false) => -sums.net,
            };
            for (side, debit) in [("debit", true), ("credit", false)] {
                let field = format!("{name}_{side}");
                let (accounts, total) = column(rows, &field);
                assert!(total.is_positive(), "{field} of {from}");
                let found = figure(drill.sums(&of(&accounts)).await, debit);
                assert_eq!(found, total, "total of {field} from {from}");
                for row in rows.iter().filter(|row| !money(&row[&field]).is_zero()) {
                    let account = row["account"].as_str().expect("an account");
                    let found = figure(drill.sums(&of(account)).await, debit);
                    assert_eq!(found, money(&row[&field]), "{field} of {account}");
                }
            }
        }
    }
}

#[tokio::test]
async fn receipts_and_payments_and_the_budget_are_the_sums_of_their_entries() {
    let app = TestApp::start().await;
    let office = played(&app).await;
    let reader = office.as_role(Role::FinanceOfficer);
    let mut drill = Drill {
        reader,
        followed: 0,
    };
    let days = format!("from={day}&to={day}", day = DAYS[1]);
    let found = reader
        .get(&format!("/reports/receipts-payments?{days}"))
        .await
        .ok();
    let sum = |side: &str, field: &str| -> Money {
        let rows = found.as_array().expect("rows").iter();
        let of_side = rows.filter(|row| row["side"] == side);
        of_side.map(|row| money(&row[field])).sum()
    };
    let year = format!("from=2025-10-01&to={}", DAYS[1]);
    for (days, field) in [(&days, "amount"), (&year, "year_to_date")] {
        let (receipts, payments) = (sum("R", field), sum("P", field));
        assert!(receipts.is_positive() && payments.is_positive());
        for (figure, accounts) in [
            (-receipts, "R:*"),
            (payments, "P:*"),
            (payments - receipts, "R:*,P:*"),
        ] {
            let filters = format!("account={accounts}&{days}");
            drill.is_net(figure, &filters).await;
        }
    }
    let lines = reader.get("/budget-lines?fiscal_year=2569").await.ok();
    let lines = lines.as_array().expect("lines");
    let ids: Vec<&str> = lines
        .iter()
        .filter_map(|line| line["id"].as_str())
        .collect();
    for (field, account) in [
        ("approved", "approved"),
        ("obligated", "obligated"),
        ("disbursed", "disbursed"),
        ("remaining", "available"),
    ] {
        let total: Money = lines.iter().map(|line| money(&line[field])).sum();
        assert!(total.is_positive(), "{field}");
        for scope in [
            "budget_year=2569".to_owned(),
            format!("budget_line_id={}", ids.join(",")),
        ] {
            let sums = drill.sums(&format!("account={account}&{scope}")).await;
            assert_eq!(sums.net.abs(), total, "{field} of {scope}");
        }
        let other_year = format!("account={account}&budget_year=2570");
        drill.is_net(Money::ZERO, &other_year).await;
    }
}

#[tokio::test]
async fn the_journal_names_documents_and_begins_with_the_newest_when_asked() {
    let app = TestApp::start().await;
    let office = played(&app).await;
    let reader = office.as_role(Role::FinanceOfficer);
    let read = async |query: &str| -> EntryPage {
        let answer = reader.get(&format!("/journal/entries{query}")).await.ok();
        serde_json::from_value(answer).expect("a page")
    };
    let oldest = read("?per_page=200").await;
    assert_eq!(oldest.matching, None, "no lines were asked for");
    let newest = read("?sort=-seq&per_page=200").await;
    let order = |page: &EntryPage| -> Vec<i64> { page.items.iter().map(|one| one.seq).collect() };
    let turned: Vec<i64> = order(&oldest).into_iter().rev().collect();
    assert_eq!(order(&newest), turned);
    for entry in &oldest.items {
        let id = entry.document_id;
        let header = reader.get(&format!("/documents/{id}")).await.ok();
        let numbers = header["numbers"].as_array().expect("numbers");
        let last = numbers.last().and_then(|number| number["text"].as_str());
        assert_eq!(entry.document_number.as_deref(), last);
        assert_eq!(header["title"], entry.document_title);
    }
    // Beyond the last page the sums are still those of all pages.
    let cash = read("?account=1101010101").await;
    let beyond = read("?account=1101010101&page=99").await;
    assert_eq!((beyond.items.len(), beyond.total), (0, cash.total));
    assert_eq!(beyond.matching, cash.matching);
    let nobody = Uuid::now_v7();
    let none = read(&format!("?budget_line_id={nobody}")).await;
    assert_eq!(none.matching, Some(LineSums::default()));
}

#[tokio::test]
async fn what_is_not_remitted_is_in_the_lists_its_number_leads_to() {
    let app = TestApp::start().await;
    let office = played(&app).await;
    let reader = office.as_role(Role::FinanceOfficer);
    office.walk(Kind::Receipt).await;
    // One slip whose money is counted, one whose money is not, one nobody has sent.
    for steps in [2, 1, 0] {
        let body = office.body(Kind::RemittanceSlip).await;
        office.walk_until(Kind::RemittanceSlip, body, steps).await;
    }
    let figures = reader.get("/reports/daily-status").await.ok();
    let mut listed = 0;
    for list in ["/receipts", "/remittance-slips"] {
        let path = format!("{list}?status=submitted,approved&is_free=true");
        listed += reader.get(&path).await.ok()["total"].as_i64().unwrap_or(0);
    }
    // Two receipts, one of them on the slip nobody has sent, and two slips.
    assert_eq!((listed, &figures["unremitted"]), (4, &json!(4)));
}
