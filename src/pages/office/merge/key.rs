//! The key of the unit: chosen from a file, kept in memory, never shown.

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_text::messages::merge as words;

use crate::components::file_choice::file_choice;
use crate::components::notice::{Tone, notice};
use crate::pages::office::names::Names;
use crate::platform::focus;
use crate::state::merging::{Merging, Pile};
use crate::view::{IntoView, View, view};

/// The part of the page about the key.
pub(super) fn key(names: &Names, merging: &Merging, pile: RwSignal<Pile>) -> View {
    let language = names.language;
    let (choosing, forgetting) = (merging.clone(), merging.clone());
    let choose = Rc::new(move |file| choosing.choose_key(file));
    let forget = move |_| {
        forgetting.forget_key();
        focus::move_to("key-heading");
    };
    let has_key = Memo::new(move |_| pile.with(|pile| pile.key_name.is_some()));
    let forget = StoredValue::new_local(Rc::new(forget) as Rc<dyn Fn(crate::view::Event)>);
    let button = move || {
        has_key.get().then(|| {
            let forget = forget.get_value();
            view! {
                <button type="button" id="forget-key" class="button" on:click=move |event| forget(event)>
                    {words::forget_key(language)}
                </button>
            }
        })
    };
    let kept = StoredValue::new_local(names.clone());
    let told = move || pile.with(|pile| kept.with_value(|names| told(names, pile)));
    view! {
        <section class="merge-part">
            <h2 id="key-heading" tabindex="-1">{words::key(language)}</h2>
            <p class="hint">{words::key_text(language)}</p>
            <div id="key-state" aria-live="polite">{told}</div>
            <div class="buttons">
                {file_choice("merge-key", words::choose_key(language), choose)}
                {button}
            </div>
        </section>
    }
    .into_view()
}

/// Which file is in use, and whose key it holds.
fn told(names: &Names, pile: &Pile) -> Option<View> {
    let language = names.language;
    let file = pile.key_name.as_ref()?;
    let key = pile.stage.told().and_then(|merge| merge.key.as_ref());
    let Some(key) = key else {
        return Some(view! { <p>{words::key_in_use(language, file)}</p> }.into_view());
    };
    if key.recipient.is_none() {
        return Some(notice(Tone::Problem, words::no_key_in_it(language)));
    }
    if key.units.is_empty() {
        return Some(notice(Tone::Attention, words::key_of_nobody(language)));
    }
    let units: Vec<String> = key.units.iter().map(|unit| names.unit(unit)).collect();
    let sentence = words::key_of(language, file, &units.join(", "));
    Some(view! { <p>{sentence}</p> }.into_view())
}
