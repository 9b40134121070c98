//! The accounts that this device knows, each opened by its own password.

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_sync::Account;
use sohoi_text::messages::{shared as words, shell, sign_in, stopped};
use sohoi_text::{Language, format_integer};

use crate::components::notice::{Tone, notice};
use crate::platform::focus;
use crate::state::desk::Desk;
use crate::state::device::{self, NotOpened, OpenedBy};
use crate::view::{CollectView, Event, IntoView, View, view};

/// The list. `is_alone` where there is no server: then nothing has a password.
pub fn known_accounts(desk: Desk, known: Vec<Account>, is_alone: bool) -> View {
    let language = desk.language.get_untracked();
    // The one that asks for its password.
    let asks = RwSignal::new(None::<usize>);
    let hint = RwSignal::new("");
    let lines = known
        .into_iter()
        .enumerate()
        .map(|(place, account)| line(desk, account, place, asks, hint, is_alone))
        .collect_view();
    view! {
        <link rel="stylesheet" href="later.css"/>
        <section class="known-accounts">
            <h2>{sign_in::on_this_device(language)}</h2>
            <p class="hint" hidden=move || hint.get().is_empty()>{move || hint.get()}</p>
            <ul>{lines}</ul>
        </section>
    }
    .into_view()
}

fn line(
    desk: Desk,
    account: Account,
    place: usize,
    asks: RwSignal<Option<usize>>,
    hint: RwSignal<&'static str>,
    is_alone: bool,
) -> View {
    let language = desk.language.get_untracked();
    let unsent = RwSignal::new(None::<usize>);
    let opened_by = RwSignal::new_local(OpenedBy::Tap);
    let looked_at = account.clone();
    let look = async move {
        let own = device::opened_by(&looked_at).await;
        // The page may be gone by now.
        let _ = opened_by.try_set(own);
        let sentence = match own {
            _ if is_alone => "",
            OpenedBy::Tap => sign_in::continue_offline(language),
            OpenedBy::Password | OpenedBy::Code => words::opened_by_password(language),
        };
        if hint.try_get_untracked() != Some(words::opened_by_password(language)) {
            let _ = hint.try_set(sentence);
        }
        if let Some(count) = device::unsent_of(&looked_at).await.filter(|_| !is_alone) {
            let _ = unsent.try_set(Some(count));
        }
    };
    spawn_local(look);
    let pressed = account.clone();
    let press = move |_| {
        let account = pressed.clone();
        spawn_local(async move {
            // Asked now: the page may have been faster than the storage.
            if device::opened_by(&account).await == OpenedBy::Tap {
                // Without this note the app asks again next time; the work opens all the same.
                let _ = device::choose_account(&account).await;
                desk.enter(account).await;
            } else {
                asks.set(Some(place));
                focus::move_to(&input_id(place));
            }
        });
    };
    let waiting = move || {
        let count = unsent.get()?;
        let sentence = if count == 0 {
            words::nothing_unsent(language).to_owned()
        } else {
            shell::waiting(language, &format_integer(count as i64))
        };
        Some(view! { <p class="hint" data-unsent=count.to_string()>{sentence}</p> }.into_view())
    };
    let name = sign_in::continue_as(language, &account.display);
    let own_name = account.name.clone();
    let form = move || {
        (asks.get() == Some(place)).then(|| asking(desk, account.clone(), place, opened_by))
    };
    view! {
        <li data-account=own_name>
            <button type="button" class="button is-wide" class:is-primary=place == 0 on:click=press>{name}</button>
            {waiting}
            {form}
        </li>
    }
    .into_view()
}

/// The password of one account, or the code of its invitation.
fn asking(
    desk: Desk,
    account: Account,
    place: usize,
    opened_by: RwSignal<OpenedBy, LocalStorage>,
) -> View {
    let language = desk.language.get_untracked();
    let is_code = opened_by.get_untracked() == OpenedBy::Code;
    let secret = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let label = if is_code {
        words::code_of(language, &account.display)
    } else {
        words::password_of(language, &account.display)
    };
    let submit = move |event: Event| {
        event.prevent_default();
        let (account, typed) = (account.clone(), secret.get_untracked());
        if typed.is_empty() {
            let missing = if is_code {
                words::missing_code(language)
            } else {
                words::missing(language)
            };
            problem.set(Some(missing.to_owned()));
            return;
        }
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        problem.set(None);
        spawn_local(async move {
            match device::open_with(&account, &typed).await {
                Ok(()) => {
                    desk.reconnect(account.clone(), typed);
                    desk.enter(account).await;
                }
                Err(error) => {
                    let _ = problem.try_set(Some(sentence(language, error, is_code)));
                    let _ = is_busy.try_set(false);
                }
            }
        });
    };
    let (kind, autocomplete) = if is_code {
        ("text", "off")
    } else {
        ("password", "current-password")
    };
    let forgotten = if is_code {
        words::forgotten_code(language)
    } else {
        words::forgotten(language)
    };
    view! {
        <form class="open-account" on:submit=submit>
            <label class="question-label" for=input_id(place)>{label}</label>
            <input
                id=input_id(place)
                class="input is-wide"
                type=kind
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                on:input=move |event| secret.set(event_target_value(&event))
            />
            <div aria-live="assertive">{move || problem.get().map(|sentence| notice(Tone::Problem, sentence))}</div>
            <button type="submit" class="button is-wide is-primary" disabled=move || is_busy.get()>
                {move || if is_busy.get() { words::opening(language) } else { words::open(language) }}
            </button>
            <p class="hint">{forgotten}</p>
        </form>
    }
    .into_view()
}

fn sentence(language: Language, error: NotOpened, is_code: bool) -> String {
    match error {
        NotOpened::Wrong if is_code => words::wrong_code(language).to_owned(),
        NotOpened::Wrong => words::wrong(language).to_owned(),
        NotOpened::Wait(seconds) => words::wait(language, seconds),
        NotOpened::Suspended => stopped::suspended(language).to_owned(),
        NotOpened::Storage => sign_in::storage(language).to_owned(),
    }
}

fn input_id(place: usize) -> String {
    format!("open-{place}")
}
