//! Associations of the register that resemble each other, and what was said of them.

use std::collections::BTreeMap;

use sohoi_form::Form;
use sohoi_register::similar::{Evidence, Group, Judged, Likeness, Profile, similar};
use sohoi_register::{Line, Register};
use sohoi_round::{Similar, stored_text};
use sohoi_text::{Language, fold};

use super::Keeper;
use crate::forms::Forms;
use crate::scope::Reach;
use crate::store::{Read, Result, StoredResponse, StoredRound};

/// The groups of a register with what was said of them.
#[derive(Clone, Debug)]
pub struct Found {
    /// The groups.
    pub groups: Vec<Group>,
    /// What was said of some.
    pub said: Vec<Judged>,
    /// What they were found by, by line.
    profiles: BTreeMap<String, Profile>,
    /// The register that they are of.
    pub register: Register,
    /// The form of the associations, for its words.
    form: Option<Form>,
    /// The questions that they were found by.
    similar: Similar,
}

impl Found {
    /// The type, the main field and the activities of a line, in words; blank where they are not known.
    pub fn facts(&self, line: &str, language: Language) -> [String; 3] {
        let Some(own) = self.profiles.get(line) else {
            return Default::default();
        };
        let asked = &self.similar;
        let activities: Vec<&str> = own.activities.iter().map(String::as_str).collect();
        // A type that says nothing of likeness is told all the same.
        let registered = self
            .register
            .line(line)
            .map(|line| &line.subject.attributes);
        let registered = registered.and_then(|known| known.get(&asked.type_question));
        let kind = registered.unwrap_or(&own.kind);
        [
            self.words(Some(&asked.type_question), kind, language),
            self.words(asked.field.as_ref(), &own.field, language),
            self.words(asked.activities.as_ref(), &activities.join(" "), language),
        ]
    }

    /// The activities that two associations share, in words.
    pub fn shared_activities(&self, evidence: &Evidence, language: Language) -> String {
        let shared = evidence.activities.join(" ");
        self.words(self.similar.activities.as_ref(), &shared, language)
    }

    /// The words that two names share, as one of them is written.
    pub fn shared_words(&self, evidence: &Evidence) -> String {
        let lines = evidence.lines.iter();
        let names: Vec<&str> = lines
            .filter_map(|line| Some(self.profiles.get(line)?.name.as_str()))
            .collect();
        let written = |name: &&str| {
            let words = name.split(|letter: char| !letter.is_alphanumeric());
            let shared = words.filter(|word| evidence.words.contains(&fold(word)));
            shared.map(str::to_owned).collect::<Vec<_>>()
        };
        // The name that writes out more of them.
        let most = names.iter().map(written).max_by_key(Vec::len);
        let most = most.filter(|words| !words.is_empty());
        most.unwrap_or_else(|| evidence.words.clone()).join(" ")
    }

    /// What somebody says about merging, in words.
    pub fn view_on_merging(&self, said: &str, language: Language) -> String {
        self.words(self.similar.merging.as_ref(), said, language)
    }

    /// What was said of a group.
    pub fn judged(&self, group: &Group) -> Option<&Judged> {
        self.said.iter().find(|own| own.lines == group.lines)
    }

    /// An answer as people read it.
    fn words(&self, question: Option<&String>, stored: &str, language: Language) -> String {
        match (question, &self.form) {
            (Some(question), Some(form)) if !stored.is_empty() => {
                form.question(question).map_or_else(
                    || stored.to_owned(),
                    |question| stored_text(form, question, stored, language),
                )
            }
            _ => stored.to_owned(),
        }
    }
}

/// The groups of today's register, by what it says and by the newest responses within reach.
///
/// # Errors
///
/// Where the store fails.
pub async fn groups(
    view: &mut dyn Read,
    round: &StoredRound,
    reach: &Reach,
    now: i64,
) -> Result<Found> {
    let keeper = Keeper::open(view, &round.id, now).await?;
    let register = keeper.register();
    let whole = Forms::default().whole_round(view, &round.document).await?;
    let (mut wordings, mut similar_by, mut form) = (Vec::new(), Similar::default(), None);
    if let Some(whole) = whole {
        // A round that does not say: the first kind of subjects is the usual one, and names are all there is.
        similar_by = whole.similar.unwrap_or_else(|| Similar {
            kind: whole
                .subject_kinds
                .first()
                .map_or_else(String::new, |kind| kind.id.clone()),
            ..Similar::default()
        });
        let kind = whole
            .subject_kinds
            .iter()
            .find(|kind| kind.id == similar_by.kind);
        let id = kind.map_or("", |kind| kind.form.as_str()).to_owned();
        form = whole.forms.into_iter().find(|form| form.id == id);
        wordings = whole.wordings;
    }
    let newest = match form
        .as_ref()
        .filter(|_| !similar_by.type_question.is_empty())
    {
        Some(form) => newest(view, reach, &round.id, &form.id).await?,
        None => BTreeMap::new(),
    };
    let own = register
        .listed()
        .filter(|line| line.subject.kind == similar_by.kind);
    let profiles: Vec<Profile> = own
        .map(|line| profile(line, newest.get(&line.subject.id), &similar_by))
        .collect();
    let related = similar_by.related.iter();
    let related: Vec<(&str, &str)> = related
        .map(|(one, other)| (one.as_str(), other.as_str()))
        .collect();
    let likeness = Likeness {
        wordings: &wordings,
        related: &related,
    };
    let groups = similar(&profiles, likeness);
    let profiles = profiles.into_iter();
    Ok(Found {
        groups,
        profiles: profiles.map(|own| (own.line.clone(), own)).collect(),
        said: view.register_judged(&round.id).await?,
        register,
        form,
        similar: similar_by,
    })
}

/// The newest response about each subject.
async fn newest(
    view: &mut dyn Read,
    reach: &Reach,
    round: &str,
    form: &str,
) -> Result<BTreeMap<String, StoredResponse>> {
    let mut newest: BTreeMap<String, StoredResponse> = BTreeMap::new();
    for scoped in view.responses(reach).await? {
        let stored = scoped.into_inner();
        let slot = &stored.response.slot;
        if slot.round != round || slot.form != form {
            continue;
        }
        let is_newer = newest
            .get(&slot.subject)
            .is_none_or(|known| known.marks.feed_seq < stored.marks.feed_seq);
        if is_newer {
            newest.insert(slot.subject.clone(), stored);
        }
    }
    Ok(newest)
}

fn profile(line: &Line, newest: Option<&StoredResponse>, asked: &Similar) -> Profile {
    let subject = &line.subject;
    // What the register says counts; what it does not is answered.
    let value = |question: Option<&String>| {
        let question = question?;
        let registered = subject.attributes.get(question).map(String::as_str);
        registered.or_else(|| newest?.response.value(question))
    };
    let text = |question| value(question).unwrap_or_default().to_owned();
    let activities = text(asked.activities.as_ref());
    let mut kind = text(Some(&asked.type_question));
    if asked.apart.contains(&kind) {
        kind.clear();
    }
    Profile {
        line: subject.id.clone(),
        name: subject.name.clone(),
        unit: subject.unit.clone(),
        kind,
        field: text(asked.field.as_ref()),
        activities: activities.split_whitespace().map(str::to_owned).collect(),
        merging: text(asked.merging.as_ref()),
    }
}
