//! A table of any length, of which only the rows near the screen are there: the others are asked for as
//! somebody scrolls to them.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::extent::{Extent, Part};
use crate::platform::{address, scrolling};
use crate::view::{Element, IntoView, View, each, view};

/// What of a table stays as it is while its rows come and go.
pub struct Roll {
    /// How it looks.
    pub class: &'static str,
    /// The id of its heading.
    pub labelled_by: &'static str,
    /// What stands above it.
    pub caption: String,
    /// The row of headings.
    pub head: View,
    /// How many columns it has.
    pub columns: u32,
}

/// The id of what holds the rows that are there.
const ROWS: &str = "roll";

/// The id of what stands for the rows after them.
const END: &str = "roll-end";

/// So many pixels below the upper edge of the screen stands what is read first: bars are above it.
const BARS: f64 = 80.0;

/// How high a row may be as long as none was seen.
const ROW_HEIGHT: f64 = 44.0;

/// The table. `first` is the row that stands first on the screen, from 0: whoever hears of another one gets
/// the rows around it into `part`. `address` is that of the page with a row first; who leaves through the table
/// comes back to where it was.
pub fn roll<R: Clone + PartialEq + 'static>(
    table: Roll,
    first: RwSignal<u32>,
    part: impl Fn() -> Option<Part<R>> + 'static,
    line: impl Fn(&R) -> Element + 'static,
    address_of: impl Fn(u32) -> String + 'static,
) -> View {
    // Rows are about as high as those that came first.
    let row_height = RwSignal::new(ROW_HEIGHT);
    // Until the row of the address is on the screen, no scrolling means another one.
    let to_show = Some(first.get_untracked()).filter(|first| *first > 0);
    let to_show = RwSignal::new(to_show);
    let here = RwSignal::new_local(None::<Rc<Part<R>>>);
    Effect::new(move |_| here.set(part().map(Rc::new)));
    let known = Memo::new(move |_| here.with(|part| part.as_ref().map(|part| part.extent())));
    scrolling::on_scroll(move || {
        // A frame may come after the page is gone.
        let seen = known.try_get_untracked().flatten();
        let seen = seen.filter(|_| to_show.get_untracked().is_none());
        if let (Some(extent), Some((top, height))) = (seen, stand()) {
            let now = extent.row_at(BARS - top, height, row_height.get_untracked());
            if first.get_untracked() != now {
                first.set(now);
            }
        }
    });
    let is_measured = Cell::new(false);
    Effect::new(move |_| {
        let Some(extent) = known.get() else {
            return;
        };
        if extent.rows == 0 {
            // An address of before, of a list that is shorter now.
            first.set(extent.all.saturating_sub(1));
            return;
        }
        let is_first = !is_measured.replace(true);
        // Rows stand once this has run; a page that is built goes to its top in the next frame.
        request_animation_frame(move || {
            if is_first && let Some((_, height)) = stand() {
                row_height.try_set(height / f64::from(extent.rows));
            }
            if let Some(row) = to_show.try_get_untracked().flatten() {
                request_animation_frame(move || {
                    if let Some((top, height)) = stand() {
                        scrolling::scroll_down(top + extent.height_above(row, height) - BARS);
                    }
                    to_show.try_set(None);
                });
            }
        });
    });
    let space = move |rows: fn(&Extent) -> u32| {
        let rows = known.get().map_or(0, |extent| rows(&extent));
        (f64::from(rows) * row_height.get()).round().to_string()
    };
    let columns = table.columns.to_string();
    let rows = move || {
        here.get().map_or_else(Vec::new, |part| {
            let places = part.from..;
            places.zip(part.rows.iter().cloned()).collect::<Vec<_>>()
        })
    };
    let rows = each(rows, move |(place, row)| {
        // The headings are the first row.
        line(row).attribute("aria-rowindex", (place + 2).to_string())
    });
    let all = move || known.get().map(|extent| (extent.all + 1).to_string());
    view! {
        <div
            class="scroller"
            role="region"
            tabindex="0"
            aria-labelledby=table.labelled_by
            on:click=move |_| address::note(&address_of(first.get_untracked()))
        >
            <table
                class=table.class
                id="responses"
                role="table"
                aria-rowcount=all
            >
                <caption>{table.caption}</caption>
                <thead role="rowgroup">{table.head}</thead>
                <tbody class="roll-space" aria-hidden="true">
                    <tr><td colspan=columns.clone() height=move || space(|extent| extent.from)></td></tr>
                </tbody>
                <tbody id=ROWS role="rowgroup">{rows}</tbody>
                <tbody id=END class="roll-space" aria-hidden="true">
                    <tr><td colspan=columns height=move || space(|extent| extent.after())></td></tr>
                </tbody>
            </table>
        </div>
    }
    .into_view()
}

/// How far below the upper edge of the screen the rows that are there begin, and how high they are together.
fn stand() -> Option<(f64, f64)> {
    let top = scrolling::top_of(ROWS)?;
    Some((top, scrolling::top_of(END)? - top))
}
