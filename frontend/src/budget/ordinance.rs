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
use crate::components::grid::{Grid, column};
use crate::components::rows::rows;
use crate::documents::lookups::{Lookups, lookups};
use crate::documents::{Desk, DocumentForm};
use crate::session::SessionState;
use crate::text::{Text, form as words, general, report, t};

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
            let text = words::ORDINANCE_TOTAL_DIFFERS.with(&[("amount", &off.abs().grouped())]);
            if off.is_zero() { String::new() } else { text }
        });
        view! {
            <div class="row">
                <TextField
                    label=words::ORDINANCE_NO
                    bound=bind!(draft, ordinance_no)
                    required=true
                />
                <DateField label=words::ORDINANCE_APPROVED_ON bound=approved_on required=true/>
                <MoneyField
                    label=words::ORDINANCE_TOTAL
                    bound=bind!(draft, total)
                    required=true
                    hint=difference
                />
            </div>
            <h2>{t(words::ORDINANCE_ESTIMATES)}</h2>
            {estimates(draft)}
            <h2>{t(words::ORDINANCE_LINES)}</h2>
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
        code: format!("L{number:02}"),
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
    let rows = rows(
        draft,
        |body| &body.estimates,
        |body| &mut body.estimates,
        |_| RevenueEstimate::default(),
        None,
    );
    let row = Callback::new(move |index| {
        view! {
            <td>
                <ComboField
                    label=words::REVENUE_TYPE
                    bound=bind!(draft, estimates[index].revenue_type)
                    choices=lookups.revenue_type_choices()
                    shape=Shape::Cell
                />
            </td>
            <td class="amount w-money">
                <MoneyField
                    label=words::AMOUNT_ITEM
                    bound=bind!(draft, estimates[index].amount)
                    shape=Shape::Cell
                />
            </td>
        }
        .into_any()
    });
    let total = move || draft.with(|body| sum_of_estimates(body).grouped());
    let footer = move || {
        view! {
            <th scope="row">{t(words::ORDINANCE_SUM_ESTIMATES)}</th>
            <td class="amount strong">{total}</td>
        }
    };
    let columns = vec![
        column(words::REVENUE_TYPE, ""),
        column(general::AMOUNT_BAHT, "amount w-money"),
    ];
    view! {
        <Grid
            label=words::ORDINANCE_ESTIMATES
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
    let rows = rows(
        draft,
        |body| &body.lines,
        |body| &mut body.lines,
        next_line,
        Some(like_last_line),
    );
    let row = Callback::new(move |index| line_cells(draft, index, lookups));
    let over = move || {
        let over = draft.with(|body| sum_of_lines(body) - sum_of_estimates(body));
        over.is_positive().then(|| {
            let text = words::ORDINANCE_OVER.with(&[("amount", &over.grouped())]);
            view! { <span class="over-note" role="status">{text}</span> }
        })
    };
    let total = move || draft.with(|body| sum_of_lines(body).grouped());
    let footer = move || {
        view! {
            <th colspan="3" scope="row">{t(words::ORDINANCE_SUM_LINES)}" "{over}</th>
            <td class="amount strong">{total}</td>
        }
    };
    let columns = vec![
        column(words::LINE_CODE, "w-code"),
        column(report::WORK, "w-wide"),
        column(words::LINE_NAME, ""),
        column(general::AMOUNT_BAHT, "amount w-money"),
    ];
    view! {
        <Grid
            label=words::ORDINANCE_LINES
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
                label=words::LINE_CODE
                bound=bind!(draft, lines[index].code)
                shape=Shape::Cell
            />
            {small(words::ORDINANCE_FUND)}
            <SelectField
                label=words::ORDINANCE_FUND
                bound=bind!(draft, lines[index].fund).text()
                options=choices_of(&[Fund::Bud, Fund::Spc])
                shape=Shape::Cell
            />
        </td>
        <td class="w-wide">
            <ComboField
                label=report::WORK
                bound=bind!(draft, lines[index].work)
                choices=lookups.work_choices()
                shape=Shape::Cell
            />
            {small(report::EXPENDITURE_TYPE)}
            <ComboField
                label=report::EXPENDITURE_TYPE
                bound=bind!(draft, lines[index].expenditure_type)
                choices=lookups.expenditure_type_choices()
                shape=Shape::Cell
            />
            {small(words::REQUEST_DEPARTMENT)}
            <ComboField
                label=words::REQUEST_DEPARTMENT
                bound=bind!(draft, lines[index].department_id).text()
                choices=lookups.department_choices()
                shape=Shape::Cell
            />
        </td>
        <td>
            <TextField
                label=words::LINE_NAME
                bound=bind!(draft, lines[index].name_th)
                shape=Shape::Cell
            />
            {small(words::ORDINANCE_PROJECT)}
            <TextField
                label=words::ORDINANCE_PROJECT
                bound=bind!(draft, lines[index].project).text()
                shape=Shape::Cell
            />
            {small(words::ORDINANCE_EXPLANATION)}
            <TextArea
                label=words::ORDINANCE_EXPLANATION
                bound=bind!(draft, lines[index].explanation)
                shape=Shape::Cell
            />
        </td>
        <td class="amount w-money">
            <MoneyField
                label=words::AMOUNT_ITEM
                bound=bind!(draft, lines[index].amount)
                shape=Shape::Cell
            />
        </td>
    }
    .into_any()
}
