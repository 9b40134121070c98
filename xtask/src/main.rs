//! `cargo xtask`: everything a developer or CI runs.
//!
//! Two commands are enough to know: `start` builds and serves the product, `test`
//! runs every check. The others are their parts, for use by themselves.

// This is a program for a terminal: printing is what it does.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod alone;
mod architecture;
mod build;
mod conformance;
mod demo;
mod dist;
mod exchange;
mod failure;
mod figures;
mod files;
mod fingerprint;
mod pages;
mod setup;
mod shell;
mod split;
mod start;
mod testing;
mod tidy;

use std::process::ExitCode;

use failure::Failure;

const HELP: &str = "\
Usage: cargo xtask COMMAND

Commands for every day:
  start [--port P] [--data DIR] [--empty]
                 set up what is missing, build, and serve at http://127.0.0.1:8080
  test [STAGE…]  set up what the tests need and run every check (or the named stages)

Parts of them:
  setup          install the tools that building needs
  build [--quick]
                 build the app into dist/ and the server into target/release/; with --quick the
                 app is larger and there sooner, for trying out a change
  static DIR [ROUND] [--demonstration]
                 write the built app for a static host, with a round beside it and no server
  tidy           check what the folders of src/ import, and other rules of the house
  architecture   check which crate may use which
  try [--quick] NAME…
                 build and run these end-to-end tests, e.g. `offline`
  size           print what a browser loads until the first question, fail above 250 kB
  bench app [PART…]
                 measure the app in Chromium: lines `name value unit`; the parts are sizes, field,
                 many (5,000 responses), results and rows (100,000 in one table)
  bench stats [COUNT…]
                 measure figures of so many responses against DuckDB-wasm and Arquero in Chromium:
                 lines `name value unit ratio`; 1,190, 10,000 and 100,000 where none is said
  bench server   measure pushes and pulls against the real server on SQLite and PostgreSQL, and against
                 PouchDB with express-pouchdb: lines `name value unit ratio`
  demo --out FILE | --register
                 write the demonstration's responses, or its register into the round package
  conformance DIR
                 hold expressions against assertions recorded elsewhere (DIR/xpath.ndjson.gz)
  profile        find out anew which functions a first visit needs (after larger changes)
  screenshots [GROUP…]
                 picture every page into tests/e2e/output/; the group readme pictures the READMEs'
  soak           tests that take longer than a person waits

Called by Trunk:
  prepare        before a build
  dist           after a build: the program in two parts, precache list, build id, compressed copies
";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode, Failure> {
    let mut arguments = lexopt::Parser::from_env();
    let command = match arguments.next()? {
        Some(lexopt::Arg::Value(command)) => command.to_string_lossy().into_owned(),
        Some(lexopt::Arg::Short('h') | lexopt::Arg::Long("help")) | None => {
            print!("{HELP}");
            return Ok(ExitCode::SUCCESS);
        }
        Some(other) => return Err(other.unexpected().into()),
    };
    match command.as_str() {
        "start" => start::start(&start::Options::parse(arguments)?),
        "test" => testing::test(&testing::names(arguments)?),
        "soak" => no_more(arguments).and_then(|()| testing::soak()),
        "setup" => done(no_more(arguments).and_then(|()| setup::for_building())),
        "build" => done(how_to_build(arguments).and_then(build::everything)),
        "static" => {
            done(alone::Options::parse(arguments).and_then(|options| alone::write(&options)))
        }
        "tidy" => done(no_more(arguments).and_then(|()| tidy::check())),
        "architecture" => done(no_more(arguments).and_then(|()| architecture::check())),
        "size" => done(no_more(arguments).and_then(|()| pages::size())),
        "try" => {
            done(what_to_try(arguments).and_then(|(build, names)| pages::try_out(build, &names)))
        }
        "bench" => done(what_to_measure(arguments).and_then(|(what, parts)| what(&parts))),
        "profile" => done(no_more(arguments).and_then(|()| pages::profile())),
        "screenshots" => done(names(arguments).and_then(|groups| pages::screenshots(&groups))),
        "demo" => done(demo::run(arguments)),
        "conformance" => done(conformance::run(arguments)),
        "prepare" => done(no_more(arguments).and_then(|()| dist::prepare())),
        "dist" => done(no_more(arguments).and_then(|()| dist::finish())),
        _ => Err(Failure::new(format!("there is no command `{command}`"))
            .hint("`cargo xtask --help` lists them")),
    }
}

/// Fails when arguments are left: a mistyped option must not be passed over.
fn no_more(mut arguments: lexopt::Parser) -> Result<(), Failure> {
    match arguments.next()? {
        Some(argument) => Err(argument.unexpected().into()),
        None => Ok(()),
    }
}

fn how_to_build(mut arguments: lexopt::Parser) -> Result<build::Build, Failure> {
    match arguments.next()? {
        Some(lexopt::Arg::Long("quick")) => no_more(arguments).map(|()| build::Build::Quick),
        Some(argument) => Err(argument.unexpected().into()),
        None => Ok(build::Build::Whole),
    }
}

fn what_to_try(mut arguments: lexopt::Parser) -> Result<(build::Build, Vec<String>), Failure> {
    let mut build = build::Build::Whole;
    let mut names = Vec::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("quick") => build = build::Build::Quick,
            lexopt::Arg::Value(name) => names.push(name.to_string_lossy().into_owned()),
            _ => return Err(argument.unexpected().into()),
        }
    }
    Ok((build, names))
}

/// Arguments that are names only.
fn names(mut arguments: lexopt::Parser) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Value(name) => names.push(name.to_string_lossy().into_owned()),
            _ => return Err(argument.unexpected().into()),
        }
    }
    Ok(names)
}

/// What measures something, and what is left of the arguments.
type Measuring = (fn(&[String]) -> Result<(), Failure>, Vec<String>);

fn what_to_measure(arguments: lexopt::Parser) -> Result<Measuring, Failure> {
    let names = names(arguments)?;
    let what = names.first().map(String::as_str);
    let rest = names.get(1..).unwrap_or_default().to_vec();
    match what {
        Some("app") => Ok((pages::bench, rest)),
        Some("stats") => Ok((figures::bench, rest)),
        Some("server") => Ok((exchange::bench, rest)),
        _ => Err(Failure::new("say what to measure")
            .hint("`cargo xtask bench app`, `bench stats` or `bench server`")),
    }
}

fn done(result: Result<(), Failure>) -> Result<ExitCode, Failure> {
    result.map(|()| ExitCode::SUCCESS)
}
