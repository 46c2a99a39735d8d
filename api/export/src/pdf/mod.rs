//! Forms as PDF, typeset by typst inside the process: no file, no network, no other program.

mod fonts;
mod functions;
mod letters;
mod missing;
mod world;

use crate::error::ExportError;
use crate::forms::{
    ChequeReport, DailyReport, DisbursementRequest, Form, Printable, Receipt, RemittanceSlip,
    RemittanceSummary, Voucher,
};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::FormWorld;

/// Results of the layout kept for the next documents, counted in documents.
const CACHE_AGE: usize = 10;

/// Layouts of one form at most: one, or two where letters are spelled out; more only where what is
/// left stands together anew.
const LAYOUTS: usize = 5;

/// The PDF of any form.
pub fn render(form: &Form) -> Result<Vec<u8>, ExportError> {
    match form {
        Form::DailyFinancialStatus(report) => daily_financial_status(report),
        Form::Receipt(data) => receipt(data),
        Form::RemittanceSlip(slip) => remittance_slip(slip),
        Form::RemittanceSummary(summary) => remittance_summary(summary),
        Form::DisbursementRequest(request) => disbursement_request(request),
        Form::ChequeReport(report) => cheque_report(report),
        Form::Voucher(data) => voucher(data),
    }
}

/// F-09 รายงานสถานะการเงินประจำวัน.
pub fn daily_financial_status(report: &DailyReport) -> Result<Vec<u8>, ExportError> {
    print(report)
}

/// F-01 ใบเสร็จรับเงิน.
pub fn receipt(receipt: &Receipt) -> Result<Vec<u8>, ExportError> {
    print(receipt)
}

/// F-02 ใบนำส่งเงิน.
pub fn remittance_slip(slip: &RemittanceSlip) -> Result<Vec<u8>, ExportError> {
    print(slip)
}

/// F-03 ใบสำคัญสรุปใบนำส่งเงิน.
pub fn remittance_summary(summary: &RemittanceSummary) -> Result<Vec<u8>, ExportError> {
    print(summary)
}

/// F-04 ฎีกาเบิกเงิน.
pub fn disbursement_request(request: &DisbursementRequest) -> Result<Vec<u8>, ExportError> {
    print(request)
}

/// F-05 รายงานการจัดทำเช็ค/ใบถอน.
pub fn cheque_report(report: &ChequeReport) -> Result<Vec<u8>, ExportError> {
    print(report)
}

/// F-06 ใบผ่านรายการ.
pub fn voucher(voucher: &Voucher) -> Result<Vec<u8>, ExportError> {
    print(voucher)
}

fn print<F: Printable>(form: &F) -> Result<Vec<u8>, ExportError> {
    form.check()?;
    let document = letters::apart(lay_out(form)?);
    // Kept for ten years or more, hence the archival standard; it carries its own data.
    let standards = PdfStandards::new(&[PdfStandard::A_3b]);
    let options = PdfOptions {
        creator: Smart::Custom(Some("OpenLAAS".to_owned())),
        standards: standards.map_err(|error| fault(&error))?,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| fault(&errors));
    typst::comemo::evict(CACHE_AGE);
    pdf
}

/// Lays a form out, as often as it takes until every letter is drawn or spelled out.
fn lay_out<F: Printable>(form: &F) -> Result<PagedDocument, ExportError> {
    let data = serde_json::to_vec(form).map_err(|error| fault(&error))?;
    let mut print = serde_json::to_value(form).map_err(|error| fault(&error))?;
    missing::spell_direction(&mut print);
    for _ in 0..LAYOUTS {
        let written = serde_json::to_vec(&print).map_err(|error| fault(&error))?;
        let world = FormWorld::new(F::TEMPLATE, written, data.clone())?;
        let document = typst::compile::<PagedDocument>(&world).output;
        let document = document.map_err(|errors| fault(&errors))?;
        let undrawn = missing::undrawn(&document);
        if undrawn.is_empty() {
            return Ok(document);
        }
        missing::spell_out(&mut print, &undrawn);
    }
    Err(fault(&"letters that can be neither drawn nor spelled out"))
}

fn fault(error: &dyn std::fmt::Debug) -> ExportError {
    ExportError::Template(format!("{error:?}"))
}
