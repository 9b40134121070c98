//! Devices that push to and pull from the real server: `bench-server SERVER FOLDER [POSTGRES]`.
//!
//! SERVER is the program, FOLDER an empty folder for its data, POSTGRES the URL of a database without
//! anything in it. What is measured is printed as `name value unit ratio`; what PouchDB is held against
//! goes to `FOLDER/ours.json`, and the same responses to `FOLDER/documents.json`.

// This is a program for a terminal: printing is what it does.
#![allow(clippy::print_stdout)]

mod crowd;
mod data;
mod first;
mod http;
mod line;
mod pushing;
mod server;

use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::{Map, json};

use data::Data;
use mimalloc::MiMalloc;
use server::Server;

/// The one of the server: devices must not be what is waited for.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// What may go wrong here; whoever measures reads it.
pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// More than this of memory is too much for the server, in MB.
const MEMORY: f64 = 200.0;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, folder, postgres @ ..] = &arguments[..] else {
        return Err("say the server's program and the folder for its data".into());
    };
    let folder = Path::new(folder);
    fs::create_dir_all(folder)?;
    let data = Data::new();
    fs::write(folder.join("documents.json"), data.documents().to_string())?;
    let mut databases = vec![("sqlite", folder.join("sohoi.sqlite").display().to_string())];
    databases.extend(postgres.first().map(|url| ("postgres", url.clone())));
    let mut ours = Map::new();
    for (name, database) in databases {
        let times = measure(name, program, &database, &data, folder)?;
        ours.insert(name.to_owned(), json!({"push": times.0, "pull": times.1}));
    }
    fs::write(folder.join("ours.json"), json!(ours).to_string())?;
    Ok(())
}

/// Everything on one database; how long the first push and the first pull took, in seconds.
fn measure(
    name: &str,
    program: &str,
    database: &str,
    data: &Data,
    folder: &Path,
) -> Result<(f64, f64)> {
    server::fill(database, data)?;
    let server = Server::start(program, database)?;
    let address = &server.address;
    let push = first::push(address, data)?;
    line::say(format!("{name}.first.push"), push, "s", 1.0);
    first::hand_in(address, data)?;
    let pull = first::pull(address, data, &folder.join("pulled"))?;
    line::say(format!("{name}.first.pull"), pull, "s", 1.0);
    for (ops, exchanges) in [(1, 150), (100, 15)] {
        let rate = pushing::rate(address, data, ops, exchanges)?;
        line::goal_above(format!("{name}.ops.{ops}"), rate, "ops/s", 1_000.0);
    }
    let crowd = crowd::time(address, data)?;
    line::goal_below(format!("{name}.200-devices"), crowd, "s", 60.0);
    line::goal_below(format!("{name}.memory"), server.memory()?, "MB", MEMORY);
    Ok((push, pull))
}
