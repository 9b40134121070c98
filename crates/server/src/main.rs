//! `sohoi-server`: serves the app and its API, and keeps rounds, accounts and responses.

use std::process::ExitCode;

use clap::Parser as _;
use mimalloc::MiMalloc;
use sohoi_server::cli::{Cli, run};

/// The allocator of the C library keeps what each thread once needed, and takes half as long again
/// over texts.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    run(Cli::parse()).await
}
