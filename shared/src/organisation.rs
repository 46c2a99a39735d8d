//! The entity, its departments, parties and bank accounts; master data.

use crate::document::{check_length, check_lines, check_text};
use crate::problem::FieldCode::*;
use crate::table::{Called, Column, Names, Row};
use crate::text::{
    AmountWords, KeyText, check_account_number, id_grouped, is_thai_id, masked, optional_digits,
};
use crate::warning::{Twin, WarningCode};
use crate::{BankAccountId, DepartmentId, EntityId, FieldError, FiscalYear, PartyId, Schema};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

warnings! {
    /// A tax number that another party has.
    SAME_TAX_ID = "same_tax_id",
        "{label} มีเลขประจำตัวผู้เสียภาษีเดียวกันอยู่แล้ว โปรดตรวจสอบว่าเป็นรายเดียวกันหรือไม่ก่อนบันทึก",
        "{label} has the same tax number. Check whether it is the same one before you save.";
    /// A name that another party has.
    SAME_NAME = "same_name",
        "{label} ชื่อเดียวกันอยู่แล้ว โปรดตรวจสอบว่าเป็นรายเดียวกันหรือไม่ก่อนบันทึก",
        "{label} has the same name. Check whether it is the same one before you save.";
}

/// Reference data of one entity that people edit: departments, parties, bank accounts.
pub trait CatalogueEntry:
    Serialize + DeserializeOwned + Clone + PartialEq + Schema + Row + Send + 'static
{
    /// What the register of them is called.
    const NAMES: Names;
    /// What permissions call it.
    const RESOURCE: crate::permission::Resource;
    /// Its place in URLs.
    const PATH: &'static str;
    /// Its id, made by the client; stands in its address too.
    fn entry_id(&self) -> Uuid;
    /// How often it was changed; 0 where it is new.
    fn version(&mut self) -> &mut i32;
    /// What can be found wrong without a database.
    fn check(&self) -> Vec<FieldError>;
    /// The account of the chart it stands on (its field `account`), and what that account must be
    /// for; none where it stands on none.
    fn of_chart(&self) -> Option<(&str, AccountUse)> {
        None
    }
    /// Where money to it goes, bank and account: whoever changes it proves anew who that is. The trigger
    /// `account_proof` says the same.
    fn pays_to(&self) -> Option<(&str, &str)> {
        None
    }
    /// What it has of numbers of citizens and taxpayers is left by its last digits, for whoever has no
    /// right to them. Whoever enters such entries has it.
    fn hide_numbers(&mut self) {}
    /// What another entry of the same would be known by.
    fn twins(&self) -> Vec<Twin> {
        Vec::new()
    }
    /// What a code begins with that the server gives, where this entry has none and may have been left
    /// without.
    fn lacks_code(&self) -> Option<&'static str> {
        None
    }
    /// The same with the code that the server gives.
    fn with_code(self, _code: KeyText) -> Self {
        self
    }
}

codes! {
    /// Types of entities.
    pub enum EntityType {
        Pao = "pao" ("อบจ.", "Provincial administrative organisation"),
        CityMunicipality = "city_municipality" ("เทศบาลนคร", "City municipality"),
        TownMunicipality = "town_municipality" ("เทศบาลเมือง", "Town municipality"),
        SubdistrictMunicipality = "subdistrict_municipality" (
            "เทศบาลตำบล",
            "Subdistrict municipality",
        ),
        Sao = "sao" ("อบต.", "Subdistrict administrative organisation"),
        Pattaya = "pattaya" ("เมืองพัทยา", "Pattaya City"),
    }
}

/// An accounting entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Entity {
    pub id: EntityId,
    pub entity_type: EntityType,
    pub name_th: String,
    /// อำเภอ
    pub district: String,
    /// จังหวัด
    pub province: String,
    /// True for an entity to practise in; its date can be set.
    pub is_practice: bool,
    /// Today, for this entity.
    pub today: NaiveDate,
    /// The fiscal year of today.
    pub fiscal_year: FiscalYear,
    /// How it writes amounts in words.
    #[serde(default)]
    pub amount_words: AmountWords,
}

/// A department (กอง/สำนัก).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Department {
    /// Its id, made by the client.
    pub id: DepartmentId,
    /// Two digits; stands in the requester's number.
    pub code: KeyText,
    pub name_th: String,
    /// Counts its changes: sent as it was read, and not at all with a new one.
    #[serde(default)]
    pub version: i32,
}

const CODE: Names = ("รหัส", "Code");
const NAME: Names = ("ชื่อ", "Name");

impl Row for Department {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::new(CODE, |row: &Self| row.code.to_string()),
            Column::new(NAME, |row: &Self| row.name_th.clone()).wide(60),
        ]
    }
}

impl CatalogueEntry for Department {
    const NAMES: Names = ("กอง/สำนัก", "Departments");
    const RESOURCE: crate::permission::Resource = crate::permission::Resource::Department;
    const PATH: &'static str = "departments";

    fn entry_id(&self) -> Uuid {
        self.id.0
    }

    fn version(&mut self) -> &mut i32 {
        &mut self.version
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.code.len() != 2 || !self.code.bytes().all(|b| b.is_ascii_digit()) {
            errors.push(FieldError::new("code", Malformed));
        }
        check_text(&mut errors, "name_th", &self.name_th, 200);
        errors
    }
}

codes! {
    /// Kinds of parties; government bodies are owed on another account.
    pub enum PartyKind {
        Payer = "payer" ("ประชาชน ผู้ชำระเงิน", "Payer"),
        Supplier = "supplier" ("ผู้ขาย ผู้รับจ้าง", "Supplier"),
        Creditor = "creditor" ("เจ้าหนี้อื่น", "Other creditor"),
        Employee = "employee" ("พนักงาน", "Employee"),
        Government = "government" ("ส่วนราชการ", "Government body"),
        StateEnterprise = "state_enterprise" ("รัฐวิสาหกิจ", "State enterprise"),
        AffiliatedUnit = "affiliated_unit" ("หน่วยงานภายใต้สังกัด", "Affiliated unit"),
        PayeeList = "payee_list" ("รายชื่อผู้มีสิทธิหลายราย", "List of payees"),
    }
}

codes! {
    /// How a party is taxed when paid.
    pub enum TaxpayerKind {
        None = "none" ("ไม่หักภาษี", "Not taxed"),
        Individual = "individual" ("บุคคลธรรมดา (ภ.ง.ด.3)", "Individual (PND 3)"),
        Juristic = "juristic" ("นิติบุคคล (ภ.ง.ด.53)", "Juristic person (PND 53)"),
    }
}

/// A payer or payee.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Its id, made by the client.
    pub id: PartyId,
    /// Short code within the entity, `S-OFFICE`; the server gives one to a new entry that has none.
    pub code: KeyText,
    pub name_th: String,
    pub kind: PartyKind,
    /// How it is taxed.
    pub taxpayer_kind: TaxpayerKind,
    /// Prices include VAT.
    pub vat_registered: bool,
    /// 13 digits.
    #[serde(default, deserialize_with = "optional_digits")]
    pub tax_id: Option<String>,
    #[serde(default)]
    pub address: Option<String>,
    /// The bank money to it goes to.
    #[serde(default)]
    pub bank: Option<String>,
    /// Its account there, 10 to 15 digits.
    #[serde(default, deserialize_with = "optional_digits")]
    pub bank_account_no: Option<String>,
    /// Counts its changes: sent as it was read, and not at all with a new one.
    #[serde(default)]
    pub version: i32,
}

impl Default for Party {
    fn default() -> Self {
        Party {
            id: PartyId::default(),
            code: KeyText::default(),
            name_th: String::new(),
            kind: PartyKind::Supplier,
            taxpayer_kind: TaxpayerKind::Juristic,
            vat_registered: false,
            tax_id: None,
            address: None,
            bank: None,
            bank_account_no: None,
            version: 0,
        }
    }
}

impl Row for Party {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::new(CODE, |row: &Self| row.code.to_string()),
            Column::new(NAME, |row: &Self| row.name_th.clone()).wide(40),
            Column::new(("ชนิด", "Kind"), |row: &Self| Called(row.kind)).wide(18),
            Column::new(
                ("การหักภาษี", "Withholding"),
                |row: &Self| Called(row.taxpayer_kind),
            )
            .wide(18),
            Column::new(
                ("เลขประจำตัวผู้เสียภาษี", "Tax number"),
                |row: &Self| row.tax_id.as_deref().map(id_grouped),
            ),
        ]
    }
}

impl CatalogueEntry for Party {
    const NAMES: Names = ("ผู้ชำระเงินและผู้รับเงิน", "Payers and payees");
    const RESOURCE: crate::permission::Resource = crate::permission::Resource::Party;
    const PATH: &'static str = "parties";

    fn entry_id(&self) -> Uuid {
        self.id.0
    }

    fn version(&mut self) -> &mut i32 {
        &mut self.version
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.lacks_code().is_none() {
            check_text(&mut errors, "code", &self.code, 30);
        }
        check_text(&mut errors, "name_th", &self.name_th, 300);
        check_lines(
            &mut errors,
            "address",
            self.address.as_deref().unwrap_or(""),
            500,
        );
        if self.tax_id.as_deref().is_some_and(|id| !is_thai_id(id)) {
            errors.push(FieldError::new("tax_id", WrongCheckDigit));
        }
        let bank = self.bank.as_deref().unwrap_or("");
        check_length(&mut errors, "bank", bank, 100);
        if let Some(number) = &self.bank_account_no {
            if !(10..=15).contains(&number.len()) || !number.bytes().all(|b| b.is_ascii_digit()) {
                errors.push(FieldError::new("bank_account_no", Malformed));
            }
            if bank.trim().is_empty() {
                errors.push(FieldError::new("bank", Required));
            }
        }
        errors
    }

    fn hide_numbers(&mut self) {
        self.tax_id = self.tax_id.as_deref().map(masked);
    }

    fn pays_to(&self) -> Option<(&str, &str)> {
        self.bank.as_deref().zip(self.bank_account_no.as_deref())
    }

    fn lacks_code(&self) -> Option<&'static str> {
        self.code.is_empty().then_some("P-")
    }

    fn with_code(self, code: KeyText) -> Party {
        Party { code, ..self }
    }

    /// By the tax number, which branches of a company share rightly, and by the name.
    fn twins(&self) -> Vec<Twin> {
        let tax_id = self.tax_id.as_deref().unwrap_or_default();
        let twins = [
            Twin::of(WarningCode::SAME_TAX_ID, &[&tax_id]),
            Twin::of(WarningCode::SAME_NAME, &[&self.name_th]),
        ];
        twins.into_iter().flatten().collect()
    }
}

/// A bank account of the entity.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BankAccount {
    /// Its id, made by the client.
    pub id: BankAccountId,
    /// Short code within the entity, `KTB-SAV`.
    pub code: KeyText,
    /// Name of the account.
    pub name_th: String,
    /// Name of the bank.
    pub bank: String,
    /// Number at the bank.
    #[serde(default)]
    pub number: String,
    /// Ledger account: one that the chart keeps for money at banks.
    pub account: String,
    /// Counts its changes: sent as it was read, and not at all with a new one.
    #[serde(default)]
    pub version: i32,
}

impl Row for BankAccount {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::new(CODE, |row: &Self| row.code.to_string()),
            Column::new(("ธนาคาร", "Bank"), |row: &Self| {
                row.bank.clone()
            })
            .wide(24),
            Column::new(NAME, |row: &Self| row.name_th.clone()).wide(40),
            Column::new(
                ("เลขที่บัญชี", "Account number"),
                |row: &Self| row.number.clone(),
            ),
            Column::new(
                ("บัญชีแยกประเภท", "Ledger account"),
                |row: &Self| row.account.clone(),
            ),
        ]
    }
}

impl CatalogueEntry for BankAccount {
    const NAMES: Names = ("บัญชีธนาคาร", "Bank accounts");
    const RESOURCE: crate::permission::Resource = crate::permission::Resource::BankAccount;
    const PATH: &'static str = "bank-accounts";

    fn entry_id(&self) -> Uuid {
        self.id.0
    }

    fn version(&mut self) -> &mut i32 {
        &mut self.version
    }

    fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        check_text(&mut errors, "code", &self.code, 30);
        check_text(&mut errors, "name_th", &self.name_th, 200);
        check_text(&mut errors, "bank", &self.bank, 100);
        check_length(&mut errors, "number", &self.number, 30);
        check_account_number(&mut errors, "number", &self.number);
        errors
    }

    fn of_chart(&self) -> Option<(&str, AccountUse)> {
        Some((&self.account, AccountUse::Banks))
    }
}

/// One code of a national classification: funds, works, expenditure and revenue types.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, diesel::Queryable))]
pub struct Classification {
    /// `fund_source`, `budget_plan`, `expenditure_type`, `revenue_type`.
    pub scheme: String,
    pub code: String,
    pub name_th: String,
    pub name_en: String,
    /// The code above it.
    pub parent: Option<String>,
    /// The account proposed when it is used.
    pub default_account: Option<String>,
}

codes! {
    /// What an account of the chart is for, where forms and figures must know: where money is, and
    /// what tells the balances on the account apart (posting rules section 2). The chart says it, so
    /// no form knows an account by its number.
    pub enum AccountUse {
        Cash = "cash" ("เงินสดในมือ", "Cash on hand"),
        Cheques = "cheques" ("เช็ครับในมือ", "Cheques on hand"),
        /// By bank account.
        Banks = "banks" ("เงินฝากธนาคาร", "Money at banks"),
        /// By taxpayer, tax and year.
        Taxes = "taxes" ("ลูกหนี้ภาษี", "Taxes owed"),
        /// By contract or another reference.
        Deposits = "deposits" ("เงินรับฝาก", "Deposits held"),
        /// By the request under which they were paid (D8).
        Advances = "advances" ("ลูกหนี้เงินยืม", "Advances owed"),
    }
}

/// One account of the chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, diesel::Queryable))]
pub struct Account {
    /// Code, ten digits when it takes postings.
    pub code: String,
    pub name_th: String,
    pub name_en: String,
    /// 1 assets, 2 liabilities, 3 equity, 4 revenue, 5 expense.
    pub class: String,
    /// `D` or `C`.
    pub normal_balance: String,
    /// Takes postings.
    pub postable: bool,
    /// What it is for, where forms and figures must know.
    pub used_for: Option<AccountUse>,
}
