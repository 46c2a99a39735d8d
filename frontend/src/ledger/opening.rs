//! The opening statement: balances of the evening before.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::ledger::{Opening, OpeningLine};
use shared::organisation::AccountUse;
use shared::revenue::Tax;

use crate::components::fields::bound::{bind, of_row};
use crate::components::fields::{
    Bound, ComboField, DateField, MoneyField, SelectField, Shape, TextField, choices_of,
    number_field,
};
use crate::components::grid::{Grid, column};
use crate::components::rows::rows_of;
use crate::documents::lookups::{Lookups, lookups};
use crate::documents::{Desk, DocumentForm};
use crate::session::SessionState;
use crate::text::{Text, form as words, label, t, texts};

texts! {
    RESERVE_HINT =
        "ตามงบการเงินที่รับรองแล้ว ส่วนเงินสะสมและรายได้สูง(ต่ำ)กว่าค่าใช้จ่ายสะสม ระบบคำนวณให้",
        "As certified. Accumulated money and accumulated surplus are derived.";
    CARRIED_OVER_HINT =
        "งบประมาณค้างจ่ายที่ยังไม่ได้ตั้งหนี้ เว้นว่างเมื่อไม่มี",
        "Carried-over budget that is not owed yet; empty for none.";
}

impl DocumentForm for Opening {
    fn fields(desk: Desk<Self>) -> AnyView {
        let draft = desk.draft;
        let as_at = Bound::new(
            draft,
            "as_at",
            |body: &Opening| Some(body.as_at),
            |body: &mut Opening, value| body.as_at = value.unwrap_or(body.as_at),
        );
        let hint = |words: Text| Signal::derive(move || words.now().to_owned());
        view! {
            <div class="row">
                <DateField label=label!(Opening, "as_at") bound=as_at required=true/>
                <MoneyField
                    label=label!(Opening, "reserve")
                    bound=bind!(draft, reserve)
                    hint=hint(RESERVE_HINT)
                />
                <MoneyField
                    label=label!(Opening, "carried_over_reserve")
                    bound=bind!(draft, carried_over_reserve)
                    hint=hint(CARRIED_OVER_HINT)
                />
            </div>
            <h2>{t(label!(Opening, "lines"))}</h2>
            {lines(draft)}
        }
        .into_any()
    }

    fn begin(&mut self, _query: &ParamsMap, session: SessionState) {
        self.as_at = session.year.get_untracked().first_day();
        self.lines.push(OpeningLine::default());
    }
}

fn lines(draft: RwSignal<Opening>) -> AnyView {
    let lookups = lookups();
    let rows = rows_of!(draft, lines, |_| OpeningLine::default());
    let row = Callback::new(move |index| cells(draft, index, lookups));
    let sum = move |side: fn(&OpeningLine) -> shared::Money| {
        move || draft.with(|body| body.lines.iter().map(side).sum::<shared::Money>().grouped())
    };
    let footer = move || {
        view! {
            <th colspan="2" scope="row">{t(crate::text::general::TOTAL)}</th>
            <td class="amount strong">{sum(|line| line.debit)}</td>
            <td class="amount strong">{sum(|line| line.credit)}</td>
        }
    };
    let columns = vec![
        column(label!(Opening, "lines.account"), ""),
        column(label!(Opening, "lines.reference"), "w-what"),
        column(label!(Opening, "lines.debit"), "amount w-money"),
        column(label!(Opening, "lines.credit"), "amount w-money"),
    ];
    view! {
        <Grid
            label=label!(Opening, "lines")
            columns=columns
            rows=rows
            row=row
            footer=footer
        />
    }
    .into_any()
}

fn cells(draft: RwSignal<Opening>, index: usize, lookups: Lookups) -> AnyView {
    let account = Bound::new(
        draft,
        format!("lines[{index}].account"),
        move |body: &Opening| {
            of_row(&body.lines, index, OpeningLine::default, |row| {
                row.account.clone()
            })
        },
        move |body: &mut Opening, value| {
            let row = body.lines.get_mut(index);
            if let Some(row) = row.filter(|row| row.account != value) {
                // What belongs to another account must be empty.
                *row = OpeningLine {
                    account: value,
                    debit: row.debit,
                    credit: row.credit,
                    ..OpeningLine::default()
                };
            }
        },
    );
    view! {
        <td>
            <ComboField
                label=label!(Opening, "lines.account")
                bound=account
                choices=lookups.account_choices()
                shape=Shape::Cell
            />
        </td>
        <td class="w-what">{move || detail(draft, index, &account.get(), lookups)}</td>
        <td class="amount w-money">
            <MoneyField
                label=label!(Opening, "lines.debit")
                bound=bind!(draft, lines[index].debit)
                shape=Shape::Cell
            />
        </td>
        <td class="amount w-money">
            <MoneyField
                label=label!(Opening, "lines.credit")
                bound=bind!(draft, lines[index].credit)
                shape=Shape::Cell
            />
        </td>
    }
    .into_any()
}

/// What a balance needs beside its account: the bank, the deposit's key, the taxpayer.
fn detail(draft: RwSignal<Opening>, index: usize, account: &str, lookups: Lookups) -> AnyView {
    match lookups.account_use(account) {
        Some(AccountUse::Banks) => view! {
            <ComboField
                label=label!(Opening, "lines.bank_account_id")
                bound=bind!(draft, lines[index].bank_account_id).text()
                choices=lookups.bank_account_choices()
                shape=Shape::Cell
            />
        }
        .into_any(),
        Some(AccountUse::Taxes) => tax_detail(draft, index, lookups),
        Some(AccountUse::Deposits) => view! {
            <TextField
                label=label!(Opening, "lines.reference")
                bound=bind!(draft, lines[index].reference).text()
                shape=Shape::Cell
            />
        }
        .into_any(),
        _ => ().into_any(),
    }
}

fn tax_detail(draft: RwSignal<Opening>, index: usize, lookups: Lookups) -> AnyView {
    let year = Bound::new(
        draft,
        format!("lines[{index}].tax_year"),
        move |body: &Opening| {
            of_row(&body.lines, index, OpeningLine::default, |row| row.tax_year).unwrap_or_default()
        },
        move |body: &mut Opening, value: i32| {
            if let Some(row) = body.lines.get_mut(index) {
                row.tax_year = (value != 0).then_some(value);
            }
        },
    );
    view! {
        <SelectField
            label=label!(Opening, "lines.tax")
            bound=bind!(draft, lines[index].tax).text()
            options=choices_of(Tax::ALL)
            none=words::CHOOSE
            shape=Shape::Cell
        />
        <span class="cell-label">{t(label!(Opening, "lines.tax_year"))}</span>
        {number_field(label!(Opening, "lines.tax_year"), year, Shape::Cell)}
        <span class="cell-label">{t(label!(Opening, "lines.taxpayer_id"))}</span>
        <ComboField
            label=label!(Opening, "lines.taxpayer_id")
            bound=bind!(draft, lines[index].taxpayer_id).text()
            choices=lookups.party_choices()
            shape=Shape::Cell
        />
    }
    .into_any()
}
