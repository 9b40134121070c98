//! Any question of a form by none, one or two dimensions; every cell with the way to its answers.

pub mod measure;
mod table;
pub mod topic;

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_stats::{Dimension, DimensionSource};
use sohoi_text::messages::{question as words, results};
use sohoi_worker_stats::{Question, What};

use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::pages::office::board::{Stage, lead_of, meanwhile, not_for_you, on_basis, stage_of};
use crate::pages::office::filters::filters;
use crate::pages::office::names::Names;
use crate::pages::office::population::population_choice;
use crate::platform::address;
use crate::routes::{Figures, QuestionName, Route};
use crate::state::desk::Desk;
use crate::state::statistics::{Statistics, Told};
use crate::state::work::Work;
use crate::view::{CollectView, IntoView, View, view};

use measure::Measure;
use table::Sheet;
use topic::Topic;

/// How the answers are divided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Divided {
    /// Which responses count; not broken down.
    pub figures: Figures,
    /// The dimension whose groups stand down.
    pub rows: Option<String>,
    /// The dimension whose groups stand across.
    pub columns: Option<String>,
    /// What is drawn, as addresses name it.
    pub measure: Option<String>,
}

/// What the page knows.
#[derive(Clone, Copy)]
struct Board {
    stage: RwSignal<Stage>,
    /// What is said, and how it is divided.
    found: RwSignal<Option<(Rc<Question>, Divided)>, LocalStorage>,
}

/// The page.
#[inline(never)]
pub fn question(desk: Desk, work: Work, asked: QuestionName, route: RwSignal<Route>) -> View {
    if !work.account().role.reads_responses() {
        return not_for_you(desk, words::title, results::not_for_you);
    }
    on_basis(desk, work, move |work| body(desk, work, &asked, route))
}

fn body(desk: Desk, work: &Work, asked: &QuestionName, route: RwSignal<Route>) -> View {
    let language = desk.language.get_untracked();
    let Some(names) = Names::of(work, language) else {
        return notice(Tone::Quiet, results::not_here(language));
    };
    let Some(topic) = Topic::of(&names, asked) else {
        return notice(Tone::Attention, words::unknown(language));
    };
    let divided = divided(&topic, route);
    let board = Board {
        stage: RwSignal::new(Stage::Computing(0, 0)),
        found: RwSignal::new_local(None),
    };
    watch(board, &desk.exploring(work), asked, divided);
    let figures = Memo::new(move |_| divided.with(|divided| divided.figures.clone()));
    let back = move || Route::Questions(figures.get()).href();
    let population = Signal::derive(move || figures.with(|figures| figures.population));
    let (stage, found) = (board.stage, board.found);
    let counted = Signal::derive(move || {
        found.with(|found| found.as_ref().map(|(question, _)| question.counted))
    });
    let lead = lead_of(language, Some(&names), population, counted);
    let kept = StoredValue::new_local(topic.clone());
    let content = move || {
        let (question, of) = found.get()?;
        let wanted = divided.with(|divided| divided.measure.clone());
        kept.with_value(|topic| {
            let measures = measures(topic, &question);
            let mut own = measures.iter();
            let own = own.find(|own| Some(own.name()) == wanted.as_deref());
            let sheet = Sheet {
                topic,
                divided: &of,
                table: &question.table,
                measure: own.or(Measure::first(&measures))?,
            };
            Some(sheet.view())
        })
    };
    view! {
        <p class="way-back">
            <a href=back>{icon(Icon::Back)}{words::all_questions(language)}</a>
        </p>
        <h1>{topic.label()}</h1>
        <p class="hint">{topic.place()}</p>
        {lead}
        {controls(&topic, divided, found)}
        {move || meanwhile(language, stage.get())}
        <div id="figures" aria-busy=move || found.with(Option::is_none).to_string()>{content}</div>
    }
    .into_view()
}

/// What the address asks for, as far as the question can be divided so.
fn divided(topic: &Topic, route: RwSignal<Route>) -> Memo<Divided> {
    let ids = |own: &Dimension| own.id.clone();
    let fits: Vec<String> = topic.dimensions().map(ids).collect();
    let across: Vec<String> = by_question(topic).map(ids).collect();
    let own = topic.asked.clone();
    Memo::new(move |before: Option<&Divided>| {
        route.with(|route| match route {
            Route::Question {
                asked,
                figures,
                across: wanted,
                measure,
            } if *asked == own => {
                let rows = figures.by.clone().filter(|id| fits.contains(id));
                let columns = wanted.clone().filter(|id| across.contains(id));
                // Nothing is divided by the same twice, nor across without down.
                let columns = columns.filter(|id| rows.as_ref().is_some_and(|own| own != id));
                Divided {
                    figures: figures.whole(),
                    rows,
                    columns,
                    measure: measure.clone(),
                }
            }
            // Another page changes nothing here.
            _ => before.cloned().unwrap_or_default(),
        })
    })
}

/// Only dimensions that go by a question can stand across.
fn by_question(topic: &Topic) -> impl Iterator<Item = &Dimension> {
    let dimensions = topic.dimensions();
    dimensions.filter(|own| matches!(own.source, DimensionSource::Question { .. }))
}

fn measures(topic: &Topic, question: &Question) -> Vec<Measure> {
    let counts = question.table.whole.total.counts.iter();
    let names: Vec<String> = counts.map(|(name, _)| name.clone()).collect();
    Measure::all(topic, &names)
}

/// Has the table made, as long as the page is open.
fn watch(board: Board, statistics: &Statistics, asked: &QuestionName, divided: Memo<Divided>) {
    let (line, kept) = (statistics.of_page(), StoredValue::new(asked.clone()));
    // Another measure is in the same table.
    let of = Memo::new(move |_| Divided {
        measure: None,
        ..divided.get()
    });
    Effect::new(move |_| {
        let of = of.get();
        board.found.set(None);
        board.stage.set(Stage::Computing(0, 0));
        kept.with_value(|asked| {
            let what = What::Question {
                form: asked.form.clone(),
                name: asked.name.clone(),
                rows: of.rows.clone(),
                columns: of.columns.clone(),
            };
            let figures = of.figures.clone();
            let (population, state) = (figures.population, figures.state);
            line.watch(population, &figures.only, state, what, move |told| {
                stage_of(board.stage, &told);
                match told {
                    Told::Question(question) => {
                        let told = Some((question, of.clone()));
                        // A table that says the same stays as somebody ordered it.
                        if board.found.with_untracked(|own| *own != told) {
                            board.found.set(told);
                        }
                    }
                    Told::Nothing(_) => board.found.set(None),
                    _ => {}
                }
            });
        });
    });
}

fn controls(
    topic: &Topic,
    divided: Memo<Divided>,
    found: RwSignal<Option<(Rc<Question>, Divided)>, LocalStorage>,
) -> View {
    let language = topic.names.language;
    let asked = topic.asked.clone();
    // The choice stands in the address, so that it can be sent, kept and gone back from.
    let go = move |divided: Divided| {
        let route = Route::Question {
            asked: asked.clone(),
            figures: Figures {
                by: divided.rows,
                ..divided.figures
            },
            across: divided.columns,
            measure: divided.measure,
        };
        address::go(&route.href());
    };
    let own = go.clone();
    let rows = choice(
        topic,
        "down",
        topic.dimensions(),
        |own| own.rows.as_ref(),
        |_| None,
        divided,
        move |id| {
            let mut divided = divided.get_untracked();
            // What is chosen twice changes places.
            if divided.columns == id {
                divided.columns = divided.rows.take().filter(|_| id.is_some());
            }
            divided.rows = id;
            own(divided);
        },
    );
    let own = go.clone();
    let columns = choice(
        topic,
        "across",
        by_question(topic),
        |own| own.columns.as_ref(),
        |own| own.rows.as_ref(),
        divided,
        move |id| {
            own(Divided {
                columns: id,
                ..divided.get_untracked()
            });
        },
    );
    let has_rows = Memo::new(move |_| divided.with(|divided| divided.rows.is_some()));
    let own = go.clone();
    let count = move |population| {
        let mut divided = divided.get_untracked();
        divided.figures.population = population;
        own(divided);
    };
    let population = Signal::derive(move || divided.with(|divided| divided.figures.population));
    let figures = Memo::new(move |_| divided.with(|divided| divided.figures.clone()));
    let own = go.clone();
    let filter = move |figures| {
        own(Divided {
            figures,
            ..divided.get_untracked()
        });
    };
    view! {
        <div class="controls">
            {population_choice(language, population, count)}
            <label>
                <span>{words::rows(language)}</span>
                {rows}
            </label>
            <label hidden=move || !has_rows.get()>
                <span>{words::columns(language)}</span>
                {columns}
            </label>
            {measure_choice(topic, divided, found, go)}
        </div>
        {filters(&topic.names, figures, filter)}
    }
    .into_view()
}

fn choice<'n>(
    topic: &Topic,
    name: &'static str,
    dimensions: impl Iterator<Item = &'n Dimension>,
    current: impl Fn(&Divided) -> Option<&String> + Copy + 'static,
    taken: impl Fn(&Divided) -> Option<&String> + Copy + 'static,
    divided: Memo<Divided>,
    choose: impl Fn(Option<String>) + 'static,
) -> View {
    let options = dimensions.map(|dimension| {
        let (id, own) = (dimension.id.clone(), dimension.id.clone());
        view! {
            <option
                value=id.clone()
                prop:disabled=move || divided.with(|divided| taken(divided) == Some(&own))
                prop:selected=move || divided.with(|divided| current(divided) == Some(&id))
            >
                {topic.names.words(&dimension.name)}
            </option>
        }
    });
    let choose = move |event| {
        let id = event_target_value(&event);
        choose(Some(id).filter(|id| !id.is_empty()));
    };
    view! {
        <select class="input" name=name on:change=choose>
            <option value="" prop:selected=move || divided.with(|divided| current(divided).is_none())>
                {words::nothing(topic.names.language)}
            </option>
            {options.collect_view()}
        </select>
    }
    .into_view()
}

/// Which figure is drawn, and which stands in the cells by two dimensions.
fn measure_choice(
    topic: &Topic,
    divided: Memo<Divided>,
    found: RwSignal<Option<(Rc<Question>, Divided)>, LocalStorage>,
    go: impl Fn(Divided) + Clone + 'static,
) -> View {
    let language = topic.names.language;
    let kept = StoredValue::new_local(topic.clone());
    let choice = move || {
        let (question, of) = found.get()?;
        of.rows.as_ref()?;
        let go = go.clone();
        kept.with_value(|topic| {
            let measures = measures(topic, &question);
            let first = Measure::first(&measures).map(|own| own.name().to_owned());
            let known: Rc<[String]> = measures.iter().map(|own| own.name().to_owned()).collect();
            let options = measures.iter().map(|measure| {
                let (name, known, first) =
                    (measure.name().to_owned(), known.clone(), first.clone());
                let own = name.clone();
                let is_own = move || {
                    divided.with(|divided| {
                        let wanted = divided.measure.as_ref();
                        let wanted = wanted.filter(|wanted| known.contains(wanted));
                        wanted.or(first.as_ref()) == Some(&own)
                    })
                };
                view! {
                    <option value=name prop:selected=is_own>{measure.words(topic)}</option>
                }
            });
            let options = options.collect_view();
            let choose = move |event| {
                go(Divided {
                    measure: Some(event_target_value(&event)),
                    ..divided.get_untracked()
                });
            };
            Some(view! {
                <label>
                    <span>{words::measure(language)}</span>
                    <select class="input" name="measure" on:change=choose>{options}</select>
                </label>
            })
        })
    };
    choice.into_view()
}
