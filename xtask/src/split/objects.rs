//! What the linker wrote down of a program's data (`--emit-relocs`, `build.rs`): which objects there
//! are, and which functions and objects refer to them.
//!
//! Neither wasm-bindgen nor wasm-opt moves data, so addresses stay true; code they write anew, which
//! is why functions go by their names here.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use wasm_encoder::RawSection;
use wasmparser::{
    DataKind, KnownCustom, Linking, Operator, Parser, Payload, RelocationEntry, RelocationType,
    SymbolInfo,
};

use super::module::unfit;
use crate::failure::Failure;

/// No object begins at a rounder address.
const ALIGNMENT: u32 = 16;

/// The objects of a program's data: strings, tables, variables. An object goes by its place.
#[derive(Debug, Default)]
pub(super) struct Objects {
    /// Where they are, sorted, none within another one.
    ranges: Vec<Range<u32>>,
    /// What refers to each.
    users: Vec<User>,
    /// What is there at first, by address.
    pub(super) contents: Vec<(u32, Vec<u8>)>,
    /// The addresses of words that name a slot of the table.
    pub(super) slots: BTreeSet<u32>,
    /// The slots of the table that code names. Others are called by what lies in data.
    pub(super) named: BTreeSet<u32>,
}

/// What refers to an object.
#[derive(Debug, Default)]
struct User {
    functions: BTreeSet<String>,
    objects: BTreeSet<usize>,
    /// By an address outside of it, or from data that are no object: it stays in the first part.
    by_other_ways: bool,
}

impl Objects {
    /// Reads them from the program as the linker wrote it.
    pub(super) fn read(linked: &[u8]) -> Result<Self, Failure> {
        let notes = Notes::read(linked)?;
        let mut objects = Self::at(notes.symbols());
        for (section, entry) in &notes.relocations {
            if *section == notes.data_section && entry.ty == RelocationType::TableIndexI32 {
                let address = notes.data_at(entry.offset as usize);
                let address = address.ok_or_else(|| unfit("a function is named from nowhere"))?;
                objects.slots.insert(address);
            }
            if *section == notes.code_section && entry.ty == RelocationType::TableIndexSleb {
                let place = notes.code_start + entry.offset as usize;
                objects.named.insert(number_at(linked, place)?);
            }
            let Some(Some(symbol)) = notes.data_symbols.get(entry.index as usize) else {
                continue;
            };
            let is_address = matches!(
                entry.ty,
                RelocationType::MemoryAddrLeb
                    | RelocationType::MemoryAddrSleb
                    | RelocationType::MemoryAddrI32
            );
            let address = notes.address(symbol).filter(|_| is_address);
            let Some((address, object)) = address.and_then(|own| Some((own, objects.find(own)?)))
            else {
                continue;
            };
            let place = entry.offset as usize;
            let user = if *section == notes.code_section {
                let name = notes.function_at(place).map(ToOwned::to_owned);
                let name = name.ok_or_else(|| unfit("something refers to data from nowhere"))?;
                Reference::Function(name)
            } else if *section == notes.data_section {
                match notes
                    .data_at(place)
                    .and_then(|address| objects.find(address))
                {
                    Some(user) => Reference::Object(user),
                    None => Reference::Outside,
                }
            } else {
                continue;
            };
            if !(0..=i64::from(symbol.size)).contains(&entry.addend) {
                let meant = i64::from(address) + entry.addend;
                let meant = u32::try_from(meant).ok().and_then(|own| objects.find(own));
                for own in [Some(object), meant].into_iter().flatten() {
                    objects.users[own].by_other_ways = true;
                }
            }
            let own = &mut objects.users[object];
            match user {
                Reference::Function(name) => drop(own.functions.insert(name)),
                Reference::Object(user) => drop(own.objects.insert(user)),
                Reference::Outside => own.by_other_ways = true,
            }
        }
        objects.contents = notes.contents();
        Ok(objects)
    }

    fn at(mut ranges: Vec<Range<u32>>) -> Self {
        ranges.retain(|own| !own.is_empty());
        ranges.sort_unstable_by_key(|own| (own.start, own.end));
        let mut whole: Vec<Range<u32>> = Vec::new();
        for own in ranges {
            match whole.last_mut() {
                Some(last) if own.start < last.end => last.end = last.end.max(own.end),
                _ => whole.push(own),
            }
        }
        Self {
            users: whole.iter().map(|_| User::default()).collect(),
            ranges: whole,
            contents: Vec::new(),
            slots: BTreeSet::new(),
            named: BTreeSet::new(),
        }
    }

    /// The object at an address.
    fn find(&self, address: u32) -> Option<usize> {
        let place = self.ranges.partition_point(|own| own.end <= address);
        self.ranges
            .get(place)
            .filter(|own| own.contains(&address))
            .map(|_| place)
    }

    /// Where the objects are that nothing of the first part can reach: none of its functions refers
    /// to one by name or by an address in its code, and no object that can be reached does.
    pub(super) fn unreached(
        &self,
        is_first: &dyn Fn(&str) -> bool,
        addresses: &BTreeSet<u32>,
    ) -> Vec<Range<u32>> {
        let mut reached: Vec<bool> = self
            .users
            .iter()
            .map(|own| own.by_other_ways || own.functions.iter().any(|name| is_first(name)))
            .collect();
        for address in addresses {
            if let Some(object) = self.find(*address) {
                reached[object] = true;
            }
        }
        loop {
            let more: Vec<usize> = (0..reached.len())
                .filter(|own| !reached[*own])
                .filter(|own| self.users[*own].objects.iter().any(|user| reached[*user]))
                .collect();
            if more.is_empty() {
                break;
            }
            for own in more {
                reached[own] = true;
            }
        }
        let mut unreached = Vec::new();
        for (place, own) in self
            .ranges
            .iter()
            .enumerate()
            .filter(|(own, _)| !reached[*own])
        {
            // What is left free to begin the next object at a round address is nobody's.
            let next = self
                .ranges
                .get(place + 1)
                .map_or(own.end, |next| next.start);
            let end = if next - own.end < ALIGNMENT {
                next
            } else {
                own.end
            };
            unreached.push(own.start..end);
        }
        unreached
    }
}

/// The number at a place of the code, as an instruction holds it.
fn number_at(linked: &[u8], place: usize) -> Result<u32, Failure> {
    let rest = linked.get(place..).unwrap_or_default();
    let number = wasmparser::BinaryReader::new(rest, 0).read_var_i32()?;
    Ok(number as u32)
}

/// A program without the linker's notes, which are of no use once its code is written anew.
pub(crate) fn without_notes(program: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut out = wasm_encoder::Module::new();
    for payload in Parser::new(0).parse_all(program) {
        let payload = payload?;
        let is_note = matches!(&payload, Payload::CustomSection(custom)
            if custom.name() == "linking" || custom.name().starts_with("reloc."));
        if let Some((id, range)) = payload.as_section().filter(|_| !is_note) {
            let data = &program[range.start as usize..range.end as usize];
            out.section(&RawSection { id, data });
        }
    }
    Ok(out.finish())
}

enum Reference {
    Function(String),
    Object(usize),
    /// Data that is no object.
    Outside,
}

/// A data symbol: segment, offset in it, size.
type Symbol = wasmparser::DefinedDataSymbol;

/// A linked program as far as it tells of its data.
#[derive(Default)]
struct Notes<'a> {
    code_section: u32,
    code_start: usize,
    data_section: u32,
    data_start: usize,
    /// Where each body of a function is in the file.
    bodies: Vec<Range<usize>>,
    imported: usize,
    names: BTreeMap<u32, &'a str>,
    /// Address, place in the file and contents of each segment.
    segments: Vec<(u32, usize, &'a [u8])>,
    /// All symbols, those of data with their place.
    data_symbols: Vec<Option<Symbol>>,
    relocations: Vec<(u32, RelocationEntry)>,
}

impl<'a> Notes<'a> {
    fn read(linked: &'a [u8]) -> Result<Self, Failure> {
        let mut notes = Self::default();
        let mut section = 0;
        for payload in Parser::new(0).parse_all(linked) {
            let payload = payload?;
            let contents = payload.as_section().map(|(_, range)| range.start as usize);
            if let (Payload::CodeSectionStart { .. }, Some(start)) = (&payload, contents) {
                (notes.code_section, notes.code_start) = (section, start);
            }
            if let (Payload::DataSection(_), Some(start)) = (&payload, contents) {
                (notes.data_section, notes.data_start) = (section, start);
            }
            notes.take(payload)?;
            section += u32::from(contents.is_some());
        }
        match notes.data_symbols.is_empty() {
            true => Err(unfit("the linker noted no symbols (build.rs)")),
            false => Ok(notes),
        }
    }

    fn take(&mut self, payload: Payload<'a>) -> Result<(), Failure> {
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let is_function = matches!(import?.ty, wasmparser::TypeRef::Func(_));
                    self.imported += usize::from(is_function);
                }
            }
            Payload::CodeSectionEntry(body) => {
                let range = body.range();
                self.bodies.push(range.start as usize..range.end as usize);
            }
            Payload::DataSection(segments) => {
                for segment in segments {
                    let segment = segment?;
                    let address = start_of(&segment)?;
                    let place = segment.range.end as usize - segment.data.len();
                    self.segments.push((address, place, segment.data));
                }
            }
            Payload::CustomSection(custom) => match custom.as_known() {
                KnownCustom::Name(names) => {
                    for name in names {
                        if let wasmparser::Name::Function(names) = name? {
                            for name in names {
                                let name = name?;
                                self.names.insert(name.index, name.name);
                            }
                        }
                    }
                }
                KnownCustom::Linking(linking) => {
                    for part in linking.subsections() {
                        if let Linking::SymbolTable(symbols) = part? {
                            for symbol in symbols {
                                self.data_symbols.push(match symbol? {
                                    SymbolInfo::Data { symbol, .. } => symbol,
                                    _ => None,
                                });
                            }
                        }
                    }
                }
                KnownCustom::Reloc(own) => {
                    for entry in own.entries() {
                        self.relocations.push((own.section_index(), entry?));
                    }
                }
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    /// Where a symbol is; none where it has no contents in the file.
    fn address(&self, symbol: &Symbol) -> Option<u32> {
        let segment = self.segments.get(symbol.index as usize);
        segment.map(|(address, ..)| address + symbol.offset)
    }

    fn symbols(&self) -> Vec<Range<u32>> {
        let symbols = self.data_symbols.iter().flatten();
        symbols
            .filter_map(|symbol| {
                let start = self.address(symbol)?;
                Some(start..start + symbol.size)
            })
            .collect()
    }

    /// The name of the function at a place of the code.
    fn function_at(&self, offset: usize) -> Option<&'a str> {
        let place = self.code_start + offset;
        let body = self.bodies.partition_point(|own| own.end <= place);
        self.bodies.get(body).filter(|own| own.contains(&place))?;
        self.names.get(&((self.imported + body) as u32)).copied()
    }

    /// The address of what is at a place of the data.
    fn data_at(&self, offset: usize) -> Option<u32> {
        let place = self.data_start + offset;
        self.segments.iter().find_map(|(address, start, contents)| {
            let inside = place
                .checked_sub(*start)
                .filter(|own| *own < contents.len())?;
            Some(address + inside as u32)
        })
    }

    fn contents(&self) -> Vec<(u32, Vec<u8>)> {
        let segments = self.segments.iter();
        segments
            .map(|(address, _, contents)| (*address, contents.to_vec()))
            .collect()
    }
}

/// Where a segment is put.
pub(super) fn start_of(segment: &wasmparser::Data<'_>) -> Result<u32, Failure> {
    if let DataKind::Active {
        memory_index: 0,
        offset_expr,
    } = &segment.kind
        && let Operator::I32Const { value } = offset_expr.get_operators_reader().read()?
    {
        return Ok(value as u32);
    }
    Err(unfit(
        "its data are put in their place in a way that is not plain",
    ))
}
