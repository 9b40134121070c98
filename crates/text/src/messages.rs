//! The message catalogue: one function a message, both languages side by side.
//!
//! A sentence says what is so, where, and what to do; it is short and polite and knows no
//! technical words. Functions with arguments take them ready for reading (numbers and dates
//! already written the Vietnamese way).

/// Declares messages without arguments.
macro_rules! messages {
    ($($name:ident: $vi:literal, $en:literal;)*) => {
        $(
        #[doc = concat!("“", $vi, "” / “", $en, "”")]
        pub const fn $name(language: $crate::Language) -> &'static str {
            match language {
                $crate::Language::Vi => $vi,
                $crate::Language::En => $en,
            }
        }
        )*

        #[cfg(test)]
        mod whole {
            #[test]
            fn every_message_is_whole_in_both_languages() {
                $($crate::messages::check(stringify!($name), $vi, $en);)*
            }
        }
    };
}

/// Fails unless there is a text in each language, and no Vietnamese in the English one.
#[cfg(test)]
fn check(name: &str, vi: &str, en: &str) {
    assert!(!vi.trim().is_empty() && !en.trim().is_empty(), "{name}");
    let words = en.replace("Sổ Hội", "");
    let is_foreign = |letter: char| letter.is_alphabetic() && !letter.is_ascii();
    assert!(!words.chars().any(is_foreign), "{name}: {en}");
}

pub mod alone;
pub mod attention;
pub mod carrying;
pub mod device;
pub mod duties;
pub mod export;
pub mod field;
pub mod form;
pub mod invited;
pub mod lists;
pub mod merge;
pub mod paper;
pub mod portraits;
pub mod proposals;
pub mod question;
pub mod refusal;
pub mod register;
pub mod report;
pub mod results;
pub mod shared;
pub mod shell;
pub mod sign_in;
pub mod snapshots;
pub mod stopped;
pub mod syntax;
pub mod work;
