//! An amount of baht: arithmetic, Thai digits, grouped when left.

use super::arithmetic::{Typed, is_formula};
use super::input::{TextBox, text_box};
use super::typing::Typing;
use super::{Bound, Frame, Shape};
use crate::text::{Text, form as words};
use leptos::prelude::*;
use shared::Money;
use shared::problem::FieldCode::{Malformed, NotPositive};
use shared::text::{AmountWords, baht_text};

use crate::session::amount_words;

/// An amount. While it is typed the value already follows, so that totals and warnings are live.
#[component]
pub fn MoneyField(
    /// Its name.
    label: Text,
    /// Its value.
    bound: Bound<Money>,
    /// As a field or as a cell.
    #[prop(optional)]
    shape: Shape,
    /// Whether it must be filled.
    #[prop(optional)]
    required: bool,
    /// Something to say beside it.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// True while the amount is more than there is.
    #[prop(optional, into)]
    over: Signal<bool>,
) -> impl IntoView {
    let frame = Frame::new(label, shape, required, bound).unread(words::MONEY_BAD);
    let typing = Typing::new(bound.path());
    // Where the text came from, so that what is typed behind a foreign one stays foreign.
    let last = RwSignal::new(Typed::default());
    let is_unreadable =
        move |text: &str| last.with(|last| last.clone().by_hand(text.to_owned()).is_unreadable());
    let bad = Memo::new(move |_| {
        typing.unread().is_some() || typing.text().as_deref().is_some_and(is_unreadable)
    });
    let shown = Signal::derive(move || typing.text().unwrap_or_else(|| plain(bound.get())));
    // What was worked out stays in the tooltip until the amount is another one.
    let worked = RwSignal::new(None::<(String, Money)>);
    let title = Signal::derive(move || {
        let now = bound.get();
        let formula = typing.typed().filter(|text| is_formula(text));
        let kept = move || {
            let worked = worked.get().filter(|(_, amount)| *amount == now);
            worked.map(|(text, _)| text)
        };
        let formula = formula.or_else(kept);
        formula
            .map(|text| format!("{text} = {}", now.grouped()))
            .unwrap_or_default()
    });
    let take = move |change: fn(Typed, String) -> Typed| {
        Callback::new(move |text: String| {
            let now = change(last.get_untracked(), text);
            // What cannot be read must not leave an older amount standing.
            bound.set(now.amount().unwrap_or(Money::ZERO));
            typing.takes(now.text.clone());
            last.set(now);
        })
    };
    let left = Callback::new(move |()| {
        let Some(text) = typing.left() else { return };
        let amount = bound.get_untracked();
        if is_unreadable(&text) {
            typing.keeps(text, Malformed);
        } else if amount.is_negative() {
            // It stays in the box, marked, and is not sent.
            typing.keeps(text, NotPositive);
        } else if is_formula(&text) {
            worked.set(Some((text.trim().to_owned(), amount)));
        }
    });
    let control = text_box(
        &frame,
        TextBox {
            left,
            over,
            title,
            wrong: bad.into(),
            mode: "decimal",
            class: "amount",
            pasted: take(Typed::pasted),
            ..TextBox::new(shown, take(Typed::by_hand))
        },
    );
    let style = amount_words();
    let hint = move || {
        let typed = typing.typed();
        if typed.as_deref().is_some_and(is_unreadable) {
            return Some(words::MONEY_BAD.now().to_owned());
        }
        let words = in_words(bound.get(), style).filter(|_| typed.is_some());
        words.or_else(|| hint.get())
    };
    frame.show(control, move || bound.get().grouped(), hint)
}

/// From this many satang on an amount is said in words while it is typed: one zero too many is seen.
const GREAT: i64 = 100_000_000;

/// A great amount in words.
fn in_words(amount: Money, style: AmountWords) -> Option<String> {
    let satang = amount.satang().filter(|satang| satang.abs() >= GREAT)?;
    Some(baht_text(satang, style))
}

fn plain(value: Money) -> String {
    if value.is_zero() {
        String::new()
    } else {
        value.grouped()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_said_in_words_from_a_million_on() {
        let style = AmountWords::RoyalSociety;
        assert_eq!(in_words(Money::from_satang(99_999_999), style), None);
        let words = in_words(Money::from_satang(100_000_050), style);
        assert_eq!(words.as_deref(), Some("หนึ่งล้านบาทห้าสิบสตางค์"));
        let words = in_words(Money::from_satang(100_000_100), AmountWords::AfterTens);
        assert_eq!(words.as_deref(), Some("หนึ่งล้านหนึ่งบาทถ้วน"));
    }
}
