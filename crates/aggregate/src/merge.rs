//! Adding up: everything is checked first, then nothing can go wrong any more.

use std::collections::{BTreeMap, BTreeSet};

use litemap::LiteMap;
use sohoi_stats::{Ledger, Population, Tallies};

use crate::Opened;
use crate::content::{Aggregate, Head, Share};
use crate::refusal::Refusal;
use crate::surroundings::{Here, Placed};

/// Files added up, perhaps with responses of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Which responses count.
    pub population: Population,
    /// How many.
    pub responses: u64,
    /// The subjects that they are of, in order.
    pub subjects: Vec<String>,
    /// The tallies of all of them together.
    pub tallies: Tallies,
    /// What they are made of: the files in the order given, then the responses here.
    pub sources: Vec<Source>,
}

/// One of the parts that were added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name of the file; nothing where it is the responses here.
    pub file: Option<String>,
    /// The unit that it is of.
    pub unit: String,
    /// When it was made.
    pub made_at: String,
    /// How many responses it counts.
    pub responses: u64,
    /// How far the collection is there, all kinds of subjects together.
    pub progress: Share,
    /// The fingerprint of who signed it; nothing where nobody did.
    pub fingerprint: Option<String>,
    /// Whether it came open, for anybody to read; own responses do not travel.
    pub is_open: bool,
    /// Units whose files it was made of in its turn.
    pub made_of: Vec<String>,
    /// Those of them whose files were not signed.
    pub unsigned: Vec<String>,
}

impl Source {
    /// Whether it, or something that it is made of, was not signed. Own responses need no signature.
    pub fn is_unsigned(&self) -> bool {
        self.file.is_some() && self.fingerprint.is_none() || !self.unsigned.is_empty()
    }
}

/// Adds files up, and own responses to them.
///
/// What results is what all their responses would make together. Each file is held against what is
/// [here](Here), against those before it, and against the responses here.
///
/// # Errors
///
/// The first reason why they cannot be added up.
pub fn merge(
    here: &Here<'_>,
    files: &[Opened],
    own: Option<&Aggregate>,
) -> Result<Merged, Refusal> {
    let mut taking = Taking::new(here, own);
    for opened in files {
        taking.take(opened)?;
    }
    let first = files.first().map(|file| &file.aggregate);
    let population = here
        .population
        .or(first.or(own).map(|it| it.head.population));
    let mut merged = Merged {
        population: population.unwrap_or_default(),
        responses: 0,
        subjects: Vec::new(),
        tallies: Tallies::default(),
        sources: Vec::new(),
    };
    for opened in files {
        merged.add(&opened.aggregate, Some(opened));
    }
    if let Some(own) = own {
        merged.add(own, None);
    }
    merged.subjects.sort_unstable();
    let all = Ledger::with(here.plan, &merged.tallies);
    all.map_err(|misfit| Refusal::TooMany { misfit })?;
    Ok(merged)
}

/// Says of each file why it cannot be added to the good ones before it, where that is so.
///
/// [`merge`] ends with the first of these reasons; whoever wants all files to be good has to hear of all.
pub fn check(
    here: &Here<'_>,
    files: &[Opened],
    own: Option<&Aggregate>,
) -> Vec<Result<(), Refusal>> {
    let mut taking = Taking::new(here, own);
    files.iter().map(|opened| taking.take(opened)).collect()
}

/// What has been found good so far.
struct Taking<'f> {
    here: &'f Here<'f>,
    files: Vec<&'f Opened>,
    /// By subject, the name of the file that counts it.
    counted: BTreeMap<&'f str, &'f str>,
    /// The subjects of the responses here.
    own: BTreeSet<&'f str>,
}

impl<'f> Taking<'f> {
    fn new(here: &'f Here<'f>, own: Option<&'f Aggregate>) -> Self {
        let own = own.iter().flat_map(|own| &own.head.subjects);
        Self {
            here,
            files: Vec::new(),
            counted: BTreeMap::new(),
            own: own.map(String::as_str).collect(),
        }
    }

    /// Takes a file whose figures can be added to those before it.
    fn take(&mut self, opened: &'f Opened) -> Result<(), Refusal> {
        let here = self.here;
        alike(here, opened)?;
        population_of(here, opened, self.files.first().copied())?;
        placed(here, opened)?;
        self.apart(opened)?;
        let Opened {
            file, aggregate, ..
        } = opened;
        fits(here, file, &aggregate.tallies)?;
        let subjects = aggregate.head.subjects.iter();
        self.counted
            .extend(subjects.map(|subject| (subject.as_str(), file.as_str())));
        self.files.push(opened);
        Ok(())
    }

    /// Whether nothing that is counted already is counted again.
    fn apart(&self, opened: &Opened) -> Result<(), Refusal> {
        let head = &opened.aggregate.head;
        let file = opened.file.clone();
        let mut others = self.files.iter();
        let same = others.find(|other| other.aggregate.head.unit == head.unit);
        if let Some(other) = same {
            return Err(Refusal::SameUnit {
                file,
                other: other.file.clone(),
                unit: head.unit.clone(),
            });
        }
        if let Some((other, subjects)) = twice(head, &self.counted) {
            return Err(Refusal::Overlap {
                file,
                other: other.to_owned(),
                subjects,
            });
        }
        let subjects = head.subjects.iter();
        let subjects = subjects.filter(|subject| self.own.contains(subject.as_str()));
        let subjects: Vec<String> = subjects.cloned().collect();
        match subjects.is_empty() {
            true => Ok(()),
            false => Err(Refusal::CountedHere { file, subjects }),
        }
    }
}

impl Merged {
    fn add(&mut self, aggregate: &Aggregate, opened: Option<&Opened>) {
        let head = &aggregate.head;
        self.tallies.merge(&aggregate.tallies);
        self.responses += head.responses;
        self.subjects.extend_from_slice(&head.subjects);
        let shares = head.progress.iter().map(|(_, share)| share);
        let signer = opened.and_then(|opened| opened.signer.as_ref());
        self.sources.push(Source {
            file: opened.map(|opened| opened.file.clone()),
            unit: head.unit.clone(),
            made_at: head.made_at.clone(),
            responses: head.responses,
            progress: shares.fold(Share::default(), |sum, share| Share {
                counted: sum.counted.saturating_add(share.counted),
                lines: sum.lines.saturating_add(share.lines),
            }),
            fingerprint: signer.map(|signer| signer.fingerprint()),
            is_open: opened.is_some_and(|opened| !opened.is_sealed),
            made_of: head.made_of.clone(),
            unsigned: head.unsigned.clone(),
        });
    }
}

/// Same round, same day, same forms, same indicators.
fn alike(here: &Here<'_>, opened: &Opened) -> Result<(), Refusal> {
    let head = &opened.aggregate.head;
    let file = opened.file.clone();
    let texts = |is: &str, wanted: &str| (is.to_owned(), wanted.to_owned());
    if head.round != here.round {
        let (is, wanted) = texts(&head.round, here.round);
        return Err(Refusal::OtherRound { file, is, wanted });
    }
    if head.demonstration != here.demonstration {
        return Err(Refusal::Demonstration { file });
    }
    let forms = differing(&head.forms, here.forms);
    if !forms.is_empty() {
        return Err(Refusal::OtherForms { file, forms });
    }
    let indicators = differing(&head.indicators, here.indicators);
    if !indicators.is_empty() {
        return Err(Refusal::OtherIndicators { file, indicators });
    }
    if head.cutoff != here.cutoff {
        let (is, wanted) = texts(&head.cutoff, here.cutoff);
        return Err(Refusal::OtherCutoff { file, is, wanted });
    }
    Ok(())
}

/// The names that do not stand for the same on both sides.
fn differing(theirs: &LiteMap<String, String>, ours: &LiteMap<String, String>) -> Vec<String> {
    let mut names: Vec<String> = theirs
        .iter()
        .filter(|(name, hash)| ours.get(*name) != Some(*hash))
        .map(|(name, _)| name.clone())
        .collect();
    let missing = ours.keys().filter(|name| !theirs.contains_key(*name));
    names.extend(missing.cloned());
    names.sort_unstable();
    names
}

fn population_of(here: &Here<'_>, opened: &Opened, first: Option<&Opened>) -> Result<(), Refusal> {
    let is = opened.aggregate.head.population;
    let file = opened.file.clone();
    match (here.population, first) {
        (Some(wanted), _) if is != wanted => Err(Refusal::OtherPopulation { file, is, wanted }),
        (None, Some(first)) if is != first.aggregate.head.population => Err(Refusal::Mixed {
            file,
            is,
            other: first.file.clone(),
            other_is: first.aggregate.head.population,
        }),
        _ => Ok(()),
    }
}

/// Whether unit and subjects are where the file says.
fn placed(here: &Here<'_>, opened: &Opened) -> Result<(), Refusal> {
    let head = &opened.aggregate.head;
    let (file, unit) = (opened.file.clone(), head.unit.clone());
    if !here.units.reaches(here.area, &unit) {
        let area = here.area.to_owned();
        return Err(Refusal::OutsideArea { file, unit, area });
    }
    let is_stranger = |subject: &&String| match (here.placed)(subject) {
        Placed::In(own) => !here.units.reaches(&unit, &own),
        Placed::Provisional => head.population == Population::Approved,
        Placed::Nowhere => true,
    };
    let strangers = head.subjects.iter().filter(is_stranger);
    let subjects: Vec<String> = strangers.cloned().collect();
    match subjects.is_empty() {
        true => Ok(()),
        false => Err(Refusal::Strangers {
            file,
            unit,
            subjects,
        }),
    }
}

/// The subjects that are counted already, by the first file that has any of them.
fn twice<'c>(head: &Head, counted: &BTreeMap<&str, &'c str>) -> Option<(&'c str, Vec<String>)> {
    let by = |subject: &String| counted.get(subject.as_str()).copied();
    let first = head.subjects.iter().find_map(by)?;
    let both = head
        .subjects
        .iter()
        .filter(|subject| by(subject) == Some(first));
    Some((first, both.cloned().collect()))
}

fn fits(here: &Here<'_>, file: &str, tallies: &Tallies) -> Result<(), Refusal> {
    match Ledger::with(here.plan, tallies) {
        Ok(_) => Ok(()),
        Err(misfit) => Err(Refusal::Misfit {
            file: file.to_owned(),
            misfit,
        }),
    }
}
