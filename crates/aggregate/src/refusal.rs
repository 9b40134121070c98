//! Why a file is not added to others, each with its place.

use sohoi_stats::{Misfit, Population};

/// How many names a sentence tells.
const TOLD: usize = 5;

/// Why a file is not taken, or cannot be added to others. Nothing of it was counted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is something else: a table of figures, a work file, a picture.
    #[error("{file}: is no aggregate; figures that are published as tables cannot be added up")]
    NotAnAggregate {
        /// The file.
        file: String,
    },
    /// A later program has written it.
    #[error("{file}: is of a format that this program does not know; install a newer one")]
    OtherFormat {
        /// The file.
        file: String,
    },
    /// It is larger than any aggregate.
    #[error("{file}: is too large for an aggregate")]
    TooLarge {
        /// The file.
        file: String,
    },
    /// It is sealed, and not to the key here.
    #[error(
        "{file}: is sealed to somebody else, or its beginning is damaged; the sender has to seal it to \
         the recipient that `sohoi-server key` prints here"
    )]
    NotForUs {
        /// The file.
        file: String,
    },
    /// It is sealed, and there is no key here to open it.
    #[error("{file}: is sealed, and there is no key here to open it")]
    NoKey {
        /// The file.
        file: String,
    },
    /// Bytes of it are missing or are not what was written.
    #[error("{file}: is damaged ({what}); ask for it again")]
    Damaged {
        /// The file.
        file: String,
        /// Where, as far as that is known.
        what: String,
    },
    /// It names a key of the round, and that key has not signed it.
    #[error("{file}: is forged or damaged: the signature is not that of the key of the round")]
    Forged {
        /// The file.
        file: String,
    },
    /// The key that it names is not in the round.
    #[error(
        "{file}: is signed with a key that the round does not have (fingerprint {fingerprint}); compare \
         it with the sender's and write it into round.toml"
    )]
    UnknownSigner {
        /// The file.
        file: String,
        /// The fingerprint of the key.
        fingerprint: String,
    },
    /// The key of one unit has signed figures of another.
    #[error(
        "{file}: is of unit {unit}, and the key that signed it (fingerprint {fingerprint}) is not \
             that of {unit} or of a unit above it"
    )]
    SignerOfOtherUnit {
        /// The file.
        file: String,
        /// The unit that it says it is of.
        unit: String,
        /// The fingerprint of the key.
        fingerprint: String,
    },
    /// Nobody has signed it, though the round has a key for its unit.
    #[error(
        "{file}: is not signed, and the round has a key for {unit}; ask for a signed one, or take it \
             as it is with --accept-unsigned"
    )]
    Unsigned {
        /// The file.
        file: String,
        /// The unit that it says it is of.
        unit: String,
    },
    /// It is of another round.
    #[error("{file}: is of round {is}, not of {wanted}")]
    OtherRound {
        /// The file.
        file: String,
        /// The round it is of.
        is: String,
        /// The round here.
        wanted: String,
    },
    /// Its figures are of another day.
    #[error(
        "{file}: its figures are of {is}, not of {wanted}; load the same round package on both sides"
    )]
    OtherCutoff {
        /// The file.
        file: String,
        /// The day it is of.
        is: String,
        /// The day of the round here.
        wanted: String,
    },
    /// Real figures and made-up ones.
    #[error("{file}: made-up figures and real ones cannot be added up")]
    Demonstration {
        /// The file.
        file: String,
    },
    /// Its responses were counted under other versions of these forms.
    #[error("{file}: is counted under another version of form {}; load the same round package on both \
             sides", told(.forms))]
    OtherForms {
        /// The file.
        file: String,
        /// The ids of the forms.
        forms: Vec<String>,
    },
    /// These indicators are computed in another way there, or are on one side only.
    #[error("{file}: computes {} in another way; load the same round package on both sides",
            told(.indicators))]
    OtherIndicators {
        /// The file.
        file: String,
        /// Their codes.
        indicators: Vec<String>,
    },
    /// It counts other responses than are asked for.
    #[error("{file}: counts {} responses, and {} ones are asked for", .is.name(), .wanted.name())]
    OtherPopulation {
        /// The file.
        file: String,
        /// What it counts.
        is: Population,
        /// What is asked for.
        wanted: Population,
    },
    /// Provisional figures and approved ones.
    #[error("{file}: counts {} responses, and {other} counts {} ones; they cannot be added up",
            .is.name(), .other_is.name())]
    Mixed {
        /// The file.
        file: String,
        /// What it counts.
        is: Population,
        /// The file before it.
        other: String,
        /// What that one counts.
        other_is: Population,
    },
    /// It is of a unit that is not below the one that adds up.
    #[error("{file}: is of unit {unit}, which is not in {area}")]
    OutsideArea {
        /// The file.
        file: String,
        /// The unit it is of.
        unit: String,
        /// The unit that adds up.
        area: String,
    },
    /// It counts subjects that the register has in other units, or not at all.
    #[error("{file}: counts subjects that the register here does not have in {unit}: {}; load the same \
             register on both sides", told(.subjects))]
    Strangers {
        /// The file.
        file: String,
        /// The unit it is of.
        unit: String,
        /// The subjects.
        subjects: Vec<String>,
    },
    /// Two files are of the same unit.
    #[error("{file}: is of unit {unit}, as {other} is; leave out the older one")]
    SameUnit {
        /// The file.
        file: String,
        /// The file before it.
        other: String,
        /// The unit of both.
        unit: String,
    },
    /// Some subjects would be counted twice.
    #[error("{file}: counts {} which {other} counts, too: {}", how_many(.subjects.len()), told(.subjects))]
    Overlap {
        /// The file.
        file: String,
        /// The file before it.
        other: String,
        /// The subjects that are in both.
        subjects: Vec<String>,
    },
    /// The responses here are of some of its subjects.
    #[error("{file}: counts {} which this server counts, too: {}", how_many(.subjects.len()), told(.subjects))]
    CountedHere {
        /// The file.
        file: String,
        /// The subjects that are in both.
        subjects: Vec<String>,
    },
    /// Its tallies are not of these forms and indicators.
    #[error("{file}: holds what no responses can have given: {misfit}")]
    Misfit {
        /// The file.
        file: String,
        /// What does not fit.
        misfit: Misfit,
    },
    /// Together they are more than any round has.
    #[error("all files together hold what no responses can have given: {misfit}")]
    TooMany {
        /// What does not fit.
        misfit: Misfit,
    },
}

/// The first of some names, and how many more there are.
fn told(names: &[String]) -> String {
    let first = names.iter().take(TOLD).map(String::as_str);
    let first = first.collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(TOLD) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

fn how_many(count: usize) -> String {
    match count {
        1 => "a subject".to_owned(),
        count => format!("{count} subjects"),
    }
}
