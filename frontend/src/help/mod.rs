//! Help: F1 opens what is said of the field that has the focus, else of the page.
//!
//! The articles (`shared/help`) are one file, fetched once the pages stand and nobody waits for
//! anything else; from then on help needs no line.

mod panel;

use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::help::{Article, Book};

pub use panel::HelpPanel;

use crate::address::here;
use crate::api;
use crate::components::ask::Ask;
use crate::text::{Language, language};

/// How long the pages have the line to themselves, in milliseconds.
const PAUSE: u32 = 1_500;
/// As many as a list beside other things shows.
const FEW: usize = 4;

/// The articles, and what is shown of them.
#[derive(Clone, Copy)]
pub struct Help {
    book: RwSignal<Option<Book>>,
    /// They did not come.
    missed: RwSignal<bool>,
    open: RwSignal<bool>,
    /// Where help was asked for: the address, and the path of the field.
    asked: RwSignal<(String, String)>,
    /// The article chosen in the panel instead.
    chosen: RwSignal<Option<String>>,
    /// What is looked for in the panel.
    words: RwSignal<String>,
    /// Something lies above the page that must be answered first.
    is_covered: Signal<bool>,
}

impl Help {
    /// Listens for F1 as long as the pages stand, and fetches the articles.
    pub fn listen(is_covered: Signal<bool>) -> Help {
        let help = Help {
            book: RwSignal::new(None),
            missed: RwSignal::new(false),
            open: RwSignal::new(false),
            asked: RwSignal::default(),
            chosen: RwSignal::new(None),
            words: RwSignal::default(),
            is_covered,
        };
        let handle = window_event_listener(ev::keydown, move |event| help.pressed(&event));
        on_cleanup(move || handle.remove());
        provide_context(Ask(Callback::new(move |path| help.ask(path))));
        spawn_local(async move {
            TimeoutFuture::new(PAUSE).await;
            help.fetch().await;
        });
        help
    }

    async fn fetch(self) {
        if self.book.try_with_untracked(Option::is_some) != Some(false) {
            return;
        }
        self.missed.try_set(false);
        match api::help::book().await {
            Ok(book) => {
                self.book.try_set(Some(book));
            }
            Err(_) => {
                self.missed.try_set(true);
            }
        }
    }

    fn pressed(self, event: &ev::KeyboardEvent) {
        if event.code() != "F1" {
            return;
        }
        event.prevent_default();
        if self.open.get_untracked() {
            self.open.set(false);
        } else if !self.is_covered.get_untracked() {
            self.ask(focused());
        }
    }

    /// Opens what is said of a field here; of the page, where the path is empty.
    pub fn ask(self, path: String) {
        self.asked.set((here(), path));
        self.begin(None);
    }

    /// Opens the article with this code.
    pub fn show(self, code: String) {
        self.begin(Some(code));
    }

    fn begin(self, chosen: Option<String>) {
        self.chosen.set(chosen);
        self.words.set(String::new());
        let is_open = self.open.get_untracked();
        self.open.set(true);
        if is_open {
            Timeout::new(0, panel::read_from_the_top).forget();
        }
        spawn_local(self.fetch());
    }

    /// The article shown.
    fn article(self, book: &Book) -> Option<Article> {
        let chosen = self.chosen.get();
        let chosen = chosen.as_deref().and_then(|code| book.coded(code));
        let (address, path) = self.asked.get();
        chosen.or_else(|| book.of(&address, &path)).cloned()
    }

    /// The best few articles with these words: title, where it belongs, code.
    pub fn find(self, words: &str) -> Vec<(String, String, String)> {
        self.book.with_untracked(|book| {
            let Some(book) = book else { return Vec::new() };
            let found = book.find(words).into_iter().take(FEW);
            found
                .map(|one| (title(one), place(book, one), one.code.clone()))
                .collect()
        })
    }
}

/// The help of all pages.
pub fn help() -> Help {
    expect_context()
}

/// The path of the field that has the focus.
fn focused() -> String {
    let around = |selector: &str| {
        let active = document().active_element()?;
        active.closest(selector).ok().flatten()
    };
    let named = around("[data-field]").and_then(|field| field.get_attribute("data-field"));
    // A part of the form that is no single box: a table of documents to choose from.
    let group = || {
        let id = around("[id^='f-']")?.id();
        id.strip_prefix("f-").map(|path| path.replace('-', "_"))
    };
    named.or_else(group).unwrap_or_default()
}

/// What an article is called in the language shown now.
fn title(article: &Article) -> String {
    match language() {
        Language::Thai => article.title.clone(),
        Language::English => article.english.clone(),
    }
}

/// The page an article belongs to; its code, where it is about a page.
fn place(book: &Book, article: &Article) -> String {
    let mut pages = book.articles.iter().filter(|one| one.is_page());
    match pages.find(|one| one.page == article.page) {
        Some(page) if !article.is_page() => title(page),
        _ => article.code.clone(),
    }
}
