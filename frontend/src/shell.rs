//! What stands around every page: top bar, menu, bottom line.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{A, Outlet};
use leptos_router::hooks::use_location;
use shared::document::Menu;
use shared::permission::{Operation, Resource};

use crate::api::{self, Clock, Connection, Line};
use crate::components::focus;
use crate::components::shortcuts::shortcuts;
use crate::components::states::not_permitted;
use crate::components::table::moment;
use crate::documents::autosave::Unsent;
use crate::documents::unsent;
use crate::help::help;
use crate::lasting;
use crate::live;
use crate::menu;
use crate::session::session;
use crate::text::{Named, general, t};
use crate::top_bar::TopBar;

/// How often the line is tried.
const BEAT_MILLISECONDS: u64 = 2_000;

/// The frame of all pages behind the log-in.
#[component]
pub fn Shell() -> impl IntoView {
    let menu_open = RwSignal::new(false);
    let location = use_location();
    // A page chosen on a phone takes the menu away; every page starts at its beginning.
    Effect::new(move |before: Option<String>| {
        let path = location.pathname.get();
        if before.is_some_and(|before| before != path) {
            menu_open.set(false);
            focus::arrive();
        }
        path
    });
    live::begin();
    let unsent = unsent::watch();
    // Asked with a page that is come to, so that nothing jumps below what is being typed.
    let keeping = move || {
        location.pathname.track();
        let there = unsent.with_untracked(|all| !all.is_empty());
        there.then(lasting::question)
    };
    let session = session();
    let missing = Memo::new(move |_| {
        let needed = menu::permission_at(&location.pathname.get())?;
        (!session.can(needed)).then_some(needed)
    });
    let page = move || match missing.get() {
        Some(right) => not_permitted(right),
        None => view! { <Outlet/> }.into_any(),
    };
    view! {
        <TopBar menu_open=menu_open unsent=unsent/>
        <OfflineBanner unsent=unsent/>
        <ClockBanner/>
        <div class="frame">
            <SideMenu open=menu_open/>
            <main id="content" tabindex="-1">{ask_for_help()}{keeping}{page}</main>
        </div>
        <BottomLine/>
    }
    .into_any()
}

/// Beside the title of every page, for whoever has a mouse or a finger; with a keyboard it is F1.
fn ask_for_help() -> AnyView {
    let help = help();
    view! {
        <button
            type="button"
            class="plain ask"
            aria-label=move || general::HELP_ON_PAGE.now()
            title=move || general::HELP_ON_PAGE.now()
            on:click=move |_| help.ask(String::new())
        >
            "?"
        </button>
    }
    .into_any()
}

/// Says that the line is gone, and tries until it is back. While the line is slow, or something was not
/// sent, it is tried as well, so that what the top bar says of it is true within five seconds (ux E4).
#[component]
fn OfflineBanner(unsent: Signal<Vec<Unsent>>) -> impl IntoView {
    let Line(line) = expect_context();
    let every = std::time::Duration::from_millis(BEAT_MILLISECONDS);
    let timer = set_interval_with_handle(
        move || {
            let is_doubtful = line.get_untracked() != Connection::Online;
            let waits = !document().hidden() && unsent.with_untracked(|all| !all.is_empty());
            if is_doubtful || waits {
                spawn_local(api::beat());
            }
        },
        every,
    );
    // The browser knows at once that the cable is out; that it is in again is seen by asking.
    let gone = window_event_listener(ev::offline, move |_| line.set(Connection::Offline));
    let back = window_event_listener(ev::online, |_| {
        spawn_local(api::beat());
    });
    on_cleanup(move || {
        gone.remove();
        back.remove();
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    let banner = move || {
        (line.get() == Connection::Offline).then(|| {
            view! { <p class="offline-banner" role="alert">{t(general::OFFLINE_BANNER)}</p> }
        })
    };
    view! { {banner} }.into_any()
}

/// Says what time it is where the clock of this computer is wrong.
#[component]
fn ClockBanner() -> impl IntoView {
    let Clock(clock) = expect_context();
    let banner = move || {
        clock.get().map(|ahead| {
            let now = (js_sys::Date::now() + ahead) as i64;
            let now = chrono::DateTime::from_timestamp_millis(now).unwrap_or_default();
            let text = move || general::CLOCK_BANNER.with(&[("time", &moment(now))]);
            view! { <p class="clock-banner" role="alert">{text}</p> }
        })
    };
    view! { {banner} }.into_any()
}

#[component]
fn SideMenu(open: RwSignal<bool>) -> impl IntoView {
    let session = session();
    let groups = Menu::ALL.iter().filter_map(|group| {
        let mut allowed = menu::entries(*group);
        allowed.retain(|entry| session.can(entry.permission()));
        if allowed.is_empty() {
            return None;
        }
        let title = group.text();
        let entries = allowed.into_iter().map(|entry| {
            view! { <li><A href=entry.address()>{t(entry.name())}</A></li> }
        });
        Some(view! {
            <li class="menu-group">
                <span class="menu-title">{t(title)}</span>
                <ul>{entries.collect_view()}</ul>
            </li>
        })
    });
    view! {
        <nav id="menu" class="side" class:open=move || open.get() aria-label=t(general::MAIN_MENU)>
            <ul>
                <li class="menu-home">
                    <A href="/" exact=true>{t(menu::HOME)}</A>
                </li>
                {groups.collect_view()}
            </ul>
        </nav>
    }
    .into_any()
}

#[component]
fn BottomLine() -> impl IntoView {
    let may_see = session().can(Resource::Record.to(Operation::Read));
    let head = LocalResource::new(move || async move {
        if !may_see {
            return None;
        }
        api::reports::record_head().await.ok()
    });
    let chain = move || {
        head.get().flatten().map(|head| {
            view! {
                <span>
                    {t(general::CHAIN_HEAD)}
                    " "
                    <span class="code">{head.short_code()}</span>
                </span>
            }
        })
    };
    let version = || general::VERSION.with(&[("version", env!("CARGO_PKG_VERSION"))]);
    let keys = shortcuts();
    view! {
        <footer class="bottom">
            <span>{t(general::APP_SHORT)}" "{version}</span>
            {chain}
            <button type="button" class="plain link" on:click=move |_| keys.show_help()>
                {t(general::SHOW_SHORTCUTS)}
                " "
                <kbd>"?"</kbd>
            </button>
        </footer>
    }
    .into_any()
}
