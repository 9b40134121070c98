//! What stands around every page.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use sohoi_sync::Role;
use sohoi_text::Language;
use sohoi_text::messages::shell;

use crate::place::Place;

/// What a page is told about its surroundings.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The language.
    pub language: Language,
    /// The title: the heading, and the beginning of the window's title.
    pub title: String,
    /// Where in the navigation it belongs; `None` for pages outside of it.
    pub place: Option<Place>,
    /// Who looks at it; `None` for strangers.
    pub viewer: Option<Viewer>,
    /// The address of the same page in the other language.
    pub other_language: String,
    /// Whether the data is made up.
    pub is_demonstration: bool,
    /// What is to be told first: what was done, or why nothing was.
    pub said: Option<Said>,
}

/// Who looks at a page.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The name shown.
    pub display: String,
    /// What it may do.
    pub role: Role,
}

/// A message at the top of a page.
#[derive(Clone, Debug)]
pub struct Said {
    /// What kind of message.
    pub tone: Tone,
    /// The sentence.
    pub sentence: String,
}

impl Said {
    /// Something was done.
    pub fn done(sentence: impl Into<String>) -> Self {
        Self {
            tone: Tone::Done,
            sentence: sentence.into(),
        }
    }

    /// Something was not done.
    pub fn problem(sentence: impl Into<String>) -> Self {
        Self {
            tone: Tone::Problem,
            sentence: sentence.into(),
        }
    }
}

/// What kind of message it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something to mind.
    Attention,
    /// Something is in the way.
    Problem,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Done => "notice is-done",
            Self::Attention => "notice is-attention",
            Self::Problem => "notice is-problem",
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Done => "M5 13l4 4 10-11",
            Self::Attention | Self::Problem => "M12 4l9 16H3zM12 10v5M12 17.5v.5",
        }
    }
}

/// A message with its sign.
pub fn notice(tone: Tone, content: &Markup) -> Markup {
    let role = match tone {
        Tone::Problem => "alert",
        _ => "status",
    };
    html! {
        div class=(tone.class()) role=(role) {
            (icon(tone.path()))
            div { (content) }
        }
    }
}

/// A line icon beside a text, which readers do not hear.
pub(crate) fn icon(path: &'static str) -> Markup {
    html! {
        svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false" {
            path d=(path) {}
        }
    }
}

/// A whole page as the browser gets it.
pub fn page(frame: &Frame, content: &Markup) -> String {
    let language = frame.language;
    let title = &frame.title;
    let app = language.pick("Quản trị Sổ Hội", "Sổ Hội administration");
    let markup = html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                title { (title) " – " (app) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                link rel="icon" type="image/svg+xml" href="/icons/icon.svg";
                link rel="stylesheet" href="/admin/style.css";
            }
            body class="frame is-admin" {
                a class="skip-link" href="#main" { (shell::skip_to_content(language)) }
                (header(frame))
                @if frame.is_demonstration { (demonstration(language)) }
                main id="main" class="page" tabindex="-1" {
                    h1 { (title) }
                    @if let Some(said) = &frame.said {
                        (notice(said.tone, &html! { p { (said.sentence) } }))
                    }
                    (content)
                }
            }
        }
    };
    markup.into_string()
}

fn header(frame: &Frame) -> Markup {
    let language = frame.language;
    html! {
        header class="top-bar" {
            a class="brand" href=(Place::Overview.address()) { (shell::app_name(language)) }
            span class="area" { (language.pick("Quản trị", "Administration")) }
            @if let Some(viewer) = &frame.viewer {
                span class="viewer" { (viewer.display) }
                form method="post" action="/admin/sign-out" {
                    button class="button is-small" type="submit" {
                        (language.pick("Đăng xuất", "Sign out"))
                    }
                }
            }
            (language_switch(language, &frame.other_language))
        }
        @if let Some(viewer) = &frame.viewer {
            nav class="places" aria-label=(shell::main_navigation(language)) {
                @for place in Place::ALL.iter().filter(|place| place.is_open_to(viewer.role)) {
                    a href=(place.address()) aria-current=[(frame.place == Some(*place)).then_some("page")] {
                        (place.name(language))
                    }
                }
                a class="to-app" href="/" { (language.pick("Mở Sổ Hội", "Open the app")) }
            }
        }
    }
}

fn language_switch(language: Language, address: &str) -> Markup {
    let (code, short, name) = match language {
        Language::Vi => ("en", "EN", "English"),
        Language::En => ("vi", "VI", "Tiếng Việt"),
    };
    html! {
        a id="language-switch" class="icon-button is-language" lang=(code) hreflang=(code)
            href=(address) title=(name) {
            span aria-hidden="true" { (short) }
            span class="visually-hidden" { (name) }
        }
    }
}

fn demonstration(language: Language) -> Markup {
    html! {
        aside id="demonstration" class="demonstration" {
            b { (shell::demonstration(language)) }
            (PreEscaped(" "))
            span { (shell::demonstration_explained(language)) }
        }
    }
}
