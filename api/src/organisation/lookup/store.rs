//! Where reference data is looked up for rules. What is not there is `None`: the rule names the
//! field.

use crate::platform::db::schema::{bank_accounts, departments, entity_settings, parties};
use crate::platform::db::{Tx, sql};
use crate::platform::error::Error;
use diesel::dsl::{exists, select};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Nullable, Text};
use diesel_async::RunQueryDsl;
use rust_decimal::Decimal;
use serde::Deserialize;
use shared::organisation::{PartyKind, TaxpayerKind};
use shared::text::AmountWords;
use shared::{BankAccountId, DepartmentId, FiscalYear, Money, PartyId};
use std::collections::BTreeMap;

/// A party, as rules see it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = parties, check_for_backend(Pg))]
pub struct PartyFacts {
    pub name_th: String,
    pub kind: PartyKind,
    /// How it is taxed.
    pub taxpayer_kind: TaxpayerKind,
    /// Prices include VAT.
    pub vat_registered: bool,
}

/// The party with this id.
pub async fn party(tx: &Tx<'_>, id: PartyId) -> Result<Option<PartyFacts>, Error> {
    let known = parties::table
        .find((tx.entity, id))
        .select(PartyFacts::as_select());
    Ok(known.first(&mut &*tx).await.optional()?)
}

/// Those of these parties that are known, with their names.
pub async fn known_parties(
    tx: &Tx<'_>,
    ids: &[PartyId],
) -> Result<BTreeMap<PartyId, String>, Error> {
    let known = parties::table
        .filter(parties::entity_id.eq(tx.entity))
        .filter(parties::id.eq_any(ids))
        .select((parties::id, parties::name_th));
    let rows: Vec<(PartyId, String)> = known.load(&mut &*tx).await?;
    Ok(rows.into_iter().collect())
}

/// Is there a department with this id?
pub async fn department_exists(tx: &mut Tx<'_>, id: DepartmentId) -> Result<bool, Error> {
    let known = departments::table.find((tx.entity, id));
    Ok(select(exists(known)).get_result(tx).await?)
}

/// A bank account, as rules see it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = bank_accounts, check_for_backend(Pg))]
pub struct BankAccountFacts {
    pub id: BankAccountId,
    pub name_th: String,
    /// Ledger account.
    pub account: String,
}

/// The bank account with this id.
pub async fn bank_account(
    tx: &Tx<'_>,
    id: BankAccountId,
) -> Result<Option<BankAccountFacts>, Error> {
    let known = bank_accounts::table
        .find((tx.entity, id))
        .select(BankAccountFacts::as_select());
    Ok(known.first(&mut &*tx).await.optional()?)
}

/// Settings of an entity that rules use.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Deserialize)]
#[diesel(table_name = entity_settings, check_for_backend(Pg))]
pub struct Settings {
    /// Rate of tax withheld from supply and hire, fraction of one.
    pub wht_rate: Decimal,
    /// Base in baht below which nothing is withheld from juristic persons.
    pub wht_min_juristic: Money,
    /// Base in baht below which nothing is withheld from individuals.
    pub wht_min_individual: Money,
    /// How amounts are written in words.
    #[serde(default)]
    pub amount_words: AmountWords,
}

/// The settings of the entity; the defaults where none were entered.
pub async fn settings(tx: &mut Tx<'_>) -> Result<Settings, Error> {
    let entered = entity_settings::table
        .find(tx.entity)
        .select(Settings::as_select());
    let found = entered.first(tx).await.optional()?;
    Ok(found.unwrap_or(Settings {
        wht_rate: Decimal::new(1, 2),
        wht_min_juristic: Money::from_satang(50_000),
        wht_min_individual: Money::from_satang(1_000_000),
        amount_words: AmountWords::default(),
    }))
}

/// A code of a classification, as rules see it.
#[derive(Debug, Clone, QueryableByName)]
pub struct CodeFacts {
    #[diesel(sql_type = Text)]
    pub code: String,
    /// The account proposed when it is used.
    #[diesel(sql_type = Nullable<Text>)]
    pub default_account: Option<String>,
}

// A join, not `= ANY`: that is planned anew every time.
const CODES: &str = "SELECT c.code, c.default_account
    FROM (SELECT DISTINCT unnest($2::text[]) AS code) AS w
    JOIN classifications AS c ON c.scheme = $1 AND c.code = w.code
    WHERE $3 BETWEEN c.valid_from AND c.valid_to";

/// Those of the codes that are valid in a fiscal year.
pub async fn classifications(
    tx: &Tx<'_>,
    scheme: &str,
    codes: &[String],
    year: FiscalYear,
) -> Result<Vec<CodeFacts>, Error> {
    let valid = sql(CODES)
        .bind::<Text, _>(scheme)
        .bind::<Array<Text>, _>(codes)
        .bind::<Integer, _>(year);
    Ok(valid.load(&mut &*tx).await?)
}

/// One code, if valid.
pub async fn classification(
    tx: &mut Tx<'_>,
    scheme: &str,
    code: &str,
    year: FiscalYear,
) -> Result<Option<CodeFacts>, Error> {
    let found = classifications(tx, scheme, &[code.to_owned()], year).await?;
    Ok(found.into_iter().next())
}
