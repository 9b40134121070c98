//! Adding up the aggregates of units below, without a network: the key that opens them, the files and
//! what becomes of each, and their figures together.

mod figures;
mod file;
mod key;

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_text::Language;
use sohoi_text::messages::{export as export_words, merge as words, results as result_words};

use crate::components::file_choice::files_choice;
use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::pages::office::board::on_basis;
use crate::pages::office::export::adds_up;
use crate::pages::office::names::Names;
use crate::platform::focus;
use crate::routes::{Figures, Route};
use crate::state::desk::Desk;
use crate::state::merging::{Merging, Pile, Stage};
use crate::state::work::Work;
use crate::view::{CollectView, IntoView, View, view};

use figures::figures;
use file::file;
use key::key;

/// The page.
#[inline(never)]
pub fn merge(desk: Desk, work: Work, route: RwSignal<Route>) -> View {
    let language = desk.language.get_untracked();
    // That of another page changes nothing here.
    let by = Memo::new(move |before: Option<&Option<String>>| {
        route.with(|route| match route {
            Route::Merge(by) => by.clone(),
            _ => before.cloned().flatten(),
        })
    });
    let body = match adds_up(&work) {
        true => on_basis(desk, work, move |work| body(desk, work, by)),
        false => notice(Tone::Quiet, words::not_for_you(language)),
    };
    view! {
        <p class="way-back">
            <a href=Route::Results(Figures::default()).href()>
                {icon(Icon::Back)}{result_words::all_results(language)}
            </a>
        </p>
        <h1>{words::title(language)}</h1>
        {body}
    }
    .into_view()
}

fn body(desk: Desk, work: &Work, by: Memo<Option<String>>) -> View {
    let language = desk.language.get_untracked();
    let Some(names) = Names::of(work, language) else {
        work.fetch_documents();
        return notice(Tone::Quiet, result_words::not_here(language));
    };
    let merging = desk.merging(work);
    let pile = merging.pile(language);
    let kept = merging.clone();
    Effect::new(move |_| {
        desk.edition.track();
        kept.refresh();
    });
    view! {
        <p class="merge-text">{words::text(language)}</p>
        {key(&names, &merging, pile)}
        {files(&names, &merging, pile)}
        {figures(desk, work, &names, &merging, pile, by)}
    }
    .into_view()
}

fn files(names: &Names, merging: &Merging, pile: RwSignal<Pile>) -> View {
    let language = names.language;
    let adding = merging.clone();
    let add = files_choice(
        "merge-files",
        words::add_files(language),
        Rc::new(move |files| adding.add(files)),
    );
    let kept = StoredValue::new_local((names.clone(), merging.clone()));
    let list = move || {
        pile.with(|pile| {
            kept.with_value(|(names, merging)| {
                let told = pile.stage.told();
                let files = pile.files.iter().enumerate();
                let items = files.map(|(at, loaded)| {
                    let told = told.and_then(|merge| merge.files.get(at));
                    file(names, merging, loaded, told)
                });
                items.collect_view()
            })
        })
    };
    let is_blank = Memo::new(move |_| pile.with(|pile| pile.files.is_empty()));
    let hint = move || {
        is_blank
            .get()
            .then(|| view! { <p class="hint">{words::no_files(language)}</p> })
    };
    view! {
        <section class="merge-part">
            <h2 id="merge-heading" tabindex="-1">{words::files(language)}</h2>
            {hint}
            <ul id="merge-list" class="merge-list">{list}</ul>
            {add}
            {choices(language, merging, pile)}
            {standing(language, merging, pile)}
        </section>
    }
    .into_view()
}

/// What counts besides: the responses here, and files that nobody vouches for.
fn choices(language: Language, merging: &Merging, pile: RwSignal<Pile>) -> View {
    let (own, unsigned) = (merging.clone(), merging.clone());
    let lacks_signature = Memo::new(move |_| {
        pile.with(|pile| {
            let told = pile.stage.told();
            let refused = told.iter().flat_map(|merge| &merge.files);
            let mut refused = refused.filter_map(|file| file.refused.as_ref());
            pile.takes_unsigned || refused.any(|refused| refused.lacks_signature)
        })
    });
    let take_unsigned = move || {
        let merging = unsigned.clone();
        lacks_signature.get().then(|| {
            let take = move |event| merging.take_unsigned(event_target_checked(&event));
            view! {
                <label class="choice is-plain">
                    <input
                        type="checkbox"
                        id="take-unsigned"
                        prop:checked=move || pile.with(|pile| pile.takes_unsigned)
                        on:change=take
                    />
                    <span>{words::take_unsigned(language)}</span>
                </label>
                <p class="hint">{words::take_unsigned_text(language)}</p>
            }
        })
    };
    let count = move |event| own.count_own(event_target_checked(&event));
    view! {
        <div class="merge-choices">
            <label class="choice is-plain">
                <input
                    type="checkbox"
                    id="count-own"
                    prop:checked=move || pile.with(|pile| pile.counts_own)
                    on:change=count
                />
                <span>{words::count_own(language)}</span>
            </label>
            {take_unsigned}
        </div>
    }
    .into_view()
}

/// How far it is, and why nothing is counted.
fn standing(language: Language, merging: &Merging, pile: RwSignal<Pile>) -> View {
    let state = Memo::new(move |_| pile.with(state));
    let merging = merging.clone();
    let told = move || {
        let sentence = match state.get() {
            State::Nothing | State::Good => return View::default(),
            State::Unreadable => words::unreadable(language).to_owned(),
            State::Checking => {
                return view! { <p class="hint">{words::checking(language)}</p> }.into_view();
            }
            State::Failed => words::not_made(language).to_owned(),
            State::NotHere => export_words::failed_not_here(language).to_owned(),
            State::Together(refusal) => refusal,
            State::Refused(numbers) => {
                let merging = merging.clone();
                let take_out = move |_| {
                    merging.take_out(&numbers);
                    focus::move_to("merge-heading");
                };
                return view! {
                    {notice(Tone::Attention, words::nothing_counted(language))}
                    <button type="button" id="take-out-refused" class="button" on:click=take_out>
                        {words::remove_all(language)}
                    </button>
                }
                .into_view();
            }
        };
        notice(Tone::Problem, sentence)
    };
    let name = move || state.with(State::name);
    view! { <div id="merge-state" data-state=name aria-live="polite">{told}</div> }.into_view()
}

/// What the page says of all files.
#[derive(Clone, PartialEq)]
enum State {
    Nothing,
    Unreadable,
    Checking,
    Failed,
    NotHere,
    Together(String),
    /// The numbers of the files that are refused.
    Refused(Vec<u32>),
    Good,
}

impl State {
    /// How it is marked in the page.
    fn name(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Checking => "checking",
            Self::Good => "good",
            Self::Refused(_) | Self::Together(_) => "refused",
            Self::Unreadable | Self::Failed | Self::NotHere => "failed",
        }
    }
}

fn state(pile: &Pile) -> State {
    if pile.is_unreadable {
        return State::Unreadable;
    }
    let merge = match &pile.stage {
        Stage::Nothing => return State::Nothing,
        Stage::Checking => return State::Checking,
        Stage::Failed(sohoi_worker_office::Failure::NotHere) => return State::NotHere,
        Stage::Failed(_) => return State::Failed,
        Stage::Told(merge) => merge,
    };
    let files = pile.files.iter().zip(&merge.files);
    let refused = files.filter(|(_, told)| told.refused.is_some());
    let refused: Vec<u32> = refused.map(|(file, _)| file.number).collect();
    match &merge.refusal {
        _ if !refused.is_empty() => State::Refused(refused),
        Some(refusal) => State::Together(refusal.clone()),
        None if merge.merged.is_some() => State::Good,
        None => State::Nothing,
    }
}
