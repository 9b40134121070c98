//! Files of backups: whole or not there, and for nobody else.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::BackupError;

/// A file in the making, beside where it belongs; it goes where it does not become whole.
pub(super) struct Part(PathBuf);

impl Part {
    /// An empty file that only this account can read.
    pub(super) fn beside(file: &Path) -> Result<Self, BackupError> {
        let name = file.file_name().ok_or_else(|| {
            let flaw = io::Error::new(io::ErrorKind::InvalidInput, "it has no file name");
            failed("write", file)(flaw)
        })?;
        let mut beside = name.to_owned();
        beside.push(format!(".{}.part", std::process::id()));
        let part = Self(file.with_file_name(beside));
        let mut options = File::options();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&part.0).map_err(failed("write", &part.0))?;
        Ok(part)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Puts it where it belongs, durably.
    pub(super) fn become_whole(self, file: &Path) -> Result<(), BackupError> {
        let put = || {
            File::open(&self.0)?.sync_all()?;
            fs::rename(&self.0, file)?;
            match file
                .parent()
                .filter(|folder| !folder.as_os_str().is_empty())
            {
                Some(folder) => File::open(folder)?.sync_all(),
                None => File::open(".")?.sync_all(),
            }
        };
        put().map_err(failed("write", file))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Where it became whole there is nothing left.
        let _ = fs::remove_file(&self.0);
    }
}

/// A copy that may be changed, in a folder that goes with the first of the two.
pub(super) fn temporary_copy(file: &Path) -> Result<(TempDir, PathBuf), BackupError> {
    let folder = tempfile::tempdir().map_err(failed("make a folder in", &std::env::temp_dir()))?;
    let copy = folder.path().join("copy.sqlite");
    fs::copy(file, &copy).map_err(failed("copy", file))?;
    make_writable(&copy).map_err(failed("write", &copy))?;
    Ok((folder, copy))
}

/// A copy of a file that is only to be read is only to be read, too.
fn make_writable(file: &Path) -> io::Result<()> {
    let mut permissions = fs::metadata(file)?.permissions();
    #[cfg(unix)]
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o600);
    #[cfg(not(unix))]
    permissions.set_readonly(false);
    fs::set_permissions(file, permissions)
}

fn failed(doing: &str, file: &Path) -> impl FnOnce(io::Error) -> BackupError {
    let doing = format!("{doing} {}", file.display());
    move |flaw| BackupError::Io { doing, flaw }
}
