//! The disbursement request (ฎีกาเบิกเงิน).

mod deposit_grid;
mod figures;
mod grids;

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use rust_decimal::Decimal;
use shared::Money;
use shared::budget::{BudgetLine, CENTRAL_WORK};
use shared::expenditure::{
    DisbursementRequest, ExpenseItem, RequestItem, RequestKind, WithholdingIncome,
};

use self::deposit_grid::deposit_grid;
use self::figures::figures;
use self::grids::{deduction_grid, item_grid};
use super::availability::{Availability, availability_card};
use super::{is_charged_by, own_department};
use crate::components::fields::bound::bind;
use crate::components::fields::choice::named_choices;
use crate::components::fields::{
    Bound, ComboField, Frame, MoneyField, RadioField, SelectField, Shape, TextArea, TextField,
    choices_of, parsed_field,
};
use crate::documents::lookups::lookups;
use crate::documents::{Desk, DocumentForm, nil_paths};
use crate::session::SessionState;
use crate::text::{label, t, texts};

texts! {
    WITHHOLDING_NONE = "ไม่หัก", "None";
}

impl DocumentForm for DisbursementRequest {
    const IS_PATTERN: bool = true;

    fn become_new(&mut self) {
        // Every month another bill.
        self.bill_no = None;
    }

    fn fields(desk: Desk<Self>) -> AnyView {
        let draft = desk.draft;
        let saved = desk.header;
        let version: Signal<i32> = Memo::new(move |_| {
            saved.with(|header| header.as_ref().map_or(0, |header| header.version))
        })
        .into();
        let line = Signal::derive(move || draft.with(|body| body.budget_line_id));
        let availability = Availability::of(line, version);
        let gross = Memo::new(move |_| draft.with(DisbursementRequest::gross));
        let over = Signal::derive(move || {
            desk.editable.get() && availability.short_by(gross.get()).is_positive()
        });
        // Once registered the request is part of what is obligated.
        let asked = Signal::derive(move || {
            let booked =
                saved.with(|header| header.as_ref().is_some_and(|header| header.has_effect));
            (!booked).then(|| gross.get())
        });
        let is_deposit =
            Memo::new(move |_| draft.with(|body| body.request_kind == RequestKind::Deposit));
        let rows = move || {
            if is_deposit.get() {
                view! { <h2>{t(label!(DisbursementRequest, "deposits"))}</h2> {deposit_grid(draft)} }.into_any()
            } else {
                view! { <h2>{t(label!(DisbursementRequest, "items"))}</h2> {item_grid(draft, over)} }.into_any()
            }
        };
        let beside = move || (!is_deposit.get()).then(|| availability_card(availability, asked));
        view! {
            <div class="with-aside">
                <div>
                    {head(desk, is_deposit)}
                    {rows}
                    {withholding(draft)}
                    <details class="more" open=move || has_more(draft)>
                        <summary>
                            {t(label!(DisbursementRequest, "deductions"))}
                            " · "
                            {t(label!(DisbursementRequest, "contract_no"))}
                            " · "
                            {t(label!(DisbursementRequest, "remark"))}
                        </summary>
                        {deduction_grid(draft)}
                        {move || (!is_deposit.get()).then(|| contract(draft))}
                        <TextArea label=label!(DisbursementRequest, "remark") bound=bind!(draft, remark).text()/>
                    </details>
                </div>
                <div class="aside">{beside} {figures(desk)}</div>
            </div>
        }
        .into_any()
    }

    fn unchosen(&self) -> Vec<String> {
        nil_paths(&[
            ("department_id", self.department_id.0),
            ("payee_id", self.payee_id.0),
        ])
    }

    fn begin(&mut self, _query: &ParamsMap, session: SessionState) {
        self.department_id = own_department(session);
        self.items.push(RequestItem::default());
    }
}

fn has_more(draft: RwSignal<DisbursementRequest>) -> bool {
    draft.with_untracked(|body| {
        let has_contract = body.contract_no.is_some() || body.contract_total.is_some();
        has_contract || !body.deductions.is_empty() || body.remark.is_some()
    })
}

fn head(desk: Desk<DisbursementRequest>, is_deposit: Memo<bool>) -> AnyView {
    let (draft, lookups) = (desk.draft, lookups());
    let fits = move |line: &BudgetLine| {
        draft.with(|body| {
            let is_central = body.request_kind == RequestKind::Central;
            is_charged_by(line, body.department_id) && is_central == (line.work == CENTRAL_WORK)
        })
    };
    let payee = desk.header;
    let payee_name = Signal::derive(move || {
        payee.with(|header| header.as_ref().and_then(|header| header.party_name.clone()))
    });
    let line = move || {
        (!is_deposit.get()).then(|| {
            view! {
                <ComboField
                    label=label!(DisbursementRequest, "budget_line_id")
                    bound=bind!(draft, budget_line_id).text()
                    choices=lookups.budget_line_choices(desk.year, fits)
                    required=true
                />
            }
        })
    };
    let expense = Signal::derive(|| named_choices(ExpenseItem::ALL));
    view! {
        <RadioField
            label=label!(DisbursementRequest, "request_kind")
            bound=request_kind(draft)
            options=choices_of(RequestKind::ALL)
        />
        <div class="row">
            <ComboField
                label=label!(DisbursementRequest, "department_id")
                bound=bind!(draft, department_id).text()
                choices=lookups.department_choices()
                required=true
            />
            {line}
        </div>
        <div class="row">
            <ComboField
                label=label!(DisbursementRequest, "payee_id")
                bound=bind!(draft, payee_id).text()
                choices=lookups.party_choices()
                fallback=payee_name
                required=true
            />
            <TextField label=label!(DisbursementRequest, "bill_no") bound=bind!(draft, bill_no).text()/>
        </div>
        <TextArea label=label!(DisbursementRequest, "purpose") bound=bind!(draft, purpose) required=true/>
        {move || {
            (!is_deposit.get()).then(|| {
                view! {
                    <ComboField
                        label=label!(DisbursementRequest, "expense_item")
                        bound=bind!(draft, expense_item).text()
                        choices=expense
                    />
                }
            })
        }}
    }
    .into_any()
}

/// The contract or order it pays a part of.
fn contract(draft: RwSignal<DisbursementRequest>) -> AnyView {
    let total = Bound::new(
        draft,
        "contract_total",
        |body: &DisbursementRequest| body.contract_total.unwrap_or_default(),
        |body: &mut DisbursementRequest, value: Money| {
            body.contract_total = Some(value).filter(|value| !value.is_zero());
        },
    );
    view! {
        <div class="row">
            <TextField label=label!(DisbursementRequest, "contract_no") bound=bind!(draft, contract_no).text()/>
            <MoneyField label=label!(DisbursementRequest, "contract_total") bound=total/>
        </div>
    }
    .into_any()
}

/// What belongs to another kind must be empty.
fn request_kind(draft: RwSignal<DisbursementRequest>) -> Bound<String> {
    Bound::new(
        draft,
        "request_kind",
        |body: &DisbursementRequest| body.request_kind.to_string(),
        |body: &mut DisbursementRequest, value: String| {
            let Ok(kind) = value.parse() else { return };
            body.request_kind = kind;
            if kind == RequestKind::Deposit {
                body.items.clear();
                (body.budget_line_id, body.expense_item) = (None, None);
                (body.contract_no, body.contract_total) = (None, None);
            } else {
                body.deposits.clear();
            }
        },
    )
}

fn withholding(draft: RwSignal<DisbursementRequest>) -> AnyView {
    let income = Bound::new(
        draft,
        "withholding",
        |body: &DisbursementRequest| {
            body.withholding
                .map(|it| it.to_string())
                .unwrap_or_default()
        },
        |body: &mut DisbursementRequest, value: String| {
            body.withholding = value.parse().ok();
            if body.withholding != Some(WithholdingIncome::Other) {
                body.withholding_rate = None;
            }
        },
    );
    let has_rate =
        Memo::new(move |_| draft.with(|body| body.withholding == Some(WithholdingIncome::Other)));
    let rate = move || has_rate.get().then(|| rate_in_per_cent(draft));
    view! {
        <div class="row">
            <SelectField
                label=label!(DisbursementRequest, "withholding")
                bound=income
                options=choices_of(WithholdingIncome::ALL)
                none=WITHHOLDING_NONE
            />
            {rate}
        </div>
    }
    .into_any()
}

/// People say "3 per cent", the body holds a fraction of one.
fn rate_in_per_cent(draft: RwSignal<DisbursementRequest>) -> AnyView {
    let bound = bind!(draft, withholding_rate);
    let read = |text: &str| match text.trim_end_matches('%').trim_end() {
        "" => Some(None),
        text => {
            let per_cent: Decimal = text.parse().ok()?;
            Some(Some((per_cent / Decimal::ONE_HUNDRED).normalize()))
        }
    };
    let written = |rate: &Option<Decimal>| {
        let per_cent = rate.map(|rate| (rate * Decimal::ONE_HUNDRED).normalize());
        per_cent.map(|rate| rate.to_string()).unwrap_or_default()
    };
    let frame = Frame::new(
        label!(DisbursementRequest, "withholding_rate"),
        Shape::Field,
        true,
        bound,
    );
    parsed_field(frame, bound, read, written)
}
