//! F-01 ใบเสร็จรับเงิน of money that came straight to the bank (W-4.10).

use crate::documents::{PrintFacts, number_on_paper as number};
use crate::revenue::items::lines;
use export::Form;
use export::forms::revenue::receipt::Receipt as ReceiptForm;
use shared::document::{Document, Series, StepName};
use shared::revenue::{BankReceipt, MoneyKind};

/// F-01 with its sender, its items and the account the money is on, in baht. Slip and summary were made
/// in the same step: their numbers stand on it.
pub fn form(document: &Document<BankReceipt>, facts: &PrintFacts) -> Form {
    let (header, body) = (&document.header, &document.body);
    let mut paper = facts.paper(header, None);
    paper.number = number(header, Series::Receipt);
    let of = |name: &str, series| Some(format!("{name}เลขที่ {}", number(header, series)?));
    let notice = body.notice_no.as_ref();
    let said = [
        Some(format!("เข้าบัญชี {}", facts.name(body.bank_account_id))),
        notice.map(|number| format!("หนังสือแจ้งโอนเลขที่ {number}")),
        of("ใบนำส่งเงิน", Series::RemittanceSlip),
        of("ใบสำคัญสรุปใบนำส่งเงิน", Series::RemittanceSummary),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    Form::from(ReceiptForm {
        paper,
        payer: header.party_name.clone().unwrap_or_default(),
        address: None,
        lines: lines(&body.items, facts),
        money_type: MoneyKind::Transfer.thai().to_owned(),
        note: Some(said.join(" ")),
        day_total: None,
        receiver: facts.signer(StepName::Submit),
    })
}
