//! Help: what people read beside a field, and the rules it names.
//!
//! The articles are files that a clerk can edit (`shared/help/README.md`): one for each page, with a
//! heading for each field; letters and regulations stand beside them, each with the rules that are
//! named. [`Book::read`] reads both, and complains of what does not fit. The bundler makes one file
//! of them, which the browser keeps.
//!
//! **Invariant: a rule is said once, by its letter; an article only names it.**

mod find;
mod read;

pub use read::File;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All of it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Book {
    /// In the order of the files, each page before its fields.
    pub articles: Vec<Article>,
    /// By the code under which articles name them.
    pub rules: BTreeMap<String, Rule>,
    /// By the names of their files.
    pub letters: BTreeMap<String, Letter>,
}

/// What is said of a page, or of a field on it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Article {
    /// As told on the telephone: `21-03`. Never given to another one.
    pub code: String,
    /// The file it stands in: the code of a kind, or the name of a page.
    pub page: String,
    /// Where the page is; nothing for what belongs to every page.
    pub address: String,
    /// The field without numbers, `items.amount`; nothing for the page itself.
    pub field: String,
    /// Its title in Thai.
    pub title: String,
    /// The same in English.
    pub english: String,
    /// What it is, and what to do: Markdown in the file, HTML in the browser.
    pub what: String,
    /// An example, the same way; may be empty.
    pub example: String,
    /// Codes of the rules it follows.
    pub rules: Vec<String>,
}

/// What a letter says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// The letter it stands in.
    pub letter: String,
    /// Where in the letter.
    pub paragraph: String,
    /// In one sentence: Markdown in the file, HTML in the browser.
    pub says: String,
}

/// A letter, a regulation, or the demands this system was built by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Letter {
    /// As people cite it.
    pub name: String,
    /// Which text of it was read, and what is doubtful about it.
    pub version: String,
}

impl Article {
    /// Is it about a page, not a field?
    pub fn is_page(&self) -> bool {
        self.field.is_empty()
    }

    /// Does it belong to no page of its own?
    pub fn is_common(&self) -> bool {
        self.address.is_empty()
    }
}

impl Book {
    /// The articles with their texts in another form, as the bundler makes HTML of Markdown.
    pub fn rendered(mut self, form: impl Fn(&str) -> String) -> Book {
        for article in &mut self.articles {
            article.what = form(&article.what);
            article.example = form(&article.example);
        }
        for rule in self.rules.values_mut() {
            rule.says = form(&rule.says);
        }
        self
    }

    /// The article with this code.
    pub fn coded(&self, code: &str) -> Option<&Article> {
        self.articles.iter().find(|article| article.code == code)
    }

    /// What is said of the page at an address: `/receipts/new` is told of by `/receipts`.
    pub fn page(&self, address: &str) -> Option<&Article> {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let holds = |own: &str| match path.strip_prefix(own) {
            Some(rest) => own == "/" || rest.is_empty() || rest.starts_with('/'),
            None => false,
        };
        let pages = self.articles.iter().filter(|one| one.is_page());
        let here = pages.filter(|one| !one.is_common() && holds(&one.address));
        here.max_by_key(|one| one.address.len())
    }

    /// What is said of a field at an address: of itself, else of the group it is in, else of such
    /// fields everywhere, else of the page. The path may have numbers: `items[2].amount`.
    pub fn of(&self, address: &str, path: &str) -> Option<&Article> {
        let page = self.page(address);
        let name = page.map_or("", |page| page.page.as_str());
        let field = bare(path);
        let groups = std::iter::successors(Some(field.as_str()), |one| {
            one.rsplit_once('.').map(|(group, _)| group)
        });
        let own = |field: &str| {
            let mut all = self.articles.iter();
            all.find(|one| one.page == name && one.field == field)
        };
        let common = |field: &str| {
            let mut all = self.articles.iter();
            all.find(|one| one.is_common() && !field.is_empty() && one.field == field)
        };
        let found = groups.clone().filter(|one| !one.is_empty()).find_map(own);
        found.or_else(|| groups.clone().find_map(common)).or(page)
    }

    /// What else is said of a page: all that stands in the same file.
    pub fn beside<'a>(&'a self, article: &'a Article) -> impl Iterator<Item = &'a Article> {
        let others = self.articles.iter().filter(|one| one.page == article.page);
        others.filter(|one| one.code != article.code)
    }
}

/// A path of a field without its numbers.
pub fn bare(path: &str) -> String {
    let parts = path.split('.').filter_map(|part| part.split('[').next());
    parts.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(page: &str, address: &str, field: &str) -> Article {
        Article {
            page: page.to_owned(),
            address: address.to_owned(),
            field: field.to_owned(),
            ..Article::default()
        }
    }

    fn book() -> Book {
        let articles = vec![
            article("home", "/", ""),
            article("users", "/users", ""),
            article("review", "/users/review", ""),
            article("receipt", "/receipts", ""),
            article("receipt", "/receipts", "items"),
            article("receipt", "/receipts", "items.amount"),
            article("common", "", ""),
            article("common", "", "from"),
        ];
        Book {
            articles,
            ..Book::default()
        }
    }

    #[test]
    fn the_nearest_article_is_found() {
        let book = book();
        let found = |address: &str, path: &str| {
            let found = book.of(address, path).map(|one| (&*one.page, &*one.field));
            found.expect("an article")
        };
        let cases = [
            ("/", "", ("home", "")),
            ("/unheard-of", "", ("home", "")),
            ("/users", "", ("users", "")),
            ("/users/5", "", ("users", "")),
            ("/users/review", "", ("review", "")),
            ("/users-of-old", "", ("home", "")),
            (
                "/receipts/new?copy=1",
                "items[3].amount",
                ("receipt", "items.amount"),
            ),
            ("/receipts/new", "items[3].penalty", ("receipt", "items")),
            ("/receipts", "from", ("common", "from")),
            ("/receipts", "unheard_of", ("receipt", "")),
        ];
        for (address, path, wanted) in cases {
            assert_eq!(found(address, path), wanted, "{address} {path}");
        }
    }

    #[test]
    fn beside_a_page_stand_its_fields() {
        let book = Book {
            articles: [("1", "a", ""), ("2", "a", "x"), ("3", "b", "")]
                .map(|(code, page, field)| Article {
                    code: code.to_owned(),
                    ..article(page, "/", field)
                })
                .to_vec(),
            ..Book::default()
        };
        let first = book.coded("1").expect("the first");
        let beside: Vec<&str> = book.beside(first).map(|one| &*one.code).collect();
        assert_eq!(beside, ["2"]);
    }
}
