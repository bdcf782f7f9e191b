//! Entries of several words: a trie over word numbers, so that "chief of staff" costs nothing until "chief" is met.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use zerocopy::little_endian::U32;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::image::{Packer, Unpacker};
use super::pairs::Pairs;
use crate::lexicon::{Class, EntryId, FILES};
use crate::text::{Token, WordId};

/// Hashes the small integers that the lexicon uses as keys.
#[derive(Default, Clone, Copy, Debug)]
pub struct IntHasher(u64);

impl Hasher for IntHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.write_u64(u64::from(b));
        }
    }
    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(5) ^ n).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

/// A hash map with small integer keys.
pub type IntMap<K, V> = HashMap<K, V, BuildHasherDefault<IntHasher>>;

/// An empty map with room for `entries`.
pub fn int_map<K, V>(entries: usize) -> IntMap<K, V> {
    IntMap::with_capacity_and_hasher(entries, BuildHasherDefault::default())
}

/// Rows by a small number (a word's, or a node's of the trie), at most one a class.
///
/// Few numbers have more than one or two rows, so the rows of a number are a chain through one list.
#[derive(Debug, Default, PartialEq)]
pub struct Entries {
    /// For each number the place of its first link, counted from 1; 0 = none.
    first: Cow<'static, [U32]>,
    links: Cow<'static, [Link]>,
}

#[derive(Clone, Copy, Debug, PartialEq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct Link {
    class: U32,
    entry: U32,
    next: U32,
}

impl Entries {
    /// Adds a row, unless the number has one of this class already; the row that it then has. Later classes stand before earlier
    /// ones, in whatever order they come.
    pub(crate) fn add(&mut self, number: u32, class: Class, entry: EntryId) -> EntryId {
        let at = number as usize;
        let (first, links) = (self.first.to_mut(), self.links.to_mut());
        if first.len() <= at {
            first.resize(at + 1, U32::ZERO);
        }
        let (mut before, mut next) = (None, first[at]);
        while let Some(link) = (next.get() as usize).checked_sub(1).map(|n| links[n]) {
            if link.class.get() == class as u32 {
                return EntryId(link.entry.get());
            }
            if link.class.get() < class as u32 {
                break;
            }
            (before, next) = (Some(next.get() as usize - 1), link.next);
        }
        links.push(Link { class: (class as u32).into(), entry: entry.0.into(), next });
        let place = (links.len() as u32).into();
        match before {
            Some(before) => links[before].next = place,
            None => first[at] = place,
        }
        entry
    }

    #[inline]
    fn first(&self, number: u32) -> usize {
        self.first.get(number as usize).map_or(0, |first| first.get() as usize)
    }

    /// All rows of a number.
    #[inline]
    pub(crate) fn each(&self, number: u32, mut found: impl FnMut(Class, EntryId)) {
        let mut at = self.first(number);
        while at != 0 {
            let link = &self.links[at - 1];
            found(FILES[link.class.get() as usize].class, EntryId(link.entry.get()));
            at = link.next.get() as usize;
        }
    }

    /// The row of a number.
    #[inline]
    pub fn get(&self, number: u32, class: Class) -> Option<EntryId> {
        let mut at = self.first(number);
        while at != 0 {
            let link = &self.links[at - 1];
            if link.class.get() == class as u32 {
                return Some(EntryId(link.entry.get()));
            }
            at = link.next.get() as usize;
        }
        None
    }
}

/// The trie.
#[derive(Debug, Default, PartialEq)]
pub struct Phrases {
    edges: Pairs,
    ends: Entries,
    nodes: u32,
}

impl Phrases {
    /// Makes room for so many phrases more with so many words.
    pub(crate) fn reserve(&mut self, phrases: usize, words: usize) {
        self.edges.reserve(words);
        self.ends.first.to_mut().reserve(words);
        self.ends.links.to_mut().reserve(phrases);
    }

    /// Adds a phrase, unless the class has it already; the row that it then has.
    pub(crate) fn insert(&mut self, words: &[WordId], class: Class, entry: EntryId) -> EntryId {
        let mut node = 0;
        for w in words {
            node = self.edges.get_or_insert(node, w.0, self.nodes + 1);
            self.nodes = self.nodes.max(node);
        }
        self.ends.add(node, class, entry)
    }

    /// Every entry of several words that begins at `at`, the shorter ones first.
    pub(crate) fn each(&self, tokens: &[Token], at: usize, mut found: impl FnMut(Class, usize, EntryId)) {
        let mut node = 0;
        for (n, t) in tokens[at..].iter().enumerate() {
            let Some(next) = self.edges.get(node, t.word.0) else { break };
            node = next;
            self.ends.each(node, |class, entry| found(class, n + 1, entry));
        }
    }

    /// The longest entry of `class` that begins at `at`: its length in tokens and its row.
    pub fn longest(&self, tokens: &[Token], at: usize, class: Class) -> Option<(usize, EntryId)> {
        let (mut node, mut best) = (0, None);
        for (n, t) in tokens[at..].iter().enumerate() {
            let Some(next) = self.edges.get(node, t.word.0) else { break };
            node = next;
            if let Some(entry) = self.ends.get(node, class) {
                best = Some((n + 1, entry));
            }
        }
        best
    }

    pub(super) fn pack(&self, to: &mut Packer) {
        self.edges.pack(to);
        to.list(&self.ends.first);
        to.list(&self.ends.links);
    }

    pub(super) fn unpack(from: &mut Unpacker) -> Option<Phrases> {
        let edges = Pairs::unpack(from)?;
        let ends = Entries { first: from.list()?, links: from.list()? };
        // Every node but the root has one edge that leads to it.
        let nodes = edges.len() as u32;
        Some(Phrases { edges, ends, nodes })
    }
}
