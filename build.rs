//! Asks the linker to write down which function uses which data, in the build that devices get:
//! `xtask/src/split.rs` moves what only the later part of the program uses.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is_wasm = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    if is_wasm && env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
