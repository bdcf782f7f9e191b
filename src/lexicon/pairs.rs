//! A table from pairs of small numbers to a number: (node, word) to the next node of the trie, (class, word) to a row.
//!
//! Open addressing in one list of plain numbers, so that the built-in lexicon is read as it lies in the program, and a look-up
//! costs a multiplication and mostly one load.

use std::borrow::Cow;

use zerocopy::little_endian::U32;

use super::image::{Packer, Unpacker};

/// Pairs and their numbers. The second number of a pair is never 0, which marks a free slot.
#[derive(Debug, Default, PartialEq)]
pub struct Pairs {
    /// Free ones among them, unless there are none at all.
    slots: Cow<'static, [[U32; 3]]>,
    held: usize,
}

/// A quarter of the slots, at least one, stays free.
fn slots_for(pairs: usize) -> usize {
    pairs + pairs / 3 + 1
}

impl Pairs {
    #[inline]
    fn place(&self, a: u32, b: u32) -> usize {
        let mixed = (u64::from(a) << 32 | u64::from(b)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (((mixed >> 32) * self.slots.len() as u64) >> 32) as usize
    }

    /// The slot of a pair, or the free one where it belongs; none in an empty table.
    #[inline]
    fn slot(&self, a: u32, b: u32) -> Option<usize> {
        let mut at = self.place(a, b);
        loop {
            let [first, second, _] = self.slots.get(at)?.map(U32::get);
            if second == 0 || first == a && second == b {
                return Some(at);
            }
            at = if at + 1 == self.slots.len() { 0 } else { at + 1 };
        }
    }

    /// The number of a pair.
    #[inline]
    pub fn get(&self, a: u32, b: u32) -> Option<u32> {
        let [_, second, value] = self.slots[self.slot(a, b)?].map(U32::get);
        (second == b && b != 0).then_some(value)
    }

    /// The number of a pair; `value` from now on when it had none.
    pub fn get_or_insert(&mut self, a: u32, b: u32, value: u32) -> u32 {
        debug_assert_ne!(b, 0);
        let place = self.slot(a, b);
        if let Some([_, second, known]) = place.map(|at| self.slots[at].map(U32::get))
            && second != 0
        {
            return known;
        }
        self.held += 1;
        match place {
            Some(at) if slots_for(self.held) <= self.slots.len() => self.slots.to_mut()[at] = [a, b, value].map(U32::new),
            _ => {
                self.resize(slots_for(2 * self.held + 6));
                self.fill(a, b, value);
            }
        }
        value
    }

    /// Makes room for so many pairs more.
    pub fn reserve(&mut self, pairs: usize) {
        let slots = slots_for(self.held + pairs);
        if slots > self.slots.len() {
            self.resize(slots);
        }
    }

    fn resize(&mut self, slots: usize) {
        let larger = vec![[U32::ZERO; 3]; slots].into();
        for slot in std::mem::replace(&mut self.slots, larger).iter().filter(|slot| slot[1] != U32::ZERO) {
            let [a, b, value] = slot.map(U32::get);
            self.fill(a, b, value);
        }
    }

    fn fill(&mut self, a: u32, b: u32, value: u32) {
        if let Some(at) = self.slot(a, b) {
            self.slots.to_mut()[at] = [a, b, value].map(U32::new);
        }
    }

    /// How many pairs there are.
    pub fn len(&self) -> usize {
        self.held
    }

    pub(super) fn pack(&self, to: &mut Packer) {
        to.list(&self.slots);
        to.list(&[U32::new(self.held as u32)]);
    }

    pub(super) fn unpack(from: &mut Unpacker) -> Option<Pairs> {
        let slots = from.list::<[U32; 3]>()?;
        let held = from.list::<U32>()?.first()?.get() as usize;
        (slots.is_empty() || held < slots.len()).then_some(Pairs { slots, held })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_keep_their_numbers_while_the_table_grows() {
        let mut pairs = Pairs::default();
        assert_eq!(pairs.get(0, 1), None);
        for n in 1..2000 {
            assert_eq!(pairs.get_or_insert(n % 7, n, n * 3), n * 3);
            assert_eq!(pairs.get_or_insert(n % 7, n, 0), n * 3);
        }
        for n in 1..2000 {
            assert_eq!(pairs.get(n % 7, n), Some(n * 3));
            assert_eq!(pairs.get(n % 7 + 1, n), None);
            assert_eq!(pairs.get(n, 0), None);
        }
    }
}
