//! The rows of a request: what is requested, what is deducted.

use leptos::prelude::*;
use shared::Money;
use shared::expenditure::{Deduction, DeductionKind, DisbursementRequest, RequestItem};

use crate::components::fields::bound::bind;
use crate::components::fields::{MoneyField, SelectField, Shape, TextField, choices_of};
use crate::components::grid::{Grid, column};
use crate::components::rows::rows;
use crate::text::{form as words, general, t};

/// Bill lines or payees; their sum is the gross.
pub fn item_grid(draft: RwSignal<DisbursementRequest>, over: Signal<bool>) -> AnyView {
    let rows = rows(
        draft,
        |body| &body.items,
        |body| &mut body.items,
        |_| RequestItem::default(),
        Some(|items| items.last().cloned()),
    );
    let row = Callback::new(move |index| {
        view! {
            <td>
                <TextField
                    label=words::REQUEST_ITEM
                    bound=bind!(draft, items[index].description)
                    shape=Shape::Cell
                />
            </td>
            <td class="w-account">
                <TextField
                    label=words::REQUEST_ITEM_ACCOUNT
                    bound=bind!(draft, items[index].bank_account_no).text()
                    shape=Shape::Cell
                    mode="numeric"
                />
            </td>
            <td class="amount w-money">
                <MoneyField
                    label=words::AMOUNT_ITEM
                    bound=bind!(draft, items[index].amount)
                    shape=Shape::Cell
                    over=over
                />
            </td>
        }
        .into_any()
    });
    let total = move || draft.with(|body| body.gross().grouped());
    let footer = move || {
        view! {
            <th colspan="2" scope="row">{t(words::GROSS)}</th>
            <td class="amount strong" class:over=move || over.get()>{total}</td>
        }
    };
    let columns = vec![
        column(words::REQUEST_ITEM, ""),
        column(words::REQUEST_ITEM_ACCOUNT, "w-account"),
        column(general::AMOUNT_BAHT, "amount w-money"),
    ];
    view! {
        <Grid
            label=words::REQUEST_ITEMS
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
    let rows = rows(
        draft,
        |body| &body.deductions,
        |body| &mut body.deductions,
        |_| fresh_deduction(),
        None,
    );
    let row = Callback::new(move |index| {
        view! {
            <td>
                <SelectField
                    label=words::DEDUCTION
                    bound=bind!(draft, deductions[index].kind, fresh_deduction).text()
                    options=choices_of(DeductionKind::ALL)
                    shape=Shape::Cell
                />
            </td>
            <td class="amount w-money">
                <MoneyField
                    label=words::AMOUNT_ITEM
                    bound=bind!(draft, deductions[index].amount, fresh_deduction)
                    shape=Shape::Cell
                />
            </td>
        }
        .into_any()
    });
    let columns = vec![
        column(words::DEDUCTION, ""),
        column(general::AMOUNT_BAHT, "amount w-money"),
    ];
    view! {
        <Grid
            label=words::DEDUCTIONS
            columns=columns
            rows=rows
            row=row
        />
    }
    .into_any()
}
