//! A scenario file, as `scenario-format.md` sections 1 to 3 describe it. Operations and expected
//! figures stay JSON here: each operation reads its own fields, each comparison its own list.

use super::client::Trouble;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use shared::budget::Fund;
use shared::expenditure::{DeductionKind, WithholdingForm};
use shared::organisation::{EntityType, TaxpayerKind};
use shared::permission::Role;
use shared::revenue::{DepositKind, Tax};
use shared::{FiscalYear, Money};

/// The format this understands.
const FORMAT: &str = "laas-scenario/1";

/// A scenario file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    format: String,
    #[serde(rename = "meta")]
    _meta: Value,
    pub(super) entity: Entity,
    pub(super) master: Master,
    pub(super) operations: Vec<Operation>,
    pub(super) expected: Map<String, Value>,
}

impl Scenario {
    /// Reads a file's text.
    pub fn read(text: &str) -> Result<Scenario, Trouble> {
        let scenario: Scenario = serde_json::from_str(text)
            .map_err(|error| Trouble::File(format!("not a scenario: {error}")))?;
        match scenario.format == FORMAT {
            true => Ok(scenario),
            false => Err(Trouble::File(format!(
                "format is {}, not {FORMAT}",
                scenario.format
            ))),
        }
    }

    /// A list of `expected`; empty when it is not there.
    pub(super) fn expected<T: DeserializeOwned>(&self, key: &str) -> Result<Vec<T>, Trouble> {
        let Some(list) = self.expected.get(key) else {
            return Ok(Vec::new());
        };
        serde_json::from_value(list.clone())
            .map_err(|error| Trouble::File(format!("expected.{key}: {error}")))
    }
}

/// The accounting entity.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    #[serde(rename = "type")]
    pub(super) entity_type: EntityType,
    pub(super) name_th: String,
    pub(super) fiscal_year: FiscalYear,
    #[serde(default)]
    pub(super) settings: Map<String, Value>,
    #[serde(default, rename = "province_th")]
    pub(super) _province_th: Option<String>,
}

/// Master data.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Master {
    pub(super) departments: Vec<Department>,
    pub(super) people: Vec<Person>,
    pub(super) bank_accounts: Vec<BankAccount>,
    pub(super) parties: Vec<Party>,
    #[serde(default)]
    pub(super) taxpayers: Vec<Taxpayer>,
    pub(super) budget_lines: Vec<BudgetLine>,
    #[serde(default)]
    pub(super) revenue_estimates: Vec<shared::budget::RevenueEstimate>,
    #[serde(default)]
    pub(super) units: Vec<Value>,
    pub(super) opening: Opening,
}

/// A department of the scenario, by the id its operations use.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Department {
    pub(super) id: String,
    pub(super) code: String,
    pub(super) name_th: String,
}

/// A person who works in the system.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    #[serde(rename = "id")]
    pub(super) _id: String,
    pub(super) name_th: String,
    pub(super) position_th: String,
    pub(super) roles: Vec<RoleOf>,
}

/// A role of a person.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleOf {
    pub(super) role: Role,
    #[serde(default)]
    pub(super) department: Option<String>,
    #[serde(default)]
    pub(super) unit: Option<String>,
}

/// A bank account with its opening balance.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BankAccount {
    pub(super) id: String,
    pub(super) name_th: String,
    pub(super) bank: String,
    pub(super) account: String,
    pub(super) opening: Money,
    #[serde(default)]
    pub(super) number: Option<String>,
}

/// A payer or payee; address and tax number are not needed for any figure.
#[derive(Debug, Clone, Deserialize)]
pub struct Party {
    pub(super) id: String,
    pub(super) name_th: String,
    pub(super) kind: String,
    pub(super) taxpayer_kind: TaxpayerKind,
    pub(super) vat_registered: bool,
}

/// A taxpayer of the register.
#[derive(Debug, Clone, Deserialize)]
pub struct Taxpayer {
    pub(super) id: String,
    pub(super) name_th: String,
    pub(super) kind: TaxpayerKind,
}

/// A budget line that ever appears.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetLine {
    pub(super) id: String,
    pub(super) fund: String,
    pub(super) work: String,
    #[serde(rename = "type")]
    pub(super) expenditure_type: String,
    pub(super) department: String,
    pub(super) name_th: String,
    pub(super) approved: Money,
    #[serde(default)]
    pub(super) project: Option<String>,
    #[serde(default, rename = "origin_year")]
    pub(super) _origin_year: Option<i32>,
    #[serde(default)]
    pub(super) explanation: Option<String>,
}

impl BudgetLine {
    /// The fund, where lines of the budget can have it.
    pub fn fund(&self) -> Option<Fund> {
        self.fund.to_lowercase().parse().ok()
    }

    /// Opened by the ordinance: money of the budget, with an appropriation.
    pub fn is_of_ordinance(&self) -> bool {
        matches!(self.fund(), Some(Fund::Bud | Fund::Spc)) && self.approved.is_positive()
    }
}

/// Balances of the evening before the first day of the books.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    pub(super) as_at: NaiveDate,
    #[serde(default)]
    pub(super) reserve: Money,
    #[serde(default)]
    pub(super) carried_over_reserve: Option<Money>,
    #[serde(default)]
    pub(super) cash: Money,
    #[serde(default)]
    pub(super) balances: Vec<Balance>,
    #[serde(default)]
    pub(super) receivables: Vec<Receivable>,
    #[serde(default)]
    pub(super) deposits: Vec<Deposit>,
    #[serde(default)]
    pub(super) withheld_tax: Vec<Withheld>,
    #[serde(default)]
    pub(super) payroll_deductions: Vec<Deducted>,
    #[serde(default)]
    pub(super) grants: Vec<Grant>,
    #[serde(default)]
    pub(super) advances: Vec<Value>,
    #[serde(default)]
    pub(super) contracts: Vec<Contract>,
    #[serde(default)]
    pub(super) assets: Vec<Asset>,
    #[serde(default)]
    pub(super) loans: Vec<Value>,
    #[serde(default)]
    pub(super) lines: Vec<Value>,
    #[serde(default)]
    pub(super) year_to_date: Option<Value>,
    #[serde(default)]
    pub(super) last_numbers: Map<String, Value>,
}

/// A balance without a register.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Balance {
    pub(super) account: String,
    #[serde(default)]
    pub(super) debit: Money,
    #[serde(default)]
    pub(super) credit: Money,
}

/// Tax owed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receivable {
    pub(super) taxpayer: String,
    pub(super) tax: Tax,
    pub(super) tax_year: i32,
    pub(super) amount: Money,
}

/// A deposit held.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deposit {
    pub(super) deposit_kind: DepositKind,
    pub(super) reference: String,
    pub(super) amount: Money,
    #[serde(default, rename = "party")]
    pub(super) _party: Option<String>,
}

/// Tax withheld and not remitted yet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    pub(super) form: WithholdingForm,
    pub(super) amount: Money,
}

/// A deduction from payroll not remitted yet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deducted {
    pub(super) deduction: DeductionKind,
    pub(super) amount: Money,
}

/// Unspent money of a grant.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    pub(super) line: String,
    pub(super) unspent: Money,
}

/// A contract of earlier years; only its balances are entered.
#[derive(Debug, Clone, Deserialize)]
pub struct Contract {
    pub(super) supplier: String,
    pub(super) charges: Vec<Charge>,
    pub(super) instalments: Vec<Instalment>,
    #[serde(default)]
    pub(super) advance_paid: Money,
    #[serde(default)]
    pub(super) advance_recovered: Money,
    #[serde(default)]
    pub(super) in_progress: Money,
}

/// What a contract charges to a line.
#[derive(Debug, Clone, Deserialize)]
pub struct Charge {
    pub(super) line: String,
    pub(super) amount: Money,
}

/// An instalment of a contract.
#[derive(Debug, Clone, Deserialize)]
pub struct Instalment {
    pub(super) amount: Money,
    #[serde(default)]
    pub(super) state: Option<String>,
    #[serde(default)]
    pub(super) charges: Vec<Charge>,
}

/// A fixed asset; only its balances are entered.
#[derive(Debug, Clone, Deserialize)]
pub struct Asset {
    pub(super) account: String,
    pub(super) cost: Money,
    pub(super) accumulated_depreciation: Money,
}

/// One operation: what all have, and its own fields.
#[derive(Debug, Clone, Deserialize)]
pub struct Operation {
    pub(super) id: String,
    pub(super) date: NaiveDate,
    pub(super) op: String,
    pub(super) by: Role,
    #[serde(default)]
    pub(super) unit: Option<String>,
    #[serde(default)]
    pub(super) manual: Option<Value>,
    #[serde(default)]
    pub(super) refused: Option<String>,
    #[serde(default, rename = "note")]
    pub(super) _note: Option<String>,
    #[serde(flatten)]
    pub(super) fields: Map<String, Value>,
}
