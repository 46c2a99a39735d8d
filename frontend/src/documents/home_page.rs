//! The first page: what to do today.

use futures_util::FutureExt;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::document::{DocumentHeader, Kind};
use shared::identity::PostInbox;
use shared::page::Page;
use shared::permission::TREASURY_READERS;
use shared::treasury::DailyFigures;

use super::inbox::{Desk, inbox};
use super::proofs_line::proofs_line;
use super::tiles::{Asked, Tile, money_strip, tile_view, tiles_for};
use super::{list_address, new_address};
use crate::api;
use crate::components::icon::{Icon, icon};
use crate::components::states::{Answer, loading, refused, shown};
use crate::components::table::{day, moment};
use crate::components::take_home::take_home;
use crate::components::title::page_title;
use crate::identity::absences_page::absent_notice;
use crate::identity::review_page::review_notice;
use crate::live::{Live, live};
use crate::session::session;
use crate::text::{Named, document as words, identity, t};

/// `/`: what waits for the person, and the day's figures.
#[component]
pub fn HomePage() -> impl IntoView {
    let session = session();
    let today = session.today();
    Effect::new(move |_| {
        page_title(words::TODAY_TITLE.now());
    });
    let sees_money = session
        .roles()
        .iter()
        .any(|role| TREASURY_READERS.contains(role));
    let asked: Asked<Option<DailyFigures>> = async move {
        if !sees_money {
            return None;
        }
        // The page is useful without the figures.
        api::reports::daily_status(today).await.ok()
    }
    .boxed_local()
    .shared();
    let for_strip = asked.clone();
    let figures = LocalResource::new(move || for_strip.clone());
    let live = live();
    // What changes while the page stands was asked for by nobody.
    let inbox_now: Answer<Page<DocumentHeader>> = LocalResource::new(move || {
        let is_first = live.again.get() <= 1;
        async move {
            match is_first {
                true => api::documents::inbox().await,
                false => api::documents::inbox_in_background().await,
            }
        }
    });
    // Rows that stay are not drawn anew under somebody's hands.
    let waiting = Memo::new(move |_| inbox_now.get());
    let desk = Desk::new(Callback::new(move |()| inbox_now.refetch()));
    let rows = move || match waiting.get() {
        None => loading(),
        Some(Ok(page)) => inbox(&page, desk),
        Some(Err(failure)) => {
            let again = Callback::new(move |()| inbox_now.refetch());
            refused(&failure, Some(again))
        }
    };
    let work: Answer<Vec<Tile>> =
        LocalResource::new(move || tiles_for(session, today, asked.clone()));
    let strip = move || {
        figures
            .get()
            .flatten()
            .map(|figures| money_strip(&figures, today))
    };
    let count = move || match waiting.get() {
        Some(Ok(page)) if page.total > 0 => {
            let more = if page.more { "+" } else { "" };
            Some(view! { <span class="bubble">{page.total}{more}</span> })
        }
        _ => None,
    };
    let makes = Kind::ALL.iter().any(|kind| session.can_make(*kind));
    // Whoever did not log in then notices that somebody else did.
    let last = move || {
        let at = session
            .session
            .with(|now| now.as_ref().and_then(|now| now.last_login_at))?;
        Some(identity::LAST_LOGIN.with(&[("time", &moment(at))]))
    };
    view! {
        <section class="page home">
            <div class="page-head">
                <h1 id="page-title" tabindex="-1">{t(words::TODAY_TITLE)}</h1>
                <p class="today">{move || day(today)}<span class="small block">{last}</span></p>
            </div>
            {review_notice()}
            {absent_notice()}
            {strip}
            <section class="card" aria-labelledby="inbox-title">
                <div class="page-head">
                    <h2 id="inbox-title">{t(words::INBOX)}" "{count}</h2>
                    {take_home(|ending| api::table_file("/inbox", ending, &[]))}
                </div>
                {rows}
                {desk.batch.dialog()}
                {elsewhere(live)}
            </section>
            {makes.then(|| {
                view! {
                    <section aria-labelledby="work-title">
                        <h2 id="work-title">{t(words::NEXT_WORK)}</h2>
                        {shown(work, |tiles| next_work(&tiles))}
                    </section>
                }
            })}
            {quick_links()}
            {proofs_line()}
        </section>
    }
    .into_any()
}

/// What waits in the other posts, and the way there.
fn elsewhere(live: Live) -> AnyView {
    let session = session();
    let row = |inbox: PostInbox| {
        let (id, more) = (inbox.entity_id, if inbox.more { "+" } else { "" });
        let count = format!("{}{more}", inbox.count);
        let text = move || words::INBOX_ELSEWHERE.with(&[("n", &count)]);
        let go = move |_| {
            spawn_local(async move {
                if api::identity::choose_post(id).await.is_ok() {
                    let _ = window().location().set_href("/");
                }
            });
        };
        view! {
            <p class="inbox-elsewhere">
                <strong>{inbox.entity_name}</strong>
                " "
                {text}
                " "
                <button type="button" class="button" on:click=go>{t(words::INBOX_GO)}</button>
            </p>
        }
    };
    let others = move || {
        let here = session
            .session
            .with(|now| now.as_ref().map(|now| now.entity.id));
        let mut others = live.inboxes.get();
        others.retain(|inbox| inbox.count > 0 && Some(inbox.entity_id) != here);
        others.into_iter().map(row).collect_view()
    };
    view! { <div role="status">{others}</div> }.into_any()
}

fn next_work(tiles: &[Tile]) -> AnyView {
    if tiles.is_empty() {
        return view! {
            <p class="all-done">{icon(Icon::Check)}" "{t(words::NEXT_WORK_NONE)}</p>
        }
        .into_any();
    }
    let tiles = tiles.iter().cloned().map(tile_view).collect_view();
    view! { <ul class="tiles">{tiles}</ul> }.into_any()
}

/// What this person makes every day, one press away.
fn quick_links() -> AnyView {
    let session = session();
    let daily = Kind::by_menu().into_iter();
    let daily: Vec<Kind> = daily.filter(|kind| kind.spec().is_daily).collect();
    let mut makes = daily.clone();
    makes.retain(|kind| session.can_make(*kind));
    let link = |kind: Kind| {
        view! {
            <a class="button" href=new_address(kind)>{icon(Icon::Plus)}{move || kind.name()}</a>
        }
    };
    let see = |kind: Kind| {
        view! { <a class="button" href=list_address(kind)>{move || kind.name()}</a> }
    };
    if makes.is_empty() {
        let reads = daily.into_iter().filter(|kind| session.can_read(*kind));
        return view! { <p class="quick">{reads.map(see).collect_view()}</p> }.into_any();
    }
    view! { <p class="quick">{makes.into_iter().map(link).collect_view()}</p> }.into_any()
}
