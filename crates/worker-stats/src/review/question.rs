//! A question by dimensions, made of the answers when it is asked for.

use std::sync::Arc;

use litemap::LiteMap;
use sohoi_form::{Answers, Engine, Session};
use sohoi_stats::{Pivot, QuestionPlan, Reply, Which};

use super::{Kept, Review, count};
use crate::asked::{Show, What};
use crate::said::{Question, Replies, ReplyRow};

/// The answers of a response in one piece: most of them are never asked for again, and a piece takes
/// less memory than a map of texts.
pub(super) struct Packed(Box<str>);

/// Between a path and its answer, and behind an answer.
const BETWEEN: char = '\u{0}';

impl Packed {
    pub(super) fn new<'t>(answers: impl Iterator<Item = (&'t String, &'t String)>) -> Self {
        let mut packed = String::new();
        for (path, value) in answers {
            packed.push_str(path);
            packed.push(BETWEEN);
            // What nobody can type separates.
            packed.extend(value.chars().filter(|letter| *letter != BETWEEN));
            packed.push(BETWEEN);
        }
        Self(packed.into())
    }

    /// The answers under a form.
    pub(super) fn open(&self, engine: &Arc<Engine>) -> Session {
        let mut answers = Answers::new();
        let mut parts = self.0.split(BETWEEN);
        while let (Some(path), Some(value)) = (parts.next(), parts.next()) {
            if let Ok(path) = path.parse() {
                answers.insert(path, value.to_owned());
            }
        }
        Session::new(Arc::clone(engine), answers)
    }
}

/// A question, and what the responses say to it that were looked at so far.
pub(super) struct Questioned<'a> {
    name: String,
    plan: QuestionPlan<'a>,
    replies: LiteMap<String, Vec<Reply>>,
}

impl Questioned<'_> {
    /// Forgets what a response says: it says something else now.
    pub(super) fn forget(&mut self, id: &str) {
        self.replies.remove(id);
    }
}

impl<'a, const EXPLORES: bool> Review<'a, EXPLORES> {
    /// The question that a page asks for, by dimensions; `None` where it asks for something else, or
    /// where the form has no such question.
    pub fn question(&mut self, show: &Show) -> Option<Question> {
        let What::Question {
            form,
            name,
            rows,
            columns,
        } = &show.what
        else {
            return None;
        };
        let questioned = self.questioned(show, form, name)?;
        let dimensions = &self.source.dimensions;
        let dimension = |id: &Option<String>| {
            let mut dimensions = dimensions.iter();
            let own = dimensions.find(|own| Some(&own.id) == id.as_ref());
            own.filter(|own| questioned.plan.fits(own))
        };
        let mut pivot = Pivot::new(dimension(rows), dimension(columns));
        let mut counted = 0;
        for (_, kept, replies) in self.replies_of(show, &questioned) {
            counted += 1;
            pivot.add(kept.facts.as_ref(), replies);
        }
        let table = pivot.table(self.plan, &questioned.plan);
        self.questioned = Some(questioned);
        Some(Question {
            number: show.number,
            population: show.population,
            counted: count(counted),
            table,
        })
    }

    /// The responses behind figures of a question; `None` as above.
    pub fn replies(&mut self, show: &Show) -> Option<Replies> {
        let What::Replies {
            form,
            name,
            which,
            within,
            from,
            most,
        } = &show.what
        else {
            return None;
        };
        let questioned = self.questioned(show, form, name)?;
        let which = Which::from_name(which);
        let within = within.as_ref().and_then(|(id, group)| {
            let mut dimensions = self.source.dimensions.iter();
            let own = dimensions.find(|own| own.id == *id)?;
            Some((own, group.as_str()))
        });
        // By lines of the register, whose order is the one of the list.
        let mut found: Vec<Vec<_>> = self.source.register.iter().map(|_| Vec::new()).collect();
        for (id, kept, replies) in self.replies_of(show, &questioned) {
            let Some(line) = self.line(&kept.subject) else {
                continue;
            };
            let facts = kept.facts.as_ref();
            let is_meant = |reply: &&Reply| {
                let is_within = |(own, group)| reply.is_of(own, group, facts);
                reply.is(which) && within.is_none_or(is_within)
            };
            let meant = replies.iter().filter(is_meant);
            found[line].extend(meant.map(|reply| (id, kept, reply)));
        }
        let all = found.iter().map(Vec::len).sum();
        let section = questioned.plan.section();
        let rows = found
            .iter()
            .flatten()
            .skip(*from as usize)
            .take(*most as usize);
        let rows = rows
            .map(|(id, kept, reply)| ReplyRow {
                response: (*id).to_owned(),
                subject: kept.subject.clone(),
                section: section.to_owned(),
                at: questioned.plan.path(reply).to_string(),
                key: reply.key.clone(),
                stored: reply.stored(),
            })
            .collect();
        self.questioned = Some(questioned);
        Some(Replies {
            number: show.number,
            population: show.population,
            all: count(all),
            from: *from,
            rows,
        })
    }

    /// The question with what every response says that is asked for.
    fn questioned(&mut self, show: &Show, form: &str, name: &str) -> Option<Questioned<'a>> {
        let known = self
            .questioned
            .take()
            .filter(|known| known.name == name && known.plan.engine().form().id == form);
        let mut questioned = match known {
            Some(known) => known,
            None => Questioned {
                name: name.to_owned(),
                plan: QuestionPlan::new(self.plan, self.engine(form)?, name)?,
                replies: LiteMap::new(),
            },
        };
        let engine = questioned.plan.engine();
        for (id, kept) in self.responses_of(show) {
            if kept.form == form
                && !questioned.replies.contains_key(id)
                && let Some(more) = &kept.more
            {
                let session = more.answers.open(engine);
                let replies = questioned.plan.replies(&session);
                questioned.replies.insert(id.clone(), replies);
            }
        }
        Some(questioned)
    }

    /// The responses of its form with what they say.
    fn replies_of<'r>(
        &'r self,
        show: &'r Show,
        questioned: &'r Questioned<'a>,
    ) -> impl Iterator<Item = (&'r str, &'r Kept<'a>, &'r [Reply])> {
        let all = self.responses_of(show);
        let form = &questioned.plan.engine().form().id;
        all.filter(move |(_, kept)| kept.form == *form)
            .filter_map(|(id, kept)| {
                let replies = questioned.replies.get(id)?;
                Some((id.as_str(), kept, replies.as_slice()))
            })
    }
}
