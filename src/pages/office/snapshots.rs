//! Figures that are kept on this device, and those of now to be kept.

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_stats::{Population, Snapshot};
use sohoi_text::messages::{results, snapshots as words};

use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice, opening};
use crate::pages::office::board::{Stage, lead_of, meanwhile, not_for_you, on_basis};
use crate::pages::office::differences::written;
use crate::pages::office::moment::Now;
use crate::pages::office::names::{Names, heading};
use crate::pages::office::population::population_choice;
use crate::platform::address;
use crate::routes::{Compared, Figures, Route};
use crate::state::desk::{Desk, day_and_time};
use crate::state::snapshots::{Keeping, Snapshots, moment_of_now};
use crate::state::work::Work;
use crate::view::{Element, Event, IntoView, View, each, view};

/// The page.
#[inline(never)]
pub fn snapshots(desk: Desk, work: Work, route: RwSignal<Route>) -> View {
    if !work.account().role.reads_responses() {
        return not_for_you(desk, words::title, words::not_for_you);
    }
    // That of another page changes nothing here.
    let asked = Memo::new(move |before: Option<&Population>| {
        route.with(|route| match route {
            Route::Snapshots(population) => *population,
            _ => before.copied().unwrap_or_default(),
        })
    });
    on_basis(desk, work, move |work| body(desk, work, asked))
}

fn body(desk: Desk, work: &Work, asked: Memo<Population>) -> View {
    let language = desk.language.get_untracked();
    let names = Names::of(work, language);
    let now = Now::watch(names.as_ref(), &desk.exploring(work), move || {
        Some(asked.get())
    });
    let own = Snapshots::open(work);
    let counted = Signal::derive(move || {
        let moment = now.moment.get();
        moment.map(|moment| u32::try_from(moment.responses.len()).unwrap_or(u32::MAX))
    });
    let back = move || Route::Results(Figures::of(asked.get())).href();
    let go = move |population| address::go(&Route::Snapshots(population).href());
    let to_compare = move || {
        let population = asked.get();
        Route::Compare(Compared {
            population,
            ..Compared::default()
        })
        .href()
    };
    let (stage, all) = (now.stage, own.all);
    let list = names.as_ref().map(|names| list(names, work, &own));
    view! {
        <p class="way-back">
            <a href=back>{icon(Icon::Back)}{results::all_results(language)}</a>
        </p>
        <h1>{words::title(language)}</h1>
        {lead_of(language, names.as_ref(), asked.into(), counted)}
        <p class="hint">{words::explained(language)}</p>
        <div class="controls">
            {population_choice(language, asked.into(), go)}
            <a class="button" id="to-compare" href=to_compare>{words::to_compare(language)}</a>
        </div>
        {move || meanwhile(language, stage.get())}
        {form(desk, now, &own)}
        <section
            id="snapshots"
            aria-busy=move || (stage.get() != Stage::Whole || all.with(Option::is_none)).to_string()
        >
            <h2>{words::saved(language)}</h2>
            {list}
        </section>
    }
    .into_view()
}

/// Where the figures of now get a name and are kept.
fn form(desk: Desk, now: Now, own: &Snapshots) -> View {
    let language = desk.language.get_untracked();
    let blank = move || words::default_name(language, &moment_of_now());
    let name = RwSignal::new(blank());
    // A field of its own for each snapshot: what is typed stays until it is kept.
    let offered = RwSignal::new(name.get_untracked());
    let (keeping, kept) = (own.keeping, StoredValue::new_local(own.clone()));
    let save = move |event: Event| {
        event.prevent_default();
        let Some(moment) = now.moment.get_untracked() else {
            return;
        };
        let typed = name.get_untracked();
        let chosen = match typed.trim() {
            "" => blank(),
            typed => typed.to_owned(),
        };
        kept.with_value(|own| own.keep(&chosen, moment.as_ref().clone()));
    };
    // What could not be kept keeps its name.
    Effect::new(move |_| {
        if keeping.get() == Keeping::Kept {
            name.set(blank());
            offered.set(name.get_untracked());
        }
    });
    let input = move || {
        view! {
            <input
                class="input"
                name="snapshot-name"
                maxlength="120"
                autocomplete="off"
                value=offered.get()
                on:input=move |event| name.set(event_target_value(&event))
            />
        }
    };
    let is_disabled = move || now.moment.with(Option::is_none) || keeping.get() == Keeping::Writing;
    let said = move || match keeping.get() {
        Keeping::Idle => View::default(),
        Keeping::Writing => words::saving(language).into_view(),
        Keeping::Kept => words::kept(language).into_view(),
        Keeping::Failed => notice(Tone::Problem, words::not_kept(language)),
    };
    view! {
        <form class="keep-form" on:submit=save>
            <label>
                <span>{words::name(language)}</span>
                {input}
            </label>
            <button type="submit" id="keep" class="button is-primary" disabled=is_disabled>
                {words::save(language)}
            </button>
            <div id="keeping" role="status">{said}</div>
        </form>
    }
    .into_view()
}

fn list(names: &Names, work: &Work, own: &Snapshots) -> View {
    let language = names.language;
    let asking = RwSignal::new(None::<String>);
    let (all, is_unreadable) = (own.all, own.is_unreadable);
    let kept = StoredValue::new_local((names.clone(), work.clone(), own.clone()));
    let rows = move || {
        let all = all.get();
        let all = all.iter().flat_map(|all| all.iter());
        all.map(Line::of).collect::<Vec<_>>()
    };
    let said = move || {
        if is_unreadable.get() {
            return notice(Tone::Problem, words::unreadable(language));
        }
        match all.get() {
            None => opening(language),
            Some(all) if all.is_empty() => notice(Tone::Quiet, words::empty(language)),
            Some(_) => View::default(),
        }
    };
    let rows = each(rows, move |line| {
        kept.with_value(|(names, work, own)| row(names, work, own, line, asking))
    });
    view! {
        {said}
        <ul class="lists">{rows}</ul>
    }
    .into_view()
}

/// What the list says of a snapshot.
#[derive(PartialEq)]
struct Line {
    id: String,
    name: String,
    made_at: String,
    round: String,
    population: Population,
    counted: usize,
}

impl Line {
    fn of(snapshot: &Snapshot) -> Self {
        Self {
            id: snapshot.id.clone(),
            name: snapshot.name.clone(),
            made_at: snapshot.made_at.clone(),
            round: snapshot.round.clone(),
            population: snapshot.moment.population,
            counted: snapshot.moment.responses.len(),
        }
    }
}

fn row(
    names: &Names,
    work: &Work,
    own: &Snapshots,
    line: &Line,
    asking: RwSignal<Option<String>>,
) -> Element {
    let language = names.language;
    let route = Route::Since {
        id: line.id.clone(),
        place: None,
        is_all: false,
    };
    let count = words::forms_counted(language, &written(line.counted));
    let round = (line.round != names.round.id)
        .then(|| [" · ", &round_name(names, work, &line.round)].concat());
    let made_at = day_and_time(&line.made_at).unwrap_or_else(|| line.made_at.clone());
    let facts = [
        &made_at,
        " · ",
        heading(language, line.population),
        " · ",
        &count,
        round.as_deref().unwrap_or_default(),
    ];
    let (id, name) = (Rc::<str>::from(&*line.id), line.name.clone());
    let kept = StoredValue::new_local(own.clone());
    let removal = move || {
        let own = id.clone();
        let is_asking = asking.with(|asking| asking.as_deref() == Some(&*own));
        if !is_asking {
            let label = words::remove_named(language, &name);
            return view! {
                <button
                    type="button"
                    class="button is-small"
                    data-remove=own.to_string()
                    aria-label=label
                    on:click=move |_| asking.set(Some(own.to_string()))
                >
                    {words::remove(language)}
                </button>
            }
            .into_view();
        }
        view! {
            <p role="alert">{words::ask_remove(language, &name)}</p>
            <p class="buttons">
                <button type="button" class="button is-small" on:click=move |_| asking.set(None)>
                    {words::cancel(language)}
                </button>
                <button
                    type="button"
                    class="button is-small"
                    data-remove-confirm=own.to_string()
                    on:click=move |_| {
                        asking.set(None);
                        kept.with_value(|all| all.remove(&own));
                    }
                >
                    {words::remove_confirm(language)}
                </button>
            </p>
        }
        .into_view()
    };
    view! {
        <li data-snapshot=line.id.clone()>
            <p class="list-name"><a href=route.href()>{line.name.clone()}</a></p>
            <p class="hint">{facts.concat()}</p>
            <div class="removal">{removal}</div>
        </li>
    }
}

/// What people read for a round; its id where it is not on this device.
pub fn round_name(names: &Names, work: &Work, id: &str) -> String {
    let rounds = work.rounds();
    let round = rounds.iter().find(|round| round.id == id);
    round.map_or_else(|| id.to_owned(), |round| names.words(&round.short_title))
}
