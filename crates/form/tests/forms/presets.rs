//! The answers that make an association of one kind.

use std::sync::Arc;

use sohoi_form::{Answers, Engine, Path, Session};

pub(crate) const LEVELS: [&str; 3] = ["province", "district", "commune"];

/// An association with its level and its founding date, and where it is.
pub(crate) fn association(engine: &Arc<Engine>, level: &str, founded: &str) -> Session {
    let mut session = Session::new(Arc::clone(engine), Answers::new());
    set(&mut session, "level", level);
    set(&mut session, "founded_date", founded);
    if level != "province" {
        set(&mut session, "district", "bac_binh");
    }
    session
}

pub(crate) fn set(session: &mut Session, question: &str, value: &str) {
    session.set(&Path::top(question), Some(value));
}

/// The value of a question or calculation outside the repeats, as text.
pub(crate) fn text(session: &Session, question: &str) -> String {
    session.value(&Path::top(question)).to_string()
}
