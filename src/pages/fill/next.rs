//! The way from one subject to the next one of its unit.

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_sync::Role;
use sohoi_text::messages::{register as words, work};

use crate::components::notice::{Tone, notice};
use crate::pages::fill::work_row::address;
use crate::state::desk::Desk;
use crate::state::sheet::Sheet;
use crate::state::work::{Next, Work};
use crate::view::{IntoView, View, view};

/// The way, at the end of the review page; nothing for who fills in nothing.
pub fn next(desk: Desk, sheet: StoredValue<Sheet, LocalStorage>) -> View {
    let language = desk.language.get_untracked();
    let content = move || {
        desk.edition.track();
        let found = sheet.with_value(|sheet| way(desk, sheet));
        let (unit, next) = found?;
        Some(match next {
            Next::Done => {
                view! { <p role="status">{words::all_done(language, &unit)}</p> }.into_view()
            }
            Next::Others => {
                view! { <p role="status">{words::others_rest(language)}</p> }.into_view()
            }
            Next::Subject(line) => {
                let way = words::next(language, &unit);
                button(
                    desk,
                    line.subject.id.clone(),
                    way,
                    line.subject.name.clone(),
                )
            }
        })
    };
    view! {
        <section id="next" class="review">
            <h2>{words::next_title(language)}</h2>
            {content}
            <p><a href="#/">{work::title(language)}</a></p>
        </section>
    }
    .into_view()
}

fn way(desk: Desk, sheet: &Sheet) -> Option<(String, Next)> {
    let work = desk.work().filter(may_start)?;
    let slot = work.response(sheet.id())?.response.slot;
    let unit = work.line(&slot)?.subject.unit.clone();
    let round = work.round()?;
    let unit = round.units.iter().find(|own| own.id == unit)?;
    let name = desk
        .language
        .get_untracked()
        .pick(&unit.name.vi, &unit.name.en);
    Some((name.to_owned(), work.next_in_unit(&slot)?))
}

fn may_start(work: &Work) -> bool {
    matches!(work.account().role, Role::Field | Role::Association)
}

fn button(desk: Desk, subject: String, way: String, name: String) -> View {
    let language = desk.language.get_untracked();
    let is_failed = RwSignal::new(false);
    let go = move |_| {
        let (work, subject) = (desk.work(), subject.clone());
        spawn_local(async move {
            let Some(work) = work else { return };
            match work.start(&subject).await {
                // A hash always can be set; the page follows it.
                Ok(id) => drop(window().location().set_hash(&address(&id))),
                Err(_) => drop(is_failed.try_set(true)),
            }
        });
    };
    let problem = move || {
        is_failed
            .get()
            .then(|| notice(Tone::Problem, work::cannot_start(language)))
    };
    view! {
        <button type="button" id="next-subject" class="button" on:click=go><span>{way}<span lang="vi">{name}</span></span></button>
        {problem}
    }
    .into_view()
}
