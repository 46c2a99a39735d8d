//! A month to choose a day from, for those who want one: by a button beside the box, or by F4 in it. Days
//! that are closed are greyed, with who closed them and when.

use chrono::{Datelike, Days, Months, NaiveDate};
use gloo_timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use shared::calendar::{BUDDHIST_OFFSET, month_name, weekday};
use std::collections::BTreeSet;

use super::focus;
use crate::components::icon::{Icon, icon};
use crate::components::table::day;
use crate::text::{Language, form as words, general, language, t};

/// Days on which nothing can be booked any more; the pages know which and why.
#[derive(Clone, Copy)]
pub struct Closed {
    /// Told which month is looked at, by its first day.
    pub month: Callback<NaiveDate>,
    /// Those known so far.
    pub days: Signal<BTreeSet<NaiveDate>>,
    /// Told which closed day is looked at; says why it is closed, as soon as that is known.
    pub why: Callback<NaiveDate, Option<String>>,
}

/// What the calendar of a box works with.
#[derive(Clone, Copy)]
pub struct Calendar {
    /// Whether it is shown.
    pub open: RwSignal<bool>,
    /// The day looked at.
    at: RwSignal<NaiveDate>,
    /// Told which day is taken.
    take: Callback<NaiveDate>,
    /// The id of the box, which has the focus again afterwards.
    box_id: StoredValue<String>,
}

impl Calendar {
    /// Closed; `take` is told which day is taken.
    pub fn new(box_id: String, take: Callback<NaiveDate>) -> Calendar {
        Calendar {
            open: RwSignal::new(false),
            at: RwSignal::new(NaiveDate::default()),
            take,
            box_id: StoredValue::new(box_id),
        }
    }

    /// Shows the month of a day.
    pub fn show(self, at: NaiveDate) {
        self.at.set(at);
        self.open.set(true);
        self.focus_day();
    }

    fn focus_day(self) {
        let id = self.day_id(self.at.get_untracked());
        // Once it is drawn.
        Timeout::new(0, move || focus_on(&id)).forget();
    }

    fn day_id(self, date: NaiveDate) -> String {
        self.box_id.with_value(|id| format!("{id}-{date}"))
    }

    fn close(self) {
        self.open.set(false);
        self.box_id.with_value(|id| focus(id));
    }

    fn key(self, event: &ev::KeyboardEvent) {
        let at = self.at.get_untracked();
        let to = match event.code().as_str() {
            "Escape" => {
                event.prevent_default();
                event.stop_propagation();
                return self.close();
            }
            code => led_to(code, at),
        };
        if let Some(to) = to {
            event.prevent_default();
            self.at.set(to);
            self.focus_day();
        }
    }

    fn left(self, event: &ev::FocusEvent) {
        let node = |target: Option<web_sys::EventTarget>| {
            target.and_then(|target| target.dyn_into::<web_sys::Node>().ok())
        };
        let (to, here) = (node(event.related_target()), node(event.current_target()));
        // A month drawn anew takes its button along; then the focus goes to nothing for a moment.
        let goes_on = to.is_none() || here.is_some_and(|here| here.contains(to.as_ref()));
        if !goes_on {
            self.open.set(false);
        }
    }

    /// The button beside the box. With the keyboard F4 opens it, so Tab does not stop here.
    pub fn button(self, from: Signal<NaiveDate>) -> AnyView {
        view! {
            <button
                type="button"
                class="plain calendar-button"
                tabindex="-1"
                aria-label=t(words::CALENDAR)
                title=t(words::CALENDAR)
                aria-expanded=move || self.open.get().to_string()
                on:click=move |_| self.show(from.get_untracked())
            >
                {icon(Icon::Down)}
            </button>
        }
        .into_any()
    }

    /// The month, while it is shown.
    pub fn month(self) -> AnyView {
        let closed = use_context::<Option<Closed>>().flatten();
        (move || {
            self.open.get().then(|| {
                let first = Memo::new(move |_| first_of(self.at.get()));
                Effect::new(move |_| {
                    let first = first.get();
                    if let Some(closed) = closed {
                        closed.month.run(first);
                    }
                });
                view! {
                    <div
                        class="calendar"
                        role="dialog"
                        aria-label=move || title(first.get())
                        on:keydown=move |event| self.key(&event)
                        on:focusout=move |event| self.left(&event)
                    >
                        {self.head(first)}
                        <table>
                            <thead><tr>{(0..7).map(weekday_head).collect_view()}</tr></thead>
                            <tbody>{move || self.weeks(first.get(), closed)}</tbody>
                        </table>
                        <p class="small" role="status">{move || self.why(closed)}</p>
                    </div>
                }
            })
        })
        .into_any()
    }

    fn head(self, first: Memo<NaiveDate>) -> AnyView {
        let go = move |code: &'static str| {
            if let Some(to) = led_to(code, self.at.get_untracked()) {
                self.at.set(to);
            }
        };
        view! {
            <div class="calendar-head">
                <button type="button" class="plain" on:click=move |_| go("PageUp")>
                    {t(general::PREVIOUS)}
                </button>
                <strong>{move || title(first.get())}</strong>
                <button type="button" class="plain" on:click=move |_| go("PageDown")>
                    {t(general::NEXT)}
                </button>
            </div>
        }
        .into_any()
    }

    fn weeks(self, first: NaiveDate, closed: Option<Closed>) -> AnyView {
        let week = |days: Vec<Option<NaiveDate>>| {
            let cells = days.into_iter().map(|date| match date {
                Some(date) => self.day(date, closed),
                None => view! { <td></td> }.into_any(),
            });
            view! { <tr>{cells.collect_view()}</tr> }
        };
        weeks_of(first)
            .into_iter()
            .map(week)
            .collect_view()
            .into_any()
    }

    fn day(self, date: NaiveDate, closed: Option<Closed>) -> AnyView {
        let is_at = move || self.at.get() == date;
        let is_closed =
            move || closed.is_some_and(|all| all.days.with(|days| days.contains(&date)));
        let label = move || match is_closed() {
            true => format!("{} {}", day(date), words::DAY_CLOSED.now()),
            false => day(date),
        };
        let why = move || is_closed().then(|| words::DAY_CLOSED.now());
        let take = move |_| {
            self.take.run(date);
            self.close();
        };
        view! {
            <td>
                <button
                    type="button"
                    id=self.day_id(date)
                    class="day"
                    class:closed=is_closed
                    tabindex=move || if is_at() { "0" } else { "-1" }
                    aria-label=label
                    title=why
                    aria-current=move || is_at().then_some("date")
                    on:pointerenter=move |_| self.at.set(date)
                    on:click=take
                >
                    {date.day()}
                </button>
            </td>
        }
        .into_any()
    }

    /// Why the day looked at is closed.
    fn why(self, closed: Option<Closed>) -> Option<String> {
        let (date, closed) = (self.at.get(), closed?);
        let is_closed = closed.days.with(|days| days.contains(&date));
        is_closed.then(|| {
            let why = closed.why.run(date).unwrap_or_default();
            format!("{} {} {why}", day(date), words::DAY_CLOSED.now())
        })
    }
}

fn focus_on(id: &str) {
    let found = document().get_element_by_id(id);
    if let Some(day) = found.and_then(|day| day.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = day.focus();
    }
}

/// October 2568, in the language shown.
fn title(first: NaiveDate) -> String {
    let year = first.year() + BUDDHIST_OFFSET;
    match language() {
        Language::Thai => format!("{} {year}", month_name(first)),
        Language::English => format!("{} {year} B.E.", first.format("%B")),
    }
}

fn weekday_head(at: u64) -> AnyView {
    // 5 October 2025 was a Sunday.
    let sunday = NaiveDate::from_ymd_opt(2025, 10, 5).unwrap_or_default();
    let (thai, english) = weekday(sunday + Days::new(at));
    let text = move || match language() {
        Language::Thai => thai,
        Language::English => english,
    };
    let short = move || text().chars().take(2).collect::<String>();
    view! { <th scope="col" abbr=text>{short}</th> }.into_any()
}

fn first_of(date: NaiveDate) -> NaiveDate {
    date.with_day(1).unwrap_or(date)
}

/// The weeks of a month from Sunday on, with the days of other months left out.
fn weeks_of(first: NaiveDate) -> Vec<Vec<Option<NaiveDate>>> {
    let before = first.weekday().num_days_from_sunday() as usize;
    let days = first
        .iter_days()
        .take_while(|day| day.month() == first.month());
    let mut cells: Vec<Option<NaiveDate>> = vec![None; before];
    cells.extend(days.map(Some));
    cells.resize(cells.len().div_ceil(7) * 7, None);
    cells.chunks(7).map(<[_]>::to_vec).collect()
}

/// The day a key leads to.
fn led_to(code: &str, at: NaiveDate) -> Option<NaiveDate> {
    match code {
        "ArrowRight" => at.checked_add_days(Days::new(1)),
        "ArrowLeft" => at.checked_sub_days(Days::new(1)),
        "ArrowDown" => at.checked_add_days(Days::new(7)),
        "ArrowUp" => at.checked_sub_days(Days::new(7)),
        "PageDown" => at.checked_add_months(Months::new(1)),
        "PageUp" => at.checked_sub_months(Months::new(1)),
        "Home" => Some(first_of(at)),
        "End" => first_of(at).checked_add_months(Months::new(1))?.pred_opt(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("a day")
    }

    #[test]
    fn a_month_has_its_days_below_their_weekdays() {
        let weeks = weeks_of(date(2024, 2, 1));
        // 1 February 2024 was a Thursday; the year has a 29th.
        assert_eq!(weeks[0][3], None);
        assert_eq!(weeks[0][4], Some(date(2024, 2, 1)));
        let days = weeks.iter().flatten().flatten().count();
        assert_eq!((days, weeks.len()), (29, 5));
        assert!(weeks.iter().all(|week| week.len() == 7));
    }

    #[test]
    fn keys_lead_over_the_end_of_a_month() {
        for (code, expected) in [
            ("ArrowRight", date(2024, 3, 1)),
            ("ArrowUp", date(2024, 2, 22)),
            ("PageUp", date(2024, 1, 29)),
            ("Home", date(2024, 2, 1)),
            ("End", date(2024, 2, 29)),
        ] {
            assert_eq!(led_to(code, date(2024, 2, 29)), Some(expected), "{code}");
        }
        assert_eq!(led_to("KeyA", date(2024, 2, 29)), None);
    }
}
