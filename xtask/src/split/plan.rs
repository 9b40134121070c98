//! Which function is in which part, by which slot the other part calls it, and both parts written.

use std::collections::{BTreeMap, BTreeSet};

use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, ImportSection, Instruction, StartSection, TableSection, TableType,
};
use wasmparser::Operator;

use super::data::{self, Data};
use super::module::{Module, section, unfit};
use super::moving::{Moving, by_slot};
use super::objects::Objects;
use super::order;
use crate::failure::Failure;

/// The function of the page that brings the later part; wasm-bindgen adds to its name.
const BRING: &str = "bringLate";
/// The first part, as the later one imports it.
const FIRST: &str = "first";

/// How a program is split.
pub(super) struct Plan<'m, 'a> {
    module: &'m Module<'a>,
    is_late: Vec<bool>,
    /// The data of both parts; none where all of it stays in the first one.
    data: Option<Data>,
    /// The function that brings the later part.
    bring: u32,
    /// The slot by which each function is called from the other part, or was called before.
    slots: BTreeMap<u32, u32>,
    /// Functions that the table gets in addition, by slot.
    added: Vec<(u32, u32)>,
    /// The late functions that the first part may call: each has a stand-in there.
    awaited: BTreeSet<u32>,
}

impl<'m, 'a> Plan<'m, 'a> {
    pub(super) fn new(
        module: &'m Module<'a>,
        objects: Option<&Objects>,
        is_late: &dyn Fn(&str) -> bool,
    ) -> Result<Self, Failure> {
        let bring = module.imports.iter().position(|name| name.contains(BRING));
        let bring = bring.ok_or_else(|| unfit("nothing brings the later part"))?;
        let mut late = vec![false; module.types.len()];
        for function in module.defined() {
            let name = module.name(function);
            late[function as usize] = !name.is_empty() && is_late(name);
        }
        for function in module.called_by_page() {
            late[function as usize] = false;
        }
        let stays = |own: u32| !late[own as usize];
        let data = objects.map(|objects| data::parted(module, objects, &stays));
        let mut plan = Self {
            module,
            data: data.transpose()?,
            is_late: late,
            bring: bring as u32,
            slots: BTreeMap::new(),
            added: Vec::new(),
            awaited: BTreeSet::new(),
        };
        let named = plan.named_slots(objects)?;
        for (slot, function) in plan.filled() {
            plan.slots.entry(function).or_insert(slot);
            if plan.is_late(function) && named.contains(&slot) {
                plan.awaited.insert(function);
            }
        }
        plan.give_slots()?;
        Ok(plan)
    }

    /// The slots that the first part can call by a number in its code or its data. The linker noted which words
    /// of the data these are, and which slots code names at all; any such number in code counts, since a
    /// stand-in too many does no harm.
    fn named_slots(&self, objects: Option<&Objects>) -> Result<BTreeSet<u32>, Failure> {
        let mut numbers = BTreeSet::new();
        for (own, body) in self.module.bodies() {
            if self.is_late(own) {
                continue;
            }
            let mut operators = body.get_operators_reader()?;
            while !operators.eof() {
                match operators.read()? {
                    Operator::I32Const { value } => drop(numbers.insert(value as u32)),
                    Operator::I64Const { value } => {
                        numbers.extend([value as u32, (value >> 32) as u32]);
                    }
                    _ => {}
                }
            }
        }
        if let Some(objects) = objects {
            numbers.retain(|slot| objects.named.contains(slot));
        }
        numbers.extend(match &self.data {
            Some(data) => data.slots.clone(),
            None => data::words(&self.module.data),
        });
        Ok(numbers)
    }

    /// Gives a slot to every function that is called from the other part.
    fn give_slots(&mut self) -> Result<(), Failure> {
        let mut next = self.module.tables[0].initial as u32;
        for (caller, body) in self.module.bodies() {
            let mut operators = body.get_operators_reader()?;
            while !operators.eof() {
                let called = match operators.read()? {
                    Operator::Call { function_index } => function_index,
                    Operator::RefFunc { .. } | Operator::ReturnCall { .. } => {
                        return Err(unfit("it names functions in ways that are not calls"));
                    }
                    _ => continue,
                };
                let is_across = self.is_late(caller) != self.is_late(called);
                if is_across && self.is_late(called) {
                    self.awaited.insert(called);
                }
                if is_across && !self.slots.contains_key(&called) {
                    self.slots.insert(called, next);
                    self.added.push((next, called));
                    next += 1;
                }
            }
        }
        Ok(())
    }

    fn is_late(&self, function: u32) -> bool {
        self.is_late[function as usize]
    }

    /// What the table holds at first: slots with their functions.
    fn filled(&self) -> Vec<(u32, u32)> {
        let filled = self.module.filled.iter();
        filled
            .flat_map(|(start, functions)| (*start..).zip(functions.iter().copied()))
            .collect()
    }

    /// All slots that hold a function, with it.
    fn taken(&self) -> Vec<(u32, u32)> {
        [self.filled(), self.added.clone()].concat()
    }

    /// A table of the program, with room for what is added.
    fn table(&self, place: usize) -> Result<TableType, Failure> {
        let mut table = RoundtripReencoder.table_type(self.module.tables[place])?;
        if place == 0 {
            table.minimum += self.added.len() as u64;
            table.maximum = table.maximum.map(|most| most.max(table.minimum));
        }
        Ok(table)
    }

    /// What starts: the functions that stay, and a stand-in for each late one that they may call. The other
    /// slots of late functions are empty until the later part fills them.
    pub(super) fn first(&self) -> Result<Vec<u8>, Failure> {
        let module = self.module;
        let imported = 0..module.imports.len() as u32;
        let stand_ins = &self.awaited;
        let order: Vec<u32> = self
            .order(false)
            .into_iter()
            .chain(stand_ins.iter().copied())
            .collect();
        let places: BTreeMap<u32, u32> = imported.chain(order.iter().copied()).zip(0..).collect();
        // A stand-in has the place of its function in the table only: calls go by slot.
        let callable = places.iter().filter(|(own, _)| !self.is_late(**own));
        let mut moving = Moving {
            places: callable.map(|(own, place)| (*own, *place)).collect(),
            slots: &self.slots,
            types: &module.types,
        };

        let mut code = self.bodies(&mut moving, false)?;
        for own in stand_ins {
            code.function(&self.stand_in(*own));
        }
        let mut tables = TableSection::new();
        for place in 0..module.tables.len() {
            tables.table(self.table(place)?);
        }
        let taken = self.taken().into_iter();
        let taken = taken.filter_map(|(slot, own)| Some((slot, *places.get(&own)?)));
        let elements = segments(taken.collect());

        let mut out = wasm_encoder::Module::new();
        module.copy(section::TYPE, &mut out);
        module.copy(section::IMPORT, &mut out);
        out.section(&self.types(&order)).section(&tables);
        module.copy(section::MEMORY, &mut out);
        module.copy(section::GLOBAL, &mut out);
        out.section(&self.exports(&mut moving)?);
        if let Some(start) = module.start {
            let function_index = places[&start];
            out.section(&StartSection { function_index });
        }
        out.section(&elements);
        // Only passive data are counted ahead, and there are none.
        out.section(&code);
        match &self.data {
            Some(data) => drop(out.section(&data.first)),
            None => module.copy(section::DATA, &mut out),
        }
        Ok(out.finish())
    }

    /// The types of functions, in this order.
    fn types(&self, order: &[u32]) -> FunctionSection {
        let mut functions = FunctionSection::new();
        for own in order {
            functions.function(self.module.types[*own as usize]);
        }
        functions
    }

    /// Which functions are in one part, in their order.
    fn order(&self, is_late: bool) -> Vec<u32> {
        let all = self.module.defined();
        let mut own: Vec<u32> = all.filter(|own| self.is_late(*own) == is_late).collect();
        order::sort(self.module, &mut own);
        own
    }

    /// The functions of one part.
    fn bodies(&self, moving: &mut Moving<'_>, is_late: bool) -> Result<CodeSection, Failure> {
        let mut code = CodeSection::new();
        for own in self.order(is_late) {
            code.function(&moving.body(self.module.body(own))?);
        }
        Ok(code)
    }

    /// What the page calls, and what both parts share.
    fn exports(&self, moving: &mut Moving<'_>) -> Result<ExportSection, Failure> {
        let mut exports = ExportSection::new();
        for export in &self.module.exports {
            moving.parse_export(&mut exports, *export)?;
        }
        for place in 0..self.module.tables.len() as u32 {
            exports.export(&table_name(place), ExportKind::Table, place);
        }
        for place in 0..self.module.globals.len() as u32 {
            exports.export(&global_name(place), ExportKind::Global, place);
        }
        exports.export(MEMORY, ExportKind::Memory, 0);
        Ok(exports)
    }

    /// Brings the later part, and calls what then has the slot.
    fn stand_in(&self, own: u32) -> Function {
        let type_index = self.module.types[own as usize];
        let mut function = Function::new([]);
        // `bringLate(true)`: wait for it. What it returns is true then.
        function.instruction(&Instruction::I32Const(1));
        function.instruction(&Instruction::Call(self.bring));
        function.instruction(&Instruction::Drop);
        for parameter in 0..self.module.parameters[type_index as usize] {
            function.instruction(&Instruction::LocalGet(parameter));
        }
        by_slot(&mut function, self.slots[&own], type_index);
        function.instruction(&Instruction::End);
        function
    }

    /// What comes later: its functions, which take their slots when it is put in.
    pub(super) fn late(&self) -> Result<Vec<u8>, Failure> {
        let module = self.module;
        let mut imports = ImportSection::new();
        for place in 0..module.tables.len() {
            let table = EntityType::Table(self.table(place)?);
            imports.import(FIRST, &table_name(place as u32), table);
        }
        let memory = RoundtripReencoder.memory_type(module.memories[0])?;
        imports.import(FIRST, MEMORY, EntityType::Memory(memory));
        for (place, global) in (0..).zip(&module.globals) {
            let global = RoundtripReencoder.global_type(*global)?;
            imports.import(FIRST, &global_name(place), EntityType::Global(global));
        }
        let order = self.order(true);
        let mut moving = Moving {
            places: order.iter().copied().zip(0..).collect(),
            slots: &self.slots,
            types: &module.types,
        };
        let taken = self.taken().into_iter();
        let taken = taken.filter_map(|(slot, own)| Some((slot, *moving.places.get(&own)?)));

        let mut out = wasm_encoder::Module::new();
        module.copy(section::TYPE, &mut out);
        out.section(&imports)
            .section(&self.types(&order))
            .section(&segments(taken.collect()))
            .section(&self.bodies(&mut moving, true)?);
        if let Some(data) = &self.data {
            out.section(&data.late);
        }
        Ok(out.finish())
    }
}

const MEMORY: &str = "late-memory";

fn table_name(place: u32) -> String {
    format!("late-table{place}")
}

fn global_name(place: u32) -> String {
    format!("late-global{place}")
}

/// Fills slots of the table; those side by side by one segment.
fn segments(mut taken: Vec<(u32, u32)>) -> ElementSection {
    let mut elements = ElementSection::new();
    taken.sort_unstable();
    for run in taken.chunk_by(|(one, _), (next, _)| one + 1 == *next) {
        let functions: Vec<u32> = run.iter().map(|(_, function)| *function).collect();
        let offset = ConstExpr::i32_const(run[0].0 as i32);
        elements.active(None, &offset, Elements::Functions(functions.into()));
    }
    elements
}
