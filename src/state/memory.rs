//! Small things this browser remembers beside the answers: the language, the round, the last question
//! of a form, and what was typed that is no answer yet.
//!
//! Nothing here is an answer; losing all of it loses no answer.

use litemap::LiteMap;
use sohoi_text::Language;

use crate::unread;

const LANGUAGE: &str = "sohoi-language";
const ROUND: &str = "sohoi-round-";
const UNIT: &str = "sohoi-unit-";
const PLACE: &str = "sohoi-place-";
const UNREAD: &str = "sohoi-unread-";
const WIPED: &str = "sohoi-wiped";
const OPEN: &str = "sohoi-open";

/// The language chosen on this device.
pub fn language() -> Language {
    recall(LANGUAGE).map_or(Language::Vi, |code| Language::from_code(&code))
}

/// Remembers the language.
pub fn keep_language(language: Language) {
    keep(LANGUAGE, language.code());
}

/// The round that an account chose on this device, where it has several.
pub fn round(account: &str) -> Option<String> {
    recall(&[ROUND, account].concat())
}

/// Remembers the round that an account chose.
pub fn keep_round(account: &str, round: &str) {
    keep(&[ROUND, account].concat(), round);
}

/// The unit whose lines an account chose to see; blank for all.
pub fn unit(account: &str) -> String {
    recall(&[UNIT, account].concat()).unwrap_or_default()
}

/// Remembers the unit that an account chose.
pub fn keep_unit(account: &str, unit: &str) {
    keep(&[UNIT, account].concat(), unit);
}

/// The section of a response that was open last.
pub fn section(response: &str) -> Option<String> {
    Some(place(response)?.0)
}

/// The section of a response that was open last, and the path of the question that had the focus.
pub fn place(response: &str) -> Option<(String, Option<String>)> {
    let place = recall(&[PLACE, response].concat())?;
    Some(match place.split_once(' ') {
        Some((section, path)) => (section.to_owned(), Some(path.to_owned())),
        None => (place, None),
    })
}

/// Remembers the open section of a response, and no question unless it was open before.
pub fn keep_section(response: &str, section: &str) {
    if self::section(response).as_deref() != Some(section) {
        keep(&[PLACE, response].concat(), section);
    }
}

/// Remembers the question that has the focus.
pub fn keep_place(response: &str, section: &str, path: &str) {
    keep(&[PLACE, response].concat(), &[section, " ", path].concat());
}

/// What was typed into a response but cannot be read as an answer, by path text.
pub fn unread(response: &str) -> LiteMap<String, String> {
    unread::read(&recall(&[UNREAD, response].concat()).unwrap_or_default())
}

/// Remembers what cannot be read as an answer; nothing where everything can.
pub fn keep_unread(response: &str, unread: &LiteMap<String, String>) {
    let key = [UNREAD, response].concat();
    if unread.is_empty() {
        if let Some(store) = store() {
            // Nothing to forget is forgotten already.
            let _ = store.remove_item(&key);
        }
        return;
    }
    keep(&key, &unread::written(unread));
}

/// Forgets what is remembered of an account and of its responses.
pub fn forget(account: &str, responses: &[String]) {
    let Some(store) = store() else {
        return;
    };
    let of_responses = responses
        .iter()
        .flat_map(|id| [[PLACE, id].concat(), [UNREAD, id].concat()]);
    let own = [[ROUND, account].concat(), [UNIT, account].concat()];
    for key in of_responses.chain(own) {
        // Nothing to forget is forgotten already.
        let _ = store.remove_item(&key);
    }
}

/// Whose data was deleted on this device, as the administrator wanted, until somebody works here again.
pub fn wiped() -> Option<String> {
    recall(WIPED).filter(|display| !display.is_empty())
}

/// Remembers whose data was deleted.
pub fn keep_wiped(display: &str) {
    keep(WIPED, display);
}

/// Whether an account is open in this tab: it stays so when the page is loaded again, and until the tab is
/// closed.
pub fn is_open(account: &str) -> bool {
    let tab = tab().and_then(|tab| tab.get_item(OPEN).ok()?);
    tab.as_deref() == Some(account)
}

/// Remembers which account is open in this tab.
pub fn keep_open(account: &str) {
    if let Some(tab) = tab() {
        // Without this note the person is asked again.
        let _ = tab.set_item(OPEN, account);
    }
}

fn tab() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
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
