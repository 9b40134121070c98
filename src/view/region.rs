//! A place in the document whose content changes.

use leptos::prelude::document;
use web_sys::{Node, Text};

use super::follow;
use super::piece::{View, append};

/// Opens a region at the end of `parent` that shows what `make` gives, now and after each change.
pub(super) fn open(parent: &Node, make: Box<dyn Fn() -> View>) {
    let region = Region::at_end_of(parent);
    follow(move || region.show(make()));
}

/// Everything between two texts. The first one holds the content where that is a text only, so
/// that a changed word is a changed text and nothing is built anew; else both are empty.
pub(super) struct Region {
    start: Text,
    end: Text,
}

impl Region {
    pub(super) fn at_end_of(parent: &Node) -> Self {
        let text = || document().create_text_node("");
        let region = Self {
            start: text(),
            end: text(),
        };
        append(parent, &region.start);
        append(parent, &region.end);
        region
    }

    fn show(&self, view: View) {
        self.clear();
        match view {
            View::Text(text) => self.write(&text),
            view => {
                self.write("");
                let pieces = document().create_document_fragment();
                view.put_into(&pieces);
                self.insert(&pieces, &self.end);
            }
        }
    }

    /// What is shown first, or the end.
    pub(super) fn first(&self) -> Node {
        self.after(&self.start)
    }

    /// What is shown after a node of the region, or the end.
    pub(super) fn after(&self, node: &Node) -> Node {
        let next = node.next_sibling();
        next.unwrap_or_else(|| self.end.clone().into())
    }

    /// Puts a node before one of the region's; one that is somewhere in it moves.
    pub(super) fn insert(&self, node: &Node, before: &Node) {
        if let Some(parent) = self.end.parent_node() {
            parent
                .insert_before(node, Some(before))
                .expect("both stand in the parent of the end");
        }
    }

    /// Takes a node out of the document.
    pub(super) fn remove(&self, node: &Node) {
        if let Some(parent) = node.parent_node() {
            parent
                .remove_child(node)
                .expect("it is a child of its parent");
        }
    }

    fn clear(&self) {
        let mut node = self.first();
        while !node.is_same_node(Some(&self.end)) {
            let next = self.after(&node);
            self.remove(&node);
            node = next;
        }
    }

    /// An unchanged text is left alone: readers would say it again.
    fn write(&self, text: &str) {
        if self.start.data() != text {
            self.start.set_data(text);
        }
    }
}
