//! One search for everything: documents by any number on them, amounts, words; payers and payees; pages
//! of the menu and the words that explain them; articles of help. One request while typing; Enter on a
//! single hit opens it.

use gloo_timers::future::TimeoutFuture;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::document::Menu;
use shared::organisation::{CatalogueEntry, Party};
use shared::permission::{Operation, Resource};
use shared::search::{Found, FoundBy, FoundDocument, FoundEntry};
use shared::text::normal;
use web_sys::FocusOptions;

use crate::api;
use crate::components::icon::{Icon, icon};
use crate::components::scanner;
use crate::components::shortcuts::{self, shortcuts};
use crate::documents::lookups::{Lookups, lookups};
use crate::documents::{address, found};
use crate::help::{Help, help};
use crate::menu;
use crate::session::{SessionState, session};
use crate::text::{Named, Text, document as words, general, identity, t, texts};

texts! {
    FIND = "ค้นหาทุกอย่าง", "Search everything";
    FIND_HINT = "ค้นหา", "Search";
    HITS = "ผลการค้นหา", "Found";
    PAGES = "เมนู", "Menu";
    HELP = "คำอธิบาย", "Help";
    ACCOUNTS = "ผังบัญชี", "Chart of accounts";
    EVERYTHING = "ดูเอกสารทั้งหมดที่พบ", "All documents found";
    NOTHING = "ไม่พบสิ่งที่ค้นหา", "Nothing found";
}

/// As long as nobody types, in milliseconds, before the server is asked.
const PAUSE: u32 = 120;
const LIST: &str = "palette-hits";
/// Of more the words say too little.
const MOST_ACCOUNTS: usize = 5;
/// What the person at the screen may do.
const MY_RIGHTS: &str = "/my-rights";

/// What a hit opens.
#[derive(Debug, Clone, PartialEq)]
enum To {
    /// The page at an address.
    Page(String),
    /// The article of help with a code.
    Article(String),
}

/// Something that can be opened.
#[derive(Debug, Clone, PartialEq)]
struct Hit {
    group: Text,
    /// It is certainly what was meant: a number.
    is_sure: bool,
    label: String,
    detail: String,
    to: To,
}

#[derive(Clone, Copy)]
struct Palette {
    session: SessionState,
    help: Help,
    lookups: Lookups,
    text: RwSignal<String>,
    /// What was found, and for which text.
    found: RwSignal<(String, Vec<Hit>)>,
    chosen: RwSignal<Option<usize>>,
    open: RwSignal<bool>,
    go: Callback<String>,
}

/// The box in the top bar; Ctrl+K and `/` go there.
#[component]
pub fn PaletteBox() -> impl IntoView {
    let box_ = NodeRef::<html::Input>::new();
    let came_from = StoredValue::new_local(None::<web_sys::HtmlElement>);
    let focus = move || {
        if let Some(box_) = box_.get_untracked() {
            came_from.set_value(
                document()
                    .active_element()
                    .and_then(|one| one.dyn_into().ok()),
            );
            // The page stays where it was.
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = box_.focus_with_options(&options);
            box_.select();
        }
    };
    // Left empty by Esc, the page is gone on with where it was left.
    let leave = move |event: &ev::KeyboardEvent| {
        if event.code() == "Escape"
            && event_target_value(event).is_empty()
            && let Some(back) = came_from.try_update_value(Option::take).flatten()
        {
            event.prevent_default();
            let _ = back.focus();
        }
    };
    shortcuts().bind(shortcuts::SEARCH, words::KEY_SEARCH, focus);
    shortcuts().bind(shortcuts::SLASH, words::KEY_SEARCH, focus);
    let navigate = use_navigate();
    let palette = Palette {
        session: session(),
        help: help(),
        lookups: lookups(),
        text: RwSignal::new(String::new()),
        found: RwSignal::new((String::new(), Vec::new())),
        chosen: RwSignal::new(None),
        open: RwSignal::new(false),
        go: Callback::new(move |to: String| navigate(&to, NavigateOptions::default())),
    };
    scanner::listen(Callback::new(move |code: String| {
        if let Some(box_) = box_.get_untracked() {
            box_.set_value("");
        }
        palette.scanned(code);
    }));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        palette.enter();
    };
    let active = move || palette.chosen.get().map(option_id);
    view! {
        <form
            class="search"
            role="search"
            aria-label=t(FIND)
            on:submit=submit
            on:focusout=move |event| palette.left(&event)
        >
            {icon(Icon::Search)}
            <input
                node_ref=box_
                type="search"
                autocomplete="off"
                role="combobox"
                aria-label=t(FIND)
                aria-autocomplete="list"
                aria-controls=LIST
                aria-expanded=move || palette.is_shown().to_string()
                aria-activedescendant=active
                placeholder=t(FIND_HINT)
                on:input=move |event| palette.typed(event_target_value(&event))
                on:keydown=move |event| {
                    leave(&event);
                    palette.pressed(&event);
                }
            />
            <kbd>"Ctrl+K"</kbd>
            <div
                id=LIST
                class="hits"
                role="listbox"
                aria-label=t(HITS)
                hidden=move || !palette.is_shown()
            >
                {move || palette.hits()}
            </div>
        </form>
    }
    .into_any()
}

fn option_id(at: usize) -> String {
    format!("palette-hit-{at}")
}

impl Palette {
    fn is_shown(self) -> bool {
        self.open.get() && !self.text.with(|text| text.trim().is_empty())
    }

    fn typed(self, text: String) {
        self.text.set(text.clone());
        self.chosen.set(None);
        self.open.set(true);
        spawn_local(async move {
            TimeoutFuture::new(PAUSE).await;
            if self.text.try_get_untracked().as_ref() == Some(&text) {
                self.ask(&text).await;
            }
        });
    }

    /// Finds, here and on the server. What is known here is shown before the answer comes.
    async fn ask(self, text: &str) {
        if normal(text).is_empty() {
            return;
        }
        let articles = self.help.find(text).into_iter().map(article_hit);
        let pages: Vec<Hit> = pages(self.session, text)
            .into_iter()
            .chain(articles)
            .collect();
        self.found.try_set((String::new(), pages.clone()));
        let found = api::documents::search(text).await.unwrap_or_default();
        let is_asked = self.text.try_get_untracked().as_deref() == Some(text);
        if is_asked {
            let more = found.more.then(|| more_hit(text));
            let accounts = self.accounts(text);
            let all = hits(found).into_iter().chain(accounts).chain(pages);
            let all = all.chain(more);
            self.found.try_set((text.to_owned(), all.collect()));
        }
    }

    /// Accounts of the chart, each with the way to what was booked on it, for those who read the books.
    fn accounts(self, text: &str) -> Vec<Hit> {
        if !self.session.can(Resource::Journal.to(Operation::Read)) {
            return Vec::new();
        }
        let found = self.lookups.accounts_with(&normal(text)).into_iter();
        let hit = |(code, name): (String, String)| Hit {
            group: ACCOUNTS,
            is_sure: false,
            to: To::Page(booked_on(&code)),
            label: name,
            detail: code,
        };
        found.take(MOST_ACCOUNTS).map(hit).collect()
    }

    fn pressed(self, event: &ev::KeyboardEvent) {
        let count = self.found.with_untracked(|(_, hits)| hits.len());
        let chosen = self.chosen.get_untracked();
        let next = match event.code().as_str() {
            "ArrowDown" if count > 0 => Some(chosen.map_or(0, |at| (at + 1) % count)),
            "ArrowUp" if count > 0 => Some(chosen.map_or(count - 1, |at| (at + count - 1) % count)),
            // First what was typed goes, then the box is left.
            "Escape" if !self.text.with_untracked(String::is_empty) => {
                event_target::<web_sys::HtmlInputElement>(event).set_value("");
                self.text.set(String::new());
                self.open.set(false);
                None
            }
            _ => return,
        };
        event.prevent_default();
        self.chosen.set(next);
    }

    fn left(self, event: &ev::FocusEvent) {
        let target = event.current_target();
        let inside = event
            .related_target()
            .zip(target)
            .is_some_and(|(to, form)| {
                let to = to.dyn_ref::<web_sys::Node>();
                let form = form.dyn_ref::<web_sys::Node>();
                form.is_some_and(|form| form.contains(to))
            });
        if !inside {
            self.open.set(false);
        }
    }

    /// Opens what is chosen, or what alone can be meant; else shows all that was found.
    fn enter(self) {
        let text = self.text.get_untracked();
        if normal(&text).is_empty() {
            return;
        }
        spawn_local(async move {
            if self.found.with_untracked(|(of, _)| *of != text) {
                self.ask(&text).await;
            }
            let chosen = self.chosen.get_untracked();
            let to = self.found.with_untracked(|(_, hits)| {
                let chosen = chosen.and_then(|at| hits.get(at));
                chosen.or(only(hits)).map(|hit| hit.to.clone())
            });
            self.open(to.unwrap_or_else(|| To::Page(everything(&text))));
        });
    }

    /// Opens what was scanned: the document that has this code or number on its paper, else what proves a
    /// paper of another organisation, else all that was found.
    fn scanned(self, code: String) {
        self.text.set(String::new());
        spawn_local(async move {
            // Without an answer the page of what was found says so.
            let found = api::documents::search(&code).await.unwrap_or_default();
            let hits = hits(found);
            let to = only(&hits).map(|hit| hit.to.clone());
            let other = || To::Page(proof_of(&code).unwrap_or_else(|| everything(&code)));
            self.open(to.unwrap_or_else(other));
        });
    }

    fn open(self, to: To) {
        self.open.set(false);
        self.chosen.set(None);
        match to {
            To::Page(address) => self.go.run(address),
            To::Article(code) => self.help.show(code),
        }
    }

    fn hits(self) -> AnyView {
        let (of, hits) = self.found.get();
        let is_answered = of == self.text.get();
        if hits.is_empty() {
            let note = if is_answered {
                NOTHING
            } else {
                general::LOADING
            };
            let next = is_answered.then(|| {
                view! { <span class="small block">{t(words::SEARCH_NONE_NEXT)}</span> }
            });
            return view! {
                <p class="hits-note" role="option" aria-selected="false" aria-disabled="true">
                    {t(note)}
                    {next}
                </p>
            }
            .into_any();
        }
        let mut groups: Vec<(Text, Vec<(usize, Hit)>)> = Vec::new();
        for (at, hit) in hits.into_iter().enumerate() {
            match groups.last_mut() {
                Some((group, hits)) if *group == hit.group => hits.push((at, hit)),
                _ => groups.push((hit.group, vec![(at, hit)])),
            }
        }
        let group = |(name, hits): (Text, Vec<(usize, Hit)>)| {
            let hits = hits.into_iter().map(|(at, hit)| self.option(at, hit));
            view! {
                <div role="group" aria-label=t(name)>
                    <p class="hits-group" aria-hidden="true">{t(name)}</p>
                    {hits.collect_view()}
                </div>
            }
        };
        groups.into_iter().map(group).collect_view().into_any()
    }

    fn option(self, at: usize, hit: Hit) -> AnyView {
        let to = hit.to;
        view! {
            <div
                role="option"
                id=option_id(at)
                class="hit"
                aria-selected=move || (self.chosen.get() == Some(at)).to_string()
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| self.open(to.clone())
            >
                <span class="any-length">{hit.label}</span>
                <span class="small">{hit.detail}</span>
            </div>
        }
        .into_any()
    }
}

/// What alone can be meant: the only hit, or the only one that is certain. What explains something
/// is meant where there is nothing else.
fn only(hits: &[Hit]) -> Option<&Hit> {
    let mut sure = hits.iter().filter(|hit| hit.is_sure);
    let is_page = |hit: &&Hit| matches!(hit.to, To::Page(_)) && hit.group != ACCOUNTS;
    let pages: Vec<&Hit> = hits.iter().filter(is_page).collect();
    match (&pages[..], sure.next(), sure.next()) {
        ([hit], ..) => Some(hit),
        (_, Some(hit), None) => Some(hit),
        ([], ..) if hits.len() == 1 => hits.first(),
        _ => None,
    }
}

/// What was booked on an account, the newest first.
fn booked_on(account: &str) -> String {
    format!(
        "/journal{}",
        api::query(&[("account", account), ("sort", "-seq")])
    )
}

/// The page that proves a paper, where a code leads to one.
fn proof_of(code: &str) -> Option<String> {
    let at = ["/paper/", "/witness/"]
        .iter()
        .find_map(|of| code.find(of))?;
    code.get(at..).map(str::to_owned)
}

fn everything(text: &str) -> String {
    format!("/search{}", api::query(&[("q", text.trim())]))
}

fn hits(found: Found) -> Vec<Hit> {
    let documents = found.documents.into_iter().map(document_hit);
    let parties = found.parties.into_iter().map(party_hit);
    documents.chain(parties).collect()
}

/// The list that goes on where the palette ends.
fn more_hit(text: &str) -> Hit {
    Hit {
        group: HITS,
        is_sure: false,
        label: EVERYTHING.now().to_owned(),
        detail: String::new(),
        to: To::Page(everything(text)),
    }
}

fn document_hit(found: FoundDocument) -> Hit {
    Hit {
        group: found.by.text(),
        is_sure: !matches!(found.by, FoundBy::Amount | FoundBy::Words),
        label: found::label(&found),
        detail: found::detail(&found),
        to: To::Page(address(&found.header)),
    }
}

fn party_hit(found: FoundEntry) -> Hit {
    let query = api::query(&[("q", found.code.as_str())]);
    Hit {
        group: Text::of(Party::NAMES),
        is_sure: false,
        label: found.name_th,
        detail: found.code.to_string(),
        to: To::Page(format!("/{}{query}", Party::PATH)),
    }
}

fn article_hit((label, detail, code): (String, String, String)) -> Hit {
    Hit {
        group: HELP,
        is_sure: false,
        label,
        detail,
        to: To::Article(code),
    }
}

/// Pages of the menu that are called so, or whose explanation has the words.
fn pages(session: SessionState, text: &str) -> Vec<Hit> {
    let wanted = normal(text);
    let entries = Menu::ALL.iter().flat_map(|group| {
        let entries = menu::entries(*group).into_iter();
        entries.map(|entry| (group.text(), entry))
    });
    let fits = |entry: &menu::Entry| {
        let texts = std::iter::once(entry.name()).chain(entry.about());
        let mut texts = texts.flat_map(|text| [text.thai, text.english]);
        session.can(entry.permission()) && texts.any(|text| normal(text).contains(&wanted))
    };
    let hit = |(group, entry): (Text, menu::Entry)| Hit {
        group: PAGES,
        is_sure: false,
        label: entry.name().now().to_owned(),
        detail: entry.about().unwrap_or(group).now().to_owned(),
        to: To::Page(entry.address()),
    };
    let own = [identity::MY_RIGHTS.thai, identity::MY_RIGHTS.english];
    let own = own.iter().any(|text| normal(text).contains(&wanted));
    let own = own.then(|| Hit {
        group: PAGES,
        is_sure: false,
        label: identity::MY_RIGHTS.now().to_owned(),
        detail: String::new(),
        to: To::Page(MY_RIGHTS.to_owned()),
    });
    let entries = entries.filter(|(_, entry)| fits(entry)).map(hit);
    entries.chain(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(address: &str, is_sure: bool) -> Hit {
        Hit {
            group: PAGES,
            is_sure,
            label: String::new(),
            detail: String::new(),
            to: To::Page(address.to_owned()),
        }
    }

    #[test]
    fn a_scanned_paper_of_others_leads_to_its_proof() {
        let proof = |code: &str| proof_of(code);
        let page = "/paper/0a/57-AB12-CD34-EF56-0718";
        assert_eq!(
            proof(&format!("https://laas.example{page}")).as_deref(),
            Some(page)
        );
        assert_eq!(proof("RCPT-00001/69"), None);
    }

    #[test]
    fn enter_opens_what_alone_can_be_meant() {
        let opened = |hits: &[Hit]| {
            only(hits).map(|hit| match &hit.to {
                To::Page(to) | To::Article(to) => to.clone(),
            })
        };
        let (sure, other) = (hit("sure", true), hit("other", false));
        assert_eq!(opened(&[]), None);
        assert_eq!(
            opened(std::slice::from_ref(&other)).as_deref(),
            Some("other")
        );
        assert_eq!(
            opened(&[sure.clone(), other.clone()]).as_deref(),
            Some("sure")
        );
        assert_eq!(opened(&[sure.clone(), sure, other.clone()]), None);
        let article = article_hit((String::new(), String::new(), "21-00".to_owned()));
        assert_eq!(
            opened(&[other.clone(), article.clone()]).as_deref(),
            Some("other")
        );
        assert_eq!(
            opened(std::slice::from_ref(&article)).as_deref(),
            Some("21-00")
        );
        assert_eq!(opened(&[article.clone(), article]), None);
        assert_eq!(opened(&[other.clone(), other]), None);
    }
}
