//! From a figure back to the responses it is made of.

use sohoi_form::{Form, QuestionType};

use crate::decimal::{Amount, Decimal};
use crate::facts::Facts;
use crate::indicator::{Dimension, Term};
use crate::plan::lookup::{find, names_in};
use crate::plan::{Plan, TermPlan};
use crate::share::{Share, Split, shares};
use crate::tally::Gift;

/// What one response gives to a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// To the first aggregate; absent where it is not counted there.
    pub a: Option<GivenToTerm>,
    /// To the second aggregate.
    pub b: Option<GivenToTerm>,
}

/// What one response gives to one aggregate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenToTerm {
    /// How many are counted, or each value, as exact decimals with a point.
    pub values: Vec<String>,
    /// The row that the first one comes from, as paths name it.
    pub row: Option<String>,
}

/// Where in a form one reads what a term looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The id of the section.
    pub section: String,
    /// The repeat, where the question is inside one.
    pub repeat: Option<String>,
    /// The name of the question.
    pub question: String,
}

impl Plan<'_> {
    /// What a response gives to an indicator, by its place in the plan, or to one group of it;
    /// nothing where it is not counted there at all.
    pub fn given(
        &self,
        place: usize,
        within: Option<(&Dimension, &str)>,
        facts: &Facts<'_>,
    ) -> Option<Given> {
        let planned = &self.indicators[place];
        let given = Given {
            a: to_term(&planned.a, within, facts),
            b: planned
                .b
                .as_ref()
                .and_then(|term| to_term(term, within, facts)),
        };
        (given.a.is_some() || given.b.is_some()).then_some(given)
    }
}

fn to_term(
    term: &TermPlan,
    within: Option<(&Dimension, &str)>,
    facts: &Facts<'_>,
) -> Option<GivenToTerm> {
    let split = within.map_or(Split::Whole, |(dimension, _)| Split::by(dimension));
    let mut own = shares(term, facts, split);
    if let Some((_, group)) = within {
        own.retain(|share| share.group == group);
    }
    // A blank value gives nothing.
    own.retain(|share| share.gift != Gift::Value(Amount::Blank));
    let row = own.first()?.row.map(str::to_owned);
    let values = match own.iter().all(|share| share.gift == Gift::One) {
        true => vec![own.len().to_string()],
        false => own.iter().filter_map(value).collect(),
    };
    Some(GivenToTerm { values, row })
}

/// A value that is too large to be exact is not told.
fn value(share: &Share<'_>) -> Option<String> {
    match share.gift {
        Gift::One => Some(Decimal::from_units(Decimal::ONE).to_string()),
        Gift::Value(Amount::Exact(decimal)) => Some(decimal.to_string()),
        Gift::Value(Amount::Blank | Amount::TooLarge) => None,
    }
}

/// Where a person reads what a term looks at: the first question that its field names, else its
/// condition; a calculation stands for what it is made of. Nothing where it looks at no answer.
pub fn place_behind(term: &Term, form: &Form) -> Option<Place> {
    let texts = [&term.field, &term.r#where];
    let mut places = texts.into_iter().flatten();
    places.find_map(|text| asked_in(text, form, CALCULATIONS))
}

/// How many calculations in a row are followed.
const CALCULATIONS: usize = 8;

fn asked_in(text: &str, form: &Form, depth: usize) -> Option<Place> {
    names_in(text).into_iter().find_map(|name| {
        let (question, repeat) = find(form, name)?;
        if question.kind == QuestionType::Calculate {
            let calculation = question.calculation.as_deref()?;
            return asked_in(calculation, form, depth.checked_sub(1)?);
        }
        let top = repeat.unwrap_or(name);
        let mut sections = form.sections.iter();
        let section = sections.find(|section| {
            let mut questions = section.questions.iter();
            questions.any(|question| question.name == top)
        })?;
        Some(Place {
            section: section.id.clone(),
            repeat: repeat.map(str::to_owned),
            question: name.to_owned(),
        })
    })
}
