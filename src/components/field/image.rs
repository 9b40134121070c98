//! A photo: taken or chosen, seen, enlarged, replaced and removed.

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_text::Language;
use sohoi_text::messages::field as words;
use wasm_bindgen::JsCast;

use crate::components::icon::{Icon, icon};
use crate::photo::PhotoProblem;
use crate::state::answer::Field;
use crate::view::{Element, Event, IntoView, View, view};

/// An event that carries a chosen file.
pub type OnFile = Rc<dyn Fn(web_sys::File)>;

/// What is seen of a photo.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Picture {
    /// There is no photo.
    #[default]
    None,
    /// It is being opened.
    Opening,
    /// It is here, under an address.
    Here(String),
    /// It is on the server, which cannot be reached.
    Away,
}

/// How a photo stands.
#[derive(Clone, Copy)]
pub struct Photo {
    /// What is seen of it.
    pub picture: RwSignal<Picture>,
    /// Whether a chosen file is being worked on.
    pub is_busy: RwSignal<bool>,
    /// Why the last chosen file did not become the photo.
    pub problem: RwSignal<Option<PhotoProblem>>,
}

/// The photo of a question, with the ways to another one.
pub fn image(field: &Field, photo: Photo, on_file: OnFile) -> View {
    let language = field.language;
    let alternative = words::photo_of(language, &field.words(&field.question.label));
    let answer = field.answer.clone();
    let has_photo = Memo::new(move |_| answer.with(|answer| answer.value.is_some()));
    let on_commit = field.on_commit.clone();
    let remove = move || {
        let on_commit = on_commit.clone();
        let press = move |_| {
            photo.problem.set(None);
            on_commit(None);
        };
        has_photo.get().then(|| {
            view! {
                <button type="button" class="button" on:click=press>{words::remove_photo(language)}</button>
            }
        })
    };
    let camera = words_of(
        has_photo,
        words::take_photo(language),
        words::take_photo_again(language),
    );
    let file = words_of(
        has_photo,
        words::choose_photo(language),
        words::replace_photo(language),
    );
    let (camera_id, file_id) = (format!("c-{}", field.path), field.input_id());
    view! {
        <div class="photo" aria-busy=move || photo.is_busy.get().to_string()>
            {move || picture(language, &alternative, photo.picture.get())}
            <input
                type="file"
                accept="image/*"
                capture="environment"
                id=camera_id.clone()
                class="visually-hidden is-camera"
                aria-describedby=field.problem_id()
                on:change=chosen(&on_file)
            />
            <label class="button is-camera" for=camera_id>{icon(Icon::Camera)} {camera}</label>
            <input
                type="file"
                accept="image/*"
                id=file_id.clone()
                class="visually-hidden"
                aria-describedby=field.problem_id()
                on:change=chosen(&on_file)
            />
            <label class="button" for=file_id>{file}</label>
            {remove}
            {move || photo.problem.get().map(|problem| complaint(language, problem, has_photo.get()))}
            <p class="hint is-how">{words::photo_stripped(language)}</p>
            <p role="status">{move || photo.is_busy.get().then(|| words::photo_in_work(language))}</p>
        </div>
    }
    .into_view()
}

fn words_of(
    has_photo: Memo<bool>,
    first: &'static str,
    again: &'static str,
) -> impl Fn() -> &'static str {
    move || if has_photo.get() { again } else { first }
}

/// Hands over the chosen file. The same file can be chosen once more: the field forgets it.
fn chosen(on_file: &OnFile) -> impl Fn(Event) + 'static {
    let on_file = on_file.clone();
    move |event| {
        let input = event
            .target()
            .and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = input else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            on_file(file);
        }
        input.set_value("");
    }
}

/// The picture, small until somebody wants to see more of it.
fn picture(language: Language, alternative: &str, picture: Picture) -> View {
    match picture {
        Picture::None => view! { <p class="hint">{words::no_photo(language)}</p> }.into_view(),
        Picture::Opening => {
            view! { <p role="status">{words::photo_opening(language)}</p> }.into_view()
        }
        Picture::Away => view! { <p role="status">{words::photo_away(language)}</p> }.into_view(),
        Picture::Here(address) => view! {
            <details>
                <summary>
                    <img src=address alt=alternative.to_owned()/>
                    <span class="is-closed">{words::photo_larger(language)}</span>
                    <span class="is-open">{words::photo_smaller(language)}</span>
                </summary>
            </details>
            <p class="photo-stored">{icon(Icon::Tick)} {words::photo_saved(language)}</p>
        }
        .into_view(),
    }
}

fn complaint(language: Language, problem: PhotoProblem, has_photo: bool) -> Element {
    let sentence = match problem {
        PhotoProblem::TooLarge => words::photo_too_large(language),
        PhotoProblem::NotAnImage => words::photo_not_an_image(language),
        PhotoProblem::Pdf => words::photo_pdf(language),
        PhotoProblem::Heic => words::photo_heic(language),
        PhotoProblem::Damaged => words::photo_damaged(language),
        PhotoProblem::NoRoom => words::photo_no_room(language),
        PhotoProblem::NotStored => words::photo_failed(language),
    };
    let stays = has_photo.then(|| words::photo_before_stays(language));
    view! { <p class="problem" role="alert">{icon(Icon::Warning)} {sentence} " " {stays}</p> }
}
