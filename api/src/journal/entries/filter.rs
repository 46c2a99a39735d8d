//! Pure: what entries are asked for.

use crate::platform::error::Error;
use crate::platform::http::several;
use chrono::NaiveDate;
use serde::Deserialize;
use shared::ledger::{BroughtForward, Movement};
use shared::problem::FieldCode;
use uuid::Uuid;

/// What entries are asked for; nothing given is everything. Where several filters speak of lines,
/// one line must fit them all.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct EntryFilter {
    /// First posting date.
    #[serde(default, deserialize_with = "shared::calendar::optional_day")]
    pub from: Option<NaiveDate>,
    /// Last posting date.
    #[serde(default, deserialize_with = "shared::calendar::optional_day")]
    pub to: Option<NaiveDate>,
    /// What to do with the balance brought forward at `from`: everything posted before it, and the
    /// opening statement, which stands from its own day on, whatever day it was entered. Not given:
    /// posting dates alone count.
    #[param(inline)]
    pub brought_forward: Option<BroughtForward>,
    /// Entries of this document, and those with lines that stem from it.
    pub document_id: Option<Uuid>,
    /// Entries with a line on one of these accounts; `*` at the end stands for any rest: `R:*`;
    /// `@cash`, `@cheques`, `@banks`, `@taxes`, `@deposits`, `@advances` for all that the chart has for this.
    #[serde(default, deserialize_with = "several")]
    #[param(style = Form, explode = false)]
    pub account: Vec<String>,
    /// Entries with a line on one of these bank accounts.
    #[serde(default, deserialize_with = "several")]
    #[param(style = Form, explode = false)]
    pub bank_account_id: Vec<Uuid>,
    /// Entries with a line on one of these budget lines.
    #[serde(default, deserialize_with = "several")]
    #[param(style = Form, explode = false)]
    pub budget_line_id: Vec<Uuid>,
    /// Entries with a line on a budget line of this fiscal year, Buddhist.
    pub budget_year: Option<i32>,
    /// Entries with a line that moves money in one of these ways.
    #[serde(default, deserialize_with = "several")]
    #[param(inline, style = Form, explode = false)]
    pub movement: Vec<Movement>,
    /// `seq` (oldest first), `-seq`.
    #[param(pattern = "^-?seq$")]
    pub sort: Option<String>,
    /// Page, from 1.
    #[param(minimum = 1)]
    pub page: Option<u32>,
    /// Rows a page, at most 200.
    #[param(minimum = 1, maximum = 200)]
    pub per_page: Option<u32>,
}

impl EntryFilter {
    /// The accounts as patterns of SQL's `LIKE`; refuses a `*` that is not at the end of something.
    pub fn account_patterns(&self) -> Result<Vec<String>, Error> {
        let one = |account: &String| pattern(account);
        let patterns: Option<_> = self.account.iter().map(one).collect();
        patterns.ok_or_else(|| Error::field("account", FieldCode::Malformed))
    }

    /// True for the newest first.
    pub fn newest_first(&self) -> Result<bool, Error> {
        match self.sort.as_deref() {
            None | Some("seq") => Ok(false),
            Some("-seq") => Ok(true),
            Some(_) => Err(Error::field("sort", FieldCode::UnknownValue)),
        }
    }
}

fn pattern(account: &str) -> Option<String> {
    let (name, any_rest) = match account.strip_suffix('*') {
        Some(name) => (name, "%"),
        None => (account, ""),
    };
    let plain = name.replace('\\', "\\\\");
    let plain = plain.replace('%', "\\%").replace('_', "\\_");
    (!name.is_empty() && !name.contains('*')).then(|| format!("{plain}{any_rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_named_whole_or_by_their_beginning() {
        let cases = [
            ("1101010101", Some("1101010101")),
            ("R:*", Some("R:%")),
            ("transfer_in", Some("transfer\\_in")),
            ("%", Some("\\%")),
            ("\\*", Some("\\\\%")),
            ("*", None),
            ("1*1", None),
            ("1**", None),
        ];
        for (account, expected) in cases {
            assert_eq!(pattern(account).as_deref(), expected, "{account}");
        }
    }
}
