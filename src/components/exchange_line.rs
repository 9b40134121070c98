//! The quiet line that says how the exchange with the server stands.

use leptos::prelude::*;
use sohoi_text::messages::{alone, shell, stopped as stopped_words};
use sohoi_text::{Language, format_integer};

use crate::components::icon::{Icon, icon};
use crate::view::{IntoView, View, view};

/// How the exchange stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// `idle`, `busy`, `offline`, `failed`, `signed-out`, `revoked`, `wipe` or `alone`.
    pub phase: &'static str,
    /// Changes that the server has not got.
    pub unsent: usize,
    /// The clock time of the last exchange.
    pub last: Option<String>,
}

/// The line, and the button that asks for an exchange now.
pub fn exchange_line(
    language: Language,
    standing: Signal<Standing>,
    on_press: impl Fn() + 'static,
) -> View {
    view! {
        <div class="exchange">
        <p
            id="exchange-status"
            class="exchange-status"
            role="status"
            data-state=move || standing.with(|s| s.phase)
            data-unsent=move || standing.with(|s| s.unsent.to_string())
        >
            <span class="dot" aria-hidden="true"></span>
            <span>{move || standing.with(|s| sentence(language, s))}</span>
        </p>
        <button
            type="button"
            id="exchange-now"
            class="icon-button"
            title=shell::exchange_now(language)
            disabled=move || standing.with(|s| s.phase == "busy")
            hidden=move || standing.with(|s| s.phase == "alone")
            on:click=move |_| on_press()
        >
            {icon(Icon::Exchange)}
            <span class="visually-hidden">{shell::exchange_now(language)}</span>
        </button>
        </div>
    }
    .into_view()
}

/// Rare, and so no part of a first visit.
#[inline(never)]
fn stopped(language: Language) -> &'static str {
    stopped_words::line(language)
}

fn sentence(language: Language, standing: &Standing) -> String {
    let last = standing
        .last
        .as_deref()
        .map(|time| shell::exchanged_at(language, time));
    let phase = match standing.phase {
        "busy" => Some(shell::exchange_busy(language)),
        "offline" => Some(shell::exchange_offline(language)),
        "failed" => Some(shell::exchange_failed(language)),
        "signed-out" => Some(shell::exchange_signed_out(language)),
        "revoked" | "wipe" => Some(stopped(language)),
        "alone" => return alone::phase(language).to_owned(),
        _ if last.is_none() => Some(shell::exchange_idle(language)),
        _ => None,
    };
    let mut parts: Vec<String> = phase.map(str::to_owned).into_iter().collect();
    if standing.unsent > 0 {
        parts.push(shell::waiting(
            language,
            &format_integer(standing.unsent as i64),
        ));
    } else if standing.phase != "busy" {
        parts.extend(last);
    }
    parts.join(" · ")
}
