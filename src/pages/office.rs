//! Pages for those who read figures.

pub mod behind;
pub mod board;
pub mod export;
pub mod figures;
pub mod formula;
pub mod indicator;
pub mod limitations;
pub mod list;
pub mod lists;
pub mod names;
pub mod overview;
pub mod results;
pub mod tables;
