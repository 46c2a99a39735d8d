//! 5.2 Receipts.

use super::{Act, Stage, Stop};
use chrono::NaiveDate;
use serde::Deserialize;
use shared::revenue::{
    BankReceipt, DepositKind, MoneyKind, Receipt, ReceiptItem, ReceiptItemType, RemittanceSlip,
    RemittanceSummary, Tax,
};
use shared::treasury::BankDeposit;
use shared::{KeyText, Money};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReceiptFields {
    payer: String,
    money: MoneyFields,
    items: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MoneyFields {
    kind: MoneyKind,
    #[serde(default)]
    bank: Option<String>,
    #[serde(default)]
    cheque_no: Option<KeyText>,
    #[serde(default)]
    cheque_date: Option<NaiveDate>,
    #[serde(default)]
    bank_account: Option<String>,
    #[serde(default)]
    reference: Option<KeyText>,
}

/// The items that the API knows so far.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
enum Item {
    Revenue {
        revenue_type: String,
        amount: Money,
    },
    Tax {
        taxpayer: String,
        tax: Tax,
        tax_year: i32,
        tax_amount: Money,
        #[serde(default)]
        penalty: Money,
        #[serde(default)]
        surcharge: Money,
        /// Which part of the tax; no figure depends on it.
        #[serde(default, rename = "instalment")]
        _instalment: Option<i32>,
    },
    Deposit {
        deposit_kind: DepositKind,
        reference: KeyText,
        amount: Money,
    },
    AdvanceReturn {
        advance: String,
        amount: Money,
    },
}

impl Item {
    fn in_system(self, stage: &Stage) -> Result<ReceiptItem, Stop> {
        Ok(match self {
            Item::Revenue {
                revenue_type,
                amount,
            } => ReceiptItem {
                item_type: ReceiptItemType::Revenue,
                revenue_type: Some(revenue_type),
                amount,
                ..ReceiptItem::default()
            },
            Item::Tax {
                taxpayer,
                tax,
                tax_year,
                tax_amount,
                penalty,
                surcharge,
                ..
            } => ReceiptItem {
                item_type: ReceiptItemType::Tax,
                amount: tax_amount,
                taxpayer_id: Some(stage.names.taxpayer(&taxpayer)?),
                tax: Some(tax),
                tax_year: Some(tax_year),
                penalty,
                surcharge,
                ..ReceiptItem::default()
            },
            Item::Deposit {
                deposit_kind,
                reference,
                amount,
            } => ReceiptItem {
                item_type: ReceiptItemType::Deposit,
                deposit_kind: Some(deposit_kind),
                reference: Some(reference),
                amount,
                ..ReceiptItem::default()
            },
            Item::AdvanceReturn { advance, amount } => ReceiptItem {
                item_type: ReceiptItemType::AdvanceReturn,
                advance_id: Some(stage.names.document(&advance)?.id),
                amount,
                ..ReceiptItem::default()
            },
        })
    }
}

fn in_system(items: Vec<Item>, stage: &Stage) -> Result<Vec<ReceiptItem>, Stop> {
    items
        .into_iter()
        .map(|item| item.in_system(stage))
        .collect()
}

/// A receipt at the counter.
pub fn receipt(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let fields: ReceiptFields = stage.fields()?;
    let money = fields.money;
    let bank = money.bank_account.map(|id| stage.names.bank(&id));
    stage.make(&Receipt {
        payer_id: Some(stage.names.party(&fields.payer)?),
        payer_name: stage.names.party_name(&fields.payer)?,
        money_kind: money.kind,
        cheque_bank: money.bank,
        cheque_no: money.cheque_no,
        cheque_date: money.cheque_date,
        bank_account_id: bank.transpose()?,
        reference: money.reference,
        items: in_system(fields.items, stage)?,
        ..Receipt::default()
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfReceipt {
    receipt: String,
    reason: String,
}

/// Voids a receipt before its slip.
pub fn receipt_voided(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let OfReceipt { receipt, reason } = stage.fields()?;
    stage.names.document(&receipt)?;
    Ok(vec![Act::Cancel {
        target: receipt,
        reason,
    }])
}

/// Voids a receipt after its summary.
pub fn receipt_reversed(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let OfReceipt { receipt, reason } = stage.fields()?;
    stage.void(stage.names.document(&receipt)?.id, reason)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Slip {
    receipts: Vec<String>,
    #[serde(default)]
    counted: Option<Money>,
}

/// Receipts handed to the treasury.
pub fn remittance_slip(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let Slip { receipts, counted } = stage.fields()?;
    stage.make(&RemittanceSlip {
        receipts: stage.names.documents(&receipts)?,
        counted,
        ..RemittanceSlip::default()
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Summary {
    slips: Vec<String>,
}

/// Slips put into the books.
pub fn remittance_summary(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let Summary { slips } = stage.fields()?;
    stage.make(&RemittanceSummary {
        slips: stage.names.documents(&slips)?,
        ..RemittanceSummary::default()
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BankReceiptFields {
    bank_account: String,
    payer: String,
    items: Vec<Item>,
    #[serde(default)]
    notice_no: Option<KeyText>,
}

/// Money straight to the bank.
pub fn bank_receipt(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let fields: BankReceiptFields = stage.fields()?;
    stage.make(&BankReceipt {
        bank_account_id: stage.names.bank(&fields.bank_account)?,
        payer_id: stage.names.party(&fields.payer)?,
        notice_no: fields.notice_no,
        items: in_system(fields.items, stage)?,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BankDepositFields {
    bank_account: String,
    #[serde(default)]
    cash: Money,
    #[serde(default)]
    cheques: Vec<String>,
}

/// Cash and cheques taken to the bank.
pub fn bank_deposit(stage: &Stage) -> Result<Vec<Act>, Stop> {
    let fields: BankDepositFields = stage.fields()?;
    stage.make(&BankDeposit {
        bank_account_id: stage.names.bank(&fields.bank_account)?,
        cash: fields.cash,
        cheques: stage.names.documents(&fields.cheques)?,
        ..BankDeposit::default()
    })
}
