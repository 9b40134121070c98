//! `sohoi-server`: serves the app and its API, and keeps rounds, accounts and responses.

use std::process::ExitCode;

use clap::Parser as _;
use sohoi_server::cli::{Cli, run};

#[tokio::main]
async fn main() -> ExitCode {
    run(Cli::parse()).await
}
