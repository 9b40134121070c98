//! The pages. `fill` is for those who fill in forms, `office` for those who read figures; neither
//! imports the other.

pub mod device;
pub mod fill;
pub mod office;
pub mod wiping;
