//! The program of the worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    use sohoi_json::to_text;
    use sohoi_worker::{say, serve};
    use sohoi_worker_stats::Said;

    serve(|_| say(&to_text(&Said::NotUnderstood)));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
