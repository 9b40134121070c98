//! Associations of the register that resemble each other, and what was said of them.

use sohoi_register::similar::{Group, Judged, Likeness, Profile, similar};
use sohoi_register::{Line, Register};

use sohoi_text::Language;

use super::Keeper;
use crate::forms::Forms;
use crate::store::{Read, Result, StoredRound};

/// The groups of a register with what was said of them.
#[derive(Clone, Debug)]
pub struct Found {
    /// The groups.
    pub groups: Vec<Group>,
    /// What was said of some.
    pub said: Vec<Judged>,
    /// What they were found by.
    profiles: Vec<Profile>,
    /// The register that they are of.
    pub register: Register,
}

impl Found {
    /// The type, the main field and the activities of a line, in words; blank where they are not known.
    pub fn facts(&self, line: &str, _language: Language) -> [String; 3] {
        let profile = self.profiles.iter().find(|own| own.line == line);
        profile.map_or_else(Default::default, |own| {
            let activities: Vec<&str> = own.activities.iter().map(String::as_str).collect();
            [own.kind.clone(), own.field.clone(), activities.join(", ")]
        })
    }

    /// What somebody says about merging, in words.
    pub fn view_on_merging(&self, said: &str, _language: Language) -> String {
        said.to_owned()
    }

    /// What was said of a group.
    pub fn judged(&self, group: &Group) -> Option<&Judged> {
        self.said.iter().find(|own| own.lines == group.lines)
    }
}

/// The groups of today's register.
///
/// # Errors
///
/// Where the store fails.
pub async fn groups(view: &mut dyn Read, round: &StoredRound, now: i64) -> Result<Found> {
    let keeper = Keeper::open(view, &round.id, now).await?;
    let register = keeper.register();
    let whole = Forms::default().whole_round(view, &round.document).await?;
    // The first kind of subjects is the usual one: associations. Offices of others resemble them by name only.
    let kind = whole.as_ref().and_then(|round| round.subject_kinds.first());
    let kind = kind.map_or_else(String::new, |kind| kind.id.clone());
    let wordings = whole.map_or_else(Vec::new, |round| round.wordings);
    let own = register.listed().filter(|line| line.subject.kind == kind);
    let profiles: Vec<Profile> = own.map(profile).collect();
    let likeness = Likeness {
        wordings: &wordings,
        related: &[],
    };
    Ok(Found {
        groups: similar(&profiles, likeness),
        profiles,
        said: view.register_judged(&round.id).await?,
        register,
    })
}

fn profile(line: &Line) -> Profile {
    let subject = &line.subject;
    Profile {
        line: subject.id.clone(),
        name: subject.name.clone(),
        unit: subject.unit.clone(),
        ..Profile::default()
    }
}
