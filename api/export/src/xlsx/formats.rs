//! Fonts, borders and number formats of every workbook.

use super::ColumnKind;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

const FONT: &str = "TH Sarabun New";
const LINE: Color = Color::RGB(0x00_8C_8C_8C);
const SHADE: Color = Color::RGB(0x00_F2_F2_F2);

/// All formats of a workbook, made once.
pub(super) struct Formats {
    pub(super) title: Format,
    pub(super) subtitle: Format,
    pub(super) header: Format,
    body: [Format; 4],
    total: [Format; 4],
}

impl Formats {
    /// The formats.
    pub(super) fn new() -> Formats {
        let plain = Format::new().set_font_name(FONT).set_font_size(14);
        let ruled = plain
            .clone()
            .set_border(FormatBorder::Thin)
            .set_border_color(LINE);
        let total = ruled.clone().set_bold().set_background_color(SHADE);
        Formats {
            title: plain.clone().set_bold().set_font_size(18),
            header: total
                .clone()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap(),
            subtitle: plain,
            body: of_kinds(&ruled),
            total: of_kinds(&total),
        }
    }

    /// The format of a cell in the table.
    pub(super) fn body(&self, kind: ColumnKind) -> &Format {
        pick(&self.body, kind)
    }

    /// The format of a cell in the total row.
    pub(super) fn total(&self, kind: ColumnKind) -> &Format {
        pick(&self.total, kind)
    }
}

fn of_kinds(base: &Format) -> [Format; 4] {
    [
        base.clone().set_num_format("@").set_align(FormatAlign::Top),
        // As on paper: what is negative in parentheses, nothing as a dash.
        base.clone().set_num_format("#,##0.00_);(#,##0.00);\"-\"_)"),
        // Thai month names and the Buddhist era, Arabic digits; the value is a true date.
        base.clone()
            .set_num_format("[$-107041E]d mmm yyyy")
            .set_align(FormatAlign::Center),
        base.clone().set_num_format("#,##0"),
    ]
}

fn pick(formats: &[Format; 4], kind: ColumnKind) -> &Format {
    let [text, money, date, integer] = formats;
    match kind {
        ColumnKind::Text => text,
        ColumnKind::Money => money,
        ColumnKind::Date => date,
        ColumnKind::Integer => integer,
    }
}
