//! This device: what is stored where, and how the person can act on it.

mod account;
pub(super) mod carrying;

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_text::messages::{
    alone as alone_words, carrying as carrying_words, device as words, invited as invited_words,
    shell, sign_in, stopped,
};
use sohoi_text::{Language, format_integer};

use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::state::alone;
use crate::state::desk::{Desk, clock_time};
use crate::state::device::{self, Health};
use crate::state::work::{ExchangePhase, Work};
use crate::view::{CollectView, Event, IntoView, View, view};

/// Above this share of the allowed space the page warns, in percent.
const NEARLY_FULL: u64 = 80;

/// The page.
#[inline(never)]
pub fn device(desk: Desk, work: Work) -> View {
    let language = desk.language.get_untracked();
    let health = RwSignal::new_local(None::<Health>);
    let look = move || {
        spawn_local(async move {
            let found = device::health().await;
            // The page may be gone by now.
            let _ = health.try_set(Some(found));
        });
    };
    look();
    let asking = move |_| {
        spawn_local(async move {
            device::ask_to_persist().await;
            look();
        });
    };
    let device = work.device();
    let facts = move || {
        health.with(|health| {
            health
                .as_ref()
                .map(|health| facts(language, &device, health, asking))
        })
    };
    let where_saved = if alone::is_alone(&work.account()) {
        alone_words::where_saved(language)
    } else {
        words::where_saved_text(language)
    };
    view! {
        <h1>{words::title(language)}</h1>
        {alone::is_alone(&work.account()).then(|| notice(Tone::Attention, alone_words::nothing_is_sent(language)))}
        {exchange(desk, work.clone())}
        <section class="block" aria-busy=move || health.with(Option::is_none).to_string()>
            <h2>{words::where_saved(language)}</h2>
            <p>{where_saved}</p>
            {damaged(language, &work)}
            {facts}
        </section>
        {carrying::carrying(desk, work.clone())}
        {languages(desk)}
        {account::account(desk, work)}
        <p class="hint">{words::version(language)}" "{env!("CARGO_PKG_VERSION")}</p>
    }
    .into_view()
}

fn exchange(desk: Desk, work: Work) -> View {
    let language = desk.language.get_untracked();
    let is_alone = alone::is_alone(&work.account());
    let unsent = move || {
        let count = desk.exchange.with(|status| status.unsent);
        if is_alone {
            let count = format_integer(count as i64);
            alone_words::only_here(language, &count)
        } else if count == 0 {
            words::all_sent(language).to_owned()
        } else {
            shell::waiting(language, &format_integer(count as i64))
        }
    };
    let last = move || {
        let last = desk
            .exchange
            .with(|status| status.last.as_deref().and_then(clock_time));
        last.unwrap_or_else(|| words::never(language).to_owned())
    };
    let name = work.account().name;
    let is_signed_out = Memo::new(move |_| {
        desk.exchange
            .with(|status| status.phase == ExchangePhase::SignedOut)
    });
    let is_revoked = Memo::new(move |_| {
        desk.exchange
            .with(|status| status.phase == ExchangePhase::Revoked)
    });
    let revoked = move || {
        is_revoked
            .get()
            .then(|| notice(Tone::Attention, stopped::revoked(language)))
    };
    let again = move || is_signed_out.get().then(|| signed_out(desk, name.clone()));
    let lines = work.lines();
    let forms = lines.iter().map(|line| line.responses.len()).sum::<usize>();
    let responses = lines.iter().flat_map(|line| &line.responses);
    let backed_up = responses
        .filter(|response| response.ticks.in_backup)
        .count();
    let backup = if backed_up == 0 {
        carrying_words::no_backup(language).to_owned()
    } else {
        format!(
            "{} {}",
            format_integer(backed_up as i64),
            words::forms_here(language)
        )
    };
    view! {
        <section class="block">
            <dl class="facts">
                <div><dt>{words::saved_here(language)}</dt><dd>{format_integer(forms as i64)}" "{words::forms_here(language)}</dd></div>
                <div><dt>{if is_alone { alone_words::elsewhere(language) } else { words::unsent(language) }}</dt><dd>{unsent}</dd></div>
                {(!is_alone).then(|| view! { <div><dt>{words::last_exchange(language)}</dt><dd>{last}</dd></div> })}
                {(!is_alone).then(|| view! { <div><dt>{carrying_words::backup(language)}</dt><dd>{backup}</dd></div> })}
            </dl>
            {unsent_forms(desk, work.clone())}
            {revoked}
            {again}
            {(!is_alone).then(|| now(desk, work))}
        </section>
    }
    .into_view()
}

fn now(desk: Desk, work: Work) -> View {
    let language = desk.language.get_untracked();
    view! {
        <button
            type="button"
            class="button"
            disabled=move || desk.exchange.with(|status| status.phase == ExchangePhase::Busy)
            on:click=move |_| work.exchange_now()
        >
            {icon(Icon::Exchange)}
            {words::exchange_now(language)}
        </button>
    }
    .into_view()
}

/// The forms with something that is not on the server, each with how much.
fn unsent_forms(desk: Desk, work: Work) -> View {
    let language = desk.language.get_untracked();
    let list = move || {
        // Goes down while it is sent, and up with what is typed elsewhere.
        desk.exchange.with(|status| status.unsent);
        let unsent = work.unsent();
        (!unsent.is_empty()).then(|| {
            let rows = unsent.into_iter().map(|(response, name, count)| {
                let count = i64::try_from(count).unwrap_or(i64::MAX);
                let changes = carrying_words::unsent_changes(language, &format_integer(count));
                let address = ["#/response/", &response].concat();
                view! { <li><a href=address lang="vi">{name}</a>" – "{changes}</li> }.into_view()
            });
            view! {
                <div id="unsent-forms">
                    <h2>{carrying_words::unsent_forms(language)}</h2>
                    <ul>{rows.collect::<Vec<View>>()}</ul>
                </div>
            }
            .into_view()
        })
    };
    list.into_view()
}

/// The session ended: what lets the queue go on.
fn signed_out(desk: Desk, name: String) -> View {
    if !device::is_invited(&name) {
        return password_again(desk, name);
    }
    let language = desk.language.get_untracked();
    view! {
        {notice(Tone::Attention, invited_words::again(language))}
        <p><a class="button" href="#/invited">{sign_in::have_code(language)}</a></p>
    }
    .into_view()
}

/// The session ended: the password once more, and the queue goes on.
fn password_again(desk: Desk, name: String) -> View {
    let language = desk.language.get_untracked();
    let password = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<&'static str>);
    let submit = move |event: Event| {
        event.prevent_default();
        let (name, secret) = (name.clone(), password.get_untracked());
        spawn_local(async move {
            match device::sign_in(&name, &secret).await {
                Ok(_) => {
                    if let Some(work) = desk.work() {
                        work.exchange_now();
                    }
                }
                Err(device::SignInError::Refused) => {
                    let _ = problem.try_set(Some(sign_in::wrong(language)));
                }
                Err(device::SignInError::Suspended) => {
                    let _ = problem.try_set(Some(stopped::suspended(language)));
                }
                Err(_) => {
                    let _ = problem.try_set(Some(sign_in::server(language)));
                }
            }
        });
    };
    view! {
        <form class="again" on:submit=submit>
            <label class="question-label" for="password-again">{words::password_again(language)}</label>
            <div class="buttons">
                <input
                    id="password-again"
                    class="input"
                    type="password"
                    name="password"
                    autocomplete="current-password"
                    on:input=move |event| password.set(event_target_value(&event))
                />
                <button type="submit" class="button is-primary">{sign_in::submit(language)}</button>
            </div>
            <div aria-live="assertive">{move || problem.get().map(|sentence| notice(Tone::Problem, sentence))}</div>
        </form>
    }
    .into_view()
}

fn facts(
    language: Language,
    device: &str,
    health: &Health,
    asking: impl Fn(Event) + 'static,
) -> View {
    let persistent = match health.is_persistent {
        Some(true) => words::is_persisted(language),
        Some(false) => words::is_not_persisted(language),
        None => words::persistence_unknown(language),
    };
    let offline = if health.works_offline {
        words::does_work_offline(language)
    } else {
        words::does_not_work_offline(language)
    };
    let secure = if health.is_secure {
        words::is_secure(language)
    } else {
        sign_in::insecure(language)
    };
    let space = health.space.map(|(used, quota)| {
        let megabytes = |bytes: u64| format_integer(bytes.div_ceil(1_000_000).min(i64::MAX as u64) as i64);
        let sentence = words::space_used(language, &megabytes(used), &megabytes(quota));
        let is_nearly_full = used.saturating_mul(100) > quota.saturating_mul(NEARLY_FULL);
        view! {
            <div>
                <dt>{words::space(language)}</dt>
                <dd>{sentence}{is_nearly_full.then(|| notice(Tone::Attention, words::nearly_full(language)))}</dd>
            </div>
        }
    });
    let ask = (health.is_persistent == Some(false)).then(|| {
        view! { <button type="button" class="button" on:click=asking>{words::ask_to_persist(language)}</button> }
    });
    view! {
        <dl class="facts">
            <div><dt>{words::persisted(language)}</dt><dd>{persistent}</dd></div>
            <div><dt>{words::works_offline(language)}</dt><dd>{offline}</dd></div>
            {space}
            <div><dt>{words::secure(language)}</dt><dd>{secure}</dd></div>
            <div><dt>{words::device_id(language)}</dt><dd class="code">{device.to_owned()}</dd></div>
        </dl>
        {ask}
    }
    .into_view()
}

fn damaged(language: Language, work: &Work) -> View {
    let damaged = work.damaged();
    if damaged.is_empty() {
        return ().into_view();
    }
    notice(
        Tone::Problem,
        [words::damaged(language), " ", &damaged.join(", ")].concat(),
    )
}

fn languages(desk: Desk) -> View {
    let language = desk.language.get_untracked();
    let choices = [(Language::Vi, "Tiếng Việt"), (Language::En, "English")]
        .map(|(own, name)| {
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        name="language"
                        value=own.code()
                        checked=own == language
                        on:change=move |_| desk.speak(own)
                    />
                    <span lang=own.code()>{name}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <section class="block">
            <fieldset>
                <legend><h2>{words::language(language)}</h2></legend>
                <div class="choices is-row">{choices}</div>
            </fieldset>
        </section>
    }
    .into_view()
}
