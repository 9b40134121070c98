//! What is written is what serde writes.

use litemap::LiteMap;
use serde::Serialize;
use sohoi_json::{Members, Write, to_text, write_members, write_one_of};

fn check(value: &(impl Write + Serialize + ?Sized)) {
    assert_eq!(to_text(value), serde_json::to_string(value).unwrap());
}

#[test]
fn writes_texts_with_every_character_below_the_letters() {
    let all: String = ('\0'..'\u{180}').collect();
    check(&all);
    check("Hội \"Đ\" \u{2028} 🏮");
}

#[test]
fn writes_plain_values() {
    check(&u64::MAX);
    check(&0_u32);
    check(&true);
    check(&Some(7_u32));
    check(&None::<u32>);
    check(&(1_u32, "a"));
    check(&Vec::<String>::new());
    check(&[1_u32, 2, 3][..]);
    // serde writes one without members as a list; as a member it is left out by both.
    assert_eq!(to_text(&LiteMap::<String, u32>::new()), "{}");
    let map: LiteMap<String, bool> = [("b".into(), true), ("a".into(), false)]
        .into_iter()
        .collect();
    check(&map);
}

#[derive(Serialize)]
struct Part<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<u32>,
    name: &'a str,
    absent: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Part<'a>>,
}

write_members! { Part<'_>: [first], name, absent, [parts]; }

#[test]
fn leaves_out_what_is_blank_where_that_is_asked_for() {
    let part = |first, parts| Part {
        first,
        name: "a",
        absent: None,
        parts,
    };
    check(&part(None, vec![]));
    check(&part(
        Some(1),
        vec![part(None, vec![]), part(Some(2), vec![])],
    ));
}

#[derive(PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Way {
    Up,
    Sideways,
    Far { steps: u32, name: String },
}

impl Write for Way {
    fn write(&self, out: &mut String) {
        match self {
            Self::Far { steps, name } => {
                let mut far = Members::of_variant("far", out);
                far.put("steps", steps);
                far.put("name", name);
            }
            word => write_one_of(word, &[("up", Self::Up)], "sideways", out),
        }
    }
}

#[test]
fn writes_variants() {
    check(
        &[
            Way::Up,
            Way::Sideways,
            Way::Far {
                steps: 2,
                name: String::new(),
            },
        ][..],
    );
}
