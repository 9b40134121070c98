//! The button that changes the language.

use sohoi_text::Language;

use crate::view::{Element, Event, view};

/// The button, in the other language: it names what it leads to. A press does not take the
/// keyboard, so that somebody who is typing goes on in the same field.
pub fn language_switch(language: Language, on_press: impl Fn(Language) + 'static) -> Element {
    let (other, code, name) = match language {
        Language::Vi => (Language::En, "EN", "English"),
        Language::En => (Language::Vi, "VI", "Tiếng Việt"),
    };
    view! {
        <button
            type="button"
            id="language-switch"
            class="icon-button is-language"
            lang=other.code()
            title=name
            on:mousedown=|event: Event| event.prevent_default()
            on:click=move |_| on_press(other)
        >
            <span aria-hidden="true">{code}</span>
            <span class="visually-hidden">{name}</span>
        </button>
    }
}
