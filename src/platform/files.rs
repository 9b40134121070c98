//! Files given to and taken from a person.

/// Offers `bytes` as a download called `name`.
pub fn download(name: &str, mime: &str, bytes: &[u8]) {
    let _ = (name, mime, bytes);
    unimplemented!()
}

/// Reads a file that a person chose.
///
/// # Errors
///
/// The browser's words.
pub async fn read(file: &web_sys::File) -> Result<Vec<u8>, String> {
    let _ = file;
    unimplemented!()
}
