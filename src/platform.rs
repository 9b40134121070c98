//! What the browser offers, each thing in one place: the only place for web-sys calls of its kind.

pub mod address;
pub mod capacity;
pub mod clipboard;
pub mod clock;
pub mod deadline;
pub mod digest;
pub mod files;
pub mod focus;
pub mod gzip;
pub mod hint;
pub mod ids;
pub mod late;
pub mod locks;
pub mod marks;
pub mod page;
pub mod password;
pub mod photo;
pub mod place;
pub mod presence;
pub mod printing;
pub mod scrolling;
pub mod service_worker;
pub mod worker;
