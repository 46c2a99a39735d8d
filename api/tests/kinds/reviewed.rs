//! What a kind is, for an auditor to read: who may do what, its steps, and what one of it posts. A
//! page a kind; rewritten by `./laas golden`.

use crate::support::{Doc, TestApp, golden};
use serde_json::Value;
use shared::document::{Kind, Scope, Step};
use shared::permission::{Operation, Role};

fn words<T: ToString>(list: impl IntoIterator<Item = T>) -> String {
    let words: Vec<String> = list.into_iter().map(|item| item.to_string()).collect();
    words.join(" ")
}

fn rights(kind: Kind) -> Vec<String> {
    let line = |operation: &Operation| {
        let may = |role: &&Role| kind.spec().allows(**role, *operation);
        let roles = words(Role::ALL.iter().filter(may));
        (!roles.is_empty()).then(|| format!("  {operation:<8} {roles}"))
    };
    Operation::ALL.iter().filter_map(line).collect()
}

fn step(step: &Step) -> String {
    let (name, action, to) = (step.name, step.action, step.to);
    let mut line = format!("  {name:<17}{action:<8}→ {to:<10} {}", words(step.roles));
    if step.scope == Scope::Department {
        line += ", own department";
    }
    if !step.not_by.is_empty() {
        line += &format!("; not who took {}", words(step.not_by));
    }
    if !step.not_by_of_paid.is_empty() {
        let duties = words(step.not_by_of_paid);
        line += &format!("; not who took {duties} of what it pays");
    }
    if !step.numbers.is_empty() {
        line += &format!("; gives {}", words(step.numbers));
    }
    for (is_so, says) in [
        (step.only_signs, "; signs, whatever the amount"),
        (step.needs_proof, "; PROVES ANEW"),
        (step.pays, "; PAYS"),
        (step.opens_claims, "; OPENS CLAIMS"),
        (step.takes_effect, "; TAKES EFFECT"),
    ] {
        if is_so {
            line += says;
        }
    }
    line
}

/// One line of an entry: book, voucher, side, account and what it is kept by, amount.
fn line(entry: &Value, line: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("--").to_owned();
    let (side, amount) = match line["debit"] == "0.00" {
        true => ("Cr", text(&line["credit"])),
        false => ("Dr", text(&line["debit"])),
    };
    let kept_by = [
        ("bank_account_id", "by bank"),
        ("budget_line_id", "by line"),
        ("reference", "by reference"),
    ];
    let kept_by = kept_by.iter().find(|(field, _)| !line[*field].is_null());
    let kept_by = kept_by.map_or("", |(_, by)| by);
    let (ledger, voucher) = (text(&line["ledger"]), text(&entry["voucher_type"]));
    let account = text(&line["account"]);
    let row = format!("  {ledger:<10}{voucher} {side} {account:<11} {amount:>13} {kept_by}");
    row.trim_end().to_owned()
}

async fn postings(doc: &Doc, app: &crate::support::Client) -> Vec<String> {
    let entries = app.get(&format!("{}/entries", doc.path())).await.ok();
    let entries = entries.as_array().cloned().unwrap_or_default();
    let lines = entries.iter().flat_map(|entry| {
        let lines = entry["lines"].as_array().into_iter().flatten();
        lines.map(move |of| line(entry, of))
    });
    lines.collect()
}

async fn is_as_reviewed(kind: Kind) {
    let spec = kind.spec();
    let app = TestApp::start().await;
    let office = match kind {
        Kind::Opening => app.bare_office().await,
        _ => app.office().await,
    };
    let doc = office.walk(kind).await;
    let mut page = vec![
        format!(
            "{kind}: {} ({}), /{}",
            kind.thai(),
            kind.english(),
            spec.path
        ),
        String::new(),
        "may".to_owned(),
    ];
    page.extend(rights(kind));
    page.extend([String::new(), "steps".to_owned()]);
    for (name, steps) in spec.routes() {
        page.extend(name.map(|name| format!("steps of the route {name}")));
        page.extend(steps.iter().map(step));
    }
    let postings = postings(&doc, &office.everything().client).await;
    if !postings.is_empty() {
        page.extend([String::new(), "one of it posts".to_owned()]);
        page.extend(postings);
    }
    assert!(
        page.len() <= 40,
        "{kind}: {} lines are not read",
        page.len()
    );
    let path = format!("api/tests/golden/{}/{kind}.txt", kind.slice());
    golden(&path, &page.join("\n"));
}

/// A page for each kind there is.
macro_rules! pages {
    ($($kind:ident $slice:ident $room:ident),*) => {$(
        #[tokio::test]
        async fn $room() {
            is_as_reviewed(Kind::$kind).await;
        }
    )*};
}
shared::each_kind!(pages);
