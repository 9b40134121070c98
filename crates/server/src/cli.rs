//! The command line: serving, and everything that has no page yet.

// This is a program for a terminal: complaining there is what it does.
#![allow(clippy::print_stderr)]

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};

use crate::store::Database;

mod account;
mod aggregate;
mod audit;
mod backup;
mod demo;
mod export;
mod failure;
mod file;
mod invitation;
mod key;
mod openid;
mod output;
mod provisional;
mod purge;
mod register;
mod responses;
mod review;
mod round;
mod serve;
mod stats;
mod token;

use failure::Failure;
use output::say;

/// The server of Sổ Hội.
#[derive(Debug, Parser)]
#[command(name = "sohoi-server", version)]
pub struct Cli {
    /// The folder that holds everything; it is made where it does not exist.
    #[arg(long, value_name = "DIR", default_value = "data", env = "SOHOI_DATA")]
    data: PathBuf,
    /// The database: `postgres://USER@HOST/NAME`, or the path of an SQLite file. Without it, the
    /// file `sohoi.sqlite` in the folder of `--data`. A password is better kept out of the command
    /// line: in the variable, or in PGPASSWORD or PGPASSFILE.
    #[arg(
        long,
        value_name = "URL|FILE",
        env = "SOHOI_DATABASE",
        hide_env_values = true,
        global = true
    )]
    database: Option<Database>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the app and its API until it is told to end.
    Serve(serve::Serve),
    /// Writes everything into one file, while the server runs or not, and verifies it.
    Backup(backup::Make),
    /// Puts a backup into an empty database, of either kind.
    Restore(backup::Restore),
    /// Loads review rounds.
    #[command(subcommand)]
    Round(round::RoundCommand),
    /// Keeps accounts.
    #[command(subcommand)]
    Account(account::AccountCommand),
    /// Shows what people did to the server, and whether somebody changed that.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Keeps tokens, by which spreadsheets read figures of a unit.
    #[command(subcommand)]
    Token(token::TokenCommand),
    /// Keeps invitations, by which associations without an account come in.
    #[command(subcommand)]
    Invitation(invitation::InvitationCommand),
    /// Loads demonstration data.
    #[command(subcommand)]
    Demo(demo::DemoCommand),
    /// Approves submitted or checked responses.
    Approve(review::Approve),
    /// Returns a response to whoever filled it in.
    Return(review::Return),
    /// Computes the indicators of a round.
    Stats(stats::Stats),
    /// Writes a file of figures or responses, as the app makes it, to the standard output.
    Export(export::Export),
    /// Shows this server's public keys, for the round; they are made when first asked for.
    Key(key::Key),
    /// Makes aggregates for the unit above, and adds up those of units below.
    #[command(subcommand)]
    Aggregate(aggregate::AggregateCommand),
    /// Deletes the responses of a round for good, after writing its figures down.
    Purge(purge::Purge),
    /// Lists responses.
    Responses(responses::Responses),
    /// Lists associations that people added, and says what they are.
    #[command(subcommand)]
    Provisional(provisional::ProvisionalCommand),
    /// Keeps the register of associations: lists, imports, changes.
    #[command(subcommand)]
    Register(register::RegisterCommand),
    /// Lists what devices sent and the server could not take in: kept whole, not applied.
    Quarantine(responses::Quarantine),
}

/// Which round a command is about.
#[derive(Debug, Args)]
struct RoundChoice {
    /// The id of the round; may be left out where there is only one.
    #[arg(long = "round", value_name = "ID")]
    id: Option<String>,
}

/// Runs the command and says how it went.
pub async fn run(cli: Cli) -> ExitCode {
    match carry_out(cli).await {
        Ok(()) | Err(Failure::ReadEnough) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

async fn carry_out(cli: Cli) -> Result<(), Failure> {
    let database = cli
        .database
        .unwrap_or_else(|| Database::Sqlite(cli.data.join("sohoi.sqlite")));
    let store = database.open().await?;
    let result = match cli.command {
        Command::Serve(command) => command.run(Arc::clone(&store)).await,
        Command::Backup(command) => command.run(&*store).await,
        Command::Restore(command) => command.run(&*store).await,
        Command::Round(command) => command.run(&*store).await,
        Command::Account(command) => command.run(&*store).await,
        Command::Audit(command) => command.run(&*store).await,
        Command::Token(command) => command.run(&*store).await,
        Command::Invitation(command) => command.run(&*store).await,
        Command::Demo(command) => command.run(&*store).await,
        Command::Approve(command) => command.run(&*store).await,
        Command::Return(command) => command.run(&*store).await,
        Command::Stats(command) => command.run(&*store).await,
        Command::Export(command) => command.run(&*store).await,
        Command::Key(command) => command.run(&*store, &cli.data).await,
        Command::Aggregate(command) => command.run(&*store, &cli.data).await,
        Command::Purge(command) => command.run(&*store, &cli.data).await,
        Command::Responses(command) => command.run(&*store).await,
        Command::Provisional(command) => command.run(&*store).await,
        Command::Register(command) => command.run(&*store).await,
        Command::Quarantine(command) => command.run(&*store).await,
    };
    store.close().await;
    result
}
