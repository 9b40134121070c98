//! Coming in by the code of an invitation: typed, or out of the link that somebody opened.

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_text::Language;
use sohoi_text::messages::{invited as words, sign_in};

use crate::components::language_switch::language_switch;
use crate::components::notice::{Tone, notice};
use crate::platform::address;
use crate::state::desk::Desk;
use crate::state::device::{self, RedeemError, SignInError};
use crate::view::{Event, IntoView, View, view};

/// The page where nobody is signed in. A code of a link is used at once.
pub fn invited_outside(desk: Desk, code: Option<String>) -> View {
    let language = desk.language.get_untracked();
    view! {
        <main id="main" class="page is-narrow sign-in">
            {language_switch(language, move |other| desk.speak(other))}
            {content(desk, code, true)}
            <p><a href="#/">{sign_in::title(language)}</a></p>
        </main>
    }
    .into_view()
}

/// The page while somebody works here: they are asked first.
pub fn invited(desk: Desk, code: Option<String>) -> View {
    let language = desk.language.get_untracked();
    let account = desk.work().map(|work| work.account());
    if let (Some(account), Some(code)) = (&account, &code)
        && device::is_of_code(&account.name, code)
    {
        // The same link once more: the way in is the way on, also without a network.
        spawn_local(async { address::go("#/") });
    }
    let whose = account.map(|account| {
        notice(
            Tone::Attention,
            words::somebody_else(language, &account.display),
        )
    });
    view! {
        {whose}
        {content(desk, code, false)}
        <p class="more"><a href="#/">{words::stay(language)}</a></p>
    }
    .into_view()
}

fn content(desk: Desk, code: Option<String>, at_once: bool) -> View {
    let language = desk.language.get_untracked();
    let is_linked = code.is_some();
    let given = code.unwrap_or_default();
    let typed = RwSignal::new(given.clone());
    let is_busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<&'static str>);
    let redeem = move || {
        let code = typed.get_untracked();
        if code.trim().is_empty() {
            problem.set(Some(words::missing(language)));
            return;
        }
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        problem.set(None);
        spawn_local(async move {
            match device::redeem(&code).await {
                Ok(account) => desk.change_to(account).await,
                Err(error) => {
                    let _ = problem.try_set(Some(sentence(language, &error)));
                    let _ = is_busy.try_set(false);
                }
            }
        });
    };
    let submit = move |event: Event| {
        event.prevent_default();
        redeem();
    };
    if at_once && is_linked {
        redeem();
    }
    view! {
        <section>
            <h1>{words::title(language)}</h1>
            <p class="lead">{words::lead(language)}</p>
            <form on:submit=submit>
                <label class="question-label" for="invitation-code">{words::code(language)}</label>
                <p class="hint" id="invitation-how">{words::how(language)}</p>
                <input
                    id="invitation-code"
                    class="input is-wide"
                    name="code"
                    value=given
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    aria-describedby="invitation-how"
                    on:input=move |event| typed.set(event_target_value(&event))
                />
                <div aria-live="assertive">
                    {move || problem.get().map(|sentence| notice(Tone::Problem, sentence))}
                </div>
                <button type="submit" class="button is-wide is-primary" disabled=move || is_busy.get()>
                    {move || if is_busy.get() { words::opening(language) } else { words::submit(language) }}
                </button>
            </form>
        </section>
    }
    .into_view()
}

fn sentence(language: Language, error: &RedeemError) -> &'static str {
    match error {
        RedeemError::Wrong | RedeemError::Other(SignInError::Refused | SignInError::Suspended) => {
            words::wrong(language)
        }
        RedeemError::Used => words::used(language),
        RedeemError::Ended => words::ended(language),
        RedeemError::Revoked => words::revoked(language),
        RedeemError::Locked => words::locked(language),
        RedeemError::Other(SignInError::TooMany) => sign_in::too_many(language),
        RedeemError::Other(SignInError::Offline) => words::offline(language),
        RedeemError::Other(SignInError::Server(_)) => sign_in::server(language),
        RedeemError::Other(SignInError::Storage(_)) => sign_in::storage(language),
    }
}
