//! The forms: one room for each, with what it is printed from (`<slice>/<form>.rs`) and how it looks
//! (`<slice>/<form>.typ`), and the one list of all of them.

pub mod expenditure;
pub mod identity;
pub mod ledger;
pub mod reporting;
pub mod revenue;
pub mod treasury;

use crate::error::ExportError;
use crate::pdf;
use serde::{Deserialize, Serialize};
use typst_layout::PagedDocument;

/// What the printer needs to know of a form besides its data.
pub(crate) trait Printable: Serialize {
    /// Refuses figures that contradict each other: such a paper must not be signed.
    fn check(&self) -> Result<(), ExportError>;
}

/// Declares the forms, each by its room: `treasury/cheque_report.rs` and `.typ` are
/// `ChequeReport => treasury::cheque_report`.
macro_rules! forms {
    ($($(#[$about:meta])* $form:ident => $slice:ident::$room:ident),* $(,)?) => {
        /// Any document that can be printed.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "form", rename_all = "snake_case")]
        pub enum Form { $($(#[$about])* $form(Box<$slice::$room::$form>)),* }

        $(impl From<$slice::$room::$form> for Form {
            fn from(form: $slice::$room::$form) -> Form {
                Form::$form(Box::new(form))
            }
        })*

        impl Form {
            /// The names of the rooms.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($room)),*];

            /// The name of its room.
            pub const fn name(&self) -> &'static str {
                match self { $(Form::$form(_) => stringify!($room)),* }
            }
        }

        /// How they look: name and text of the templates.
        pub(crate) const TEMPLATES: &[(&str, &str)] = &[
            ("form.typ", include_str!("form.typ")),
            $((
                concat!(stringify!($room), ".typ"),
                include_str!(concat!(stringify!($slice), "/", stringify!($room), ".typ")),
            )),*
        ];

        /// The pages of any form.
        fn laid(form: &Form) -> Result<PagedDocument, ExportError> {
            match form {
                $(Form::$form(data) => pdf::laid(concat!(stringify!($room), ".typ"), &**data)),*
            }
        }

        /// The PDF of any form.
        pub fn render(form: &Form) -> Result<Vec<u8>, ExportError> {
            match form {
                $(Form::$form(data) => pdf::print(concat!(stringify!($room), ".typ"), &**data)),*
            }
        }
    };
}

/// The papers of several forms as one PDF, in this order.
pub fn render_set(forms: &[Form]) -> Result<Vec<u8>, ExportError> {
    let papers: Result<Vec<_>, _> = forms.iter().map(laid).collect();
    pdf::bound(papers?)
}

forms! {
    /// F-08 ใบรับใบสำคัญ: ส่งใช้เงินยืม.
    AdvanceClearing => expenditure::advance_clearing,
    /// บันทึกขออนุมัติยกเลิกเอกสาร.
    Cancellation => ledger::cancellation,
    /// F-05 รายงานการจัดทำเช็ค/ใบถอน.
    ChequeReport => treasury::cheque_report,
    /// F-09 รายงานสถานะการเงินประจำวัน.
    DailyReport => treasury::daily_report,
    /// F-04 ฎีกาเบิกเงิน.
    DisbursementRequest => expenditure::disbursement_request,
    /// F-01 ใบเสร็จรับเงิน.
    Receipt => revenue::receipt,
    /// F-02 ใบนำส่งเงิน.
    RemittanceSlip => revenue::remittance_slip,
    /// F-03 ใบสำคัญสรุปใบนำส่งเงิน.
    RemittanceSummary => revenue::remittance_summary,
    /// Any table of a page.
    Table => reporting::table,
    /// รายงานการทบทวนสิทธิผู้ใช้งานระบบ.
    UserReview => identity::user_review,
    /// F-06 ใบผ่านรายการ.
    Voucher => ledger::voucher,
}
