//! One value of a draft: how to read it, how to write it, where it stands in the body.

use leptos::prelude::*;
use shared::codes::AsText;

/// A value and the way to change it. Copied freely.
pub struct Bound<T: Send + Sync + 'static> {
    path: StoredValue<String>,
    value: Signal<T>,
    set: Callback<T>,
}

impl<T: Send + Sync + 'static> Clone for Bound<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Bound<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Bound<T> {
    /// Binds a part of a draft.
    pub fn new<B: Send + Sync + 'static>(
        draft: RwSignal<B>,
        path: impl Into<String>,
        get: impl Fn(&B) -> T + Send + Sync + 'static,
        set: impl Fn(&mut B, T) + Send + Sync + 'static,
    ) -> Bound<T> {
        Bound {
            path: StoredValue::new(path.into()),
            value: Memo::new(move |_| draft.with(&get)).into(),
            set: Callback::new(move |value| draft.update(|draft| set(draft, value))),
        }
    }

    /// Binds a signal of its own.
    pub fn signal(path: &str, signal: RwSignal<T>) -> Bound<T> {
        Bound::new(signal, path, T::clone, |old, new| *old = new)
    }

    /// Where it stands in the body.
    pub fn path(self) -> String {
        self.path.get_value()
    }

    /// The value; subscribes.
    pub fn get(self) -> T {
        self.value.get()
    }

    /// The value; does not subscribe.
    pub fn get_untracked(self) -> T {
        self.value.get_untracked()
    }

    /// Changes the value.
    pub fn set(self, value: T) {
        self.set.run(value);
    }

    /// The same value, put into order before it is set.
    pub fn cleaned(self, clean: impl Fn(T) -> T + Send + Sync + 'static) -> Bound<T> {
        Bound {
            set: Callback::new(move |value| self.set(clean(value))),
            ..self
        }
    }
}

impl<T: AsText + Clone + PartialEq + Send + Sync + 'static> Bound<T> {
    /// The same value as text, for fields that know only text.
    pub fn text(self) -> Bound<String> {
        let set = Callback::new(move |text: String| {
            if let Some(value) = T::from_text(&text) {
                self.set(value);
            }
        });
        Bound {
            path: self.path,
            value: Memo::new(move |_| self.value.with(AsText::to_text)).into(),
            set,
        }
    }
}

/// A field of a row, or of the row a new one would be while a removed one is still on the screen.
pub fn of_row<R, T>(
    rows: &[R],
    index: usize,
    fresh: impl FnOnce() -> R,
    get: impl FnOnce(&R) -> T,
) -> T {
    match rows.get(index) {
        Some(row) => get(row),
        None => get(&fresh()),
    }
}

/// `bind!(draft, purpose)` and `bind!(draft, items[index].amount)`; rows without `Default` name a
/// function that makes one: `bind!(draft, deductions[index].amount, fresh)`.
macro_rules! bind {
    ($draft:expr, $field:ident) => {
        $crate::components::fields::Bound::new(
            $draft,
            stringify!($field),
            |body| body.$field.clone(),
            |body, value| body.$field = value,
        )
    };
    ($draft:expr, $rows:ident[$index:expr].$field:ident) => {
        bind!($draft, $rows[$index].$field, Default::default)
    };
    ($draft:expr, $rows:ident[$index:expr].$field:ident, $fresh:expr) => {{
        let index: usize = $index;
        $crate::components::fields::Bound::new(
            $draft,
            format!("{}[{index}].{}", stringify!($rows), stringify!($field)),
            move |body| {
                $crate::components::fields::bound::of_row(&body.$rows, index, $fresh, |row| {
                    row.$field.clone()
                })
            },
            move |body, value| {
                if let Some(row) = body.$rows.get_mut(index) {
                    row.$field = value;
                }
            },
        )
    }};
}
pub(crate) use bind;
