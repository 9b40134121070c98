//! The program of the worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    use sohoi_worker::serve;
    use wasm_bindgen_futures::spawn_local;

    serve(|text| spawn_local(program::answer(text)));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
mod program {
    use sohoi_json::{from_bytes, to_text};
    use sohoi_storage::load_account;
    use sohoi_worker::{say, say_with_bytes};
    use sohoi_worker_office::{Failure, Request, Said, make};

    /// How many steps lie between two that the page hears of.
    const STEPS: usize = 20;

    /// Makes the file that a text of the page asks for.
    pub(super) async fn answer(text: String) {
        match made(&text).await {
            Ok(bytes) => say_with_bytes(&to_text(&Said::Made), &bytes),
            Err(failure) => say(&to_text(&Said::Failed(failure))),
        }
    }

    async fn made(text: &str) -> Result<Vec<u8>, Failure> {
        let request: Request = from_bytes(text.as_bytes()).map_err(|_| Failure::NotUnderstood)?;
        let snapshot = load_account(&request.account.name).await;
        let snapshot = snapshot.map_err(|_| Failure::Storage)?;
        make(&request, snapshot, &|done, all| {
            if done % STEPS == 0 {
                let [done, all] = [done, all].map(|it| u32::try_from(it).unwrap_or(u32::MAX));
                say(&to_text(&Said::Step(done, all)));
            }
        })
    }
}
