//! The fonts on paper: Sarabun, and four that draw what it lacks (symbols and most alphabets,
//! Khmer, Burmese, Chinese with Japanese and Korean). What none of them draws is spelled out
//! ([`super::missing`]).

use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;

const FILES: [&[u8]; 6] = [
    include_bytes!("../../fonts/Sarabun-Regular.ttf"),
    include_bytes!("../../fonts/Sarabun-Bold.ttf"),
    include_bytes!("../../fonts/DejaVuSans.ttf"),
    include_bytes!("../../fonts/NotoSansKhmer-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansMyanmar-Regular.ttf"),
    include_bytes!("../../fonts/DroidSansFallback.ttf"),
];

/// The fonts.
pub(super) static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files = FILES.iter().map(|file| Bytes::new(*file));
    files.filter_map(|file| Font::new(file, 0)).collect()
});

/// The fonts by name and kind.
pub(super) static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// The same fonts once more: a zero behind the file makes each another font to the PDF writer.
static TWINS: LazyLock<Vec<FontInstance>> = LazyLock::new(|| {
    let files = FILES.iter().map(|file| Bytes::new([*file, &[0]].concat()));
    let fonts = files.filter_map(|file| Font::new(file, 0));
    let plain = |font: Font| {
        font.instantiate(
            FontVariant::default(),
            Abs::zero(),
            &FontVariations::default(),
        )
    };
    fonts.map(plain).collect()
});

/// A font that draws as this one does and is kept apart from it in the PDF.
pub(super) fn twin(font: &FontInstance) -> Option<FontInstance> {
    let place = FONTS.iter().position(|known| known == font.font())?;
    TWINS.get(place).cloned()
}
