//! The server's own keys: what it signs with and what is sealed to it.
//!
//! They lie in the folder `keys` of the server's data, are made when they are first asked for, are
//! readable by the server's account only, and are never shown; what unseals is written into a file for the
//! browser where somebody asks for it. Whoever has a copy of them can sign in
//! the unit's name and read what is sealed to it.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sohoi_aggregate::{Identity, KeyFlaw, SigningKey};

use crate::random;

const FOLDER: &str = "keys";
const SIGNING: &str = "signing.key";
const IDENTITY: &str = "identity.key";

/// The keys of this server.
#[derive(Debug)]
pub struct Keys {
    /// What it signs with.
    pub signing: SigningKey,
    /// What it unseals with.
    pub identity: Identity,
}

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// A file failed; `doing` reads on from "cannot".
    #[error("cannot {doing}: {flaw}")]
    Io {
        /// What was being done.
        doing: String,
        /// What went wrong.
        flaw: io::Error,
    },
    /// The file holds something else.
    #[error("{} is not the key it should be; put a copy of it back", .0.display())]
    Broken(PathBuf),
    /// Others can read the file.
    #[error("{path} can be read by other accounts; run `chmod 600 {path}`", path = .0.display())]
    Readable(PathBuf),
}

impl Keys {
    /// The keys in a server's data folder, made where there are none.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read or written, is no key, or is readable by others.
    pub fn of(data: &Path) -> Result<Self, KeyError> {
        let folder = data.join(FOLDER);
        fs::create_dir_all(&folder).map_err(failed("make", &folder))?;
        let new_key = || SigningKey::from_seed(random::bytes()).secret();
        let new_identity = || Identity::generate().secret();
        Ok(Self {
            signing: kept(&folder.join(SIGNING), &new_key)?,
            identity: kept(&folder.join(IDENTITY), &new_identity)?,
        })
    }
}

/// What a file with an identity says first.
const FOR_WHAT: &str = "\
# Khóa mở các tệp số liệu tổng hợp niêm phong gửi đến máy chủ này. Dùng ở trang “Cộng số liệu tổng hợp”.
# Ai có tệp này đều mở được các tệp đó: xin giữ như giữ con dấu, không gửi qua thư.
# Opens the aggregates that are sealed to this server. Whoever has this file can read them.";

/// Writes the identity into a new file that only this account can read, for the page that adds
/// aggregates up.
///
/// # Errors
///
/// Where the file is there already or cannot be written.
pub fn write_identity(identity: &Identity, path: &Path) -> Result<(), KeyError> {
    let written = private_file(path).and_then(|mut file| {
        writeln!(file, "{FOR_WHAT}\n{}", identity.secret())?;
        file.sync_all()
    });
    written.map_err(failed("write", path))
}

/// The key in a file, which gets a new one where it is not there.
fn kept<K: FromStr<Err = KeyFlaw>>(path: &Path, new: &dyn Fn() -> String) -> Result<K, KeyError> {
    if !path.exists() {
        make(path, &new())?;
    }
    if is_readable_by_others(path)? {
        return Err(KeyError::Readable(path.to_owned()));
    }
    let text = fs::read_to_string(path).map_err(failed("read", path))?;
    let key = text.trim().parse();
    key.map_err(|_| KeyError::Broken(path.to_owned()))
}

/// Writes a key whole or not at all; one that is there already, stays.
fn make(path: &Path, secret: &str) -> Result<(), KeyError> {
    let own = hex::encode(random::bytes::<8>());
    let beside = path.with_extension(own);
    let written = private_file(&beside).and_then(|mut file| {
        writeln!(file, "{secret}")?;
        file.sync_all()
    });
    // Linking, other than renaming, never puts one key in place of another.
    let linked = written.and_then(|()| match fs::hard_link(&beside, path) {
        Err(flaw) if flaw.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        done => done,
    });
    let _ = fs::remove_file(&beside);
    linked.map_err(failed("write", path))
}

fn failed(what: &str, path: &Path) -> impl FnOnce(io::Error) -> KeyError {
    let doing = format!("{what} {}", path.display());
    move |flaw| KeyError::Io { doing, flaw }
}

#[cfg(unix)]
fn private_file(path: &Path) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private_file(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
}

#[cfg(unix)]
fn is_readable_by_others(path: &Path) -> Result<bool, KeyError> {
    use std::os::unix::fs::PermissionsExt as _;
    let about = fs::metadata(path).map_err(failed("read", path))?;
    Ok(about.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_readable_by_others(_: &Path) -> Result<bool, KeyError> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("there is a folder for temporary files")
    }

    #[test]
    fn keys_are_made_once_and_stay() {
        let folder = folder();
        let first = Keys::of(folder.path()).expect("they are made");
        let again = Keys::of(folder.path()).expect("they are there");
        assert_eq!(again.signing.signer(), first.signing.signer());
        let recipient = |keys: &Keys| keys.identity.recipient().to_string();
        assert_eq!(recipient(&again), recipient(&first));
        let files = fs::read_dir(folder.path().join(FOLDER)).expect("it is read");
        assert_eq!(files.count(), 2, "nothing else is left behind");
    }

    #[test]
    fn a_key_that_is_there_is_never_replaced() {
        let folder = folder();
        Keys::of(folder.path()).expect("they are made");
        let path = folder.path().join(FOLDER).join(SIGNING);
        let before = fs::read(&path).expect("it is there");
        make(&path, "another").expect("nothing goes wrong");
        assert_eq!(fs::read(&path).expect("it is there"), before);
        fs::write(&path, "nonsense").expect("it is written");
        assert!(matches!(Keys::of(folder.path()), Err(KeyError::Broken(broken)) if broken == path));
    }

    #[test]
    fn the_identity_is_written_into_a_new_file_only_and_reads_as_it_is() {
        let folder = folder();
        let keys = Keys::of(folder.path()).expect("they are made");
        let path = folder.path().join("khoa.txt");
        write_identity(&keys.identity, &path).expect("it is written");
        let text = fs::read_to_string(&path).expect("it is there");
        let read = Identity::of_file(&text).expect("it is one");
        assert_eq!(read.secret(), keys.identity.secret());
        assert!(!is_readable_by_others(&path).expect("it is there"));
        assert!(write_identity(&keys.identity, &path).is_err());
        assert_eq!(fs::read_to_string(&path).expect("it is there"), text);
    }

    #[cfg(unix)]
    #[test]
    fn keys_that_others_can_read_are_not_used() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = folder();
        Keys::of(folder.path()).expect("they are made");
        for name in [SIGNING, IDENTITY] {
            let path = folder.path().join(FOLDER).join(name);
            let mode = |mode| {
                fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("it is set");
            };
            let about = fs::metadata(&path).expect("it is there");
            assert_eq!(about.permissions().mode() & 0o777, 0o600);
            mode(0o640);
            assert!(
                matches!(Keys::of(folder.path()), Err(KeyError::Readable(open)) if open == path)
            );
            mode(0o600);
        }
    }
}
