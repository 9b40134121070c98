//! Sheets, as markup.

use super::*;

fn slips(count: u8) -> Vec<Slip> {
    let slip = |number| Slip {
        name: format!("Hội số {number}"),
        code: Code::of_random([number; Code::BYTES]),
    };
    (0..count).map(slip).collect()
}

fn printed(places: &[Place], style: Style<'_>, language: Language) -> String {
    let last_day = NaiveDate::from_ymd_opt(2017, 6, 30).expect("it is a day");
    let described = Sheet {
        title: "Sơ kết",
        address: "https://a.example/",
        last_day,
        places,
    };
    sheet(&described, style, language)
}

fn place(name: &str, slips: Vec<Slip>) -> Place {
    Place {
        name: name.to_owned(),
        slips,
    }
}

#[test]
fn a_unit_is_a_page_with_a_slip_for_each() {
    for (count, pages, rows) in [
        (0, 0, None),
        (1, 1, Some("has-3")),
        (6, 1, Some("has-3")),
        (7, 1, Some("has-4")),
        (14, 1, Some("has-7")),
        (15, 2, Some("has-4")),
        (29, 3, Some("has-5")),
    ] {
        let text = printed(&[place("Xã", slips(count))], Style::Inside, Language::Vi);
        assert_eq!(text.matches("class=\"page\"").count(), pages, "{count}");
        assert_eq!(text.matches("class=\"slip\"").count(), usize::from(count));
        if let Some(rows) = rows {
            assert!(text.contains(&format!("slips {rows}")), "{count}");
        }
    }
    let two = [place("Xã một", slips(2)), place("Xã hai", slips(3))];
    let text = printed(&two, Style::Inside, Language::Vi);
    assert_eq!(text.matches("class=\"page\"").count(), 2);
}

#[test]
fn a_slip_says_what_somebody_needs() {
    let slips = slips(1);
    let code = slips[0].code.grouped();
    for (language, expected) in [
        (Language::Vi, "Dùng đến hết ngày 30/6/2017"),
        (Language::En, "Good until the end of 30/6/2017"),
    ] {
        let text = printed(&[place("Xã", slips.clone())], Style::Inside, language);
        let link = format!("data-link=\"https://a.example/#/invited/{code}\"");
        for part in [expected, &code, "Hội số 0", " a.example ", "<svg", &link] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}

#[test]
fn names_are_never_markup() {
    let mut slips = slips(1);
    slips[0].name = "<script>alert(1)</script>".into();
    let text = printed(&[place("<b>", slips)], Style::Inside, Language::Vi);
    assert!(!text.contains("<script"), "{text}");
    assert!(!text.contains("<b>"), "{text}");
}

#[test]
fn a_page_of_the_server_has_its_style_beside_it() {
    let style = Style::At {
        style: "/admin/sheet.css",
        back: "/admin/invitations",
    };
    let text = printed(&[place("Xã", slips(1))], style, Language::Vi);
    assert!(text.contains("href=\"/admin/sheet.css\""));
    assert!(text.contains("href=\"/admin/invitations\""));
    assert!(!text.contains("<style"));
    assert!(!text.contains("style=\""));
}
