//! Files that commands read and write.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::Failure;

/// More than any file that a command takes in.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Reads a file whole.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |flaw| Failure::io(&format!("read {}", path.display()), flaw);
    let size = fs::metadata(path).map_err(failed)?.len();
    if size > LARGEST {
        return Err(Failure::refused(format!("{} is too large", path.display())));
    }
    fs::read(path).map_err(failed)
}

/// Writes a file whole or not at all: what stood there before stays until the new one is on disk.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |flaw| Failure::io(&format!("write {}", path.display()), flaw);
    let name = path.file_name().ok_or_else(|| {
        let flaw = io::Error::new(io::ErrorKind::InvalidInput, "it has no file name");
        failed(flaw)
    })?;
    let mut beside = name.to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let beside = path.with_file_name(beside);
    let written = fs::File::create(&beside)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| fs::rename(&beside, path));
    written.map_err(|flaw| {
        let _ = fs::remove_file(&beside);
        failed(flaw)
    })
}
