//! Line drawings that stand beside words, never instead of them.

use leptos::prelude::*;

/// The drawings there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Being written.
    Pencil,
    /// On its way.
    Clock,
    /// Decided.
    Check,
    Book,
    /// Void.
    Cross,
    /// Turned down.
    Stop,
    /// Look for.
    Search,
    /// Another one.
    Plus,
    /// On paper.
    Printer,
    /// Bars of a menu.
    Menu,
    /// Way out.
    Exit,
    /// Opens below.
    Down,
    /// Take care.
    Warning,
    /// To know.
    Info,
    /// Locked.
    Lock,
    Person,
    File,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Icon::Pencil => "M4 20h4L19 9l-4-4L4 16v4M13.5 6.5l4 4",
            Icon::Clock => "M12 7v5l3 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18",
            Icon::Check => "M5 12.5l4.5 4.5L19 7.5",
            Icon::Book => "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3V4M5 17a3 3 0 0 1 3-3h11",
            Icon::Cross => "M6 6l12 12M18 6L6 18",
            Icon::Stop => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M5.6 5.6l12.8 12.8",
            Icon::Search => "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M15.5 15.5L20 20",
            Icon::Plus => "M12 5v14M5 12h14",
            Icon::Printer => "M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z",
            Icon::Menu => "M4 7h16M4 12h16M4 17h16",
            Icon::Exit => "M14 4H6v16h8M10 12h11M17 8l4 4-4 4",
            Icon::Down => "M6 9l6 6 6-6",
            Icon::Warning => "M12 4l9 16H3L12 4M12 10v4M12 17v.5",
            Icon::Info => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 11v5M12 8v.5",
            Icon::Lock => "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
            Icon::File => "M6 3h8l5 5v13H6V3M14 3v5h5",
            Icon::Person => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 20c1-4 4-5 8-5s7 1 8 5",
        }
    }
}

/// Draws one; hidden from screen readers, for the words beside it say the same.
pub fn icon(icon: Icon) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=icon.path()></path>
        </svg>
    }
    .into_any()
}
