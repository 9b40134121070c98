//! What was picked, by addressee, to be copied into a document.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_report::Pick;
use sohoi_text::messages::proposals as words;
use sohoi_worker_office::Proposals;

use super::quotation::Quotations;
use crate::platform::clipboard;
use crate::routes::Route;
use crate::view::{CollectView, IntoView, View, view};

/// A quotation that was picked.
struct Line {
    of: Pick,
    text: String,
    name: String,
    unit: Option<String>,
    /// Whether the form still says it, among the responses that count.
    is_there: bool,
}

/// The list at the end of the page.
pub(super) fn picked(
    shared: &Quotations,
    found: RwSignal<Option<Rc<Proposals>>, LocalStorage>,
) -> View {
    let language = shared.language;
    let kept = StoredValue::new_local(shared.clone());
    let all = shared.picks.all();
    let by_addressee = move || {
        let found = found.get();
        let picks = all.get().unwrap_or_default();
        kept.with_value(|shared| by_addressee(shared, &picks, found.as_deref()))
    };
    let said = RwSignal::new("");
    let copy = move |_| {
        let text = untrack(|| written(&by_addressee()));
        spawn_local(async move {
            let words = match clipboard::copy(&text).await {
                true => words::copied(language),
                false => words::not_copied(language),
            };
            // The page may be gone already.
            let _ = said.try_set(words);
        });
    };
    let list = move || {
        let groups = by_addressee();
        if groups.is_empty() {
            return view! { <p class="empty">{words::none_picked(language)}</p> }.into_view();
        }
        let groups = groups.into_iter().map(|(addressee, lines)| {
            let lines = lines.into_iter().map(|own| line(kept, own));
            view! {
                <h3>{addressee}</h3>
                <ul class="quotations">{lines.collect_view()}</ul>
            }
        });
        view! {
            {groups.collect_view()}
            <p><button type="button" id="copy-picked" class="button" on:click=copy>{words::copy(language)}</button></p>
        }
        .into_view()
    };
    view! {
        <section id="picked">
            <h2>{words::picked(language)}</h2>
            {list}
            <p class="hint" role="status">{move || said.get()}</p>
        </section>
    }
    .into_view()
}

/// The picks by addressee, in the order of the round.
fn by_addressee(
    shared: &Quotations,
    picks: &[Pick],
    found: Option<&Proposals>,
) -> Vec<(String, Vec<Line>)> {
    let mut groups: Vec<(String, Vec<Line>)> = Vec::new();
    for free_text in &shared.names.figures.free_texts {
        let addressee = shared.names.words(&free_text.addressee);
        let is_own = |own: &&Pick| own.form == free_text.form && own.question == free_text.question;
        for pick in picks.iter().filter(is_own) {
            for text in &pick.texts {
                let (name, unit) = shared.source(&pick.subject);
                let line = Line {
                    is_there: found.is_none_or(|found| says(found, pick, text)),
                    of: pick.clone(),
                    text: text.clone(),
                    name,
                    unit,
                };
                match groups.iter_mut().find(|(own, _)| *own == addressee) {
                    Some((_, lines)) => lines.push(line),
                    None => groups.push((addressee.clone(), vec![line])),
                }
            }
        }
    }
    groups
}

fn says(found: &Proposals, pick: &Pick, text: &str) -> bool {
    let mut quotations = found.addressed.iter().flat_map(|own| {
        let grouped = own.groups.iter().flat_map(|group| &group.quotations);
        grouped.chain(&own.single)
    });
    quotations.any(|own| {
        own.response == pick.response && own.question == pick.question && own.text == text
    })
}

fn line(kept: StoredValue<Quotations, LocalStorage>, own: Line) -> View {
    let language = kept.with_value(|shared| shared.language);
    let href = Route::Response {
        id: own.of.response.clone(),
        section: None,
        at: None,
    }
    .href();
    let moved = (!own.is_there).then(|| view! { <p class="hint">{words::moved(language)}</p> });
    let label = [words::remove(language), ": ", &own.text].concat();
    let (of, text) = (own.of, own.text.clone());
    let remove = move |_| kept.with_value(|shared| shared.picks.put(of.clone(), &text, false));
    view! {
        <li class="quotation">
            <blockquote lang="vi">{own.text}</blockquote>
            <p class="quotation-source">
                <a href=href lang="vi">{own.name}</a>
                {own.unit.map(|unit| [", ", &unit].concat())}
            </p>
            {moved}
            <button type="button" class="button is-small" aria-label=label on:click=remove>{words::remove(language)}</button>
        </li>
    }
    .into_view()
}

/// The list as a text: a line for each addressee and for each quotation.
fn written(groups: &[(String, Vec<Line>)]) -> String {
    let mut text = String::new();
    for (addressee, lines) in groups {
        text.push_str(addressee);
        text.push('\n');
        for line in lines {
            let source = match &line.unit {
                Some(unit) => [&line.name, ", ", unit].concat(),
                None => line.name.clone(),
            };
            text.push_str("- ");
            text.push_str(&words::quoted(&line.text, &source));
            text.push('\n');
        }
    }
    text
}
