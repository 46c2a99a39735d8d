//! Finding articles by words, as people spell them.

use super::{Article, Book};
use crate::text::normal;

/// How well an article fits; less is better.
type Rank = u8;
/// From here on it only sounds like what was typed.
const SOUND: Rank = 4;

impl Book {
    /// The articles with all these words, the best first. What is written in another way but sounds
    /// the same (`ดีกา`, `พาสี`) is found, too, after what is written as typed.
    pub fn find(&self, words: &str) -> Vec<&Article> {
        let wanted = normal(words);
        if wanted.is_empty() {
            return Vec::new();
        }
        let ranked = |article: &'_ Article| rank(article, &wanted);
        let all = self.articles.iter();
        let mut found: Vec<(Rank, &Article)> = all
            .filter_map(|article| Some((ranked(article)?, article)))
            .collect();
        // Articles of the same rank stay in the order of the files.
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, article)| article).collect()
    }
}

fn rank(article: &Article, wanted: &str) -> Option<Rank> {
    if article.code == wanted {
        return Some(0);
    }
    let title = normal(&format!("{} {}", article.title, article.english));
    if title.starts_with(wanted) {
        return Some(1);
    }
    if has_all(&title, wanted) {
        return Some(2);
    }
    let rules = article.rules.join(" ");
    let text = format!("{title} {} {} {rules}", article.what, article.example);
    let text = normal(&plain(&text));
    if has_all(&text, wanted) {
        return Some(3);
    }
    let wanted = sound(wanted);
    if has_all(&sound(&title), &wanted) {
        return Some(SOUND);
    }
    has_all(&sound(&text), &wanted).then_some(SOUND + 1)
}

fn has_all(text: &str, words: &str) -> bool {
    !words.is_empty() && words.split(' ').all(|word| text.contains(word))
}

/// HTML without its marks.
fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut is_mark = false;
    for letter in html.chars() {
        match letter {
            '<' => is_mark = true,
            '>' => {
                is_mark = false;
                out.push(' ');
            }
            other if !is_mark => out.push(other),
            _ => {}
        }
    }
    out
}

/// A normal text as it sounds, roughly: letters that sound alike are one, vowels are not long or
/// short, marks of tone and silence are gone.
fn sound(normal: &str) -> String {
    let letters = normal.chars().filter_map(|letter| match letter {
        '\u{0E47}'..='\u{0E4E}' => None,
        'ฆ' => Some('ค'),
        'ฌ' => Some('ช'),
        'ญ' => Some('ย'),
        'ฎ' => Some('ด'),
        'ฏ' => Some('ต'),
        'ฐ' | 'ฑ' | 'ฒ' | 'ธ' => Some('ท'),
        'ณ' => Some('น'),
        'ภ' => Some('พ'),
        'ศ' | 'ษ' => Some('ส'),
        'ฬ' => Some('ล'),
        'ใ' => Some('ไ'),
        'ี' => Some('ิ'),
        'ื' => Some('ึ'),
        'ู' => Some('ุ'),
        other => Some(other),
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book() -> Book {
        let of = |code: &str, title: &str, what: &str| Article {
            code: code.to_owned(),
            title: title.to_owned(),
            what: what.to_owned(),
            ..Article::default()
        };
        let articles = vec![
            of("11-00", "ใบเสร็จรับเงิน", "<p>ใช้ออกใบเสร็จ ภาษีด้วย</p>"),
            of("21-00", "ฎีกาเบิกเงิน", "<p>ใช้ขอเบิก<strong>เงิน</strong></p>"),
            of("21-09", "ภาษีหัก ณ ที่จ่าย", "<p>หักไว้เมื่อจ่าย</p>"),
        ];
        Book {
            articles,
            ..Book::default()
        }
    }

    fn found(words: &str) -> Vec<String> {
        let book = book();
        let codes = book.find(words).into_iter().map(|one| one.code.clone());
        codes.collect()
    }

    #[test]
    fn titles_come_before_texts() {
        assert_eq!(found("ภาษี"), ["21-09", "11-00"]);
        assert_eq!(found("จ่าย หัก"), ["21-09"]);
        assert_eq!(found("21-00"), ["21-00"]);
        assert_eq!(found("ไม่มีคำนี้"), Vec::<String>::new());
        assert_eq!(found("  "), Vec::<String>::new());
        assert_eq!(found("strong"), Vec::<String>::new());
    }

    #[test]
    fn what_sounds_the_same_is_found() {
        assert_eq!(found("ดีกา"), ["21-00"]);
        assert_eq!(found("พาสีหัก"), ["21-09"]);
        // Vowel and tone in another order, sara am in two halves: the same text.
        assert_eq!(found("จา่ย หัก"), ["21-09"]);
        assert_eq!(found("ไบเสรจ"), ["11-00"]);
    }
}
