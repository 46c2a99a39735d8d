//! The panel: an article, the rules it names, what else is said of the page, and a search in all.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use shared::help::{Article, Book};

use super::{Help, help, place, title};
use crate::components::dialog::Dialog;
use crate::text::{Language, general, language, t, texts};

texts! {
    HELP = "ช่วยเหลือ", "Help";
    FIND = "ค้นหาในคำอธิบาย", "Search the help";
    FOUND = "พบ {n} เรื่อง", "{n} found";
    FOUND_NONE = "ไม่พบคำอธิบาย ลองพิมพ์คำอื่น", "Nothing found. Try another word.";
    EXAMPLE = "ตัวอย่าง", "Example";
    RULES = "กติกาและที่มา", "Rules and where they stand";
    OTHERS = "เรื่องอื่นของหน้านี้", "More about this page";
    ONLY_THAI = "คำอธิบายนี้มีเฉพาะภาษาไทย", "This article is in Thai only.";
    CODE = "รหัสคำอธิบาย {code}", "Article {code}";
    NOTHING = "ยังไม่มีคำอธิบายของหน้านี้", "Nothing is said of this page yet.";
    NOT_COME =
        "ยังโหลดคำอธิบายไม่ได้ โปรดตรวจการเชื่อมต่อแล้วลองใหม่",
        "The articles did not come. Check the connection and try again.";
}

/// The panel beside the page; below it, on a phone.
#[component]
pub fn HelpPanel() -> impl IntoView {
    let help = help();
    // Whoever must prove who they are does so first.
    Effect::new(move |_| {
        if help.is_covered.get() {
            help.open.set(false);
        }
    });
    let heading = Signal::derive(move || {
        let article = help.book.with(|book| help.article(book.as_ref()?));
        article.map_or_else(|| HELP.now().to_owned(), |article| title(&article))
    });
    view! {
        <Dialog open=help.open title=heading class="help">
            {search_box(help)}
            {move || content(help)}
            <form method="dialog" class="actions">
                <button class="button primary">{t(general::CLOSE)} " " <kbd>"Esc"</kbd></button>
            </form>
        </Dialog>
    }
    .into_any()
}

/// After another article was chosen: its title has the focus, as when the panel was opened.
pub fn read_from_the_top() {
    let heading = document().query_selector(".dialog.help h2").ok().flatten();
    if let Some(heading) = heading.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = heading.focus();
        heading.scroll_into_view();
    }
}

fn search_box(help: Help) -> AnyView {
    view! {
        <div class="field" role="search">
            <label for="help-words">{t(FIND)}</label>
            <input
                id="help-words"
                type="text"
                autocomplete="off"
                prop:value=move || help.words.get()
                on:input=move |event| help.words.set(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

fn content(help: Help) -> AnyView {
    help.book.with(|book| match book {
        None => waiting(help),
        Some(book) => {
            let words = help.words.get();
            match words.trim().is_empty() {
                false => found(help, book, &words),
                true => match help.article(book) {
                    Some(article) => reading(help, book, &article),
                    None => view! { <p class="empty">{t(NOTHING)}</p> }.into_any(),
                },
            }
        }
    })
}

fn waiting(help: Help) -> AnyView {
    let again = move |_| spawn_local(help.fetch());
    match help.missed.get() {
        false => view! { <p role="status">{t(general::LOADING)}</p> }.into_any(),
        true => view! {
            <p role="alert">{t(NOT_COME)}</p>
            <p>
                <button type="button" class="button" on:click=again>{t(general::RETRY)}</button>
            </p>
        }
        .into_any(),
    }
}

fn found(help: Help, book: &Book, words: &str) -> AnyView {
    let found = book.find(words);
    let count = match found.len() {
        0 => FOUND_NONE.now().to_owned(),
        count => FOUND.with(&[("n", &count.to_string())]),
    };
    let links = found.into_iter().map(|one| {
        view! { <li>{link(help, one)} " " <span class="small">{place(book, one)}</span></li> }
    });
    view! {
        <p role="status">{count}</p>
        <ul class="help-links">{links.collect_view()}</ul>
    }
    .into_any()
}

fn link(help: Help, article: &Article) -> AnyView {
    let (name, code) = (title(article), article.code.clone());
    view! {
        <button type="button" class="plain link" on:click=move |_| help.show(code.clone())>
            {name}
        </button>
    }
    .into_any()
}

fn reading(help: Help, book: &Book, article: &Article) -> AnyView {
    let in_thai = (language() == Language::English).then(|| {
        view! { <p class="small">{t(ONLY_THAI)}</p> }
    });
    let example = (!article.example.is_empty()).then(|| {
        let example = article.example.clone();
        view! {
            <h3>{t(EXAMPLE)}</h3>
            <div class="help-example" lang="th" inner_html=example></div>
        }
    });
    let others: Vec<_> = book.beside(article).collect();
    let others = (!others.is_empty()).then(|| {
        let links = others
            .iter()
            .map(|one| view! { <li>{link(help, one)}</li> });
        view! {
            <h3>{t(OTHERS)}</h3>
            <ul class="help-links">{links.collect_view()}</ul>
        }
    });
    view! {
        {in_thai}
        <div lang="th" inner_html=article.what.clone()></div>
        {example}
        {rules(book, article)}
        <p class="small help-code">{CODE.with(&[("code", &article.code)])}</p>
        {others}
    }
    .into_any()
}

/// What the rules say, and where each stands, with the text of it that was read.
fn rules(book: &Book, article: &Article) -> AnyView {
    let named = article.rules.iter().filter_map(|code| {
        let rule = book.rules.get(code)?;
        let letter = book.letters.get(&rule.letter)?;
        let stands = format!("{} {} · {code}", letter.name, rule.paragraph);
        Some(view! {
            <li lang="th">
                <div inner_html=rule.says.clone()></div>
                <p class="small">{stands} <br/> {letter.version.clone()}</p>
            </li>
        })
    });
    let named: Vec<_> = named.collect();
    if named.is_empty() {
        return ().into_any();
    }
    view! {
        <h3>{t(RULES)}</h3>
        <ul class="help-rules">{named}</ul>
    }
    .into_any()
}
