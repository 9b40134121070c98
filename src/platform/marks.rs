//! Marks on the browser's time line, for whoever measures the app.

/// Notes that something named so happened just now.
pub fn mark(name: &str) {
    let performance = web_sys::window().and_then(|window| window.performance());
    if let Some(performance) = performance {
        // A browser that keeps no marks loses nothing else.
        let _ = performance.mark(name);
    }
}
