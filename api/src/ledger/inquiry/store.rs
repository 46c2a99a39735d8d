//! Sums of the books. Whole months before come from the monthly balances, the rest from lines.

use crate::journal::{CASH, CHEQUES};
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use chrono::NaiveDate;
use diesel::QueryableByName;
use diesel::sql_types::{Date, Numeric, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::ledger::{CashSide, TrialBalanceRow};
use shared::reporting::ReceiptsPaymentsRow;
use shared::{FiscalYear, Money};
use std::collections::HashMap;

// The opening statement is brought forward from its own day on, whatever day it was entered.
const TRIAL_BALANCE: &str = "WITH sums AS (
        SELECT account, sum(debit - credit) AS opening, 0 AS debit, 0 AS credit
        FROM balances WHERE entity_id = $1 AND ledger = 'financial'
          AND period < date_trunc('month', $2::date) GROUP BY account
        UNION ALL
        SELECT l.account, sum(l.debit - l.credit)
            FILTER (WHERE l.posted_on < $2 OR e.movement = 'brought_forward'),
            sum(l.debit) FILTER (WHERE l.posted_on >= $2
                AND e.movement IS DISTINCT FROM 'brought_forward'),
            sum(l.credit) FILTER (WHERE l.posted_on >= $2
                AND e.movement IS DISTINCT FROM 'brought_forward')
        FROM journal_lines l JOIN journal_entries e
            ON e.entity_id = l.entity_id AND e.id = l.entry_id
        WHERE l.entity_id = $1 AND l.ledger = 'financial'
          AND l.posted_on BETWEEN date_trunc('month', $2::date) AND $3 GROUP BY l.account
        UNION ALL
        SELECT l.account, sum(l.debit - l.credit), 0, 0 FROM openings o
        JOIN journal_lines l ON l.entity_id = o.entity_id AND l.source_id = o.document_id
        WHERE o.entity_id = $1 AND o.as_at <= $3 AND l.posted_on > $3 AND l.ledger = 'financial'
        GROUP BY l.account)
    SELECT s.account, a.name_th AS account_name,
        coalesce(sum(s.opening), 0)::numeric(18, 2) AS opening,
        coalesce(sum(s.debit), 0)::numeric(18, 2) AS debit,
        coalesce(sum(s.credit), 0)::numeric(18, 2) AS credit
    FROM sums s JOIN accounts a ON a.code = s.account
    GROUP BY s.account, a.name_th ORDER BY s.account";

#[derive(QueryableByName)]
struct Sums {
    #[diesel(sql_type = Text)]
    account: String,
    #[diesel(sql_type = Text)]
    account_name: String,
    #[diesel(sql_type = Numeric)]
    opening: Money,
    #[diesel(sql_type = Numeric)]
    debit: Money,
    #[diesel(sql_type = Numeric)]
    credit: Money,
}

/// The trial balance (M-02): brought forward, movement, carried forward; rows all zero left out.
pub async fn trial_balance(
    tx: &mut Tx<'_>,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<TrialBalanceRow>, Error> {
    let sums = sql(TRIAL_BALANCE)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Date, _>(from)
        .bind::<Date, _>(to);
    let rows: Vec<Sums> = sums.load(tx).await?;
    let sides = |balance: Money| match balance.is_negative() {
        false => (balance, Money::ZERO),
        true => (Money::ZERO, -balance),
    };
    let finished = rows.into_iter().map(|row| {
        let (opening_debit, opening_credit) = sides(row.opening);
        let (closing_debit, closing_credit) = sides(row.opening + row.debit - row.credit);
        TrialBalanceRow {
            account: row.account,
            account_name: row.account_name,
            opening_debit,
            opening_credit,
            movement_debit: row.debit,
            movement_credit: row.credit,
            closing_debit,
            closing_credit,
        }
    });
    let empty = |row: &TrialBalanceRow| {
        row.opening_debit.is_zero()
            && row.opening_credit.is_zero()
            && row.movement_debit.is_zero()
            && row.movement_credit.is_zero()
    };
    Ok(finished.filter(|row| !empty(row)).collect())
}

const RECEIPTS_PAYMENTS: &str = "SELECT left(l.account, 1) AS side,
        substr(l.account, 3) AS code, coalesce(c.name_th, '') AS name,
        coalesce(sum(CASE left(l.account, 1) WHEN 'R' THEN l.credit - l.debit
            ELSE l.debit - l.credit END) FILTER (WHERE l.posted_on >= $2), 0)
            ::numeric(18, 2) AS amount,
        coalesce(sum(CASE left(l.account, 1) WHEN 'R' THEN l.credit - l.debit
            ELSE l.debit - l.credit END) FILTER (WHERE l.posted_on >= $4), 0)
            ::numeric(18, 2) AS year_to_date
    FROM journal_lines l LEFT JOIN classifications c ON c.code = substr(l.account, 3)
        AND c.scheme IN ('revenue_type', 'report_code')
    WHERE l.entity_id = $1 AND l.ledger = 'cash' AND l.account <> 'MONEY'
      AND l.posted_on BETWEEN least($2, $4) AND $3
    GROUP BY 1, 2, 3
    HAVING sum(l.credit - l.debit) FILTER (WHERE l.posted_on >= $4) <> 0
        OR sum(l.credit - l.debit) FILTER (WHERE l.posted_on >= $2) <> 0
    ORDER BY 1 DESC, 2";

/// Receipts and payments of money by report code (M-03), of the days asked for, whatever years they are
/// of, and of the year of the last until then; rows all zero left out.
pub async fn receipts_payments(
    tx: &mut Tx<'_>,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<ReceiptsPaymentsRow>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        side: CashSide,
        #[diesel(sql_type = Text)]
        code: String,
        #[diesel(sql_type = Text)]
        name: String,
        #[diesel(sql_type = Numeric)]
        amount: Money,
        #[diesel(sql_type = Numeric)]
        year_to_date: Money,
    }
    let sums = sql(RECEIPTS_PAYMENTS)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Date, _>(from)
        .bind::<Date, _>(to)
        .bind::<Date, _>(FiscalYear::of(to).first_day());
    let rows: Vec<Row> = sums.load(tx).await?;
    let row = |row: Row| ReceiptsPaymentsRow {
        side: row.side,
        code: row.code,
        name: row.name,
        amount: row.amount,
        year_to_date: row.year_to_date,
    };
    Ok(rows.into_iter().map(row).collect())
}

const MONEY: &str = "SELECT account FROM bank_accounts WHERE entity_id = $1
    UNION SELECT unnest(ARRAY[$2, $3]::text[])";

/// The accounts that money is on: cash, cheques on hand, those of the bank accounts.
pub async fn money_accounts(tx: &mut Tx<'_>) -> Result<Vec<String>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        account: String,
    }
    let accounts = sql(MONEY)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Text, _>(CASH)
        .bind::<Text, _>(CHEQUES);
    let rows: Vec<Row> = accounts.load(tx).await?;
    Ok(rows.into_iter().map(|row| row.account).collect())
}

const GROUPS: &str = "SELECT code, parent AS name FROM classifications
    WHERE scheme = 'revenue_type' AND parent IS NOT NULL";

/// The category (หมวด) of each type of revenue, by code.
pub async fn groups(tx: &mut Tx<'_>) -> Result<HashMap<String, String>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        code: String,
        #[diesel(sql_type = Text)]
        name: String,
    }
    let rows: Vec<Row> = sql(GROUPS).load(tx).await?;
    Ok(rows.into_iter().map(|row| (row.code, row.name)).collect())
}
