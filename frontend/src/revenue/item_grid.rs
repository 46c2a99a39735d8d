//! The items of a receipt: revenue, tax owed, deposits. Shared by receipts at the counter and
//! money straight to the bank.

use leptos::prelude::*;
use shared::Money;
use shared::claims::ADVANCE;
use shared::document::Kind;
use shared::revenue::{BankReceipt, DepositKind, Receipt, ReceiptItem, ReceiptItemType, Tax};

use crate::components::fields::bound::of_row;
use crate::components::fields::{
    Bound, ComboField, MoneyField, SelectField, Shape, TextField, choices_of, number_field,
};
use crate::components::grid::{Grid, column, total_line};
use crate::components::rows::rows;
use crate::documents::claim_choices::{choices_among, claims_of};
use crate::documents::lookups::lookups;
use crate::text::{form as words, general, label, t, texts};

texts! {
    ITEM_WHAT = "รหัส/ประเภท", "Code";
    RECEIPT_TOTAL = "รวมรับเงิน", "Total received";
}

/// Bodies that have such items.
pub trait HasItems: Send + Sync + 'static {
    /// The items.
    fn items(&self) -> &Vec<ReceiptItem>;
    /// The items, to change them.
    fn items_mut(&mut self) -> &mut Vec<ReceiptItem>;
}

impl HasItems for Receipt {
    fn items(&self) -> &Vec<ReceiptItem> {
        &self.items
    }
    fn items_mut(&mut self) -> &mut Vec<ReceiptItem> {
        &mut self.items
    }
}

impl HasItems for BankReceipt {
    fn items(&self) -> &Vec<ReceiptItem> {
        &self.items
    }
    fn items_mut(&mut self) -> &mut Vec<ReceiptItem> {
        &mut self.items
    }
}

/// Binds one field of one item.
macro_rules! item {
    ($draft:expr, $index:expr, $field:ident) => {{
        let index = $index;
        Bound::new(
            $draft,
            format!("items[{index}].{}", stringify!($field)),
            move |body: &B| {
                of_row(body.items(), index, ReceiptItem::default, |row| {
                    row.$field.clone()
                })
            },
            move |body: &mut B, value| {
                if let Some(row) = body.items_mut().get_mut(index) {
                    row.$field = value;
                }
            },
        )
    }};
}

/// The next item is mostly of the same type.
fn next_item(items: &[ReceiptItem]) -> ReceiptItem {
    let item_type = items.last().map(|item| item.item_type);
    ReceiptItem {
        item_type: item_type.unwrap_or(ReceiptItemType::Revenue),
        ..ReceiptItem::default()
    }
}

/// The rows of items of a receipt, bound to the draft.
pub fn item_grid<B: HasItems>(draft: RwSignal<B>) -> AnyView {
    let rows = rows(
        draft,
        "items",
        B::items,
        B::items_mut,
        next_item,
        Some(|items| items.last().cloned()),
    );
    let row = Callback::new(move |index| cells(draft, index));
    let total =
        move || draft.with(|body| body.items().iter().map(ReceiptItem::total).sum::<Money>());
    let footer = move || total_line(4, RECEIPT_TOTAL, total);
    let columns = vec![
        column(label!(Receipt, "items.item_type"), "w-type"),
        column(ITEM_WHAT, "w-what").required(),
        column(label!(Receipt, "items.description"), ""),
        column(general::AMOUNT_BAHT, "amount w-money").required(),
    ];
    view! {
        <Grid
            label=label!(Receipt, "items")
            columns=columns
            rows=rows
            row=row
            footer=footer
        />
    }
    .into_any()
}

fn cells<B: HasItems>(draft: RwSignal<B>, index: usize) -> AnyView {
    let item_type: Bound<ReceiptItemType> = item!(draft, index, item_type);
    let changed = Bound::new(
        draft,
        item_type.path(),
        move |body: &B| {
            of_row(body.items(), index, ReceiptItem::default, |row| {
                row.item_type
            })
            .to_string()
        },
        move |body: &mut B, value: String| {
            let Ok(item_type) = value.parse() else { return };
            if let Some(row) = body.items_mut().get_mut(index) {
                // What belongs to the other types must be empty.
                *row = ReceiptItem {
                    item_type,
                    amount: row.amount,
                    description: row.description.clone(),
                    ..ReceiptItem::default()
                };
            }
        },
    );
    view! {
        <td class="w-type">
            <SelectField
                label=label!(Receipt, "items.item_type")
                bound=changed
                options=choices_of(ReceiptItemType::ALL)
                shape=Shape::Cell
            />
        </td>
        <td class="w-what">{move || what(draft, index, item_type.get())}</td>
        <td>
            <TextField
                label=label!(Receipt, "items.description")
                bound=item!(draft, index, description).text()
                shape=Shape::Cell
            />
        </td>
        <td class="amount w-money">
            <MoneyField
                label=label!(Receipt, "items.amount")
                bound=item!(draft, index, amount)
                shape=Shape::Cell
                required=true
            />
            {move || surcharges(draft, index, item_type.get())}
        </td>
    }
    .into_any()
}

/// What the money is for, by type.
fn what<B: HasItems>(draft: RwSignal<B>, index: usize, item_type: ReceiptItemType) -> AnyView {
    let lookups = lookups();
    match item_type {
        ReceiptItemType::Revenue => view! {
            <ComboField
                label=label!(Receipt, "items.revenue_type")
                bound=item!(draft, index, revenue_type).text()
                choices=lookups.ordinary_revenue_choices()
                required=true
                shape=Shape::Cell
            />
        }
        .into_any(),
        ReceiptItemType::Deposit => view! {
            <SelectField
                label=label!(Receipt, "items.deposit_kind")
                bound=item!(draft, index, deposit_kind).text()
                options=choices_of(DepositKind::ALL)
                none=words::CHOOSE
                required=true
                shape=Shape::Cell
            />
            <span class="cell-label">{t(label!(Receipt, "items.reference"))}</span>
            <TextField
                label=label!(Receipt, "items.reference")
                bound=item!(draft, index, reference).text()
                shape=Shape::Cell
            />
        }
        .into_any(),
        ReceiptItemType::AdvanceReturn => {
            // What is owed, not what is still to be accounted for.
            let owed = claims_of(Kind::AdvanceRequest);
            let described: Bound<Option<String>> = item!(draft, index, description);
            view! {
                <ComboField
                    label=label!(Receipt, "items.advance_id")
                    bound=item!(draft, index, advance_id).text()
                    choices=choices_among(owed, |claim| claim.account != ADVANCE)
                    required=true
                    fallback=Signal::derive(move || described.get())
                    shape=Shape::Cell
                />
            }
            .into_any()
        }
        ReceiptItemType::Tax => {
            let year = item!(draft, index, tax_year);
            let year = Bound::new(
                draft,
                year.path(),
                move |body: &B| {
                    of_row(body.items(), index, ReceiptItem::default, |row| {
                        row.tax_year
                    })
                    .unwrap_or_default()
                },
                move |body: &mut B, value: i32| {
                    if let Some(row) = body.items_mut().get_mut(index) {
                        row.tax_year = (value != 0).then_some(value);
                    }
                },
            );
            view! {
                <SelectField
                    label=label!(Receipt, "items.tax")
                    bound=item!(draft, index, tax).text()
                    options=choices_of(Tax::ALL)
                    none=words::CHOOSE
                required=true
                    shape=Shape::Cell
                />
                <span class="cell-label">{t(label!(Receipt, "items.tax_year"))}</span>
                {number_field(label!(Receipt, "items.tax_year"), year, Shape::Cell)}
                <span class="cell-label">{t(label!(Receipt, "items.taxpayer_id"))}</span>
                <ComboField
                    label=label!(Receipt, "items.taxpayer_id")
                    bound=item!(draft, index, taxpayer_id).text()
                    choices=lookups.party_choices()
                    shape=Shape::Cell
                />
            }
            .into_any()
        }
    }
}

/// Penalty and surcharge stand below the tax itself.
fn surcharges<B: HasItems>(
    draft: RwSignal<B>,
    index: usize,
    item_type: ReceiptItemType,
) -> AnyView {
    if item_type != ReceiptItemType::Tax {
        return ().into_any();
    }
    view! {
        <span class="cell-label">{t(label!(Receipt, "items.penalty"))}</span>
        <MoneyField label=label!(Receipt, "items.penalty") bound=item!(draft, index, penalty) shape=Shape::Cell/>
        <span class="cell-label">{t(label!(Receipt, "items.surcharge"))}</span>
        <MoneyField label=label!(Receipt, "items.surcharge") bound=item!(draft, index, surcharge) shape=Shape::Cell/>
    }
    .into_any()
}
