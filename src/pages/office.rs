//! Pages for those who read figures.

pub mod behind;
pub mod board;
pub mod compare;
pub mod cross;
pub mod differences;
pub mod export;
pub mod figures;
pub mod filters;
pub mod formula;
pub mod indicator;
pub mod limitations;
pub mod list;
pub mod lists;
pub mod map;
pub mod moment;
pub mod moved;
pub mod names;
pub mod overview;
pub mod population;
pub mod report;
pub mod results;
pub mod since;
pub mod snapshots;
pub mod tables;
pub mod worst;
