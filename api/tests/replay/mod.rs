//! Scenarios played through the REST API, every expected figure compared.

use crate::support::TestApp;
use api::replay::{Difference, Mode, Report, Scenario, replay};
use serde_json::{Value, json};

const DAY_OF_MONEY: &str = include_str!("../../../e2e/scenarios/day_of_money.json");
const WORKED_MONTH: &str = include_str!("../data/worked_month.json");

async fn play(text: &str, mode: Mode) -> Report {
    let app = TestApp::start().await;
    let scenario = Scenario::read(text).expect("a scenario");
    let report = replay(app.origin(), &scenario, mode)
        .await
        .expect("a report");
    println!("{report}");
    report
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_days_of_money_are_as_expected() {
    let report = play(DAY_OF_MONEY, Mode::Strict).await;
    assert_eq!(report.differences, []);
    assert_eq!(report.skipped, []);
    assert_eq!(report.played.len(), 105);
    assert!(report.figures > 1_800);
}

/// Operations of the worked month that must be playable; more as more is supported.
const PLAYED: [&str; 35] = [
    "E01", "E03.1", "E03.2", "E03.3", "E03.4", "E03.5", "E03", "E04", "E05", "E06", "E08", "E09",
    "E11", "E16", "E17", "E18", "E20.1", "E20.2", "E20.3", "E20", "E21", "E24", "E26", "E27",
    "E28", "E29", "E30.1", "E35", "E39.1", "E51", "E52", "E61.1", "E61.2", "E61.3", "E61",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_the_worked_month_what_is_supported_is_as_expected() {
    let report = play(WORKED_MONTH, Mode::Partial).await;
    assert_eq!(report.differences, []);
    let missing: Vec<&str> = PLAYED
        .into_iter()
        .filter(|id| !report.played.iter().any(|played| played == id))
        .collect();
    assert_eq!(missing, [""; 0]);
    assert_eq!(report.played.len() + report.skipped.len(), 85);
}

/// The advance of the worked month: asked for, paid by cheque, cleared, its rest returned.
const ADVANCE: [&str; 7] = ["E13", "E15.1", "E15", "E46", "E47.1", "E47.2", "E47"];

/// The transfer between accounts that brings its money to the current account is not supported yet;
/// here the money is there from the start.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_advance_of_the_worked_month_is_as_expected() {
    let mut file: Value = serde_json::from_str(WORKED_MONTH).expect("JSON");
    let banks = &mut file["master"]["bank_accounts"];
    assert_eq!(
        (&banks[0]["id"], &banks[1]["id"]),
        (&json!("KTB-SAV"), &json!("KTB-CUR"))
    );
    banks[0]["opening"] = json!("8012655.37");
    banks[1]["opening"] = json!("400000.00");
    let opening = file["expected"]["opening_balances"].as_array_mut();
    let opening = opening.expect("rows");
    let savings = opening
        .iter_mut()
        .find(|row| row["account"] == "1101030102");
    savings.expect("a row")["debit"] = json!("10162655.37");
    opening.push(json!({ "account": "1101030101", "debit": "400000.00", "credit": "0.00" }));
    let report = play(&file.to_string(), Mode::Partial).await;
    assert_eq!(report.differences, []);
    let missing = |id: &&&str| !report.played.iter().any(|played| played == **id);
    assert_eq!(ADVANCE.iter().find(missing), None);
}

/// Moves a figure of the file by one satang, or changes the end of a text.
fn spoil(file: &mut Value, pointer: &str) -> String {
    let place = file.pointer_mut(pointer).expect(pointer);
    let text = place.as_str().expect("a text").to_owned();
    let spoiled = match text.parse::<shared::Money>() {
        Ok(amount) if text.contains('.') => (amount + shared::Money::from_satang(1)).to_string(),
        _ => format!("{text}?"),
    };
    *place = json!(spoiled);
    spoiled
}

/// `/expected/postings/0/lines` as differences write it: `expected.postings[0].lines`.
fn path(pointer: &str) -> String {
    let parts = pointer.split('/').skip(1).enumerate();
    parts.fold(String::new(), |path, (index, part)| {
        match (part.parse::<usize>(), index) {
            (Ok(row), _) => format!("{path}[{row}]"),
            (Err(_), 0) => part.to_owned(),
            (Err(_), _) => format!("{path}.{part}"),
        }
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_satang_too_much_in_the_file_is_the_only_difference() {
    let mut file: Value = serde_json::from_str(DAY_OF_MONEY).expect("JSON");
    let pointer = "/expected/postings/31/lines/1/credit";
    let spoiled = spoil(&mut file, pointer);
    let report = play(&file.to_string(), Mode::Strict).await;
    let difference = Difference {
        path: "expected.postings[31].lines[1].credit".to_owned(),
        operation: Some("E14".to_owned()),
        expected: spoiled,
        found: "450.00".to_owned(),
    };
    assert_eq!(report.differences, [difference]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_every_list_a_wrong_figure_is_found_and_no_other() {
    let mut file: Value = serde_json::from_str(DAY_OF_MONEY).expect("JSON");
    let pointers = [
        "/expected/postings/0/number",
        "/expected/postings/31/lines/1/credit",
        "/expected/budget_effects/0/effects/0/amount",
        "/expected/receipts_payments_lines/3/lines/0/amount",
        "/expected/documents/5/number",
        "/expected/requests/1/withholding_tax",
        "/expected/requests/2/retention",
        "/expected/refusals/4/reason",
        "/expected/daily_reports/1/cash/received",
        "/expected/daily_reports/2/bank_accounts/BAAC-SAV",
        "/expected/daily_reports/2/cheques_not_collected/amount",
        "/expected/daily_reports/4/total_money",
        "/expected/trial_balances/1/rows/0/movement_debit",
        "/expected/trial_balances/2/totals/closing_credit",
        "/expected/budget_registers/1/rows/4/remaining",
        "/expected/receipts_payments_reports/0/receipts/0/amount",
        "/expected/receipts_payments_reports/1/opening_balance",
    ];
    for pointer in pointers {
        spoil(&mut file, pointer);
    }
    // What the system has and the file has not is a difference too.
    let dropped = file["expected"]["opening_balances"].as_array_mut();
    dropped.expect("a list").pop();
    let report = play(&file.to_string(), Mode::Strict).await;
    let mut found: Vec<&str> = report
        .differences
        .iter()
        .map(|difference| difference.path.as_str())
        .collect();
    let mut wanted: Vec<String> = pointers.into_iter().map(path).collect();
    wanted.push("expected.opening_balances".to_owned());
    found.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(found, wanted);
}
