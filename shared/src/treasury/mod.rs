//! Keeping and paying money: deposits at the bank, cheques, payments, the daily report.

pub mod bank_deposit;
pub mod cheque_report;
pub mod daily_report;
pub mod payment;

pub use bank_deposit::BankDeposit;
pub use cheque_report::{ChequeItem, ChequeReport};
pub use daily_report::{
    BankAccountStatus, DailyFigures, DailyReport, Denomination, MoneyMovement, UncollectedCheque,
};
pub use payment::Payment;

problems! {
    /// The book balance of the account would become negative (W-8.4).
    INSUFFICIENT_BANK_BALANCE = "insufficient_bank_balance", 422,
        "บัญชีธนาคาร {line} มีเงิน {free} บาท ไม่พอจ่าย {asked} บาท (ขาด {short_by} บาท) โปรดเลือกบัญชีอื่นหรือนำเงินเข้าบัญชีก่อน",
        "Bank account {line} holds {free} baht, not enough for {asked} (short by {short_by}).";
    /// More cash than there is.
    INSUFFICIENT_CASH = "insufficient_cash", 422,
        "เงินสดในมือมี {free} บาท ไม่พอสำหรับ {asked} บาท (ขาด {short_by} บาท) โปรดตรวจสอบเงินสดกับบัญชี",
        "There are {free} baht of cash, not enough for {asked} (short by {short_by}).";
}

codes! {
    /// How a payment reaches the payee (W-8).
    pub enum PaymentMethod {
        /// เช็ค, on a cheque report
        Cheque = "cheque" ("เช็ค", "Cheque"),
        /// ใบถอน, on a cheque report
        WithdrawalSlip = "withdrawal_slip" ("ใบถอน", "Withdrawal slip"),
        /// โอนผ่านธนาคาร, as a batch
        Transfer = "transfer" ("โอนผ่านธนาคาร", "Bank transfer"),
        Cash = "cash" ("เงินสด", "Cash"),
    }
}

impl PaymentMethod {
    /// The account of the register on which a signed cheque or slip stands until it is handed over.
    pub const fn claim(self) -> Option<&'static str> {
        match self {
            PaymentMethod::Cheque => Some(crate::claims::CHEQUE),
            PaymentMethod::WithdrawalSlip => Some(crate::claims::WITHDRAWAL_SLIP),
            PaymentMethod::Transfer | PaymentMethod::Cash => None,
        }
    }
}

/// A request is on one live cheque report or in one live payment, not in both.
const PAYMENT_RELATION: &str = "payment";
