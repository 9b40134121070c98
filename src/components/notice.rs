//! A sentence that wants to be noticed, without alarm.

use sohoi_text::Language;
use sohoi_text::messages::shell;

use crate::components::icon::{Icon, icon};
use crate::view::{IntoView, View, view};

/// How much it matters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    Quiet,
    /// Something to see to.
    Attention,
    /// Something that went wrong.
    Problem,
}

/// What stands where a page is still on its way; seen only where that takes a while.
pub fn opening(language: Language) -> View {
    view! { <p class="opening" role="status">{shell::loading(language)}</p> }.into_view()
}

/// A page that has nothing to show: its title, why, and the way on.
pub fn nothing_but(language: Language, title: &'static str, sentence: &'static str) -> View {
    view! {
        <h1>{title}</h1>
        {notice(Tone::Attention, sentence)}
        <p class="more"><a class="button" href="#/">{shell::go_to_work(language)}</a></p>
    }
}

/// A notice with a sentence or two.
pub fn notice(tone: Tone, text: impl IntoView) -> View {
    let text = text.into_view();
    let (class, role) = match tone {
        Tone::Quiet => ("notice", "status"),
        Tone::Attention => ("notice is-attention", "status"),
        Tone::Problem => ("notice is-problem", "alert"),
    };
    view! {
        <div class=class role=role>
            {(tone != Tone::Quiet).then(|| icon(Icon::Warning))}
            <p>{text}</p>
        </div>
    }
    .into_view()
}
