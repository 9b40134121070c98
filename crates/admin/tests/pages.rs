//! Pages as text: nothing that people wrote becomes markup, and both languages are whole.

use sohoi_admin::accounts::{self, Line};
use sohoi_admin::refusal::{Refusal, refused};
use sohoi_admin::{Frame, Place, Said, Viewer, overview, sign_in};
use sohoi_sync::Role;
use sohoi_text::Language;

/// A text that would be markup, were it not escaped.
const WILD: &str = "<b>\"x\"</b>";

fn frame(language: Language, text: &str) -> Frame {
    Frame {
        language,
        title: text.to_owned(),
        place: Some(Place::Accounts),
        viewer: Some(Viewer {
            display: text.to_owned(),
            role: Role::Admin,
        }),
        other_language: "/admin?lang=vi".to_owned(),
        is_demonstration: true,
        said: Some(Said::done(text)),
    }
}

/// Every page with `text` wherever people write something.
fn pages(language: Language, text: &str) -> Vec<(&'static str, String)> {
    let frame = frame(language, text);
    let line = |role| Line {
        name: text.to_owned(),
        display: text.to_owned(),
        role,
        scope: text.to_owned(),
    };
    let roles = [
        Role::Field,
        Role::Association,
        Role::Reviewer,
        Role::Coordinator,
        Role::Admin,
    ];
    let refusals = [
        Refusal::NotForRole,
        Refusal::ForeignPage,
        Refusal::Unknown,
        Refusal::Unreadable,
        Refusal::Trouble,
    ];
    let mut pages = vec![
        ("overview", overview::overview(&frame)),
        ("sign-in", sign_in::sign_in(&frame, text, text)),
        (
            "accounts",
            accounts::list(&frame, text, &roles.map(line), 9),
        ),
        ("no accounts", accounts::list(&frame, text, &[], 9)),
    ];
    for refusal in refusals {
        pages.push(("refusal", refused(&frame, refusal)));
    }
    pages
}

#[test]
fn what_people_wrote_is_never_markup() {
    for language in [Language::Vi, Language::En] {
        for (name, page) in pages(language, WILD) {
            assert!(
                !page.contains("<b>\"x\"") && !page.contains("\"x\"</b>"),
                "{name}: {page}"
            );
            assert!(
                page.contains("&lt;b&gt;&quot;x&quot;&lt;/b&gt;"),
                "{name}: {page}"
            );
        }
    }
}

#[test]
fn pages_in_english_have_no_vietnamese_word() {
    for (name, page) in pages(Language::En, "text") {
        let page = page.replace("Sổ Hội", "").replace("Tiếng Việt", "");
        let foreign: String = page
            .chars()
            .filter(|letter| letter.is_alphabetic() && !letter.is_ascii())
            .collect();
        assert_eq!(foreign, "", "{name}: {page}");
    }
}

#[test]
fn every_page_has_one_heading_a_way_past_the_navigation_and_no_script() {
    for (name, page) in pages(Language::Vi, "text") {
        assert_eq!(page.matches("<h1>").count(), 1, "{name}");
        assert!(
            page.contains(r##"href="#main""##) && page.contains(r#"id="main""#),
            "{name}"
        );
        assert!(
            !page.contains("<script") && !page.contains(" style=\""),
            "{name}"
        );
    }
}
