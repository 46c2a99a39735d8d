//! How words are drawn and where lines end: hard words compared by pixel with a page that was looked at,
//! long texts broken between words.

use crate::samples;
use export::Form;
use export::xlsx::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The shaping page of ux P2: marks above marks, letters that lose their foot, Thai after Latin.
const HARD: &str = "ที่ นี้ นี่ ซื้อ หนี้ ปั๊ม น้ำ กฤษฏิ์ เอี๊ยด ฐู ญู ป่า ฝี้ ฟ้ำ A วันที่ PDF ที่นี่";
/// Written anew when `LAAS_GOLDEN` is set, to be looked at.
const SEEN: &str = "tests/golden/hard_words.pbm";
/// Pixels that may stand alone: another version of the tool that draws rounds an edge otherwise.
const STRAY: usize = 8;

fn written(name: &str, bytes: &[u8]) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, bytes).unwrap();
    file
}

/// Black and white pixels, line by line.
struct Picture {
    width: usize,
    dots: Vec<bool>,
}

impl Picture {
    /// From the bytes of a `P4` file.
    fn read(bytes: &[u8]) -> Picture {
        let mut parts = bytes.splitn(3, |byte| *byte == b'\n');
        assert_eq!(parts.next(), Some(&b"P4"[..]));
        let size = String::from_utf8(parts.next().unwrap().to_vec()).unwrap();
        let (width, height) = size.split_once(' ').unwrap();
        let (width, height): (usize, usize) = (width.parse().unwrap(), height.parse().unwrap());
        let rows = parts.next().unwrap();
        let line = width.div_ceil(8);
        let dot = |at: usize| {
            let (x, y) = (at % width, at / width);
            rows[y * line + x / 8] >> (7 - x % 8) & 1 == 1
        };
        let dots = (0..width * height).map(dot).collect();
        Picture { width, dots }
    }

    /// The dots that have none within a pixel of the same place there.
    fn alone(&self, there: &Picture) -> usize {
        let near = |at: usize| {
            let around = [-1, 0, 1]
                .into_iter()
                .flat_map(|y: isize| [-1, 0, 1].into_iter().map(move |x: isize| (x, y)));
            around.into_iter().any(|(x, y)| {
                let place = at as isize + y * self.width as isize + x;
                usize::try_from(place).is_ok_and(|place| there.dots.get(place) == Some(&true))
            })
        };
        let dots = self.dots.iter().enumerate().filter(|(_, dot)| **dot);
        dots.filter(|(at, _)| !near(*at)).count()
    }
}

/// What is drawn of the explanation of a voucher: the part of the page around it.
fn drawn(words: &str) -> Vec<u8> {
    let mut voucher = samples::voucher();
    words.clone_into(&mut voucher.explanation);
    let pdf = written("hard_words.pdf", &export::render(&voucher.into()).unwrap());
    let answer = Command::new("pdftotext")
        .args(["-bbox"])
        .arg(&pdf)
        .arg("-")
        .output();
    let answer = answer.expect("pdftotext, of poppler-utils");
    let boxes = String::from_utf8(answer.stdout).unwrap();
    let label = boxes.lines().find(|line| line.contains("คำอธิบาย"));
    let label = label.expect("the explanation");
    let top = label
        .split("yMin=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let top: f64 = top.and_then(|text| text.parse().ok()).expect("its place");
    // Points of a page to pixels of a picture.
    let y = ((top - 3.0) / 72.0 * 300.0).round().to_string();
    let picture = pdf.with_extension("");
    let done = Command::new("pdftoppm")
        .args([
            "-mono",
            "-r",
            "300",
            "-singlefile",
            "-x",
            "220",
            "-y",
            &y,
            "-W",
            "1500",
            "-H",
            "100",
        ])
        .arg(&pdf)
        .arg(&picture)
        .status();
    assert!(done.expect("pdftoppm, of poppler-utils").success());
    fs::read(picture.with_extension("pbm")).unwrap()
}

#[test]
fn hard_words_are_drawn_as_they_were_when_looked_at() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join(SEEN);
    let now = drawn(HARD);
    if std::env::var_os("LAAS_GOLDEN").is_some() {
        fs::create_dir_all(golden.parent().unwrap()).unwrap();
        fs::write(&golden, &now).unwrap();
    }
    let (seen, now) = (
        Picture::read(&fs::read(&golden).unwrap()),
        Picture::read(&now),
    );
    let dots = seen.dots.iter().filter(|dot| **dot).count();
    assert!(dots > 2_000, "{dots} dots");
    let (more, less) = (now.alone(&seen), seen.alone(&now));
    assert!(
        more + less <= STRAY,
        "{more} dots more, {less} less: {SEEN}"
    );
    // A tone that slid away, and one that is not there, are seen.
    for wrong in ["ที่", "ฟ้ำ"] {
        let bare: String = wrong
            .chars()
            .filter(|c| !"\u{E48}\u{E49}".contains(*c))
            .collect();
        let other = Picture::read(&drawn(&HARD.replacen(wrong, &bare, 1)));
        assert!(
            seen.alone(&other) > STRAY,
            "{wrong} without its tone looks the same"
        );
    }
}

/// Words of a long purpose, as a dictionary has them; what stands between `·` is one part.
const LONG: &str = "จัดซื้อ·น้ำมัน·เชื้อเพลิง·สำหรับ·รถยนต์·ส่วนกลาง·และ·รถ·บรรทุก·น้ำ· ·ของ·งาน·ป้องกัน·และ·\
    บรรเทา·สาธารณภัย· ·“·ประจำ·เดือน·ตุลาคม”· ·จำนวน· ·1,250· ลิตร· ·ราคา·ลิตร·ละ· ·32.50· บาท· ·เป็น·เงิน·ทั้งสิ้น· ·\
    40,625.00· บาท· ·ตาม·ใบ·ส่ง·ของ·ของ·ผู้ขาย· ·ซึ่ง·คณะ·กรรมการ·ตรวจ·รับ·พัสดุ·ได้·ตรวจ·รับ·ไว้·ถูกต้อง·ครบถ้วน·แล้ว· ·\
    เมื่อ·วันที่· ·24· ตุลาคม· ·2568· ·โดย·เบิก·จ่าย·จาก·งบ·ประมาณ·ราย·จ่าย·ประจำ·ปี· ·งาน·บริหาร·ทั่วไป·เกี่ยวกับ·การ·รักษา·\
    ความ·สงบ·ภายใน";

/// The lines of a paper that are part of a text, each with where it begins and ends there; spaces count
/// for nothing.
fn lines_of(pdf: &[u8], text: &str) -> Vec<(usize, usize)> {
    let file = written("long_lines.pdf", pdf);
    let answer = Command::new("pdftotext")
        .args(["-raw"])
        .arg(file)
        .arg("-")
        .output();
    let raw = String::from_utf8(answer.expect("pdftotext").stdout).unwrap();
    let bare = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let (text, mut at, mut found) = (bare(text), 0, Vec::new());
    for line in raw
        .lines()
        .map(bare)
        .filter(|line| line.chars().count() > 8)
    {
        // The first line stands behind the name of its field.
        let part = (0..line.len())
            .find(|from| line.is_char_boundary(*from) && text[at..].starts_with(&line[*from..]));
        let length = part.map_or(0, |from| line.len() - from);
        if length > 24 && (at > 0 || text.starts_with(&line[line.len() - length..])) {
            found.push((at, at + length));
            at += length;
        }
    }
    found
}

#[test]
fn long_texts_end_their_lines_between_words() {
    let plain: String = LONG.split('·').collect();
    let mut request = samples::disbursement_request();
    plain.clone_into(&mut request.description);
    let lines = lines_of(&export::render(&Form::from(request)).unwrap(), &plain);
    assert!(lines.len() >= 4, "{lines:?}");
    let bare = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let whole = bare(&plain);
    // Where a word ends, counted as the lines are; a number ends with its unit, a quotation with its mark.
    let mut ends = Vec::new();
    let mut length = 0;
    for word in LONG.split('·') {
        let is_unit = word.starts_with(' ') && word.len() > 1;
        if is_unit {
            ends.pop();
        }
        length += bare(word).len();
        ends.push(length);
    }
    for (_, end) in &lines[..lines.len() - 1] {
        let (before, after) = whole.split_at(*end);
        assert!(ends.contains(end), "{before} | {after}");
        assert!(
            !before.ends_with('“') && !after.starts_with('”'),
            "{before} | {after}"
        );
    }
    // Lines are set to the left: what is left over is left at the right.
    let form = include_str!("../../src/forms/form.typ");
    assert!(form.contains("justify: false") && !form.contains("justify: true"));
}

/// The words of one page, with Arabic digits and single spaces.
fn page(pdf: &Path, number: usize) -> String {
    let number = number.to_string();
    let answer = Command::new("pdftotext")
        .args(["-layout", "-f", &number, "-l", &number])
        .arg(pdf)
        .arg("-")
        .output();
    String::from_utf8(answer.expect("pdftotext").stdout).unwrap()
}

/// The last figure of the line that begins so.
fn figure(page: &str, begins: &str) -> Option<String> {
    let line = page
        .lines()
        .find(|line| line.trim_start().starts_with(begins))?;
    line.split_whitespace().next_back().map(str::to_owned)
}

#[test]
fn a_register_of_five_pages_carries_its_sums_from_each_to_the_next() {
    let mut table = samples::table();
    let baht = |satang: usize| format!("{}.{:02}", satang / 100, satang % 100);
    let row = |at: usize| {
        let texts = [format!("R{at:04}"), format!("รายการที่ {at}")].map(Cell::Text);
        let amounts = [baht(at), baht(at * 105)].map(|text| Cell::Money(samples::amount(&text)));
        let day = Cell::Date(samples::date(10));
        texts
            .into_iter()
            .chain([day])
            .chain(amounts)
            .collect::<Vec<_>>()
    };
    let all: Vec<usize> = (1..=200).collect();
    let sum = |rows: &[usize]| rows.iter().map(|at| at * 105).sum::<usize>();
    table.parts.truncate(1);
    table.parts[0].title = None;
    table.parts[0].totals = None;
    table.parts[0].rows = all.iter().map(|at| row(*at)).collect();
    let total = [all.iter().sum::<usize>(), sum(&all)];
    let total = total.map(|satang| Cell::Money(samples::amount(&baht(satang))));
    let label = [Cell::Text("รวมทั้งสิ้น".to_owned()), Cell::Empty, Cell::Empty];
    table.totals = Some(label.into_iter().chain(total).collect());
    table.signers[0].signer = samples::signer(7, "ผู้อำนวยการกองคลัง");
    let pdf = written("register.pdf", &export::render(&Form::from(table)).unwrap());

    let (mut number, mut before) = (1, Vec::new());
    let grouped = |rows: &[usize]| match rows.is_empty() {
        true => "-".to_owned(),
        false => export::thai::money(samples::amount(&baht(sum(rows)))),
    };
    while before.len() < all.len() {
        let text = page(&pdf, number);
        let codes = text
            .split_whitespace()
            .filter_map(|word| word.strip_prefix('R'));
        let here: Vec<usize> = codes.filter_map(|code| code.parse().ok()).collect();
        assert!(!here.is_empty(), "page {number} has no rows");
        assert_eq!(
            figure(&text, "ยอดยกมา"),
            Some(grouped(&before)),
            "page {number}"
        );
        before.extend(here);
        let (label, other) = match before.len() == all.len() {
            true => ("รวมทั้งสิ้น", "ยอดยกไป"),
            false => ("ยอดยกไป", "รวมทั้งสิ้น"),
        };
        assert_eq!(
            figure(&text, label),
            Some(grouped(&before)),
            "page {number}"
        );
        assert_eq!(figure(&text, other), None, "page {number}");
        number += 1;
    }
    // Below the last row there may be no room for those who sign.
    let squeezed = |number: usize| -> String { page(&pdf, number).split_whitespace().collect() };
    let first = squeezed(1);
    let told = first.rsplit("หน้า1/").next().unwrap_or_default();
    let told: String = told.chars().take_while(char::is_ascii_digit).collect();
    let pages: usize = told.parse().expect("how many pages there are");
    assert!(
        pages >= 5 && (number - 1..=number).contains(&pages),
        "{pages} pages"
    );
    for number in 1..=pages {
        let text = squeezed(number);
        assert!(
            text.contains(&format!("หน้า{number}/{pages}")),
            "page {number} of {pages}"
        );
    }
    // Whoever signs does so on one page: name, position and day together.
    let signed = ["(ลงชื่อ)", "บุคคลสมมติ 7", "ผู้อำนวยการกองคลัง", "31 ตุลาคม 2568"];
    let last = page(&pdf, pages);
    for part in signed {
        assert!(
            last.contains(part),
            "{part} is not on the last page: {last}"
        );
    }
    let before: String = (1..pages).map(|number| page(&pdf, number)).collect();
    assert!(!before.contains("ผู้อำนวยการกองคลัง"), "signed before the end");
}
