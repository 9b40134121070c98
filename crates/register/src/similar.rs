//! Associations of one area that resemble each other, with what shows it (Conclusion 102-KL/TW).
//!
//! Nothing is decided here: groups are proposed, and what people say of them is kept by [`Judged`].

mod names;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sohoi_round::Wording;

use names::Names;

/// What is known of an association, to hold it against others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The line.
    pub line: String,
    /// Its name.
    pub name: String,
    /// Its unit: only associations of one unit are held against each other.
    pub unit: String,
    /// The type; blank where it is not known, or is of no known type.
    pub kind: String,
    /// The main field; blank where it is not known.
    pub field: String,
    /// The fields in which it is active.
    pub activities: BTreeSet<String>,
    /// What it says about merging; blank where it was not asked.
    pub merging: String,
}

/// Associations that resemble each other, two at least.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// The unit.
    pub unit: String,
    /// The lines, in order.
    pub lines: Vec<String>,
    /// What shows it, for each two that are alike.
    pub evidence: Vec<Evidence>,
    /// What each says about merging, in the order of lines.
    pub merging: Vec<String>,
}

/// In what two associations are alike.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// The two lines, in order.
    pub lines: [String; 2],
    /// Whether both are of one type.
    pub same_kind: bool,
    /// Whether the round says that their types are related.
    pub related_kinds: bool,
    /// Whether both have one main field.
    pub same_field: bool,
    /// The fields in which both are active.
    pub activities: Vec<String>,
    /// The words that both names have, folded, places and words of every name left out.
    pub words: Vec<String>,
    /// How much of the weight of their words is shared, 0 to 1.
    pub names: f64,
}

/// What the round says of likeness.
#[derive(Clone, Copy, Debug, Default)]
pub struct Likeness<'a> {
    /// Words that mean the same.
    pub wordings: &'a [Wording],
    /// Types that do each other's work.
    pub related: &'a [(&'a str, &'a str)],
}

/// What somebody decided about a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// The lines of the group, in order.
    pub lines: Vec<String>,
    /// Whether they are to be re-arranged; otherwise they are not proposed again.
    pub is_accepted: bool,
    /// Why, in somebody's own words.
    pub note: String,
    /// When.
    pub day: NaiveDate,
}

/// The groups of a register, by unit and first line, the same for whatever order the profiles come in.
pub fn similar(profiles: &[Profile], likeness: Likeness<'_>) -> Vec<Group> {
    let mut profiles: Vec<&Profile> = profiles.iter().collect();
    profiles.sort_by_key(|profile| (&profile.unit, &profile.line));
    let names = Names::of(&profiles, likeness.wordings);
    let mut groups = Vec::new();
    let mut start = 0;
    for chunk in profiles.chunk_by(|one, other| one.unit == other.unit) {
        groups.extend(of_unit(chunk, start, &names, likeness.related));
        start += chunk.len();
    }
    groups
}

/// The groups that nobody has judged yet: a group that gained a line is a new one.
pub fn open<'g>(groups: &'g [Group], judged: &[Judged]) -> Vec<&'g Group> {
    let is_open = |group: &&Group| !judged.iter().any(|own| own.lines == group.lines);
    groups.iter().filter(is_open).collect()
}

fn of_unit(
    profiles: &[&Profile],
    start: usize,
    names: &Names,
    related: &[(&str, &str)],
) -> Vec<Group> {
    let mut evidence: BTreeMap<(usize, usize), Evidence> = BTreeMap::new();
    // The first line of the group that each is of.
    let mut first: Vec<usize> = (0..profiles.len()).collect();
    for one in 0..profiles.len() {
        for other in one + 1..profiles.len() {
            let (share, words) = names.shared(start + one, start + other);
            let found = compared(profiles[one], profiles[other], share, words, related);
            if is_alike(&found, profiles[one], profiles[other]) {
                evidence.insert((one, other), found);
                let (old, new) = (first[one].max(first[other]), first[one].min(first[other]));
                first
                    .iter_mut()
                    .filter(|own| **own == old)
                    .for_each(|own| *own = new);
            }
        }
    }
    let firsts: BTreeSet<usize> = evidence.keys().map(|(one, _)| first[*one]).collect();
    let group = |head: usize| {
        let of = |place: &usize| first[*place] == head;
        let places: Vec<usize> = (0..profiles.len()).filter(of).collect();
        let own = evidence.iter().filter(|((one, _), _)| of(one));
        Group {
            unit: profiles[head].unit.clone(),
            lines: places
                .iter()
                .map(|place| profiles[*place].line.clone())
                .collect(),
            evidence: own.map(|(_, found)| found.clone()).collect(),
            merging: places
                .iter()
                .map(|place| profiles[*place].merging.clone())
                .collect(),
        }
    };
    firsts.into_iter().map(group).collect()
}

fn compared(
    one: &Profile,
    other: &Profile,
    names: f64,
    words: Vec<String>,
    related: &[(&str, &str)],
) -> Evidence {
    let (kind, second) = (one.kind.as_str(), other.kind.as_str());
    Evidence {
        lines: [one.line.clone(), other.line.clone()],
        same_kind: !kind.is_empty() && kind == second,
        related_kinds: related
            .iter()
            .any(|own| *own == (kind, second) || *own == (second, kind)),
        same_field: !one.field.is_empty() && one.field == other.field,
        activities: one
            .activities
            .intersection(&other.activities)
            .cloned()
            .collect(),
        words,
        names,
    }
}

/// One type is enough, and so are types that the round calls related where the field is one. Without a type
/// the name has to say it, helped by field and activities.
fn is_alike(evidence: &Evidence, one: &Profile, other: &Profile) -> bool {
    let all = one.activities.union(&other.activities).count();
    let most_activities = all > 0 && evidence.activities.len() * 2 >= all;
    let is_told_apart = !one.kind.is_empty() && !other.kind.is_empty() && one.kind != other.kind;
    let needed = match (is_told_apart, evidence.same_field && most_activities) {
        (false, true) => 0.3,
        (false, false) | (true, true) => 0.5,
        (true, false) => 0.7,
    };
    evidence.same_kind || evidence.related_kinds && evidence.same_field || evidence.names >= needed
}
