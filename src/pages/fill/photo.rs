//! The photo of a question: from the chosen file to the disk, and from there to the page.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_storage::StorageError;

use crate::components::field::image::{OnFile, Photo, Picture, image};
use crate::photo::PhotoProblem;
use crate::platform::photo::{Shown, shrunk};
use crate::state::answer::Field;
use crate::state::desk::Desk;
use crate::state::sheet::Sheet;
use crate::state::work::{ExchangePhase, WorkError};
use crate::view::View;

/// The input of a photo question.
pub fn photo(desk: Desk, sheet: &Sheet, field: &Field) -> View {
    let photo = Photo {
        picture: RwSignal::new(Picture::None),
        is_busy: RwSignal::new(false),
        problem: RwSignal::new(None),
    };
    show(desk, sheet, field, photo.picture);
    let (sheet, path) = (sheet.clone(), field.path.clone());
    let on_file: OnFile = Rc::new(move |file| {
        if photo.is_busy.get_untracked() {
            return;
        }
        photo.is_busy.set(true);
        photo.problem.set(None);
        let (sheet, path) = (sheet.clone(), path.clone());
        spawn_local(async move {
            let stored = match shrunk(&file).await {
                Ok(bytes) => sheet.attach(&path, bytes).await.map_err(problem_of),
                Err(problem) => Err(problem),
            };
            // The page may have moved on while the photo was drawn.
            let _ = photo.problem.try_set(stored.err());
            let _ = photo.is_busy.try_set(false);
        });
    });
    image(field, photo, on_file)
}

fn problem_of(error: WorkError) -> PhotoProblem {
    match error {
        WorkError::Storage(StorageError::Quota) => PhotoProblem::NoRoom,
        WorkError::TooLong(_) => PhotoProblem::TooLarge,
        _ => PhotoProblem::NotStored,
    }
}

/// Shows the photo that the answer names. One that is on a server out of reach is looked for again
/// after each exchange.
fn show(desk: Desk, sheet: &Sheet, field: &Field, picture: RwSignal<Picture>) {
    let answer = field.answer.clone();
    let named = Memo::new(move |_| answer.with(|answer| answer.value.clone()));
    let exchanged = Memo::new(move |_| {
        desk.exchange
            .with(|status| matches!(status.phase, ExchangePhase::Idle))
    });
    let shown = StoredValue::new_local(None::<Shown>);
    let sheet = sheet.clone();
    Effect::new(move |before: Option<Option<String>>| {
        let hash = named.get();
        let is_same = before.is_some_and(|before| before == hash);
        // A memo that nobody asks for its value never runs, and tells of nothing.
        let _ = exchanged.get();
        let is_away = picture.with_untracked(|picture| *picture == Picture::Away);
        if is_same && !is_away {
            return hash;
        }
        let Some(wanted) = hash.clone() else {
            shown.set_value(None);
            picture.set(Picture::None);
            return hash;
        };
        if !is_same {
            picture.set(Picture::Opening);
        }
        let sheet = sheet.clone();
        spawn_local(async move {
            let bytes = sheet.photo(&wanted).await;
            if named.try_get_untracked() != Some(Some(wanted)) {
                // Another photo has taken its place, or the page has moved on.
                return;
            }
            let now = bytes.as_deref().and_then(Shown::new);
            let seen = now
                .as_ref()
                .map_or(Picture::Away, |now| Picture::Here(now.address().to_owned()));
            picture.set(seen);
            shown.set_value(now);
        });
        hash
    });
}
