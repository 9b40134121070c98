//! Which responses are left out: one group of any dimension at a time, and one state; all of it in the
//! address.

use leptos::prelude::*;
use sohoi_stats::{Dimension, DimensionSource, Standing};
use sohoi_text::Language;
use sohoi_text::messages::{results as words, work};

use crate::pages::office::names::Names;
use crate::routes::Figures;
use crate::view::{CollectView, IntoView, View, view};

/// A choice for each dimension that goes by a question, and what is chosen; `go` hears of other
/// figures.
pub fn filters(
    names: &Names,
    asked: Memo<Figures>,
    go: impl Fn(Figures) + Clone + 'static,
) -> View {
    let language = names.language;
    let dimensions = names.figures.dimensions.iter();
    let by_question =
        dimensions.filter(|own| matches!(own.source, DimensionSource::Question { .. }));
    let choices = by_question.map(|dimension| choice(names, dimension, asked, go.clone()));
    let is_open = asked.with_untracked(Figures::is_of_part);
    let states = states(language, asked, go.clone());
    view! {
        <details class="filters" open=is_open.then_some("")>
            <summary>{words::filter(language)}</summary>
            <div class="controls">{states}{choices.collect_view()}</div>
        </details>
        {chosen(names, asked, go)}
    }
    .into_view()
}

/// A choice of the state; only those that the population has.
fn states(
    language: Language,
    asked: Memo<Figures>,
    go: impl Fn(Figures) + Clone + 'static,
) -> View {
    let options = Standing::COUNTED.map(|own| {
        let is_in = move || asked.with(|asked| asked.population.includes(own));
        view! {
            <option
                value=own.name()
                hidden=move || !is_in()
                prop:disabled=move || !is_in()
                prop:selected=move || asked.with(|asked| asked.state == Some(own))
            >
                {state_words(language, own)}
            </option>
        }
    });
    let choose = move |event| {
        go(Figures {
            state: Standing::from_name(&event_target_value(&event)),
            ..asked.get_untracked()
        });
    };
    view! {
        <label>
            <span>{words::state(language)}</span>
            <select class="input" name="state" on:change=choose>
                <option value="" prop:selected=move || asked.with(|asked| asked.state.is_none())>
                    {words::all(language)}
                </option>
                {options.collect_view()}
            </select>
        </label>
    }
    .into_view()
}

fn state_words(language: Language, state: Standing) -> &'static str {
    match state {
        Standing::Open => work::draft(language),
        Standing::Submitted => work::submitted(language),
        Standing::Checked => work::checked(language),
        Standing::Approved => work::approved(language),
        Standing::Locked => work::locked(language),
    }
}

fn choice(
    names: &Names,
    dimension: &Dimension,
    asked: Memo<Figures>,
    go: impl Fn(Figures) + 'static,
) -> View {
    let id = dimension.id.clone();
    let current = Memo::new(move |_| asked.with(|asked| group_of(asked, &id).cloned()));
    let options = names.groups(dimension).into_iter().map(|(group, label)| {
        view! {
            <option value=group.clone() prop:selected=move || current.with(|own| own.as_ref() == Some(&group))>
                {label}
            </option>
        }
    });
    let id = dimension.id.clone();
    let choose = move |event| {
        let group = event_target_value(&event);
        go(with(
            &asked.get_untracked(),
            &id,
            Some(group).filter(|it| !it.is_empty()),
        ));
    };
    view! {
        <label>
            <span>{names.words(&dimension.name)}</span>
            <select class="input" name=["only-", &dimension.id].concat() on:change=choose>
                <option value="" prop:selected=move || current.with(Option::is_none)>
                    {words::all(names.language)}
                </option>
                {options.collect_view()}
            </select>
        </label>
    }
    .into_view()
}

/// What is chosen, each with a way to leave it; nothing where all responses count.
pub fn chosen(names: &Names, asked: Memo<Figures>, go: impl Fn(Figures) + Clone + 'static) -> View {
    let kept = StoredValue::new_local(names.clone());
    let chosen = move || {
        let figures = asked.get();
        if !figures.is_of_part() {
            return None;
        }
        kept.with_value(|names| {
            let language = names.language;
            let only = figures.only.iter().map(|(id, group)| {
                let dimension = names.dimension(id);
                let label = dimension.map_or_else(
                    || group.clone(),
                    |own| [&names.words(&own.name), ": ", &names.group(own, group)].concat(),
                );
                (label, with(&figures, id, None))
            });
            let state = figures.state.map(|state| {
                let label = [words::state(language), ": ", state_words(language, state)];
                let without = Figures {
                    state: None,
                    ..figures.clone()
                };
                (label.concat(), without)
            });
            let items = state.into_iter().chain(only).map(|(label, without)| {
                let go = go.clone();
                view! {
                    <li>
                        <button
                            type="button"
                            class="button is-small"
                            aria-label=words::leave_filter(language, &label)
                            on:click=move |_| go(without.clone())
                        >
                            {label}
                            <span aria-hidden="true">" ×"</span>
                        </button>
                    </li>
                }
            });
            let items = items.collect_view();
            Some(view! {
                <div id="only" class="only">
                    <p>{words::only(language)}</p>
                    <ul class="buttons">{items}</ul>
                    <p class="hint">{words::files_are_whole(language)}</p>
                </div>
            })
        })
    };
    chosen.into_view()
}

fn group_of<'f>(figures: &'f Figures, dimension: &str) -> Option<&'f String> {
    let mut only = figures.only.iter();
    only.find(|(own, _)| own == dimension).map(|(_, it)| it)
}

/// Figures of another group of a dimension, or of all of them.
fn with(figures: &Figures, dimension: &str, group: Option<String>) -> Figures {
    let mut only = figures.only.clone();
    only.retain(|(own, _)| own != dimension);
    only.extend(group.map(|group| (dimension.to_owned(), group)));
    Figures {
        only,
        ..figures.clone()
    }
}
