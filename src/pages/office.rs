//! Pages for those who read figures.

pub mod behind;
pub mod board;
pub mod breakdown;
pub mod cross;
pub mod export;
pub mod figures;
pub mod filters;
pub mod formula;
pub mod grid;
pub mod indicator;
pub mod limitations;
pub mod list;
pub mod lists;
pub mod map;
pub mod merge;
pub mod names;
pub mod overview;
pub mod population;
pub mod question;
pub mod questions;
pub mod replies;
pub mod report;
pub mod results;
pub mod tables;
pub mod worst;
