//! The program of the worker: figures, and the responses behind them.

fn main() {
    #[cfg(target_arch = "wasm32")]
    sohoi_worker_stats::run::<false>();
}
