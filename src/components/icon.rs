//! Line icons, drawn inline. Text always stands beside them, so they are hidden from readers.

use crate::view::{Element, view};

/// An icon of 24 × 24 units.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Lines of a list.
    List,
    /// Columns of a chart.
    Chart,
    /// A shield.
    Shield,
    /// An arrow to the left.
    Back,
    /// A tick.
    Tick,
    /// Two arrows in a circle.
    Exchange,
    /// A warning sign.
    Warning,
    /// A magnifying glass.
    Search,
    /// An arrow into a tray.
    Download,
    /// A camera.
    Camera,
    /// A sheet out of a printer.
    Printer,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::List => "M4 6h16M4 12h16M4 18h10",
            Self::Chart => "M5 20v-6M11 20V5M17 20v-9M3 20h18",
            Self::Shield => "M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6z",
            Self::Back => "M15 5l-7 7 7 7",
            Self::Tick => "M5 13l4 4 10-11",
            Self::Exchange => {
                "M4 11a8 8 0 0 1 14-4l2 2M20 4v5h-5M20 13a8 8 0 0 1-14 4l-2-2M4 20v-5h5"
            }
            Self::Warning => "M12 4l9 16H3zM12 10v5M12 17.5v.5",
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20",
            Self::Download => "M12 4v11M7 11l5 5 5-5M4 20h16",
            Self::Camera => "M4 8h4l1.5-3h5L16 8h4v11H4zM12 10.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
            Self::Printer => "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
        }
    }
}

/// Draws an icon in the colour of the text around it.
pub fn icon(icon: Icon) -> Element {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=icon.path()></path>
        </svg>
    }
}
