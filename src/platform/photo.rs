//! Photos: a chosen file becomes a smaller picture that says nothing but what is seen on it.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap,
    ImageBitmapOptions, ImageOrientation, Url,
};

use crate::photo::{LARGEST_FILE, PhotoProblem, fitted, suspected};
use crate::platform::files;

/// How a photo is stored, and how much of it: a page of writing stays sharp.
const JPEG: &str = "image/jpeg";
const QUALITY: f64 = 0.82;

/// How much of a file is looked at to say what it is.
const HEAD: f64 = 1_024.0;

/// A photo as it is kept: upright, at most [`LONGEST_SIDE`](crate::photo::LONGEST_SIDE) pixels on
/// its longer side, drawn anew, so that place, time and device of the camera are not in it.
///
/// # Errors
///
/// What the file is instead.
pub async fn shrunk(file: &File) -> Result<Vec<u8>, PhotoProblem> {
    if file.size() > LARGEST_FILE {
        return Err(PhotoProblem::TooLarge);
    }
    let Ok(bitmap) = opened(file).await else {
        let head = file.slice_with_f64_and_f64(0.0, HEAD);
        let head = match head {
            Ok(head) => files::read(&head).await.unwrap_or_default(),
            Err(_) => Vec::new(),
        };
        return Err(suspected(&head));
    };
    let drawn = drawn(&bitmap).await;
    bitmap.close();
    let drawn = drawn.map_err(|_| PhotoProblem::NotStored)?;
    let bytes = files::read(&drawn).await;
    bytes.map_err(|_| PhotoProblem::NotStored)
}

async fn opened(file: &File) -> Result<ImageBitmap, JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    let options = ImageBitmapOptions::new();
    // Cameras write beside the picture which side is up.
    options.set_image_orientation(ImageOrientation::FromImage);
    let bitmap = window.create_image_bitmap_with_blob_and_image_bitmap_options(file, &options)?;
    JsFuture::from(bitmap).await?.dyn_into()
}

async fn drawn(bitmap: &ImageBitmap) -> Result<Blob, JsValue> {
    let (width, height) = fitted(bitmap.width(), bitmap.height());
    let document = web_sys::window().and_then(|window| window.document());
    let document = document.ok_or("no document")?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d")?.ok_or("no canvas")?;
    let context: CanvasRenderingContext2d = context.dyn_into()?;
    let (width, height) = (f64::from(width), f64::from(height));
    // What can be seen through is white, as on paper.
    context.set_fill_style_str("#ffffff");
    context.fill_rect(0.0, 0.0, width, height);
    Reflect::set(&context, &"imageSmoothingQuality".into(), &"high".into())?;
    context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height)?;
    let blob = JsFuture::from(encoded(&canvas)).await?;
    // Tablets have little memory for canvases.
    canvas.set_width(0);
    blob.dyn_into()
}

fn encoded(canvas: &HtmlCanvasElement) -> Promise {
    Promise::new(&mut |resolve: Function, reject: Function| {
        let give = Closure::once_into_js(move |blob: JsValue| {
            // Whoever waits hears of it; there is nobody else to tell.
            let _ = resolve.call1(&JsValue::NULL, &blob);
        });
        let quality = JsValue::from_f64(QUALITY);
        let begun =
            canvas.to_blob_with_type_and_encoder_options(give.unchecked_ref(), JPEG, &quality);
        if let Err(error) = begun {
            let _ = reject.call1(&JsValue::NULL, &error);
        }
    })
}

/// An address under which the page shows a photo, for as long as this lives.
#[derive(Debug)]
pub struct Shown(String);

impl Shown {
    /// Shows the bytes of a photo. `None` where the browser has no room for that.
    pub fn new(bytes: &[u8]) -> Option<Self> {
        let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
        let properties = BlobPropertyBag::new();
        // Whatever the bytes are, they are shown as a picture or not at all.
        properties.set_type(JPEG);
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &properties).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(Self)
    }

    /// The address.
    pub fn address(&self) -> &str {
        &self.0
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        // An address that is forgotten already needs no forgetting.
        let _ = Url::revoke_object_url(&self.0);
    }
}
