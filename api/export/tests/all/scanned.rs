//! The code on paper, read from a picture of the page by a program that has nothing to do with the one that
//! drew it, as two cheap phones see it: out of focus and grainy; held askew in poor light.

use crate::samples;
use export::Form;
use rqrr::PreparedImage;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The foot of an A4 page held across eight megapixels, the least that phones have.
const DOTS_PER_INCH: u32 = 390;

/// Shades of grey, line by line.
struct Photo {
    width: usize,
    height: usize,
    dots: Vec<u8>,
}

impl Photo {
    /// Of the foot of the first page, where the code is.
    fn of(form: &Form) -> Photo {
        let name = format!("scanned-{}", form.name());
        let pdf = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&pdf, export::render(form).unwrap()).unwrap();
        let done = Command::new("pdftoppm")
            .args(["-gray", "-singlefile", "-r", &DOTS_PER_INCH.to_string()])
            .args([&pdf, &pdf])
            .status();
        assert!(done.expect("pdftoppm, of poppler-utils").success());
        let bytes = fs::read(pdf.with_extension("pgm")).unwrap();
        let mut parts = bytes.splitn(4, |byte| *byte == b'\n');
        assert_eq!(parts.next(), Some(&b"P5"[..]));
        let size = String::from_utf8(parts.next().unwrap().to_vec()).unwrap();
        let (width, height) = size.split_once(' ').unwrap();
        let (width, height): (usize, usize) = (width.parse().unwrap(), height.parse().unwrap());
        let dots = parts.nth(1).unwrap();
        let (above, left) = (height * 7 / 10, width / 3);
        let rows = dots.chunks(width).skip(above);
        Photo {
            width: left,
            height: height - above,
            dots: rows.flat_map(|row| row[..left].to_vec()).collect(),
        }
    }

    fn at(&self, x: isize, y: isize) -> u8 {
        let inside = |at: isize, end: usize| usize::try_from(at).ok().filter(|at| *at < end);
        let place = inside(x, self.width).zip(inside(y, self.height));
        place.map_or(255, |(x, y)| self.dots[y * self.width + x])
    }

    fn made(&self, dot: impl Fn(isize, isize) -> f64) -> Photo {
        let dots = (0..self.height).flat_map(|y| (0..self.width).map(move |x| (x, y)));
        let dots = dots.map(|(x, y)| dot(x as isize, y as isize).clamp(0.0, 255.0) as u8);
        Photo {
            dots: dots.collect(),
            ..*self
        }
    }

    /// Out of focus by a dot each way, with grains that are the same every time.
    fn blurred(&self) -> Photo {
        self.made(|x, y| {
            let around = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy)));
            let sum: u32 = around
                .map(|(dx, dy)| u32::from(self.at(x + dx, y + dy)))
                .sum();
            let grain = (x * 7_919 + y * 104_729).rem_euclid(17) - 8;
            f64::from(sum) / 9.0 + grain as f64
        })
    }

    /// Turned by six degrees, dark, and darker to one side.
    fn askew(&self) -> Photo {
        let (sin, cos) = (-6.0_f64).to_radians().sin_cos();
        let (mid_x, mid_y) = (self.width as f64 / 2.0, self.height as f64 / 2.0);
        self.made(|x, y| {
            let (dx, dy) = (x as f64 - mid_x, y as f64 - mid_y);
            let from = (mid_x + dx * cos - dy * sin, mid_y + dx * sin + dy * cos);
            let light = 0.75 - 0.3 * x as f64 / self.width as f64;
            f64::from(self.at(from.0.round() as isize, from.1.round() as isize)) * light
        })
    }

    /// What a phone reads.
    fn read(&self) -> Vec<String> {
        let dot = |x: usize, y: usize| self.dots[y * self.width + x];
        let mut seen = PreparedImage::prepare_from_greyscale(self.width, self.height, dot);
        let codes = seen.detect_grids();
        codes
            .iter()
            .filter_map(|code| Some(code.decode().ok()?.1))
            .collect()
    }
}

#[test]
fn the_code_of_every_paper_is_read_by_two_cheap_phones() {
    for form in samples::forms() {
        let data: serde_json::Value = serde_json::to_value(&form).unwrap();
        let address = data["paper"]["head"]["url"]
            .as_str()
            .expect("a code")
            .to_owned();
        let photo = Photo::of(&form);
        for (phone, seen) in [("out of focus", photo.blurred()), ("askew", photo.askew())] {
            assert_eq!(seen.read(), [address.as_str()], "{}, {phone}", form.name());
        }
    }
}

#[test]
fn a_page_without_a_code_has_none_that_is_read() {
    let mut voucher = samples::voucher();
    voucher.paper.head = None;
    assert_eq!(
        Photo::of(&voucher.into()).blurred().read(),
        Vec::<String>::new()
    );
}
