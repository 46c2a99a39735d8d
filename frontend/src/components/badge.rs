//! A state in a word, a drawing and a colour.

use super::icon::{Icon, icon};
use leptos::prelude::*;

/// What a state means for whoever looks; decides the colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing yet.
    Quiet,
    /// Waits.
    Waiting,
    /// Well.
    Good,
    /// Finished.
    Done,
    /// Void or wrong.
    Bad,
}

impl Tone {
    /// The class that colours it.
    pub const fn class(self) -> &'static str {
        match self {
            Tone::Quiet => "badge quiet",
            Tone::Waiting => "badge waiting",
            Tone::Good => "badge good",
            Tone::Done => "badge done",
            Tone::Bad => "badge bad",
        }
    }
}

/// The state.
pub fn badge(
    tone: Tone,
    drawing: Icon,
    word: impl Fn() -> &'static str + Send + Sync + 'static,
) -> AnyView {
    view! { <span class=tone.class()>{icon(drawing)}<span>{word}</span></span> }.into_any()
}
