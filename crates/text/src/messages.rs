//! The message catalogue: one function a message, both languages side by side.
//!
//! A sentence says what is so, where, and what to do; it is short and polite and knows no
//! technical words. Functions with arguments take them ready for reading (numbers and dates
//! already written the Vietnamese way).

/// Declares messages without arguments.
macro_rules! messages {
    ($($name:ident: $vi:literal, $en:literal;)*) => {$(
        #[doc = concat!("“", $vi, "” / “", $en, "”")]
        pub const fn $name(language: $crate::Language) -> &'static str {
            match language {
                $crate::Language::Vi => $vi,
                $crate::Language::En => $en,
            }
        }
    )*};
}

pub mod alone;
pub mod attention;
pub mod carrying;
pub mod device;
pub mod export;
pub mod field;
pub mod form;
pub mod paper;
pub mod register;
pub mod results;
pub mod shell;
pub mod sign_in;
pub mod work;
