//! One damage: what plants it, what must be said of it, and whether it was.

use api::verify::{DamageKind, Finding, Report};
use uuid::Uuid;

/// What may be said beside what must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// Nothing.
    Nothing,
    /// What follows for numbers, entries and balances.
    Books,
    /// What follows for rows too: the record that proves them is damaged.
    Anything,
}

/// One thing that must be said.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What kind.
    pub kind: DamageKind,
    /// Whose; none for everybody.
    pub entity: Option<Uuid>,
    /// Which table.
    pub table: String,
    /// Which row, if it matters.
    pub key: Option<String>,
    /// Which column, if it matters.
    pub column: Option<String>,
}

impl Wanted {
    /// About a table of an entity.
    pub fn new(kind: DamageKind, entity: impl Into<Option<Uuid>>, table: &str) -> Wanted {
        Wanted {
            kind,
            entity: entity.into(),
            table: table.to_owned(),
            key: None,
            column: None,
        }
    }

    /// With the row.
    pub fn key(mut self, key: &str) -> Wanted {
        self.key = Some(key.to_owned());
        self
    }

    /// With the column.
    pub fn column(mut self, column: &str) -> Wanted {
        self.column = Some(column.to_owned());
        self
    }

    fn is(&self, found: &Finding) -> bool {
        found.kind == self.kind
            && found.entity_id == self.entity
            && found.table == self.table
            && self.key.as_ref().is_none_or(|key| found.key == *key)
            && self
                .column
                .as_ref()
                .is_none_or(|column| found.column.as_ref() == Some(column))
    }
}

/// A damage and what must be said of it.
#[derive(Debug, Clone)]
pub struct Damage {
    /// What is done.
    pub sql: String,
    /// Tables to restore afterwards.
    pub restore: Vec<String>,
    /// What else undoes it.
    pub undo: Option<String>,
    /// What must be said.
    pub wanted: Vec<Wanted>,
    /// What else may be said, of the same entities.
    pub beside: Beside,
}

impl Damage {
    /// To one table.
    pub fn new(table: &str, sql: impl Into<String>, wanted: Vec<Wanted>) -> Damage {
        let books = [
            "journal_entries",
            "journal_lines",
            "number_series",
            "document_numbers",
            "balances",
            "current_balances",
            "reservations",
            "role_assignments",
            "deputies",
            "programs",
            "person_seals",
            "entity_seals",
            "attachments",
            "documents",
            "document_events",
            "document_takes",
            "payments",
            "cheque_items",
            "cancellations",
            "parties",
            "departments",
            "bank_accounts",
            "search_texts",
        ];
        Damage {
            sql: sql.into(),
            restore: vec![table.to_owned()],
            undo: None,
            wanted,
            beside: if books.contains(&table) {
                Beside::Books
            } else {
                Beside::Nothing
            },
        }
    }

    /// With other things that may be said.
    pub fn beside(mut self, beside: Beside) -> Damage {
        self.beside = beside;
        self
    }

    /// To a table that is restored by another statement.
    pub fn undone_by(mut self, undo: &str) -> Damage {
        self.restore.clear();
        self.undo = Some(undo.to_owned());
        self
    }

    /// Everything wanted is said, and nothing of other entities or tables.
    pub fn judge(&self, report: &Report) {
        if let Err(why) = self.verdict(&report.findings) {
            panic!("{why}");
        }
    }

    /// The same of some of what was found; what is wrong with it.
    pub fn verdict(&self, findings: &[Finding]) -> Result<(), String> {
        let said = || {
            let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
            let (sql, wanted, lines) = (&self.sql, &self.wanted, lines.join("\n"));
            format!("{sql}\nwanted {wanted:#?}\nsaid\n{lines}")
        };
        for wanted in &self.wanted {
            if !findings.iter().any(|found| wanted.is(found)) {
                return Err(format!("NOT FOUND {}", said()));
            }
        }
        for found in findings {
            let named = self.wanted.iter().any(|wanted| wanted.is(found));
            let wants = |wanted: &Wanted| wanted.entity == found.entity_id;
            let own = self.wanted.iter().any(wants);
            let books = found.kind.is_of_books()
                || ["posts", "program_keys", "persons", "entities"].contains(&found.table.as_str());
            // What stands in a body is what its document amounts to.
            let figures = own && found.kind == DamageKind::FigureWrong;
            let follows = match self.beside {
                Beside::Nothing => false,
                Beside::Books => own && books,
                Beside::Anything => own,
            };
            if !named && !follows && !figures {
                return Err(format!("TOO MUCH: {found}\n{}", said()));
            }
        }
        Ok(())
    }
}
