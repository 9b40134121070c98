//! What pages share: plain structs that know no page.

pub mod device;
pub mod work;
