//! Charging a budget line: which may be charged, to which account, under which report code.

mod rules;

pub use rules::{
    CONTINGENCY, category, charge_violations, expense_account, line_violations, shortage,
};
