//! A piece of page, and what can become one.

use std::borrow::Cow;

use leptos::prelude::document;
use web_sys::Node;

use super::region;

/// A piece of page that is not in the document yet.
pub enum View {
    /// A text.
    Text(Cow<'static, str>),
    /// An element with all that is in it.
    Node(Node),
    /// Pieces side by side; none of them is nothing at all.
    Many(Vec<View>),
    /// A piece that changes with the signals it reads.
    Changing(Box<dyn Fn() -> View>),
    /// Rows that put themselves at the end of a node.
    Rows(Box<dyn FnOnce(&Node)>),
}

impl View {
    /// Puts the piece at the end of `parent`.
    pub(super) fn put_into(self, parent: &Node) {
        match self {
            Self::Text(text) => append(parent, &document().create_text_node(&text)),
            Self::Node(node) => append(parent, &node),
            Self::Many(views) => {
                for view in views {
                    view.put_into(parent);
                }
            }
            Self::Changing(make) => region::open(parent, make),
            Self::Rows(open) => open(parent),
        }
    }
}

impl Default for View {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

/// Puts a node at the end of another.
pub(super) fn append(parent: &Node, node: &Node) {
    parent
        .append_child(node)
        .expect("a new node can stand in any element, and in no other one yet");
}

/// What can become a piece of page.
pub trait IntoView {
    /// The piece.
    fn into_view(self) -> View;
}

impl IntoView for View {
    fn into_view(self) -> View {
        self
    }
}

impl IntoView for () {
    fn into_view(self) -> View {
        View::default()
    }
}

impl IntoView for &'static str {
    fn into_view(self) -> View {
        View::Text(Cow::Borrowed(self))
    }
}

impl IntoView for String {
    fn into_view(self) -> View {
        View::Text(Cow::Owned(self))
    }
}

impl<V: IntoView> IntoView for Option<V> {
    fn into_view(self) -> View {
        self.map_or_else(View::default, V::into_view)
    }
}

impl<V: IntoView> IntoView for Vec<V> {
    fn into_view(self) -> View {
        self.into_iter().collect_view()
    }
}

impl<V: IntoView, F: Fn() -> V + 'static> IntoView for F {
    fn into_view(self) -> View {
        View::Changing(Box::new(move || self().into_view()))
    }
}

/// Pieces side by side.
pub trait CollectView {
    /// The pieces as one.
    fn collect_view(self) -> View;
}

impl<V: IntoView, I: IntoIterator<Item = V>> CollectView for I {
    fn collect_view(self) -> View {
        let mut views = Vec::new();
        for view in self {
            views.push(view.into_view());
        }
        View::Many(views)
    }
}
