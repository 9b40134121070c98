//! A photo: chosen or taken, stored whole on this device.

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_text::messages::{field as words, form};
use wasm_bindgen::JsCast;

use crate::components::icon::{Icon, icon};
use crate::state::answer::Field;
use crate::view::{IntoView, View, view};

/// An event that carries a chosen photo.
pub type OnPhoto = Rc<dyn Fn(web_sys::File)>;

/// A file choice; `is_failed` says that the last photo could not be stored.
pub fn image(field: &Field, on_photo: OnPhoto, is_failed: RwSignal<bool>) -> View {
    let language = field.language;
    let answer = field.answer.clone();
    let has_photo = Memo::new(move |_| answer.with(|answer| answer.value.is_some()));
    let on_commit = field.on_commit.clone();
    let choose = move |event: web_sys::Event| {
        let input = event
            .target()
            .and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok());
        let file = input.and_then(|input| input.files()?.get(0));
        if let Some(file) = file {
            on_photo(file);
        }
    };
    let stored = move || {
        let on_commit = on_commit.clone();
        has_photo.get().then(|| {
            view! {
                <p class="photo-stored">{icon(Icon::Tick)} {form::photo_saved(language)}</p>
                <button type="button" class="button" on:click=move |_| on_commit(None)>
                    {words::remove_photo(language)}
                </button>
            }
        })
    };
    view! {
        <div class="photo">
            <input
                type="file"
                accept="image/*"
                id=field.input_id()
                class="visually-hidden"
                aria-describedby=field.problem_id()
                on:change=choose
            />
            <label class="button" for=field.input_id()>
                {move || if has_photo.get() { words::replace_photo(language) } else { words::take_photo(language) }}
            </label>
            {stored}
            {move || is_failed.get().then(|| view! { <p class="problem" role="alert">{words::photo_failed(language)}</p> })}
        </div>
    }
    .into_view()
}
