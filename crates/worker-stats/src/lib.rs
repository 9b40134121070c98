//! Figures beside the page: what the page and the worker say to each other.
#![deny(missing_docs)]

use sohoi_json::{Members, Write};

/// The version of what is said. The build pairs page and worker, so another one is its mistake.
const VERSION: u32 = 1;

/// What the worker says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It cannot make sense of what it heard.
    NotUnderstood,
}

impl Write for Said {
    fn write(&self, out: &mut String) {
        let mut members = Members::new(out);
        members.put("version", &VERSION);
        members.put("not_understood", &true);
    }
}
