//! What people ask for in their own words, for a page.

use sohoi_json::{read_members, write_members};

#[cfg(feature = "program")]
use sohoi_export::{ProposalLine, ResponsesFile, each_proposal};
#[cfg(feature = "program")]
use sohoi_text::Language;

/// All proposals of the responses that count, by addressee in the order of the round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposals {
    /// How many responses count.
    pub responses: u32,
    /// How many could not be read, because their form version is not here.
    pub left_out: u32,
    /// To whom somebody asks for something.
    pub addressed: Vec<Addressed>,
}

/// What is addressed to one body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addressed {
    /// The addressee, as people read it.
    pub addressee: String,
    /// The groups, those that most subjects ask for first.
    pub groups: Vec<Group>,
    /// The proposals that are like no other.
    pub single: Vec<Quoted>,
}

/// Proposals in similar words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The most typical of them.
    pub representative: String,
    /// How many different subjects ask for it.
    pub subjects: u32,
    /// All of them, the most like the others first.
    pub quotations: Vec<Quoted>,
}

/// A proposal to the letter, with its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quoted {
    /// What was written.
    pub text: String,
    /// The id of the response.
    pub response: String,
    /// The id of its form.
    pub form: String,
    /// The section of the form in which the question stands.
    pub section: String,
    /// The question.
    pub question: String,
    /// The subject that answered.
    pub subject: String,
}

read_members! {
    Proposals: responses, left_out, addressed;
    Addressed: addressee, groups, single;
    Group: representative, subjects, quotations;
    Quoted: text, response, form, section, question, subject;
}

write_members! {
    Proposals: responses, left_out, addressed;
    Addressed: addressee, groups, single;
    Group: representative, subjects, quotations;
    Quoted: text, response, form, section, question, subject;
}

/// Groups the proposals of a file.
#[cfg(feature = "program")]
pub(crate) fn proposals(
    file: &ResponsesFile<'_>,
    left_out: usize,
    language: Language,
) -> Proposals {
    let mut found = Proposals {
        responses: count(file.responses.len()),
        left_out: count(left_out),
        addressed: Vec::new(),
    };
    // Lines of one group stand together, and so do those of one addressee.
    let mut number = None;
    each_proposal(file, language, |line| {
        let is_known = found.addressed.last();
        if is_known.is_none_or(|own| own.addressee != line.addressee) {
            number = None;
            found.addressed.push(Addressed {
                addressee: line.addressee.to_owned(),
                ..Addressed::default()
            });
        }
        let Some(own) = found.addressed.last_mut() else {
            return;
        };
        let (Some(group), Some(representative)) = (line.group, line.representative) else {
            own.single.push(quoted(line));
            return;
        };
        if number != Some(group) {
            number = Some(group);
            own.groups.push(Group {
                representative: representative.to_owned(),
                subjects: count(line.subjects),
                quotations: Vec::new(),
            });
        }
        if let Some(group) = own.groups.last_mut() {
            group.quotations.push(quoted(line));
        }
    });
    found
}

#[cfg(feature = "program")]
fn quoted(line: &ProposalLine<'_>) -> Quoted {
    let form = line.source.session.engine().form();
    let mut sections = form.sections.iter();
    let section = sections.find(|section| {
        let mut questions = section.questions.iter();
        questions.any(|own| own.name == line.question)
    });
    Quoted {
        text: line.text.to_owned(),
        response: line.source.id.to_owned(),
        form: form.id.clone(),
        section: section.map_or_else(String::new, |section| section.id.clone()),
        question: line.question.to_owned(),
        subject: line.source.subject.to_owned(),
    }
}

/// A number of responses: no device holds more than fit.
#[cfg(feature = "program")]
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
