//! What the system showed while operations were played.

use super::client::{Client, Trouble};
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::document::{Document, DocumentHeader, Series};
use shared::expenditure::RequestFigures;
use shared::ledger::Entry;
use shared::{DocumentId, budget::BudgetLine, ledger::TrialBalanceRow};
use shared::{Money, reporting::ReceiptsPaymentsRow, treasury::DailyFigures};
use std::collections::{BTreeMap, HashMap};

/// A number a document was given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Numbered {
    /// The operation or inner entry.
    pub of: String,
    /// What the format calls the number.
    pub document: &'static str,
    pub number: String,
}

/// Everything that is compared.
#[derive(Default)]
pub struct Observed {
    /// Balances before the first operation.
    pub opening: Vec<TrialBalanceRow>,
    /// The operation that made each document.
    pub operations: HashMap<DocumentId, String>,
    /// Numbers given.
    pub numbers: Vec<Numbered>,
    /// Figures of requests.
    pub requests: BTreeMap<String, RequestFigures>,
    /// Refused operations with their codes, in order.
    pub refusals: Vec<(String, String)>,
    /// The journal, in order.
    pub entries: Vec<Entry>,
    /// Money of a day, by place in `expected.daily_reports`.
    pub daily: BTreeMap<usize, DailyFigures>,
    /// By place in `expected.trial_balances`.
    pub trial: BTreeMap<usize, Vec<TrialBalanceRow>>,
    /// By place in `expected.budget_registers`.
    pub registers: BTreeMap<usize, Vec<BudgetLine>>,
    /// By place in `expected.receipts_payments_reports`.
    pub money: BTreeMap<usize, MoneyReport>,
}

/// A receipts-and-payments report: what the API gives in several answers.
pub struct MoneyReport {
    /// Money before its first day.
    pub opening: Money,
    pub rows: Vec<ReceiptsPaymentsRow>,
    /// Money at the end of its last day.
    pub closing: Money,
}

/// What the format calls a number series; vouchers are compared with the postings.
fn document_name(series: Series) -> Option<&'static str> {
    match series {
        Series::ReceiptVoucher
        | Series::PayableVoucher
        | Series::PaymentVoucher
        | Series::JournalVoucher => None,
        series => Some(series.as_str()),
    }
}

impl Observed {
    /// Notes the numbers of a document.
    pub fn note_numbers(&mut self, of: &str, header: &DocumentHeader) {
        for number in &header.numbers {
            if let Some(document) = document_name(number.series) {
                self.numbers.push(Numbered {
                    of: of.to_owned(),
                    document,
                    number: number.text.clone(),
                });
            }
        }
    }

    /// Notes the figures of a request; one without is paid as it is asked for.
    pub fn note_figures(&mut self, of: &str, request: &Document<Value>) {
        let figures = request.body.get("figures").cloned().unwrap_or_default();
        let amount = request.header.amount;
        let plain = RequestFigures {
            gross: amount,
            net: amount,
            ..RequestFigures::default()
        };
        let figures = serde_json::from_value(figures).unwrap_or(plain);
        self.requests.insert(of.to_owned(), figures);
    }
}

/// Reports of the system, as the head of finance sees them.
pub struct Reader<'a> {
    pub client: &'a Client,
    /// The reader's session.
    pub session: &'a str,
}

impl Reader<'_> {
    /// Any answer.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Trouble> {
        self.client.get(path, self.session).await
    }

    /// Money of a day.
    pub async fn daily(&self, date: chrono::NaiveDate) -> Result<DailyFigures, Trouble> {
        self.get(&format!("/reports/daily-status?date={date}"))
            .await
    }

    /// The trial balance of a span of days.
    pub async fn trial(
        &self,
        from: chrono::NaiveDate,
        to: chrono::NaiveDate,
    ) -> Result<Vec<TrialBalanceRow>, Trouble> {
        self.get(&format!("/reports/trial-balance?from={from}&to={to}"))
            .await
    }

    /// Receipts and payments of a span of days, with the money at both ends.
    pub async fn money(
        &self,
        from: chrono::NaiveDate,
        to: chrono::NaiveDate,
    ) -> Result<MoneyReport, Trouble> {
        let path = format!("/reports/receipts-payments?from={from}&to={to}");
        let rows = self.get(&path).await?;
        let first = self.daily(from).await?;
        let last = self.daily(to).await?;
        let brought = [&first.cash, &first.cheques_on_hand, &first.bank];
        Ok(MoneyReport {
            opening: brought.map(|kind| kind.brought_forward).into_iter().sum(),
            rows,
            closing: last.total_money,
        })
    }
}
