//! From the account's database to what figures are made of.

use std::sync::Arc;

use sohoi_form::Engine;
use sohoi_json::{Read, from_bytes};
use sohoi_round::{FiguresPart, Round, RoundPart};
use sohoi_storage::Snapshot;
use sohoi_sync::client::Client;
use sohoi_sync::{Role, SubjectLine};

use crate::asked::Filled;
use crate::said::Nothing;

/// What the figures of a round are made by, and the register.
#[derive(Debug)]
pub struct Source {
    /// The round, whole.
    pub round: Round,
    /// Its forms, compiled.
    pub engines: Vec<Arc<Engine>>,
    /// The lines of its register, by id.
    pub register: Vec<SubjectLine>,
}

/// What a database holds of a round.
///
/// # Errors
///
/// See [`Nothing`].
pub fn source(snapshot: &Snapshot, round: &str) -> Result<Source, Nothing> {
    let held = snapshot.rounds.iter().find(|held| held.round.id == round);
    let held = held.ok_or(Nothing::NotHere)?;
    let part: RoundPart = document(snapshot, &held.round.hash)?;
    let figures: FiguresPart = document(snapshot, &part.figures)?;
    let mut engines = Vec::with_capacity(part.forms.len());
    let mut forms = Vec::with_capacity(part.forms.len());
    for version in &part.forms {
        let engine = Engine::compile(document(snapshot, &version.hash)?);
        let engine = engine.map_err(|_| Nothing::Broken)?;
        forms.push(engine.form().clone());
        engines.push(engine);
    }
    let lines = snapshot.subjects.iter().map(|held| &held.subject);
    let mut register: Vec<SubjectLine> =
        lines.filter(|line| line.round == round).cloned().collect();
    register.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(Source {
        round: part.into_whole(forms, figures),
        engines,
        register,
    })
}

fn document<T: Read>(snapshot: &Snapshot, hash: &str) -> Result<T, Nothing> {
    let json = snapshot.documents.get(hash).ok_or(Nothing::NotHere)?;
    from_bytes(json.as_bytes()).map_err(|_| Nothing::Broken)
}

/// Every response of a database as this device sees it: the server's state with its own ops on
/// top.
pub fn responses(mut snapshot: Snapshot, account: &str, role: Role) -> Vec<Filled> {
    snapshot.documents.clear();
    // Nothing is repaired here: that is for the page, which opened the database before.
    let (records, _) = snapshot.into_records("");
    let client = Client::new(account, role, records);
    client
        .views()
        .map(|view| Filled::of(&view.response))
        .collect()
}
