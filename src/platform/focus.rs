//! Where the keyboard is.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

/// Moves the focus to the element with this id; one that is not there or cannot take the focus
/// leaves it where it is.
pub fn move_to(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let element = document.and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// The path of the question that an event happened in.
pub fn path_of(event: &Event) -> Option<String> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    let question = element.closest("[data-path]").ok()??;
    question.get_attribute("data-path")
}
