//! The first screen: signing in, or going on with an account that this device knows.

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_sync::Account;
use sohoi_text::Language;
use sohoi_text::messages::{shell, sign_in as words, stopped};

use crate::components::icon::{Icon, icon};
use crate::components::language_switch::language_switch;
use crate::components::notice::{Tone, notice};
use crate::pages::fill::known::known_accounts;
use crate::pages::fill::start_alone::start_alone;
use crate::state::alone;
use crate::state::desk::Desk;
use crate::state::device::{self, SignInError};
use crate::state::memory;
use crate::view::{Event, IntoView, View, view};

/// The page. `known` are the accounts that have work on this device.
pub fn sign_in(desk: Desk, known: Vec<Account>) -> View {
    let language = desk.language.get_untracked();
    let is_alone = alone::is_offered(&known);
    let is_known = !known.is_empty();
    view! {
        <main id="main" class="page is-narrow sign-in">
            {language_switch(language, move |other| desk.speak(other))}
            <p class="brand is-large">{shell::app_name(language)}</p>
            {(!is_alone).then(|| view! { <p class="lead">{words::lead(language)}</p> })}
            {(!device::is_secure()).then(|| insecure(desk))}
            {memory::wiped().map(|display| wiped(language, &display))}
            {is_known.then(|| known_accounts(desk, known, is_alone))}
            {if is_alone { start_alone(desk) } else { password(desk, is_known) }}
        </main>
    }
    .into_view()
}

/// Name and password. Where somebody is known here, going on is what most people want.
fn password(desk: Desk, is_known: bool) -> View {
    let language = desk.language.get_untracked();
    let name = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let is_shown = RwSignal::new(false);
    let is_busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<&'static str>);
    let submit = move |event: Event| {
        event.prevent_default();
        let (given, secret) = (
            name.get_untracked().trim().to_owned(),
            password.get_untracked(),
        );
        if given.is_empty() || secret.is_empty() {
            problem.set(Some(words::fill_both(language)));
            return;
        }
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        problem.set(None);
        spawn_local(async move {
            match device::sign_in(&given, &secret).await {
                Ok(account) => desk.enter(account).await,
                Err(error) => {
                    let sentence = match error {
                        SignInError::Refused => words::wrong(language),
                        SignInError::Suspended => stopped::suspended(language),
                        SignInError::TooMany => words::too_many(language),
                        SignInError::Offline => words::offline(language),
                        SignInError::Server(_) => words::server(language),
                        SignInError::Storage(_) => words::storage(language),
                    };
                    let _ = problem.try_set(Some(sentence));
                    let _ = is_busy.try_set(false);
                }
            }
        });
    };
    view! {
        <section>
            <h1>{words::title(language)}</h1>
            <form on:submit=submit>
                <label class="question-label" for="sign-in-name">{words::name(language)}</label>
                <input
                    id="sign-in-name"
                    class="input is-wide"
                    name="name"
                    autocomplete="username"
                    autocapitalize="none"
                    spellcheck="false"
                    on:input=move |event| name.set(event_target_value(&event))
                />
                <label class="question-label" for="sign-in-password">{words::password(language)}</label>
                <input
                    id="sign-in-password"
                    class="input is-wide"
                    name="password"
                    type=move || if is_shown.get() { "text" } else { "password" }
                    autocomplete="current-password"
                    on:input=move |event| password.set(event_target_value(&event))
                />
                <label class="choice is-plain">
                    <input type="checkbox" on:change=move |event| is_shown.set(event_target_checked(&event)) />
                    <span>{words::show_password(language)}</span>
                </label>
                <div aria-live="assertive">
                    {move || problem.get().map(|sentence| notice(Tone::Problem, sentence))}
                </div>
                <button
                    type="submit"
                    class="button is-wide"
                    class:is-primary=!is_known
                    disabled=move || is_busy.get()
                >
                    {move || if is_busy.get() { words::signing_in(language) } else { words::submit(language) }}
                </button>
                <p class="hint">{words::forgotten(language)}</p>
                <p><a href="#/invited">{words::have_code(language)}</a></p>
            </form>
        </section>
    }
    .into_view()
}

#[inline(never)]
fn insecure(desk: Desk) -> View {
    let language = desk.language.get_untracked();
    view! {
        <section class="notice is-attention" id="insecure-origin">
            {icon(Icon::Warning)}
            <div>
                <h2>{words::insecure_title(language)}</h2>
                <p>{words::insecure(language)}</p>
            </div>
        </section>
    }
    .into_view()
}

/// What an administrator had deleted here.
#[inline(never)]
fn wiped(language: Language, display: &str) -> View {
    notice(Tone::Attention, stopped::wiped(language, display))
}
