//! Calls about reference data.

use super::{Failure, get, put, query};
use serde::{Serialize, de::DeserializeOwned};
use shared::budget::BudgetLine;
use shared::organisation::{Account, Classification};
use shared::page::Page;
use shared::warning::Warning;
use shared::{BudgetLineId, FiscalYear};

/// A page of a register.
pub async fn list<T: DeserializeOwned>(
    path: &str,
    filters: &[(&str, &str)],
) -> Result<Page<T>, Failure> {
    get(&format!("/{path}{}", query(filters))).await
}

/// One entry of a register.
pub async fn one<T: DeserializeOwned>(path: &str, id: &str) -> Result<T, Failure> {
    get(&format!("/{path}/{id}")).await
}

/// A whole register of few entries (departments, bank accounts), for choosing from it.
pub async fn all<T: DeserializeOwned>(path: &str) -> Result<Vec<T>, Failure> {
    let mut found: Vec<T> = Vec::new();
    for page in 1.. {
        let number = page.to_string();
        let part: Page<T> = list(path, &[("page", &number), ("per_page", "200")]).await?;
        let total = usize::try_from(part.total).unwrap_or_default();
        let empty = part.items.is_empty();
        found.extend(part.items);
        if empty || found.len() >= total {
            break;
        }
    }
    Ok(found)
}

/// Writes one entry.
pub async fn write<T: Serialize + DeserializeOwned>(
    path: &str,
    id: &str,
    entry: &T,
) -> Result<T, Failure> {
    put(&format!("/{path}/{id}"), entry).await
}

/// Entries that are most likely the same as one about to be written.
pub async fn twins(path: &str, about: &[(&str, &str)]) -> Result<Vec<Warning>, Failure> {
    get(&format!("/{path}/twins{}", query(about))).await
}

/// The codes of a national classification.
pub async fn classification(scheme: &str) -> Result<Vec<Classification>, Failure> {
    get(&format!("/classifications/{scheme}")).await
}

/// The chart of accounts.
pub async fn accounts() -> Result<Vec<Account>, Failure> {
    get("/accounts").await
}

/// Budget lines of a year with live availability.
pub async fn budget_lines(
    year: FiscalYear,
    department: &str,
    text: &str,
) -> Result<Vec<BudgetLine>, Failure> {
    let year = year.to_string();
    let filters = [
        ("fiscal_year", year.as_str()),
        ("department_id", department),
        ("q", text),
    ];
    get(&format!("/budget-lines{}", query(&filters))).await
}

/// One budget line with live availability.
pub async fn budget_line(id: BudgetLineId) -> Result<BudgetLine, Failure> {
    get(&format!("/budget-lines/{id}")).await
}
