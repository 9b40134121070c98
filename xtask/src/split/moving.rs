//! Functions in their new place: calls within a part by index, calls of the other part by slot.

use std::collections::BTreeMap;
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{Function, Instruction};
use wasmparser::{FunctionBody, Operator};

use crate::failure::Failure;

/// Where the functions of a program are, seen from one of its parts.
pub(super) struct Moving<'p> {
    /// Their new indexes in this part.
    pub(super) places: BTreeMap<u32, u32>,
    /// The slots of those in the other part.
    pub(super) slots: &'p BTreeMap<u32, u32>,
    /// The types of all of them.
    pub(super) types: &'p [u32],
}

impl Moving<'_> {
    /// A function with its calls as they are from here.
    pub(super) fn body(&mut self, body: &FunctionBody<'_>) -> Result<Function, Failure> {
        let mut function = self.new_function_with_parsed_locals(body)?;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            match operators.read()? {
                Operator::Call { function_index } if !self.places.contains_key(&function_index) => {
                    let type_index = self.types[function_index as usize];
                    by_slot(&mut function, self.slots[&function_index], type_index);
                }
                operator => {
                    function.instruction(&self.instruction(operator)?);
                }
            }
        }
        Ok(function)
    }
}

impl Reencode for Moving<'_> {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        Ok(self.places[&function])
    }
}

/// Calls what a slot holds; the arguments are on the stack.
pub(super) fn by_slot(function: &mut Function, slot: u32, type_index: u32) {
    function.instruction(&Instruction::I32Const(slot as i32));
    function.instruction(&Instruction::CallIndirect {
        type_index,
        table_index: 0,
    });
}
