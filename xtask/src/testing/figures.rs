//! Figures of a file of responses as the product computes them, without server and rules of the exchange:
//! the oracle's dataset holds answers that no server would take.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use sohoi_form::{Answers, Engine, Session};
use sohoi_stats::{Counted, compute};

use crate::demo;
use crate::failure::Failure;
use crate::files;

/// One line of a file of responses; what else a line says is of no matter here.
#[derive(Deserialize)]
struct Line {
    id: String,
    form: String,
    /// How far it has come, where the file says that.
    state: Option<String>,
    answers: BTreeMap<String, String>,
}

/// Computes all indicators of a round package over the responses in one of `states`, over all of
/// them where none are named, and returns them as the server prints them.
pub(super) fn of_file(package: &Path, file: &Path, states: &[&str]) -> Result<String, Failure> {
    let round = demo::compile_package(package)?.round;
    let mut engines = BTreeMap::new();
    for form in &round.forms {
        let engine = Engine::compile(form.clone())
            .map_err(|problems| Failure::new(format!("{}: {problems:?}", form.id)))?;
        engines.insert(form.id.clone(), engine);
    }
    let states: BTreeSet<&str> = states.iter().copied().collect();
    let mut counted = Vec::new();
    for line in files::read_text(file)?.lines() {
        let line: Line = serde_json::from_str(line)
            .map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
        let state = line.state.as_deref().unwrap_or_default();
        if states.is_empty() || states.contains(state) {
            counted.push(opened(line, &engines)?);
        }
    }
    let in_order: Vec<Arc<Engine>> = round
        .forms
        .iter()
        .filter_map(|form| engines.get(&form.id).cloned())
        .collect();
    let book = compute(&round.indicators, &round.dimensions, &in_order, &counted)
        .map_err(|flaws| Failure::new(format!("{flaws:?}")))?;
    serde_json::to_string(&book).map_err(|error| Failure::new(error.to_string()))
}

/// A response opened in the engine of its form.
fn opened(line: Line, engines: &BTreeMap<String, Arc<Engine>>) -> Result<Counted, Failure> {
    let engine = engines
        .get(&line.form)
        .ok_or_else(|| Failure::new(format!("{}: there is no form {}", line.id, line.form)))?;
    let mut answers = Answers::new();
    for (place, value) in line.answers {
        let path = place
            .parse()
            .map_err(|_| Failure::new(format!("{}: {place} is not a place", line.id)))?;
        answers.insert(path, value);
    }
    Ok(Counted {
        session: Session::new(Arc::clone(engine), answers),
        id: line.id,
        form: line.form,
    })
}
