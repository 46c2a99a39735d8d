//! The file's names for things, and the ids they have in the system.

use super::client::Stop;
use super::file::{BudgetLine, Scenario};
use shared::document::Kind;
use shared::{BankAccountId, BudgetLineId, DepartmentId, DocumentId, FiscalYear, PartyId};
use std::collections::HashMap;
use uuid::Uuid;

/// A document made by an operation.
#[derive(Debug, Clone, Copy)]
pub struct Made {
    pub id: DocumentId,
    pub kind: Kind,
}

/// A cheque or withdrawal slip of a report.
#[derive(Debug, Clone)]
pub struct Cheque {
    /// Its id in the system.
    pub item: Uuid,
    /// The operation that made its report.
    pub report: String,
    /// How many items that report has.
    pub of: usize,
    /// By cheque or by slip.
    pub method: shared::treasury::PaymentMethod,
}

/// All names.
pub struct Names {
    /// The year of the file.
    pub fiscal_year: FiscalYear,
    departments: HashMap<String, DepartmentId>,
    parties: HashMap<String, (PartyId, String)>,
    taxpayers: HashMap<String, PartyId>,
    banks: HashMap<String, BankAccountId>,
    lines: HashMap<String, (BudgetLineId, BudgetLine)>,
    documents: HashMap<String, Made>,
    cheques: HashMap<String, Cheque>,
}

fn known<T: Clone>(map: &HashMap<String, T>, id: &str) -> Result<T, Stop> {
    let found = map.get(id).cloned();
    found.ok_or_else(|| Stop::Missing(id.to_owned()))
}

fn of<V: Clone>(map: &HashMap<String, V>, is_wanted: impl Fn(&V) -> bool) -> Option<String> {
    let found = map.iter().find(|(_, value)| is_wanted(value));
    found.map(|(name, _)| name.clone())
}

impl Names {
    /// Gives everything in the master data an id.
    pub fn new(scenario: &Scenario) -> Names {
        let master = &scenario.master;
        let new = Uuid::now_v7;
        let departments = master.departments.iter();
        let parties = master.parties.iter();
        let taxpayers = master.taxpayers.iter();
        let banks = master.bank_accounts.iter();
        let lines = master.budget_lines.iter();
        Names {
            fiscal_year: scenario.entity.fiscal_year,
            departments: departments
                .map(|row| (row.id.clone(), DepartmentId(new())))
                .collect(),
            parties: parties
                .map(|row| (row.id.clone(), (PartyId(new()), row.name_th.clone())))
                .collect(),
            taxpayers: taxpayers
                .map(|row| (row.id.clone(), PartyId(new())))
                .collect(),
            banks: banks
                .map(|row| (row.id.clone(), BankAccountId(new())))
                .collect(),
            lines: lines
                .map(|row| (row.id.clone(), (BudgetLineId(new()), row.clone())))
                .collect(),
            documents: HashMap::new(),
            cheques: HashMap::new(),
        }
    }

    /// The department that the scenario calls `id`; stops at an unknown one.
    pub fn department(&self, id: &str) -> Result<DepartmentId, Stop> {
        known(&self.departments, id)
    }

    /// The party that the scenario calls `id`; stops at an unknown one.
    pub fn party(&self, id: &str) -> Result<PartyId, Stop> {
        known(&self.parties, id).map(|(party, _)| party)
    }

    /// A party's name.
    pub fn party_name(&self, id: &str) -> Result<String, Stop> {
        known(&self.parties, id).map(|(_, name)| name)
    }

    /// The taxpayer that the scenario calls `id`; stops at an unknown one.
    pub fn taxpayer(&self, id: &str) -> Result<PartyId, Stop> {
        known(&self.taxpayers, id)
    }

    /// A bank account.
    pub fn bank(&self, id: &str) -> Result<BankAccountId, Stop> {
        known(&self.banks, id)
    }

    /// A budget line.
    pub fn line(&self, id: &str) -> Result<(BudgetLineId, BudgetLine), Stop> {
        known(&self.lines, id)
    }

    /// The document of an operation or inner entry.
    pub fn document(&self, id: &str) -> Result<Made, Stop> {
        known(&self.documents, id)
    }

    /// The documents of operations or inner entries.
    pub fn documents(&self, ids: &[String]) -> Result<Vec<DocumentId>, Stop> {
        ids.iter()
            .map(|id| self.document(id).map(|made| made.id))
            .collect()
    }

    /// A cheque or slip.
    pub fn cheque(&self, id: &str) -> Result<Cheque, Stop> {
        known(&self.cheques, id)
    }

    /// Remembers what an operation made.
    pub fn add(&mut self, name: &str, made: Made) {
        self.documents.insert(name.to_owned(), made);
    }

    /// Remembers a cheque or slip.
    pub fn add_cheque(&mut self, name: String, cheque: Cheque) {
        self.cheques.insert(name, cheque);
    }

    /// The file's name for a bank account.
    pub fn bank_name(&self, id: BankAccountId) -> Option<String> {
        of(&self.banks, |bank| *bank == id)
    }

    /// The file's name for a budget line.
    pub fn line_name(&self, id: BudgetLineId) -> Option<String> {
        of(&self.lines, |(line, _)| *line == id)
    }
}
