//! Splits a program of WebAssembly in two: what a first visit needs, and what comes later.
//!
//! Both parts share memory, globals and the table of functions, and call each other through slots
//! of that table. The slot of a function that comes later holds a stand-in at first: it calls
//! `bringLate` of the page (`public/boot.js`), which returns when the later part is there and has
//! put the function itself into the slot, and then calls what the slot holds.
//!
//! Nothing in the program has to know. A function that is called earlier than expected costs
//! the wait for the later part, never a wrong result.
//!
//! [`counted`] makes the same program note which functions are called; `cargo xtask profile` runs it
//! to find out which ones nobody needs soon.

mod count;
mod data;
mod module;
mod moving;
mod names;
mod objects;
mod order;
mod places;
mod plan;
#[cfg(test)]
mod tests;

use crate::failure::Failure;
pub(crate) use names::shorten;
pub(crate) use objects::without_notes;
pub(crate) use order::ordered;

use module::Module;
use objects::Objects;
use plan::Plan;

/// The two parts of a program.
pub(crate) struct Parts {
    /// What starts.
    pub(crate) first: Vec<u8>,
    /// What comes later. It imports everything from the exports of the first part.
    pub(crate) late: Vec<u8>,
}

/// Splits a program; `is_late` tells of the name of a function whether it comes later. With the
/// program as the linker wrote it, data go with the functions that use them.
///
/// Functions that the page calls by name, and those without a name, stay in the first part.
pub(crate) fn split(
    wasm: &[u8],
    linked: Option<&[u8]>,
    is_late: &dyn Fn(&str) -> bool,
) -> Result<Parts, Failure> {
    let module = Module::read(wasm)?;
    let objects = linked.map(Objects::read).transpose()?;
    let plan = Plan::new(&module, objects.as_ref(), is_late)?;
    Ok(Parts {
        first: plan.first()?,
        late: plan.late()?,
    })
}

/// The same program, which notes of each function whether it was called: the exported global
/// `called0` is 1 when the first one with a body was called, and so on. With it the names of these
/// functions, in their order.
pub(crate) fn counted(wasm: &[u8]) -> Result<(Vec<u8>, Vec<String>), Failure> {
    let module = Module::read(wasm)?;
    let names = module.defined().map(|own| module.name(own).to_owned());
    Ok((count::counted(&module)?, names.collect()))
}

impl From<wasmparser::BinaryReaderError> for Failure {
    fn from(error: wasmparser::BinaryReaderError) -> Self {
        Self::new(format!("the program is no WebAssembly: {error}"))
    }
}

impl<E: std::fmt::Display> From<wasm_encoder::reencode::Error<E>> for Failure {
    fn from(error: wasm_encoder::reencode::Error<E>) -> Self {
        Self::new(format!("the program cannot be written anew: {error}"))
    }
}
