//! The top bar: where one works, for which year, search, line, language, way out.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use shared::FiscalYear;

use crate::api::{self, Connection, Line};
use crate::components::icon::{Icon, icon};
use crate::components::table::day;
use crate::documents::autosave::Unsent;
use crate::documents::unsent::unsent_link;
use crate::live::live;
use crate::palette::PaletteBox;
use crate::session::{SessionState, session};
use crate::text::{Language, Named, general, identity, language, switch_language, t};

/// The bar on top: organisation, search, language, and the person.
#[component]
pub fn TopBar(
    /// Whether the menu of a narrow screen is open.
    menu_open: RwSignal<bool>,
    /// What was typed here and is not sent.
    unsent: Signal<Vec<Unsent>>,
) -> impl IntoView {
    let session = session();
    let menu_label = move || {
        if menu_open.get() {
            general::CLOSE_MENU
        } else {
            general::OPEN_MENU
        }
    };
    view! {
        <header class="top">
            <button
                type="button"
                class="plain menu-button"
                aria-expanded=move || menu_open.get().to_string()
                aria-controls="menu"
                aria-label=move || menu_label().now()
                on:click=move |_| menu_open.update(|open| *open = !*open)
            >
                {icon(Icon::Menu)}
            </button>
            <A href="/" attr:class="brand" attr:aria-label=t(general::GO_HOME)>
                <img src="/assets/icon.svg" alt="" width="32" height="32"/>
            </A>
            {post_switcher(session)}
            {year_chip(session)}
            <PaletteBox/>
            <ConnectionPill/>
            {unsent_link(unsent)}
            <button
                type="button"
                class="plain language"
                aria-label=t(general::SWITCH_LANGUAGE)
                on:click=move |_| switch_language()
            >
                {move || match language() {
                    Language::Thai => general::SWITCH_TO_ENGLISH.now(),
                    Language::English => general::SWITCH_TO_THAI.now(),
                }}
            </button>
            {me(session)}
            <button type="button" class="button logout"
                aria-label=move || identity::LOGOUT.now()
                on:click=move |_| log_out(session)>
                {icon(Icon::Exit)}
                <span>{t(identity::LOGOUT)}</span>
            </button>
        </header>
    }
    .into_any()
}

/// Another post is another set of books: the page starts afresh there.
fn post_switcher(session: SessionState) -> AnyView {
    let live = live();
    let content = move || {
        let Some(current) = session.session.get() else {
            return ().into_any();
        };
        let practice = current.entity.is_practice.then(|| {
            view! { <span class="badge waiting">{t(general::PRACTICE)}</span> }
        });
        if current.posts.len() < 2 {
            let name = current.entity.name_th.clone();
            return view! { <span class="entity">{name}</span>{practice} }.into_any();
        }
        let here = current.entity.id;
        let chosen = move |event| {
            let Ok(id) = event_target_value(&event).parse() else {
                return;
            };
            spawn_local(async move {
                if api::identity::choose_post(id).await.is_ok() {
                    let _ = window().location().set_href("/");
                }
            });
        };
        let option = |post: &shared::identity::Post| {
            let id = post.entity_id;
            let name = format!("{} · {}", post.entity_name, post.position);
            let waiting = move || {
                let inboxes = live.inboxes.get();
                let own = inboxes.iter().find(|inbox| inbox.entity_id == id);
                own.filter(|inbox| inbox.count > 0)
                    .map(|inbox| format!(" ({})", inbox.count))
            };
            view! { <option value=id.to_string() selected=id == here>{name}{waiting}</option> }
        };
        view! {
            <select class="entity" aria-label=t(identity::POST) on:change=chosen>
                {current.posts.iter().map(option).collect_view()}
            </select>
            {practice}
        }
        .into_any()
    };
    view! { <div class="entity-box">{content}</div> }.into_any()
}

/// The fiscal year worked in; another one than today's is coloured.
fn year_chip(session: SessionState) -> AnyView {
    let of_today = move || {
        let found = session
            .session
            .with(|now| now.as_ref().map(|now| now.entity.fiscal_year));
        found.unwrap_or_default()
    };
    let name = |year: FiscalYear| general::FISCAL_YEAR_CHIP.with(&[("year", &year.to_string())]);
    let range = move || {
        let year = session.year.get();
        let (from, to) = (day(year.first_day()), day(year.last_day()));
        general::FISCAL_YEAR_RANGE.with(&[("from", &from), ("to", &to)])
    };
    let option = move |offset: i32| {
        let year = move || FiscalYear(of_today().0 + offset);
        view! {
            <option
                value=move || year().to_string()
                selected=move || session.year.get() == year()
            >
                {move || name(year())}
            </option>
        }
    };
    let chosen = move |event| {
        if let Ok(year) = event_target_value(&event).parse() {
            session.year.set(FiscalYear(year));
        }
    };
    view! {
        <select
            class="year"
            class:other-year=move || session.year.get() != of_today()
            aria-label=t(general::FISCAL_YEAR)
            title=range
            on:change=chosen
        >
            {[-2, -1, 0, 1].map(option).collect_view()}
        </select>
        <span class="year-range" aria-hidden="true">{range}</span>
    }
    .into_any()
}

#[component]
fn ConnectionPill() -> impl IntoView {
    let Line(line) = expect_context();
    let class = move || match line.get() {
        Connection::Online => "pill online",
        Connection::Slow => "pill slow",
        Connection::Offline => "pill offline",
    };
    let word = move || match line.get() {
        Connection::Online => general::ONLINE.now(),
        Connection::Slow => general::SLOW.now(),
        Connection::Offline => general::OFFLINE.now(),
    };
    view! { <span class=class role="status" aria-label=t(general::CONNECTION)>{word}</span> }
        .into_any()
}

fn me(session: SessionState) -> AnyView {
    let content = move || {
        session.session.get().map(|now| {
            let roles: Vec<_> = now.post.roles.iter().map(|held| held.role.name()).collect();
            let title = format!("{}: {}", identity::MY_RIGHTS.now(), roles.join(", "));
            view! {
                <A href="/my-rights" attr:class="me" attr:title=title>
                    {icon(Icon::Person)}
                    <span class="me-text">
                        <strong>{now.name}</strong>
                        <span class="small">{now.post.position}</span>
                    </span>
                </A>
            }
        })
    };
    view! { {content} }.into_any()
}

fn log_out(session: SessionState) {
    spawn_local(async move {
        // Whether or not the server heard it, this browser is done.
        let _ = api::identity::logout().await;
        session.leave(None, Some(identity::LOGGED_OUT));
        let _ = window().location().set_href("/login?bye=1");
    });
}
