//! Programs do the same in one piece and in two; Node runs both.

use std::process::Command;

use super::{counted, ordered, split, without_notes};
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
  (data (i32.const 8) "\64\00\00\00")
  (data (i32.const 32) "\01\00\00\00\02\00\00\00\03\00\00\00"))"#;

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

fn run(script: &str, name: &str, parts: &[&[u8]]) -> serde_json::Value {
    let folder = files::target().join("xtask/split-tests");
    let mut node = Command::new("node");
    node.args(["-e", script]);
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
    let whole = run(RUN, "whole", &[&program()]);
    for (name, late) in [("none", ""), ("some", "late_"), ("all", "")] {
        let is_late = |own: &str| name == "all" || (name == "some" && own.starts_with(late));
        let parts = split(&program(), None, &is_late).expect("it can be split");
        let found = run(RUN, name, &[&parts.first, &parts.late]);
        assert_eq!(found["found"], whole["found"], "{name}");
        let once = i32::from(name != "none");
        assert_eq!(
            found["brought"], once,
            "{name}: how often it was waited for"
        );
    }
}

#[test]
fn functions_in_another_order_do_the_same() {
    let ordered = ordered(&program()).expect("it can be ordered");
    assert_ne!(ordered, program());
    let found = run(RUN, "ordered", &[&ordered]);
    assert_eq!(found, run(RUN, "in-order", &[&program()]));
}

#[test]
fn the_first_part_is_smaller_and_holds_no_late_code() {
    let none = split(&program(), None, &|_| false).expect("it can be split");
    let some = split(&program(), None, &|own| own == "late_only").expect("it can be split");
    assert!(some.late.len() > none.late.len());
    assert!(wasmparser::validate(&some.first).is_ok());
}

#[test]
fn only_slots_that_the_first_part_names_have_stand_ins() {
    let first = |named: &str, word: &str| {
        let program = format!(
            r#"(module (type $plain (func (param i32) (result i32)))
              (import "page" "bringLate" (func (type $plain))) (table 50 50 funcref) (memory 1)
              (elem (i32.const 41) func $late)
              (func $late (type $plain) (local.get 0))
              (func (export "stays") (param i32) (result i32) {named})
              (data (i32.const 8) "{word}"))"#
        );
        let program = wat::parse_str(program).expect("the program is well-formed");
        let parts = split(&program, None, &|own| own == "late").expect("it can be split");
        assert!(wasmparser::validate(&parts.first).is_ok());
        functions(&parts.first)
    };
    let half = "(i32.wrap_i64 (i64.const 0x2900000000))";
    for (named, word, count) in [
        ("(i32.const 40)", "", 1),
        ("(i32.const 41)", "", 2),
        (half, "", 2),
        ("(call $late (local.get 0))", "", 2),
        ("(i32.const 40)", r"\29\00\00\00", 2),
        ("(i32.const 40)", r"\00\00\00\00\29", 2),
        ("(i32.const 40)", r"\00\29\00\00", 1),
    ] {
        assert_eq!(first(named, word), count, "{named} {word}");
    }
}

/// How many functions a program has, besides those that the page gives it.
fn functions(program: &[u8]) -> u32 {
    let payloads = wasmparser::Parser::new(0).parse_all(program);
    let counts = payloads.map(|payload| match payload.expect("it can be read") {
        wasmparser::Payload::FunctionSection(own) => own.count(),
        _ => 0,
    });
    counts.sum()
}

#[test]
fn a_counted_program_tells_what_was_called() {
    let (wasm, names) = counted(&program()).expect("it can be counted");
    let found = run(RUN, "counted", &[&wasm]);
    assert_eq!(found["found"], run(RUN, "plain", &[&program()])["found"]);
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
        let Err(failure) = split(&wasm, None, &|_| false) else {
            panic!("taken: {text}");
        };
        assert!(failure.to_string().contains(expected), "{failure}");
    }
    assert!(split(b"no program", None, &|_| false).is_err());
}

/// Text and a table that only a late function uses, beside what a first one uses.
const LINKED: &str = r#"
#![no_std]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[link(wasm_import_module = "page")]
unsafe extern "C" { fn __wbg_bringLate_1(now: i32) -> i32; }
#[unsafe(no_mangle)]
pub static mut COUNT: i32 = 40;
#[inline(never)]
fn first_letter(place: usize) -> u8 { core::hint::black_box("said at once")[place..].as_bytes()[0] }
#[inline(never)]
fn late_letter(word: usize, place: usize) -> u8 {
    static WORDS: [&str; 3] = ["not said before", "said by both", "neither is this"];
    unsafe { COUNT += 1 };
    core::hint::black_box(&WORDS)[word].as_bytes()[place]
}
#[unsafe(no_mangle)]
pub extern "C" fn letter(is_late: u32, word: usize, place: usize) -> u32 {
    unsafe { COUNT += 1 };
    u32::from(if is_late == 1 { late_letter(word, place) } else { first_letter(place) })
}
#[unsafe(no_mangle)]
pub extern "C" fn count() -> i32 { unsafe { COUNT } }
#[unsafe(no_mangle)]
pub extern "C" fn bring(now: i32) -> i32 { unsafe { __wbg_bringLate_1(now) } }
"#;

/// A program that Rust's compiler and linker made, with the linker's notes.
fn linked() -> Vec<u8> {
    let folder = files::target().join("xtask/split-tests");
    let (source, program) = (folder.join("linked.rs"), folder.join("linked.wasm"));
    files::write(&source, LINKED).expect("the folder of built things can be written");
    let status = Command::new("rustc")
        .args([
            "--target=wasm32-unknown-unknown",
            "--crate-type=cdylib",
            "--edition=2024",
        ])
        .args([
            "-Copt-level=2",
            "-Cpanic=abort",
            "-Cstrip=none",
            "-Clink-arg=--emit-relocs",
        ])
        .args([
            "-Clink-arg=--export-table",
            "-Clink-arg=--growable-table",
            "-o",
        ])
        .args([&program, &source])
        .status();
    assert!(status.expect("rustc is there").success());
    files::read(&program).expect("it was linked")
}

const SPELL: &str = r#"
const { readFileSync } = require("node:fs");
const [first, late] = process.argv.slice(1).map((file) => new WebAssembly.Module(readFileSync(file)));
let exports, brought = 0;
const __wbg_bringLate_1 = () => {
  brought += 1;
  new WebAssembly.Instance(late, { first: exports });
  return 1;
};
exports = new WebAssembly.Instance(first, { page: { __wbg_bringLate_1 } }).exports;
const spell = (...of) => Array.from({ length: 12 }, (_, place) => String.fromCharCode(exports.letter(...of, place))).join("");
console.log(JSON.stringify({ found: [spell(0, 0), spell(1, 0), spell(1, 1), spell(1, 2), exports.count()], brought }));
"#;

#[test]
fn data_come_with_the_functions_that_use_them() {
    let linked = linked();
    let bare = without_notes(&linked).expect("a program");
    assert!(bare.len() < linked.len() && wasmparser::validate(&bare).is_ok());
    let whole = split(&bare, Some(&linked), &|_| false).expect("it can be split");
    let parts =
        split(&bare, Some(&linked), &|own| own.contains("late_letter")).expect("it can be split");
    let holds =
        |part: &[u8], text: &str| part.windows(text.len()).any(|own| own == text.as_bytes());
    for text in ["not said before", "neither is this"] {
        assert!(
            holds(&whole.first, text) && !holds(&whole.late, text),
            "{text}"
        );
        assert!(
            !holds(&parts.first, text) && holds(&parts.late, text),
            "{text}"
        );
    }
    assert!(holds(&parts.first, "said at once") && !holds(&parts.late, "said at once"));
    let found = run(SPELL, "data", &[&parts.first, &parts.late]);
    let expected = [
        "said at once",
        "not said bef",
        "said by both",
        "neither is t",
    ];
    for (place, text) in expected.iter().enumerate() {
        assert_eq!(found["found"][place], *text);
    }
    // The later part must not set what the first one had counted back to 40.
    assert_eq!(found["found"][4], 40 + 4 * 12 + 3 * 12);
    assert_eq!(found["brought"], 1);
}

#[test]
fn notes_of_another_program_are_refused() {
    let linked = linked();
    let mut other = linked.clone();
    let text = b"neither is this";
    let place = other.windows(text.len()).position(|own| own == text);
    other[place.expect("it is there")] = b'N';
    assert!(split(&other, Some(&linked), &|_| false).is_err());
    assert!(
        split(&program(), Some(&program()), &|_| false).is_err(),
        "no notes at all"
    );
}
