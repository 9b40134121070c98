//! From parsed markup to calls of the builder.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeBlock, NodeElement, NodeName};
use syn::spanned::Spanned;
use syn::{Block, Expr, Stmt};

/// The elements that are drawings, which browsers tell from HTML by their namespace.
const DRAWINGS: [&str; 9] = [
    "svg", "g", "path", "rect", "circle", "line", "polyline", "polygon", "text",
];

/// One element, or pieces side by side.
pub(crate) fn nodes(nodes: &[Node]) -> TokenStream {
    let views: Vec<TokenStream> = nodes.iter().map(node).collect();
    match &views[..] {
        [view] => view.clone(),
        views => quote!(crate::view::View::Many(vec![
            #(crate::view::IntoView::into_view(#views)),*
        ])),
    }
}

fn node(node: &Node) -> TokenStream {
    match node {
        Node::Element(element) => self::element(element),
        Node::Text(text) => text.value.to_token_stream(),
        Node::Block(NodeBlock::ValidBlock(block)) => without_braces(block),
        other => quote_spanned!(other.span() => compile_error!("this is no markup of pages")),
    }
}

fn element(element: &NodeElement<rstml::Infallible>) -> TokenStream {
    let name = element.name().to_string();
    let start = if DRAWINGS.contains(&name.as_str()) {
        quote!(crate::view::drawing(#name))
    } else {
        quote!(crate::view::element(#name))
    };
    let attributes = element.attributes().iter().map(attribute);
    let children = element.children().iter().map(|child| {
        let child = node(child);
        quote!(.child(#child))
    });
    quote!(#start #(#attributes)* #(#children)*)
}

fn attribute(attribute: &NodeAttribute) -> TokenStream {
    match attribute {
        NodeAttribute::Attribute(attribute) => keyed(attribute),
        NodeAttribute::Block(block) => {
            quote_spanned!(block.span() => .child(compile_error!("an attribute has a name")))
        }
    }
}

fn keyed(attribute: &KeyedAttribute) -> TokenStream {
    let value = match attribute.value() {
        Some(Expr::Block(value)) => without_braces(&value.block),
        Some(value) => value.to_token_stream(),
        None => quote!(true),
    };
    let key = name(&attribute.key);
    match key.split_once(':') {
        Some(("on", event)) => quote!(.on(#event, #value)),
        Some(("prop", property)) => quote!(.property(#property, #value)),
        Some(("class", class)) => quote!(.class(#class, #value)),
        _ => quote!(.attribute(#key, #value)),
    }
}

/// A name as HTML writes it: without the blanks that Rust's tokens have between them.
fn name(name: &NodeName) -> String {
    name.to_string().replace(' ', "")
}

/// What stands in braces; the braces belong to the markup unless there are several statements.
fn without_braces(block: &Block) -> TokenStream {
    match &block.stmts[..] {
        [Stmt::Expr(only, None)] => only.to_token_stream(),
        _ => block.to_token_stream(),
    }
}
