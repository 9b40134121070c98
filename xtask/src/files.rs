//! Where things are, and walking over files in a fixed order.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The folder of the clone.
pub(crate) fn root() -> PathBuf {
    // Cargo sets the variable when it runs us; the compiled-in value serves a binary
    // that somebody started by hand.
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .filter(|folder| folder.ends_with("xtask"))
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    manifest
        .parent()
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Cargo's target folder of this clone.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The built app.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// The built server.
pub(crate) fn server() -> PathBuf {
    target()
        .join("release")
        .join(format!("sohoi-server{}", env::consts::EXE_SUFFIX))
}

/// Where tools live that outlast a clone: `$SOHOI_TOOLS`, else the user's cache folder.
pub(crate) fn tools() -> PathBuf {
    let from = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    from("SOHOI_TOOLS")
        .map(PathBuf::from)
        .or_else(|| from("XDG_CACHE_HOME").map(|cache| PathBuf::from(cache).join("sohoi/tools")))
        .or_else(|| from("HOME").map(|home| PathBuf::from(home).join(".cache/sohoi/tools")))
        .unwrap_or_else(|| target().join("tools"))
}

/// Every file below a folder, sorted by path, so that what is made of them is the same
/// on each machine. A folder that does not exist holds none.
pub(crate) fn below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        if !folder.exists() {
            continue;
        }
        let entries =
            fs::read_dir(&folder).map_err(Failure::io(format!("list {}", folder.display())))?;
        for entry in entries {
            let entry = entry.map_err(Failure::io(format!("list {}", folder.display())))?;
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A path as the project names it: below the clone, with `/` on every system.
pub(crate) fn named(path: &Path, root: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

/// Reads a whole file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(Failure::io(format!("read {}", path.display())))
}

/// Reads a whole file as text.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(Failure::io(format!("read {}", path.display())))
}

/// A folder with nothing in it.
pub(crate) fn fresh(folder: &Path) -> Result<PathBuf, Failure> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(Failure::io(format!("remove {}", folder.display())))?;
    }
    fs::create_dir_all(folder).map_err(Failure::io(format!("make {}", folder.display())))?;
    Ok(folder.to_owned())
}

/// Writes a whole file, with the folders above it.
pub(crate) fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Failure::io(format!("make {}", folder.display())))?;
    }
    fs::write(path, bytes).map_err(Failure::io(format!("write {}", path.display())))
}
