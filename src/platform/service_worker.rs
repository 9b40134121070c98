//! The service worker: what lets the app start without network, and how it is renewed.
//!
//! A newer build installs itself beside the running one and waits. It takes over only when the
//! person says so, and then the page is loaded again.

use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState,
};

/// The file, beside `index.html`.
const SCRIPT: &str = "sw.js";
/// What the service worker keeps beside the files once it has every one of them.
const WHOLE: &str = "whole";

/// Registers the service worker; calls `on_update` when a newer build is whole on this device
/// and waits for the person to say when. Does nothing on an insecure origin.
pub fn register(on_update: impl Fn() + 'static) {
    let Some(container) = container() else {
        return;
    };
    let on_update: Rc<dyn Fn()> = Rc::new(on_update);
    spawn_local(async move {
        // Without a service worker the app works as long as the network does.
        if let Ok(registration) = JsFuture::from(container.register(SCRIPT)).await {
            watch(registration.unchecked_into(), on_update);
        }
    });
}

/// Starts the waiting build: the page reloads when it has taken over.
pub fn apply_update() {
    let Some(container) = container() else {
        return;
    };
    spawn_local(async move {
        let Ok(registration) = current(&container).await else {
            return;
        };
        if let Some(waiting) = registration.waiting() {
            EventListener::once(&container, "controllerchange", |_| reload()).forget();
            // The worker checks the word; a worker that is gone has taken over already.
            let _ = waiting.post_message(&JsValue::from_str("take over"));
        }
    });
}

/// Has the service worker fetch the part of the app that comes later. Waits until there is one in
/// charge; where everything is here already, nothing happens.
pub fn fetch_rest() {
    let ready = container().and_then(|container| container.ready().ok());
    let Some(ready) = ready else {
        return;
    };
    spawn_local(async move {
        if let Ok(registration) = JsFuture::from(ready).await
            && let Some(worker) = registration
                .unchecked_into::<ServiceWorkerRegistration>()
                .active()
        {
            // The worker checks the word; without one, the next start asks again.
            let _ = worker.post_message(&JsValue::from_str("rest"));
        }
    });
}

/// Whether a whole build is on this device, its later part too, and answers for this page.
pub async fn works_offline() -> bool {
    // Where one is in charge, the origin is secure and there are caches.
    if !is_in_charge() {
        return false;
    }
    let Some(caches) = web_sys::window().and_then(|window| window.caches().ok()) else {
        return false;
    };
    let found = JsFuture::from(caches.match_with_str(WHOLE)).await;
    found.is_ok_and(|found| !found.is_undefined())
}

/// Whether a build answers for this page.
pub fn is_in_charge() -> bool {
    container().is_some_and(|container| container.controller().is_some())
}

fn watch(registration: ServiceWorkerRegistration, on_update: Rc<dyn Fn()>) {
    if registration.waiting().is_some() && is_in_charge() {
        on_update();
    }
    let found = registration.clone();
    EventListener::new(&registration, "updatefound", move |_| {
        if let Some(worker) = found.installing() {
            watch_installing(worker, Rc::clone(&on_update));
        }
    })
    .forget();
}

/// The first build of all takes over by itself; only a later one is an update.
fn watch_installing(worker: ServiceWorker, on_update: Rc<dyn Fn()>) {
    let installing = worker.clone();
    EventListener::new(&worker, "statechange", move |_| {
        if installing.state() == ServiceWorkerState::Installed && is_in_charge() {
            on_update();
        }
    })
    .forget();
}

async fn current(container: &ServiceWorkerContainer) -> Result<ServiceWorkerRegistration, JsValue> {
    let registration = JsFuture::from(container.get_registration()).await?;
    registration.dyn_into()
}

fn reload() {
    if let Some(window) = web_sys::window() {
        // A page that cannot be loaded again goes on with the old build.
        let _ = window.location().reload();
    }
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    let container = Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    container.dyn_into().ok()
}
