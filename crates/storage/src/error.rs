//! What can go wrong between an answer and the disk.

/// Why storage did not do what was asked. Nothing is half-written in any of these cases.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// The device has no room left for this app's data. What was saved before is untouched.
    #[error("the browser's storage is full")]
    Quota,
    /// The browser closed the connection and did not give it back in three attempts.
    #[error("the browser closed the database and does not reopen it: {0}")]
    Closed(String),
    /// Another tab holds an older version of the database open.
    #[error("another tab of this app holds the database")]
    Blocked,
    /// The database was written by a newer version of the app.
    #[error("the database was written by a newer version of the app")]
    NewerSchema,
    /// Another tab used the same op number first: read the database again, number anew.
    #[error("another tab has written since: read again")]
    Outdated,
    /// The browser has no IndexedDB, or forbids it.
    #[error("this browser does not offer storage: {0}")]
    Unavailable(String),
    /// A value could not be turned into bytes.
    #[error("{0} cannot be stored")]
    Unwritable(String),
    /// Any other failure, in the browser's words.
    #[error("the browser could not finish the transaction: {0}")]
    Failed(String),
}
