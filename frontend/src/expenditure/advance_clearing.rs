//! Clearing an advance (ส่งใช้เงินยืม).

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::Money;
use shared::claims::{ADVANCE, Claim};
use shared::document::Kind;
use shared::expenditure::{AdvanceClearing, AdvanceVoucher, ExpenseItem};

use super::own_department;
use crate::components::fields::bound::bind;
use crate::components::fields::choice::named_choices;
use crate::components::fields::{ComboField, MoneyField, Shape, TextField};
use crate::components::grid::{Grid, column};
use crate::components::rows::rows_of;
use crate::documents::claim_choices::{choices_among, claims_of};
use crate::documents::lookups::lookups;
use crate::documents::{Desk, DocumentForm, nil_paths};
use crate::session::SessionState;
use crate::text::{general, label, t, texts};

texts! {
    CLEARING_NONE =
        "ไม่มีเงินยืมที่จ่ายแล้วรอส่งใช้ เงินยืมจะมาอยู่ที่นี่เมื่อจ่ายเงินแล้ว",
        "No advance waits to be cleared. Advances come here when they are paid.";
    CLEARING_LEFT =
        "เงินยืมที่ยังไม่ส่งใช้ {amount} บาท หลังส่งใช้ครั้งนี้เหลือ {left} บาท",
        "{amount} baht are not cleared; {left} are left after this.";
    CLEARING_OWED = "ผู้ยืมเป็นลูกหนี้อยู่ {amount} บาท", "The borrower owes {amount} baht";
    CLEARING_SPENT = "รวมใบสำคัญ", "Sum of the vouchers";
}

impl DocumentForm for AdvanceClearing {
    fn fields(desk: Desk<Self>) -> AnyView {
        let draft = desk.draft;
        let open = claims_of(Kind::AdvanceRequest);
        let whose = desk.header;
        let contract = Signal::derive(move || {
            let name = whose.with(|header| header.as_ref().and_then(|it| it.party_name.clone()));
            let number = draft.with(|body| body.contract_no.clone());
            name.map(|name| format!("{number} {name}"))
        });
        let none = move || {
            let is_empty = open.get().is_some_and(|open| !open.iter().any(is_to_clear));
            (desk.editable.get() && is_empty)
                .then(|| view! { <p class="hint">{t(CLEARING_NONE)}</p> })
        };
        let left = Signal::derive(move || left(draft, &open.get().unwrap_or_default()));
        let over = Signal::derive(move || {
            let left = left.get().filter(|_| desk.editable.get());
            left.is_some_and(|left| left.after.is_negative())
        });
        let told = move || {
            let left = left.get().filter(|_| desk.editable.get())?;
            let (amount, after) = (left.now.grouped(), left.after.grouped());
            let cleared = CLEARING_LEFT.with(&[("amount", &amount), ("left", &after)]);
            let owed = CLEARING_OWED.with(&[("amount", &left.owed.grouped())]);
            Some(format!("{cleared} · {owed}"))
        };
        view! {
            <div class="row">
                <ComboField
                    label=label!(AdvanceClearing, "department_id")
                    bound=bind!(draft, department_id).text()
                    choices=lookups().department_choices()
                    required=true
                />
                <ComboField
                    label=label!(AdvanceClearing, "advance_id")
                    bound=bind!(draft, advance_id).text()
                    choices=choices_among(open, is_to_clear)
                    fallback=contract
                    required=true
                />
            </div>
            {none}
            <h2>{t(label!(AdvanceClearing, "vouchers"))}</h2>
            {voucher_grid(draft, over)}
            <div class="row">
                <MoneyField
                    label=label!(AdvanceClearing, "returned")
                    bound=bind!(draft, returned)
                    over=over
                />
            </div>
            <p class="strong" class:over=move || over.get() role="status">{told}</p>
        }
        .into_any()
    }

    fn unchosen(&self) -> Vec<String> {
        nil_paths(&[
            ("department_id", self.department_id.0),
            ("advance_id", self.advance_id.0),
        ])
    }

    fn begin(&mut self, query: &ParamsMap, session: SessionState) {
        let asked = query.get("advance").and_then(|id| id.parse().ok());
        self.advance_id = asked.unwrap_or_default();
        self.department_id = own_department(session);
        self.vouchers.push(AdvanceVoucher::default());
    }
}

/// What is to be accounted for, not what is owed.
fn is_to_clear(claim: &Claim) -> bool {
    claim.account == ADVANCE
}

/// The balances of an advance, in baht.
#[derive(Clone, Copy, PartialEq)]
struct Left {
    /// What of it is not cleared, and what of that this clearing leaves.
    now: Money,
    after: Money,
    /// What the borrower owes: what is to come back in money is owed until it came.
    owed: Money,
}

/// What is left of the advance chosen.
fn left(draft: RwSignal<AdvanceClearing>, open: &[Claim]) -> Option<Left> {
    let (advance, cleared) = draft.with(|body| (body.advance_id, body.spent() + body.returned));
    let of_it = || {
        open.iter()
            .filter(move |claim| claim.document_id == advance)
    };
    let now = of_it().find(|claim| is_to_clear(claim))?.free;
    let owed = of_it().filter(|claim| !is_to_clear(claim));
    Some(Left {
        now,
        after: now - cleared,
        owed: owed.map(|claim| claim.amount).sum(),
    })
}

fn voucher_grid(draft: RwSignal<AdvanceClearing>, over: Signal<bool>) -> AnyView {
    let rows = rows_of!(
        draft,
        vouchers,
        |_| AdvanceVoucher::default(),
        Some(|vouchers| vouchers.last().cloned())
    );
    let expense = Signal::derive(|| named_choices(ExpenseItem::ALL));
    let row = Callback::new(move |index| {
        view! {
            <td>
                <TextField
                    label=label!(AdvanceClearing, "vouchers.description")
                    bound=bind!(draft, vouchers[index].description)
                    shape=Shape::Cell
                />
            </td>
            <td class="w-what">
                <ComboField
                    label=label!(AdvanceClearing, "vouchers.expense_item")
                    bound=bind!(draft, vouchers[index].expense_item).text()
                    choices=expense
                    shape=Shape::Cell
                />
            </td>
            <td class="amount w-money">
                <MoneyField
                    label=label!(AdvanceClearing, "vouchers.amount")
                    bound=bind!(draft, vouchers[index].amount)
                    shape=Shape::Cell
                    over=over
                />
            </td>
        }
        .into_any()
    });
    let total = move || draft.with(|body| body.spent().grouped());
    let footer = move || {
        view! {
            <th colspan="2" scope="row">{t(CLEARING_SPENT)}</th>
            <td class="amount strong" class:over=move || over.get()>{total}</td>
        }
    };
    let columns = vec![
        column(label!(AdvanceClearing, "vouchers.description"), ""),
        column(label!(AdvanceClearing, "vouchers.expense_item"), "w-what"),
        column(general::AMOUNT_BAHT, "amount w-money"),
    ];
    view! {
        <Grid
            label=label!(AdvanceClearing, "vouchers")
            columns=columns
            rows=rows
            row=row
            footer=footer
        />
    }
    .into_any()
}
