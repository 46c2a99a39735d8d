//! F-01 ใบเสร็จรับเงิน.

use crate::documents::PrintFacts;
use crate::journal::revenue_type;
use crate::platform::tables::amount;
use export::Form;
use export::forms::revenue::receipt::{Receipt as ReceiptForm, ReceiptLine};
use shared::Money;
use shared::calendar::thai_short;
use shared::document::{Document, StepName};
use shared::revenue::{Receipt, ReceiptItem, ReceiptItemType};

/// F-01 with payer, items and how the money came, in baht.
pub fn form(document: &Document<Receipt>, facts: &PrintFacts) -> Option<Form> {
    let body = &document.body;
    Some(Form::Receipt(Box::new(ReceiptForm {
        paper: facts.paper(&document.header, None),
        payer: body.payer_name.clone(),
        address: body.payer_address.clone(),
        lines: body
            .items
            .iter()
            .flat_map(|item| lines(item, facts))
            .collect(),
        money_type: body.money_kind.thai().to_owned(),
        note: means(body, facts),
        day_total: None,
        receiver: facts.signer(StepName::Submit),
    })))
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

/// Tax, penalty and surcharge are lines of their own (B6).
fn lines(item: &ReceiptItem, facts: &PrintFacts) -> Vec<ReceiptLine> {
    let line = |description: String, reference: Option<String>, value: Money| ReceiptLine {
        description,
        reference,
        amount: amount(value),
    };
    let own = item.description.clone();
    match item.item_type {
        ReceiptItemType::Revenue => {
            let code = item.revenue_type.clone().unwrap_or_default();
            vec![line(
                own.unwrap_or_else(|| facts.name(&code)),
                None,
                item.amount,
            )]
        }
        ReceiptItemType::Deposit => {
            let name = own.unwrap_or_else(|| "เงินรับฝาก".to_owned());
            vec![line(
                name,
                item.reference.as_deref().map(str::to_owned),
                item.amount,
            )]
        }
        ReceiptItemType::AdvanceReturn => {
            let name = own.unwrap_or_else(|| item.item_type.thai().to_owned());
            vec![line(name, None, item.amount)]
        }
        ReceiptItemType::Tax => {
            let code = item.tax.map(revenue_type).unwrap_or_default();
            let year = item.tax_year.map(|year| format!("ปี {year}"));
            let tax = line(own.unwrap_or_else(|| facts.name(code)), year, item.amount);
            let more = [("เบี้ยปรับ", item.penalty), ("เงินเพิ่ม", item.surcharge)];
            let more = more.into_iter().filter(|(_, value)| value.is_positive());
            std::iter::once(tax)
                .chain(more.map(|(name, value)| line(name.to_owned(), None, value)))
                .collect()
        }
    }
}
