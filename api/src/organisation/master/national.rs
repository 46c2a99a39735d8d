//! Loads the committed copies of the domain pack's tables (`data/`).

use super::store::{self, AccountRow, ClassificationRow};
use crate::platform::db::OwnerConnection;
use crate::platform::error::Error;
use std::collections::HashMap;

const PLANS: &str = include_str!("data/budget_plans.csv");
const CHART: &str = include_str!("data/chart_of_accounts.csv");
const EXPENDITURE: &str = include_str!("data/expenditure_types.csv");
const FUNDS: &str = include_str!("data/fund_sources.csv");
const REVENUE: &str = include_str!("data/revenue_types.csv");

/// Enters master data that is not there yet and corrects what differs.
pub async fn load_national(conn: &mut OwnerConnection) -> Result<(), Error> {
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
        });
    }
    store::put_accounts(conn, accounts).await?;
    let mut codes = Vec::new();
    for row in rows(FUNDS)? {
        let fund = text(&row, "code").to_lowercase();
        codes.push(code(
            "fund_source",
            &fund,
            &row,
            "thai",
            "code_name",
            None,
            None,
        ));
    }
    for row in rows(PLANS)? {
        let parent = Some("parent");
        codes.push(code(
            "budget_plan",
            &text(&row, "code"),
            &row,
            "name_th",
            "name_en",
            parent,
            None,
        ));
    }
    let account = Some("default_gl_account");
    for row in rows(EXPENDITURE)? {
        let (code6, parent) = (text(&row, "code6"), Some("category_muat"));
        codes.push(code(
            "expenditure_type",
            &code6,
            &row,
            "type_th",
            "type_en",
            parent,
            account,
        ));
    }
    for row in rows(REVENUE)? {
        let (own, parent) = (text(&row, "code"), Some("category_th"));
        codes.push(code(
            "revenue_type",
            &own,
            &row,
            "type_th",
            "type_en",
            parent,
            account,
        ));
    }
    store::put_classifications(conn, codes).await
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
fn code(
    scheme: &str,
    code: &str,
    row: &Row,
    name_th: &str,
    name_en: &str,
    parent: Option<&str>,
    account: Option<&str>,
) -> ClassificationRow {
    let filled = |column: Option<&str>| {
        column
            .map(|column| text(row, column))
            .filter(|value| !value.is_empty())
    };
    ClassificationRow {
        scheme: scheme.to_owned(),
        code: code.to_owned(),
        name_th: text(row, name_th),
        name_en: text(row, name_en),
        parent: filled(parent),
        default_account: filled(account).and_then(|accounts| {
            accounts
                .split('|')
                .next()
                .map(|first| first.trim().to_owned())
        }),
    }
}
