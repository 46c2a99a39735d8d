//! Loads the committed copies of the domain pack's tables (`data/`), and the codes of the report of
//! receipts and payments (`scenario-format.md` 6.1 and 6.2).

use super::store::{self, AccountRow, ClassificationRow};
use crate::platform::db::OwnerConnection;
use crate::platform::error::Error;
use shared::organisation::AccountUse;
use std::collections::HashMap;

const CHART: &str = include_str!("data/chart_of_accounts.csv");
/// What forms and figures must know of some accounts; beside the chart, which is a copy.
const USES: &str = include_str!("data/account_uses.csv");

/// Where the codes of a classification stand: the file, and the names of its columns.
struct Source {
    scheme: &'static str,
    csv: &'static str,
    code: &'static str,
    name_th: &'static str,
    name_en: &'static str,
    parent: Option<&'static str>,
    account: Option<&'static str>,
}

const SOURCES: [Source; 5] = [
    Source {
        scheme: "fund_source",
        csv: include_str!("data/fund_sources.csv"),
        code: "code",
        name_th: "thai",
        name_en: "code_name",
        parent: None,
        account: None,
    },
    Source {
        scheme: "budget_plan",
        csv: include_str!("data/budget_plans.csv"),
        code: "code",
        name_th: "name_th",
        name_en: "name_en",
        parent: Some("parent"),
        account: None,
    },
    Source {
        scheme: "expenditure_type",
        csv: include_str!("data/expenditure_types.csv"),
        code: "code6",
        name_th: "type_th",
        name_en: "type_en",
        parent: Some("category_muat"),
        account: Some("default_gl_account"),
    },
    Source {
        scheme: "revenue_type",
        csv: include_str!("data/revenue_types.csv"),
        code: "code",
        name_th: "type_th",
        name_en: "type_en",
        parent: Some("category_th"),
        account: Some("default_gl_account"),
    },
    Source {
        scheme: "report_code",
        csv: include_str!("data/report_codes.csv"),
        code: "code",
        name_th: "name_th",
        name_en: "name_en",
        parent: None,
        account: None,
    },
];

/// Enters master data that is not there yet and corrects what differs.
pub async fn load_national(conn: &mut OwnerConnection) -> Result<(), Error> {
    let uses = uses()?;
    let mut accounts = Vec::new();
    for row in rows(CHART)? {
        accounts.push(AccountRow {
            code: text(&row, "code"),
            name_th: text(&row, "name_th"),
            name_en: text(&row, "name_en"),
            class: text(&row, "class"),
            normal_balance: text(&row, "normal_balance"),
            parent: Some(text(&row, "parent")).filter(|parent| !parent.is_empty()),
            postable: text(&row, "postable") == "Y",
            used_for: uses.get(&text(&row, "code")).copied(),
        });
    }
    store::put_accounts(conn, accounts).await?;
    let mut codes = Vec::new();
    for source in &SOURCES {
        codes.extend(rows(source.csv)?.iter().map(|row| code(source, row)));
    }
    store::put_classifications(conn, codes).await
}

/// The accounts with a use.
fn uses() -> Result<HashMap<String, AccountUse>, Error> {
    let mut found = HashMap::new();
    for row in rows(USES)? {
        let (code, used_for) = (text(&row, "code"), text(&row, "used_for"));
        let known = used_for.parse().map_err(|()| {
            Error::unexpected(anyhow::anyhow!("{code} is said to be for {used_for}"))
        })?;
        found.insert(code, known);
    }
    Ok(found)
}

type Row = HashMap<String, String>;

fn rows(csv: &str) -> Result<Vec<Row>, Error> {
    csv::Reader::from_reader(csv.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(Error::unexpected)
}

fn text(row: &Row, column: &str) -> String {
    row.get(column)
        .map(|value| value.trim().to_owned())
        .unwrap_or_default()
}

/// One code; of several default accounts the first is proposed (budget-classification 3).
fn code(source: &Source, row: &Row) -> ClassificationRow {
    let filled = |column: Option<&str>| {
        column
            .map(|column| text(row, column))
            .filter(|value| !value.is_empty())
    };
    let accounts = filled(source.account).unwrap_or_default();
    let first = accounts.split('|').next().map(str::trim);
    ClassificationRow {
        scheme: source.scheme.to_owned(),
        // Funds are written in capitals there and as codes everywhere else.
        code: match source.scheme {
            "fund_source" => text(row, source.code).to_lowercase(),
            _ => text(row, source.code),
        },
        name_th: text(row, source.name_th),
        name_en: text(row, source.name_en),
        parent: filled(source.parent),
        default_account: first
            .filter(|account| !account.is_empty())
            .map(str::to_owned),
    }
}
