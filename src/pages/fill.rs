//! Pages for those who fill in forms.

pub mod attention;
pub mod contents;
pub mod paste;
pub mod response;
pub mod review;
pub mod section;
pub mod sign_in;
pub mod start_alone;
pub mod table;
pub mod work_list;
pub mod work_row;
