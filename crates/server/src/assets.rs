//! The browser app's files, as the build left them in one folder.
//!
//! Every address is exactly one file: what is not there is 404 and never the start page, or a
//! missing module would arrive as HTML. `name.br` and `name.gz` beside a file are its compressed
//! forms, not addresses of their own.

use std::collections::HashMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

/// A folder of files to be served.
#[derive(Debug)]
pub struct Assets {
    root: PathBuf,
    tags: Mutex<HashMap<PathBuf, Tag>>,
}

/// The hash of a file as it was at a time.
#[derive(Clone, Debug)]
struct Tag {
    modified: SystemTime,
    length: u64,
    hash: String,
}

/// A file in the form that the browser gets it in.
#[derive(Debug)]
pub struct Asset {
    /// The bytes as they travel.
    pub bytes: Vec<u8>,
    /// The media type of the file.
    pub media_type: &'static str,
    /// How the bytes are compressed.
    pub encoding: Option<Encoding>,
    /// A strong tag of exactly these bytes.
    pub etag: String,
}

/// How a file may be compressed, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
}

impl Encoding {
    const BEST_FIRST: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// The name in HTTP.
    pub fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }
}

impl Assets {
    /// The files of `root`.
    ///
    /// # Errors
    ///
    /// Where it is not a folder that can be read.
    pub fn open(root: &Path) -> io::Result<Self> {
        let root = root.canonicalize()?;
        if !root.is_dir() {
            return Err(io::Error::from(io::ErrorKind::NotADirectory));
        }
        Ok(Self {
            root,
            tags: Mutex::default(),
        })
    }

    /// The file at an address (decoded, without the leading slash), compressed as the browser
    /// accepts it (`Accept-Encoding`). `None` where there is no such file.
    pub async fn find(&self, address: &str, accepted: &str) -> Option<Asset> {
        let address = if address.is_empty() {
            "index.html"
        } else {
            address
        };
        let file = self.resolve(address)?;
        let media_type = media_type(&file)?;
        for encoding in Encoding::BEST_FIRST {
            if !accepts(accepted, encoding.name()) {
                continue;
            }
            let sibling = self.resolve(&format!("{address}.{}", encoding.extension()));
            if let Some(sibling) = sibling
                && let Some((bytes, etag)) = self.read(&sibling).await
            {
                return Some(Asset {
                    bytes,
                    media_type,
                    encoding: Some(encoding),
                    etag,
                });
            }
        }
        let (bytes, etag) = self.read(&file).await?;
        Some(Asset {
            bytes,
            media_type,
            encoding: None,
            etag,
        })
    }

    /// The path of a file inside the root; neither `..` nor a link leads out of it.
    fn resolve(&self, address: &str) -> Option<PathBuf> {
        if address.contains(['\\', '\0']) {
            return None;
        }
        let relative = Path::new(address);
        let is_plain = relative.components().all(|part| {
            matches!(part, Component::Normal(name) if !name.as_encoded_bytes().starts_with(b"."))
        });
        if !is_plain || address.ends_with('/') {
            return None;
        }
        let file = self.root.join(relative).canonicalize().ok()?;
        (file.starts_with(&self.root) && file.is_file()).then_some(file)
    }

    async fn read(&self, file: &Path) -> Option<(Vec<u8>, String)> {
        let bytes = tokio::fs::read(file).await.ok()?;
        let about = tokio::fs::metadata(file).await.ok()?;
        let modified = about.modified().ok()?;
        let known = self.lock().get(file).cloned();
        if let Some(tag) = known
            && tag.modified == modified
            && tag.length == about.len()
            && tag.length == bytes.len() as u64
        {
            return Some((bytes, tag.hash));
        }
        let hash = format!("\"{}\"", hex::encode(Sha256::digest(&bytes)));
        let tag = Tag {
            modified,
            length: bytes.len() as u64,
            hash: hash.clone(),
        };
        self.lock().insert(file.to_owned(), tag);
        Some((bytes, hash))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<PathBuf, Tag>> {
        self.tags.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether an `Accept-Encoding` header names an encoding without refusing it (`;q=0`).
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let is_named = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let is_refused = parts
            .filter_map(|parameter| parameter.strip_prefix("q="))
            .any(|weight| weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0));
        is_named && !is_refused
    })
}

/// The media type by the name; `None` for compressed siblings, which have no address.
fn media_type(file: &Path) -> Option<&'static str> {
    let extension = file.extension().and_then(|name| name.to_str());
    Some(match extension.unwrap_or_default() {
        "br" | "gz" => return None,
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_browser_accepts() {
        let cases = [
            ("gzip, deflate, br, zstd", "br", true),
            ("gzip, deflate", "br", false),
            ("br;q=0, gzip", "br", false),
            ("br;q=0.5", "br", true),
            ("BR", "br", true),
            ("", "gzip", false),
            ("xbr", "br", false),
        ];
        for (header, encoding, expected) in cases {
            assert_eq!(accepts(header, encoding), expected, "{header} {encoding}");
        }
    }
}
