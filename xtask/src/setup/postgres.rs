//! A PostgreSQL of the tests' own: a new one each time, in a folder that goes with it.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use super::browser::apt_get;
use crate::failure::Failure;
use crate::shell;

/// Where Debian puts the programs of each version, away from `PATH`.
const VERSIONS: &str = "/usr/lib/postgresql";

/// The accounts that it can run as where we are root, which it refuses.
const ACCOUNTS: [&str; 2] = ["postgres", "nobody"];

/// A server on a port of this machine; it ends when this is dropped.
pub(crate) struct Postgres {
    server: Child,
    account: Account,
    program: PathBuf,
    folder: PathBuf,
    port: u16,
}

/// Makes sure of the programs of PostgreSQL; whether they are there, [`Postgres::start`] says.
pub(super) fn install() {
    if programs().is_err() {
        apt_get(
            &["postgresql"],
            "Installing PostgreSQL from Debian packages: the server is tested on it, too (once, about a minute)",
        );
    }
}

impl Postgres {
    /// Makes a database folder and starts a server on it.
    pub(crate) fn start() -> Result<Self, Failure> {
        let programs = programs()?;
        let account = Account::to_run_as()?;
        let folder = std::env::temp_dir().join(format!("sohoi-postgres-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).map_err(Failure::io(format!("make {}", folder.display())))?;
        account.give(&folder)?;
        let data = folder.join("data");
        let made = shell::output(
            account
                .run(&programs.join("initdb"))
                .args(["--username=postgres", "--auth=trust", "--encoding=UTF8"])
                .args(["--no-locale", "--no-sync", "--pgdata"])
                .arg(&data),
        );
        let program = programs.join("postgres");
        let started = made.and_then(|_| {
            let port = free_port()?;
            Ok((start(&account, &program, &data, port)?, port))
        });
        match started {
            Ok((server, port)) => Ok(Self {
                server,
                account,
                program,
                folder,
                port,
            }),
            Err(failure) => {
                let _ = fs::remove_dir_all(&folder);
                Err(failure)
            }
        }
    }

    /// The server's URL, to which a test adds the name of its database.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}", self.port)
    }

    /// Ends it at once, in the middle of whatever it does (its immediate shutdown), and starts it
    /// again after a pause, on the same data and port.
    pub(crate) fn crash(&mut self, pause: Duration) -> Result<(), Failure> {
        let id = self.server.id().to_string();
        shell::run(shell::command("kill").args(["-QUIT", &id]))?;
        self.server
            .wait()
            .map_err(Failure::io("wait for PostgreSQL"))?;
        thread::sleep(pause);
        let data = self.folder.join("data");
        self.server = start(&self.account, &self.program, &data, self.port)?;
        Ok(())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGINT is its fast shutdown; what cannot be ended in order is ended all the same.
        let id = self.server.id().to_string();
        if shell::run(shell::command("kill").args(["-INT", &id])).is_err() {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Starts the server and waits until it says that it is ready.
fn start(account: &Account, program: &Path, data: &Path, port: u16) -> Result<Child, Failure> {
    let mut server = account
        .run(program)
        .arg("-D")
        .arg(data)
        .arg("-p")
        .arg(port.to_string())
        .args(["-c", "listen_addresses=127.0.0.1"])
        .args(["-c", "unix_socket_directories="])
        .args(["-c", "max_connections=400"])
        .args(["-c", "fsync=on"])
        .stderr(Stdio::piped())
        .spawn()
        .map_err(Failure::io("start PostgreSQL"))?;
    let mut said = String::new();
    let mut lines = BufReader::new(server.stderr.take().expect("it is piped")).lines();
    while let Some(Ok(line)) = lines.next() {
        if line.contains("ready to accept connections") {
            // What it says later must go somewhere, or it would wait for a reader.
            thread::spawn(move || lines.for_each(drop));
            return Ok(server);
        }
        said.push_str(&line);
        said.push('\n');
    }
    let _ = server.wait();
    Err(Failure::new(format!("PostgreSQL did not start:\n{said}")))
}

fn free_port() -> Result<u16, Failure> {
    let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let address = bound.and_then(|listener| listener.local_addr());
    Ok(address.map_err(Failure::io("find a free port"))?.port())
}

/// The folder with `initdb` and `postgres`: one on `PATH`, else the newest of Debian's.
fn programs() -> Result<PathBuf, Failure> {
    let on_path = shell::find("initdb").and_then(|file| file.parent().map(Path::to_path_buf));
    let versions = fs::read_dir(VERSIONS).into_iter().flatten().flatten();
    let mut installed: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    installed.sort_by_key(|folder| version(folder));
    installed.extend(on_path);
    installed
        .into_iter()
        .rfind(|folder| ["initdb", "postgres"].iter().all(|name| folder.join(name).is_file()))
        .ok_or_else(|| {
            Failure::new("PostgreSQL is not installed; what needs it is not tested")
                .hint("`sudo apt-get install postgresql` on Debian and its kin; or set SOHOI_TEST_POSTGRES to the URL of a server on which tests may make databases")
        })
}

/// The number in `/usr/lib/postgresql/15/bin`.
fn version(folder: &Path) -> u32 {
    let name = folder.parent().and_then(Path::file_name);
    name.and_then(|name| name.to_str()?.parse().ok())
        .unwrap_or(0)
}

/// Who runs it.
enum Account {
    /// Whoever we are.
    Ourselves,
    /// Another one, since we are root.
    Other(&'static str),
}

impl Account {
    fn to_run_as() -> Result<Self, Failure> {
        let id = |name: &[&str]| shell::output(Command::new("id").arg("-u").args(name));
        if id(&[])? != "0" {
            return Ok(Self::Ourselves);
        }
        let known = ACCOUNTS.into_iter().find(|name| id(&[name]).is_ok());
        known.map(Self::Other).ok_or_else(|| {
            Failure::new("PostgreSQL does not run as root, and there is no account for it")
        })
    }

    /// Makes a folder the account's own.
    fn give(&self, folder: &Path) -> Result<(), Failure> {
        match self {
            Self::Ourselves => Ok(()),
            Self::Other(name) => shell::run(shell::command("chown").arg(name).arg(folder)),
        }
    }

    /// A program run by the account, in the same process that is started here.
    fn run(&self, program: &Path) -> Command {
        let mut command = match self {
            Self::Ourselves => shell::command(program),
            Self::Other(name) => {
                let mut command = shell::command("setpriv");
                command
                    .args([
                        "--reuid",
                        name,
                        "--regid",
                        &group(name),
                        "--clear-groups",
                        "--",
                    ])
                    .arg(program);
                command
            }
        };
        // Its words are read, and nobody's home or folder is needed.
        command.env("LC_ALL", "C").current_dir("/");
        command
    }
}

/// The main group of an account, by its number.
fn group(account: &str) -> String {
    let id = shell::output(Command::new("id").args(["-g", account]));
    id.unwrap_or_else(|_| "65534".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        let of = |path: &str| version(Path::new(path));
        assert!(of("/usr/lib/postgresql/9/bin") < of("/usr/lib/postgresql/15/bin"));
        assert_eq!(of("/usr/local/bin"), 0);
    }

    #[test]
    #[ignore = "needs PostgreSQL: `cargo xtask test native`"]
    fn a_server_answers_while_it_is_there_and_leaves_nothing() {
        let postgres = Postgres::start().expect("it starts");
        let (folder, port) = (postgres.folder.clone(), postgres.port);
        let connect = || std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port));
        assert!(connect().is_ok());
        assert!(folder.join("data/PG_VERSION").exists());
        drop(postgres);
        assert!(connect().is_err());
        assert!(!folder.exists());
    }
}
