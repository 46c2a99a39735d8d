//! Forms as PDF, typeset by typst inside the process: no file, no network, no other program.

mod fonts;
mod functions;
mod letters;
mod missing;
mod world;

use crate::error::ExportError;
use crate::forms::Printable;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::FormWorld;

/// Results of the layout kept for the next documents, counted in documents.
const CACHE_AGE: usize = 10;

/// Layouts of one form at most: one, or two where letters are spelled out; more only where what is
/// left stands together anew.
const LAYOUTS: usize = 5;

/// The PDF of what a form is printed from, by the template of that name.
pub(crate) fn print<F: Printable>(template: &str, form: &F) -> Result<Vec<u8>, ExportError> {
    written(&laid(template, form)?, true)
}

/// The pages of what a form is printed from, by the template of that name.
pub(crate) fn laid<F: Printable>(template: &str, form: &F) -> Result<PagedDocument, ExportError> {
    form.check()?;
    Ok(letters::apart(lay_out(template, form)?))
}

/// The pages of several papers as one file. What each carries besides its pages stays with its own file.
pub(crate) fn bound(mut papers: Vec<PagedDocument>) -> Result<Vec<u8>, ExportError> {
    let info = papers.first_mut().map(|first| first.info_mut().clone());
    let pages = papers.iter().flat_map(|paper| paper.pages());
    let pages = pages.map(letters::bare).collect();
    written(&PagedDocument::new(pages, info.unwrap_or_default()), false)
}

/// `is_tagged`: with its structure, for those who hear it read.
fn written(document: &PagedDocument, is_tagged: bool) -> Result<Vec<u8>, ExportError> {
    // Kept for ten years or more, hence the archival standard; it carries its own data.
    let standards = PdfStandards::new(&[PdfStandard::A_3b]);
    let options = PdfOptions {
        creator: Smart::Custom(Some("OpenLAAS".to_owned())),
        standards: standards.map_err(|error| fault(&error))?,
        tagged: is_tagged,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(document, &options).map_err(|errors| fault(&errors));
    typst::comemo::evict(CACHE_AGE);
    pdf
}

/// Lays a form out, as often as it takes until every letter is drawn or spelled out.
fn lay_out<F: Printable>(template: &str, form: &F) -> Result<PagedDocument, ExportError> {
    let data = serde_json::to_vec(form).map_err(|error| fault(&error))?;
    let mut print = serde_json::to_value(form).map_err(|error| fault(&error))?;
    missing::spell_direction(&mut print);
    for _ in 0..LAYOUTS {
        let written = serde_json::to_vec(&print).map_err(|error| fault(&error))?;
        let world = FormWorld::new(template, written, data.clone())?;
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
