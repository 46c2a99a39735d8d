//! Deposits paid out: withheld tax, payroll deductions, guarantees.

use leptos::prelude::*;
use shared::Money;
use shared::expenditure::{
    DeductionKind, DepositItem, DepositItemType, DisbursementRequest, WithholdingForm,
};
use shared::revenue::DepositKind;

use crate::components::fields::bound::{bind, of_row};
use crate::components::fields::{Bound, MoneyField, SelectField, Shape, TextField, choices_of};
use crate::components::grid::{Grid, column, total_line};
use crate::components::rows::rows_of;
use crate::text::{form as words, general, label, t, texts};

texts! {
    DEPOSIT_WHAT = "รายการ", "What";
}

fn fresh(item_type: DepositItemType) -> DepositItem {
    DepositItem {
        item_type,
        form: None,
        deduction: None,
        deposit_kind: None,
        reference: None,
        amount: Money::ZERO,
    }
}

fn empty() -> DepositItem {
    fresh(DepositItemType::WithholdingTax)
}

/// The rows of deposits that are paid back, bound to the draft.
pub fn deposit_grid(draft: RwSignal<DisbursementRequest>) -> AnyView {
    let rows = rows_of!(draft, deposits, |_| empty());
    let row = Callback::new(move |index| cells(draft, index));
    let gross = move || draft.with(DisbursementRequest::gross);
    let footer = move || total_line(3, label!(DisbursementRequest, "figures.gross"), gross);
    let columns = vec![
        column(label!(DisbursementRequest, "deposits.item_type"), "w-what"),
        column(DEPOSIT_WHAT, ""),
        column(general::AMOUNT_BAHT, "amount w-money"),
    ];
    view! {
        <Grid
            label=label!(DisbursementRequest, "deposits")
            columns=columns
            rows=rows
            row=row
            footer=footer
        />
    }
    .into_any()
}

fn cells(draft: RwSignal<DisbursementRequest>, index: usize) -> AnyView {
    let item_type = Bound::new(
        draft,
        format!("deposits[{index}].item_type"),
        move |body: &DisbursementRequest| of_row(&body.deposits, index, empty, |row| row.item_type),
        move |body: &mut DisbursementRequest, value| {
            if let Some(row) = body.deposits.get_mut(index) {
                // What belongs to the other types must be empty.
                *row = DepositItem {
                    amount: row.amount,
                    ..fresh(value)
                };
            }
        },
    );
    let what = move || what(draft, index, item_type.get());
    view! {
        <td class="w-what">
            <SelectField
                label=label!(DisbursementRequest, "deposits.item_type")
                bound=item_type.text()
                options=choices_of(DepositItemType::ALL)
                shape=Shape::Cell
            />
        </td>
        <td>{what}</td>
        <td class="amount w-money">
            <MoneyField
                label=label!(DisbursementRequest, "deposits.amount")
                bound=bind!(draft, deposits[index].amount, empty)
                shape=Shape::Cell
            />
        </td>
    }
    .into_any()
}

/// What is paid out, by type.
fn what(draft: RwSignal<DisbursementRequest>, index: usize, item_type: DepositItemType) -> AnyView {
    match item_type {
        DepositItemType::WithholdingTax => view! {
            <SelectField
                label=label!(DisbursementRequest, "deposits.form")
                bound=bind!(draft, deposits[index].form, empty).text()
                options=choices_of(WithholdingForm::ALL)
                none=words::CHOOSE
                shape=Shape::Cell
            />
        }
        .into_any(),
        DepositItemType::PayrollDeduction => view! {
            <SelectField
                label=label!(DisbursementRequest, "deposits.deduction")
                bound=bind!(draft, deposits[index].deduction, empty).text()
                options=choices_of(DeductionKind::ALL)
                none=words::CHOOSE
                shape=Shape::Cell
            />
        }
        .into_any(),
        DepositItemType::Deposit => view! {
            <SelectField
                label=label!(DisbursementRequest, "deposits.deposit_kind")
                bound=bind!(draft, deposits[index].deposit_kind, empty).text()
                options=choices_of(DepositKind::ALL)
                none=words::CHOOSE
                shape=Shape::Cell
            />
            <span class="cell-label">{t(label!(DisbursementRequest, "deposits.reference"))}</span>
            <TextField
                label=label!(DisbursementRequest, "deposits.reference")
                bound=bind!(draft, deposits[index].reference, empty).text()
                shape=Shape::Cell
            />
        }
        .into_any(),
    }
}
