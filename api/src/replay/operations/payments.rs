//! 5.6 Payment, and the report of the day.

use super::{Act, Draft, Stage, Stop};
use serde::Deserialize;
use shared::treasury::{ChequeItem, ChequeReport, Payment, PaymentMethod};
use shared::{KeyText, Money};
use uuid::Uuid;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Report {
    items: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    id: String,
    requests: Vec<String>,
    method: PaymentMethod,
    bank_account: String,
    #[serde(default)]
    cheque_no: Option<KeyText>,
    #[serde(default)]
    slip_no: Option<KeyText>,
}

/// Cheques and slips prepared.
pub fn cheque_report(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let Report { items } = stage.fields()?;
    let (mut rows, mut cheques) = (Vec::new(), Vec::new());
    for item in items {
        let item_id = Uuid::now_v7();
        rows.push(ChequeItem {
            item_id,
            requests: stage.names.documents(&item.requests)?,
            method: item.method,
            bank_account_id: stage.names.bank(&item.bank_account)?,
            cheque_no: item.cheque_no,
            slip_no: item.slip_no,
            ..ChequeItem::default()
        });
        cheques.push((item.id, item_id, item.method));
    }
    Ok(vec![Act::Make(Draft {
        cheques,
        ..Draft::of(stage, &ChequeReport { items: rows })?
    })])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spoiled {
    item: String,
    reason: String,
}

/// The API voids whole reports, so only the single cheque of a report can be spoiled yet.
pub fn cheque_spoiled(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let Spoiled { item, reason } = stage.fields()?;
    let cheque = stage.names.cheque(&item)?;
    match cheque.of {
        1 => Ok(vec![Act::Cancel {
            target: cheque.report,
            reason,
        }]),
        _ => Err(Stop::Unsupported("one cheque of several".to_owned())),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Completed {
    item: String,
    #[serde(default)]
    received_by: Option<String>,
}

/// A cheque handed over, a slip carried out.
pub fn payment_completed(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let Completed { item, received_by } = stage.fields()?;
    let cheque = stage.names.cheque(&item)?;
    // Nobody is named where the payee came.
    let received_by = received_by.or_else(|| Some("ผู้มีสิทธิรับเงิน".to_owned()));
    stage.make(&Payment {
        method: cheque.method,
        cheque_item_id: Some(cheque.item),
        received_by,
        ..Payment::default()
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Transferred {
    requests: Vec<String>,
    bank_account: String,
}

/// A batch of transfers.
pub fn payment_transferred(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let fields: Transferred = stage.fields()?;
    stage.make(&Payment {
        method: PaymentMethod::Transfer,
        requests: stage.names.documents(&fields.requests)?,
        bank_account_id: Some(stage.names.bank(&fields.bank_account)?),
        ..Payment::default()
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InCash {
    requests: Vec<String>,
}

/// A payment from the cash box, without a cheque (D10).
pub fn payment_cash(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let InCash { requests } = stage.fields()?;
    stage.make(&Payment {
        method: PaymentMethod::Cash,
        requests: stage.names.documents(&requests)?,
        ..Payment::default()
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Voided {
    payment: String,
    reason: String,
}

/// Voids a payment.
pub fn payment_voided(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let Voided { payment, reason } = stage.fields()?;
    stage.void(stage.names.document(&payment)?.id, reason)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Daily {
    #[serde(default)]
    cash_counted: Option<Money>,
    #[serde(default)]
    reason: Option<String>,
}

/// The report of the day, signed.
pub fn daily_report(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let Daily {
        cash_counted,
        reason,
    } = stage.fields()?;
    Ok(vec![Act::CloseDay {
        counted: cash_counted,
        reason,
    }])
}
