//! The work file as bytes: a line that says what it is, the work as JSON, the photos as they are.
//!
//! Every byte stands under a hash: the JSON under that of the first line, each photo under its own
//! name. `public/rescue.js` writes the same bytes without this program.

use sohoi_json::{from_bytes, read_members, to_text, write_members};

use super::CarriedWork;
use crate::wire::{Account, BLOB_LIMIT, DocumentRef};

/// What the first line calls it.
const FORMAT: &str = "sohoi-work";
/// The version of its shape that is written, and the last one that is read.
const VERSION: u32 = 1;
/// The longest first line.
const LONGEST_LINE: usize = 1024;

/// The largest work file that is taken in, in bytes: it is held in memory whole.
pub const WORK_FILE_LIMIT: usize = 256 * 1024 * 1024;

/// A work file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkFile {
    /// What it tells but for the bytes of photos.
    pub content: WorkFileContent,
    /// The photos, in the order in which the content names them.
    pub photos: Vec<Vec<u8>>,
}

/// What a work file tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkFileContent {
    /// When it was written, by its device's clock (RFC 3339). Shown, never compared.
    pub made_at: String,
    /// The store that wrote it.
    pub device: String,
    /// The account that worked there. For people to read: nobody is signed in by a file.
    pub account: Account,
    /// Whether it holds everything of the device, or what was unsent.
    pub everything: bool,
    /// The rounds of the device.
    pub rounds: Vec<DocumentRef>,
    /// The work.
    pub work: CarriedWork,
    /// The photos that follow.
    pub photos: Vec<PhotoRef>,
}

/// A photo in a work file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoRef {
    /// SHA-256 of its bytes, hex.
    pub hash: String,
    /// How many bytes it has.
    pub bytes: u64,
}

struct FirstLine {
    format: String,
    version: u32,
    sha256: String,
    bytes: u64,
}

read_members! {
    FirstLine: format, version | sha256, bytes;
    WorkFileContent: made_at, device, account, everything, rounds, work, photos;
    PhotoRef: hash, bytes;
}

write_members! {
    FirstLine: format, version, sha256, bytes;
    WorkFileContent: made_at, device, account, everything, rounds, work, photos;
    PhotoRef: hash, bytes;
}

/// Why a file cannot be taken in. Nothing of it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFlaw {
    /// It is no work file at all.
    Foreign,
    /// A newer program wrote it, in a shape that this one does not know.
    Newer,
    /// Some of it is missing or is not what was written.
    Damaged,
    /// It is larger than [`WORK_FILE_LIMIT`].
    TooLarge,
}

impl WorkFile {
    /// The bytes. `sha256` gives the hash as lower-case hex.
    pub fn to_bytes(&self, sha256: impl Fn(&[u8]) -> String) -> Vec<u8> {
        let content = to_text(&self.content).into_bytes();
        let line = to_text(&FirstLine {
            format: FORMAT.to_owned(),
            version: VERSION,
            sha256: sha256(&content),
            bytes: content.len() as u64,
        });
        let photos = self.photos.iter().map(Vec::len).sum::<usize>();
        let mut bytes = Vec::with_capacity(line.len() + 1 + content.len() + photos);
        bytes.extend_from_slice(line.as_bytes());
        bytes.push(b'\n');
        bytes.extend_from_slice(&content);
        for photo in &self.photos {
            bytes.extend_from_slice(photo);
        }
        bytes
    }

    /// Reads a file that somebody brought, every byte of it checked.
    ///
    /// # Errors
    ///
    /// See [`FileFlaw`].
    pub fn from_bytes(bytes: &[u8], sha256: impl Fn(&[u8]) -> String) -> Result<Self, FileFlaw> {
        if bytes.len() > WORK_FILE_LIMIT {
            return Err(FileFlaw::TooLarge);
        }
        let (line, rest) = first_line(bytes)?;
        let content = rest.get(..whole(line.bytes)?).ok_or(FileFlaw::Damaged)?;
        if sha256(content) != line.sha256 {
            return Err(FileFlaw::Damaged);
        }
        let mut rest = &rest[content.len()..];
        let content: WorkFileContent = from_bytes(content).map_err(|_| FileFlaw::Damaged)?;
        if !content.work.is_in_order() {
            return Err(FileFlaw::Damaged);
        }
        let mut photos = Vec::with_capacity(content.photos.len());
        for named in &content.photos {
            let length = whole(named.bytes)?;
            let photo = rest.get(..length).filter(|_| length <= BLOB_LIMIT);
            let photo = photo.ok_or(FileFlaw::Damaged)?;
            if sha256(photo) != named.hash {
                return Err(FileFlaw::Damaged);
            }
            photos.push(photo.to_vec());
            rest = &rest[length..];
        }
        if rest.is_empty() {
            Ok(Self { content, photos })
        } else {
            Err(FileFlaw::Damaged)
        }
    }
}

fn first_line(bytes: &[u8]) -> Result<(FirstLine, &[u8]), FileFlaw> {
    // What was cut off in the first line still says whose it was.
    let is_ours = bytes.starts_with(b"{\"format\":\"sohoi-work\"");
    let none = if is_ours {
        FileFlaw::Damaged
    } else {
        FileFlaw::Foreign
    };
    let mut start = bytes.iter().take(LONGEST_LINE);
    let end = start.position(|byte| *byte == b'\n').ok_or(none)?;
    let line: FirstLine = from_bytes(&bytes[..end]).map_err(|_| none)?;
    if line.format != FORMAT {
        return Err(FileFlaw::Foreign);
    }
    if line.version > VERSION {
        return Err(FileFlaw::Newer);
    }
    Ok((line, &bytes[end + 1..]))
}

fn whole(length: u64) -> Result<usize, FileFlaw> {
    usize::try_from(length).map_err(|_| FileFlaw::Damaged)
}
