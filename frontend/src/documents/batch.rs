//! The same step of many documents of a kind: what it comes to and what is to be looked at first, then
//! one after the other, each as if it were taken on its own page.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Map;
use shared::document::{Action, ActionRequest, DocumentHeader, StepName};
use shared::warning::Warning;
use shared::{DocumentId, Money};
use std::collections::BTreeSet;

use super::actions::step_label;
use super::toolbar::{next_step, posts};
use super::{address, name_in_list};
use crate::api;
use crate::components::dialog::Dialog;
use crate::components::icon::{Icon, icon};
use crate::components::toast::{Toasts, toasts};
use crate::components::warnings::lines;
use crate::components::works::{Works, works};
use crate::text::{Named, Text, document as words, general, t};

/// A document that was looked at, or that could not be done and why.
type Told<T> = (DocumentHeader, T);

/// What is asked about, and how far it is done.
#[derive(Clone, Copy)]
pub struct Batch {
    open: RwSignal<bool>,
    rows: RwSignal<Vec<DocumentHeader>>,
    /// How many were looked at already.
    looked: RwSignal<usize>,
    flagged: RwSignal<Vec<Told<Vec<Warning>>>>,
    left_out: RwSignal<BTreeSet<DocumentId>>,
    /// How many are done, while they are being done.
    doing: RwSignal<Option<usize>>,
    /// How it is stopped, while it goes on.
    stop: RwSignal<Option<Callback<()>>>,
    failed: RwSignal<Vec<Told<String>>>,
    toasts: Toasts,
    works: Works,
    after: Callback<()>,
}

/// The step that can be taken of this document together with others: it is this person's, asks for nothing
/// but a yes, and is not the handing in, which is judged by its maker one by one.
pub fn step_of(row: &DocumentHeader) -> Option<StepName> {
    let step = next_step(row)?;
    let is_mine = row.actions.contains(&step.action) && step.action != Action::Submit;
    (is_mine && step.asks.is_empty()).then_some(step.name)
}

/// The documents of each step that can be taken together, in the order in which the steps are met.
pub fn by_step(rows: &[DocumentHeader]) -> Vec<(StepName, Vec<DocumentHeader>)> {
    let mut found: Vec<(StepName, Vec<DocumentHeader>)> = Vec::new();
    for row in rows {
        let Some(step) = step_of(row) else { continue };
        let same = |(name, rows): &&mut (StepName, Vec<DocumentHeader>)| {
            *name == step && rows.first().is_some_and(|first| first.kind == row.kind)
        };
        match found.iter_mut().find(same) {
            Some((_, rows)) => rows.push(row.clone()),
            None => found.push((step, vec![row.clone()])),
        }
    }
    found
}

/// What the step of these says on its button.
fn label(rows: &[DocumentHeader]) -> Text {
    let first = rows.first().and_then(|row| Some((row, step_of(row)?)));
    first.map_or(words::DO_APPROVE, |(row, step)| {
        step_label(row.kind, step, posts(row))
    })
}

impl Batch {
    /// Nothing asked; `after` is told when some are done.
    pub fn new(after: Callback<()>) -> Batch {
        Batch {
            open: RwSignal::new(false),
            rows: RwSignal::new(Vec::new()),
            looked: RwSignal::new(0),
            flagged: RwSignal::new(Vec::new()),
            left_out: RwSignal::new(BTreeSet::new()),
            doing: RwSignal::new(None),
            stop: RwSignal::new(None),
            failed: RwSignal::new(Vec::new()),
            toasts: toasts(),
            works: works(),
            after,
        }
    }

    /// The buttons for what can be done to these together: one for each step.
    pub fn buttons(self, rows: &[DocumentHeader]) -> AnyView {
        let button = |(_, rows): (StepName, Vec<DocumentHeader>)| {
            let (label, n) = (label(&rows), rows.len().to_string());
            let said = move || words::BATCH.with(&[("step", label.now()), ("n", &n)]);
            view! {
                <button type="button" class="button" on:click=move |_| self.ask(rows.clone())>
                    {said}
                </button>
            }
        };
        by_step(rows)
            .into_iter()
            .map(button)
            .collect_view()
            .into_any()
    }

    /// Asks about these, and looks at each of them for what is to be checked first.
    fn ask(self, rows: Vec<DocumentHeader>) {
        if self.doing.get_untracked().is_some() {
            // One after the other: what goes on is shown instead.
            self.open.set(true);
            return;
        }
        self.looked.set(0);
        self.flagged.set(Vec::new());
        self.left_out.set(BTreeSet::new());
        self.failed.set(Vec::new());
        self.rows.set(rows.clone());
        self.open.set(true);
        spawn_local(async move {
            for row in rows {
                // Without an answer the step can be taken, as on its own page.
                let found = api::documents::warnings(row.kind, row.id).await;
                if self.open.try_get_untracked() != Some(true) {
                    return;
                }
                if let Some(found) = found.ok().filter(|found| !found.is_empty()) {
                    self.left_out.update(|out| {
                        out.insert(row.id);
                    });
                    self.flagged.update(|all| all.push((row, found)));
                }
                self.looked.update(|count| *count += 1);
            }
        });
    }

    /// Those that are not left out; subscribes.
    fn taken(self) -> Vec<DocumentHeader> {
        let rows = self.rows.get();
        self.left_out.with(|out| {
            rows.into_iter()
                .filter(|row| !out.contains(&row.id))
                .collect()
        })
    }

    fn has_looked(self) -> bool {
        self.looked.get() >= self.rows.with(Vec::len)
    }

    /// Takes the step of each, until all are done or somebody stops it.
    fn go(self) {
        let rows = untrack(|| self.taken());
        let is_ready = untrack(|| self.has_looked()) && self.doing.get_untracked().is_none();
        if rows.is_empty() || !is_ready {
            return;
        }
        let (label, of) = (label(&rows), rows.len());
        let named = words::BATCH.with(&[("step", label.now()), ("n", &of.to_string())]);
        let going = self.works.begin(named);
        going.at(0, of);
        self.stop.set(Some(going.stop()));
        self.failed.set(Vec::new());
        self.doing.set(Some(0));
        spawn_local(async move {
            let (mut done, mut failed) = (0_usize, Vec::new());
            for (at, row) in rows.into_iter().enumerate() {
                if going.is_stopped() {
                    break;
                }
                match take(&row).await {
                    Ok(()) => done += 1,
                    Err(why) => failed.push((row, why)),
                }
                going.at(at + 1, of);
                self.doing.try_set(Some(at + 1));
                self.failed.try_set(failed.clone());
            }
            drop(going);
            self.ended(label, done, failed);
        });
    }

    /// Tells what became of it, also to whoever has left the page meanwhile.
    fn ended(self, label: Text, done: usize, failed: Vec<Told<String>>) {
        let n = done.to_string();
        self.toasts
            .say(words::BATCH_DONE.with(&[("step", label.now()), ("n", &n)]));
        let is_seen = self.open.try_get_untracked() == Some(true);
        if !failed.is_empty() && !is_seen {
            let n = failed.len().to_string();
            self.toasts.refuse(words::BATCH_FAILED.with(&[("n", &n)]));
        }
        if self.doing.try_set(None).is_some() {
            return;
        }
        self.stop.set(None);
        if failed.is_empty() {
            self.open.set(false);
        } else {
            let is_failed = |row: &DocumentHeader| failed.iter().any(|(one, _)| one.id == row.id);
            self.rows.update(|rows| rows.retain(is_failed));
        }
        self.after.run(());
    }

    /// The question, which outlives the rows it was asked from.
    pub fn dialog(self) -> AnyView {
        let title = move || self.rows.with(|rows| label(rows)).now().to_owned();
        view! {
            <Dialog open=self.open title=Signal::derive(title)>
                {move || self.sum()}
                {move || self.exceptions()}
                {move || self.progress()}
                {move || self.failures()}
                <div class="actions">
                    {move || {
                        let stop = self.stop.get()?;
                        Some(view! {
                            <button type="button" class="button" on:click=move |_| stop.run(())>
                                {t(words::BATCH_STOP)}
                            </button>
                        })
                    }}
                    <button type="button" class="button" on:click=move |_| self.open.set(false)>
                        {move || match self.doing.get() {
                            Some(_) => words::BATCH_MEANWHILE.now(),
                            None => words::NOT_NOW.now(),
                        }}
                    </button>
                    <button
                        type="button"
                        class="button primary"
                        aria-disabled=move || {
                            let is_ready = self.has_looked() && self.doing.get().is_none();
                            (!is_ready || self.taken().is_empty()).to_string()
                        }
                        on:click=move |_| self.go()
                    >
                        {move || {
                            let n = self.taken().len().to_string();
                            let step = self.rows.with(|rows| label(rows)).now();
                            words::BATCH.with(&[("step", step), ("n", &n)])
                        }}
                    </button>
                </div>
            </Dialog>
        }
        .into_any()
    }

    /// What it comes to, above everything else.
    fn sum(self) -> AnyView {
        let taken = self.taken();
        let sum: Money = taken.iter().map(|row| row.amount).sum();
        let (n, amount) = (taken.len().to_string(), sum.grouped());
        let kind = self
            .rows
            .with(|rows| rows.first().map_or("", |row| row.kind.name()));
        let said = words::BATCH_ASK.with(&[
            ("step", self.rows.with(|rows| label(rows)).now()),
            ("kind", kind),
            ("n", &n),
            ("amount", &amount),
        ]);
        let booked = self.rows.with(|rows| rows.iter().any(posts));
        let booked = booked.then(|| view! { <p>{t(words::POST_CONSEQUENCE)}</p> });
        view! { <p class="strong" role="status">{said}</p> {booked} }.into_any()
    }

    /// What is to be looked at first: each with its warnings, left out until somebody takes it in.
    fn exceptions(self) -> AnyView {
        let flagged = self.flagged.get();
        if flagged.is_empty() {
            return ().into_any();
        }
        let n = flagged.len().to_string();
        let line = |(row, warnings): Told<Vec<Warning>>| {
            let (id, name) = (row.id, name_in_list(&row));
            let is_in = move || self.left_out.with(|out| !out.contains(&id));
            let turn = move |_| {
                self.left_out.update(|out| {
                    if !out.remove(&id) {
                        out.insert(id);
                    }
                });
            };
            view! {
                <li>
                    <label class="look">
                        <input type="checkbox" prop:checked=is_in on:change=turn/>
                        {words::BATCH_TAKE_IN.with(&[("name", &name)])}
                    </label>
                    " "
                    <a href=address(&row) target="_blank" rel="noopener">
                        {general::LOOK_AT.with(&[("label", &name)])}
                    </a>
                    <span class="small block any-length">
                        {row.title.clone()}" · "{row.amount.grouped()}
                    </span>
                    {lines(&warnings)}
                </li>
            }
        };
        view! {
            <div class="notice warn exceptions">
                {icon(Icon::Warning)}
                <div>
                    <p>{move || words::BATCH_FLAGGED.with(&[("n", &n)])}</p>
                    <ul>{flagged.into_iter().map(line).collect_view()}</ul>
                </div>
            </div>
        }
        .into_any()
    }

    /// How far it is: looking, then doing.
    fn progress(self) -> AnyView {
        let of = match self.doing.get() {
            Some(_) => untrack(|| self.taken().len()),
            None => self.rows.with(Vec::len),
        };
        let (done, text) = match self.doing.get() {
            Some(done) => (done, words::BATCH_DOING),
            None if !self.has_looked() => (self.looked.get(), words::BATCH_LOOKING),
            None => return ().into_any(),
        };
        let said = text.with(&[("n", &done.to_string()), ("of", &of.to_string())]);
        view! {
            <p role="status">{said.clone()}</p>
            <progress max=of.to_string() value=done.to_string() aria-label=said></progress>
        }
        .into_any()
    }

    fn failures(self) -> AnyView {
        let failed = self.failed.get();
        if failed.is_empty() {
            return ().into_any();
        }
        let n = failed.len().to_string();
        let line = |(row, why): Told<String>| {
            view! { <li><a href=address(&row)>{name_in_list(&row)}</a>" "{why}</li> }
        };
        view! {
            <div class="notice bad" role="alert">
                {icon(Icon::Warning)}
                <div>
                    <p>{move || words::BATCH_FAILED.with(&[("n", &n)])}</p>
                    <ul>{failed.into_iter().map(line).collect_view()}</ul>
                </div>
            </div>
        }
        .into_any()
    }
}

/// Takes the next step of a document as it was seen.
async fn take(row: &DocumentHeader) -> Result<(), String> {
    let Some(step) = next_step(row) else {
        return Ok(());
    };
    let request = ActionRequest {
        version: row.version,
        comment: None,
        fields: Map::new(),
    };
    let answer = api::documents::act(row.kind, row.id, step.action, &request).await;
    answer.map(drop).map_err(|failure| failure.sentence())
}
