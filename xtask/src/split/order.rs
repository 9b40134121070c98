//! Functions with like contents side by side: brotli finds what they share sooner.

use std::collections::BTreeMap;
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser};

use super::module::Module;
use crate::failure::Failure;

/// Sorts functions by their contents.
pub(super) fn sort(module: &Module<'_>, functions: &mut [u32]) {
    functions.sort_by_key(|own| module.body(*own).as_bytes());
}

/// The same program with its functions in that order.
pub(crate) fn ordered(program: &[u8]) -> Result<Vec<u8>, Failure> {
    let module = Module::read(program)?;
    let mut order: Vec<u32> = module.defined().collect();
    sort(&module, &mut order);
    let imported = 0..module.imports.len() as u32;
    let places = imported.chain(order.iter().copied()).zip(0..).collect();
    let mut ordering = Ordering {
        module: &module,
        order,
        places,
    };
    let mut out = wasm_encoder::Module::new();
    ordering.parse_core_module(&mut out, Parser::new(0), program)?;
    Ok(out.finish())
}

struct Ordering<'m, 'a> {
    module: &'m Module<'a>,
    order: Vec<u32>,
    /// The new index of each function.
    places: BTreeMap<u32, u32>,
}

impl Reencode for Ordering<'_, '_> {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        Ok(self.places[&function])
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for own in &self.order {
            functions.function(self.module.types[*own as usize]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        _: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for own in self.order.clone() {
            self.parse_function_body(code, self.module.body(own).clone())?;
        }
        Ok(())
    }
}
