//! An administrator wants the data of an account deleted on this device.

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_text::format_integer;
use sohoi_text::messages::{carrying, shell, stopped as words};

use crate::components::icon::{Icon, icon};
use crate::components::language_switch::language_switch;
use crate::components::notice::{Tone, notice};
use crate::pages::device::carrying::file_name;
use crate::state::desk::{Desk, lost_by_wiping};
use crate::state::work::Work;
use crate::view::{IntoView, View, view};

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Something is unsent and in no file.
    Unsaved,
    /// The person does not want a file, and is asked once more.
    Sure,
    /// The file was handed over.
    Saved,
    /// It is being deleted.
    Deleting,
    /// The browser did not do it.
    Failed,
}

/// The page. With nothing unsent it deletes at once; else the person saves a file first, or says that none is
/// wanted.
#[inline(never)]
pub fn wiping(desk: Desk, work: Work) -> View {
    let language = desk.language.get_untracked();
    let unsent = lost_by_wiping(&work);
    let step = RwSignal::new(Step::Unsaved);
    let (deleted, saved) = (work.clone(), work.clone());
    let delete = move || {
        if step.get_untracked() == Step::Deleting {
            return;
        }
        step.set(Step::Deleting);
        let work = deleted.clone();
        spawn_local(async move {
            if desk.wipe(&work, unsent).await.is_err() {
                let _ = step.try_set(Step::Failed);
            }
        });
    };
    if unsent == 0 {
        delete();
    }
    let save = move |_| {
        let work = saved.clone();
        spawn_local(async move {
            let file = work.work_file(false).await;
            let name = file_name(&work.account().name, false);
            desk.hand_over(&name, "application/octet-stream", &file);
            let _ = step.try_set(Step::Saved);
        });
    };
    let press = move |_| match step.get_untracked() {
        Step::Unsaved => step.set(Step::Sure),
        _ => delete(),
    };
    let sentence = move || match step.get() {
        Step::Unsaved => String::new(),
        Step::Sure => words::surely(language).to_owned(),
        Step::Saved => [carrying::exported(language), words::wipe_saved(language)].join(" "),
        Step::Deleting => words::deleting(language).to_owned(),
        Step::Failed => words::not_deleted(language).to_owned(),
    };
    let name = move || match step.get() {
        Step::Unsaved | Step::Sure => words::delete_unsaved(language),
        _ => words::delete(language),
    };
    let why = (unsent > 0).then(|| {
        let count = format_integer(i64::try_from(unsent).unwrap_or(i64::MAX));
        let why = words::wipe_unsent(language, &work.account().display, &count);
        notice(Tone::Attention, why)
    });
    let save = (unsent > 0).then(|| {
        view! {
            <button type="button" id="wipe-save" class="button is-primary" on:click=save>
                {icon(Icon::Download)}
                {words::save_file(language)}
            </button>
        }
    });
    view! {
        <link rel="stylesheet" href="later.css"/>
        <main id="main" class="page is-narrow sign-in">
            {language_switch(language, move |other| desk.speak(other))}
            <p class="brand is-large">{shell::app_name(language)}</p>
            <section id="wiping" data-unsent=unsent.to_string()>
                <h1>{words::wipe_title(language)}</h1>
                {why}
                <div class="buttons">
                    {save}
                    <button
                        type="button"
                        id="wipe-delete"
                        class="button"
                        disabled=move || step.get() == Step::Deleting
                        on:click=press
                    >
                        {name}
                    </button>
                </div>
                <p role="status">{sentence}</p>
            </section>
        </main>
    }
    .into_view()
}
