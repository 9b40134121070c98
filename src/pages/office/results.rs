//! The results: headline figures, progress, tables by theme, and the file of all of them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_round::FiguresPart;
use sohoi_stats::{Population, RegisterShare};
use sohoi_text::messages::results as words;
use sohoi_text::{Language, format_integer, parse_date, percentage, short_date};

use crate::components::notice::{Tone, notice};
use crate::components::progress_bar::progress_bar;
use crate::pages::office::export::export_menu;
use crate::pages::office::figures::figure;
use crate::pages::office::tables::tables;
use crate::state::answer;
use crate::state::desk::Desk;
use crate::state::statistics::{Figures, NoFigures, figures};
use crate::state::work::Work;
use crate::view::{CollectView, IntoView, View, view};

/// What the page shows under its controls.
#[derive(Clone)]
enum Outcome {
    Computing(usize, usize),
    Ready(Figures),
    Nothing(NoFigures),
}

/// The page.
#[inline(never)]
pub fn results(desk: Desk, work: Work) -> View {
    let language = desk.language.get_untracked();
    let population = RwSignal::new(Population::Provisional);
    let dimension = RwSignal::new(None::<String>);
    let outcome = RwSignal::new_local(Outcome::Computing(0, 1));
    let attempt = StoredValue::new(0_u32);
    let kept = StoredValue::new_local(work.clone());
    Effect::new(move |_| {
        desk.edition.track();
        let population = population.get();
        let own = attempt.get_value() + 1;
        attempt.set_value(own);
        outcome.set(Outcome::Computing(0, 1));
        let work = kept.get_value();
        spawn_local(async move {
            let step = move |done, all| {
                let is_wanted = attempt.try_get_value() == Some(own);
                if is_wanted {
                    outcome.set(Outcome::Computing(done, all));
                }
                is_wanted
            };
            let found = match figures(work, population, step).await {
                Ok(figures) => Outcome::Ready(figures),
                Err(nothing) => Outcome::Nothing(nothing),
            };
            if attempt.try_get_value() == Some(own) {
                outcome.set(found);
            }
        });
    });
    let body = move || {
        outcome.with(|outcome| match outcome {
            Outcome::Computing(done, all) => computing(language, *done, *all),
            Outcome::Nothing(NoFigures::NoRound) => notice(Tone::Quiet, words::no_round(language)),
            Outcome::Nothing(NoFigures::NotHere) => notice(Tone::Quiet, words::not_here(language)),
            Outcome::Nothing(_) => notice(Tone::Problem, words::failed(language)),
            Outcome::Ready(figures) => ready(language, figures, dimension),
        })
    };
    let is_ready = move || outcome.with(|outcome| matches!(outcome, Outcome::Ready(_)));
    // They may come while the page is open.
    let has_figures = Memo::new(move |_| {
        desk.edition.track();
        kept.with_value(|work| work.figures().is_some())
    });
    let offered = move || {
        has_figures.track();
        let figures = kept.with_value(Work::figures);
        figures.map(|figures| dimensions(language, &figures))
    };
    view! {
        <div class="page-head">
            <div>
                <h1>{title(desk, &work)}</h1>
                <p class="lead">
                    {move || heading(language, population.get())}
                    {as_of(language, &work)}
                    {move || outcome.with(|outcome| computed_from(language, outcome))}
                </p>
            </div>
            {export_menu(desk, &work, population.into())}
        </div>
        <div class="controls">
            <label>
                <span>{words::population(language)}</span>
                <select
                    class="input"
                    name="population"
                    on:change=move |event| {
                        // Figures of the other population leave the page before new ones come.
                        outcome.set(Outcome::Computing(0, 1));
                        population.set(Population::from_name(&event_target_value(&event)).unwrap_or_default());
                    }
                >
                    {[Population::Provisional, Population::Approved].map(|own| {
                        view! { <option value=own.name()>{heading(language, own)}</option> }
                    }).collect_view()}
                </select>
            </label>
            <label>
                <span>{words::breakdown(language)}</span>
                <select
                    class="input"
                    name="breakdown"
                    on:change=move |event| {
                        dimension.set(Some(event_target_value(&event)).filter(|id| !id.is_empty()));
                    }
                >
                    <option value="">{words::no_breakdown(language)}</option>
                    {offered}
                </select>
            </label>
        </div>
        <div aria-busy=move || (!is_ready()).to_string()>{body}</div>
    }
    .into_view()
}

fn heading(language: Language, population: Population) -> &'static str {
    match population {
        Population::Provisional => words::provisional(language),
        Population::Approved => words::approved(language),
    }
}

fn title(desk: Desk, work: &Work) -> String {
    let language = desk.language.get_untracked();
    let mut title = words::title(language).to_owned();
    let unit = match work.account().scope {
        sohoi_sync::Scope::Unit(unit) => unit,
        sohoi_sync::Scope::Subject(_) => return title,
    };
    let round = work.round();
    let name = round.and_then(|round| {
        let unit = round.units.iter().find(|own| own.id == unit)?;
        Some(answer::words(language, &unit.name))
    });
    if let Some(name) = name {
        title.push_str(": ");
        title.push_str(&name);
    }
    title
}

fn as_of(language: Language, work: &Work) -> Option<String> {
    let cutoff = parse_date(&work.round()?.dates.cutoff).ok()?;
    Some([" · ", &words::as_of(language, &short_date(cutoff))].concat())
}

/// From how many forms the figures are, once there are any.
fn computed_from(language: Language, outcome: &Outcome) -> Option<String> {
    let Outcome::Ready(figures) = outcome else {
        return None;
    };
    let count = format_integer(figures.counted as i64);
    Some([" · ", &words::from_forms(language, &count)].concat())
}

fn dimensions(language: Language, figures: &FiguresPart) -> Vec<View> {
    let dimensions = figures.dimensions.iter();
    dimensions
        .map(|dimension| {
            view! { <option value=dimension.id.clone()>{answer::words(language, &dimension.name)}</option> }
                .into_view()
        })
        .collect()
}

fn computing(language: Language, done: usize, all: usize) -> View {
    let percent = done * 100 / all.max(1);
    view! {
        <div class="computing">
            <p role="status">{words::computing(language)}</p>
            {progress_bar(Signal::stored(percent))}
        </div>
    }
    .into_view()
}

fn ready(language: Language, figures: &Figures, dimension: RwSignal<Option<String>>) -> View {
    if figures.counted == 0 {
        return view! {
            {notice(Tone::Quiet, words::no_figures(language))}
            {progress(language, figures)}
        }
        .into_view();
    }
    let kept = StoredValue::new_local(figures.clone());
    let tables = move || {
        let dimension = dimension.get();
        kept.with_value(|figures| tables(language, figures, dimension.as_deref()))
    };
    let left_out = (figures.left_out > 0).then(|| {
        notice(
            Tone::Attention,
            words::left_out(language, &format_integer(figures.left_out as i64)),
        )
    });
    let provisional = matches!(figures.population, Population::Provisional)
        .then(|| view! { <p class="hint">{words::provisional_note(language)}</p> });
    view! {
        {left_out}
        <section>
            <h2>{words::headline(language)}</h2>
            {provisional}
            <ul class="headlines">{headlines(language, figures)}</ul>
        </section>
        {progress(language, figures)}
        <section>
            <h2>{words::themes(language)}</h2>
            <p class="hint">{words::no_denominator(language)}</p>
            {tables}
            <p class="hint">{source(language, figures)}</p>
        </section>
    }
    .into_view()
}

fn headlines(language: Language, figures: &Figures) -> Vec<View> {
    let headlines = figures
        .round
        .indicators
        .iter()
        .filter(|indicator| indicator.headline);
    headlines
        .filter_map(|indicator| {
            let table = figures
                .book
                .indicators
                .iter()
                .find(|own| own.code == indicator.code)?;
            let unit = (indicator.unit != "%").then(|| indicator.unit.clone());
            Some(
                view! {
                    <li>
                        <p class="headline-figure">
                            {figure(indicator, &table.total, indicator.code.clone())}
                        </p>
                        <p class="headline-name">{answer::words(language, &indicator.name)}</p>
                        <p class="hint">{unit}</p>
                    </li>
                }
                .into_view(),
            )
        })
        .collect()
}

/// Two different things side by side, each under its own name: how much of the register is
/// collected, and what the authorities' own numbers say is covered.
fn progress(language: Language, figures: &Figures) -> View {
    let round = &figures.round;
    let kinds = figures
        .progress
        .kinds
        .iter()
        .map(|kind| {
            let name = round.subject_kinds.iter().find(|own| own.id == kind.kind);
            let name = name.map_or_else(
                || kind.kind.clone(),
                |own| answer::words(language, &own.name),
            );
            view! {
                <li>
                    <span>{name}</span>
                    {progress_bar(Signal::stored(percent(kind.total)))}
                    <span class="is-number">{share(kind.total)}</span>
                </li>
            }
        })
        .collect_view();
    let coverage = round
        .indicators
        .iter()
        .find(|own| own.code == round.coverage_indicator);
    let coverage = coverage.and_then(|indicator| {
        let table = figures.book.indicators.iter().find(|own| own.code == indicator.code)?;
        Some(view! {
            <div class="measure-box">
                <h3>{words::coverage(language)}</h3>
                <p class="hint">{words::coverage_explained(language)}</p>
                <p class="headline-figure">{figure(indicator, &table.total, indicator.code.clone())}</p>
            </div>
        })
    });
    view! {
        <section class="two-measures">
            <div class="measure-box">
                <h3>{words::register_progress(language)}</h3>
                <p class="hint">{words::register_explained(language)}</p>
                <ul class="bars">{kinds}</ul>
            </div>
            {coverage}
        </section>
    }
    .into_view()
}

fn percent(share: RegisterShare) -> usize {
    share.counted * 100 / share.lines.max(1)
}

/// `92,8 % · 1.104/1.190`, by whole tenths of a percent rounded half up.
fn share(share: RegisterShare) -> String {
    let parts = [
        format_integer(share.counted as i64),
        format_integer(share.lines as i64),
    ]
    .join("/");
    if share.lines == 0 {
        return parts;
    }
    let tenths = (share.counted * 2000 + share.lines) / (share.lines * 2);
    let percent = percentage(&format!("{}.{}", tenths / 10, tenths % 10));
    [percent, parts].join(" · ")
}

fn source(language: Language, figures: &Figures) -> String {
    let cutoff = parse_date(&figures.round.dates.cutoff).map(short_date);
    words::source(
        language,
        &format_integer(figures.counted as i64),
        &cutoff.unwrap_or_default(),
    )
}
