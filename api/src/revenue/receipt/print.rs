//! F-01 ใบเสร็จรับเงิน.

use crate::documents::{PrintFacts, by_hand};
use crate::revenue::items::lines;
use export::Form;
use export::forms::revenue::receipt::Receipt as ReceiptForm;
use shared::calendar::thai_short;
use shared::document::{Document, StepName};
use shared::revenue::Receipt;

/// F-01 with payer, items and how the money came, in baht.
pub fn form(document: &Document<Receipt>, facts: &PrintFacts) -> Form {
    let body = &document.body;
    Form::from(ReceiptForm {
        paper: facts.paper(&document.header, None),
        payer: body.payer_name.clone(),
        address: body.payer_address.clone(),
        lines: lines(&body.items, facts),
        money_type: body.money_kind.thai().to_owned(),
        note: note(document, facts),
        day_total: None,
        receiver: facts.signer(StepName::Submit),
    })
}

/// How the money came, and the paper written by hand that it stands for (W-4.5).
fn note(document: &Document<Receipt>, facts: &PrintFacts) -> Option<String> {
    let by_hand = by_hand(&document.header).map(|manual| {
        let day = thai_short(manual.date);
        format!("หลักฐานการรับเงินที่ทำด้วยมือ เลขที่ {} ลงวันที่ {day}", manual.number)
    });
    let said: Vec<String> = means(&document.body, facts)
        .into_iter()
        .chain(by_hand)
        .collect();
    Some(said.join(" ")).filter(|said| !said.is_empty())
}

/// The cheque; the own account and the bank's reference of money that was moved.
fn means(body: &Receipt, facts: &PrintFacts) -> Option<String> {
    let cheque = body.cheque_no.as_ref().map(|number| {
        let bank = body.cheque_bank.as_deref().unwrap_or_default();
        let bank = bank.strip_prefix("ธนาคาร").unwrap_or(bank);
        let dated = body
            .cheque_date
            .map(|day| format!(" ลงวันที่ {}", thai_short(day)));
        format!("เช็คธนาคาร{bank} เลขที่ {number}{}", dated.unwrap_or_default())
    });
    let account = body
        .bank_account_id
        .map(|id| format!("เข้าบัญชี {}", facts.name(id)));
    let reference = body.reference.as_ref();
    let reference = reference.map(|text| format!("เลขที่อ้างอิง {text}"));
    let said: Vec<String> = [cheque, account, reference].into_iter().flatten().collect();
    Some(said.join(" ")).filter(|said| !said.is_empty())
}
