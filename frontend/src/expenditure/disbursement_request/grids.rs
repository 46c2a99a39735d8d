//! The rows of a request: what is requested, what is deducted.

use leptos::prelude::*;
use shared::Money;
use shared::expenditure::{Deduction, DeductionKind, DisbursementRequest, RequestItem};

use crate::components::fields::bound::bind;
use crate::components::fields::{MoneyField, SelectField, Shape, TextField, choices_of};
use crate::components::grid::{Grid, column};
use crate::components::rows::rows_of;
use crate::text::{general, label, t};

/// Bill lines or payees; their sum is the gross.
pub fn item_grid(draft: RwSignal<DisbursementRequest>, over: Signal<bool>) -> AnyView {
    let rows = rows_of!(
        draft,
        items,
        |_| RequestItem::default(),
        Some(|items| items.last().cloned())
    );
    let row = Callback::new(move |index| {
        view! {
            <td>
                <TextField
                    label=label!(DisbursementRequest, "items.description")
                    bound=bind!(draft, items[index].description)
                    shape=Shape::Cell
                    required=true
                />
            </td>
            <td class="w-account">
                <TextField
                    label=label!(DisbursementRequest, "items.bank_account_no")
                    bound=bind!(draft, items[index].bank_account_no).text()
                    shape=Shape::Cell
                    mode="numeric"
                />
            </td>
            <td class="amount w-money">
                <MoneyField
                    label=label!(DisbursementRequest, "items.amount")
                    bound=bind!(draft, items[index].amount)
                    shape=Shape::Cell
                    required=true
                    over=over
                />
            </td>
        }
        .into_any()
    });
    let total = move || draft.with(|body| body.gross().grouped());
    let footer = move || {
        view! {
            <th colspan="2" scope="row">{t(label!(DisbursementRequest, "figures.gross"))}</th>
            <td class="amount strong" class:over=move || over.get()>{total}</td>
        }
    };
    let columns = vec![
        column(label!(DisbursementRequest, "items.description"), "").required(),
        column(
            label!(DisbursementRequest, "items.bank_account_no"),
            "w-account",
        ),
        column(general::AMOUNT_BAHT, "amount w-money").required(),
    ];
    view! {
        <Grid
            label=label!(DisbursementRequest, "items")
            columns=columns
            rows=rows
            row=row
            footer=footer
        />
    }
    .into_any()
}

fn fresh_deduction() -> Deduction {
    Deduction {
        kind: DeductionKind::SocialSecurity,
        amount: Money::ZERO,
    }
}

/// Deductions on the face of the request.
pub fn deduction_grid(draft: RwSignal<DisbursementRequest>) -> AnyView {
    let rows = rows_of!(draft, deductions, |_| fresh_deduction());
    let row = Callback::new(move |index| {
        view! {
            <td>
                <SelectField
                    label=label!(DisbursementRequest, "deductions.kind")
                    bound=bind!(draft, deductions[index].kind, fresh_deduction).text()
                    options=choices_of(DeductionKind::ALL)
                    shape=Shape::Cell
                />
            </td>
            <td class="amount w-money">
                <MoneyField
                    label=label!(DisbursementRequest, "items.amount")
                    bound=bind!(draft, deductions[index].amount, fresh_deduction)
                    shape=Shape::Cell
                    required=true
                />
            </td>
        }
        .into_any()
    });
    let columns = vec![
        column(label!(DisbursementRequest, "deductions.kind"), ""),
        column(general::AMOUNT_BAHT, "amount w-money").required(),
    ];
    view! {
        <Grid
            label=label!(DisbursementRequest, "deductions")
            columns=columns
            rows=rows
            row=row
        />
    }
    .into_any()
}
