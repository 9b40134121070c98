//! The rules of figures, held against two small forms made for the purpose.

#[path = "small/behind.rs"]
mod behind;
#[path = "small/book.rs"]
mod book;
#[path = "small/check.rs"]
mod check;
#[path = "small/forms.rs"]
mod forms;
#[path = "small/ledger.rs"]
mod ledger;
#[path = "small/properties.rs"]
mod properties;
#[path = "small/question.rs"]
mod question;
#[path = "small/tallies.rs"]
mod tallies;
