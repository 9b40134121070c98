//! Pages for those who fill in forms.

pub mod attention;
pub mod contents;
pub mod next;
pub mod paste;
pub mod register;
pub mod register_note;
pub mod response;
pub mod review;
pub mod section;
pub mod sign_in;
pub mod table;
pub mod work_list;
pub mod work_row;
