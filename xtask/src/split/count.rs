//! A program that notes which of its functions were called.

use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ConstExpr, ExportKind, ExportSection, GlobalSection, GlobalType, Instruction,
    StartSection, ValType,
};
use wasmparser::{BinaryReader, GlobalSectionReader};

use super::module::{Module, section};
use crate::failure::Failure;

/// The program with a global for each function that has a body, set when it is called.
pub(super) fn counted(module: &Module<'_>) -> Result<Vec<u8>, Failure> {
    let mut globals = GlobalSection::new();
    if let Some(own) = module.contents(section::GLOBAL) {
        for global in GlobalSectionReader::new(BinaryReader::new(own, 0))? {
            RoundtripReencoder.parse_global(&mut globals, global?)?;
        }
    }
    let mut exports = ExportSection::new();
    for export in &module.exports {
        RoundtripReencoder.parse_export(&mut exports, *export)?;
    }
    let mut code = CodeSection::new();
    for (place, (_, body)) in module.bodies().enumerate() {
        let global = module.globals.len() as u32 + place as u32;
        globals.global(
            GlobalType {
                val_type: ValType::I32,
                mutable: true,
                shared: false,
            },
            &ConstExpr::i32_const(0),
        );
        exports.export(&format!("called{place}"), ExportKind::Global, global);
        let mut function = RoundtripReencoder.new_function_with_parsed_locals(body)?;
        function.instruction(&Instruction::I32Const(1));
        function.instruction(&Instruction::GlobalSet(global));
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            function.instruction(&RoundtripReencoder.instruction(operators.read()?)?);
        }
        code.function(&function);
    }
    let mut out = wasm_encoder::Module::new();
    for id in [
        section::TYPE,
        section::IMPORT,
        section::FUNCTION,
        section::TABLE,
        section::MEMORY,
    ] {
        module.copy(id, &mut out);
    }
    out.section(&globals).section(&exports);
    if let Some(function_index) = module.start {
        out.section(&StartSection { function_index });
    }
    module.copy(section::ELEMENT, &mut out);
    module.copy(section::DATA_COUNT, &mut out);
    out.section(&code);
    module.copy(section::DATA, &mut out);
    Ok(out.finish())
}
