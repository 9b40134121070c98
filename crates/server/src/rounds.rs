//! Taking a compiled round in: its documents, its units, its register.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use sohoi_round::{BranchRule, CompiledRound, Unit};

use crate::register::take_in_file;
use crate::store::{Result, Store, StoreError, StoredRound, Write, transact};

/// What loading a round changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Lines of the register that are new.
    pub new: usize,
    /// Lines that say something else.
    pub changed: usize,
    /// Lines that are not in the register any more.
    pub gone: usize,
    /// Whether the document is another one than before.
    pub is_other_document: bool,
}

/// Why a round was not loaded. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The register does not take lines of the file, or goes on with units that the file lacks.
    #[error("{}", .0.join("; "))]
    Register(Vec<String>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Loads a compiled round, or the next version of it. Loading the same one again changes nothing.
///
/// # Errors
///
/// What the register does not take, each with its line, or where the store fails.
pub async fn load(
    store: &dyn Store,
    compiled: CompiledRound,
    is_demonstration: bool,
    now: i64,
) -> Result<Loaded, LoadError> {
    transact(store, move |transaction| {
        Box::pin(async move { take_in(transaction, &compiled, is_demonstration, now).await })
    })
    .await
}

async fn take_in(
    transaction: &mut dyn Write,
    compiled: &CompiledRound,
    is_demonstration: bool,
    now: i64,
) -> Result<Loaded, LoadError> {
    let id = &compiled.round.id;
    let offered = transaction.rounds().await?;
    let before = offered.iter().find(|round| round.id == *id);
    let parts = &compiled.parts;
    for part in [&parts.round, &parts.figures] {
        transaction
            .add_document(&part.hash, id, &part.json, now)
            .await?;
    }
    for form in parts.forms.values() {
        transaction.add_form(id, &form.hash, &form.json).await?;
    }
    let pairs = reach_pairs(&compiled.round.units);
    let units_version = version(&pairs, &compiled.branches);
    if before.is_none_or(|before| before.units_version != units_version) {
        transaction.put_unit_reach(id, &pairs).await?;
    }
    transaction.put_branch_rules(id, &compiled.branches).await?;
    let mut after = StoredRound {
        id: id.clone(),
        document: parts.round.hash.clone(),
        forms: parts.form_hashes().into_iter().collect(),
        demonstration: is_demonstration,
        units_version,
        seq: before.map_or(0, |before| before.seq),
    };
    let is_other_document = before.is_none_or(|before| before.document != after.document);
    if before != Some(&after) {
        after.seq = transaction.next_seq().await?;
        transaction.put_round(&after).await?;
    }
    let mut loaded = take_in_file(transaction, compiled, now).await?;
    loaded.is_other_document = is_other_document;
    transaction
        .audit(now, "command line", "load round", &parts.round.hash)
        .await?;
    Ok(loaded)
}

/// Responses of a line that came into a scope come into it, too.
pub(crate) async fn show_responses_again(
    transaction: &mut dyn Write,
    round: &str,
    id: &str,
) -> Result<()> {
    for mut response in transaction.responses_about(round, id).await? {
        let seq = transaction.next_seq().await?;
        response.marks.feed_seq = seq;
        response.marks.entered_seq = seq;
        transaction.put_response(&response).await?;
    }
    Ok(())
}

/// Every unit with itself and with every unit above it: pairs of ancestor and unit, sorted.
fn reach_pairs(units: &[Unit]) -> Vec<(String, String)> {
    let parents: BTreeMap<&str, Option<&str>> = units
        .iter()
        .map(|unit| (unit.id.as_str(), unit.parent.as_deref()))
        .collect();
    let mut pairs = Vec::new();
    for unit in units {
        let mut above = Some(unit.id.as_str());
        // A compiled round has no circle; whatever this is, it ends.
        for _ in 0..=units.len() {
            let Some(ancestor) = above else { break };
            pairs.push((ancestor.to_owned(), unit.id.clone()));
            above = parents.get(ancestor).copied().flatten();
        }
    }
    pairs.sort();
    pairs.dedup();
    pairs
}

/// The version of who sees what: of the units and of the branches.
fn version(pairs: &[(String, String)], branches: &[BranchRule]) -> String {
    let mut hash = Sha256::new();
    for (ancestor, unit) in pairs {
        hash.update(ancestor);
        hash.update([0]);
        hash.update(unit);
        hash.update([0]);
    }
    for rule in branches {
        hash.update([1]);
        hash.update(rule.branch.word());
        for text in [&rule.attribute].into_iter().chain(&rule.values) {
            hash.update([0]);
            hash.update(text);
        }
    }
    hex::encode(&hash.finalize()[..8])
}

#[cfg(test)]
mod tests {
    use sohoi_form::Text;

    use super::*;

    fn unit(id: &str, parent: Option<&str>) -> Unit {
        Unit {
            id: id.into(),
            name: Text::default(),
            level: String::new(),
            parent: parent.map(Into::into),
            code: None,
        }
    }

    #[test]
    fn a_unit_reaches_itself_and_everything_below() {
        let units = [
            unit("province", None),
            unit("district", Some("province")),
            unit("commune", Some("district")),
        ];
        let pair = |ancestor: &str, unit: &str| (ancestor.to_owned(), unit.to_owned());
        assert_eq!(
            reach_pairs(&units),
            [
                pair("commune", "commune"),
                pair("district", "commune"),
                pair("district", "district"),
                pair("province", "commune"),
                pair("province", "district"),
                pair("province", "province"),
            ]
        );
    }

    #[test]
    fn a_circle_of_units_ends() {
        let units = [unit("a", Some("b")), unit("b", Some("a"))];
        assert_eq!(reach_pairs(&units).len(), 4);
    }
}
