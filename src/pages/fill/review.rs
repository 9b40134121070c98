//! Submitting: what is left to do, with the way to each place, or the last press.

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_form::{Path, Problem, ProblemKind};
use sohoi_sync::State;
use sohoi_text::messages::form as words;

use crate::components::field::problem;
use crate::components::notice::{Tone, notice};
use crate::routes::Route;
use crate::state::answer;
use crate::state::desk::Desk;
use crate::state::sheet::Sheet;
use crate::view::{Element, View, each, view};

/// What the button and the list share.
#[derive(Clone, Copy)]
pub struct Submit {
    desk: Desk,
    sheet: StoredValue<Sheet, LocalStorage>,
    may_edit: Memo<bool>,
    was_pressed: RwSignal<bool>,
    is_done: RwSignal<bool>,
}

impl Submit {
    /// Nothing pressed yet.
    pub fn new(desk: Desk, sheet: StoredValue<Sheet, LocalStorage>, may_edit: Memo<bool>) -> Self {
        Self {
            desk,
            sheet,
            may_edit,
            was_pressed: RwSignal::new(false),
            is_done: RwSignal::new(false),
        }
    }

    /// The button, at the end of the last section.
    pub fn button(self) -> Element {
        let language = self.desk.language.get_untracked();
        view! {
            <button
                type="button"
                id="submit"
                class="button is-primary"
                disabled=move || !self.may_edit.get()
                on:click=move |_| self.press()
            >
                {words::submit(language)}
            </button>
        }
    }

    fn press(self) {
        let sheet = self.sheet.get_value();
        sheet.flush();
        sheet.shows_missing().set(true);
        self.was_pressed.set(true);
        if !sheet.problems().is_empty() {
            request_animation_frame(|| {
                if let Some(list) = document().get_element_by_id("review") {
                    list.scroll_into_view();
                }
            });
            return;
        }
        let Some(work) = self.desk.work() else {
            return;
        };
        spawn_local(async move {
            // A move that was not saved shows as "not saved"; the store tries it again.
            let moved = work.move_to(sheet.id(), State::Submitted, None).await;
            let _ = self.is_done.try_set(moved.is_ok());
            self.desk.edition.update(|edition| *edition += 1);
        });
    }
}

/// The list of what is left, on the last section.
pub fn review(submit: Submit, open: Memo<usize>) -> View {
    let language = submit.desk.language.get_untracked();
    let sheet = submit.sheet.get_value();
    let sections = sheet.sections();
    let is_last = Memo::new(move |_| {
        sections.with(|all| all.iter().rposition(|section| section.is_relevant)) == Some(open.get())
    });
    let sections = sheet.sections();
    // What is left to mend and missing, while it is to be told.
    let left = Memo::new(move |_| {
        let is_told = is_last.get() && submit.may_edit.get() && !submit.is_done.get();
        is_told.then(|| {
            sections.with(|all| {
                let relevant = all.iter().filter(|section| section.is_relevant);
                relevant.fold((0, 0), |sum, own| {
                    (sum.0 + own.to_mend, sum.1 + own.missing)
                })
            })
        })
    });
    let is_told = Memo::new(move |_| left.get().is_some());
    let is_open = move || {
        left.get()
            .is_some_and(|(to_mend, missing)| to_mend + missing > 0)
    };
    let counts = move || {
        let (to_mend, missing) = left.get().unwrap_or_default();
        let mut counts = Vec::new();
        if to_mend > 0 {
            counts.push(words::places_to_mend(language, to_mend));
        }
        if missing > 0 {
            counts.push(words::questions_missing(language, missing));
        }
        counts.join(" · ")
    };
    let sections = sheet.sections();
    let leftovers = move || {
        sections.track();
        if submit.was_pressed.get() && is_open() {
            submit
                .sheet
                .with_value(|sheet| leftovers(submit.desk, sheet))
        } else {
            Vec::new()
        }
    };
    let intro = move || match (is_open(), submit.was_pressed.get()) {
        (false, _) => words::review_whole(language),
        (true, false) => words::review_before(language),
        (true, true) => words::review_intro(language),
    };
    let content = move || {
        let (counts, leftovers) = (counts, leftovers.clone());
        is_told.get().then(|| {
            let item =
                move |left: &Leftover| submit.sheet.with_value(|sheet| item(sheet.id(), left));
            view! {
                <section id="review" class="review" aria-live="polite">
                    <h2>{words::review_title(language)}</h2>
                    <p hidden=move || !is_open()><b>{counts}</b></p>
                    <p>{intro}</p>
                    <ul class="left-over">{each(leftovers, item)}</ul>
                </section>
            }
        })
    };
    let done = move || {
        let is_done = submit.is_done.get();
        is_done.then(|| notice(Tone::Quiet, words::submitted_here(language)))
    };
    view! { {done} {content} }
}

/// One line a question: the rows of a repeat that lack the same answer stand together.
#[derive(Clone, PartialEq)]
struct Leftover {
    section: String,
    path: Path,
    label: String,
    rows: Vec<String>,
    is_missing: bool,
    sentence: String,
}

fn leftovers(desk: Desk, sheet: &Sheet) -> Vec<Leftover> {
    let mut problems = sheet.problems();
    // Mistakes first: they are quicker to see to than questions not answered yet.
    let missing = problems.extract_if(.., |(_, problem)| problem.kind == ProblemKind::Missing);
    let missing: Vec<_> = missing.collect();
    let mut left: Vec<Leftover> = Vec::new();
    for (section, problem) in problems.into_iter().chain(missing) {
        let row = sheet.row_title(&problem.path);
        let is_missing = problem.kind == ProblemKind::Missing;
        let known = left.iter_mut().find(|own| {
            is_missing
                && own.is_missing
                && own.path.row.is_some()
                && own.path.question == problem.path.question
        });
        match known {
            Some(known) => known.rows.extend(row),
            None => {
                let (label, sentence) = told(desk, sheet, &problem);
                let rows = row.into_iter().collect();
                let path = problem.path;
                left.push(Leftover {
                    section,
                    path,
                    label,
                    rows,
                    is_missing,
                    sentence,
                });
            }
        }
    }
    left
}

fn item(response: &str, left: &Leftover) -> Element {
    let href = Route::Response {
        id: response.to_owned(),
        section: Some(left.section.clone()),
        at: Some(left.path.to_string()),
    };
    let rows = left.rows.join(", ");
    let sentence = if rows.is_empty() {
        left.sentence.clone()
    } else {
        [&rows, ": ", &left.sentence].concat()
    };
    view! {
        <li>
            <a href=href.href()>{left.label.clone()}</a>
            <span>{sentence}</span>
        </li>
    }
}

/// The question of a problem and what is wrong with its answer.
fn told(desk: Desk, sheet: &Sheet, problem: &Problem) -> (String, String) {
    let language = desk.language.get_untracked();
    let Some(question) = sheet.question(&problem.path) else {
        return (
            problem.path.to_string(),
            words::to_mend(language).to_owned(),
        );
    };
    let sentence = match problem.kind {
        ProblemKind::Missing => words::missing(language).to_owned(),
        kind => sheet.with_session(|session| {
            let value = session.answers().get(&problem.path).map(String::as_str);
            problem::sentence(language, &question, kind, value)
        }),
    };
    (answer::words(language, &question.label), sentence)
}
