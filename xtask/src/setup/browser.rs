//! Chromium and Firefox with their drivers, and Python: what only the tests need.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::Failure;
use crate::setup::cargo_tools;
use crate::shell;

const CHROMIUM: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

const FIREFOX: [&str; 2] = ["firefox-esr", "firefox"];

/// A browser and the program that drives it.
pub(crate) struct Browser {
    pub(crate) program: PathBuf,
    pub(crate) driver: PathBuf,
}

/// The browser to test in: `$SOHOI_CHROMIUM` and `$CHROMEDRIVER`, else the first on `PATH`.
pub(crate) fn browser() -> Result<Browser, Failure> {
    let named = |variable: &str| std::env::var_os(variable).map(PathBuf::from);
    let program = named("SOHOI_CHROMIUM")
        .or_else(|| CHROMIUM.into_iter().find_map(shell::find))
        .ok_or_else(|| missing("Chromium", "chromium"))?;
    let driver = named("CHROMEDRIVER")
        .or_else(|| shell::find("chromedriver"))
        .ok_or_else(|| missing("Chromium's driver", "chromium-driver"))?;
    Ok(Browser { program, driver })
}

/// The program that drives Firefox: `$GECKODRIVER`, else the one that was built for the tests.
/// It finds Firefox by itself.
pub(crate) fn firefox_driver() -> Result<PathBuf, Failure> {
    if !FIREFOX.into_iter().any(|name| shell::find(name).is_some()) {
        return Err(missing("Firefox", "firefox-esr"));
    }
    std::env::var_os("GECKODRIVER")
        .map(PathBuf::from)
        .or_else(|| shell::find("geckodriver"))
        .ok_or_else(|| {
            Failure::new("Firefox's driver is not installed")
                .hint("`cargo install geckodriver`, or set $GECKODRIVER to one that is here")
        })
}

/// Installs Firefox and its driver where that is possible; whether it helped, the stage that
/// needs them looks.
pub(crate) fn install_firefox() {
    if firefox_driver().is_ok() {
        return;
    }
    if !FIREFOX.into_iter().any(|name| shell::find(name).is_some()) {
        apt_get(
            &["firefox-esr"],
            "Installing Firefox from Debian packages: the storage is tested in it, too (once, about a minute)",
        );
    }
    if let Err(failure) = cargo_tools::geckodriver() {
        eprintln!("{failure}");
    }
}

/// Installs Chromium by apt-get where that is possible.
pub(crate) fn install() -> Result<(), Failure> {
    if browser().is_ok() {
        return Ok(());
    }
    apt_get(
        &["chromium", "chromium-driver", "fonts-dejavu-core"],
        "Installing Chromium and its driver from Debian packages: the tests use the app in it (once, about 2 minutes)",
    );
    browser().map(drop)
}

/// Makes sure of Python: the oracle of the indicators is written in it.
pub(crate) fn python() -> Result<(), Failure> {
    if shell::find("python3").is_none() {
        apt_get(
            &["python3-minimal"],
            "Installing Python from Debian packages: it checks the indicators (once, seconds)",
        );
    }
    shell::find("python3")
        .map(drop)
        .ok_or_else(|| missing("Python 3", "python3"))
}

/// Installs packages if this is Debian and we may; whether it helped, the caller looks.
pub(super) fn apt_get(packages: &[&str], why: &str) {
    let is_root = shell::output(Command::new("id").arg("-u")).is_ok_and(|id| id == "0");
    if !is_root || shell::find("apt-get").is_none() {
        return;
    }
    shell::announce(why);
    let apt = |arguments: &[&str]| {
        shell::run(
            shell::command("apt-get")
                .args(arguments)
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )
    };
    let result = apt(&["update", "-q"]).and_then(|()| {
        let install = ["install", "-q", "-y", "--no-install-recommends"];
        apt(&[&install, packages].concat())
    });
    if let Err(failure) = result {
        eprintln!("{failure}");
    }
}

fn missing(what: &str, package: &str) -> Failure {
    Failure::new(format!("{what} is not installed")).hint(format!(
        "`sudo apt-get install {package}` on Debian and its kin"
    ))
}
