//! Locks between the tabs of one browser, freed by themselves when a tab dies.

use futures_channel::oneshot;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    /// `navigator.locks`, which web-sys hides behind an unstable flag.
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &JsValue,
        held: &Function,
    ) -> Result<Promise, JsValue>;
}

/// A lock, given back when dropped.
#[derive(Debug)]
pub struct Lock {
    /// Settles the promise for whose life the browser holds the lock.
    release: Option<Function>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            // Resolving a promise never throws.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Takes a lock where it is free; `None` where another tab, or this one, has it.
pub async fn try_take(name: &str) -> Option<Lock> {
    take(name, true).await
}

/// Waits for a lock.
pub async fn wait_for(name: &str) -> Lock {
    take(name, false).await.unwrap_or(Lock { release: None })
}

/// An insecure origin has no locks: there every tab gets what it asks for, and the numbers of
/// ops, which can never be taken twice, keep tabs apart.
async fn take(name: &str, only_if_free: bool) -> Option<Lock> {
    let Some(manager) = manager() else {
        return Some(Lock { release: None });
    };
    let (sender, receiver) = oneshot::channel();
    let held = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        if lock.is_null() {
            return JsValue::UNDEFINED;
        }
        let mut release = None;
        let until = Promise::new(&mut |resolve, _| release = Some(resolve));
        // Where nobody waits any more, the guard is dropped, which frees the lock.
        drop(sender.send(Lock { release }));
        until.into()
    });
    let options = Object::new();
    let free = Reflect::set(&options, &"ifAvailable".into(), &only_if_free.into());
    let requested = free.and_then(|_| manager.request(name, &options, held.unchecked_ref()));
    match requested {
        Ok(_) => receiver.await.ok(),
        Err(_) => Some(Lock { release: None }),
    }
}

fn manager() -> Option<LockManager> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    (!locks.is_undefined()).then(|| locks.unchecked_into())
}
