//! What stands on printed forms: questions with answers or room for them, tables, places to sign.

use sohoi_form::Text;
use sohoi_round::Signature;
use sohoi_text::Language;
use sohoi_text::messages::{field, paper as words};

use crate::paper::{Block, Ink};
use crate::view::{CollectView, IntoView, View, view};

/// A question or a table.
pub fn block(language: Language, block: &Block) -> View {
    match block {
        Block::Line {
            number,
            label,
            note,
            ink,
        } => {
            let number = number.map(|number| [&number.to_string(), ". "].concat());
            let note = note
                .as_ref()
                .map(|note| view! { <span class="paper-note">" ("{note.clone()}")"</span> });
            let class = if number.is_some() {
                "paper-line"
            } else {
                "paper-line is-remark"
            };
            view! {
                <div class=class>
                    <p class="paper-label">{number}{label.clone()}{note}</p>
                    {answer(language, ink)}
                </div>
            }
            .into_view()
        }
        Block::Table {
            number,
            label,
            hint,
            unit,
            columns,
            lines,
        } => {
            let unit = unit
                .as_deref()
                .map(|unit| field::table_unit(language, unit));
            table(
                language,
                (*number, label),
                [hint.as_deref(), unit.as_deref()],
                columns,
                lines,
            )
        }
    }
}

fn answer(language: Language, ink: &Ink) -> View {
    match ink {
        Ink::Words(words) => view! { <p class="paper-answer">{words.clone()}</p> }.into_view(),
        Ink::Choices(choices) => {
            let items = choices.iter().map(|(is_taken, label)| {
                let sign = if *is_taken { "☒ " } else { "☐ " };
                view! { <li class:is-taken=*is_taken>{sign}{label.clone()}</li> }
            });
            view! { <ul class="paper-choices">{items.collect_view()}</ul> }.into_view()
        }
        Ink::Lines(count) => {
            let lines = (0..*count).map(|_| view! { <span class="paper-rule"></span> });
            view! {
                <p class="paper-rules">
                    <span class="visually-hidden">{words::nothing_entered(language)}</span>
                    {lines.collect_view()}
                </p>
            }
            .into_view()
        }
        Ink::Gap => view! {
            <p class="paper-answer">
                <span class="visually-hidden">{words::nothing_entered(language)}</span>
                <span class="paper-gap"></span>
            </p>
        }
        .into_view(),
        Ink::DateGap => {
            view! { <p class="paper-answer">{words::date_gap(language)}</p> }.into_view()
        }
    }
}

fn table(
    language: Language,
    (number, label): (usize, &str),
    notes: [Option<&str>; 2],
    columns: &[String],
    lines: &[(String, Vec<Option<String>>)],
) -> View {
    let headings = columns
        .iter()
        .map(|column| view! { <th scope="col">{column.clone()}</th> });
    let rows = lines.iter().map(|(label, cells)| {
        let cells = cells.iter().map(|cell| match cell {
            Some(text) => view! { <td>{text.clone()}</td> },
            None => view! { <td class="is-off">"–"</td> },
        });
        view! { <tr><th scope="row">{label.clone()}</th>{cells.collect_view()}</tr> }
    });
    let notes = notes.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let notes = (!notes.is_empty()).then(|| [" (", &notes, ")"].concat());
    let caption_id = ["paper-", &number.to_string()].concat();
    view! {
        <div class="scroller" role="region" tabindex="0" aria-labelledby=caption_id.clone()>
        <table class="paper-table">
            <caption id=caption_id>
                <span class="stays">
                    {number.to_string()}". "{label.to_owned()}
                    {notes.map(|notes| view! { <span class="paper-note">{notes}</span> })}
                </span>
            </caption>
            <thead><tr><th scope="col">{words::question(language)}</th>{headings.collect_view()}</tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        </div>
    }
    .into_view()
}

/// Place, date and signatures. Nobody's seal or signature is ever drawn.
pub fn signature_places(language: Language, signatures: &[Signature]) -> View {
    let text = |text: &Text| language.pick(&text.vi, &text.en).to_owned();
    let places: Vec<View> = if signatures.is_empty() {
        let (title, note) = (words::signature(language), words::signature_note(language));
        vec![place(title.to_owned(), None, note.to_owned())]
    } else {
        let places = signatures.iter();
        places
            .map(|own| {
                place(
                    text(&own.title),
                    own.office.as_ref().map(text),
                    text(&own.note),
                )
            })
            .collect()
    };
    view! {
        <section class="paper-signatures">
            <p class="paper-date">{words::place_and_date(language)}</p>
            <div class="paper-places">{places}</div>
        </section>
    }
    .into_view()
}

fn place(title: String, office: Option<String>, note: String) -> View {
    view! {
        <div class="paper-place">
            <p class="paper-title">{title}</p>
            {office.map(|office| view! { <p class="paper-title">{office}</p> })}
            <p class="paper-note">{note}</p>
        </div>
    }
    .into_view()
}
