//! One paragraph of the report: read with its figures, or open to be written.

use leptos::prelude::*;
use sohoi_report::{Edit, Paragraph, Part, Sentence};
use sohoi_stats::Population;
use sohoi_text::Language;
use sohoi_text::messages::report as words;

use super::Page;
use crate::components::icon::{Icon, icon};
use crate::components::writing_field::writing_field;
use crate::pages::office::tables::address;
use crate::platform::focus;
use crate::routes::Figures;
use crate::state::report::Edits;
use crate::view::{CollectView, Element, IntoView, View, view};

/// About how many letters stand in a line of the writing field.
const LINE: usize = 70;

/// A paragraph by its name.
pub(super) fn paragraph(page: &Page, name: &str) -> Element {
    let (draft, wanted) = (page.draft, name.to_owned());
    let own = Memo::new(move |_| draft.with(|draft| find(&draft.parts, &wanted).cloned()));
    let is_open = RwSignal::new(false);
    // What was there before somebody took it back.
    let taken = RwSignal::new(None::<Edit>);
    let edits = page.edits.clone();
    let (language, population) = (page.names.language, page.population);
    let is_edited = move || own.with(|own| own.as_ref().is_some_and(|own| own.edit.is_some()));
    let content = move || {
        if is_open.get() {
            return own.with_untracked(|own| {
                let own = own.as_ref();
                own.map(|own| writing(language, own, &edits, is_open))
            });
        }
        let edits = edits.clone();
        own.with(|own| {
            let own = own.as_ref()?;
            Some(
                view! {
                    {standing(own, population.get())}
                    {moved(language, own, &edits)}
                    {tools(language, own, &edits, is_open, taken)}
                }
                .into_view(),
            )
        })
    };
    view! {
        <section class="passage" class:is-edited=is_edited data-paragraph=name.to_owned()>
            {content}
        </section>
    }
}

fn find<'p>(parts: &'p [Part], name: &str) -> Option<&'p Paragraph> {
    parts.iter().find_map(|part| match part {
        Part::Paragraph(own) if own.name == name => Some(own),
        _ => None,
    })
}

/// Its words as they go onto paper.
fn standing(own: &Paragraph, population: Population) -> View {
    if own.edit.is_none() {
        let sentences = own.sentences.iter().map(|it| sentence(it, population));
        return view! { <p>{sentences.collect_view()}</p> }.into_view();
    }
    let text = own.text();
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| view! { <p>{line.to_owned()}</p> })
        .collect_view()
}

/// A sentence, and after it the figures that it says, each leading to the responses behind it.
fn sentence(own: &Sentence, population: Population) -> View {
    let codes = own.codes.iter().map(|code| {
        view! { <a class="source" href=address(code, &Figures::of(population), None)>{code.clone()}</a> }
    });
    view! {
        <span class="sentence" class:has-gaps=own.has_gaps>{own.text.clone()}</span>
        <span class="sources">{codes.collect_view()}</span>
        " "
    }
    .into_view()
}

/// What to say where the figures are not those any more that somebody wrote by.
fn moved(language: Language, own: &Paragraph, edits: &Edits) -> Option<View> {
    let edit = own.edit.clone().filter(|_| own.is_moved())?;
    let generated = own.generated();
    let now = match generated.is_empty() {
        true => words::nothing_now(language).to_owned(),
        false => ["“", &generated, "”"].concat(),
    };
    let edits = edits.clone();
    let keep = move |_| {
        edits.put(Edit {
            basis: generated.clone(),
            ..edit.clone()
        });
    };
    Some(
        view! {
            <div class="notice is-attention" role="status">
                {icon(Icon::Warning)}
                <div>
                    <p>{words::moved(language)}</p>
                    <p class="now">{now}</p>
                    <p class="buttons">
                        <button type="button" class="button is-small" on:click=keep>{words::keep(language)}</button>
                    </p>
                </div>
            </div>
        }
        .into_view(),
    )
}

fn tools(
    language: Language,
    own: &Paragraph,
    edits: &Edits,
    is_open: RwSignal<bool>,
    taken: RwSignal<Option<Edit>>,
) -> View {
    let name = own.name.clone();
    let id = ["edit-", &name].concat();
    let said = match &own.edit {
        Some(_) if own.text().is_empty() => Some(words::left_out(language)),
        Some(_) => Some(words::edited(language)),
        None => None,
    };
    let (back, again) = (edits.clone(), edits.clone());
    let edit = own.edit.clone();
    let take_back = move |_| {
        taken.set(edit.clone());
        back.remove(&name);
    };
    let take_back = own.edit.as_ref().map(|_| {
        view! {
            <button type="button" class="quiet" on:click=take_back>{words::take_back(language)}</button>
        }
    });
    let undo = move |_| {
        if let Some(edit) = taken.get_untracked() {
            taken.set(None);
            again.put(edit);
        }
    };
    let is_taken = own.edit.is_none();
    let undo = (is_taken && taken.with(Option::is_some)).then(|| {
        view! {
            <button type="button" class="quiet" on:click=undo>{words::undo(language)}</button>
        }
    });
    view! {
        <p class="tools">
            {said.map(|said| view! { <span class="badge">{said}</span> })}
            <button
                type="button"
                id=id
                class="quiet"
                on:click=move |_| is_open.set(true)
            >
                {words::edit(language)}
            </button>
            {take_back}
            {undo}
        </p>
    }
    .into_view()
}

/// The field to write in. Every letter goes to the disk as it is typed.
fn writing(language: Language, own: &Paragraph, edits: &Edits, is_open: RwSignal<bool>) -> View {
    let (name, generated, text) = (own.name.clone(), own.generated(), own.text());
    // What somebody has written already stands on the figures of then.
    let basis = own.edit.as_ref().map_or(&generated, |edit| &edit.basis);
    let (basis, typed) = (basis.clone(), edits.clone());
    let id = ["text-", &name].concat();
    let rows = (text.chars().count() / LINE + text.lines().count() + 1).max(4);
    let own_name = name.clone();
    let type_in = move |text| {
        typed.put(Edit {
            name: own_name.clone(),
            text,
            basis: basis.clone(),
        });
    };
    let area = writing_field(&id, rows, &text, type_in);
    let edits = edits.clone();
    let (tool, of) = (["edit-", &name].concat(), generated.clone());
    let close = move |_| {
        // What says the same as the figures is no edit.
        let all = edits.signals().all;
        let is_same = all.with_untracked(|all| {
            let mut all = all.iter().flatten();
            all.any(|edit| edit.name == name && edit.text.trim() == of)
        });
        if is_same {
            edits.remove(&name);
        }
        is_open.set(false);
        let tool = tool.clone();
        request_animation_frame(move || focus::move_to(&tool));
    };
    let focused = id.clone();
    request_animation_frame(move || focus::move_to(&focused));
    let source = (!generated.is_empty()).then(|| {
        view! {
            <p class="hint">{words::from_figures(language)}" "<q>{generated}</q></p>
        }
    });
    view! {
        <label class="hint" for=id>{words::write_here(language)}</label>
        {area}
        {source}
        <p class="tools">
            <button type="button" class="button is-primary is-small" on:click=close>{words::close(language)}</button>
        </p>
    }
    .into_view()
}
