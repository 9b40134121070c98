//! The work file: written, looked into, taken in.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_text::messages::carrying as words;
use sohoi_text::{Language, format_integer};

use crate::components::file_choice::file_choice;
use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::state::desk::{Desk, clock_time, today};
use crate::state::work::{FileFlaw, ImportError, Incoming, Work};
use crate::view::{IntoView, View, view};

/// Where importing stands.
#[derive(Clone)]
enum Step {
    /// Nothing chosen.
    None,
    /// The file is being read.
    Looking,
    /// It may be taken in.
    Preview(Rc<Incoming>),
    /// It is being taken in.
    Taking,
    /// It is here.
    Done(String),
    /// It is not, and why.
    Refused(String),
}

/// The section.
#[inline(never)]
pub(super) fn carrying(desk: Desk, work: Work) -> View {
    let language = desk.language.get_untracked();
    let step = RwSignal::new_local(Step::None);
    let choosing = work.clone();
    let choose = Rc::new(move |file| {
        let work = choosing.clone();
        step.set(Step::Looking);
        spawn_local(async move {
            let next = match work.look_into_file(file).await {
                Ok(incoming) => Step::Preview(Rc::new(incoming)),
                Err(error) => Step::Refused(refusal(language, &error)),
            };
            // The page may be gone by now.
            let _ = step.try_set(next);
        });
    });
    let shown = move || match step.get() {
        Step::None => ().into_view(),
        Step::Looking => notice(Tone::Quiet, words::looking(language)),
        Step::Taking => notice(Tone::Quiet, words::taking_in(language)),
        Step::Done(sentence) => {
            view! { <div id="import-result">{notice(Tone::Quiet, sentence)}</div> }.into_view()
        }
        Step::Refused(sentence) => {
            view! { <div id="import-refused">{notice(Tone::Problem, sentence)}</div> }.into_view()
        }
        Step::Preview(incoming) => preview(language, &work, &incoming, step),
    };
    view! {
        <section class="block" id="work-file">
            <h2>{words::title(language)}</h2>
            <p>{words::text(language)}</p>
            {exports(desk)}
            {file_choice("import-file", words::import(language), choose)}
            <div aria-live="polite">{shown}</div>
        </section>
    }
    .into_view()
}

fn exports(desk: Desk) -> View {
    let language = desk.language.get_untracked();
    let is_busy = RwSignal::new(false);
    let is_done = RwSignal::new(false);
    let button = |everything: bool| {
        let name = if everything {
            words::export_all(language)
        } else {
            words::export_unsent(language)
        };
        let export = move |_| {
            let Some(work) = desk.work().filter(|_| !is_busy.get_untracked()) else {
                return;
            };
            is_busy.set(true);
            is_done.set(false);
            spawn_local(async move {
                let file = work.work_file(everything).await;
                let name = file_name(&work.account().name, everything);
                desk.hand_over(&name, "application/octet-stream", &file);
                let _ = is_busy.try_set(false);
                let _ = is_done.try_set(true);
            });
        };
        let id = if everything {
            "export-all"
        } else {
            "export-unsent"
        };
        view! {
            <button type="button" class="button" id=id disabled=move || is_busy.get() on:click=export>
                {icon(Icon::Download)}
                {name}
            </button>
        }
    };
    let status = move || {
        if is_busy.get() {
            words::exporting(language)
        } else if is_done.get() {
            words::exported(language)
        } else {
            ""
        }
    };
    view! {
        <div>
            <div class="buttons">{button(false)}{button(true)}</div>
            <p class="hint" role="status">{status}</p>
        </div>
    }
    .into_view()
}

/// The name of a work file: whose it is, what it holds, of which day.
pub(in crate::pages) fn file_name(account: &str, everything: bool) -> String {
    let kind = if everything { "all" } else { "unsent" };
    let day = today().to_string();
    [
        "sohoi-",
        account.trim_matches('~'),
        "-",
        kind,
        "-",
        &day,
        ".sohoi",
    ]
    .concat()
}

fn preview(
    language: Language,
    work: &Work,
    incoming: &Rc<Incoming>,
    step: RwSignal<Step, LocalStorage>,
) -> View {
    let count = |number: usize| format_integer(i64::try_from(number).unwrap_or(i64::MAX));
    let is_other = incoming.account.name != work.account().name;
    let is_new = incoming.new_ops > 0;
    let (importing, file) = (work.clone(), Rc::clone(incoming));
    let take = move |_| {
        let (work, file) = (importing.clone(), Rc::clone(&file));
        step.set(Step::Taking);
        spawn_local(async move {
            let next = match work.take_file_in(&file).await {
                Ok(taken) => Step::Done(words::taken_in(language, &count(taken.responses))),
                Err(error) => Step::Refused(refusal(language, &error)),
            };
            let _ = step.try_set(next);
        });
    };
    let who = [
        &incoming.account.display,
        " · ",
        incoming.account.name.trim_matches('~'),
    ]
    .concat();
    let holds = words::contents(
        language,
        &count(incoming.responses),
        &count(incoming.answers),
        &count(incoming.photos),
    );
    let written = clock_time(&incoming.made_at).unwrap_or_else(|| incoming.made_at.clone());
    view! {
        <div id="import-preview" data-responses=incoming.responses.to_string() data-new=incoming.new_ops.to_string()>
            <h3>{words::preview(language)}</h3>
            <dl class="facts">
                <div><dt>{words::of_account(language)}</dt><dd>{who}</dd></div>
                <div><dt>{words::of_device(language)}</dt><dd class="code">{incoming.device.clone()}</dd></div>
                <div><dt>{words::written(language)}</dt><dd>{written}</dd></div>
                <div><dt>{words::holds(language)}</dt><dd>{holds}</dd></div>
                <div>
                    <dt>{words::known(language)}</dt>
                    <dd>{words::known_forms(language, &count(incoming.known_responses))}</dd>
                </div>
            </dl>
            {(is_new && is_other).then(|| notice(Tone::Attention, words::other_account(language)))}
            {(!is_new).then(|| notice(Tone::Quiet, words::nothing_new(language)))}
            <div class="buttons">
                {is_new.then(|| view! {
                    <button type="button" class="button is-primary" id="import-take" on:click=take>
                        {words::take_in(language)}
                    </button>
                })}
                <button type="button" class="button" on:click=move |_| step.set(Step::None)>
                    {words::leave(language)}
                </button>
            </div>
        </div>
    }
    .into_view()
}

fn refusal(language: Language, error: &ImportError) -> String {
    let sentence = match error {
        ImportError::Flaw(FileFlaw::Foreign) => words::foreign(language),
        ImportError::Flaw(FileFlaw::Newer) => words::newer(language),
        ImportError::Flaw(FileFlaw::Damaged) => words::damaged(language),
        ImportError::Flaw(FileFlaw::TooLarge) => words::too_large(language),
        ImportError::OtherRound => words::other_round(language),
        ImportError::UnknownForm => words::unknown_form(language),
        ImportError::Unreadable => words::unreadable(language),
        ImportError::Storage(_) => words::not_stored(language),
        ImportError::OutOfScope(count) => {
            let count = format_integer(i64::try_from(*count).unwrap_or(i64::MAX));
            return words::out_of_scope(language, &count);
        }
    };
    sentence.to_owned()
}
