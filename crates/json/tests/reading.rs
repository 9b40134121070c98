//! What is read, and what is said of a document that does not fit.

use litemap::LiteMap;
use sohoi_json::{Flaw, Flaws, Json, Object, Read, one_of, read};

fn tree(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

fn read_text<T: Read>(text: &str) -> Result<T, Flaw> {
    read(tree(text))
}

fn flaw<T: Read + std::fmt::Debug>(text: &str) -> String {
    read_text::<T>(text).unwrap_err().to_string()
}

#[derive(Debug, Default, PartialEq)]
struct Part {
    name: String,
    size: Option<u8>,
    seed: Vec<String>,
    is_new: bool,
    parts: Vec<Part>,
}

impl Read for Part {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut part = Object::new(json, flaws);
        Self {
            name: part.take("name"),
            size: part.take("size"),
            seed: part.take_or_default("seed"),
            is_new: part.take_or_default("is_new"),
            parts: part.take_or_default("parts"),
        }
    }
}

#[test]
fn reads_objects_in_objects() {
    let text = r#"{"parts":[{"name":"b","size":255}],"is_new":true,"name":"a","seed":["x"],
        "what nobody knows":[{"a":1.5e300}]}"#;
    let expected = Part {
        name: "a".into(),
        seed: vec!["x".into()],
        is_new: true,
        parts: vec![Part {
            name: "b".into(),
            size: Some(255),
            ..Part::default()
        }],
        ..Part::default()
    };
    assert_eq!(read_text(text), Ok(expected));
}

#[test]
fn keeps_texts_and_numbers_as_they_are() {
    assert_eq!(read_text("\"Hội \\\"\\u0110\""), Ok("Hội \"Đ".to_owned()));
    assert_eq!(read_text("-0.25"), Ok(-0.25));
    assert_eq!(read_text("4294967295"), Ok(u32::MAX));
    assert_eq!(
        tree("9007199254740991"),
        Json::Number(9_007_199_254_740_991.0)
    );
    assert_eq!(
        tree("[null,-1]"),
        Json::List(vec![Json::Null, Json::Number(-1.0)])
    );
}

#[test]
fn names_the_first_member_that_does_not_fit() {
    assert_eq!(flaw::<Part>("{}"), "`name` is not a text");
    assert_eq!(
        flaw::<Part>(r#"{"name":"a","parts":[{"name":"b"},{}],"size":-1}"#),
        "`size` is not a whole number of the size it has here"
    );
    assert_eq!(
        flaw::<Part>(r#"{"name":"a","parts":[{"name":"b"},{}]}"#),
        "`name` is not a text"
    );
    assert_eq!(
        flaw::<Part>(r#"{"name":"a","parts":{}}"#),
        "`parts` is not a list"
    );
    assert_eq!(
        flaw::<Part>(r#"{"name":"a","parts":[7]}"#),
        "`parts` is not an object"
    );
    assert_eq!(flaw::<Part>("[]"), "`the document` is not an object");
    assert_eq!(
        flaw::<u8>("256"),
        "`the document` is not a whole number up to 255"
    );
    assert_eq!(
        flaw::<u32>("1.5"),
        "`the document` is not a whole number of the size it has here"
    );
    assert_eq!(flaw::<bool>("1"), "`the document` is not true or false");
}

#[test]
fn null_is_absent_where_a_value_may_be() {
    let part: Part = read_text(r#"{"name":"a","size":null,"seed":null}"#).unwrap();
    assert_eq!((part.size, part.seed), (None, Vec::new()));
}

#[test]
fn maps_are_sorted_however_they_come() {
    let map: LiteMap<String, u32> = read_text(r#"{"b":2,"a":1,"c":3}"#).unwrap();
    assert!(map.keys().eq(["a", "b", "c"]));
    assert_eq!(map.get("b"), Some(&2));
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Up,
    Down,
}

impl Read for Way {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        one_of(&json, &[("up", Self::Up), ("down", Self::Down)], flaws)
    }
}

#[test]
fn reads_one_of_several_names() {
    assert_eq!(read_text("\"down\""), Ok(Way::Down));
    for text in ["\"left\"", "\"\"", "null", "1"] {
        let expected = "`the document` is not one of the names that are known";
        assert_eq!(flaw::<Way>(text), expected, "{text}");
    }
}

#[test]
fn a_pair_has_two_items() {
    assert_eq!(read_text("[1,\"a\"]"), Ok((1_u32, "a".to_owned())));
    for text in ["[1]", "[1,2,3]", "7", "null"] {
        assert_eq!(flaw::<(u32, u32)>(text), "`the document` is not a pair");
    }
    assert_eq!(read_text::<Option<(u32, u32)>>("null"), Ok(None));
}
