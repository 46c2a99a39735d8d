//! F-01 ใบเสร็จรับเงิน, F-02 ใบนำส่งเงิน, F-03 ใบสำคัญสรุปใบนำส่งเงิน.

use super::super::Print;
use super::super::facts::{Named, PrintFacts, amount};
use export::Form;
use export::forms::{
    MoneySplit, Receipt as ReceiptForm, ReceiptLine, RemittanceSlip as SlipForm,
    RemittanceSlipLine, RemittanceSummary as SummaryForm, RemittanceSummaryLine,
};
use shared::Money;
use shared::document::{Document, StepName};
use shared::ledger::Ledger;
use shared::revenue::{
    MoneyKind, Receipt, ReceiptItem, ReceiptItemType, RemittanceSlip, RemittanceSummary,
};

/// The kind of money in Thai.
fn money_name(kind: MoneyKind) -> &'static str {
    match kind {
        MoneyKind::Cash => "เงินสด",
        MoneyKind::Cheque => "เช็ค",
        MoneyKind::Transfer => "เงินโอน",
        MoneyKind::Qr => "QR พร้อมเพย์",
        MoneyKind::Card => "บัตร",
    }
}

impl Print for Receipt {
    fn form(document: &Document<Self>, facts: &PrintFacts) -> Option<Form> {
        let body = &document.body;
        let cheque = body.cheque_no.as_ref().map(|number| {
            let bank = body.cheque_bank.as_deref().unwrap_or_default();
            format!("เช็คธนาคาร{bank} เลขที่ {number}")
        });
        Some(Form::Receipt(Box::new(ReceiptForm {
            paper: facts.paper(&document.header, None),
            payer: body.payer_name.clone(),
            address: body.payer_address.clone(),
            lines: body
                .items
                .iter()
                .flat_map(|item| lines(item, facts))
                .collect(),
            money_type: money_name(body.money_kind).to_owned(),
            note: cheque,
            day_total: None,
            receiver: facts.signer(StepName::Submit),
        })))
    }
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
                Some(code),
                item.amount,
            )]
        }
        ReceiptItemType::Deposit => {
            let name = own.unwrap_or_else(|| "เงินรับฝาก".to_owned());
            vec![line(name, item.reference.clone(), item.amount)]
        }
        ReceiptItemType::Tax => {
            let code = item.tax.map(|tax| tax.accounts().1).unwrap_or_default();
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

impl Print for RemittanceSlip {
    fn form(document: &Document<Self>, facts: &PrintFacts) -> Option<Form> {
        let sum = |wanted: fn(&str) -> bool| {
            let chosen = facts
                .taken
                .iter()
                .filter(|receipt| receipt.money_kind.as_deref().is_some_and(wanted));
            amount(chosen.map(|receipt| receipt.amount).sum())
        };
        let line = |receipt: &Named| RemittanceSlipLine {
            receipts: receipt.number.clone(),
            money_type: receipt.title.clone(),
            work_code: String::new(),
            account_code: receipt.code.clone().unwrap_or_default(),
            amount: amount(receipt.amount),
            note: String::new(),
        };
        Some(Form::RemittanceSlip(Box::new(SlipForm {
            paper: facts.paper(&document.header, None),
            department: String::new(),
            lines: facts.taken.iter().map(line).collect(),
            split: MoneySplit {
                cash: sum(|kind| kind == "cash"),
                cheques: sum(|kind| kind == "cheque"),
                transfers: sum(|kind| !matches!(kind, "cash" | "cheque")),
            },
            manual_reference: None,
            remitter: facts.signer(StepName::Submit),
            receiver: facts.signer(StepName::Receive),
        })))
    }
}

impl Print for RemittanceSummary {
    fn form(document: &Document<Self>, facts: &PrintFacts) -> Option<Form> {
        let entry = facts.entries.first();
        let credits = entry.into_iter().flat_map(|entry| &entry.lines);
        let credits = credits
            .filter(|line| line.ledger == Ledger::Financial && line.credit.is_positive())
            .map(|line| RemittanceSummaryLine {
                money_type: line.account_name.clone(),
                plan_code: String::new(),
                account_code: line.account.clone(),
                amount: amount(line.credit),
                note: String::new(),
            });
        Some(Form::RemittanceSummary(Box::new(SummaryForm {
            paper: facts.paper(&document.header, None),
            lines: credits.collect(),
            slip_numbers: facts.taken.iter().map(|slip| slip.number.clone()).collect(),
            voucher_number: entry.and_then(|entry| entry.voucher_no.clone()),
            manual_reference: None,
            preparer: facts.signer(StepName::Submit),
            checker: facts.signer(StepName::Approve),
        })))
    }
}
