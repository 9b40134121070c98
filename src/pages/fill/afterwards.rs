//! What can be done with a form besides filling it in: printed, and looked at as a whole.

use leptos::prelude::*;
use sohoi_text::messages::paper as words;

use crate::components::icon::{Icon, icon};
use crate::routes::Route;
use crate::state::desk::Desk;
use crate::state::sheet::Sheet;
use crate::view::{IntoView, View, view};

/// The links, while `is_told`; the one to the portrait once the form is whole.
pub fn afterwards(desk: Desk, sheet: &Sheet, is_told: Memo<bool>) -> View {
    let language = desk.language.get_untracked();
    let id = sheet.id().to_owned();
    let form = sheet.with_session(|session| session.engine().form().id.clone());
    let has_portrait = desk
        .work()
        .and_then(|work| work.round())
        .and_then(|round| Some(round.form(&form)?.has_portrait))
        .unwrap_or_default();
    let sections = sheet.sections();
    let is_whole = Memo::new(move |_| {
        sections.with(|all| {
            let mut relevant = all.iter().filter(|section| section.is_relevant);
            relevant.all(|section| section.to_mend + section.missing == 0)
        })
    });
    let (filled, empty) = (Route::paper(&id, false), Route::paper(&id, true));
    let portrait = Route::portrait(&id);
    let link = move || {
        (has_portrait && is_whole.get()).then(|| {
            view! {
                <a class="button" id="portrait-link" href=portrait.clone()>
                    {icon(Icon::Chart)} {words::portrait_link(language)}
                </a>
            }
        })
    };
    view! {
        <div class="afterwards" hidden=move || !is_told.get()>
            {link}
            <a class="button" id="print-link" href=filled>{icon(Icon::Printer)} {words::print_form(language)}</a>
            <a class="button" id="print-empty-link" href=empty>{words::print_empty(language)}</a>
        </div>
    }
    .into_view()
}
