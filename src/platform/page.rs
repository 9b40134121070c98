//! What the page that carries the app says about where it lies.

use leptos::prelude::document;

/// Whether rounds lie beside the app, so that it works without a server.
/// `cargo xtask static` writes this into the page.
pub fn has_rounds_beside() -> bool {
    let root = document().document_element();
    root.is_some_and(|root| root.has_attribute("data-rounds"))
}
