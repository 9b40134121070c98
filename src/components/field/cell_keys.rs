//! Moving through a table as in a spreadsheet: Enter and the arrows go from cell to cell, and the
//! cell that is reached is selected, so that typing replaces what is in it.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, KeyboardEvent};

/// Which way.
#[derive(Clone, Copy)]
enum Way {
    Up,
    Down,
    Left,
    Right,
}

/// Moves where the pressed key means to. Arrows to the sides stay inside a text until its end.
pub fn on_key(event: &Event) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    let input = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        .filter(|input| input.type_() == "text");
    let Some(input) = input else {
        return;
    };
    if key.ctrl_key() || key.alt_key() || key.meta_key() || key.is_composing() {
        return;
    }
    let way = match (key.key().as_str(), key.shift_key()) {
        ("Enter", false) | ("ArrowDown", false) => Way::Down,
        ("Enter", true) | ("ArrowUp", false) => Way::Up,
        ("ArrowLeft", false) if is_at(&input, true) => Way::Left,
        ("ArrowRight", false) if is_at(&input, false) => Way::Right,
        _ => return,
    };
    event.prevent_default();
    if let Ok(Some(cell)) = input.closest("td")
        && let Some(next) = next(cell, way)
    {
        // An input that has gone meanwhile cannot take the focus.
        let _ = next.focus();
        if next.type_() == "text" {
            next.select();
        }
    }
}

/// Whether the cursor is at the start or at the end, or everything is selected.
fn is_at(input: &HtmlInputElement, start: bool) -> bool {
    let end = input.value().encode_utf16().count() as u32;
    let from = input.selection_start().ok().flatten().unwrap_or_default();
    let to = input.selection_end().ok().flatten().unwrap_or_default();
    let is_whole = from == 0 && to == end;
    is_whole || (from == to && from == if start { 0 } else { end })
}

/// The input of the next cell that has one.
fn next(cell: Element, way: Way) -> Option<HtmlInputElement> {
    let mut cell = cell;
    loop {
        cell = match way {
            Way::Left => cell.previous_element_sibling()?,
            Way::Right => cell.next_element_sibling()?,
            Way::Up => beside(&cell, cell.parent_element()?.previous_element_sibling()?)?,
            Way::Down => beside(&cell, cell.parent_element()?.next_element_sibling()?)?,
        };
        let input = cell.query_selector("input[type=text], input:checked, input");
        if let Some(input) = input.ok()? {
            return input.dyn_into().ok();
        }
    }
}

/// The cell of another line in the column of `cell`.
fn beside(cell: &Element, line: Element) -> Option<Element> {
    let mut before = cell.previous_element_sibling();
    let mut beside = line.first_element_child()?;
    while let Some(own) = before {
        before = own.previous_element_sibling();
        beside = beside.next_element_sibling()?;
    }
    Some(beside)
}
