//! Pages as text: nothing that people wrote becomes markup, and both languages are whole.

use sohoi_admin::accounts::{self, Draft, Found, Line, Link, One, SignedIn};
use sohoi_admin::refusal::{Refusal, refused};
use sohoi_admin::{Frame, Place, Said, Viewer, audit, devices, overview, sign_in};
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

fn device(text: &str, standing: &'static str) -> devices::Line {
    devices::Line {
        device: text.to_owned(),
        account: text.to_owned(),
        seen: (text.to_owned(), text.to_owned()),
        program: text.to_owned(),
        unsent: Some(text.to_owned()),
        is_persisted: Some(standing == "good"),
        free: Some(text.to_owned()),
        standing,
        decided: Some((text.to_owned(), text.to_owned())),
        told: None,
    }
}

fn draft(text: &str) -> Draft {
    let found = Found {
        value: text.to_owned(),
        label: text.to_owned(),
        hint: text.to_owned(),
    };
    let fields = ["name", "display", "role", "scope", "branches"];
    Draft {
        name: text.to_owned(),
        display: text.to_owned(),
        looked_for: text.to_owned(),
        found: vec![found],
        problems: fields.map(|field| (field, text.to_owned())).into(),
        ..Draft::default()
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
        branches: "party",
        is_suspended: true,
    };
    let roles = [
        Role::Field,
        Role::Association,
        Role::Reviewer,
        Role::Approver,
        Role::Coordinator,
        Role::Admin,
    ];
    let standings = ["good", "revoked", "wipe"];
    let refusals = [
        Refusal::NotForRole,
        Refusal::ForeignPage,
        Refusal::Unknown,
        Refusal::Unreadable,
        Refusal::Trouble,
    ];
    let mut pages = vec![
        ("overview", overview::overview(&frame)),
        ("sign-in", sign_in::sign_in(&frame, text, text, Some(text))),
        (
            "accounts",
            accounts::list(&frame, text, &roles.map(line), 7, 9),
        ),
        ("no accounts", accounts::list(&frame, text, &[], 0, 9)),
    ];
    let one = One {
        link: Some(Link {
            provider: text.into(),
            whom: Some(text.into()),
        }),
        line: line(Role::Field),
        secret: Some(text.to_owned()),
        devices: standings.map(|standing| device(text, standing)).into(),
        sign_ins: ["ok", "wrong", "suspended"]
            .map(|outcome| SignedIn {
                at: text.to_owned(),
                address: text.to_owned(),
                program: text.to_owned(),
                outcome,
            })
            .into(),
    };
    pages.push(("account", accounts::one(&frame, &one)));
    let draft = draft(text);
    pages.push(("new account", accounts::new(&frame, &draft)));
    pages.push(("move", accounts::to_move(&frame, &draft)));
    let lines = standings.map(|standing| device(text, standing));
    pages.push(("devices", devices::list(&frame, &lines)));
    for line in &lines {
        pages.push(("device", devices::one(&frame, line)));
    }
    let row = audit::Line {
        id: text.to_owned(),
        at: text.to_owned(),
        actor: text.to_owned(),
        action: text.to_owned(),
        detail: text.to_owned(),
    };
    let filter = audit::Filter {
        actor: text.to_owned(),
        ..audit::Filter::default()
    };
    let actions = [text.to_owned()];
    let page = audit::list(&frame, &filter, &actions, &[row], Some(text));
    pages.push(("audit", page));
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
