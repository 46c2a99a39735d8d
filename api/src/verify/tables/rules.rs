//! What must stand around a table of entities; read from `policies.sql` itself.

use crate::platform::db::declared;
use crate::verify::finding::{DamageKind, Finding};
use serde::Deserialize;

/// Tables that are watched over by triggers of their own: table, trigger, function.
const GUARDS: [(&str, &str, &str); 34] = [
    ("absences", "absence_right", "check_absence"),
    ("attachments", "file_open", "check_file_open"),
    ("budget_lines", "line_caused", "check_line_caused"),
    ("claims", "claim_caused", "check_claim_caused"),
    ("entity_heads", "head_begins", "check_head_begins"),
    ("journal_lines", "lines_balance", "check_lines"),
    ("journal_lines", "keep_balances", "add_to_balances"),
    ("journal_entries", "day_open", "check_day_open"),
    ("journal_entries", "entry_caused", "check_entry_caused"),
    ("deputies", "deputy_fits", "check_deputy"),
    ("document_events", "amount_said", "check_amount_said"),
    ("document_events", "duties_apart", "check_duties"),
    ("document_events", "step_right", "check_step_right"),
    ("document_events", "program_draft", "check_program_draft"),
    ("document_numbers", "number_follows", "check_number_follows"),
    ("document_events", "move_caused", "check_move_caused"),
    ("documents", "maker_noted", "check_maker_noted"),
    ("number_formats", "format_unused", "check_format_unused"),
    ("number_series", "numbers_given", "check_numbers_given"),
    ("parties", "note_editor", "note_party_editor"),
    ("programs", "keep_program", "keep_program"),
    ("programs", "program_fits", "check_program"),
    ("programs", "seal_program", "seal_program"),
    ("document_takes", "taken_caused", "check_taken_caused"),
    ("reservations", "reserved_caused", "check_reserved_caused"),
    ("reservations", "keep_reserved_new", "keep_reserved"),
    ("reservations", "keep_reserved", "keep_reserved"),
    ("role_assignments", "deputy_role", "check_deputy_role"),
    ("role_assignments", "grant_right", "check_grant"),
    ("role_assignments", "head_left", "check_head_left"),
    ("role_assignments", "keep_posts", "keep_posts"),
    ("role_assignments", "no_program", "check_no_program"),
    ("role_assignments", "seal_entity", "seal_entity"),
    ("role_assignments", "seal_person", "seal_person"),
];

/// What the catalogue says of a table.
#[derive(Debug, Clone, Deserialize)]
pub struct TableRow {
    pub name: String,
    /// Its name, quoted where needed.
    pub quoted: String,
    /// Keys cannot stand twice.
    pub has_primary_key: bool,
    /// The columns of its primary key or, without one, those that capture takes for it.
    pub key: Vec<String>,
    /// The same, quoted where needed.
    pub quoted_key: Vec<String>,
    /// Row-level security is on.
    pub walled: bool,
    /// And for the owner too.
    pub forced: bool,
    pub triggers: Vec<TriggerRow>,
    pub owner: String,
    pub policies: Vec<PolicyRow>,
}

/// A trigger of a table, with whether it fires.
#[derive(Debug, Clone, Deserialize)]
pub struct TriggerRow {
    pub name: String,
    /// `O` or `A` where it fires.
    pub enabled: String,
    /// What it calls.
    pub function: String,
    /// As the database prints it.
    pub definition: String,
}

/// A policy of row-level security.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PolicyRow {
    pub name: String,
    /// Its command, roles and expressions, as the database prints them.
    pub definition: String,
}

/// Is it a table whose rows must stand in the record?
pub fn is_fact(table: &str) -> bool {
    ["derived", "copied", "directory"]
        .iter()
        .all(|list| !declared(list).contains(&table))
}

/// What is wrong around a table.
pub fn judge(table: &TableRow) -> Vec<Finding> {
    let mut findings = Vec::new();
    if declared("directory").contains(&table.name.as_str()) {
        return findings;
    }
    let mut wrong = |key: &str, what: &str| {
        findings.push(Finding::new(DamageKind::Unprotected, None, &table.name, key).detail(what));
    };
    if !table.has_primary_key {
        wrong("", "has no primary key");
    }
    if is_fact(&table.name) {
        for (name, definition) in capture(table) {
            match trigger(table, name) {
                Some(found) if found.definition == definition => {}
                Some(_) => wrong(name, "the trigger is not the one of this system"),
                None => wrong(
                    name,
                    "changes are not captured, or keys can change: no trigger, or it is off",
                ),
            }
        }
    }
    if !table.walled || !table.forced {
        wrong("", "row-level security is off or not forced");
    }
    for name in unexpected_policies(table) {
        wrong(
            &name,
            "the policy is missing, altered or not of this system",
        );
    }
    let immutable = declared("append_only");
    let immutable = immutable
        .into_iter()
        .map(|table| (table, "immutable", "forbid_change"));
    for (of, name, function) in GUARDS.into_iter().chain(immutable) {
        let stands = trigger(table, name).is_some_and(|found| found.function == function);
        if of == table.name && !stands {
            wrong(name, "the guard is missing, off or calls something else");
        }
    }
    findings
}

fn trigger<'a>(table: &'a TableRow, name: &str) -> Option<&'a TriggerRow> {
    let fires = |found: &&TriggerRow| found.name == name && matches!(&*found.enabled, "O" | "A");
    table.triggers.iter().find(fires)
}

/// The triggers that capture, and the one that keeps keys, as the database prints them.
fn capture(table: &TableRow) -> [(&'static str, String); 4] {
    let key = table.key.iter().map(|column| format!("'{column}'"));
    let key: Vec<String> = key.collect();
    let row_by_row = declared("row_by_row").contains(&table.name.as_str());
    let definition = |event: &str, rows: &str| {
        let name = event.to_lowercase();
        let level = match row_by_row {
            true => "FOR EACH ROW".to_owned(),
            false => format!("REFERENCING {rows} FOR EACH STATEMENT"),
        };
        format!(
            "CREATE TRIGGER capture_{name} AFTER {event} ON public.{} {level} \
             EXECUTE FUNCTION capture_changes({})",
            table.quoted,
            key.join(", ")
        )
    };
    [
        (
            "capture_insert",
            definition("INSERT", "NEW TABLE AS changed"),
        ),
        (
            "capture_update",
            definition("UPDATE", "OLD TABLE AS seen NEW TABLE AS changed"),
        ),
        ("capture_delete", definition("DELETE", "OLD TABLE AS seen")),
        (
            "key_stays",
            format!(
                "CREATE TRIGGER key_stays BEFORE UPDATE OF {} ON public.{} \
                 FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()",
                table.quoted_key.join(", "),
                table.quoted
            ),
        ),
    ]
}

/// Policies that are not the two of `policies.sql`, or are missing.
fn unexpected_policies(table: &TableRow) -> Vec<String> {
    let policy = |name: &str, definition: String| PolicyRow {
        name: name.to_owned(),
        definition,
    };
    let own = "permissive all to public using (entity_id = laas_entity()) check";
    let owner = format!("permissive select to {} using true check", table.owner);
    let wanted = [
        policy("own_entity", own.to_owned()),
        policy("owner_reads", owner),
    ];
    let missing = wanted.iter().filter(|of| !table.policies.contains(of));
    let strange = table.policies.iter().filter(|of| !wanted.contains(of));
    let mut names: Vec<String> = missing.chain(strange).map(|of| of.name.clone()).collect();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_what_is_not_derived() {
        assert!(is_fact("receipts") && !is_fact("balances") && !is_fact("sessions"));
    }
}
