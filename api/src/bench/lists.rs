//! `laas bench lists [SIZE]`: every list, filter, order and search of an organisation with a million
//! documents, beside others, over HTTP.

use super::client::Office;
use crate::app::App;
use crate::platform::clock::Clock;
use crate::platform::config::Config;
use crate::platform::db::{owner_connection, owner_execute};
use crate::platform::error::Error;
use crate::platform::say::say;
use serde_json::Value;
use std::time::Duration;

/// Fills the tables; see there.
const FILL: &str = include_str!("lists.sql");
/// Documents of the organisation measured, unless another number is given.
pub const SIZE: u32 = 1_000_000;
/// Organisations that have a fifth of that among them.
const OTHERS: usize = 20;
/// How often each is asked.
const TIMES: usize = 200;

/// What is asked: its name, the addresses in turn.
type Case = (&'static str, &'static [&'static str]);

/// As the finance officer.
const CASES: &[Case] = &[
    ("first page", &["/receipts"]),
    ("page 2", &["/receipts?page=2"]),
    ("page 1,000", &["/receipts?page=1000"]),
    ("the deepest page", &["/receipts?page=1001"]),
    ("beyond the last page", &["/receipts?status=draft&page=90"]),
    ("oldest first", &["/receipts?sort=id"]),
    ("smallest amount first", &["/receipts?sort=amount"]),
    ("greatest amount first", &["/receipts?sort=-amount"]),
    ("by title", &["/receipts?sort=title"]),
    ("by day", &["/receipts?sort=day", "/receipts?sort=-day"]),
    (
        "by amount, page 1,000",
        &["/receipts?sort=-amount&page=1000"],
    ),
    (
        "this year",
        &[
            "/receipts?fiscal_year=2568",
            "/bank-receipts?fiscal_year=2568",
        ],
    ),
    (
        "an old year",
        &["/receipts?fiscal_year=2564", "/receipts?fiscal_year=2565"],
    ),
    ("a year without any", &["/receipts?fiscal_year=2575"]),
    (
        "a year by amount",
        &["/receipts?fiscal_year=2566&sort=-amount"],
    ),
    (
        "drafts",
        &["/receipts?status=draft", "/cheque-reports?status=draft"],
    ),
    ("unfinished", &["/receipts?status=submitted,approved"]),
    ("posted", &["/receipts?status=posted"]),
    (
        "void",
        &[
            "/receipts?status=cancelled",
            "/bank-receipts?status=cancelled",
        ],
    ),
    ("drafts by amount", &["/receipts?status=draft&sort=amount"]),
    (
        "a department",
        &["/disbursement-requests?department_id=DEPARTMENT"],
    ),
    (
        "drafts of a department in a year",
        &["/disbursement-requests?department_id=DEPARTMENT&status=draft&fiscal_year=2568"],
    ),
    (
        "of a fund, nearly all",
        &["/disbursement-requests?fund=bud"],
    ),
    (
        "of a fund, one in 50 or 125",
        &[
            "/disbursement-requests?fund=sub",
            "/disbursement-requests?fund=loan",
        ],
    ),
    (
        "of a person who did one in 90",
        &["/receipts?person=00000000-0000-7000-8000-000000000003"],
    ),
    (
        "of a person who did a few",
        &[
            "/receipts?person=00000000-0000-7000-8000-000000000030",
            "/documents?person=00000000-0000-7000-8000-000000000030",
        ],
    ),
    ("who can be chosen", &["/documents/people"]),
    (
        "a day",
        &[
            "/receipts?from=2022-05-03&to=2022-05-03",
            "/receipts?from=2025-05-03&to=2025-05-03",
        ],
    ),
    ("since a day", &["/receipts?from=2023-05-03"]),
    ("until a day", &["/receipts?to=2021-05-03"]),
    (
        "a month by amount",
        &["/receipts?from=2022-05-01&to=2022-05-31&sort=-amount"],
    ),
    ("free", &["/receipts?is_free=true"]),
    (
        "free and approved",
        &["/receipts?is_free=true&status=approved"],
    ),
    ("free and posted", &["/receipts?is_free=true&status=posted"]),
    ("taken", &["/receipts?is_free=false"]),
    (
        "a number",
        &[
            "/receipts?q=RCPT-00123/68",
            "/receipts?q=RCPT-12345/66",
            "/bank-receipts?q=RV-00777/67",
        ],
    ),
    (
        "part of a number",
        &["/receipts?q=12345", "/receipts?q=0123/68"],
    ),
    (
        "a number in Thai digits",
        &["/disbursement-requests?q=๖๘-๐๑-๐๐๑๒๓"],
    ),
    (
        "a rare word",
        &["/receipts?q=ธนกรสหกิจ 12", "/receipts?q=มงคลศิริ 1999"],
    ),
    (
        "a word in one of 12",
        &["/receipts?q=ประปาหมู่บ้าน", "/receipts?q=โรงเรียนผู้สูงอายุ"],
    ),
    (
        "words in one of 144",
        &["/receipts?q=ประปาหมู่บ้าน ประจำเดือนมกราคม"],
    ),
    ("a word in nearly all", &["/receipts?q=ค่า"]),
    (
        "a word in none",
        &["/receipts?q=เรือดำน้ำ", "/receipts?q=ไม่มีคำนี้"],
    ),
    ("two letters", &["/receipts?q=ฮฮ", "/receipts?q=คล"]),
    ("a letter", &["/receipts?q=ฮ", "/receipts?q=ก"]),
    (
        "a word among drafts",
        &[
            "/receipts?q=ประปา&status=draft",
            "/receipts?q=สหกิจ&status=draft",
        ],
    ),
    ("a word by amount", &["/receipts?q=ตลาดสด&sort=-amount"]),
    ("all kinds", &["/documents"]),
    ("all kinds, page 20", &["/documents?page=20"]),
    ("all kinds by amount", &["/documents?sort=-amount"]),
    ("drafts of all kinds", &["/documents?status=draft"]),
    (
        "three kinds in a year",
        &["/documents?kind=receipt,bank_receipt,remittance_slip&fiscal_year=2566"],
    ),
    (
        "a number among all kinds",
        &["/documents?q=RCPT-00123/68", "/documents?q=1234/2567"],
    ),
    ("a rare word among all kinds", &["/documents?q=ธนกรสหกิจ 12"]),
    ("a common word among all kinds", &["/documents?q=ตลาดสด"]),
    ("a word in none of all kinds", &["/documents?q=เรือดำน้ำ"]),
    (
        "home: counts",
        &["/documents/counts?status=draft,approved&is_free=true"],
    ),
    (
        "home: figures of the day",
        &["/reports/daily-status?date=2025-10-01"],
    ),
    ("home: inbox of the officer", &["/inbox?per_page=100"]),
    ("inbox, page 3", &["/inbox?page=3"]),
    ("parties", &["/parties"]),
    (
        "parties by typing",
        &[
            "/parties?q=ธนกร&per_page=30",
            "/parties?q=P19&per_page=30",
            "/parties?q=ค&per_page=30",
        ],
    ),
];
/// As the head of finance.
const CASES_OF_HEAD: &[Case] = &[("home: inbox of the head", &["/inbox?per_page=100"])];

/// Fills, asks, prints.
pub async fn lists(mut config: Config, size: u32) -> Result<(), Error> {
    config.is_development = true;
    // Filling takes longer than a session that nobody uses stays open.
    config.idle_seconds = 12 * 60 * 60;
    let base = format!("http://{}", config.listen);
    let owner = config.owner_database_url.clone();
    let server = tokio::spawn(App::new(config, Clock::System)?.serve());
    tokio::time::sleep(Duration::from_millis(500)).await;
    let office = Office::found(&base).await?;
    for _ in 0..OTHERS {
        Office::found(&base).await?;
    }
    let mut conn = owner_connection(&owner).await?;
    let entity = &office.entity;
    let fill = format!("SET bench.entity = '{entity}'; SET bench.size = {size}; {FILL}");
    owner_execute(&mut conn, &fill).await?;
    owner_execute(&mut conn, "VACUUM").await?;
    let (departments, _) = office.read("/departments", false).await?;
    let department = departments["items"][0]["id"].as_str().unwrap_or_default();
    say("asked\trows\tof\tp50 ms\tp99 ms");
    for (cases, as_head) in [(CASES, false), (CASES_OF_HEAD, true)] {
        for (name, paths) in cases {
            let paths: Vec<String> = paths
                .iter()
                .map(|path| path.replace("DEPARTMENT", department))
                .collect();
            say(format_args!(
                "{name}\t{}",
                ask(&office, &paths, as_head).await?
            ));
        }
    }
    let deep = follow(&office).await?;
    say(format_args!("following the last row, 300 answers\t{deep}"));
    server.abort();
    Ok(())
}

/// Asks again and again; a line of the table.
async fn ask(office: &Office, paths: &[String], as_head: bool) -> Result<String, Error> {
    let (mut micros, mut last) = (Vec::new(), Value::Null);
    for path in paths.iter().cycle().take(TIMES) {
        let (answer, took) = office.read(path, as_head).await?;
        micros.push(took);
        last = answer;
    }
    Ok(line(&last, micros))
}

/// Goes through a list from row to row.
async fn follow(office: &Office) -> Result<String, Error> {
    let (mut micros, mut last) = (Vec::new(), Value::Null);
    let mut path = "/receipts?per_page=200".to_owned();
    for _ in 0..300 {
        let (answer, took) = office.read(&path, false).await?;
        micros.push(took);
        let rows = answer["items"].as_array();
        let Some(id) = rows.and_then(|rows| rows.last()?["id"].as_str()) else {
            break;
        };
        path = format!("/receipts?per_page=200&after={id}");
        last = answer;
    }
    Ok(line(&last, micros))
}

/// Rows shown, rows told, and times.
fn line(answer: &Value, mut micros: Vec<u128>) -> String {
    micros.sort_unstable();
    let at = |percent: usize| {
        let place = (micros.len() * percent / 100).min(micros.len().saturating_sub(1));
        let value = micros.get(place).copied().unwrap_or_default();
        format!("{}.{}", value / 1000, value % 1000 / 100)
    };
    let rows = answer["items"].as_array().or(answer.as_array());
    let more = if answer["more"] == true { "+" } else { "" };
    let total = answer["total"]
        .as_i64()
        .map(|total| format!("{total}{more}"));
    format!(
        "{}\t{}\t{}\t{}",
        rows.map_or(0, Vec::len),
        total.unwrap_or_default(),
        at(50),
        at(99)
    )
}
