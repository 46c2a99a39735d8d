//! The rows of a body, as a grid sees them: how many there are, and how they come and go.

use leptos::prelude::*;

/// What a grid asks of its rows, whatever they are rows of.
#[derive(Clone, Copy)]
pub struct Rows {
    /// Where they stand in the body.
    pub name: &'static str,
    /// How many there are.
    pub count: Memo<usize>,
    /// Adds one at the end.
    pub add: Callback<()>,
    /// Takes one away.
    pub remove: Callback<usize>,
    /// Adds one like the last, where that makes sense.
    pub repeat: Option<Callback<()>>,
}

/// `rows_of!(draft, items, |_| Item::default())`: the rows that a body keeps in a field; followed by a
/// function that repeats the last one, where that makes sense. See [`rows`].
macro_rules! rows_of {
    ($draft:expr, $field:ident, $fresh:expr) => {
        $crate::components::rows::rows_of!($draft, $field, $fresh, None)
    };
    ($draft:expr, $field:ident, $fresh:expr, $again:expr) => {
        $crate::components::rows::rows(
            $draft,
            stringify!($field),
            |body| &body.$field,
            |body| &mut body.$field,
            $fresh,
            $again,
        )
    };
}
pub(crate) use rows_of;

/// The rows that `of` and `of_mut` find in a body, which calls them `name`; `fresh` makes a row after those there are, `again`
/// one like the last of them.
pub fn rows<B: Send + Sync + 'static, R: 'static>(
    draft: RwSignal<B>,
    name: &'static str,
    of: fn(&B) -> &Vec<R>,
    of_mut: fn(&mut B) -> &mut Vec<R>,
    fresh: fn(&[R]) -> R,
    again: Option<fn(&[R]) -> Option<R>>,
) -> Rows {
    let add = move |()| {
        draft.update(|body| {
            let row = fresh(of(body));
            of_mut(body).push(row);
        });
    };
    let repeat = move |again: fn(&[R]) -> Option<R>| {
        Callback::new(move |()| {
            draft.update(|body| {
                let row = again(of(body));
                of_mut(body).extend(row);
            });
        })
    };
    Rows {
        name,
        count: Memo::new(move |_| draft.with(|body| of(body).len())),
        add: Callback::new(add),
        remove: Callback::new(move |index| draft.update(|body| drop(of_mut(body).remove(index)))),
        repeat: again.map(repeat),
    }
}
