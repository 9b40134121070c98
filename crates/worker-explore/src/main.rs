//! The program of the worker: what is looked for in responses besides figures.

fn main() {
    #[cfg(target_arch = "wasm32")]
    sohoi_worker_stats::run::<true>();
}
