//! The first screen on a static host: choosing for whom to fill in, without signing in.

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_sync::Account;
use sohoi_text::messages::{alone as words, shell};

use crate::components::notice::{Tone, notice};
use crate::state::alone::{self, Offer};
use crate::state::desk::Desk;
use crate::state::device;
use crate::view::{CollectView, Event, IntoView, View, view};

/// Where fetching what is offered stands.
#[derive(Clone)]
enum Found {
    Asking,
    Offer(StoredValue<Offer, LocalStorage>),
    Nothing,
}

/// The part of the page below its head.
pub fn start_alone(desk: Desk) -> View {
    let language = desk.language.get_untracked();
    let found = RwSignal::new_local(Found::Asking);
    let ask = move || {
        found.set(Found::Asking);
        spawn_local(async move {
            let offers = alone::offers().await.unwrap_or_default();
            let first = offers.into_iter().next();
            let next = first.map_or(Found::Nothing, |offer| {
                Found::Offer(StoredValue::new_local(offer))
            });
            // The page may be gone by now.
            let _ = found.try_set(next);
        });
    };
    ask();
    let shown = move || {
        match found.get() {
        Found::Asking => view! { <p role="status">{shell::loading(language)}</p> }.into_view(),
        Found::Offer(offer) => choosing(desk, offer),
        Found::Nothing => view! {
            <div>
                {notice(Tone::Problem, words::nothing_offered(language))}
                <button type="button" class="button" on:click=move |_| ask()>{shell::try_again(language)}</button>
            </div>
        }
        .into_view(),
    }
    };
    view! {
        <section id="alone">
            <h1>{words::title(language)}</h1>
            {notice(Tone::Attention, words::nothing_is_sent(language))}
            {shown}
        </section>
    }
    .into_view()
}

fn choosing(desk: Desk, offer: StoredValue<Offer, LocalStorage>) -> View {
    let language = desk.language.get_untracked();
    let unit = RwSignal::new(String::new());
    let subject = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<&'static str>);
    let submit = move |event: Event| {
        event.prevent_default();
        let (unit, subject) = (unit.get_untracked(), subject.get_untracked());
        let account = offer.with_value(|offer| account(offer, &unit, &subject));
        let Some(account) = account else {
            problem.set(Some(words::choose_unit(language)));
            return;
        };
        spawn_local(async move {
            match device::choose_account(&account).await {
                Ok(()) => desk.enter(account).await,
                Err(_) => {
                    let _ = problem.try_set(Some(words::not_stored(language)));
                }
            }
        });
    };
    let subjects = move || {
        let unit = unit.get();
        offer.with_value(|offer| subjects(offer, &unit))
    };
    let title = offer.with_value(|offer| {
        let title = &offer.round.title;
        language.pick(&title.vi, &title.en).to_owned()
    });
    view! {
        <form on:submit=submit>
            <p>{title}</p>
            <label class="question-label" for="alone-unit">{words::unit(language)}</label>
            <select
                id="alone-unit"
                class="input is-wide"
                on:change=move |event| {
                    subject.set(String::new());
                    unit.set(event_target_value(&event));
                }
            >
                <option value="">{words::choose(language)}</option>
                {offer.with_value(|offer| units(desk, offer))}
            </select>
            <label class="question-label" for="alone-subject">{words::subject(language)}</label>
            <select
                id="alone-subject"
                class="input is-wide"
                on:change=move |event| subject.set(event_target_value(&event))
            >
                <option value="">{words::all_of_unit(language)}</option>
                {subjects}
            </select>
            <div aria-live="assertive">{move || problem.get().map(|sentence| notice(Tone::Problem, sentence))}</div>
            <button type="submit" class="button is-primary is-wide" id="alone-start">{words::start(language)}</button>
        </form>
    }
    .into_view()
}

fn account(offer: &Offer, unit: &str, subject: &str) -> Option<Account> {
    if subject.is_empty() {
        return (!unit.is_empty()).then(|| offer.field_staff(unit));
    }
    let line = offer.lines.iter().find(|line| line.id == subject)?;
    Some(offer.association(line))
}

/// The units that have lines of the register, each with those above it, so that names are told apart.
fn units(desk: Desk, offer: &Offer) -> Vec<View> {
    let language = desk.language.get_untracked();
    let round = &offer.round;
    let with_lines = offer.units();
    let name = |id: &str| {
        let unit = round.units.iter().find(|unit| unit.id == id)?;
        Some(language.pick(&unit.name.vi, &unit.name.en).to_owned())
    };
    let units = round.units.iter();
    let units = units.filter(|unit| with_lines.contains(&unit.id.as_str()));
    units
        .map(|unit| {
            let own = language.pick(&unit.name.vi, &unit.name.en).to_owned();
            let above = unit.parent.as_deref().and_then(name);
            let text = above.map_or(own.clone(), |above| [&own, " – ", &above].concat());
            view! { <option value=unit.id.clone()>{text}</option> }.into_view()
        })
        .collect()
}

fn subjects(offer: &Offer, unit: &str) -> View {
    let lines = offer.lines.iter().filter(|line| line.unit == unit);
    lines
        .map(|line| view! { <option value=line.id.clone()>{line.name.clone()}</option> })
        .collect_view()
}
