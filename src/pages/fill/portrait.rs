//! What a whole form tells the one who filled it in: scores and what makes them up, figures beside those
//! of its kind, trends, what to do.

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_text::Language;
use sohoi_text::messages::{form, paper as words, portraits, results, shell};
use sohoi_worker_stats::{Peers, What};

use crate::components::beside_table::beside_table;
use crate::components::icon::{Icon, icon};
use crate::components::notice::nothing_but;
use crate::components::portrait_sheet::{Around, Rank, portrait_sheet};
use crate::pages::fill::whole::when_whole;
use crate::platform::files;
use crate::portrait::Seen;
use crate::routes::Route;
use crate::state::desk::Desk;
use crate::state::portrait::{beside_of, name_of, place_of, portrait_of, session_of, source_of};
use crate::state::statistics::Told;
use crate::state::work::{ResponseView, Work};
use crate::view::{IntoView, View, view};

/// What whole forms are compared with, once it is here: nothing inside where there are no figures.
type Known = RwSignal<Option<Option<Rc<Peers>>>, LocalStorage>;

/// The page.
pub fn portrait(desk: Desk, work: Work, id: String) -> View {
    let peers = watch(desk, &work);
    let kept = StoredValue::new_local((work.clone(), id.clone()));
    when_whole(desk, &work, &id, move || {
        let (work, id) = kept.get_value();
        opened(desk, work, id, peers)
    })
}

/// Asks what whole forms are compared with, as long as the page is open.
fn watch(desk: Desk, work: &Work) -> Known {
    let known = RwSignal::new_local(None);
    let line = desk.exploring(work).of_page();
    let population = Default::default();
    line.watch(population, &[], None, What::Peers, move |told| match told {
        Told::Peers(peers) => known.set(Some(Some(peers))),
        Told::Nothing(_) => known.set(Some(None)),
        _ => {}
    });
    known
}

fn opened(desk: Desk, work: Work, id: String, peers: Known) -> View {
    let language = desk.language.get_untracked();
    let kept = StoredValue::new_local(work);
    let is_asked_for = StoredValue::new(false);
    let content = move || {
        desk.edition.track();
        let work = kept.get_value();
        let Some(view) = work.response(&id).filter(|view| !view.is_brief) else {
            return nothing_but(
                language,
                words::portrait(language),
                form::unknown_response(language),
            );
        };
        let session = session_of(&work, &view);
        match portrait_of(desk, &work, &view, session.as_ref()) {
            Ok(seen) => page(desk, &work, view, seen, peers),
            Err(sentence) => {
                // Asked for once: what comes is shown by itself.
                if work.figures().is_none() && !is_asked_for.get_value() {
                    is_asked_for.set_value(true);
                    work.fetch_documents();
                }
                view! {
                    {nothing_but(language, words::portrait(language), sentence)}
                    {back(language, &id)}
                }
            }
        }
    };
    view! {
        {content}
    }
    .into_view()
}

fn page(desk: Desk, work: &Work, view: ResponseView, seen: Seen, peers: Known) -> View {
    let language = desk.language.get_untracked();
    let id = view.response.id.clone();
    let controls = view! {
        <div class="paper-controls">
            {back(language, &id)}
            <button type="button" id="print" class="button" on:click=|_| files::print()>
                {icon(Icon::Printer)} {words::print_now(language)}
            </button>
        </div>
    };
    let around = Around {
        name: name_of(work, &view),
        source: source_of(desk, work),
        // The strip above the page says it.
        demonstration: None,
        controls: Some(controls.into_view()),
        beside: beside(desk, work, view, peers),
        id,
    };
    portrait_sheet(language, Rank::Alone, seen, around).into_view()
}

/// The figures beside those of the kind, as soon as these are known.
fn beside(desk: Desk, work: &Work, view: ResponseView, peers: Known) -> Option<View> {
    let language = desk.language.get_untracked();
    let figures = work.figures()?;
    let mut comparisons = figures.comparisons.iter();
    if !comparisons.any(|own| own.form == view.response.slot.form) {
        return None;
    }
    let kept = StoredValue::new_local((work.clone(), view));
    let table = move || match peers.get() {
        None => view! { <p class="hint" aria-busy="true">{portraits::comparing(language)}</p> }
            .into_view(),
        Some(None) => view! { <p class="hint">{portraits::no_medians(language)}</p> }.into_view(),
        Some(Some(peers)) => kept.with_value(|(work, view)| {
            let session = session_of(work, view);
            let beside = session.and_then(|own| beside_of(desk, work, &own, &peers));
            let table = beside.map(|beside| {
                let population = results::provisional(language);
                beside_table(language, &beside, population, &place_of(desk, work))
            });
            table.into_view()
        }),
    };
    Some(table.into_view())
}

fn back(language: Language, id: &str) -> View {
    let back = Route::Response {
        id: id.to_owned(),
        section: None,
        at: None,
    };
    view! {
        <p><a class="back-link" href=back.href()>{icon(Icon::Back)} {words::back_to_form(language)}</a></p>
        <p class="visually-hidden">{shell::app_name(language)}</p>
    }
}
