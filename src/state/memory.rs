//! Small things this browser remembers for comfort only: the language, the last section of a form.
//!
//! Nothing here is an answer; losing all of it loses no work.

use sohoi_text::Language;

const LANGUAGE: &str = "sohoi-language";
const PLACE: &str = "sohoi-place-";

/// The language chosen on this device.
pub fn language() -> Language {
    recall(LANGUAGE).map_or(Language::Vi, |code| Language::from_code(&code))
}

/// Remembers the language.
pub fn keep_language(language: Language) {
    keep(LANGUAGE, language.code());
}

/// The section of a response that was open last.
pub fn section(response: &str) -> Option<String> {
    recall(&[PLACE, response].concat())
}

/// Remembers the open section of a response.
pub fn keep_section(response: &str, section: &str) {
    keep(&[PLACE, response].concat(), section);
}

fn recall(key: &str) -> Option<String> {
    store()?.get_item(key).ok()?
}

fn keep(key: &str, value: &str) {
    if let Some(store) = store() {
        // A full or forbidden store costs the comfort only.
        let _ = store.set_item(key, value);
    }
}

fn store() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
