//! The service worker: what lets the app start without network, and how it is renewed.

/// Registers the service worker; calls `on_update` when a newer build is whole on this device
/// and waits for the person to say when.
pub fn register(on_update: impl Fn() + 'static) {
    let _ = on_update;
    unimplemented!()
}

/// Starts the waiting build: the page reloads when it has taken over.
pub fn apply_update() {
    unimplemented!()
}
