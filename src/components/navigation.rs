//! The main pages, at the foot of the screen within reach of the thumb.

use sohoi_text::{Language, messages::shell};

use crate::components::icon::{Icon, icon};
use crate::view::{CollectView, IntoView, View, view};

/// The main pages; `current` is the address of the open one.
pub fn navigation(language: Language, current: &'static str) -> View {
    let links = [
        ("#/", Icon::List, shell::my_work(language)),
        ("#/results", Icon::Chart, shell::results(language)),
        ("#/device", Icon::Shield, shell::this_device(language)),
    ];
    let links = links
        .map(|(href, shape, name)| {
            view! {
                <a href=href aria-current=(href == current).then_some("page")>
                    {icon(shape)}
                    <span>{name}</span>
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="main-navigation" aria-label=shell::main_navigation(language)>
            {links}
        </nav>
    }
    .into_view()
}
