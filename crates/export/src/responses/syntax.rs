//! Scripts that read the wide CSV into statistics packages, with the words of the form.

mod names;
mod r;
mod sps;
mod text;
mod variables;

use sohoi_text::Language;

use super::ResponsesFile;
use variables::Variables;

/// Writes an SPSS syntax file that reads the [wide CSV](super::responses_wide_csv) of a form: one
/// variable for each of its columns, in their order, with types, labels and levels.
///
/// It is UTF-8 with a byte order mark, by which SPSS knows. Variables are named after their columns
/// as far as SPSS allows; which column one comes from is its attribute `column`. Types and widths hold for
/// the responses of this file. A question with several choices gets a variable of 0 and 1 for each choice
/// behind all columns, and a multiple response set of these. Text of people stands in literals only.
///
/// SPSS ends a case at a line break, also within quotes: where a cell has one, the file says so.
pub fn responses_sps(file: &ResponsesFile<'_>, form: &str, language: Language) -> Vec<u8> {
    sps::write(&Variables::new(file, form, language), language).into_bytes()
}

/// Writes an R script that reads the [wide CSV](super::responses_wide_csv) of a form into a data frame
/// `responses`: one variable for each of its columns, in their order.
///
/// It needs no package. Variables are named as in [`responses_sps`]; the attributes `label` and
/// `column` say what they are. A question with one choice is a factor; one with several is text as
/// in the file, and a data frame of its own in the list `multiple`.
pub fn responses_r(file: &ResponsesFile<'_>, form: &str, language: Language) -> Vec<u8> {
    r::write(&Variables::new(file, form, language), language).into_bytes()
}
