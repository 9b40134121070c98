//! A button that lets a person choose files of the device.

use std::rc::Rc;

use wasm_bindgen::JsCast;

use crate::view::{IntoView, View, view};

/// What happens with a chosen file.
pub type OnFile = Rc<dyn Fn(web_sys::File)>;

/// What happens with several.
pub type OnFiles = Rc<dyn Fn(Vec<web_sys::File>)>;

/// The button for one file. Choosing the same file once more counts as choosing it.
pub fn file_choice(id: &'static str, name: &'static str, on_file: OnFile) -> View {
    let on_files = Rc::new(move |files: Vec<web_sys::File>| files.into_iter().for_each(&*on_file));
    choice(id, name, false, on_files)
}

/// The button for any number of files.
pub fn files_choice(id: &'static str, name: &'static str, on_files: OnFiles) -> View {
    choice(id, name, true, on_files)
}

fn choice(id: &'static str, name: &'static str, is_of_many: bool, on_files: OnFiles) -> View {
    let choose = move |event: web_sys::Event| {
        let input = event
            .target()
            .and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = input else {
            return;
        };
        if let Some(list) = input.files() {
            let files: Vec<_> = (0..list.length()).filter_map(|at| list.get(at)).collect();
            if !files.is_empty() {
                on_files(files);
            }
        }
        input.set_value("");
    };
    view! {
        <div class="file-choice">
            <input type="file" id=id multiple=is_of_many class="visually-hidden" on:change=choose />
            <label class="button" for=id>{name}</label>
        </div>
    }
    .into_view()
}
