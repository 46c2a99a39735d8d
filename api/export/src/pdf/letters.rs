//! One letter for each glyph, so that a text copied or searched in the PDF is the text printed.
//!
//! The shaper gives all glyphs of a syllable the whole syllable, and the PDF writer then writes
//! that it stands behind each of them; few viewers read the note with the true text that it adds
//! (LaurenzV/krilla#411). Between layout and writing each glyph is given its own letter here. A
//! glyph without a letter, the ring of a sara am, is drawn as a shape; a glyph that stands for two
//! letters, the right half of sara am and sara aa, is taken from a twin of the font for the second.

use super::fonts::twin;
use std::collections::HashMap;
use std::ops::Range;
use ttf_parser::{GlyphId, OutlineBuilder};
use typst::layout::{Abs, Em, Frame, FrameItem, GroupItem, Point};
use typst::syntax::Span;
use typst::text::{FontInstance, Glyph, TextItem};
use typst::visualize::{Curve, FillRule, Geometry, Shape};
use typst_layout::{Page, PagedDocument};

/// The document, with a letter of its own for each glyph.
pub(super) fn apart(mut document: PagedDocument) -> PagedDocument {
    let info = document.info_mut().clone();
    let mut fonts = Fonts::default();
    let pages = document.pages().iter().map(|page| Page {
        frame: fonts.frame(&page.frame),
        ..page.clone()
    });
    PagedDocument::new(pages.collect(), info)
}

/// A page without what is known of its parts: only what is drawn.
pub(super) fn bare(page: &Page) -> Page {
    fn drawn(frame: &Frame) -> Frame {
        let mut out = Frame::new(frame.size(), frame.kind());
        if frame.has_baseline() {
            out.set_baseline(frame.baseline());
        }
        for (at, item) in frame.items() {
            match item {
                FrameItem::Tag(_) => {}
                FrameItem::Group(group) => {
                    let frame = drawn(&group.frame);
                    let group = GroupItem {
                        frame,
                        ..group.clone()
                    };
                    out.push(*at, FrameItem::Group(group));
                }
                other => out.push(*at, other.clone()),
            }
        }
        out
    }
    Page {
        frame: drawn(&page.frame),
        ..page.clone()
    }
}

/// Which letter each glyph of each font stands for so far.
#[derive(Default)]
struct Fonts {
    letters: HashMap<(FontInstance, u16), String>,
}

impl Fonts {
    fn frame(&mut self, frame: &Frame) -> Frame {
        let mut out = Frame::new(frame.size(), frame.kind());
        if frame.has_baseline() {
            out.set_baseline(frame.baseline());
        }
        for (at, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    let frame = self.frame(&group.frame);
                    let group = GroupItem {
                        frame,
                        ..group.clone()
                    };
                    out.push(*at, FrameItem::Group(group));
                }
                FrameItem::Text(text) => {
                    let pieces = self.pieces(text).into_iter();
                    let place = |x| Point::new(at.x + x, at.y);
                    out.push_multiple(pieces.map(|(x, item)| (place(x), item)));
                }
                other => out.push(*at, other.clone()),
            }
        }
        out
    }

    /// The runs and shapes of a text, with how far from its start they stand.
    fn pieces(&mut self, item: &TextItem) -> Vec<(Abs, FrameItem)> {
        let mut pieces: Vec<(Abs, FrameItem)> = Vec::new();
        let mut x = Em::zero();
        for (glyph, range) in item.glyphs.iter().zip(ranges(item)) {
            let letter = item.text.get(as_usize(&range)).unwrap_or_default();
            if letter.is_empty() {
                pieces.push((x.at(item.size), drawn(item, glyph)));
            } else {
                let font = self.font(&item.font, glyph.id, letter);
                let glyph = Glyph {
                    range,
                    ..glyph.clone()
                };
                match pieces.last_mut() {
                    Some((_, FrameItem::Text(run))) if run.font == font => run.glyphs.push(glyph),
                    _ => pieces.push((x.at(item.size), run_of(item, font, glyph))),
                }
            }
            x += glyph.x_advance;
        }
        pieces
    }

    /// The font or its twin, whichever has the glyph stand for this letter.
    fn font(&mut self, font: &FontInstance, glyph: u16, letter: &str) -> FontInstance {
        let mut stands_for = |font: &FontInstance| {
            let key = (font.clone(), glyph);
            let known = self.letters.entry(key).or_insert_with(|| letter.to_owned());
            known == letter
        };
        if stands_for(font) {
            return font.clone();
        }
        let twin = twin(font).filter(|twin| stands_for(twin));
        twin.unwrap_or_else(|| font.clone())
    }
}

fn run_of(item: &TextItem, font: FontInstance, glyph: Glyph) -> FrameItem {
    FrameItem::Text(TextItem {
        font,
        size: item.size,
        fill: item.fill.clone(),
        stroke: item.stroke.clone(),
        lang: item.lang,
        region: item.region,
        text: item.text.clone(),
        glyphs: vec![glyph],
    })
}

fn as_usize(range: &Range<u16>) -> Range<usize> {
    usize::from(range.start)..usize::from(range.end)
}

/// The part of the text each glyph stands for; an empty one for a glyph without a letter.
fn ranges(item: &TextItem) -> Vec<Range<u16>> {
    let groups = item.glyphs.chunk_by(|one, next| one.range == next.range);
    let of_group = |glyphs: &[Glyph]| match letters(item, glyphs) {
        Some(ranges) => ranges,
        None => glyphs.iter().map(|glyph| glyph.range.clone()).collect(),
    };
    groups.flat_map(of_group).collect()
}

/// The letter of each glyph of a syllable, or of the part of it that stands on one line: marks that
/// are moved up are a run of their own. None where that cannot be told or is not in order.
fn letters(item: &TextItem, glyphs: &[Glyph]) -> Option<Vec<Range<u16>>> {
    let whole = glyphs.first()?.range.clone();
    let mut free = parts(item.text.get(as_usize(&whole))?, whole.start)?;
    let is_complete = free.len() == glyphs.len();
    let mut found: Vec<Option<Range<u16>>> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        let at = free
            .iter()
            .position(|(letter, _)| draws(&item.font, glyph.id, *letter));
        found.push(at.map(|at| free.remove(at).1));
    }
    // A glyph that is not known takes what is left, where nothing is missing.
    let mut left = free
        .into_iter()
        .filter(|_| is_complete)
        .map(|(_, range)| range);
    let found = found.into_iter().map(|range| range.or_else(|| left.next()));
    let ranges: Vec<Range<u16>> = found.collect::<Option<_>>()?;
    let written = ranges.iter().filter(|range| !range.is_empty());
    written
        .is_sorted_by_key(|range| range.start)
        .then_some(ranges)
}

/// True for the glyph of a letter and for those that the font has of it for other places and names
/// after it, `uni0E48.small`, or after the ring that it stands on, `uni0E4D0E48.narrow`.
fn draws(font: &FontInstance, glyph: u16, letter: char) -> bool {
    let face = font.ttf();
    let name = |glyph| Some(face.glyph_name(glyph)?.split('.').next()?.to_owned());
    let Some(own) = face.glyph_index(letter) else {
        return false;
    };
    if own == GlyphId(glyph) {
        return true;
    }
    let on_ring = |own: &str| own.strip_prefix("uni").map(|code| format!("uni0E4D{code}"));
    let names = name(own).zip(name(GlyphId(glyph)));
    names.is_some_and(|(own, name)| own == name || on_ring(&own) == Some(name))
}

/// The letters of a syllable as the shaper sees them, each with the text it stands for: a sara am
/// is a ring that stands for nothing and a sara aa that stands for the whole of it.
fn parts(text: &str, start: u16) -> Option<Vec<(char, Range<u16>)>> {
    let mut parts = Vec::new();
    for (at, letter) in text.char_indices() {
        let from = start + u16::try_from(at).ok()?;
        let to = from + u16::try_from(letter.len_utf8()).ok()?;
        let halves = match letter {
            '\u{0E33}' => Some(('\u{0E4D}', '\u{0E32}')),
            '\u{0EB3}' => Some(('\u{0ECD}', '\u{0EB2}')),
            _ => None,
        };
        match halves {
            Some((ring, half)) => parts.extend([(ring, from..from), (half, from..to)]),
            None => parts.push((letter, from..to)),
        }
    }
    Some(parts)
}

/// A glyph as a shape.
fn drawn(item: &TextItem, glyph: &Glyph) -> FrameItem {
    let mut pen = Pen {
        item,
        glyph,
        curve: Curve(Vec::new()),
        at: Point::zero(),
    };
    item.font.ttf().outline_glyph(GlyphId(glyph.id), &mut pen);
    let shape = Shape {
        geometry: Geometry::Curve(pen.curve),
        fill: Some(item.fill.clone()),
        fill_rule: FillRule::NonZero,
        stroke: None,
    };
    FrameItem::Shape(shape, Span::detached())
}

/// Draws an outline into a curve; the pages' axis points down, the fonts' up.
struct Pen<'a> {
    item: &'a TextItem,
    glyph: &'a Glyph,
    curve: Curve,
    at: Point,
}

impl Pen<'_> {
    fn point(&self, x: f32, y: f32) -> Point {
        let (font, size) = (&self.item.font, self.item.size);
        let x = font.to_em(x) + self.glyph.x_offset;
        let y = font.to_em(y) + self.glyph.y_offset;
        Point::new(x.at(size), -y.at(size))
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.point(x, y);
        self.curve.move_(self.at);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.at = self.point(x, y);
        self.curve.line(self.at);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (control, end) = (self.point(x1, y1), self.point(x, y));
        let towards = |from: Point| from + (control - from) * (2.0 / 3.0);
        self.curve.cubic(towards(self.at), towards(end), end);
        self.at = end;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.at = self.point(x, y);
        self.curve
            .cubic(self.point(x1, y1), self.point(x2, y2), self.at);
    }

    fn close(&mut self) {
        self.curve.close();
    }
}
