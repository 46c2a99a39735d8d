//! What takes long: after a second that it goes on, after ten how far it is, that other work can be done
//! meanwhile, and at its end that it is done (ux E2).
//!
//! Whatever is done without a name of its own is a call of the server, which is seen here as well.

use gloo_timers::callback::Interval;
use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::toast::{Toasts, toasts};
use crate::api;
use crate::program;
use crate::text::{Text, t, texts};

texts! {
    WORKS = "งานที่กำลังทำ", "Work in progress";
    WAITING = "กำลังรอระบบ", "Waiting for the system";
    AT = "{n} จาก {of}", "{n} of {of}";
    SINCE = "ผ่านไป {time} วินาที", "{time} seconds so far";
    LEFT_SECONDS = "เหลือประมาณ {time} วินาที", "about {time} seconds left";
    LEFT_MINUTES = "เหลือประมาณ {time} นาที", "about {time} minutes left";
    MEANWHILE = "ระหว่างนี้ทำงานอื่นได้", "You can do other work meanwhile.";
    STOP = "หยุด", "Stop";
    STOP_NAMED = "หยุด {name}", "Stop: {name}";
    DONE = "{name} เสร็จแล้ว", "{name}: done";
}

/// From here on it is shown that something goes on, in milliseconds.
const SHOWN_AFTER: f64 = 1_000.0;
/// From here on it is counted.
const COUNTED_AFTER: f64 = 10_000.0;
const TICK_MILLISECONDS: u32 = 500;

/// Something that takes long.
#[derive(Debug, Clone, PartialEq)]
struct Work {
    id: u32,
    name: String,
    began: f64,
    /// So many of so many, where that is known.
    at: Option<(usize, usize)>,
    can_stop: bool,
    stops: bool,
}

/// Everything that goes on, whichever page began it.
#[derive(Clone, Copy)]
pub struct Works {
    all: RwSignal<Vec<Work>>,
    next: StoredValue<u32>,
    toasts: Toasts,
}

/// The same for every page.
pub fn works() -> Works {
    expect_context()
}

impl Works {
    /// Nothing goes on.
    pub fn new() -> Works {
        Works {
            all: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            toasts: toasts(),
        }
    }

    /// Something called so begins.
    pub fn begin(self, name: String) -> Going {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        let work = Work {
            id,
            name,
            began: js_sys::Date::now(),
            at: None,
            can_stop: false,
            stops: false,
        };
        self.all.try_update(|all| all.push(work));
        Going { works: self, id }
    }

    fn change(self, id: u32, change: impl FnOnce(&mut Work)) {
        self.all.try_update(|all| {
            if let Some(work) = all.iter_mut().find(|work| work.id == id) {
                change(work);
            }
        });
    }

    fn of(self, id: u32) -> Option<Work> {
        let find = |all: &Vec<Work>| all.iter().find(|work| work.id == id).cloned();
        self.all.try_with_untracked(find).flatten()
    }
}

/// Something that goes on until this is dropped.
pub struct Going {
    works: Works,
    id: u32,
}

impl Going {
    /// So many of so many are done; it can be stopped after each.
    pub fn at(&self, done: usize, of: usize) {
        self.works.change(self.id, |work| {
            work.at = Some((done, of));
            work.can_stop = true;
        });
    }

    /// A handle by which it is stopped.
    pub fn stop(&self) -> Callback<()> {
        let (works, id) = (self.works, self.id);
        Callback::new(move |()| works.change(id, |work| work.stops = true))
    }

    /// Does somebody want it to stop?
    pub fn is_stopped(&self) -> bool {
        self.works.of(self.id).is_none_or(|work| work.stops)
    }

    /// It is done: told to whoever may have gone on with something else meanwhile.
    pub fn done(self) {
        let work = self.works.of(self.id);
        if let Some(work) = work.filter(|work| is_long(work.began)) {
            let said = DONE.with(&[("name", &work.name)]);
            self.works.toasts.say(said);
        }
    }
}

impl Drop for Going {
    fn drop(&mut self) {
        let id = self.id;
        self.works
            .all
            .try_update(|all| all.retain(|work| work.id != id));
    }
}

fn is_long(began: f64) -> bool {
    js_sys::Date::now() - began >= COUNTED_AFTER
}

/// Where it is shown.
#[component]
pub fn WorksCorner() -> impl IntoView {
    let works = works();
    let newer = program::watch();
    let now = RwSignal::new(js_sys::Date::now());
    let shown = RwSignal::new(false);
    let tick = Interval::new(TICK_MILLISECONDS, move || {
        let waits = api::waits_since().is_some() || works.all.with_untracked(|all| !all.is_empty());
        if waits || shown.get_untracked() {
            now.set(js_sys::Date::now());
        }
    });
    let tick = StoredValue::new_local(Some(tick));
    on_cleanup(move || {
        tick.try_update_value(Option::take);
    });
    let lines = move || {
        let now = now.get();
        let mut due = works.all.get();
        due.retain(|work| now - work.began >= SHOWN_AFTER);
        let unnamed = api::waits_since().filter(|began| now - began >= SHOWN_AFTER);
        let unnamed = unnamed.filter(|_| due.is_empty());
        shown.set(!due.is_empty() || unnamed.is_some());
        let unnamed = unnamed.map(|began| line(WAITING.now().to_owned(), &told(None, now - began)));
        let named = due.into_iter().map(|work| named(works, work, now));
        view! { {unnamed}{named.collect_view()} }
    };
    view! {
        <div class="works" role="status" aria-live="polite" aria-label=t(WORKS)>
            {lines}
            {program::card(newer)}
        </div>
    }
    .into_any()
}

/// What goes on, and beside it what is told of it, which no screen reader says every second.
fn line(name: String, told: &[String]) -> AnyView {
    let told = told.join(" · ");
    view! {
        <p class="work">
            <span class="spinner"></span>
            <span class="any-length">
                {name}
                <span class="small block" aria-live="off">{told}</span>
            </span>
        </p>
    }
    .into_any()
}

fn named(works: Works, work: Work, now: f64) -> AnyView {
    let passed = now - work.began;
    let mut said = told(work.at, passed);
    if passed >= COUNTED_AFTER {
        said.push(MEANWHILE.now().to_owned());
    }
    let (id, name) = (work.id, work.name.clone());
    let stop = (work.can_stop && !work.stops).then(|| {
        view! {
            <button
                type="button"
                class="plain"
                aria-label=move || STOP_NAMED.with(&[("name", &name)])
                title=t(STOP)
                on:click=move |_| works.change(id, |work| work.stops = true)
            >
                {icon(Icon::Cross)}
            </button>
        }
    });
    view! { <div class="work-row">{line(work.name, &said)}{stop}</div> }.into_any()
}

/// How far it is, in words.
fn told(at: Option<(usize, usize)>, passed: f64) -> Vec<String> {
    let count = at.map(|(done, of)| AT.with(&[("n", &done.to_string()), ("of", &of.to_string())]));
    let time = counted(at, passed).map(|(time, text)| text.with(&[("time", &time.to_string())]));
    count.into_iter().chain(time).collect()
}

/// After ten seconds: how long it has taken, or how long the rest takes at the pace of what is done.
fn counted(at: Option<(usize, usize)>, passed: f64) -> Option<(f64, Text)> {
    let seconds = |milliseconds: f64| (milliseconds / 1_000.0).floor();
    let counted = match at.and_then(|at| left(at, passed)) {
        Some(left) if left >= 90_000.0 => ((left / 60_000.0).round(), LEFT_MINUTES),
        Some(left) => (seconds(left).max(1.0), LEFT_SECONDS),
        None => (seconds(passed), SINCE),
    };
    (passed >= COUNTED_AFTER).then_some(counted)
}

/// How long the rest takes at the pace of what is done.
fn left((done, of): (usize, usize), passed: f64) -> Option<f64> {
    let rest = of.checked_sub(done)?;
    (done > 0).then(|| passed / done as f64 * rest as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_ten_seconds_it_is_said_how_far_it_is() {
        assert_eq!(counted(None, 9_999.0), None);
        assert_eq!(counted(None, 12_900.0), Some((12.0, SINCE)));
        let of_ten = |done, passed| counted(Some((done, 10)), passed);
        assert_eq!(of_ten(5, 2_000.0), None);
        assert_eq!(of_ten(5, 20_000.0), Some((20.0, LEFT_SECONDS)));
        assert_eq!(of_ten(1, 20_000.0), Some((3.0, LEFT_MINUTES)));
        // Of what has not begun nobody knows how long it takes.
        assert_eq!(of_ten(0, 20_000.0), Some((20.0, SINCE)));
    }
}
