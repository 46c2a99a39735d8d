//! Waiting for one's turn where too many ask at once (ux E10): the server says the place and when to come
//! again, and what was asked is asked again by itself, under the same key, until it is served or nobody
//! wants to wait for it.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use shared::ProblemCode;
use std::cell::Cell;

use super::{Failure, WATCH};

/// Who waits longer is told that it was in vain.
const LONGEST_MILLISECONDS: f64 = 600_000.0;
/// Where the server does not say when to come again.
const AGAIN_SECONDS: u32 = 5;

/// What is known of those calls that wait for their turn.
#[derive(Clone, Copy)]
pub struct Turn {
    /// How many wait.
    pub calls: RwSignal<u32>,
    /// The place that was told last, where one was.
    pub place: RwSignal<Option<String>>,
}

impl Turn {
    /// Nothing waits.
    pub fn new() -> Turn {
        Turn {
            calls: RwSignal::new(0),
            place: RwSignal::new(None),
        }
    }
}

thread_local! {
    // Counts how often somebody did not want to wait any more.
    static GIVEN_UP: Cell<u32> = const { Cell::new(0) };
}

/// Nobody wants to wait any more: what waits is refused as the server refused it.
pub fn give_up() {
    GIVEN_UP.set(GIVEN_UP.get() + 1);
}

/// One call and its place.
pub struct InLine {
    since: f64,
    given_up: u32,
    /// What it brings when it comes again.
    pub ticket: Option<String>,
    waits: bool,
}

impl InLine {
    /// It has not been refused yet.
    pub fn new() -> InLine {
        InLine {
            since: js_sys::Date::now(),
            given_up: GIVEN_UP.get(),
            ticket: None,
            waits: false,
        }
    }

    /// After a refusal: waits until it may come again; false where it was refused for another reason, or
    /// nobody wants to wait.
    pub async fn comes_again(&mut self, failure: &Failure) -> bool {
        let Some(problem) = failure.problem().filter(|of| of.code == ProblemCode::BUSY) else {
            return false;
        };
        let said = |name: &str| problem.context.get(name).cloned();
        self.ticket = said("ticket").or(self.ticket.take());
        let seconds = said("wait_seconds").and_then(|text| text.parse().ok());
        self.waits(said("place"));
        // Not all in the same moment.
        let apart = (js_sys::Math::random() * 500.0) as u32;
        let pause = seconds.unwrap_or(AGAIN_SECONDS).min(60) * 1_000 + apart;
        for _ in 0..pause / 100 {
            TimeoutFuture::new(100).await;
            if self.given_up != GIVEN_UP.get() {
                return false;
            }
        }
        js_sys::Date::now() - self.since < LONGEST_MILLISECONDS
    }

    fn waits(&mut self, place: Option<String>) {
        let Some(watch) = WATCH.get() else { return };
        if !self.waits {
            self.waits = true;
            watch.turn.calls.update(|calls| *calls += 1);
        }
        watch.turn.place.set(place);
    }
}

impl Drop for InLine {
    fn drop(&mut self) {
        if let Some(watch) = WATCH.get().filter(|_| self.waits) {
            let left = |calls: &mut u32| *calls = calls.saturating_sub(1);
            watch.turn.calls.update(left);
        }
    }
}
