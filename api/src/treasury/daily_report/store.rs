//! The figures of a day, from the lines of the ledger (W-10.1).

use super::rules::Facts;
use crate::args;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use chrono::NaiveDate;
use serde::Deserialize;
use shared::reporting::RecordHead;
use shared::treasury::{
    BankAccountStatus, DailyFigures, DailyReport, MoneyMovement, UncollectedCheque,
};
use shared::{BankAccountId, DocumentId, Money};

/// The facts of a daily report.
pub async fn facts(tx: &mut Tx<'_>, body: &DailyReport, id: DocumentId) -> Result<Facts, Error> {
    #[derive(Deserialize)]
    struct Other {
        title: String,
    }
    let sql = "SELECT d.title FROM daily_reports r JOIN documents d
                   ON d.entity_id = r.entity_id AND d.id = r.document_id
               WHERE r.entity_id = $1 AND r.document_id <> $2 AND r.report_date >= $3
                 AND (d.status IN ('submitted', 'approved', 'posted'))
               ORDER BY r.report_date LIMIT 1";
    let other: Option<Other> = tx.row(sql, args![tx.entity, id, body.report_date]).await?;
    Ok(Facts {
        figures: figures(tx, body.report_date).await?,
        head: head(tx).await?,
        today: tx.today,
        other: other.map(|other| other.title),
    })
}

/// Where the record of the entity stands.
pub async fn head(tx: &mut Tx<'_>) -> Result<RecordHead, Error> {
    let sql = "SELECT seq, encode(hash, 'hex') AS hash FROM entity_heads WHERE entity_id = $1";
    Ok(tx.row(sql, args![tx.entity]).await?.unwrap_or_default())
}

#[derive(Deserialize)]
struct Movement {
    brought_forward: Money,
    received: Money,
    deposited: Money,
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

/// Sums of a money account's lines: a line of a mirroring entry takes back what it mirrors, so it
/// counts negatively on the other side. `DEPOSIT` is the side of what is taken to the bank.
fn sums(in_deposit: &str, out_deposit: &str) -> String {
    let amount = |condition: &str| {
        format!(
            "coalesce(sum({condition}) FILTER (WHERE l.posted_on = $2
                 AND e.movement IS DISTINCT FROM 'brought_forward'), 0)::numeric(18, 2)::text"
        )
    };
    let side = |plain: &str, deposit: &str, wanted: bool| {
        let other = if plain == "debit" { "credit" } else { "debit" };
        let is_deposit = "e.movement IS NOT DISTINCT FROM 'deposited'";
        let applies = match (deposit, wanted) {
            ("", true) => "false".to_owned(),
            ("", false) => "true".to_owned(),
            (_, true) => is_deposit.to_owned(),
            (_, false) => format!("NOT ({is_deposit})"),
        };
        format!(
            "CASE WHEN {applies} THEN CASE WHEN e.reverses IS NULL THEN l.{plain}
             ELSE -l.{other} END ELSE 0 END"
        )
    };
    let deposited = match (in_deposit, out_deposit) {
        ("", _) => side("credit", out_deposit, true),
        _ => side("debit", in_deposit, true),
    };
    format!(
        "coalesce(sum(l.debit - l.credit) FILTER (WHERE l.posted_on < $2
             OR e.movement = 'brought_forward'), 0)::numeric(18, 2)::text
             AS brought_forward,
         {} AS received, {} AS deposited, {} AS paid",
        amount(&side("debit", in_deposit, false)),
        amount(&deposited),
        amount(&side("credit", out_deposit, false)),
    )
}

/// The figures of a day.
pub async fn figures(tx: &mut Tx<'_>, date: NaiveDate) -> Result<DailyFigures, Error> {
    let on_hand = |account: &str| {
        format!(
            "SELECT {} FROM journal_lines l JOIN journal_entries e
                 ON e.entity_id = l.entity_id AND e.id = l.entry_id
             WHERE l.entity_id = $1 AND l.ledger = 'financial' AND l.account = '{account}'
               AND l.posted_on <= $2",
            sums("", "deposit")
        )
    };
    let cash: Option<Movement> = tx
        .row(&on_hand("1101010101"), args![tx.entity, date])
        .await?;
    let cheques: Option<Movement> = tx
        .row(&on_hand("1101010901"), args![tx.entity, date])
        .await?;
    let cash = cash.map(|row| row.finished(false)).unwrap_or_default();
    let cheques_on_hand = cheques.map(|row| row.finished(false)).unwrap_or_default();
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
        unremitted: unremitted(tx).await?,
        cash,
        cheques_on_hand,
        bank,
        bank_accounts,
    })
}

async fn bank_accounts(tx: &mut Tx<'_>, date: NaiveDate) -> Result<Vec<BankAccountStatus>, Error> {
    #[derive(Deserialize)]
    struct Row {
        id: BankAccountId,
        code: String,
        bank: String,
        name_th: String,
        number: String,
        #[serde(flatten)]
        movement: Movement,
    }
    let sql = format!(
        "SELECT b.id, b.code, b.bank, b.name_th, b.number, m.* FROM bank_accounts b
         CROSS JOIN LATERAL (SELECT {} FROM journal_lines l JOIN journal_entries e
                 ON e.entity_id = l.entity_id AND e.id = l.entry_id
             WHERE l.entity_id = b.entity_id AND l.ledger = 'financial' AND l.account = b.account
               AND l.bank_account_id = b.id AND l.posted_on <= $2) m
         WHERE b.entity_id = $1 ORDER BY b.account, b.code",
        sums("deposit", "")
    );
    let rows: Vec<Row> = tx.rows(&sql, args![tx.entity, date]).await?;
    let status = |row: Row| BankAccountStatus {
        bank_account_id: row.id,
        code: row.code,
        bank: row.bank,
        name_th: row.name_th,
        number: row.number,
        movement: row.movement.finished(true),
    };
    Ok(rows.into_iter().map(status).collect())
}

/// Cheques signed by the end of that day and not handed over by then (W-8.2), read from the register,
/// so that the report of a day says the same whenever it is asked.
async fn uncollected(tx: &mut Tx<'_>, date: NaiveDate) -> Result<Vec<UncollectedCheque>, Error> {
    let sql = "SELECT c.document_id AS cheque_report_id, min(l.posted_on) AS prepared_on,
                   c.label AS cheque_no, sum(l.debit - l.credit)::text AS amount,
                   coalesce(c.party_name, '') AS payee_name
               FROM (SELECT dimension FROM current_balances WHERE entity_id = $1
                         AND ledger = 'register' AND account = $3 AND debit <> credit
                     UNION SELECT reference FROM journal_lines WHERE entity_id = $1
                         AND ledger = 'register' AND account = $3 AND posted_on > $2) AS k
               JOIN claims c ON c.entity_id = $1 AND c.ledger = 'register' AND c.account = $3
                   AND c.dimension = k.dimension
               JOIN journal_lines l ON l.entity_id = $1 AND l.ledger = 'register'
                   AND l.account = $3 AND l.reference = k.dimension AND l.posted_on <= $2
               GROUP BY c.document_id, c.dimension, c.label, c.party_name
               HAVING sum(l.debit - l.credit) > 0 ORDER BY c.label";
    let values = args![tx.entity, date, shared::claims::CHEQUE];
    tx.rows(sql, values).await
}

/// Receipts not on a slip, and slips not on a summary (W-4.2).
async fn unremitted(tx: &mut Tx<'_>) -> Result<i64, Error> {
    #[derive(Deserialize)]
    struct Row {
        unremitted: i64,
    }
    let sql = "SELECT count(*) AS unremitted FROM documents d
               WHERE d.entity_id = $1 AND d.kind IN ('receipt', 'remittance_slip')
                 AND d.status IN ('submitted', 'approved')
                 AND NOT EXISTS (SELECT FROM document_takes t WHERE t.entity_id = d.entity_id
                     AND t.taken_id = d.id AND t.released_at IS NULL)";
    Ok(tx
        .row::<Row>(sql, args![tx.entity])
        .await?
        .map_or(0, |row| row.unremitted))
}
