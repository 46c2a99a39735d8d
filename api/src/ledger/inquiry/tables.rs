//! The books to take home: the journal, the trial balance, receipts and payments.

use super::money_report::{self, Line};
use super::routes::{READ, SpanQuery};
use super::store;
use crate::documents::names_of;
use crate::journal::{EntryFilter, found_entries};
use crate::platform::access::Ctx;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use crate::platform::openapi::{Access, Api};
use crate::platform::tables::{self, Period, Table, Tabled, Wanted};
use shared::ledger::{BroughtForward, EntryPage, JournalLine, Movement, TrialBalanceRow};
use std::collections::HashMap;
use std::rc::Rc;

/// Adds the routes.
pub fn register(api: &mut Api) {
    tables::register::<Journal>(api, "/journal/entries", "list_journal_entries", "journal");
    let path = "/reports/trial-balance";
    tables::register::<TrialBalance>(api, path, "get_trial_balance", "reports");
    let path = "/reports/receipts-payments";
    tables::register::<ReceiptsPayments>(api, path, "get_receipts_payments", "reports");
}

/// Who signs the reports of a month (M-02, M-03).
const SIGNERS: &[&str] = &["หัวหน้าหน่วยงานคลัง", "ปลัด", "ผู้บริหารท้องถิ่น"];

struct Journal;
struct TrialBalance;
struct ReceiptsPayments;

impl Table for TrialBalance {
    const ACCESS: Access = Access::Permission(READ);
    type Query = SpanQuery;
    type Row = TrialBalanceRow;

    async fn read(
        tx: &mut Tx<'_>,
        ctx: &Ctx,
        query: SpanQuery,
        _: u32,
    ) -> Result<Tabled<TrialBalanceRow>, Error> {
        let (from, to) = query.days(ctx)?;
        let rows = store::trial_balance(tx, from, to).await?;
        let table = Tabled::new("งบทดลอง", rows).of(Period::days(from, to));
        Ok(table.signed(to, SIGNERS))
    }
}

impl Table for ReceiptsPayments {
    const ACCESS: Access = Access::Permission(READ);
    type Query = SpanQuery;
    type Row = Line;

    async fn read(
        tx: &mut Tx<'_>,
        ctx: &Ctx,
        query: SpanQuery,
        _: u32,
    ) -> Result<Tabled<Line>, Error> {
        let (from, to) = query.days(ctx)?;
        let rows = money_report::report(tx, from, to).await?;
        let table = Tabled::new("รายงานรับ-จ่ายเงิน", rows).of(Period::days(from, to));
        Ok(table.signed(to, SIGNERS))
    }
}

impl Table for Journal {
    const ACCESS: Access = Access::Permission(READ);
    type Query = EntryFilter;
    type Row = JournalLine;

    async fn read(
        tx: &mut Tx<'_>,
        _: &Ctx,
        query: EntryFilter,
        most: u32,
    ) -> Result<Tabled<JournalLine>, Error> {
        let wanted = Wanted::of(query.page, query.per_page, most)?;
        // An entry has a line at least.
        let found = found_entries(tx, &query, wanted.per_page, wanted.page).await?;
        let said = in_words(tx, &query, &found).await?;
        let table = Tabled::new("สมุดรายวัน", lines(found)).only(said);
        Ok(table.of(Period::days(query.from, query.to)))
    }
}

fn lines(found: EntryPage) -> Vec<JournalLine> {
    let of_entry = |mut entry: shared::ledger::Entry| {
        let lines = std::mem::take(&mut entry.lines);
        let entry = Rc::new(entry);
        let line = move |line| JournalLine {
            entry: entry.clone(),
            line,
        };
        lines.into_iter().map(line)
    };
    found.items.into_iter().flat_map(of_entry).collect()
}

/// What the journal is narrowed down to, and what the lines asked for add up to.
async fn in_words(
    tx: &mut Tx<'_>,
    query: &EntryFilter,
    found: &EntryPage,
) -> Result<Vec<(&'static str, String)>, Error> {
    let ids = query.bank_account_id.iter().chain(&query.budget_line_id);
    let ids = ids.map(ToString::to_string).collect();
    let names = names_of(tx, ids).await?;
    let named = |ids: &[uuid::Uuid]| some(ids.iter().map(|id| name(&names, &id.to_string())));
    let part = query.brought_forward.map(BroughtForward::thai);
    let movements = query
        .movement
        .iter()
        .map(|one: &Movement| one.thai().to_owned());
    let sums = found.matching.map(|sums| {
        let (debit, credit) = (sums.debit.grouped(), sums.credit.grouped());
        format!("เดบิต {debit} เครดิต {credit}")
    });
    let year = query.budget_year.map(|year| year.to_string());
    let page = query.page.map(|page| page.to_string());
    let said = [
        ("brought_forward", part.map(str::to_owned)),
        ("movement", some(movements)),
        ("account", some(query.account.iter().cloned())),
        ("bank_account_id", named(&query.bank_account_id)),
        ("budget_line_id", named(&query.budget_line_id)),
        ("budget_year", year),
        ("document_id", query.document_id.map(|id| id.to_string())),
        ("page", page),
        ("matching", sums),
    ];
    let said = said.into_iter();
    Ok(said
        .filter_map(|(field, said)| Some((field, said?)))
        .collect())
}

fn some(all: impl Iterator<Item = String>) -> Option<String> {
    let all: Vec<String> = all.collect();
    (!all.is_empty()).then(|| all.join(", "))
}

fn name(names: &HashMap<String, String>, id: &str) -> String {
    names.get(id).cloned().unwrap_or_else(|| id.to_owned())
}
