//! The figures of a day, from the lines of the ledger (W-10.1).

use super::rules::Facts;
use crate::journal::{CASH, CHEQUES, first_day_of_books};
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use crate::platform::record;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Numeric, Text, Uuid};
use diesel_async::RunQueryDsl;
use shared::treasury::{
    BankAccountStatus, DailyFigures, DailyReport, MoneyMovement, UncollectedCheque,
};
use shared::{BankAccountId, DocumentId, Money};

const OTHER: &str = "SELECT d.title FROM daily_reports r JOIN documents d
        ON d.entity_id = r.entity_id AND d.id = r.document_id
    WHERE r.entity_id = $1 AND r.document_id <> $2 AND r.report_date >= $3
      AND (d.status IN ('submitted', 'approved', 'posted'))
    ORDER BY r.report_date LIMIT 1";

/// The facts of a daily report.
pub async fn facts(tx: &mut Tx<'_>, body: &DailyReport, id: DocumentId) -> Result<Facts, Error> {
    #[derive(QueryableByName)]
    struct Other {
        #[diesel(sql_type = Text)]
        title: String,
    }
    let other = sql(OTHER)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Uuid, _>(id)
        .bind::<Date, _>(body.report_date);
    let other: Option<Other> = other.get_result(tx).await.optional()?;
    Ok(Facts {
        figures: figures(tx, body.report_date).await?,
        head: record::head(tx).await?,
        today: tx.today,
        begin: first_day_of_books(tx).await?,
        other: other.map(|other| other.title),
    })
}

#[derive(QueryableByName)]
struct Movement {
    #[diesel(sql_type = Numeric)]
    brought_forward: Money,
    #[diesel(sql_type = Numeric)]
    received: Money,
    #[diesel(sql_type = Numeric)]
    deposited: Money,
    #[diesel(sql_type = Numeric)]
    paid: Money,
}

impl Movement {
    /// `sign` is −1 where a deposit at the bank takes money away.
    fn finished(self, deposit_adds: bool) -> MoneyMovement {
        let Movement {
            brought_forward,
            received,
            deposited,
            paid,
        } = self;
        let moved = if deposit_adds { deposited } else { -deposited };
        let carried_forward = brought_forward + received + moved - paid;
        MoneyMovement {
            brought_forward,
            received,
            deposited,
            paid,
            carried_forward,
        }
    }
}

/// What the account `a` had when the day `$2` began, from the balances of the months before and the
/// lines of its own, and what that day's lines moved, so that a day costs the same however long the
/// books are. A line of a mirroring entry takes back what it mirrors, so it counts negatively on the
/// other side. The opening statement is brought forward from its own day on, whatever day it was
/// entered, and so is what takes it back.
const MOVED: &str = "CROSS JOIN LATERAL (SELECT coalesce(sum(b.debit - b.credit), 0) AS amount
        FROM balances b WHERE b.entity_id = $1 AND b.ledger = 'financial' AND b.account = a.account
          AND (a.bank_account_id IS NULL OR b.dimension = a.bank_account_id::text)
          AND b.period < date_trunc('month', $2::date)::date) months
    CROSS JOIN LATERAL (SELECT coalesce(sum(l.debit - l.credit), 0) AS amount
        FROM journal_lines l WHERE l.entity_id = $1 AND l.ledger = 'financial'
          AND l.account = a.account
          AND (a.bank_account_id IS NULL OR l.bank_account_id = a.bank_account_id)
          AND l.posted_on >= date_trunc('month', $2::date)::date AND l.posted_on < $2) days
    CROSS JOIN LATERAL (SELECT coalesce(sum(l.debit - l.credit), 0) AS amount
        FROM openings o
        JOIN journal_lines l ON l.entity_id = o.entity_id AND l.source_id = o.document_id
        WHERE o.entity_id = $1 AND o.as_at <= $2 AND l.posted_on > $2 AND l.ledger = 'financial'
          AND l.account = a.account
          AND (a.bank_account_id IS NULL OR l.bank_account_id = a.bank_account_id)) opened
    CROSS JOIN LATERAL (SELECT
            coalesce(sum(l.debit - l.credit) FILTER (WHERE e.movement = 'brought_forward'), 0)
                AS brought,
            coalesce(sum(m.came) FILTER (WHERE e.movement IS NULL), 0) AS came,
            coalesce(sum(m.came) FILTER (WHERE e.movement = 'deposited'), 0) AS came_by_deposit,
            coalesce(sum(m.went) FILTER (WHERE e.movement IS NULL), 0) AS went,
            coalesce(sum(m.went) FILTER (WHERE e.movement = 'deposited'), 0) AS went_by_deposit
        FROM journal_lines l
        JOIN journal_entries e ON e.entity_id = l.entity_id AND e.id = l.entry_id
        CROSS JOIN LATERAL (SELECT
            CASE WHEN e.reverses IS NULL THEN l.debit ELSE -l.credit END AS came,
            CASE WHEN e.reverses IS NULL THEN l.credit ELSE -l.debit END AS went) m
        WHERE l.entity_id = $1 AND l.ledger = 'financial' AND l.account = a.account
          AND (a.bank_account_id IS NULL OR l.bank_account_id = a.bank_account_id)
          AND l.posted_on = $2) s";

/// Money on hand: a deposit at the bank is what went.
async fn on_hand(tx: &mut Tx<'_>, account: &str, date: NaiveDate) -> Result<MoneyMovement, Error> {
    let sums = sql(format!(
        "SELECT (months.amount + days.amount + opened.amount + s.brought)::numeric(18, 2) AS brought_forward,
             (s.came + s.came_by_deposit)::numeric(18, 2) AS received,
             s.went_by_deposit::numeric(18, 2) AS deposited, s.went::numeric(18, 2) AS paid
         FROM (SELECT $3::text AS account, NULL::uuid AS bank_account_id) a {MOVED}"
    ))
    .bind::<Uuid, _>(tx.entity)
    .bind::<Date, _>(date)
    .bind::<Text, _>(account);
    let movement: Movement = sums.get_result(tx).await?;
    Ok(movement.finished(false))
}

/// The figures of a day.
pub async fn figures(tx: &mut Tx<'_>, date: NaiveDate) -> Result<DailyFigures, Error> {
    let cash = on_hand(tx, CASH, date).await?;
    let cheques_on_hand = on_hand(tx, CHEQUES, date).await?;
    let bank_accounts = bank_accounts(tx, date).await?;
    let bank = bank_accounts
        .iter()
        .fold(MoneyMovement::default(), |mut sum, account| {
            sum.brought_forward += account.movement.brought_forward;
            sum.received += account.movement.received;
            sum.deposited += account.movement.deposited;
            sum.paid += account.movement.paid;
            sum.carried_forward += account.movement.carried_forward;
            sum
        });
    Ok(DailyFigures {
        total_money: cash.carried_forward + cheques_on_hand.carried_forward + bank.carried_forward,
        cheques_not_collected: uncollected(tx, date).await?,
        unremitted: unremitted(tx, date).await?,
        cash,
        cheques_on_hand,
        bank,
        bank_accounts,
    })
}

#[derive(QueryableByName)]
struct BankRow {
    #[diesel(sql_type = Uuid)]
    id: BankAccountId,
    #[diesel(sql_type = Text)]
    code: String,
    #[diesel(sql_type = Text)]
    bank: String,
    #[diesel(sql_type = Text)]
    name_th: String,
    #[diesel(sql_type = Text)]
    number: String,
    #[diesel(embed)]
    movement: Movement,
}

/// Money at the bank: a deposit is what came.
async fn bank_accounts(tx: &mut Tx<'_>, date: NaiveDate) -> Result<Vec<BankAccountStatus>, Error> {
    let accounts = sql(format!(
        "SELECT a.bank_account_id AS id, a.code, a.bank, a.name_th, a.number,
             (months.amount + days.amount + opened.amount + s.brought)::numeric(18, 2) AS brought_forward,
             s.came::numeric(18, 2) AS received, s.came_by_deposit::numeric(18, 2) AS deposited,
             (s.went + s.went_by_deposit)::numeric(18, 2) AS paid
         FROM (SELECT b.*, b.id AS bank_account_id FROM bank_accounts b WHERE b.entity_id = $1) a
         {MOVED} ORDER BY a.account, a.code"
    ))
    .bind::<Uuid, _>(tx.entity)
    .bind::<Date, _>(date);
    let rows: Vec<BankRow> = accounts.load(tx).await?;
    let status = |row: BankRow| BankAccountStatus {
        bank_account_id: row.id,
        code: row.code,
        bank: row.bank,
        name_th: row.name_th,
        number: row.number,
        movement: row.movement.finished(true),
    };
    Ok(rows.into_iter().map(status).collect())
}

const UNCOLLECTED: &str = "SELECT c.document_id AS cheque_report_id,
        min(l.posted_on) AS prepared_on, c.label AS cheque_no,
        sum(l.debit - l.credit) AS amount, coalesce(c.party_name, '') AS payee_name
    FROM (SELECT dimension FROM current_balances WHERE entity_id = $1
              AND ledger = 'register' AND account = $3 AND is_open
          UNION SELECT reference FROM journal_lines WHERE entity_id = $1
              AND ledger = 'register' AND account = $3 AND posted_on > $2) AS k
    JOIN claims c ON c.entity_id = $1 AND c.ledger = 'register' AND c.account = $3
        AND c.dimension = k.dimension
    JOIN journal_lines l ON l.entity_id = $1 AND l.ledger = 'register'
        AND l.account = $3 AND l.reference = k.dimension AND l.posted_on <= $2
    GROUP BY c.document_id, c.dimension, c.label, c.party_name
    HAVING sum(l.debit - l.credit) > 0 ORDER BY c.label";

/// Cheques signed by the end of that day and not handed over by then (W-8.2), read from the register,
/// so that the report of a day says the same whenever it is asked.
async fn uncollected(tx: &mut Tx<'_>, date: NaiveDate) -> Result<Vec<UncollectedCheque>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Uuid)]
        cheque_report_id: DocumentId,
        #[diesel(sql_type = Date)]
        prepared_on: NaiveDate,
        #[diesel(sql_type = Text)]
        cheque_no: String,
        #[diesel(sql_type = Text)]
        payee_name: String,
        #[diesel(sql_type = Numeric)]
        amount: Money,
    }
    let cheques = sql(UNCOLLECTED)
        .bind::<Uuid, _>(tx.entity)
        .bind::<Date, _>(date)
        .bind::<Text, _>(shared::claims::CHEQUE);
    let rows: Vec<Row> = cheques.load(tx).await?;
    let cheque = |row: Row| UncollectedCheque {
        cheque_report_id: row.cheque_report_id,
        prepared_on: row.prepared_on,
        cheque_no: row.cheque_no,
        payee_name: row.payee_name,
        amount: row.amount,
    };
    Ok(rows.into_iter().map(cheque).collect())
}

/// From what happened until the end of that day: what stands on its way now or left it later, as it
/// stood then, and was not taken then. Both are looked for document by document, never among all there
/// are; documents of before the days of steps were kept have the time alone.
const UNREMITTED: &str = "SELECT count(*) AS count FROM (
        SELECT d.id FROM documents d WHERE d.entity_id = $1
          AND d.kind IN ('receipt', 'remittance_slip') AND d.status IN ('submitted', 'approved')
        UNION SELECT e.document_id FROM document_events e
        JOIN documents d ON d.entity_id = $1 AND d.id = e.document_id
        WHERE e.entity_id = $1 AND e.on_day > $2 AND e.action IS NOT NULL
          AND e.status NOT IN ('submitted', 'approved') AND d.kind IN ('receipt', 'remittance_slip')
    ) AS o
    WHERE (SELECT e.status FROM document_events e WHERE e.entity_id = $1 AND e.document_id = o.id
          AND coalesce(e.on_day, (e.at AT TIME ZONE 'Asia/Bangkok')::date) <= $2
          ORDER BY e.seq DESC LIMIT 1) IN ('submitted', 'approved')
      AND NOT EXISTS (SELECT FROM document_takes t WHERE t.entity_id = $1 AND t.taken_id = o.id
          AND (SELECT count(*) FROM unnest(t.days) AS day WHERE day <= $2) % 2 = 1 OFFSET 0)";

/// The same of today, or of a day to come: nothing was done after it, so where each stands is where it
/// stood.
const UNREMITTED_NOW: &str = "SELECT count(*) AS count FROM documents d WHERE d.entity_id = $1
      AND d.kind IN ('receipt', 'remittance_slip') AND d.status IN ('submitted', 'approved')
      AND NOT EXISTS (SELECT FROM document_takes t WHERE t.entity_id = $1 AND t.taken_id = d.id
          AND cardinality(t.days) % 2 = 1 OFFSET 0)";

/// Receipts not on a slip, and slips not on a summary (W-4.2), at the end of a day, so that the report
/// of a day says the same whenever it is asked.
async fn unremitted(tx: &mut Tx<'_>, date: NaiveDate) -> Result<i64, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }
    let count = match date < tx.today {
        true => sql(UNREMITTED)
            .bind::<Uuid, _>(tx.entity)
            .bind::<Date, _>(date),
        false => sql(UNREMITTED_NOW).bind::<Uuid, _>(tx.entity),
    };
    let row: Row = count.get_result(tx).await?;
    Ok(row.count)
}
