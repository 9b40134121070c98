//! The results: headline figures, progress, what the reviewed document found wanting, tables by
//! theme, and the file of all of them.

use leptos::prelude::*;
use sohoi_stats::Population;
use sohoi_sync::Scope;
use sohoi_text::format_integer;
use sohoi_text::messages::{report as report_words, results as words};

use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::pages::office::board::{Board, Stage, lead, meanwhile, on_basis, watch};
use crate::pages::office::breakdown::breakdown_choice;
use crate::pages::office::export::{Offered, export_menu};
use crate::pages::office::filters::filters;
use crate::pages::office::limitations::limitations;
use crate::pages::office::names::Names;
use crate::pages::office::overview::{headlines, progress};
use crate::pages::office::population::population_choice;
use crate::pages::office::tables::{caution, tables};
use crate::pages::office::ways::ways;
use crate::pages::office::worst;
use crate::platform::address;
use crate::routes::{Figures, Route};
use crate::state::desk::Desk;
use crate::state::work::Work;
use crate::view::{CollectView, IntoView, View, view};

/// The page.
#[inline(never)]
pub fn results(desk: Desk, work: Work, route: RwSignal<Route>) -> View {
    // The address says which figures; that of another page changes nothing here.
    let asked = Memo::new(move |before: Option<&Figures>| {
        route.with(|route| match route {
            Route::Results(figures) => figures.clone(),
            _ => before.cloned().unwrap_or_default(),
        })
    });
    let title = title(desk, &work);
    let body = on_basis(desk, work, move |work| body(desk, work, asked));
    view! {
        <h1>{title}</h1>
        {body}
    }
    .into_view()
}

fn body(desk: Desk, work: &Work, asked: Memo<Figures>) -> View {
    let language = desk.language.get_untracked();
    let names = Names::of(work, language);
    let board = Board::of(names.as_ref());
    let statistics = desk.statistics(work);
    let also = names.as_ref().map_or_else(Vec::new, worst::dimensions);
    watch(&board, &statistics, also, asked);
    let (stage, shown) = (board.stage, board.shown);
    let is_whole = move || stage.get() == Stage::Whole;
    let controls = names.as_ref().map(|names| controls(names, asked));
    let export = export_menu(
        desk,
        work,
        Offered::Everything,
        Signal::derive(move || asked.with(|asked| asked.population)),
    );
    let ways = ways(language, work, names.as_ref(), asked);
    let lead = lead(language, &board, names.as_ref());
    let filters = names.as_ref().map(|names| filters(names, asked, go));
    let report = names
        .as_ref()
        .and_then(|names| way_to_report(names, work, asked));
    // Built once for a population; what changes then follows its own signals.
    let has_figures = Memo::new(move |_| stage.get().has_figures());
    let figures = move || {
        let is_there = has_figures.get();
        let names = names.as_ref().filter(|_| is_there);
        names.map(|names| figures(names, &board))
    };
    view! {
        {lead}
        <div class="controls">
            {controls}
            {report}
            {export}
        </div>
        {filters}
        {ways}
        <div
            id="figures"
            aria-busy=move || (!is_whole()).to_string()
            data-population=move || shown.with(|shown| shown.population.name())
        >
            {move || meanwhile(language, stage.get())}
            {figures}
        </div>
    }
    .into_view()
}

/// Where the report of these figures is written, for those who report on a unit.
fn way_to_report(names: &Names, work: &Work, asked: Memo<Figures>) -> Option<View> {
    names.figures.report.as_ref()?;
    let Scope::Unit(_) = work.account().scope else {
        return None;
    };
    let address = move || Route::Report(asked.with(|asked| asked.population)).href();
    Some(
        view! {
            <a id="to-report" class="button" href=address>
                {icon(Icon::List)}
                {report_words::open(names.language)}
            </a>
        }
        .into_view(),
    )
}

fn title(desk: Desk, work: &Work) -> String {
    let language = desk.language.get_untracked();
    let title = words::title(language);
    let Scope::Unit(unit) = work.account().scope else {
        return title.to_owned();
    };
    let round = work.round();
    let unit = round.and_then(|round| {
        let unit = round.units.iter().find(|own| own.id == unit)?;
        Some(language.pick(&unit.name.vi, &unit.name.en).to_owned())
    });
    unit.map_or_else(|| title.to_owned(), |unit| [title, ": ", &unit].concat())
}

fn controls(names: &Names, asked: Memo<Figures>) -> View {
    let language = names.language;
    let population = Signal::derive(move || asked.with(|asked| asked.population));
    let count = move |population| {
        go(Figures {
            population,
            ..asked.get_untracked()
        });
    };
    let by = Signal::derive(move || asked.with(|asked| asked.by.clone()));
    let break_down = move |by| {
        go(Figures {
            by,
            ..asked.get_untracked()
        });
    };
    view! {
        {population_choice(language, population, count)}
        {breakdown_choice(names, by, break_down)}
    }
    .into_view()
}

/// The choice stands in the address, so that it can be sent, kept and gone back from.
fn go(figures: Figures) {
    address::go(&Route::Results(figures).href());
}

/// Everything that is made of figures; each follows its own.
fn figures(names: &Names, board: &Board) -> View {
    let language = names.language;
    let (counted, shown) = (board.counted, board.shown);
    let is_empty = Memo::new(move |_| counted.get() == 0);
    let (kept, own) = (StoredValue::new_local(names.clone()), board.clone());
    let figures = move || {
        kept.with_value(|names| {
            if is_empty.get() {
                return view! {
                    {notice(Tone::Quiet, words::no_figures(language))}
                    {progress(names, &own)}
                }
                .into_view();
            }
            view! {
                {headlines(names, &own)}
                {progress(names, &own)}
                {limitations(names, &own)}
                <section id="themes">
                    <h2>{words::themes(language)}</h2>
                    <p class="hint">{words::no_denominator(language)}</p>
                    {caution(names, &own)}
                    {tables(names, &own)}
                    {source(names, &own)}
                </section>
            }
            .into_view()
        })
    };
    let provisional = move || {
        let is_provisional = shown.with(|shown| shown.population == Population::Provisional);
        is_provisional.then(|| view! { <p class="hint">{words::provisional_note(language)}</p> })
    };
    view! {
        {provisional}
        {figures}
    }
    .into_view()
}

/// How many responses figures are of, and of which day; and which answers to earlier versions of a form are
/// left out.
pub fn source(names: &Names, board: &Board) -> View {
    let language = names.language;
    let cutoff = names.cutoff().unwrap_or_default();
    let (counted, retyped) = (board.counted, board.retyped);
    let source = move || words::source(language, &format_integer(counted.get().into()), &cutoff);
    let kept = StoredValue::new_local(names.clone());
    let left_out = move || {
        let sentences = retyped.get().into_iter().map(|((form, question), count)| {
            let label = kept.with_value(|names| names.question(&form, &question));
            let label = label.unwrap_or(question);
            let sentence = words::retyped(language, &label, &format_integer(count.into()));
            view! { <p class="hint">{sentence}</p> }
        });
        sentences.collect_view()
    };
    view! {
        <p class="hint">{source}</p>
        {left_out}
    }
    .into_view()
}
