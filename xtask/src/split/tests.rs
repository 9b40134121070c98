//! Programs do the same in one piece and in two; Node runs both.

use std::process::Command;

use super::{counted, split};
use crate::files;

/// Calls in every direction: within a part, across, by the table, to the page and back.
const PROGRAM: &str = r#"(module
  (type $plain (func (param i32) (result i32)))
  (import "page" "__wbg_bringLate_1" (func $bring (param i32) (result i32)))
  (import "page" "say" (func $say (param i32)))
  (table $table 4 4 funcref)
  (table $values 1 externref)
  (memory (export "memory") 1)
  (global $depth (mut i32) (i32.const 0))
  (elem (i32.const 1) func $double $late_square $square_of_both)
  (func $double (type $plain) (i32.mul (local.get 0) (i32.const 2)))
  (func $late_square (type $plain) (i32.mul (local.get 0) (local.get 0)))
  (func $square_of_both (type $plain)
    (call $late_sum (call $late_square (local.get 0)) (call $double (local.get 0))))
  (func $late_sum (param i32 i32) (result i32)
    (global.set $depth (i32.add (global.get $depth) (i32.const 1)))
    (call $say (local.get 0))
    (i32.store (i32.const 16) (local.get 1))
    (call $late_only (call $add (local.get 0) (local.get 1))))
  (func $late_only (type $plain) (call $add (local.get 0) (i32.load (i32.const 8))))
  (func $add (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "direct") (type $plain) (call $square_of_both (local.get 0)))
  (func (export "by_table") (param i32 i32) (result i32)
    (call_indirect (type $plain) (local.get 1) (local.get 0)))
  (func (export "late_export") (type $plain) (i32.load (local.get 0)))
  (func (export "depth") (result i32) (global.get $depth))
  (data (i32.const 8) "\64\00\00\00"))"#;

/// Runs the program and prints what it gives, what it says, and how often the later part came.
const RUN: &str = r#"
const { readFileSync } = require("node:fs");
const [first, late] = process.argv.slice(1);
const said = [];
let exports, brought = 0;
const page = {
  say: (value) => said.push(value),
  __wbg_bringLate_1: (now) => {
    brought += now;
    new WebAssembly.Instance(new WebAssembly.Module(readFileSync(late)), { first: exports });
    return 1;
  },
};
exports = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(first)), { page }).exports;
const found = [1, 2, 3].map((slot) => exports.by_table(slot, 5));
found.push(exports.direct(7), exports.by_table(3, 2), exports.late_export(16), exports.depth(), ...said);
console.log(JSON.stringify({ found, brought, called: Object.keys(exports).filter((name) => exports[name].value === 1 && name.startsWith("called")) }));
"#;

fn program() -> Vec<u8> {
    wat::parse_str(PROGRAM).expect("the program is well-formed")
}

fn run(name: &str, parts: &[&[u8]]) -> serde_json::Value {
    let folder = files::target().join("xtask/split-tests");
    let mut node = Command::new("node");
    node.args(["-e", RUN]);
    for (place, part) in parts.iter().enumerate() {
        let file = folder.join(format!("{name}-{place}.wasm"));
        files::write(&file, part).expect("the folder of built things can be written");
        node.arg(file);
    }
    let output = node.output().expect("Node is there");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {errors}");
    serde_json::from_slice(&output.stdout).expect("the script prints JSON")
}

#[test]
fn two_parts_do_what_the_whole_does() {
    let whole = run("whole", &[&program()]);
    for (name, late) in [("none", ""), ("some", "late_"), ("all", "")] {
        let is_late = |own: &str| name == "all" || (name == "some" && own.starts_with(late));
        let parts = split(&program(), &is_late).expect("it can be split");
        let found = run(name, &[&parts.first, &parts.late]);
        assert_eq!(found["found"], whole["found"], "{name}");
        let once = i32::from(name != "none");
        assert_eq!(
            found["brought"], once,
            "{name}: how often it was waited for"
        );
    }
}

#[test]
fn the_first_part_is_smaller_and_holds_no_late_code() {
    let none = split(&program(), &|_| false).expect("it can be split");
    let some = split(&program(), &|own| own == "late_only").expect("it can be split");
    assert!(some.late.len() > none.late.len());
    assert!(wasmparser::validate(&some.first).is_ok());
}

#[test]
fn a_counted_program_tells_what_was_called() {
    let (wasm, names) = counted(&program()).expect("it can be counted");
    let found = run("counted", &[&wasm]);
    assert_eq!(found["found"], run("plain", &[&program()])["found"]);
    assert_eq!(names[0], "double");
    assert_eq!(
        found["called"].as_array().expect("a list").len(),
        names.len()
    );
}

#[test]
fn what_is_no_program_of_the_app_is_refused() {
    let cases = [
        ("(module (memory 1))", "it has no table"),
        (
            "(module (memory 1) (table 0 funcref))",
            "nothing brings the later part",
        ),
        (
            r#"(module (import "p" "bringLate" (func)) (memory 1) (table 1 funcref)
               (func $f) (elem declare func $f) (func (drop (ref.func $f))))"#,
            "not plain",
        ),
    ];
    for (text, expected) in cases {
        let wasm = wat::parse_str(text).expect("the program is well-formed");
        let Err(failure) = split(&wasm, &|_| false) else {
            panic!("taken: {text}");
        };
        assert!(failure.to_string().contains(expected), "{failure}");
    }
    assert!(split(b"no program", &|_| false).is_err());
}
