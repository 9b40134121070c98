//! A button that lets a person choose a file of the device.

use std::rc::Rc;

use wasm_bindgen::JsCast;

use crate::view::{IntoView, View, view};

/// What happens with a chosen file.
pub type OnFile = Rc<dyn Fn(web_sys::File)>;

/// The button. Choosing the same file once more counts as choosing it.
pub fn file_choice(id: &'static str, name: &'static str, on_file: OnFile) -> View {
    let choose = move |event: web_sys::Event| {
        let input = event
            .target()
            .and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = input else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            on_file(file);
        }
        input.set_value("");
    };
    view! {
        <div class="file-choice">
            <input type="file" id=id class="visually-hidden" on:change=choose />
            <label class="button" for=id>{name}</label>
        </div>
    }
    .into_view()
}
