//! Figures beside the page: what page and worker say to each other, and the work of the worker.
//!
//! The worker reads the account's database once. Of each response it keeps what the response says to
//! the indicators, and of each population the running aggregates, so that a response that changes
//! costs what it adds to figures. Answers are kept in one piece a response (3 kB each in the
//! demonstration), for the questions that somebody asks for by attributes: they are opened then, and
//! what they say to the question asked last is kept.
//!
//! **Architecture Invariant:** nothing is written, and figures of one population are never said
//! under the name of the other: each message carries its population and the number of the question
//! that it answers.
#![deny(missing_docs)]

mod asked;
#[cfg(target_arch = "wasm32")]
mod program;
mod review;
mod said;
mod source;

use sohoi_json::{Flaws, Json};

pub use asked::{Asked, Filled, Show, What};
#[cfg(target_arch = "wasm32")]
pub use program::run;
pub use review::Review;
pub use said::{
    Behind, Cross, Figures, ListRow, Lists, Median, Nothing, Now, PeerGroup, Peers, Question,
    Reading, Replies, ReplyRow, Row, Said, Saying, Share, Word,
};
pub use source::{Source, responses, source};

/// A kind of message by its name, and how it is read.
type Kind<T> = (&'static str, fn(Json, &mut Flaws) -> T);
