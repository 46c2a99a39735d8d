//! Items as F-01 has them.

use crate::documents::PrintFacts;
use crate::journal::revenue_type;
use crate::platform::tables::amount;
use export::forms::revenue::receipt::ReceiptLine;
use shared::Money;
use shared::revenue::{ReceiptItem, ReceiptItemType};

/// What a receipt is for.
pub fn lines(items: &[ReceiptItem], facts: &PrintFacts) -> Vec<ReceiptLine> {
    items.iter().flat_map(|item| of_item(item, facts)).collect()
}

/// Tax, penalty and surcharge are lines of their own (B6).
fn of_item(item: &ReceiptItem, facts: &PrintFacts) -> Vec<ReceiptLine> {
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
