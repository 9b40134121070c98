//! The program of the worker.

#[cfg(target_arch = "wasm32")]
mod program;

fn main() {
    #[cfg(target_arch = "wasm32")]
    program::run();
}
