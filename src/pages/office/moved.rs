//! The responses that made figures move: new ones, changed ones, and those that count no more.

use sohoi_stats::{MomentResponse, Moved};
use sohoi_text::messages::snapshots as words;
use sohoi_text::sort_key;

use crate::pages::office::differences::written;
use crate::pages::office::names::Names;
use crate::routes::Route;
use crate::state::work::Work;
use crate::view::{CollectView, IntoView, View, view};

/// Up to how many responses a list is open by itself.
const OPEN: usize = 10;

/// The lists, each by unit and name.
pub fn moved(names: &Names, work: &Work, moved: &Moved<'_>) -> View {
    let language = names.language;
    let lists = [
        ("new", words::new(language), &moved.new),
        ("changed", words::changed(language), &moved.changed),
        ("gone", words::gone(language), &moved.gone),
    ];
    if lists.iter().all(|(.., responses)| responses.is_empty()) {
        return view! { <p role="status">{words::no_forms(language)}</p> }.into_view();
    }
    let lists = lists
        .into_iter()
        .filter(|(.., responses)| !responses.is_empty());
    lists
        .map(|(name, title, responses)| {
            let is_open = responses.len() <= OPEN;
            let count = written(responses.len());
            view! {
                <details class="moved" data-moved=name open=is_open.then_some("")>
                    <summary>{[title, " (", &count, ")"].concat()}</summary>
                    <ul class="plain-list">{items(names, work, responses)}</ul>
                </details>
            }
        })
        .collect_view()
}

fn items(names: &Names, work: &Work, responses: &[&MomentResponse]) -> View {
    let mut lines: Vec<(String, String, &MomentResponse)> = responses
        .iter()
        .map(|own| {
            let subject = work.subject(&own.subject);
            let unit = subject.as_ref().map(|own| names.unit(&own.unit));
            let name = subject.map_or_else(|| own.subject.clone(), |own| own.name);
            (unit.unwrap_or_default(), name, *own)
        })
        .collect();
    lines.sort_by_cached_key(|(unit, name, own)| (sort_key(unit), sort_key(name), own.id.clone()));
    let items = lines.into_iter().map(|(unit, name, own)| {
        // What is no longer on this device leads nowhere.
        let name = match work.response(&own.id) {
            Some(_) => {
                let route = Route::Response {
                    id: own.id.clone(),
                    section: None,
                    at: None,
                };
                view! { <a href=route.href()>{name}</a> }.into_view()
            }
            None => name.into_view(),
        };
        view! {
            <li data-response=own.id.clone()>
                {name}
                {(!unit.is_empty()).then(|| view! { <span class="note">{unit}</span> })}
            </li>
        }
    });
    items.collect_view()
}
