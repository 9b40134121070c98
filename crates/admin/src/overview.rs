//! `/admin`: what one can do here.

use maud::html;

use crate::frame::{Frame, page};
use crate::place::Place;

/// The page.
pub fn overview(frame: &Frame) -> String {
    let language = frame.language;
    let role = frame.viewer.as_ref().map(|viewer| viewer.role);
    let is_open = |place: &&Place| {
        **place != Place::Overview && role.is_some_and(|role| place.is_open_to(role))
    };
    page(
        frame,
        &html! {
            ul class="tasks" {
                @for place in Place::ALL.iter().filter(is_open) {
                    li {
                        h2 { a href=(place.address()) { (place.name(language)) } }
                        p { (place.task(language)) }
                    }
                }
            }
        },
    )
}
