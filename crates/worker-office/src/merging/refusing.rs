//! Why a file is not added up, in the words of the page.

use sohoi_aggregate::Refusal;
use sohoi_form::Text;
use sohoi_stats::Population;
use sohoi_text::messages::{refusal as words, results};
use sohoi_text::{Language, format_integer, parse_date, short_date};

use crate::holdings::Holdings;
use crate::merge::RefusedTold;

/// How many names a sentence tells.
const TOLD: usize = 5;

/// The reason, and what to do. The page says beside which file it stands.
pub(super) fn refused(holdings: &Holdings, language: Language, refusal: &Refusal) -> RefusedTold {
    let names = Names { holdings, language };
    RefusedTold {
        sentence: names.sentence(refusal),
        lacks_signature: matches!(refusal, Refusal::Unsigned { .. }),
    }
}

/// What things are called where the page is read.
struct Names<'h> {
    holdings: &'h Holdings,
    language: Language,
}

impl Names<'_> {
    fn sentence(&self, refusal: &Refusal) -> String {
        let language = self.language;
        let plain = |words: fn(Language) -> &'static str| words(language).to_owned();
        match refusal {
            Refusal::NotAnAggregate { .. } => plain(words::not_an_aggregate),
            Refusal::OtherFormat { .. } => plain(words::other_format),
            Refusal::TooLarge { .. } => plain(words::too_large),
            Refusal::NotForUs { .. } => plain(words::not_for_us),
            Refusal::NoKey { .. } => plain(words::no_key),
            Refusal::Damaged { .. } => plain(words::damaged),
            Refusal::Forged { .. } => plain(words::forged),
            Refusal::Demonstration { .. } => plain(words::demonstration),
            Refusal::TooMany { misfit } => words::too_many(language, &misfit.place),
            Refusal::Misfit { misfit, .. } => words::misfit(language, &misfit.place),
            Refusal::UnknownSigner { fingerprint, .. } => {
                words::unknown_signer(language, fingerprint)
            }
            Refusal::SignerOfOtherUnit {
                unit, fingerprint, ..
            } => words::signer_of_other_unit(language, &self.unit(unit), fingerprint),
            Refusal::Unsigned { unit, .. } => words::unsigned(language, &self.unit(unit)),
            Refusal::OtherRound { is, wanted, .. } => words::other_round(language, is, wanted),
            Refusal::OtherCutoff { is, wanted, .. } => {
                words::other_cutoff(language, &day(is), &day(wanted))
            }
            Refusal::OtherForms { forms, .. } => {
                let forms: Vec<String> = forms.iter().map(|id| self.form(id)).collect();
                words::other_forms(language, &self.told(&forms))
            }
            Refusal::OtherIndicators { indicators, .. } => {
                words::other_indicators(language, &self.told(indicators))
            }
            Refusal::OtherPopulation { is, wanted, .. } => {
                words::other_population(language, self.population(*is), self.population(*wanted))
            }
            Refusal::Mixed {
                is,
                other,
                other_is,
                ..
            } => words::mixed(
                language,
                self.population(*is),
                other,
                self.population(*other_is),
            ),
            Refusal::OutsideArea { unit, area, .. } => {
                words::outside_area(language, &self.unit(unit), &self.unit(area))
            }
            Refusal::Strangers { unit, subjects, .. } => {
                words::strangers(language, &self.unit(unit), &self.subjects(subjects))
            }
            Refusal::SameUnit { other, unit, .. } => {
                words::same_unit(language, other, &self.unit(unit))
            }
            Refusal::Overlap {
                other, subjects, ..
            } => words::overlap(
                language,
                &count(subjects.len()),
                other,
                &self.subjects(subjects),
            ),
            Refusal::CountedHere { subjects, .. } => {
                words::counted_here(language, &count(subjects.len()), &self.subjects(subjects))
            }
        }
    }

    fn words(&self, text: &Text) -> String {
        self.language.pick(&text.vi, &text.en).to_owned()
    }

    fn unit(&self, id: &str) -> String {
        let unit = self.holdings.unit(id);
        unit.map_or_else(|| id.to_owned(), |unit| self.words(&unit.name))
    }

    fn form(&self, id: &str) -> String {
        let mut forms = self.holdings.round.forms.iter();
        let form = forms.find(|form| form.id == id);
        form.map_or_else(|| id.to_owned(), |form| self.words(&form.title))
    }

    fn population(&self, population: Population) -> &'static str {
        match population {
            Population::Provisional => results::provisional(self.language),
            Population::Approved => results::approved(self.language),
        }
    }

    fn subjects(&self, ids: &[String]) -> String {
        let name = |id: &String| match self.holdings.subject(id) {
            Some(subject) => format!("{} ({id})", subject.name),
            None => id.clone(),
        };
        let names: Vec<String> = ids.iter().take(TOLD).map(name).collect();
        self.of_all(&names, ids.len())
    }

    fn told(&self, names: &[String]) -> String {
        self.of_all(&names[..names.len().min(TOLD)], names.len())
    }

    /// The first names, and how many more there are.
    fn of_all(&self, first: &[String], all: usize) -> String {
        let names = first.join("; ");
        match all - first.len() {
            0 => names,
            more => words::and_more(self.language, &names, &count(more)),
        }
    }
}

fn count(number: usize) -> String {
    format_integer(i64::try_from(number).unwrap_or(i64::MAX))
}

/// A day as people read it.
fn day(text: &str) -> String {
    let day = parse_date(text).map(short_date);
    day.unwrap_or_else(|_| text.to_owned())
}
