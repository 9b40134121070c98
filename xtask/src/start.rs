//! `cargo xtask start`: from a clone to a running product.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::failure::Failure;
use crate::{build, files, shell};

/// The round package that a fresh folder gets.
const ROUND: &str = "rounds/ct17-2017";

/// The server's database within its data folder.
const DATABASE: &str = "sohoi.sqlite";

/// What one clone needs on disk when everything is built from nothing.
const NEEDED_MIB: u64 = 4_000;

/// How to start.
pub(crate) struct Options {
    port: u16,
    data: PathBuf,
    is_empty: bool,
}

impl Options {
    /// Reads `[--port P] [--data DIR] [--empty]`.
    pub(crate) fn parse(mut arguments: lexopt::Parser) -> Result<Self, Failure> {
        let mut options = Self {
            port: 8080,
            data: files::root().join("data"),
            is_empty: false,
        };
        while let Some(argument) = arguments.next()? {
            match argument {
                lexopt::Arg::Long("port") => {
                    let value = arguments.value()?.to_string_lossy().into_owned();
                    options.port = value.parse().map_err(|_| {
                        Failure::new(format!("`{value}` is no port"))
                            .hint("a number from 1 to 65535, for example `--port 8081`")
                    })?;
                }
                // Relative to where the person stands, not to the clone.
                lexopt::Arg::Long("data") => {
                    options.data = std::path::absolute(arguments.value()?)
                        .map_err(Failure::io("find the data folder"))?;
                }
                lexopt::Arg::Long("empty") => options.is_empty = true,
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(options)
    }
}

/// Sets up, builds, loads the demonstration into a fresh data folder, and serves.
///
/// What can fail at once is looked at first: nobody should wait ten minutes to hear that
/// a port is taken.
pub(crate) fn start(options: &Options) -> Result<ExitCode, Failure> {
    check_port(options.port)?;
    let is_fresh = is_fresh(&options.data)?;
    if !files::server().exists() {
        check_disk()?;
    }
    build::everything(build::Build::Whole)?;
    if is_fresh && !options.is_empty {
        load_demonstration(&options.data)?;
    }
    say_where(options, is_fresh);
    serve(options)
}

fn check_port(port: u16) -> Result<(), Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map(drop)
        .map_err(|error| {
            let other = port.checked_add(1).unwrap_or(8080);
            match error.kind() {
                io::ErrorKind::AddrInUse => {
                    Failure::new(format!("port {port} is taken by another program")).hint(format!(
                        "end it, or take another: `cargo xtask start --port {other}`"
                    ))
                }
                _ => Failure::new(format!("port {port} cannot be used: {error}"))
                    .hint("take another, for example `cargo xtask start --port 8080`"),
            }
        })
}

/// Whether the data folder is still to be filled. Fails when it holds something else.
fn is_fresh(data: &Path) -> Result<bool, Failure> {
    let refused = |why: &str| {
        Failure::new(format!("{} {why}", data.display()))
            .hint("name another folder: `cargo xtask start --data FOLDER`")
    };
    if data.join(DATABASE).is_file() {
        return Ok(false);
    }
    match fs::read_dir(data) {
        Ok(mut entries) => match entries.next() {
            Some(_) => Err(refused("holds files of something else, and no Sổ Hội")),
            None => Ok(true),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(refused(&format!("cannot be read: {error}"))),
    }
}

/// Fails early where the disk is too small; where `df` says nothing, goes on.
fn check_disk() -> Result<(), Failure> {
    let free = shell::output(shell::command("df").args(["-Pm", "."]))
        .ok()
        .and_then(|table| free_mib(&table));
    match free {
        Some(free) if free < NEEDED_MIB => Err(Failure::new(format!(
            "{free} MB are free on this disk; the first build needs about {NEEDED_MIB}"
        ))
        .hint("make room, or clone to another disk")),
        _ => Ok(()),
    }
}

/// The fourth column of the second line of `df -Pm`.
fn free_mib(table: &str) -> Option<u64> {
    table
        .lines()
        .nth(1)?
        .split_whitespace()
        .nth(3)?
        .parse()
        .ok()
}

/// Fills a folder beside the data folder and renames it at last, so that an interruption
/// leaves nothing that looks whole.
fn load_demonstration(data: &Path) -> Result<(), Failure> {
    let mut name = data.file_name().unwrap_or_default().to_owned();
    name.push(".loading");
    let loading = data.with_file_name(name);
    if loading.exists() {
        fs::remove_dir_all(&loading)
            .map_err(Failure::io(format!("remove {}", loading.display())))?;
    }
    shell::announce(
        "Loading the review round and the demonstration data (once for a data folder, under a minute)",
    );
    fill(&loading)?;
    fs::rename(&loading, data).map_err(Failure::io(format!("make {}", data.display())))
}

/// Loads the round, the demonstration's responses and its accounts into a new folder.
pub(crate) fn fill(data: &Path) -> Result<(), Failure> {
    let responses = demonstration()?;
    fs::create_dir_all(data).map_err(Failure::io(format!("make {}", data.display())))?;
    let server = |arguments: &[&str]| {
        let mut command = shell::command(files::server());
        command.arg("--data").arg(data).args(arguments);
        command
    };
    shell::run(&mut server(&["round", "load", ROUND, "--demonstration"]))?;
    shell::run(server(&["demo", "load", "--file"]).arg(responses))?;
    shell::run(&mut server(&["demo", "change"]))
}

/// Makes the demonstration's responses; the same ones each time.
pub(crate) fn demonstration() -> Result<PathBuf, Failure> {
    let file = files::target().join("xtask/demonstration.ndjson");
    shell::run(shell::cargo().args(["xtask", "demo", "--out"]).arg(&file))?;
    Ok(file)
}

fn say_where(options: &Options, is_fresh: bool) {
    println!("\nSổ Hội: http://127.0.0.1:{}", options.port);
    println!("Data:   {}", options.data.display());
    if options.is_empty && is_fresh {
        println!(
            "\nThe folder is empty. Load a round and add an account, while it runs or before:\n  \
             {server} --data {data} round load {ROUND}\n  \
             {server} --data {data} account add NAME --display \"…\" --role coordinator --unit UNIT",
            server = files::server().display(),
            data = options.data.display(),
        );
    } else {
        println!(
            "\nDemonstration accounts, all with the password sohoi-2017 (made when the folder was filled):\n  \
             phanrithanh  field staff of one commune: fills in\n  \
             hoi          one association: fills in its own form\n  \
             bacbinh      reviewer of a district\n  \
             tinh         coordinator of the province: results\n  \
             quantri      administrator"
        );
    }
    println!("\nCtrl+C ends it. The data stay.\n");
}

fn serve(options: &Options) -> Result<ExitCode, Failure> {
    let mut server = shell::command(files::server());
    server
        .arg("--data")
        .arg(&options.data)
        .args(["serve", "--listen"])
        .arg(format!("127.0.0.1:{}", options.port))
        .arg("--app")
        .arg(files::dist());
    become_program(&mut server)
}

/// The server takes this process's place, so that signals reach it and nothing is left
/// running behind a terminal that was closed.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<ExitCode, Failure> {
    use std::os::unix::process::CommandExt;
    Err(Failure::io("start the server")(command.exec()))
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<ExitCode, Failure> {
    shell::run(command).map(|()| ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Options, Failure> {
        Options::parse(lexopt::Parser::from_args(arguments))
    }

    fn failure_of<T>(result: Result<T, Failure>) -> String {
        match result {
            Ok(_) => panic!("this should fail"),
            Err(failure) => failure.to_string(),
        }
    }

    #[test]
    fn options_have_defaults_and_refuse_what_is_no_option() {
        let options = parse(&[]).expect("no option is needed");
        assert_eq!((options.port, options.is_empty), (8080, false));
        assert!(options.data.ends_with("data"));
        let options = parse(&["--port", "9000", "--empty", "--data=/x"]).expect("all are options");
        assert_eq!((options.port, options.is_empty), (9000, true));
        assert_eq!(options.data, Path::new("/x"));
        assert!(failure_of(parse(&["--port", "seventy"])).contains("`seventy` is no port"));
        assert!(failure_of(parse(&["--prot", "1"])).contains("--prot"));
    }

    #[test]
    fn taken_port_is_named_with_another_to_try() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
        let port = taken.local_addr().expect("it is bound").port();
        let failure = failure_of(check_port(port));
        assert!(
            failure.contains(&format!("port {port} is taken")),
            "{failure}"
        );
        assert!(failure.contains("--port"), "{failure}");
    }

    #[test]
    fn data_folder_is_fresh_filled_or_of_something_else() {
        let folder = files::target().join("xtask/test-data-folder");
        let _ = fs::remove_dir_all(&folder);
        assert!(is_fresh(&folder).expect("a missing folder will be made"));
        files::write(&folder.join("letter.odt"), "…").expect("the folder can be written");
        assert!(failure_of(is_fresh(&folder)).contains("something else"));
        files::write(&folder.join(DATABASE), "…").expect("the folder can be written");
        assert!(!is_fresh(&folder).expect("it is a data folder"));
    }

    #[test]
    fn free_space_is_read_from_the_portable_table() {
        let table = "Filesystem 1048576-blocks Used Available Capacity Mounted on\n/dev/vda 257000 13000 79000 15% /\n";
        assert_eq!(free_mib(table), Some(79_000));
        assert_eq!(free_mib("df: no such file"), None);
    }
}
