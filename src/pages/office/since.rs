//! What changed since a snapshot: which responses, and which figures.

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_stats::{Moment, Side, Snapshot, compare, moved as moved_since};
use sohoi_text::messages::snapshots as words;

use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::pages::office::board::{meanwhile, not_for_you, on_basis};
use crate::pages::office::differences::{Column, all_switch, differences, written};
use crate::pages::office::moment::{Now, place_choice};
use crate::pages::office::moved::moved;
use crate::pages::office::names::{Names, heading};
use crate::pages::office::snapshots::round_name;
use crate::platform::address;
use crate::routes::Route;
use crate::state::desk::{Desk, day_and_time};
use crate::state::snapshots::Snapshots;
use crate::state::work::Work;
use crate::view::{IntoView, View, view};

/// What the address asks for: the place, and whether indicators stand there that are the same.
type Asked = (Option<String>, bool);

/// The page of one snapshot.
#[inline(never)]
pub fn since(desk: Desk, work: Work, id: String, route: RwSignal<Route>) -> View {
    if !work.account().role.reads_responses() {
        return not_for_you(desk, words::title, words::not_for_you);
    }
    // That of another page changes nothing here.
    let asked = Memo::new(move |before: Option<&Asked>| {
        route.with(|route| match route {
            Route::Since { place, is_all, .. } => (place.clone(), *is_all),
            _ => before.cloned().unwrap_or_default(),
        })
    });
    on_basis(desk, work, move |work| body(desk, work, &id, asked))
}

fn body(desk: Desk, work: &Work, id: &str, asked: Memo<Asked>) -> View {
    let language = desk.language.get_untracked();
    let names = Names::of(work, language);
    let own = Snapshots::open(work);
    let (all, is_unreadable) = (own.all, own.is_unreadable);
    let wanted = StoredValue::new(id.to_owned());
    // `None` until they are read, then whether there is such a one.
    let found = move || -> Option<Option<Rc<Snapshot>>> {
        let all = all.get()?;
        let found = wanted.with_value(|id| all.iter().find(|own| own.id == *id).cloned());
        Some(found.map(Rc::new))
    };
    let population = Memo::new(move |_| found().flatten().map(|own| own.moment.population));
    let now = Now::watch(names.as_ref(), &desk.exploring(work), move || {
        population.get()
    });
    let title = move || match found().flatten() {
        Some(own) => words::since(language, &own.name),
        None => words::title(language).to_owned(),
    };
    let back = move || Route::Snapshots(population.get().unwrap_or_default()).href();
    let missing = move || {
        let sentence = match found() {
            _ if is_unreadable.get() => words::unreadable(language),
            Some(None) => words::unknown(language),
            _ => return None,
        };
        Some(notice(Tone::Attention, sentence))
    };
    let stage = now.stage;
    let waiting = move || {
        population
            .get()
            .and_then(|_| meanwhile(language, stage.get()))
    };
    let kept = StoredValue::new_local((names.clone(), work.clone()));
    let content = move || {
        let (then, now) = (found()??, now.moment.get()?);
        kept.with_value(|(names, work)| Some(content(names.as_ref()?, work, &then, &now, asked)))
    };
    let controls = names.map(|names| controls(&names, id, asked));
    let is_busy = move || match found() {
        None => !is_unreadable.get(),
        Some(None) => false,
        Some(Some(_)) => now.moment.with(Option::is_none),
    };
    view! {
        <p class="way-back">
            <a href=back>{icon(Icon::Back)}{words::title(language)}</a>
        </p>
        <h1>{title}</h1>
        {missing}
        {waiting}
        <div hidden=move || population.get().is_none()>{controls}</div>
        <div id="since" aria-busy=move || is_busy().to_string()>{content}</div>
    }
    .into_view()
}

fn controls(names: &Names, id: &str, asked: Memo<Asked>) -> View {
    let id = StoredValue::new(id.to_owned());
    let go = move |place, is_all| {
        let id = id.get_value();
        address::go(&Route::Since { id, place, is_all }.href());
    };
    let place = Signal::derive(move || asked.with(|(place, _)| place.clone()));
    let is_all = Signal::derive(move || asked.with(|(_, is_all)| *is_all));
    view! {
        <div class="controls">
            {place_choice(names, "place", place, move |place| go(place, is_all.get_untracked()))}
            {all_switch(names.language, is_all, move |is_all| go(place.get_untracked(), is_all))}
        </div>
    }
    .into_view()
}

fn content(
    names: &Names,
    work: &Work,
    then: &Rc<Snapshot>,
    now: &Rc<Moment>,
    asked: Memo<Asked>,
) -> View {
    let language = names.language;
    let made_at = day_and_time(&then.made_at).unwrap_or_else(|| then.made_at.clone());
    let counted =
        |moment: &Moment| words::forms_counted(language, &written(moment.responses.len()));
    let is_own = then.round == names.round.id;
    let lead = [
        words::then(language),
        " ",
        &made_at,
        ": ",
        &counted(&then.moment),
        " · ",
        words::now(language),
        ": ",
        &counted(now),
    ];
    let forms = if is_own {
        view! {
            <section id="moved">
                <h2>{words::forms(language)}</h2>
                {moved(names, work, &moved_since(&then.moment, now))}
            </section>
        }
        .into_view()
    } else {
        let round = [
            words::of_other_round(language),
            " (",
            &round_name(names, work, &then.round),
            ")",
        ];
        notice(Tone::Quiet, round.concat())
    };
    let kept = StoredValue::new_local((names.clone(), Rc::clone(then), Rc::clone(now)));
    let table = move || {
        asked.with(|(place, is_all)| {
            kept.with_value(|(names, then, now)| table(names, then, now, place.as_deref(), *is_all))
        })
    };
    view! {
        <p class="lead">
            <strong id="population-heading">{heading(language, now.population)}</strong>
            {[" · ", &lead.concat()].concat()}
        </p>
        {forms}
        <section id="differences">
            <h2 id="differences-heading">{words::indicators(language)}</h2>
            {table}
        </section>
    }
    .into_view()
}

fn table(names: &Names, then: &Snapshot, now: &Moment, place: Option<&str>, is_all: bool) -> View {
    let language = names.language;
    let side = |moment| Side { moment, place };
    let comparison = compare(&names.figures.indicators, side(&then.moment), side(now));
    let column = |heading: &str, is_now| Column {
        heading: heading.to_owned(),
        place: place.map(str::to_owned),
        is_now,
    };
    let columns = [
        column(words::then(language), false),
        column(words::now(language), true),
    ];
    differences(names, now.population, &comparison, columns, is_all)
}
