//! What a page knows of the figures that it shows, indicator by indicator, so that a changed figure
//! is the only one that is written anew.

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_stats::{Breakdown, IndicatorTable, Population};
use sohoi_text::messages::results as words;
use sohoi_text::{Language, format_integer};
use sohoi_worker_stats::{Figures as Made, What};

use crate::components::notice::{Tone, notice};
use crate::components::progress_bar::progress_bar;
use crate::pages::office::names::{Names, heading};
use crate::platform::marks;
use crate::routes::Figures;
use crate::state::desk::Desk;
use crate::state::statistics::{NoFigures, Statistics, Told};
use crate::state::work::Work;
use crate::view::{IntoView, View, view};

/// How far the figures are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// They are being made: so many responses are read, of so many.
    Computing(u32, u32),
    /// The first ones are here.
    Begun,
    /// All of them are here.
    Whole,
    /// There are none.
    Nothing(NoFigures),
}

impl Stage {
    /// Whether figures are here.
    pub fn has_figures(self) -> bool {
        matches!(self, Self::Begun | Self::Whole)
    }
}

/// The figures of one population.
#[derive(Clone)]
pub struct Board {
    /// How far they are.
    pub stage: RwSignal<Stage>,
    /// Which figures stand here. What is said of them follows this, never what is asked for meanwhile.
    pub shown: RwSignal<Figures>,
    /// How many responses count.
    pub counted: RwSignal<u32>,
    /// By kind of subjects: lines of the register with a response that counts, and all.
    pub progress: RwSignal<Vec<(String, (u32, u32))>>,
    /// By form and question that was of another type in an earlier version: how many answers are left out.
    pub retyped: RwSignal<Vec<((String, String), u32)>>,
    /// Whether the responses behind figures are here, so that figures lead to them.
    pub has_responses: bool,
    tables: Rc<Vec<(String, RwSignal<Option<IndicatorTable>>)>>,
    /// What waits until all of it is here.
    waiting: StoredValue<Vec<Rc<Made>>, LocalStorage>,
}

impl Board {
    /// A board of the indicators of a round; nothing stands on it.
    pub fn of(names: Option<&Names>) -> Self {
        let indicators = names.map(|names| names.figures.indicators.iter());
        let indicators = indicators.into_iter().flatten();
        let tables = indicators.map(|own| (own.code.clone(), RwSignal::new(None)));
        Self {
            stage: RwSignal::new(Stage::Computing(0, 0)),
            shown: RwSignal::new(Figures::default()),
            counted: RwSignal::new(0),
            progress: RwSignal::new(Vec::new()),
            retyped: RwSignal::new(Vec::new()),
            has_responses: true,
            tables: Rc::new(tables.collect()),
            waiting: StoredValue::new_local(Vec::new()),
        }
    }

    /// The same for figures that were added up from files: the responses behind them are not here.
    pub fn without_responses(self) -> Self {
        Self {
            has_responses: false,
            ..self
        }
    }

    /// The figures of an indicator; it is empty until they are here.
    pub fn table(&self, code: &str) -> Option<RwSignal<Option<IndicatorTable>>> {
        let own = self.tables.iter().find(|(own, _)| own == code)?;
        Some(own.1)
    }

    /// The figures of an indicator without what is known of it besides: the total, and the breakdown that
    /// the page shows. What follows this is not written anew where something else is different.
    pub fn line(&self, code: &str) -> Option<Memo<Option<IndicatorTable>>> {
        let (table, shown) = (self.table(code)?, self.shown);
        let line = Memo::new(move |_| {
            let by = shown.with(|shown| shown.by.clone());
            table.with(|table| {
                let table = table.as_ref()?;
                let breakdowns = table.breakdowns.iter();
                let is_shown = |own: &&Breakdown| Some(&own.dimension) == by.as_ref();
                Some(IndicatorTable {
                    code: table.code.clone(),
                    total: table.total.clone(),
                    breakdowns: breakdowns.filter(is_shown).cloned().collect(),
                })
            })
        });
        Some(line)
    }

    /// Takes note that something else is asked for. Figures of other responses leave before new
    /// ones come; those of the same stay until then.
    pub fn ask(&self, asked: &Figures) {
        self.waiting.set_value(Vec::new());
        let whole = asked.whole();
        let is_other = self.shown.with_untracked(|own| own.whole() != whole);
        if is_other || !self.stage.get_untracked().has_figures() {
            self.clear();
            self.stage.set(Stage::Computing(0, 0));
            self.shown.set(whole);
        }
    }

    /// Takes over what is told to what was asked.
    pub fn take(&self, told: &Told, asked: &Figures) {
        match told {
            Told::Reading(done, all) if !self.stage.get_untracked().has_figures() => {
                self.stage.set(Stage::Computing(*done, *all));
            }
            Told::Nothing(nothing) => {
                self.clear();
                self.stage.set(Stage::Nothing(*nothing));
            }
            Told::Figures(figures) => self.show(figures, asked),
            // Not of figures.
            _ => {}
        }
    }

    /// Shows figures that were made for what is asked.
    pub fn show(&self, figures: &Rc<Made>, asked: &Figures) {
        let stage = self.stage.get_untracked();
        let has_others = stage.has_figures() && self.shown.with_untracked(|own| own.by != asked.by);
        // Columns change once, when all of them are here.
        if has_others && !figures.is_whole {
            self.waiting
                .update_value(|waiting| waiting.push(Rc::clone(figures)));
            return;
        }
        for earlier in self
            .waiting
            .try_update_value(std::mem::take)
            .unwrap_or_default()
        {
            self.put(&earlier);
        }
        self.put(figures);
        let shown = Figures {
            population: figures.population,
            ..asked.clone()
        };
        if self.shown.with_untracked(|own| *own != shown) {
            self.shown.set(shown);
        }
        let now = if figures.is_whole || stage == Stage::Whole {
            Stage::Whole
        } else {
            Stage::Begun
        };
        if now != stage {
            self.stage.set(now);
        }
        let name = match stage {
            Stage::Whole => "figures-changed",
            Stage::Begun => "figures-whole",
            Stage::Computing(..) | Stage::Nothing(_) => "first-figure",
        };
        leptos::task::spawn_local(async move {
            // When what follows the signals has been written.
            leptos::task::tick().await;
            marks::mark(name);
        });
    }

    fn put(&self, figures: &Made) {
        for table in &figures.tables {
            if let Some(signal) = self.table(&table.code)
                && signal.with_untracked(|own| own.as_ref() != Some(table))
            {
                signal.set(Some(table.clone()));
            }
        }
        if self.counted.get_untracked() != figures.counted {
            self.counted.set(figures.counted);
        }
        if self.progress.with_untracked(|own| *own != figures.progress) {
            self.progress.set(figures.progress.clone());
        }
        if self.retyped.with_untracked(|own| *own != figures.retyped) {
            self.retyped.set(figures.retyped.clone());
        }
    }

    /// Takes all figures off.
    pub fn clear(&self) {
        for (_, table) in self.tables.iter() {
            if table.with_untracked(Option::is_some) {
                table.set(None);
            }
        }
        self.counted.set(0);
        self.progress.set(Vec::new());
        self.retyped.set(Vec::new());
    }
}

/// Has the figures made that the address asks for, as long as the page is open. `also` are the
/// dimensions by which what stands first and what was found wanting is broken down besides.
pub fn watch(board: &Board, statistics: &Statistics, also: Vec<String>, asked: Memo<Figures>) {
    let (board, line) = (board.clone(), statistics.of_page());
    board.ask(&asked.get_untracked());
    Effect::new(move |_| {
        let asked = asked.get();
        board.ask(&asked);
        let board = board.clone();
        let what = What::All {
            by: asked.by.clone(),
            also: also.clone(),
        };
        let (population, only, state) = (asked.population, asked.only.clone(), asked.state);
        line.watch(population, &only, state, what, move |told| {
            board.take(&told, &asked);
        });
    });
}

/// Takes over what is told of how far an answer is that comes in one piece.
pub fn stage_of(stage: RwSignal<Stage>, told: &Told) {
    match told {
        Told::Reading(done, all) if !stage.get_untracked().has_figures() => {
            stage.set(Stage::Computing(*done, *all));
        }
        Told::Reading(..) => {}
        Told::Nothing(nothing) => stage.set(Stage::Nothing(*nothing)),
        _ if stage.get_untracked() != Stage::Whole => stage.set(Stage::Whole),
        _ => {}
    }
}

/// Under which heading the figures of a page stand, of which day they are, and of how many responses.
pub fn lead(language: Language, board: &Board, names: Option<&Names>) -> View {
    let (stage, counted, shown) = (board.stage, board.counted, board.shown);
    let population = Signal::derive(move || shown.with(|shown| shown.population));
    let counted = Signal::derive(move || stage.get().has_figures().then(|| counted.get()));
    lead_of(language, names, population, counted)
}

/// The same of a page that knows by itself which responses it shows; `counted` while it shows any.
pub fn lead_of(
    language: Language,
    names: Option<&Names>,
    population: Signal<Population>,
    counted: Signal<Option<u32>>,
) -> View {
    let as_of = names.and_then(Names::as_of);
    let from = move || {
        counted.get().map(|counted| {
            let count = format_integer(counted.into());
            [" · ", &words::from_forms(language, &count)].concat()
        })
    };
    view! {
        <p class="lead">
            <strong id="population-heading">{move || heading(language, population.get())}</strong>
            {as_of.map(|as_of| [" · ", &as_of].concat())}
            {from}
        </p>
    }
    .into_view()
}

/// A page that is built anew when what figures are made by comes while it is open, or is another one.
pub fn on_basis(desk: Desk, work: Work, build: impl Fn(&Work) -> View + 'static) -> View {
    let kept = StoredValue::new_local(work);
    let basis = Memo::new(move |_| {
        desk.edition.track();
        kept.with_value(Work::basis)
    });
    let content = move || {
        basis.with(|_| ());
        kept.with_value(&build)
    };
    content.into_view()
}

/// What an account sees that may not read single responses, where a page shows such, or makes tables of
/// one's own choice: small ones tell of single responses.
pub fn not_for_you(
    desk: Desk,
    title: fn(Language) -> &'static str,
    why: fn(Language) -> &'static str,
) -> View {
    let language = desk.language.get_untracked();
    view! {
        <h1>{title(language)}</h1>
        {notice(Tone::Quiet, why(language))}
    }
    .into_view()
}

/// What stands on a page while there are no figures.
pub fn meanwhile(language: Language, stage: Stage) -> Option<View> {
    let found = match stage {
        Stage::Begun | Stage::Whole => return None,
        Stage::Computing(done, all) => computing(language, done, all),
        Stage::Nothing(NoFigures::NoRound) => notice(Tone::Quiet, words::no_round(language)),
        Stage::Nothing(NoFigures::NotHere) => notice(Tone::Quiet, words::not_here(language)),
        Stage::Nothing(NoFigures::Failed) => notice(Tone::Problem, words::failed(language)),
        Stage::Nothing(NoFigures::NoProgram) => notice(Tone::Problem, words::no_program(language)),
    };
    Some(found)
}

fn computing(language: Language, done: u32, all: u32) -> View {
    let percent = done as usize * 100 / all.max(1) as usize;
    let sentence = match all {
        0 => words::computing(language).to_owned(),
        _ => words::computing_step(
            language,
            &format_integer(done.into()),
            &format_integer(all.into()),
        ),
    };
    view! {
        <div class="computing">
            // Read out once, not with every step.
            <p class="visually-hidden" role="status">{words::computing(language)}</p>
            <p aria-hidden="true">{sentence}</p>
            {progress_bar(Signal::stored(percent))}
        </div>
    }
    .into_view()
}
