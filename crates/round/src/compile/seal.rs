//! Reads the `[[seal]]` tables of `round.toml`: the keys of servers.

use bech32::{FromBase32 as _, Variant};
use sohoi_xlsform::CellProblem;

use super::entry::{Entry, Located};
use super::findings::Findings;
use super::manifest::{self, Manifest, each};
use crate::round::{Seal, Unit};

/// What the texts of keys begin with, as `sohoi-server key` prints them.
const RECIPIENT: &str = "age";
const SIGNER: &str = "sohoi";

/// Reads the tables from the root of the manifest; none is well too.
pub(super) fn read(root: &mut Entry<'_>, problems: &mut Vec<CellProblem>) -> Vec<Located<Seal>> {
    each(root.some_entries("seal", problems), problems, "unit", seal)
}

fn seal(entry: &mut Entry<'_>, problems: &mut Vec<CellProblem>) -> (String, Seal) {
    let seal = Seal {
        unit: entry.text("unit", problems),
        recipient: key(entry, "recipient", RECIPIENT, problems),
        signer: key(entry, "signer", SIGNER, problems),
    };
    if !entry.has("recipient") && !entry.has("signer") {
        let message = "has neither `recipient` nor `signer`, as `sohoi-server key` prints them";
        let column = entry.column("recipient");
        problems.push(CellProblem::of_cell(entry.row(), column, message));
    }
    (seal.unit.clone(), seal)
}

/// A key that may be absent, its checksum being right.
fn key(
    entry: &mut Entry<'_>,
    name: &'static str,
    kind: &str,
    problems: &mut Vec<CellProblem>,
) -> Option<String> {
    if !entry.has(name) {
        return None;
    }
    let text = entry.located_text(name, problems);
    if !text.value.is_empty() && !is_key(kind, &text.value) {
        let message = format!(
            "is not a key, or has a typing error: copy what `sohoi-server key` prints, {kind}1…"
        );
        let column = entry.column(name);
        problems.push(CellProblem::of_cell(text.row, column, message));
    }
    Some(text.value)
}

/// Whether a text is 32 bytes of this kind (Bech32, BIP 173).
fn is_key(kind: &str, text: &str) -> bool {
    let Ok((found, digits, Variant::Bech32)) = bech32::decode(text) else {
        return false;
    };
    let bytes = Vec::<u8>::from_base32(&digits);
    found == kind && bytes.is_ok_and(|bytes| bytes.len() == 32)
}

/// Checks that the units are there.
pub(super) fn check(manifest: &Manifest, units: &[Unit], found: &mut Findings) {
    for Located { row, value } in &manifest.seals {
        let is_known = units.is_empty() || units.iter().any(|unit| unit.id == value.unit);
        if !is_known && !value.unit.is_empty() {
            let message = format!("units.csv has no unit `{}`", value.unit);
            let problem = CellProblem::of_cell(*row, "seal.unit", message);
            found.add(manifest::FILE, problem);
        }
    }
}
