//! The annual budget ordinance: estimates and appropriations with live totals.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::budget::{Fund, Ordinance, OrdinanceLine, RevenueEstimate};
use shared::{BudgetLineId, Money};
use uuid::Uuid;

use crate::components::fields::bound::bind;
use crate::components::fields::{
    Bound, ComboField, DateField, MoneyField, SelectField, Shape, TextArea, TextField, choices_of,
};
use crate::components::grid::{Grid, column, total_line};
use crate::components::rows::rows_of;
use crate::documents::lookups::{Lookups, lookups};
use crate::documents::{Desk, DocumentForm};
use crate::session::SessionState;
use crate::text::{Text, general, label, t, texts};

texts! {
    ORDINANCE_SUM_LINES = "รวมรายจ่าย", "Appropriations in all";
    ORDINANCE_SUM_ESTIMATES = "รวมประมาณการ", "Estimates in all";
    ORDINANCE_TOTAL_DIFFERS =
        "ยอดรวมต่างจากผลรวมรายการ {amount} บาท", "Differs from the sum of lines by {amount} baht";
    ORDINANCE_OVER =
        "รายจ่ายเกินประมาณการ {amount} บาท", "{amount} baht above the estimates";
}

impl DocumentForm for Ordinance {
    fn fields(desk: Desk<Self>) -> AnyView {
        let draft = desk.draft;
        let approved_on = Bound::new(
            draft,
            "approved_on",
            |body: &Ordinance| Some(body.approved_on),
            |body: &mut Ordinance, value| body.approved_on = value.unwrap_or(body.approved_on),
        );
        let difference = Signal::derive(move || {
            let off = draft.with(|body| body.total - sum_of_lines(body));
            let text = ORDINANCE_TOTAL_DIFFERS.with(&[("amount", &off.abs().grouped())]);
            if off.is_zero() { String::new() } else { text }
        });
        view! {
            <div class="row">
                <TextField
                    label=label!(Ordinance, "ordinance_no")
                    bound=bind!(draft, ordinance_no)
                    required=true
                />
                <DateField label=label!(Ordinance, "approved_on") bound=approved_on required=true/>
                <MoneyField
                    label=label!(Ordinance, "total")
                    bound=bind!(draft, total)
                    required=true
                    hint=difference
                />
            </div>
            <h2>{t(label!(Ordinance, "estimates"))}</h2>
            {estimates(draft)}
            <h2>{t(label!(Ordinance, "lines"))}</h2>
            {lines(draft)}
        }
        .into_any()
    }

    fn unchosen(&self) -> Vec<String> {
        let lines = self.lines.iter().enumerate();
        let empty = lines.filter(|(_, line)| line.department_id.0.is_nil());
        empty
            .map(|(index, _)| format!("lines[{index}].department_id"))
            .collect()
    }

    fn begin(&mut self, _query: &ParamsMap, session: SessionState) {
        self.approved_on = session.today();
        self.estimates.push(RevenueEstimate::default());
        self.lines.push(next_line(&[]));
    }
}

fn sum_of_lines(body: &Ordinance) -> Money {
    body.lines.iter().map(|line| line.amount).sum()
}

fn sum_of_estimates(body: &Ordinance) -> Money {
    body.estimates.iter().map(|row| row.amount).sum()
}

/// A line after the others: the next code, and what mostly stays the same from line to line.
fn next_line(lines: &[OrdinanceLine]) -> OrdinanceLine {
    let before = lines.last().cloned().unwrap_or_default();
    let number = lines.len() + 1;
    OrdinanceLine {
        budget_line_id: BudgetLineId(Uuid::now_v7()),
        code: format!("L{number:02}").into(),
        fund: before.fund,
        work: before.work,
        department_id: before.department_id,
        ..OrdinanceLine::default()
    }
}

/// The last line once more, under an id and a code of its own.
fn like_last_line(lines: &[OrdinanceLine]) -> Option<OrdinanceLine> {
    let fresh = next_line(lines);
    lines.last().cloned().map(|last| OrdinanceLine {
        budget_line_id: fresh.budget_line_id,
        code: fresh.code,
        ..last
    })
}

fn estimates(draft: RwSignal<Ordinance>) -> AnyView {
    let lookups = lookups();
    let rows = rows_of!(draft, estimates, |_| RevenueEstimate::default());
    let row = Callback::new(move |index| {
        view! {
            <td>
                <ComboField
                    label=label!(Ordinance, "estimates.revenue_type")
                    bound=bind!(draft, estimates[index].revenue_type)
                    choices=lookups.revenue_type_choices()
                    shape=Shape::Cell
                />
            </td>
            <td class="amount w-money">
                <MoneyField
                    label=label!(Ordinance, "lines.amount")
                    bound=bind!(draft, estimates[index].amount)
                    shape=Shape::Cell
                />
            </td>
        }
        .into_any()
    });
    let total = move || draft.with(sum_of_estimates);
    let footer = move || total_line(2, ORDINANCE_SUM_ESTIMATES, total);
    let columns = vec![
        column(label!(Ordinance, "estimates.revenue_type"), ""),
        column(general::AMOUNT_BAHT, "amount w-money"),
    ];
    view! {
        <Grid
            label=label!(Ordinance, "estimates")
            columns=columns
            rows=rows
            row=row
            footer=footer
        />
    }
    .into_any()
}

fn lines(draft: RwSignal<Ordinance>) -> AnyView {
    let lookups = lookups();
    let rows = rows_of!(draft, lines, next_line, Some(like_last_line));
    let row = Callback::new(move |index| line_cells(draft, index, lookups));
    let over = move || {
        let over = draft.with(|body| sum_of_lines(body) - sum_of_estimates(body));
        over.is_positive().then(|| {
            let text = ORDINANCE_OVER.with(&[("amount", &over.grouped())]);
            view! { <span class="over-note" role="status">{text}</span> }
        })
    };
    let total = move || draft.with(|body| sum_of_lines(body).grouped());
    let footer = move || {
        view! {
            <th colspan="3" scope="row">{t(ORDINANCE_SUM_LINES)}" "{over}</th>
            <td class="amount strong">{total}</td>
        }
    };
    let columns = vec![
        column(label!(Ordinance, "lines.code"), "w-code"),
        column(label!(Ordinance, "lines.work"), "w-wide"),
        column(label!(Ordinance, "lines.name_th"), ""),
        column(general::AMOUNT_BAHT, "amount w-money"),
    ];
    view! {
        <Grid
            label=label!(Ordinance, "lines")
            columns=columns
            rows=rows
            row=row
            footer=footer
        />
    }
    .into_any()
}

fn small(label: Text) -> AnyView {
    view! { <span class="cell-label">{t(label)}</span> }.into_any()
}

/// A line has more to say than fits side by side: what it is in one cell, why in another.
fn line_cells(draft: RwSignal<Ordinance>, index: usize, lookups: Lookups) -> AnyView {
    view! {
        <td class="w-code">
            <TextField
                label=label!(Ordinance, "lines.code")
                bound=bind!(draft, lines[index].code).text()
                shape=Shape::Cell
            />
            {small(label!(Ordinance, "lines.fund"))}
            <SelectField
                label=label!(Ordinance, "lines.fund")
                bound=bind!(draft, lines[index].fund).text()
                options=choices_of(&[Fund::Bud, Fund::Spc])
                shape=Shape::Cell
            />
        </td>
        <td class="w-wide">
            <ComboField
                label=label!(Ordinance, "lines.work")
                bound=bind!(draft, lines[index].work)
                choices=lookups.work_choices()
                shape=Shape::Cell
            />
            {small(label!(Ordinance, "lines.expenditure_type"))}
            <ComboField
                label=label!(Ordinance, "lines.expenditure_type")
                bound=bind!(draft, lines[index].expenditure_type)
                choices=lookups.expenditure_type_choices()
                shape=Shape::Cell
            />
            {small(label!(Ordinance, "lines.department_id"))}
            <ComboField
                label=label!(Ordinance, "lines.department_id")
                bound=bind!(draft, lines[index].department_id).text()
                choices=lookups.department_choices()
                shape=Shape::Cell
            />
        </td>
        <td>
            <TextField
                label=label!(Ordinance, "lines.name_th")
                bound=bind!(draft, lines[index].name_th)
                shape=Shape::Cell
            />
            {small(label!(Ordinance, "lines.project"))}
            <TextField
                label=label!(Ordinance, "lines.project")
                bound=bind!(draft, lines[index].project).text()
                shape=Shape::Cell
            />
            {small(label!(Ordinance, "lines.explanation"))}
            <TextArea
                label=label!(Ordinance, "lines.explanation")
                bound=bind!(draft, lines[index].explanation)
                shape=Shape::Cell
            />
        </td>
        <td class="amount w-money">
            <MoneyField
                label=label!(Ordinance, "lines.amount")
                bound=bind!(draft, lines[index].amount)
                shape=Shape::Cell
            />
        </td>
    }
    .into_any()
}
