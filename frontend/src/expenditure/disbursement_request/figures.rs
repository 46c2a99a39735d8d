//! Gross, tax, deductions, net.

use leptos::prelude::*;
use shared::Money;
use shared::expenditure::{DisbursementRequest, WithholdingIncome};

use crate::documents::Desk;
use crate::text::{Text, label, t, texts};

texts! {
    FIGURES_AFTER_SAVE = "ภาษีคำนวณเมื่อบันทึก", "Tax is computed on saving";
}

/// The summary. The tax of supplies and hire depends on settings that only the server knows; until
/// the draft is saved it says so instead of guessing.
pub fn figures(desk: Desk<DisbursementRequest>) -> AnyView {
    let content = move || {
        let body = desk.draft.get();
        let dirty = desk.dirty.get() || desk.header.with(Option::is_none);
        let pending = dirty && body.withholding.is_some();
        let deducted: Money = body.deductions.iter().map(|row| row.amount).sum();
        let stored = body.figures;
        let (tax, base) = if pending {
            (None, None)
        } else if dirty {
            (Some(Money::ZERO), None)
        } else {
            (Some(stored.withholding_tax), Some(stored.withholding_base))
        };
        let gross = body.items.iter().map(|item| item.amount).sum::<Money>()
            + body.deposits.iter().map(|item| item.amount).sum();
        // Said where it is not the request's own value: a part of a contract.
        let judged = stored
            .judged_base
            .filter(|judged| !dirty && *judged != stored.withholding_base && *judged != gross);
        let net = tax.map(|tax| gross - tax - deducted);
        let base = base.filter(|_| {
            body.withholding == Some(WithholdingIncome::SupplyHire)
                || body.withholding == Some(WithholdingIncome::Other)
        });
        view! {
            <dl class="terms">
            {one(label!(DisbursementRequest, "figures.gross"), Some(gross), "")}
            {base.map(|base| one(label!(DisbursementRequest, "figures.withholding_base"), Some(base), "quiet"))}
            {judged.map(|judged| one(label!(DisbursementRequest, "figures.judged_base"), Some(judged), "quiet"))}
            {one(label!(DisbursementRequest, "figures.withholding_tax"), tax, "")}
            {one(label!(DisbursementRequest, "figures.other_deductions"), Some(deducted), "")}
            {one(label!(DisbursementRequest, "figures.net"), net, "sum")}
            </dl>
            {pending.then(|| view! { <p class="hint">{t(FIGURES_AFTER_SAVE)}</p> })}
        }
    };
    view! {
        <section class="figures-box" aria-live="polite">
            <h2>{t(label!(DisbursementRequest, "figures"))}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn one(label: Text, amount: Option<Money>, class: &'static str) -> AnyView {
    let shown = amount.map_or_else(|| "…".to_owned(), Money::grouped);
    view! { <div class=format!("term {class}")><dt>{t(label)}</dt><dd>{shown}</dd></div> }
        .into_any()
}
