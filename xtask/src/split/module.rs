//! A program as far as splitting has to know it.

use std::collections::BTreeMap;

use wasm_encoder::RawSection;
use wasmparser::{
    CompositeInnerType, ElementItems, ElementKind, ExternalKind, FunctionBody, KnownCustom, Name,
    Operator, Parser, Payload, TypeRef,
};

use super::objects::start_of;
use crate::failure::Failure;

/// The ids of sections that go on as they are (core specification, "Modules").
pub(super) mod section {
    pub(in crate::split) const TYPE: u8 = 1;
    pub(in crate::split) const IMPORT: u8 = 2;
    pub(in crate::split) const FUNCTION: u8 = 3;
    pub(in crate::split) const TABLE: u8 = 4;
    pub(in crate::split) const MEMORY: u8 = 5;
    pub(in crate::split) const GLOBAL: u8 = 6;
    pub(in crate::split) const ELEMENT: u8 = 9;
    pub(in crate::split) const DATA: u8 = 11;
    pub(in crate::split) const DATA_COUNT: u8 = 12;
}

/// A program, read. Functions are known by their index.
#[derive(Default)]
pub(super) struct Module<'a> {
    /// How many parameters the functions of each type take.
    pub(super) parameters: Vec<u32>,
    /// The names of the functions that the page gives.
    pub(super) imports: Vec<&'a str>,
    /// The type of every function, those that the page gives first.
    pub(super) types: Vec<u32>,
    pub(super) tables: Vec<wasmparser::TableType>,
    pub(super) memories: Vec<wasmparser::MemoryType>,
    pub(super) globals: Vec<wasmparser::GlobalType>,
    pub(super) exports: Vec<wasmparser::Export<'a>>,
    pub(super) start: Option<u32>,
    /// What the table of functions holds at first: a slot, and the functions from there on.
    pub(super) filled: Vec<(u32, Vec<u32>)>,
    /// The data at first, by address.
    pub(super) data: Vec<(u32, &'a [u8])>,
    bodies: Vec<FunctionBody<'a>>,
    names: BTreeMap<u32, &'a str>,
    raw: BTreeMap<u8, &'a [u8]>,
}

impl<'a> Module<'a> {
    pub(super) fn read(wasm: &'a [u8]) -> Result<Self, Failure> {
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload?;
            if let Some((id, range)) = payload.as_section() {
                let bytes = &wasm[range.start as usize..range.end as usize];
                module.raw.insert(id, bytes);
            }
            module.take(payload)?;
        }
        match module.tables.is_empty() || module.memories.len() != 1 {
            true => Err(unfit("it has no table or not one memory")),
            false => Ok(module),
        }
    }

    /// The functions that have a body, in their order.
    pub(super) fn defined(&self) -> impl Iterator<Item = u32> {
        self.imports.len() as u32..self.types.len() as u32
    }

    /// The functions that have a body, with it.
    pub(super) fn bodies(&self) -> impl Iterator<Item = (u32, &FunctionBody<'a>)> {
        self.defined().zip(&self.bodies)
    }

    /// The body of a function that has one.
    pub(super) fn body(&self, function: u32) -> &FunctionBody<'a> {
        &self.bodies[function as usize - self.imports.len()]
    }

    /// The name of a function; empty where it has none.
    pub(super) fn name(&self, function: u32) -> &'a str {
        self.names.get(&function).copied().unwrap_or_default()
    }

    /// The functions that the page calls by name, or that run at once.
    pub(super) fn called_by_page(&self) -> impl Iterator<Item = u32> {
        let exports = self.exports.iter();
        exports
            .filter(|export| matches!(export.kind, ExternalKind::Func))
            .map(|export| export.index)
            .chain(self.start)
    }

    /// Writes a section as it is.
    pub(super) fn copy(&self, id: u8, out: &mut wasm_encoder::Module) {
        if let Some(data) = self.raw.get(&id) {
            out.section(&RawSection { id, data });
        }
    }

    /// The contents of a section; none where it is absent.
    pub(super) fn contents(&self, id: u8) -> Option<&'a [u8]> {
        self.raw.get(&id).copied()
    }

    fn take(&mut self, payload: Payload<'a>) -> Result<(), Failure> {
        match payload {
            Payload::TypeSection(types) => {
                for group in types {
                    for own in group?.into_types() {
                        let CompositeInnerType::Func(function) = &own.composite_type.inner else {
                            return Err(unfit("it has types that are not of functions"));
                        };
                        self.parameters.push(function.params().len() as u32);
                    }
                }
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let import = import?;
                    let TypeRef::Func(own) = import.ty else {
                        return Err(unfit("it imports something that is no function"));
                    };
                    self.types.push(own);
                    self.imports.push(import.name);
                }
            }
            Payload::FunctionSection(types) => {
                for own in types {
                    self.types.push(own?);
                }
            }
            Payload::TableSection(tables) => {
                for table in tables {
                    self.tables.push(table?.ty);
                }
            }
            Payload::MemorySection(memories) => {
                for memory in memories {
                    self.memories.push(memory?);
                }
            }
            Payload::GlobalSection(globals) => {
                for global in globals {
                    self.globals.push(global?.ty);
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    self.exports.push(export?);
                }
            }
            Payload::StartSection { func, .. } => self.start = Some(func),
            Payload::ElementSection(elements) => {
                for element in elements {
                    self.fill(element?)?;
                }
            }
            Payload::DataSection(segments) => {
                for segment in segments {
                    let segment = segment?;
                    self.data.push((start_of(&segment)?, segment.data));
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::CustomSection(custom) => {
                if let KnownCustom::Name(names) = custom.as_known() {
                    for name in names {
                        if let Name::Function(names) = name? {
                            for name in names {
                                let name = name?;
                                self.names.insert(name.index, name.name);
                            }
                        }
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn fill(&mut self, element: wasmparser::Element<'a>) -> Result<(), Failure> {
        let (
            ElementKind::Active {
                offset_expr,
                table_index: None | Some(0),
            },
            ElementItems::Functions(functions),
        ) = (element.kind, element.items)
        else {
            return Err(unfit("a table is filled in a way that is not plain"));
        };
        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
            return Err(unfit("a table is filled from a place that is not plain"));
        };
        let functions: Result<Vec<u32>, _> = functions.into_iter().collect();
        self.filled.push((value as u32, functions?));
        Ok(())
    }
}

/// Splitting knows what Rust's compiler and wasm-bindgen write, and refuses the rest.
pub(super) fn unfit(what: &str) -> Failure {
    Failure::new(format!("the program cannot be split: {what}"))
}
