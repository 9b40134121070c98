//! Whose work this is, and the ways to leave it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_sync::Role;
use sohoi_text::messages::{device as words, shared};
use sohoi_text::{Language, format_integer};

use crate::components::notice::{Tone, notice};
use crate::state::alone;
use crate::state::desk::Desk;
use crate::state::device::{self, OpenedBy, Way};
use crate::state::work::Work;
use crate::view::{IntoView, View, view};

/// The section.
#[inline(never)]
pub(super) fn account(desk: Desk, work: Work) -> View {
    let language = desk.language.get_untracked();
    let account = work.account();
    let is_alone = alone::is_alone(&account);
    let is_open_to_all = RwSignal::new(false);
    let looked_at = account.clone();
    spawn_local(async move {
        let opened_by = device::opened_by(&looked_at).await;
        // The page may be gone by now.
        let _ = is_open_to_all.try_set(!is_alone && opened_by == OpenedBy::Tap);
    });
    let warning = move || is_open_to_all.get().then(|| opened_by_tap(language));
    view! {
        <section class="block" id="account">
            <h2>{words::account(language)}</h2>
            <p><b lang="vi">{account.display.clone()}</b>" · "{role(language, account.role)}" · "{account.name.clone()}</p>
            {warning}
            {(!is_alone).then(|| switching(desk, work.clone()))}
            {signing_out(desk, work, is_alone)}
        </section>
    }
    .into_view()
}

fn opened_by_tap(language: Language) -> View {
    let sentence = if device::is_secure() {
        shared::opened_by_tap(language)
    } else {
        shared::opened_by_tap_insecure(language)
    };
    notice(Tone::Attention, sentence)
}

fn switching(desk: Desk, work: Work) -> View {
    let language = desk.language.get_untracked();
    view! {
        <p>{shared::switch_text(language)}</p>
        <div class="buttons">
            <button type="button" id="switch-user" class="button is-primary" on:click=move |_| desk.leave(&work, Way::Switch)>
                {shared::switch(language)}
            </button>
        </div>
    }
    .into_view()
}

fn signing_out(desk: Desk, work: Work, is_alone: bool) -> View {
    let language = desk.language.get_untracked();
    let is_asking = RwSignal::new(false);
    let unsent = move || desk.exchange.with(|status| status.unsent);
    let press = move |_| {
        // Nothing is lost either way; with unsent work the page says so first.
        // Alone nothing is ever sent, and there is nothing to be afraid of.
        let has_unsent = desk.exchange.with_untracked(|status| status.unsent) > 0;
        if has_unsent && !is_alone && !is_asking.get_untracked() {
            is_asking.set(true);
        } else {
            desk.leave(&work, Way::SignOut);
        }
    };
    let sentence = move || {
        if is_asking.get() {
            shared::sign_out_unsent(language, &format_integer(unsent() as i64))
        } else {
            words::sign_out_text(language).to_owned()
        }
    };
    let name = move || {
        if is_asking.get() {
            words::sign_out_confirm(language)
        } else {
            words::sign_out(language)
        }
    };
    let cancel = move || {
        is_asking.get().then(|| {
            view! {
                <button type="button" class="button" on:click=move |_| is_asking.set(false)>{words::cancel(language)}</button>
            }
        })
    };
    view! {
        <p role="status" id="sign-out-text">{sentence}</p>
        <div class="buttons">
            {cancel}
            <button type="button" id="sign-out" class="button" on:click=press>{name}</button>
        </div>
    }
    .into_view()
}

const fn role(language: Language, role: Role) -> &'static str {
    match role {
        Role::Field => words::role_field(language),
        Role::Association => words::role_association(language),
        Role::Reviewer => words::role_reviewer(language),
        Role::Approver => words::role_approver(language),
        Role::Coordinator => words::role_coordinator(language),
        Role::Admin => words::role_admin(language),
    }
}
