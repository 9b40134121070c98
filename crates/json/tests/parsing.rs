//! What is JSON, and what is not, held against `serde_json`.

use sohoi_json::{Json, parse};

fn check(text: &str) {
    let expected: Option<Json> = serde_json::from_str(text).ok();
    assert_eq!(parse(text), expected, "{text}");
}

#[test]
fn takes_what_is_json() {
    for text in [
        "null",
        " true\n",
        "false",
        "\"\"",
        "[]",
        "[ ]",
        "{}",
        "{ }",
        "[[],{}]",
        "\t[1 , 2 ,3]\r\n",
        r#"{"a":1,"a":2,"b":{"c":[null]}}"#,
        "0",
        "-0",
        "-1.5e3",
        "1E+2",
        "1e-2",
        "9007199254740993",
        "123456789.125",
        r#""a\"\\\/\b\f\n\r\t\u0041\u00e9\u1ed9""#,
        r#""\ud83c\udfee""#,
        r#""\uD83C\uDFEEx""#,
        "\"Hội 🏮 \u{7f}\"",
    ] {
        check(text);
        assert!(parse(text).is_some(), "{text}");
    }
}

#[test]
fn takes_nothing_else() {
    for text in [
        "",
        " ",
        "nul",
        "nulll",
        "True",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1",
        "[",
        "]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\" 1}",
        "{1:1}",
        "{",
        "01",
        "-",
        "+1",
        ".5",
        "1.",
        "1.e1",
        "1e",
        "1e+",
        "1e999",
        "0x1",
        "NaN",
        "Infinity",
        "1 1",
        "\"",
        "\"\\\"",
        "\"\n\"",
        "\"\u{1}\"",
        r#""\x""#,
        r#""\u12""#,
        r#""\u12g4""#,
        r#""\u+123""#,
        r#""\ud83c""#,
        r#""\ud83cx""#,
        r#""\ud83c\n""#,
        r#""\ud83c\u0041""#,
        r#""\udfee""#,
        "'a'",
        "\u{a0}1",
        "\u{feff}1",
    ] {
        check(text);
        assert_eq!(parse(text), None, "{text}");
    }
}

#[test]
fn takes_lists_as_deep_as_serde_does() {
    for depth in [1, 126, 127, 128, 129, 100_000] {
        check(&("[".repeat(depth) + &"]".repeat(depth)));
    }
    check(&"[".repeat(100_000));
    check(&"{\"a\":".repeat(100_000));
}
