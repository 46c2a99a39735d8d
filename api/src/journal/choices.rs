//! What the choices of forms are booked on (`scenario-format.md` 6.1). It stands here and not beside
//! the codes, because those are compiled into every browser and a chart changes by circular.

use shared::budget::Fund;
use shared::expenditure::{DeductionKind, ExpenseItem, WithholdingForm};
use shared::revenue::{DepositKind, Tax};

/// Where an amount goes.
#[derive(Debug, Clone, Copy)]
pub struct Booking {
    /// The ledger account.
    pub account: &'static str,
    /// The code of the report of receipts and payments, without its side.
    pub report: &'static str,
}

const fn on(account: &'static str, report: &'static str) -> Booking {
    Booking { account, report }
}

/// Cash on hand.
pub const CASH: &str = "1101010101";
/// Cheques received and not taken to the bank.
pub const CHEQUES: &str = "1101010901";

/// Choices that have an account and a report code each.
pub trait Booked: Copy {
    /// What this one is booked on.
    fn booking(self) -> Booking;
}

impl Booked for DepositKind {
    fn booking(self) -> Booking {
        match self {
            DepositKind::PerformanceGuarantee => on("2112010101", "DEP-GUAR"),
            DepositKind::Retention => on("2112010102", "DEP-RET"),
            DepositKind::Bid => on("2112010901", "DEP-BID"),
            DepositKind::OtherGuarantee => on("2112010199", "DEP-GUAR"),
            DepositKind::GrantInterest => on("2116010104", "DEP-INT"),
            DepositKind::Other => on("2111020199", "DEP-OTH"),
        }
    }
}

impl Booked for DeductionKind {
    fn booking(self) -> Booking {
        use DeductionKind as D;
        match self {
            D::SalaryTax => on("2102040104", "DEP-WHT"),
            D::SocialSecurity => on("2111020901", "DEP-SSO"),
            D::Cooperative => on("2111020902", "DEP-COOP"),
            D::BankLoan => on("2111020903", "DEP-BANK"),
            D::StudentLoan => on("2111020904", "DEP-SLF"),
            D::FuneralAid => on("2111020905", "DEP-FUN"),
            D::ProvidentFund => on("2111020910", "DEP-PF"),
            D::Other => on("2111020199", "DEP-OTH"),
        }
    }
}

impl Booked for WithholdingForm {
    fn booking(self) -> Booking {
        match self {
            WithholdingForm::Pnd1 => on("2102040104", "DEP-WHT"),
            WithholdingForm::Pnd3 => on("2102040103", "DEP-WHT"),
            WithholdingForm::Pnd53 => on("2102040106", "DEP-WHT"),
        }
    }
}

/// The receivable, and the report code of arrears.
impl Booked for Tax {
    fn booking(self) -> Booking {
        match self {
            Tax::LandBuilding => on("1102050901", "AR-LAND"),
            Tax::Signboard => on("1102050904", "AR-SIGN"),
            Tax::HouseLand => on("1102050902", "AR-HOUSE"),
            Tax::LocalDevelopment => on("1102050903", "AR-LOCAL"),
        }
    }
}

/// The revenue type of a tax, which the tax of the current year is reported under.
pub const fn revenue_type(tax: Tax) -> &'static str {
    match tax {
        Tax::LandBuilding => "411009",
        Tax::Signboard => "411003",
        Tax::HouseLand => "411001",
        Tax::LocalDevelopment => "411002",
    }
}

/// Where advances are owed, and the report code of each (D8): of the budget, of grants, of other money.
pub const ADVANCES: [Booking; 3] = [
    on("1102010101", "ADV-BUD"),
    on("1102010902", "ADV-SUB"),
    on("1102010108", "ADV-OFF"),
];

/// An advance is owed as the fund of its line says.
impl Booked for Fund {
    fn booking(self) -> Booking {
        let [budget, grant, other] = ADVANCES;
        match self {
            Fund::Bud | Fund::Spc | Fund::CarryBud => budget,
            Fund::Sub | Fund::CarrySub => grant,
            _ => other,
        }
    }
}

/// The ledger account of an expense.
pub const fn expense_account(item: ExpenseItem) -> &'static str {
    use ExpenseItem as E;
    match item {
        E::Training => "5102010199",
        E::Travel => "5103010199",
        E::PerDiem => "5103010102",
        E::Lodging => "5103010103",
        E::Meeting => "5104030207",
        E::Insurance => "5104030203",
        E::Reception => "5104030208",
        E::PublicRelations => "5104030219",
        E::Rent => "5104030212",
        E::BankCharge => "5104010115",
        E::HiredService => "5104010112",
        E::Consultant => "5104030202",
        E::Repair => "5104010107",
        E::Supplies => "5104010104",
        E::MedicalSupplies => "5104030205",
        E::Fuel => "5104010110",
        E::LowValueEquipment => "5104030206",
        E::PriceAdjustment => "5104030217",
        E::DisasterRelief => "5205010101",
        E::Welfare => "5112010103",
        E::DutyRemuneration => "5104040102",
        E::Overtime => "5101010108",
        E::SubsidyPrivate => "5107010199",
        E::SubsidyCapital => "5107020199",
        E::OtherService => "5104030299",
        E::Other => "5212010199",
    }
}
