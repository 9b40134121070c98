//! The data of a program: what only its later part uses comes with that part.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::ops::Range;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{ConstExpr, DataSection};
use wasmparser::{FunctionBody, Operator};

use super::module::{Module, unfit};
use super::objects::Objects;
use super::places;
use crate::failure::Failure;

/// So many bytes between two pieces are kept: a piece of its own costs as much.
const GAP: u32 = 8;

/// The data of both parts, in pieces by address.
pub(super) struct Data {
    pub(super) first: DataSection,
    pub(super) late: DataSection,
    /// The slots of the table that the first part names.
    pub(super) slots: BTreeSet<u32>,
}

/// Parts the data of a program. `stays` tells of the place of a function whether it is in the first part.
pub(super) fn parted(
    module: &Module<'_>,
    objects: &Objects,
    stays: &dyn Fn(u32) -> bool,
) -> Result<Data, Failure> {
    let staying: BTreeSet<&str> = module
        .defined()
        .filter(|own| stays(*own))
        .map(|own| module.name(own))
        .collect();
    let mut addresses = Addresses::default();
    for (own, body) in module.bodies() {
        if stays(own) {
            addresses.collect(body)?;
        }
    }
    let late = objects.unreached(&|name| staying.contains(name), &addresses.0);
    let mut data = Data {
        first: DataSection::new(),
        late: DataSection::new(),
        slots: BTreeSet::new(),
    };
    for (address, contents) in &module.data {
        agree(*address, contents, objects)?;
    }
    for (address, contents) in &places::plainer(&module.data) {
        let end = address + contents.len() as u32;
        let inside = |own: &Range<u32>| own.start.max(*address)..own.end.min(end);
        let late: Vec<Range<u32>> = late
            .iter()
            .map(inside)
            .filter(|own| !own.is_empty())
            .collect();
        let mut next = *address;
        let mut first = Vec::new();
        for own in &late {
            first.push(next..own.start);
            next = own.end;
        }
        first.push(next..end);
        for own in &first {
            let slots = objects.slots.range(own.clone());
            data.slots
                .extend(slots.map(|place| word(*address, contents, *place)));
        }
        let slice = |own: &Range<u32>| {
            &contents[(own.start - address) as usize..(own.end - address) as usize]
        };
        first = first
            .into_iter()
            .map(|own| without_zeros(own, &slice))
            .collect();
        // The later part must not write over variables of the first one.
        for (section, pieces, gap) in [(&mut data.first, first, GAP), (&mut data.late, late, 0)] {
            for piece in joined(pieces, gap) {
                let offset = ConstExpr::i32_const(piece.start as i32);
                section.active(0, &offset, slice(&piece).iter().copied());
            }
        }
    }
    Ok(data)
}

/// Every number that lies in data as a word: any of them may name a slot.
pub(super) fn words(data: &[(u32, &[u8])]) -> BTreeSet<u32> {
    let all = data.iter();
    all.flat_map(|(address, contents)| {
        let words = address / 4..(address + contents.len() as u32).div_ceil(4);
        words.map(|place| word(*address, contents, place * 4))
    })
    .collect()
}

/// The word at a place; memory beyond the data is all zeros.
fn word(address: u32, contents: &[u8], place: u32) -> u32 {
    let bytes = [0, 1, 2, 3].map(|next| {
        let inside = (place + next).checked_sub(address);
        let byte = inside.and_then(|inside| contents.get(inside as usize));
        byte.copied().unwrap_or(0)
    });
    u32::from_le_bytes(bytes)
}

/// What has to be written of a piece: memory is all zeros at first.
fn without_zeros<'a>(piece: Range<u32>, slice: &impl Fn(&Range<u32>) -> &'a [u8]) -> Range<u32> {
    let bytes = slice(&piece);
    let is_some = |byte: &u8| *byte != 0;
    match (
        bytes.iter().position(is_some),
        bytes.iter().rposition(is_some),
    ) {
        (Some(first), Some(last)) => piece.start + first as u32..piece.start + last as u32 + 1,
        _ => piece.start..piece.start,
    }
}

/// Pieces without empty ones, those with no more than `gap` between them as one.
fn joined(pieces: Vec<Range<u32>>, gap: u32) -> Vec<Range<u32>> {
    let mut whole: Vec<Range<u32>> = Vec::new();
    for own in pieces.into_iter().filter(|own| !own.is_empty()) {
        match whole.last_mut() {
            Some(last) if own.start - last.end <= gap => last.end = own.end,
            _ => whole.push(own),
        }
    }
    whole
}

/// Fails where the data are not what the linker wrote: its notes would be of something else.
fn agree(address: u32, contents: &[u8], objects: &Objects) -> Result<(), Failure> {
    let is_same = objects.contents.iter().any(|(start, linked)| {
        let place = address.checked_sub(*start).map(|place| place as usize);
        place.and_then(|place| linked.get(place..place + contents.len())) == Some(contents)
    });
    match is_same {
        true => Ok(()),
        false => Err(unfit("its data are not where the linker put them")),
    }
}

/// The numbers in code that can be addresses.
#[derive(Default)]
struct Addresses(BTreeSet<u32>);

impl Addresses {
    fn collect(&mut self, body: &FunctionBody<'_>) -> Result<(), Failure> {
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            match operators.read()? {
                Operator::I32Const { value } => {
                    self.0.insert(value as u32);
                }
                operator => drop(self.instruction(operator)?),
            }
        }
        Ok(())
    }
}

impl Reencode for Addresses {
    type Error = Infallible;

    fn mem_arg(
        &mut self,
        arg: wasmparser::MemArg,
    ) -> Result<wasm_encoder::MemArg, Error<Infallible>> {
        self.0.insert(arg.offset as u32);
        utils::mem_arg(self, arg)
    }
}
