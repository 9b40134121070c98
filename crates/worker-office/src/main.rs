//! The program of the worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    use sohoi_worker::serve;
    use wasm_bindgen_futures::spawn_local;

    serve(|text, bytes| spawn_local(program::answer(text, bytes)));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
mod program {
    use sohoi_json::{from_bytes, to_text};
    use sohoi_storage::load_account;
    use sohoi_worker::{say, say_with_bytes};
    use sohoi_worker_office::{Asked, Failure, MergeSaid, Said, make, merge};

    /// How many steps lie between two that the page hears of.
    const STEPS: usize = 20;

    /// Does what a text of the page asks for; `bytes` are those of the files that it names.
    pub(super) async fn answer(text: String, bytes: Vec<u8>) {
        if let Err(failure) = answered(&text, &bytes).await {
            say(&to_text(&Said::Failed(failure)));
        }
    }

    async fn answered(text: &str, bytes: &[u8]) -> Result<(), Failure> {
        let asked: Asked = from_bytes(text.as_bytes()).map_err(|_| Failure::NotUnderstood)?;
        let account = match &asked {
            Asked::Make(request) => &request.account,
            Asked::Merge(request) => &request.account,
        };
        let snapshot = load_account(&account.name).await;
        let snapshot = snapshot.map_err(|_| Failure::Storage)?;
        let made = match asked {
            Asked::Make(request) => make(&request, snapshot, &step)?,
            Asked::Merge(request) => match merge(&request, bytes, snapshot, &step)? {
                MergeSaid::Figures(merge) => {
                    say(&to_text(&Said::Merge(merge)));
                    return Ok(());
                }
                MergeSaid::File(bytes) => bytes,
            },
        };
        say_with_bytes(&to_text(&Said::Made), &made);
        Ok(())
    }

    fn step(done: usize, all: usize) {
        if done.is_multiple_of(STEPS) {
            let [done, all] = [done, all].map(|it| u32::try_from(it).unwrap_or(u32::MAX));
            say(&to_text(&Said::Step(done, all)));
        }
    }
}
