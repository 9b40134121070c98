//! Running other programs, so that a person sees what runs and why it failed.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;

use crate::failure::Failure;
use crate::files;

/// A command in the clone's folder, with the project's tools first on `PATH`.
///
/// Trunk finds its tools on `PATH` only, and version 0.21 ends with an error when
/// `NO_COLOR` is set to `1`, so the variable is taken out.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let root = files::root();
    let mut path = vec![files::tools().join("bin"), root.join("node_modules/.bin")];
    path.extend(
        std::env::var_os("PATH")
            .iter()
            .flat_map(std::env::split_paths),
    );
    let mut command = Command::new(program);
    command
        .current_dir(root)
        .stdin(Stdio::null())
        .env_remove("NO_COLOR");
    if let Ok(path) = std::env::join_paths(path) {
        command.env("PATH", path);
    }
    command
}

/// Cargo, the one that runs us.
pub(crate) fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Says what happens next, before it happens.
pub(crate) fn announce(text: &str) {
    println!("\n▸ {text}");
}

/// Runs a command to its end, its output going to the terminal.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command
        .status()
        .map_err(Failure::io(format!("start `{}`", line(command))))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "`{}` ended with {status}",
            line(command)
        )))
    }
}

/// Runs a command and returns what it printed on standard output, trimmed.
pub(crate) fn output(command: &mut Command) -> Result<String, Failure> {
    let output = command
        .stderr(Stdio::piped())
        .output()
        .map_err(Failure::io(format!("start `{}`", line(command))))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    } else {
        Err(Failure::new(format!(
            "`{}` ended with {}: {}",
            line(command),
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        )))
    }
}

/// Runs a command, passes every line on to the terminal and to `each`.
pub(crate) fn watch(
    command: &mut Command,
    mut each: impl FnMut(&str),
) -> Result<ExitStatus, Failure> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(Failure::io(format!("start `{}`", line(command))))?;
    let (sender, lines) = mpsc::channel();
    let readers = [
        child
            .stdout
            .take()
            .map(|pipe| forward(pipe, sender.clone())),
        child
            .stderr
            .take()
            .map(|pipe| forward(pipe, sender.clone())),
    ];
    drop(sender);
    for text in lines {
        println!("{text}");
        each(&text);
    }
    for reader in readers.into_iter().flatten() {
        // A reader ends with its pipe; it has nothing to report.
        let _ = reader.join();
    }
    child
        .wait()
        .map_err(Failure::io(format!("wait for `{}`", line(command))))
}

fn forward(
    pipe: impl Read + Send + 'static,
    lines: mpsc::Sender<String>,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        for bytes in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            let text = String::from_utf8_lossy(&bytes);
            if lines.send(text.trim_end_matches('\r').to_owned()).is_err() {
                return;
            }
        }
    })
}

/// The place of a program on `PATH`, the project's tools included.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::iter::once(files::tools().join("bin"))
        .chain(std::env::split_paths(&path))
        .map(|folder| folder.join(format!("{program}{}", std::env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

/// A command as a person would type it.
fn line(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        let argument = argument.to_string_lossy();
        // Writing to a string cannot fail.
        let _ = match argument.contains(' ') {
            true => write!(text, " '{argument}'"),
            false => write!(text, " {argument}"),
        };
    }
    text
}
