//! The tables, made of what a token reaches.

mod figures;
mod responses;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use sohoi_round::Round;
use sohoi_stats::Population;
use tokio::sync::Semaphore;

use super::table::Table;
use crate::error::{ApiError, ApiResult};
use crate::figures::{FiguresError, counted, figures_of};
use crate::forms::Forms;
use crate::scope::Reach;
use crate::store::{Read, Store, StoredRound, StoredToken};

/// How many sets of tables are made at once: each takes a core.
const AT_ONCE: usize = 2;

/// How many sets of tables are kept.
const KEPT: usize = 4;

/// Makes tables, and keeps the last ones: a client fetches a table page by page. Clones share them.
///
/// Tables are kept by the number of the server's clock, which grows with every change that anybody
/// can see. So what is kept is what would be made anew.
#[derive(Clone, Debug)]
pub struct Tables {
    turns: Arc<Semaphore>,
    kept: Arc<Mutex<VecDeque<(Key, Made)>>>,
}

/// Tables in the order of the service document.
type Made = Arc<Vec<Arc<Table>>>;

/// What tables depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    epoch: u32,
    seq: u64,
    document: String,
    round: String,
    unit: String,
    has_responses: bool,
}

impl Default for Tables {
    fn default() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            kept: Arc::default(),
        }
    }
}

impl Tables {
    /// The tables that a token may read, as they are now.
    ///
    /// # Errors
    ///
    /// Where the round is not on offer any more or not whole, or the store fails.
    pub async fn of(
        &self,
        store: &dyn Store,
        forms: &Forms,
        token: &StoredToken,
    ) -> ApiResult<Made> {
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let turn = turn.map_err(|flaw| ApiError::Internal(flaw.to_string()))?;
        let mut view = store.read().await?;
        let round = view.rounds().await?.into_iter();
        let round = round.into_iter().find(|round| round.id == token.round);
        let round = round.ok_or_else(|| {
            ApiError::NotFound(format!("the round {} is not here any more", token.round))
        })?;
        let server = view.server().await?;
        let key = Key {
            epoch: server.epoch,
            seq: server.seq,
            document: round.document.clone(),
            round: token.round.clone(),
            unit: token.unit.clone(),
            has_responses: token.reads_responses,
        };
        if let Some(made) = self.known(&key) {
            return Ok(made);
        }
        let (forms, has_responses) = (forms.clone(), token.reads_responses);
        let reach = Reach::Unit(token.unit.clone());
        let handle = tokio::runtime::Handle::current();
        // Figures take a core for a while: not one of those that others are answered on.
        let making = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            handle.block_on(make(&mut *view, &forms, &round, &reach, has_responses))
        });
        let made = making
            .await
            .map_err(|flaw| ApiError::Internal(flaw.to_string()))??;
        self.keep(key, &made);
        Ok(made)
    }

    fn known(&self, key: &Key) -> Option<Made> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|(known, _)| known == key);
        found.map(|(_, made)| Arc::clone(made))
    }

    fn keep(&self, key: Key, made: &Made) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front((key, Arc::clone(made)));
        kept.truncate(KEPT);
    }
}

async fn make(
    view: &mut dyn Read,
    forms: &Forms,
    stored: &StoredRound,
    reach: &Reach,
    has_responses: bool,
) -> ApiResult<Made> {
    let mut rows = Vec::new();
    let mut tables = Vec::new();
    for population in [Population::Approved, Population::Provisional] {
        let found = counted(view, forms, stored, population, reach)
            .await
            .map_err(failed)?;
        let (book, _) = figures_of(&found).map_err(failed)?;
        rows.extend(figures::rows(&found.round, population, &book));
        if population == Population::Provisional {
            tables.push(figures::indicators(&found.round));
            tables.push(figures::figures(std::mem::take(&mut rows)));
            if has_responses {
                tables.extend(responses::tables(&found, stored.demonstration));
            }
        }
    }
    Ok(Arc::new(tables.into_iter().map(Arc::new).collect()))
}

/// The names of the sets of responses, in the order of the forms of a round.
pub(super) fn response_sets(round: &Round) -> Vec<String> {
    let names = round
        .forms
        .iter()
        .map(|form| format!("Responses_{}", form.id));
    let names: Vec<String> = names.collect();
    super::name::legal_names(names.iter().map(String::as_str))
}

fn failed(failure: FiguresError) -> ApiError {
    match failure {
        FiguresError::Store(failure) => ApiError::Store(failure),
        FiguresError::Incomplete(what) => ApiError::Internal(what),
    }
}
