//! A day in Buddhist years, typed as people write it, with keys for the days one needs.

use super::calendar::Calendar;
use super::input::{TextBox, text_box};
use super::typing::Typing;
use super::{Bound, Frame, Shape};
use crate::components::table::day;
use crate::session::session;
use crate::text::{Language, Text, form as words, language};
use chrono::{Datelike, Days, Months, NaiveDate};
use gloo_timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;
use shared::FiscalYear;
use shared::calendar::{BUDDHIST_OFFSET, parse_typed, thai_short, weekday};
use shared::problem::FieldCode::Malformed;

/// How long the words below a box stay when it is left.
const LINGER_MILLISECONDS: u32 = 400;

/// A day; `None` is nothing typed.
#[component]
pub fn DateField(
    /// Its name.
    label: Text,
    /// Its value.
    bound: Bound<Option<NaiveDate>>,
    /// As a field or as a cell.
    #[prop(optional)]
    shape: Shape,
    /// Whether it must be filled.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let frame = Frame::new(label, shape, required, bound).unread(words::DATE_BAD);
    let typing = Typing::new(bound.path());
    let shown = Signal::derive(move || {
        let value = move || {
            bound
                .get()
                .map(|date| written(date, shape))
                .unwrap_or_default()
        };
        typing.text().unwrap_or_else(value)
    });
    let take = Callback::new(move |text: String| typing.takes(text));
    // Half a date may be another date, so the value follows only when the box is left.
    let lingers = RwSignal::new(None::<String>);
    let left = Callback::new(move |()| {
        let hint = hint_for(typing.typed().as_deref());
        let Some(text) = typing.left() else {
            return;
        };
        // What is below stays where it is until the click that left the box is over.
        lingers.set(hint);
        Timeout::new(LINGER_MILLISECONDS, move || drop(lingers.try_set(None))).forget();
        let read = parse_typed(&text);
        bound.set(read.as_ref().map(|read| read.date));
        if read.is_none() && !text.trim().is_empty() {
            typing.keeps(text, Malformed);
        }
    });
    let today = session().today();
    let calendar = Calendar::new(frame.id(), Callback::new(move |date| bound.set(Some(date))));
    let from = Signal::derive(move || bound.get().unwrap_or(today));
    let key = Callback::new(move |event: ev::KeyboardEvent| {
        // While a date is being typed, keys are letters: on the Thai layout R is พ.
        let untouched = untrack(|| typing.text().is_none());
        let plain = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
        if event.code() == "F4" {
            event.prevent_default();
            return calendar.show(from.get_untracked());
        }
        let from = from.get_untracked();
        if let (true, Some(date)) = (untouched && plain, jump(&event.code(), from, today)) {
            event.prevent_default();
            bound.set(Some(date));
        }
    });
    let control = text_box(
        &frame,
        TextBox {
            left,
            key,
            class: "date",
            example: Some(words::DATE_HINT),
            wrong: Signal::derive(move || typing.unread().is_some()),
            ..TextBox::new(shown, take)
        },
    );
    let control = move || match shape {
        Shape::Cell => control(),
        Shape::Field => view! {
            <div class="with-calendar">{control()} {calendar.button(from)} {calendar.month()}</div>
        }
        .into_any(),
    };
    let hint = move || {
        lingers
            .get()
            .or_else(|| hint_for(typing.typed().as_deref()))
    };
    let value = move || bound.get().map(day).unwrap_or_default();
    frame.show(control, value, hint)
}

/// A day as the box shows it, in a form that can be typed again: months have Thai names only, and the
/// cells of a grid have their figures below each other.
fn written(date: NaiveDate, shape: Shape) -> String {
    match (language(), shape) {
        (Language::Thai, Shape::Field) => thai_short(date),
        _ => in_figures(date),
    }
}

/// `01/10/2567`: the form for grids (ux D5).
fn in_figures(date: NaiveDate) -> String {
    let year = date.year() + BUDDHIST_OFFSET;
    format!("{:02}/{:02}/{year}", date.day(), date.month())
}

/// The day a key leads to (ux K5).
fn jump(code: &str, from: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    match code {
        "Equal" | "NumpadAdd" => from.checked_add_days(Days::new(1)),
        "Minus" | "NumpadSubtract" => from.checked_sub_days(Days::new(1)),
        "KeyT" => Some(today),
        "KeyM" => from.with_day(1),
        "KeyH" => from
            .with_day(1)?
            .checked_add_months(Months::new(1))?
            .pred_opt(),
        "KeyY" => Some(FiscalYear::of(from).first_day()),
        "KeyR" => Some(FiscalYear::of(from).last_day()),
        _ => None,
    }
}

fn hint_for(typed: Option<&str>) -> Option<String> {
    let text = typed.filter(|text| !text.trim().is_empty())?;
    match parse_typed(text) {
        None => Some(words::DATE_BAD.now().to_owned()),
        Some(read) if read.common_era => {
            let year = read.date.year();
            let (ce, be) = (year.to_string(), (year + BUDDHIST_OFFSET).to_string());
            Some(words::DATE_COMMON_ERA.with(&[("ce", &ce), ("be", &be)]))
        }
        Some(read) => {
            let (thai, english) = weekday(read.date);
            let weekday = match language() {
                Language::Thai => thai,
                Language::English => english,
            };
            Some(format!("{weekday} {}", day(read.date)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_a_grid_is_in_figures_and_can_be_typed_again() {
        let date = NaiveDate::from_ymd_opt(2024, 10, 1).expect("a day");
        assert_eq!(in_figures(date), "01/10/2567");
        assert_eq!(
            parse_typed(&in_figures(date)).map(|read| read.date),
            Some(date)
        );
    }

    #[test]
    fn keys_lead_to_the_days_one_needs() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a day");
        let (from, today) = (day(2026, 1, 31), day(2025, 10, 31));
        for (code, expected) in [
            ("Equal", day(2026, 2, 1)),
            ("NumpadSubtract", day(2026, 1, 30)),
            ("KeyT", today),
            ("KeyM", day(2026, 1, 1)),
            ("KeyH", day(2026, 1, 31)),
            ("KeyY", day(2025, 10, 1)),
            ("KeyR", day(2026, 9, 30)),
        ] {
            assert_eq!(jump(code, from, today), Some(expected), "{code}");
        }
        assert_eq!(jump("KeyA", from, today), None);
    }
}
