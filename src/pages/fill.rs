//! Pages for those who fill in forms.

pub mod afterwards;
pub mod attention;
pub mod contents;
pub mod invited;
pub mod known;
pub mod next;
pub mod paper;
pub mod paste;
pub mod photo;
pub mod portrait;
pub mod register;
pub mod register_note;
pub mod response;
pub mod review;
pub mod section;
pub mod sign_in;
pub mod start_alone;
pub mod table;
pub mod whole;
pub mod work_list;
pub mod work_row;
