//! Entries of several words: a trie over word numbers, so that "chief of staff" costs nothing until "chief" is met.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::lexicon::{Class, EntryId};
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

/// The trie.
#[derive(Debug, Default)]
pub struct Phrases {
    edges: IntMap<(u32, u32), u32>,
    ends: IntMap<u32, Vec<(Class, EntryId)>>,
    nodes: u32,
}

impl Phrases {
    pub(crate) fn insert(&mut self, words: &[WordId], class: Class, entry: EntryId) {
        let mut node = 0;
        for w in words {
            node = *self.edges.entry((node, w.0)).or_insert_with(|| {
                self.nodes += 1;
                self.nodes
            });
        }
        let ends = self.ends.entry(node).or_default();
        if !ends.iter().any(|&(c, _)| c == class) {
            ends.push((class, entry));
        }
    }

    /// The longest entry of `class` that begins at `at`: its length in tokens and its row.
    pub fn longest(&self, tokens: &[Token], at: usize, class: Class) -> Option<(usize, EntryId)> {
        let (mut node, mut best) = (0, None);
        for (n, t) in tokens[at..].iter().enumerate() {
            let Some(&next) = self.edges.get(&(node, t.word.0)) else { break };
            node = next;
            if let Some(&(_, entry)) = self.ends.get(&node).and_then(|ends| ends.iter().find(|(c, _)| *c == class)) {
                best = Some((n + 1, entry));
            }
        }
        best
    }
}
