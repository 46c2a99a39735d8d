//! Thirteen digits of a citizen or taxpayer: grouped as on the card, checked while they are typed.

use super::input::{TextBox, text_box};
use super::{Bound, Frame, Shape, form_state};
use crate::text::{Text, texts};
use leptos::prelude::*;
use shared::text::{ID_DIGITS, check_digit, digits, id_grouped, is_thai_id};

texts! {
    ID_RIGHT = "เลขถูกต้อง", "The number is right";
    ID_SHORT = "ขาดอีก {n} หลัก", "{n} digits are missing";
    ID_LONG = "เกินมา {n} หลัก", "{n} digits too many";
    ID_WRONG =
        "หลักที่ 13 ไม่ตรงกับ 12 หลักแรก (ควรเป็น {digit}) โปรดตรวจทุกหลักกับบัตร",
        "The 13th digit does not fit the first 12 (it should be {digit}). Check every digit with the card.";
}

/// What is said of the digits typed so far; nothing where there are none.
fn said_of(typed: &str) -> Option<String> {
    let count = typed.chars().count();
    let many = |text: Text, n: usize| text.with(&[("n", &n.to_string())]);
    Some(match count {
        0 => return None,
        1..ID_DIGITS => many(ID_SHORT, ID_DIGITS - count),
        _ if is_thai_id(typed) => ID_RIGHT.now().to_owned(),
        ID_DIGITS => {
            let digit = check_digit(typed.get(..ID_DIGITS - 1)?)?;
            ID_WRONG.with(&[("digit", &digit.to_string())])
        }
        _ => many(ID_LONG, count - ID_DIGITS),
    })
}

/// A number of a citizen or taxpayer, kept as digits.
#[component]
pub fn IdField(
    /// Its name.
    label: Text,
    /// Its digits; for whoever has no right to them the last ones.
    bound: Bound<String>,
) -> impl IntoView {
    let frame = Frame::new(label, Shape::Field, false, bound);
    let (form, path) = (form_state(), bound.path());
    let typed = RwSignal::new(None::<String>);
    let take = Callback::new(move |text: String| {
        form.touched(&path);
        bound.set(digits(&text));
        typed.set(Some(text));
    });
    let whole = move || id_grouped(&bound.get());
    let shown = Signal::derive(move || typed.get().unwrap_or_else(whole));
    let wrong = Signal::derive(move || {
        let typed = bound.get();
        typed.chars().count() >= ID_DIGITS && !is_thai_id(&typed)
    });
    let control = text_box(
        &frame,
        TextBox {
            left: Callback::new(move |()| typed.set(None)),
            mode: "numeric",
            selects: false,
            wrong,
            ..TextBox::new(shown, take)
        },
    );
    frame.show(control, whole, move || {
        form.editable.get().then(|| said_of(&bound.get())).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_judged_while_it_is_typed() {
        let said = |typed| said_of(typed).unwrap_or_default();
        assert_eq!(said(""), "");
        assert_eq!(said("1234567890"), "ขาดอีก 3 หลัก");
        assert_eq!(said("1234567890121"), "เลขถูกต้อง");
        assert!(said("1234567890122").starts_with("หลักที่ 13 ไม่ตรงกับ 12 หลักแรก (ควรเป็น 1)"));
        assert_eq!(said("12345678901211"), "เกินมา 1 หลัก");
    }
}
