//! What pages share: plain structs that know no page.

pub mod alone;
pub mod answer;
pub mod desk;
pub mod device;
pub mod export;
pub mod memory;
pub mod merging;
pub mod notes;
pub mod picks;
pub mod portrait;
pub mod report;
pub mod sheet;
pub mod snapshots;
pub mod statistics;
pub mod work;
