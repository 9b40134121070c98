//! What the page says to the worker.

use litemap::LiteMap;
use sohoi_json::{Flaws, Json, Members, Object, Read, Write, read_members, variant, write_members};
use sohoi_stats::{Indicator, Population, Standing};
use sohoi_sync::{Response, Role, State};

/// Something that the page says.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// Read the work of an account, now or anew.
    Open {
        /// The name of the account.
        account: String,
        /// What it may do.
        role: Role,
        /// The id of the round.
        round: String,
    },
    /// These responses are so now; a response without answers to count is gone.
    Changed(Vec<Filled>),
    /// Say this now, and again what of it is different whenever that is so, until something else
    /// is asked.
    Show(Show),
}

/// Figures that a page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Show {
    /// The number of the question; answers carry it.
    pub number: u32,
    /// Which responses count.
    pub population: Population,
    /// By dimensions: the group that responses have to be of. All of them count where there is none.
    pub only: Vec<(String, String)>,
    /// How far responses have to be; however far where there is none.
    pub standing: Option<Standing>,
    /// Which figures.
    pub what: What,
}

impl Show {
    /// Whether some of the responses that count are left out.
    pub fn is_of_part(&self) -> bool {
        !self.only.is_empty() || self.standing.is_some()
    }
}

/// Which figures a page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// All indicators, broken down by one dimension or by none: first the headline figures, then
    /// the rest.
    All {
        /// The id of the dimension.
        by: Option<String>,
        /// The dimensions that besides break down what stands first and what the reviewed document
        /// found wanting: how it changed, and where it is worst.
        also: Vec<String>,
    },
    /// One indicator by two dimensions at a time.
    Cross {
        /// Its code.
        code: String,
        /// The dimension whose groups stand down: any that the indicator is broken down by.
        rows: String,
        /// The dimension whose groups stand across: one that goes by a question.
        columns: String,
    },
    /// One indicator with all its breakdowns, and the responses behind it.
    One {
        /// Its code.
        code: String,
        /// The dimension and the group whose responses are shown.
        within: Option<(String, String)>,
        /// How many responses are passed over.
        from: u32,
        /// How many responses are shown at most.
        most: u32,
    },
    /// All indicators and the responses that count, to be kept or compared.
    Moment {
        /// The dimension that indicators are broken down by, where there is one.
        by: Option<String>,
    },
    /// How many are on each named list, and who is on one of them.
    Lists {
        /// Its id; none where only the numbers are shown.
        list: Option<String>,
    },
    /// The medians that whole forms are compared with, and which responses count.
    Peers,
    /// A question by none, one or two dimensions.
    Question {
        /// The id of the form.
        form: String,
        /// The name of the question.
        name: String,
        /// The dimension whose groups stand down.
        rows: Option<String>,
        /// The dimension whose groups stand across.
        columns: Option<String>,
    },
    /// The responses behind figures of a question.
    Replies {
        /// The id of the form.
        form: String,
        /// The name of the question.
        name: String,
        /// Which replies, by the name of a [`Which`](sohoi_stats::Which).
        which: String,
        /// The dimension and the group whose replies are shown.
        within: Option<(String, String)>,
        /// How many are passed over.
        from: u32,
        /// How many are shown at most.
        most: u32,
    },
}

impl What {
    /// Whether it is answered by figures, and by those of them that are different later.
    pub(crate) fn is_of_figures(&self) -> bool {
        matches!(self, Self::All { .. } | Self::One { .. })
    }

    /// Whether it wants an indicator broken down by a dimension.
    pub(crate) fn breaks_down(&self, indicator: &Indicator, dimension: &str) -> bool {
        match self {
            Self::All { by, also } => {
                let is_first = indicator.headline || indicator.weak_point;
                let is_also = || also.iter().any(|own| own == dimension);
                by.as_deref() == Some(dimension) || is_first && is_also()
            }
            Self::One { .. } => true,
            Self::Cross { rows, .. } => rows == dimension,
            Self::Moment { by } => by.as_deref() == Some(dimension),
            _ => false,
        }
    }

    /// Whether an answer that is in no indicator may change what is said.
    pub fn is_of_answers(&self) -> bool {
        matches!(
            self,
            Self::Lists { .. }
                | Self::Moment { .. }
                | Self::Peers
                | Self::Question { .. }
                | Self::Replies { .. }
        )
    }
}

/// A response as far as figures need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Its id.
    pub id: String,
    /// The id of its round.
    pub round: String,
    /// The id of its form.
    pub form: String,
    /// The hash of the version under which it was answered.
    pub form_hash: String,
    /// The subject.
    pub subject: String,
    /// Where it stands.
    pub state: State,
    /// The revision at which the state last changed.
    pub state_revision: u64,
    /// The answers that count, by path text.
    pub answers: LiteMap<String, String>,
}

impl Filled {
    /// What figures need of a response.
    pub fn of(response: &Response) -> Self {
        let mut answers = LiteMap::new();
        for (path, value) in response.answers() {
            answers.insert(path.to_owned(), value.to_owned());
        }
        Self {
            id: response.id.clone(),
            round: response.slot.round.clone(),
            form: response.slot.form.clone(),
            form_hash: response.form_hash.clone(),
            subject: response.slot.subject.clone(),
            state: response.state,
            state_revision: response.state_revision,
            answers,
        }
    }

    /// What stands for a response that is no longer on this device.
    pub fn gone(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            round: String::new(),
            form: String::new(),
            form_hash: String::new(),
            subject: String::new(),
            state: State::Draft,
            state_revision: 0,
            answers: LiteMap::new(),
        }
    }
}

impl Write for Asked {
    fn write(&self, out: &mut String) {
        match self {
            Self::Open {
                account,
                role,
                round,
            } => {
                let mut open = Members::of_variant("open", out);
                open.put("account", account);
                open.put("role", role);
                open.put("round", round);
            }
            Self::Changed(responses) => {
                Members::of_variant("changed", out).put("responses", responses);
            }
            Self::Show(show) => Members::new(out).put("show", show),
        }
    }
}

impl Read for Asked {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let makes: [crate::Kind<Self>; 3] = [
            ("open", |json, flaws| {
                let mut open = Object::new(json, flaws);
                Self::Open {
                    account: open.take("account"),
                    role: open.take("role"),
                    round: open.take("round"),
                }
            }),
            ("changed", |json, flaws| {
                Self::Changed(Object::new(json, flaws).take("responses"))
            }),
            ("show", |json, flaws| Self::Show(Show::read(json, flaws))),
        ];
        let (make, held) = variant(json, &makes, flaws);
        make(held, flaws)
    }
}

impl Write for What {
    fn write(&self, out: &mut String) {
        match self {
            Self::All { by, also } => {
                let mut all = Members::of_variant("all", out);
                all.put("by", by);
                all.put("also", also);
            }
            Self::Cross {
                code,
                rows,
                columns,
            } => {
                let mut cross = Members::of_variant("cross", out);
                cross.put("code", code);
                cross.put("rows", rows);
                cross.put("columns", columns);
            }
            Self::One {
                code,
                within,
                from,
                most,
            } => {
                let mut one = Members::of_variant("one", out);
                one.put("code", code);
                one.put("within", within);
                one.put("from", from);
                one.put("most", most);
            }
            Self::Moment { by } => Members::of_variant("moment", out).put("by", by),
            Self::Lists { list } => Members::of_variant("lists", out).put("list", list),
            Self::Peers => "peers".write(out),
            Self::Question {
                form,
                name,
                rows,
                columns,
            } => {
                let mut question = Members::of_variant("question", out);
                question.put("form", form);
                question.put("name", name);
                question.put("rows", rows);
                question.put("columns", columns);
            }
            Self::Replies {
                form,
                name,
                which,
                within,
                from,
                most,
            } => {
                let mut replies = Members::of_variant("replies", out);
                replies.put("form", form);
                replies.put("name", name);
                replies.put("which", which);
                replies.put("within", within);
                replies.put("from", from);
                replies.put("most", most);
            }
        }
    }
}

impl Read for What {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let makes: [crate::Kind<Self>; 8] = [
            ("peers", |_, _| Self::Peers),
            ("cross", |json, flaws| {
                let mut cross = Object::new(json, flaws);
                Self::Cross {
                    code: cross.take("code"),
                    rows: cross.take("rows"),
                    columns: cross.take("columns"),
                }
            }),
            ("all", |json, flaws| {
                let mut all = Object::new(json, flaws);
                Self::All {
                    by: all.take("by"),
                    also: all.take("also"),
                }
            }),
            ("one", |json, flaws| {
                let mut one = Object::new(json, flaws);
                Self::One {
                    code: one.take("code"),
                    within: one.take("within"),
                    from: one.take("from"),
                    most: one.take("most"),
                }
            }),
            ("moment", |json, flaws| Self::Moment {
                by: Object::new(json, flaws).take("by"),
            }),
            ("lists", |json, flaws| Self::Lists {
                list: Object::new(json, flaws).take("list"),
            }),
            ("question", |json, flaws| {
                let mut question = Object::new(json, flaws);
                Self::Question {
                    form: question.take("form"),
                    name: question.take("name"),
                    rows: question.take("rows"),
                    columns: question.take("columns"),
                }
            }),
            ("replies", |json, flaws| {
                let mut replies = Object::new(json, flaws);
                Self::Replies {
                    form: replies.take("form"),
                    name: replies.take("name"),
                    which: replies.take("which"),
                    within: replies.take("within"),
                    from: replies.take("from"),
                    most: replies.take("most"),
                }
            }),
        ];
        let (make, held) = variant(json, &makes, flaws);
        make(held, flaws)
    }
}

read_members! {
    Show: number, population, only, what | standing;
    Filled: id, round, form, form_hash, subject, state, state_revision, answers;
}

write_members! {
    Show: number, population, only, [standing], what;
    Filled: id, round, form, form_hash, subject, state, state_revision, answers;
}

#[cfg(test)]
mod tests;
