//! Reading the files of articles and letters; what does not fit is complained of, all at once.

use super::{Article, Book, Letter, Rule};
use crate::document::Kind;
use std::collections::BTreeSet;

/// A file: its name without the ending, and its text.
pub type File = (String, String);

/// One line after the heading, and one block, begin with these words.
const CODE: &str = "รหัส:";
const ADDRESS: &str = "หน้า:";
const VERSION: &str = "ฉบับ:";
const RULES: &str = "กติกา:";
const EXAMPLE: &str = "ตัวอย่าง:";

impl Book {
    /// Reads articles and letters.
    pub fn read(articles: &[File], letters: &[File]) -> Result<Book, Vec<String>> {
        let mut book = Book::default();
        let mut wrong = Vec::new();
        for (name, text) in letters {
            read_letter(name, text, &mut book, &mut wrong);
        }
        for (name, text) in articles {
            read_page(name, text, &mut book, &mut wrong);
        }
        check(&book, &mut wrong);
        match wrong.is_empty() {
            true => Ok(book),
            false => Err(wrong),
        }
    }
}

/// A heading and what stands below it.
struct Section<'a> {
    heading: &'a str,
    text: &'a str,
}

/// The title, `# …`, with what stands below it, and the sections, `## …`.
fn sections(text: &str) -> Option<(Section<'_>, Vec<Section<'_>>)> {
    let mut parts = text.trim_start().strip_prefix("# ")?.split("\n## ");
    let section = |part| {
        let (heading, text) = str::split_once(part, '\n').unwrap_or((part, ""));
        Section {
            heading: heading.trim(),
            text: text.trim(),
        }
    };
    let title = section(parts.next()?);
    Some((title, parts.map(section).collect()))
}

/// The value of a line that begins so.
fn value<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = text.lines();
    lines
        .find_map(|line| line.strip_prefix(name))
        .map(str::trim)
}

fn read_letter(name: &str, text: &str, book: &mut Book, wrong: &mut Vec<String>) {
    let Some((title, rules)) = sections(text) else {
        wrong.push(format!("letters/{name}: no title"));
        return;
    };
    let letter = Letter {
        name: title.heading.to_owned(),
        version: value(title.text, VERSION).unwrap_or_default().to_owned(),
    };
    if letter.version.is_empty() {
        wrong.push(format!("letters/{name}: no line {VERSION}"));
    }
    book.letters.insert(name.to_owned(), letter);
    for Section { heading, text } in rules {
        let (code, paragraph) = heading.split_once(' ').unwrap_or((heading, ""));
        let rule = Rule {
            letter: name.to_owned(),
            paragraph: paragraph.trim().to_owned(),
            says: text.to_owned(),
        };
        if rule.says.is_empty() {
            wrong.push(format!("letters/{name}: {code} says nothing"));
        }
        if book.rules.insert(code.to_owned(), rule).is_some() {
            wrong.push(format!("letters/{name}: {code} is there twice"));
        }
    }
}

fn read_page(name: &str, text: &str, book: &mut Book, wrong: &mut Vec<String>) {
    let Some((title, fields)) = sections(text) else {
        wrong.push(format!("{name}: no title"));
        return;
    };
    let kind = Kind::ALL.iter().copied().find(|kind| kind.as_str() == name);
    let (thai, english) = titles(title.heading);
    let address = value(title.text, ADDRESS).unwrap_or_default();
    let code = value(title.text, CODE).unwrap_or_default();
    let address = kind.map_or(address.to_owned(), |kind| format!("/{}", kind.spec().path));
    let page = Article {
        code: format!("{code}-00"),
        page: name.to_owned(),
        address: address.clone(),
        title: kind.map_or(thai, |kind| kind.thai()).to_owned(),
        english: kind.map_or(english, |kind| kind.english()).to_owned(),
        ..said(title.text)
    };
    if kind.is_some() && (thai != page.title || value(title.text, ADDRESS).is_some()) {
        let title = &page.title;
        wrong.push(format!(
            "{name}: its title is {title}, and it has no line {ADDRESS}"
        ));
    }
    let two_digits = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_digit());
    if !two_digits {
        wrong.push(format!("{name}: no line {CODE} with two digits"));
    }
    book.articles.push(page);
    for Section { heading, text } in fields {
        let (number, rest) = heading.split_once(' ').unwrap_or((heading, ""));
        let (field, names) = rest.split_once('|').unwrap_or((rest, ""));
        let field = field.trim();
        let label = kind.and_then(|kind| kind.label(field));
        let (thai, english) = label.unwrap_or_else(|| titles(names));
        if field.is_empty() || kind.is_some() && label.is_none() {
            wrong.push(format!("{name}: {heading} is no field of it"));
        }
        book.articles.push(Article {
            code: format!("{code}-{number}"),
            page: name.to_owned(),
            address: address.clone(),
            field: field.to_owned(),
            title: thai.to_owned(),
            english: english.to_owned(),
            ..said(text)
        });
    }
}

/// `ไทย | English`.
fn titles(text: &str) -> (&str, &str) {
    let (thai, english) = text.split_once('|').unwrap_or((text, ""));
    (thai.trim(), english.trim())
}

/// What an article says: blocks between empty lines.
fn said(text: &str) -> Article {
    let mut article = Article::default();
    let mut what = Vec::new();
    // What begins so is a block of its own, whether or not a line was left empty.
    let text = [RULES, EXAMPLE].iter().fold(text.to_owned(), |text, name| {
        text.replace(&format!("\n{name}"), &format!("\n\n{name}"))
    });
    for block in text.split("\n\n").map(str::trim) {
        if let Some(rules) = block.strip_prefix(RULES) {
            let codes = rules
                .split([',', ' ', '\n'])
                .filter(|code| !code.is_empty());
            article.rules = codes.map(str::to_owned).collect();
        } else if let Some(example) = block.strip_prefix(EXAMPLE) {
            example.trim().clone_into(&mut article.example);
        } else if !block.starts_with(CODE) && !block.starts_with(ADDRESS) {
            what.push(block);
        }
    }
    article.what = what.join("\n\n").trim().to_owned();
    article
}

fn check(book: &Book, wrong: &mut Vec<String>) {
    let mut codes = BTreeSet::new();
    let mut places = BTreeSet::new();
    for article in &book.articles {
        let Article {
            page, field, code, ..
        } = article;
        let at = format!("{page} {code} {field}");
        let unknown = article
            .rules
            .iter()
            .filter(|rule| !book.rules.contains_key(*rule));
        wrong.extend(unknown.map(|rule| format!("{at}: no letter has the rule {rule}")));
        let complaints = [
            (!codes.insert(code), "this number is there twice"),
            (!places.insert((page, field)), "this field is there twice"),
            (article.title.is_empty(), "no title in Thai"),
            (article.english.is_empty(), "no title in English"),
            (article.what.is_empty(), "it says nothing"),
        ];
        let complaints = complaints.into_iter().filter(|(is_so, _)| *is_so);
        wrong.extend(complaints.map(|(_, complaint)| format!("{at}: {complaint}")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "# หนังสือสมมติ\nฉบับ: ทดสอบ\n\n## R1 ข้อ 5\nต้องทำอย่างนี้\n";
    const PAGE: &str = "# หน้าสมมติ | Made up\nรหัส: 90\nหน้า: /made-up\n\nคำอธิบาย\n\nกติกา: R1\n\n\
                        ## 01 q | คำค้น | Words\nพิมพ์คำ\n\nตัวอย่าง: ค่าไฟ\n";

    fn read(page: &str) -> Result<Book, Vec<String>> {
        let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        Book::read(&[file("made_up", page)], &[file("1", LETTER)])
    }

    #[test]
    fn a_page_and_its_fields_are_read() {
        let book = read(PAGE).expect("a good book");
        let [page, field] = &book.articles[..] else {
            panic!("{:?}", book.articles);
        };
        assert_eq!((&*page.code, &*page.what), ("90-00", "คำอธิบาย"));
        assert_eq!(page.rules, ["R1"]);
        assert_eq!((&*field.code, &*field.field), ("90-01", "q"));
        assert_eq!((&*field.english, &*field.example), ("Words", "ค่าไฟ"));
        assert_eq!(book.rules["R1"].paragraph, "ข้อ 5");
    }

    #[test]
    fn what_does_not_fit_is_complained_of() {
        let cases = [
            ("กติกา: R1", "กติกา: R2", "no letter has the rule R2"),
            ("รหัส: 90", "รหัส: x", "with two digits"),
            (" | Made up", "", "no title in English"),
            ("พิมพ์คำ", "", "it says nothing"),
            ("## 01 q", "## 00 q", "this number is there twice"),
            ("# หน้า", "หน้า", "no title"),
        ];
        for (old, new, wanted) in cases {
            let wrong = read(&PAGE.replacen(old, new, 1))
                .expect_err(wanted)
                .join("\n");
            assert!(wrong.contains(wanted), "{wanted}: {wrong}");
        }
    }
}
