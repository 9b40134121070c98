//! Two places beside each other, or one beside the whole; by the figures of now or by a snapshot.

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_stats::{Moment, Side as Compared, Snapshot, compare as compared};
use sohoi_text::messages::{results, snapshots as words};

use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::pages::office::board::{meanwhile, on_basis};
use crate::pages::office::differences::{Column, all_switch, differences};
use crate::pages::office::moment::{Now, place_choice, place_name};
use crate::pages::office::names::{Names, heading};
use crate::pages::office::population::population_choice;
use crate::platform::address;
use crate::routes::{Compared as Asked, Figures, Route, Side};
use crate::state::desk::Desk;
use crate::state::snapshots::Snapshots;
use crate::state::work::Work;
use crate::view::{CollectView, IntoView, View, view};

/// The snapshots that a page may choose from.
type All = RwSignal<Option<Rc<Vec<Snapshot>>>, LocalStorage>;

/// The page.
#[inline(never)]
pub fn compare(desk: Desk, work: Work, route: RwSignal<Route>) -> View {
    // That of another page changes nothing here.
    let asked = Memo::new(move |before: Option<&Asked>| {
        route.with(|route| match route {
            Route::Compare(asked) => asked.clone(),
            _ => before.cloned().unwrap_or_default(),
        })
    });
    on_basis(desk, work, move |work| body(desk, work, asked))
}

fn body(desk: Desk, work: &Work, asked: Memo<Asked>) -> View {
    let language = desk.language.get_untracked();
    let names = Names::of(work, language);
    let all = Snapshots::open(work).all;
    let population = Memo::new(move |_| asked.with(|asked| asked.population));
    let now = Now::watch(names.as_ref(), &desk.exploring(work), move || {
        Some(population.get())
    });
    let back = move || Route::Results(Figures::of(population.get())).href();
    let (stage, moment) = (now.stage, now.moment);
    let controls = names.as_ref().map(|names| controls(names, all, asked));
    let kept = StoredValue::new_local(names);
    let content = move || {
        let (now, all) = (moment.get()?, all.get()?);
        kept.with_value(|names| {
            let names = names.as_ref()?;
            Some(asked.with(|asked| content(names, &now, &all, asked)))
        })
    };
    let is_busy = move || moment.with(Option::is_none) || all.with(Option::is_none);
    view! {
        <p class="way-back">
            <a href=back>{icon(Icon::Back)}{results::all_results(language)}</a>
        </p>
        <h1>{words::compare(language)}</h1>
        <p class="lead"><strong id="population-heading">{move || heading(language, population.get())}</strong></p>
        <p class="hint">{words::compare_explained(language)}</p>
        {controls}
        {move || meanwhile(language, stage.get())}
        <div id="compare" aria-busy=move || is_busy().to_string()>{content}</div>
    }
    .into_view()
}

fn go(asked: Asked) {
    address::go(&Route::Compare(asked).href());
}

fn controls(names: &Names, all: All, asked: Memo<Asked>) -> View {
    let language = names.language;
    let population = Signal::derive(move || asked.with(|asked| asked.population));
    let count = move |population| {
        // A snapshot has figures of one population only.
        let mut asked = asked.get_untracked();
        asked.sides.iter_mut().for_each(|side| side.snapshot = None);
        go(Asked {
            population,
            ..asked
        });
    };
    let is_all = Signal::derive(move || asked.with(|asked| asked.is_all));
    let switch = move |is_all| {
        let asked = asked.get_untracked();
        go(Asked { is_all, ..asked });
    };
    view! {
        <div class="controls">
            {population_choice(language, population, count)}
            {all_switch(language, is_all, switch)}
        </div>
        <div class="sides">
            {side_choice(names, all, asked, 0)}
            {side_choice(names, all, asked, 1)}
        </div>
    }
    .into_view()
}

/// The choices of one side, by its place.
fn side_choice(names: &Names, all: All, asked: Memo<Asked>, at: usize) -> View {
    let language = names.language;
    let (title, place_of, moment_of) = match at {
        0 => (words::left(language), "left", "left-of"),
        _ => (words::right(language), "right", "right-of"),
    };
    let change = move |change: &dyn Fn(&mut Side)| {
        let mut asked = asked.get_untracked();
        change(&mut asked.sides[at]);
        go(asked);
    };
    let place = Signal::derive(move || asked.with(|asked| asked.sides[at].place.clone()));
    let place = place_choice(names, place_of, place, move |place| {
        change(&|side| side.place.clone_from(&place));
    });
    let options = move || {
        let asked = asked.get();
        let all = all.get();
        let all = all.iter().flat_map(|all| all.iter());
        let own = all.filter(|own| own.moment.population == asked.population);
        let options = own.map(|own| {
            let is_chosen = asked.sides[at].snapshot.as_ref() == Some(&own.id);
            view! { <option value=own.id.clone() prop:selected=move || is_chosen>{own.name.clone()}</option> }
        });
        options.collect_view()
    };
    let choose = move |event| {
        let id = event_target_value(&event);
        let snapshot = Some(id).filter(|id| !id.is_empty());
        change(&|side| side.snapshot.clone_from(&snapshot));
    };
    view! {
        <fieldset>
            <legend>{title}</legend>
            <div class="controls">
                {place}
                <label>
                    <span>{words::moment(language)}</span>
                    <select class="input" name=moment_of on:change=choose>
                        <option value="" prop:selected=move || asked.with(|asked| asked.sides[at].snapshot.is_none())>
                            {words::now(language)}
                        </option>
                        {options}
                    </select>
                </label>
            </div>
        </fieldset>
    }
    .into_view()
}

fn content(names: &Names, now: &Moment, all: &[Snapshot], asked: &Asked) -> View {
    let language = names.language;
    let find = |id: &String| {
        let mut all = all.iter();
        all.find(|own| own.id == *id && own.moment.population == asked.population)
    };
    let [left, right] = asked.sides.each_ref().map(|side| {
        let snapshot = side.snapshot.as_ref().map(find);
        // Named in the address, and not on this device.
        let is_missing = snapshot.is_some_and(|found| found.is_none());
        let snapshot = snapshot.flatten();
        let place = place_name(names, side.place.as_deref());
        let heading =
            snapshot.map_or_else(|| place.clone(), |own| [&place, " · ", &own.name].concat());
        let column = Column {
            heading,
            place: side.place.clone(),
            is_now: snapshot.is_none(),
        };
        let side = Compared {
            moment: snapshot.map_or(now, |own| &own.moment),
            place: side.place.as_deref(),
        };
        (!is_missing).then_some((column, side))
    });
    let (Some((left, first)), Some((right, second))) = (left, right) else {
        return notice(Tone::Attention, words::unknown(language));
    };
    let comparison = compared(&names.figures.indicators, first, second);
    let table = differences(
        names,
        asked.population,
        &comparison,
        [left, right],
        asked.is_all,
    );
    view! {
        <section id="differences">
            <h2 id="differences-heading">{words::indicators_beside(language)}</h2>
            {table}
        </section>
    }
    .into_view()
}
