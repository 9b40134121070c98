//! An element that is being built.

use std::borrow::Cow;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, Node};

use super::follow;
use super::piece::{IntoView, View};

/// An element whose attributes and children are being added.
#[derive(Clone)]
pub struct Element(web_sys::Element);

/// A new element of HTML.
pub fn element(name: &str) -> Element {
    let element = document().create_element(name);
    Element(element.expect("markup names elements as HTML does"))
}

/// A new element of a drawing (SVG).
pub fn drawing(name: &str) -> Element {
    let element = document().create_element_ns(Some("http://www.w3.org/2000/svg"), name);
    Element(element.expect("markup names elements as SVG does"))
}

impl Element {
    /// An attribute: a text, there or not; a closure follows its signals.
    pub fn attribute(self, name: &'static str, value: impl IntoAttribute) -> Self {
        match value.into_attribute() {
            Attribute::Fixed(text) => put(&self.0, name, text.as_deref()),
            Attribute::Changing(text) => {
                let element = self.0.clone();
                follow(move || put(&element, name, text().as_deref()));
            }
        }
        self
    }

    /// A property of the element itself, such as `checked`: what the person does changes it too.
    pub fn property(self, name: &'static str, is_so: impl Fn() -> bool + 'static) -> Self {
        let element = self.0.clone();
        follow(move || {
            // Elements of HTML take their own properties.
            let _ = js_sys::Reflect::set(&element, &JsValue::from_str(name), &is_so().into());
        });
        self
    }

    /// One class, beside those of the attribute.
    pub fn class(self, name: &'static str, is_there: impl IntoTruth) -> Self {
        let (element, is_there) = (self.0.clone(), is_there.into_truth());
        follow(move || {
            // Classes are words without blanks: browsers take them.
            let _ = element.class_list().toggle_with_force(name, is_there());
        });
        self
    }

    /// Calls `listener` when the event comes, for as long as what is being built now lives.
    pub fn on(self, event: &'static str, listener: impl Fn(Event) + 'static) -> Self {
        self.listen(event, Rc::new(listener));
        self
    }

    fn listen(&self, event: &str, listener: Rc<dyn Fn(Event)>) {
        // A field that goes away may still tell that it has lost the focus.
        let listener = StoredValue::new_local(listener);
        let call = Closure::<dyn Fn(Event)>::new(move |event| {
            if let Some(listener) = listener.try_get_value() {
                listener(event);
            }
        });
        let call = call.into_js_value();
        self.0
            .add_event_listener_with_callback(event, call.unchecked_ref())
            .expect("an element takes any listener");
    }

    /// A child, after those that it has.
    pub fn child(self, child: impl IntoView) -> Self {
        child.into_view().put_into(&self.0);
        self
    }

    /// The element as the browser knows it, e.g. an `HtmlInputElement` for an `input`.
    pub fn as_type<T: JsCast + Clone>(&self) -> T {
        self.0.unchecked_ref::<T>().clone()
    }

    /// The element as a node of the document.
    pub fn into_node(self) -> Node {
        Node::from(self.0)
    }
}

impl IntoView for Element {
    fn into_view(self) -> View {
        View::Node(self.into_node())
    }
}

/// An attribute that stands, or that follows signals; without a text it is absent.
pub enum Attribute {
    /// It stays as it is.
    Fixed(Option<Cow<'static, str>>),
    /// It is asked for again after each change.
    Changing(Box<dyn Fn() -> Option<Cow<'static, str>>>),
}

/// What can become an attribute.
pub trait IntoAttribute {
    /// The attribute.
    fn into_attribute(self) -> Attribute;
}

/// What can become the text of an attribute.
pub trait IntoText {
    /// The text; `None` where the attribute is absent.
    fn into_text(self) -> Option<Cow<'static, str>>;
}

impl IntoText for &'static str {
    fn into_text(self) -> Option<Cow<'static, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl IntoText for String {
    fn into_text(self) -> Option<Cow<'static, str>> {
        Some(Cow::Owned(self))
    }
}

/// An attribute like `hidden`, whose being there is all it says.
impl IntoText for bool {
    fn into_text(self) -> Option<Cow<'static, str>> {
        self.then_some(Cow::Borrowed(""))
    }
}

impl<T: IntoText> IntoText for Option<T> {
    fn into_text(self) -> Option<Cow<'static, str>> {
        self.and_then(T::into_text)
    }
}

macro_rules! fixed {
    ($($type:ty),+) => {$(
        impl IntoAttribute for $type {
            fn into_attribute(self) -> Attribute {
                Attribute::Fixed(self.into_text())
            }
        }
    )+};
}

fixed!(
    &'static str,
    String,
    bool,
    Option<&'static str>,
    Option<String>
);

impl<T: IntoText, F: Fn() -> T + 'static> IntoAttribute for F {
    fn into_attribute(self) -> Attribute {
        Attribute::Changing(Box::new(move || self().into_text()))
    }
}

/// What can say whether a class is there.
pub trait IntoTruth {
    /// The saying.
    fn into_truth(self) -> Box<dyn Fn() -> bool>;
}

impl IntoTruth for bool {
    fn into_truth(self) -> Box<dyn Fn() -> bool> {
        Box::new(move || self)
    }
}

impl<F: Fn() -> bool + 'static> IntoTruth for F {
    fn into_truth(self) -> Box<dyn Fn() -> bool> {
        Box::new(self)
    }
}

/// Sets an attribute, or takes it away.
fn put(element: &web_sys::Element, name: &str, text: Option<&str>) {
    let put = match text {
        Some(text) => element.set_attribute(name, text),
        None => element.remove_attribute(name),
    };
    put.expect("markup names attributes as HTML does");
}
