//! From the results on to what is made of the same responses.

use leptos::prelude::*;
use sohoi_text::Language;
use sohoi_text::messages::{lists, question, snapshots};

use crate::pages::office::names::Names;
use crate::routes::{Compared, Figures, Route};
use crate::state::work::Work;
use crate::view::{IntoView, View, view};

/// Lists, questions and snapshots are for those who read the responses of others.
pub fn ways(language: Language, work: &Work, names: Option<&Names>, asked: Memo<Figures>) -> View {
    let population = move || asked.with(|asked| asked.population);
    let reading = names.filter(|_| work.account().role.reads_responses());
    let to_lists = reading
        .filter(|names| !names.figures.lists.is_empty())
        .map(|_| {
            let address = move || Route::lists(None, population()).href();
            view! { <a id="to-lists" class="row-more" href=address>{lists::title(language)}</a> }
        });
    let others = reading.map(|_| {
        let questions = move || Route::Questions(asked.with(Figures::whole)).href();
        let kept = move || Route::Snapshots(population()).href();
        view! {
            <a id="to-questions" class="row-more" href=questions>{question::title(language)}</a>
            <a id="to-snapshots" class="row-more" href=kept>{snapshots::title(language)}</a>
        }
    });
    let compare = move || {
        let compared = Compared {
            population: population(),
            ..Compared::default()
        };
        Route::Compare(compared).href()
    };
    view! {
        <p class="ways">
            {to_lists}
            {others}
            <a id="to-compare" class="row-more" href=compare>{snapshots::to_compare(language)}</a>
        </p>
    }
    .into_view()
}
