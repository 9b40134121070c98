//! Ids that nobody else ever makes.

use uuid::Uuid;

/// An id of a response: UUIDv7, so that ids sort by when they were made.
pub fn response_id() -> String {
    Uuid::now_v7().to_string()
}

/// An id of a store on a device: UUIDv4, which says nothing about when or where.
pub fn device_id() -> String {
    Uuid::new_v4().to_string()
}

/// An id of a snapshot of figures: sorts by when it was made, as those of responses do.
pub fn snapshot_id() -> String {
    response_id()
}
