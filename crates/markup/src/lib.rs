//! The markup of pages: `view!`, written like HTML, becomes calls of one builder.
//!
//! Leptos has a `view!` that reads the same. It gives each piece of page a type of its own and so
//! fills two fifths of the program with code that is all alike; this one calls the few functions of
//! the app's module `view`, whatever the piece is.
//!
//! | written | becomes |
//! | --- | --- |
//! | `<p class="hint">` | `element("p").attribute("class", "hint")` |
//! | `hidden=move \|\| …` | an attribute that follows the signals it reads |
//! | `prop:checked=move || …` | a property of the element: true or false |
//! | `class:is-open=…` | one class, there or not |
//! | `on:click=…` | what is called when the event comes |
//! | `{…}`, `"text"` | a child |
#![deny(missing_docs)]

mod expand;

use proc_macro::TokenStream;

/// A piece of page, written like HTML. See the [crate] for what can be written.
#[proc_macro]
pub fn view(markup: TokenStream) -> TokenStream {
    match rstml::parse(markup) {
        Ok(nodes) => expand::nodes(&nodes),
        Err(error) => error.to_compile_error(),
    }
    .into()
}
