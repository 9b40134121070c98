//! From the account's database to what figures are made of.

use std::sync::Arc;

use litemap::LiteMap;
use sohoi_form::{Engine, Form};
use sohoi_json::{Read, from_bytes, read_members};
use sohoi_round::{Comparison, FormVersion, NamedList};
use sohoi_stats::{Dimension, Indicator};
use sohoi_storage::Snapshot;
use sohoi_sync::client::Client;
use sohoi_sync::{Role, SubjectLine};

use crate::asked::Filled;
use crate::said::Nothing;

/// What the figures of a round are made by, and the register.
#[derive(Debug)]
pub struct Source {
    /// The id of the round.
    pub round: String,
    /// Its indicators, in its order.
    pub indicators: Vec<Indicator>,
    /// What they are broken down by.
    pub dimensions: Vec<Dimension>,
    /// The code of the indicator that tells how many have answered.
    pub coverage_indicator: String,
    /// With what whole forms are compared.
    pub comparisons: Vec<Comparison>,
    /// Its named lists.
    pub lists: Vec<NamedList>,
    /// Its forms, compiled.
    pub engines: Vec<Arc<Engine>>,
    /// By hash of each version of a form that responses name: the questions that are of another type now.
    /// What was answered to them does not count.
    pub retyped: LiteMap<String, Vec<String>>,
    /// The lines of its register, by id.
    pub register: Vec<SubjectLine>,
}

impl Source {
    /// Whether it says how a response is to be read. Of versions that came later it knows nothing.
    pub fn knows(&self, response: &Filled) -> bool {
        response.form_hash.is_empty() || self.retyped.contains_key(&response.form_hash)
    }
}

/// Of a [`RoundPart`](sohoi_round::RoundPart) what figures need.
struct Parts {
    forms: Vec<FormVersion>,
    figures: String,
}

/// Of a [`FiguresPart`](sohoi_round::FiguresPart) what figures need.
struct Figures {
    indicators: Vec<Indicator>,
    dimensions: Vec<Dimension>,
    coverage_indicator: String,
    comparisons: Vec<Comparison>,
    lists: Vec<NamedList>,
}

read_members! {
    Parts: forms, figures;
    Figures: indicators, dimensions, coverage_indicator | comparisons, lists;
}

/// What a database holds of a round.
///
/// # Errors
///
/// See [`Nothing`].
pub fn source(snapshot: &Snapshot, round: &str) -> Result<Source, Nothing> {
    let held = snapshot.rounds.iter().find(|held| held.round.id == round);
    let held = held.ok_or(Nothing::NotHere)?;
    let parts: Parts = document(snapshot, &held.round.hash)?;
    let figures: Figures = document(snapshot, &parts.figures)?;
    let mut engines = Vec::with_capacity(parts.forms.len());
    for version in &parts.forms {
        let engine = Engine::compile(document(snapshot, &version.hash)?);
        engines.push(engine.map_err(|_| Nothing::Broken)?);
    }
    // They come in this order from the database, so that each goes to the end.
    let mut register = LiteMap::<String, SubjectLine>::new();
    for held in &snapshot.subjects {
        let line = &held.subject;
        if line.round == round {
            register.insert(line.id.clone(), line.clone());
        }
    }
    Ok(Source {
        retyped: retyped(snapshot, &parts.forms, &engines),
        round: round.to_owned(),
        indicators: figures.indicators,
        dimensions: figures.dimensions,
        coverage_indicator: figures.coverage_indicator,
        comparisons: figures.comparisons,
        lists: figures.lists,
        engines,
        register: register.into_iter().map(|(_, line)| line).collect(),
    })
}

/// Of every version that responses name; one that is not on this device is taken as it is now.
fn retyped(
    snapshot: &Snapshot,
    current: &[FormVersion],
    engines: &[Arc<Engine>],
) -> LiteMap<String, Vec<String>> {
    let current = current.iter();
    let mut retyped: LiteMap<_, _> = current
        .map(|version| (version.hash.clone(), Vec::new()))
        .collect();
    for held in &snapshot.responses {
        let hash = &held.response.form_hash;
        if retyped.contains_key(hash) {
            continue;
        }
        let earlier: Option<Form> = document(snapshot, hash).ok();
        let names = earlier.and_then(|earlier| {
            let mut engines = engines.iter();
            let now = engines.find(|engine| engine.form().id == earlier.id)?;
            let names = now.form().retyped(&earlier).into_iter();
            Some(names.map(str::to_owned).collect())
        });
        retyped.insert(hash.clone(), names.unwrap_or_default());
    }
    retyped
}

fn document<T: Read>(snapshot: &Snapshot, hash: &str) -> Result<T, Nothing> {
    let json = snapshot.documents.get(hash).ok_or(Nothing::NotHere)?;
    from_bytes(json.as_bytes()).map_err(|_| Nothing::Broken)
}

/// Every response of a database as this device sees it: the server's state with its own ops on
/// top.
pub fn responses(mut snapshot: Snapshot, account: &str, role: Role) -> Vec<Filled> {
    snapshot.documents.clear();
    let client = Client::new(account, role, snapshot.into_read_only());
    client
        .views()
        .map(|view| Filled::of(&view.response))
        .collect()
}
