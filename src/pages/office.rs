//! Pages for those who read figures.

pub mod export;
pub mod figures;
pub mod results;
pub mod tables;
