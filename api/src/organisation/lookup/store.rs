//! Where reference data is looked up for rules. What is not there is `None`: the rule names the
//! field.

use crate::args;
use crate::platform::db::Tx;
use crate::platform::error::Error;
use rust_decimal::Decimal;
use serde::Deserialize;
use shared::organisation::{PartyKind, TaxpayerKind};
use shared::{BankAccountId, Money, PartyId};

/// A party, as rules see it.
#[derive(Debug, Clone, Deserialize)]
pub struct PartyFacts {
    pub name_th: String,
    /// What it is.
    pub kind: PartyKind,
    /// How it is taxed.
    pub taxpayer_kind: TaxpayerKind,
    /// Prices include VAT.
    pub vat_registered: bool,
}

/// The party with this id.
pub async fn party(tx: &mut Tx<'_>, id: PartyId) -> Result<Option<PartyFacts>, Error> {
    let sql = "SELECT name_th, kind, taxpayer_kind, vat_registered FROM parties
               WHERE entity_id = $1 AND id = $2";
    tx.row(sql, args![tx.entity, id]).await
}

/// A bank account, as rules see it.
#[derive(Debug, Clone, Deserialize)]
pub struct BankAccountFacts {
    pub id: BankAccountId,
    pub name_th: String,
    /// Ledger account.
    pub account: String,
}

/// The bank account with this id.
pub async fn bank_account(
    tx: &mut Tx<'_>,
    id: BankAccountId,
) -> Result<Option<BankAccountFacts>, Error> {
    let sql = "SELECT id, name_th, account FROM bank_accounts WHERE entity_id = $1 AND id = $2";
    tx.row(sql, args![tx.entity, id]).await
}

/// Settings of an entity that rules use.
#[derive(Debug, Clone, Deserialize)]
pub struct Settings {
    /// Rate of tax withheld from supply and hire, fraction of one.
    pub wht_rate: Decimal,
    /// Base in baht below which nothing is withheld from juristic persons.
    pub wht_min_juristic: Money,
    /// Base in baht below which nothing is withheld from individuals.
    pub wht_min_individual: Money,
}

/// The settings of the entity; the defaults where none were entered.
pub async fn settings(tx: &mut Tx<'_>) -> Result<Settings, Error> {
    let sql = "SELECT wht_rate::text, wht_min_juristic::text, wht_min_individual::text
               FROM entity_settings WHERE entity_id = $1";
    let found: Option<Settings> = tx.row(sql, args![tx.entity]).await?;
    Ok(found.unwrap_or(Settings {
        wht_rate: Decimal::new(1, 2),
        wht_min_juristic: Money::from_satang(50_000),
        wht_min_individual: Money::from_satang(1_000_000),
    }))
}

/// A code of a classification, as rules see it.
#[derive(Debug, Clone, Deserialize)]
pub struct CodeFacts {
    pub code: String,
    /// The account proposed when it is used.
    pub default_account: Option<String>,
}

/// Those of the codes that are valid in a fiscal year.
pub async fn classifications(
    tx: &mut Tx<'_>,
    scheme: &str,
    codes: &[String],
    year: shared::FiscalYear,
) -> Result<Vec<CodeFacts>, Error> {
    // A join, not `= ANY`: that is planned anew every time.
    let sql = "SELECT c.code, c.default_account
               FROM (SELECT DISTINCT unnest($2) AS code) AS w
               JOIN classifications AS c ON c.scheme = $1 AND c.code = w.code
               WHERE $3 BETWEEN c.valid_from AND c.valid_to";
    tx.rows(sql, args![scheme, codes.to_vec(), year]).await
}

/// One code, if valid.
pub async fn classification(
    tx: &mut Tx<'_>,
    scheme: &str,
    code: &str,
    year: shared::FiscalYear,
) -> Result<Option<CodeFacts>, Error> {
    let found = classifications(tx, scheme, &[code.to_owned()], year).await?;
    Ok(found.into_iter().next())
}
