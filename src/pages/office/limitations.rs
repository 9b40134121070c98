//! What the reviewed document found wanting, in its own words, each with the figures that say how
//! it stands.

use sohoi_round::Limitation;
use sohoi_stats::Indicator;
use sohoi_text::Language;
use sohoi_text::messages::results as words;

use crate::pages::office::board::Board;
use crate::pages::office::names::Names;
use crate::pages::office::overview::total;
use crate::pages::office::worst::worst;
use crate::view::{CollectView, IntoView, View, view};

/// Every limitation of the round; nothing where it names none.
pub fn limitations(names: &Names, board: &Board) -> Option<View> {
    let language = names.language;
    let all = &names.figures.limitations;
    let items = all.iter().map(|limitation| item(names, board, limitation));
    let section = view! {
        <section id="limitations">
            <h2>{words::limitations(language)}</h2>
            <p class="hint">{words::limitations_explained(language)}</p>
            <ol class="limitations">{items.collect_view()}</ol>
        </section>
    };
    (!all.is_empty()).then(|| section.into_view())
}

/// The indicators that say how a limitation stands.
pub fn indicators_of<'n>(names: &'n Names, limitation: &str) -> Vec<&'n Indicator> {
    let all = names.figures.indicators.iter();
    all.filter(|own| own.weak_point && own.seed.iter().any(|seed| seed == limitation))
        .collect()
}

/// The sentence as it stands in the document, and what it means for those who read English.
pub fn quoted(language: Language, limitation: &Limitation) -> View {
    let gloss = (language == Language::En && !limitation.gloss.is_empty())
        .then(|| view! { <p class="hint">{limitation.gloss.clone()}</p> });
    view! {
        <blockquote lang="vi">{["“", limitation.quote.trim(), "”"].concat()}</blockquote>
        {gloss}
    }
    .into_view()
}

fn item(names: &Names, board: &Board, limitation: &Limitation) -> View {
    let lines = indicators_of(names, &limitation.id)
        .into_iter()
        .map(|indicator| {
            let unit = names.unit_of(indicator).map(|unit| [" ", &unit].concat());
            view! {
                <li>
                    <div>
                        {names.words(&indicator.name)}
                        {worst(names, board, indicator)}
                    </div>
                    <span class="is-number">
                        {total(board, indicator)}
                        {unit.map(|unit| view! { <span class="unit">{unit}</span> })}
                    </span>
                </li>
            }
        });
    view! {
        <li data-limitation=limitation.id.clone()>
            {quoted(names.language, limitation)}
            <ul class="measures">{lines.collect_view()}</ul>
        </li>
    }
    .into_view()
}
