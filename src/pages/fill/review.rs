//! The page before submitting: what is wrong, what is missing, what is unusual, photos, who answers
//! and who types, each with the way to its place; and the last press.

mod people;
mod places;

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_sync::State;
use sohoi_text::messages::{form as words, register};

use crate::components::notice::{Tone, notice};
use crate::pages::fill::next::next;
use crate::platform::focus;
use crate::routes::REVIEW;
use crate::state::desk::Desk;
use crate::state::sheet::Sheet;
use crate::view::{Element, IntoView, View, each, view};

use people::people;
use places::{Place, differences, explanations, mistakes, photos, with_headings};

/// What the button and the page share.
#[derive(Clone, Copy)]
pub struct Submit {
    desk: Desk,
    sheet: StoredValue<Sheet, LocalStorage>,
    may_edit: Memo<bool>,
    is_done: RwSignal<bool>,
}

impl Submit {
    /// Nothing pressed yet.
    pub fn new(desk: Desk, sheet: StoredValue<Sheet, LocalStorage>, may_edit: Memo<bool>) -> Self {
        Self {
            desk,
            sheet,
            may_edit,
            is_done: RwSignal::new(false),
        }
    }

    /// The button, at the foot of the page.
    pub fn button(self) -> Element {
        let language = self.desk.language.get_untracked();
        let sections = self.sheet.with_value(Sheet::sections);
        let is_whole = move || {
            sections.with(|all| {
                let mut relevant = all.iter().filter(|section| section.is_relevant);
                relevant.all(|own| own.to_mend + own.missing == 0)
            })
        };
        view! {
            <button
                type="button"
                id="submit"
                class="button"
                class:is-primary=is_whole
                hidden=move || !self.may_edit.get()
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
        if !sheet.problems().is_empty() {
            focus::move_to("section-title");
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

/// The page, in the place of a section.
pub fn review(submit: Submit) -> View {
    let Submit {
        desk,
        sheet,
        may_edit,
        is_done,
    } = submit;
    let language = desk.language.get_untracked();
    let whole = sheet.get_value();
    // From here on, blank answers are pointed out where they are.
    whole.shows_missing().set(true);
    let sections = whole.sections();
    let left = Memo::new(move |_| {
        sections.with(|all| {
            let relevant = all.iter().filter(|section| section.is_relevant);
            relevant.fold((0, 0, 0), |sum, own| {
                (
                    sum.0 + own.to_mend,
                    sum.1 + own.missing,
                    sum.2 + own.to_explain,
                )
            })
        })
    });
    let title = move || match may_edit.get() || is_done.get() {
        true => words::review_title(language),
        false => words::review_read(language),
    };
    let standing = move || {
        let (to_mend, missing, to_explain) = left.get();
        if is_done.get() {
            return notice(Tone::Quiet, words::submitted_here(language));
        } else if !may_edit.get() {
            return ().into_view();
        }
        let mut counts = Vec::new();
        if to_mend > 0 {
            counts.push(words::places_to_mend(language, to_mend));
        }
        if missing > 0 {
            counts.push(words::questions_missing(language, missing));
        }
        if to_explain > 0 {
            counts.push(words::places_to_explain(language, to_explain));
        }
        let intro = match (to_mend + missing, to_explain) {
            (0, 0) => words::review_whole(language),
            (0, _) => words::review_unexplained(language),
            _ => words::review_intro(language),
        };
        view! {
            <p hidden=counts.is_empty()><b>{counts.join(" · ")}</b></p>
            <p>{intro}</p>
        }
    };
    let part =
        move |id: &'static str, title: &'static str, places: fn(Desk, &Sheet) -> Vec<Place>| {
            let sections = whole.sections();
            let places = Memo::new(move |_| {
                sections.track();
                desk.edition.track();
                sheet.with_value(|sheet| with_headings(desk, sheet, places(desk, sheet)))
            });
            let count = move || places.with(|places| places.len().to_string());
            let row = move |place: &Place| sheet.with_value(|sheet| place.row(sheet.id()));
            view! {
                <section id=id class="review" hidden=move || places.with(Vec::is_empty)>
                    <h2>{title}" ("{count}")"</h2>
                    <ul class="left-over">{each(move || places.get(), row)}</ul>
                </section>
            }
        };
    view! {
        <section class="section" data-section=REVIEW>
            <h1 id="section-title" tabindex="-1">{title}</h1>
            <div class="review-standing" aria-live="polite">{standing}</div>
            {part("to-mend", words::to_mend(language), |desk, sheet| mistakes(desk, sheet, false))}
            {part("missing", words::missing(language), |desk, sheet| mistakes(desk, sheet, true))}
            {part("to-explain", words::to_explain(language), |desk, sheet| explanations(desk, sheet, false))}
            {part("explained", words::explained(language), |desk, sheet| explanations(desk, sheet, true))}
            {part("differs", register::differs(language), differences)}
            {part("photos", words::photos(language), photos)}
            {people(desk, sheet)}
            {next(desk, sheet)}
        </section>
    }
    .into_view()
}
