//! A bar that shows how much of something is done; the words beside it say the same.

use leptos::prelude::*;

use crate::view::{CollectView, IntoView, View, view};

/// A bar filled to `percent` (0 to 100). Decorative: the figures stand beside it as text.
pub fn progress_bar(percent: Signal<usize>) -> View {
    view! {
        <svg class="progress-bar" aria-hidden="true" viewBox="0 0 100 4" preserveAspectRatio="none">
            <rect class="progress-rest" width="100" height="4"></rect>
            <rect class="progress-done" height="4" width=move || percent.get().to_string()></rect>
        </svg>
    }
    .into_view()
}

/// A bar of parts, each `(class, share)`; shares are counts of the same thing.
pub fn parts_bar(parts: Vec<(&'static str, usize)>) -> View {
    let all: usize = parts.iter().map(|(_, share)| share).sum::<usize>().max(1);
    let mut before = 0;
    let rects = parts
        .into_iter()
        .map(|(class, share)| {
            // In per mille, so that the parts are whole numbers and leave no gap.
            let x = before * 1000 / all;
            before += share;
            let width = before * 1000 / all - x;
            view! { <rect class=class x=x.to_string() width=width.to_string() height="4"></rect> }
        })
        .collect_view();
    view! {
        <svg class="progress-bar" aria-hidden="true" viewBox="0 0 1000 4" preserveAspectRatio="none">
            {rects}
        </svg>
    }
    .into_view()
}
