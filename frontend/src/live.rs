//! Hears at once that there is something else to do, in any post of the person.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::identity::PostInbox;

use crate::api::{self, Connection, Line};
use crate::components::title;
use crate::session::{Gate, SessionState, session};

/// As long as one question waits for an answer, in seconds.
const WAIT: u32 = 45;
/// After a lost line, in milliseconds.
const AGAIN: u32 = 3_000;
/// How often a window that nobody sees asks, in seconds. None waits for an answer: over HTTP/1.1 a
/// browser has six connections for all windows of an address.
const UNSEEN: u32 = 60;

/// What waits, and when to look again.
#[derive(Clone, Copy)]
pub struct Live {
    /// In each post, as soon as it is known.
    pub inboxes: RwSignal<Vec<PostInbox>>,
    /// Counts how often there was something else.
    pub again: RwSignal<u32>,
}

impl Live {
    /// How much waits in all posts.
    fn total(self) -> i64 {
        self.inboxes
            .with_untracked(|all| all.iter().map(|inbox| inbox.count).sum())
    }

    /// Asks how much waits in each post, and lets pages look again.
    async fn look(self) {
        if let Ok(inboxes) = api::identity::inboxes().await {
            if self.inboxes.try_set(inboxes).is_some() {
                return;
            }
            title::waiting(self.total());
        }
        self.again.try_update(|count| *count += 1);
    }
}

/// The same for every page.
pub fn live() -> Live {
    expect_context()
}

/// Begins to hear, for as long as the caller's part of the page lives.
pub fn begin() -> Live {
    let live = Live {
        inboxes: RwSignal::new(Vec::new()),
        again: RwSignal::new(0),
    };
    provide_context(live);
    let session = session();
    let Line(line) = expect_context();
    Effect::new(move |before: Option<Connection>| {
        let now = line.get();
        if before == Some(Connection::Offline) && now != Connection::Offline {
            spawn_local(live.look());
        }
        now
    });
    let alive = StoredValue::new(());
    spawn_local(async move {
        let mut mark = String::new();
        while alive.try_get_value().is_some() && is_open(session) {
            api::while_locked().await;
            if !mark.is_empty() {
                until_seen().await;
            }
            let is_first = mark.is_empty();
            let seconds = if is_first || is_unseen() { 0 } else { WAIT };
            match api::identity::inbox_changes(&mark, seconds).await {
                Ok(change) => {
                    mark = change.mark;
                    if is_first || change.has_changed {
                        live.look().await;
                    }
                }
                // What was missed meanwhile is looked for once the line is back.
                Err(failure) => {
                    if api::heed(&failure) {
                        return;
                    }
                    mark.clear();
                    TimeoutFuture::new(AGAIN).await;
                }
            }
        }
    });
    live
}

fn is_unseen() -> bool {
    document().hidden()
}

/// Until somebody sees the window, or for as long as one that nobody sees rests.
async fn until_seen() {
    for _ in 0..UNSEEN {
        if !is_unseen() {
            return;
        }
        TimeoutFuture::new(1_000).await;
    }
}

fn is_open(session: SessionState) -> bool {
    session.gate.try_get_untracked() == Some(Gate::Open)
}
