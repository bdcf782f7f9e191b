//! How the document writes each of its words: with a capital, in lower case, or both.
//!
//! "Will" opens a sentence and "will" stands in the next one: no name. "Castro" opens a sentence and stands with its capital
//! inside another: a name. One table for the whole document answers that with one probe.

use crate::text::{Document, Flags, Token, TokenKind};

const LOWER: u8 = 1;
const CAPITAL_INSIDE: u8 = 2;

/// The table; keyed by the hash that equal words share in any capitals.
#[derive(Debug, Default)]
pub(super) struct Memory {
    slots: Vec<(u32, u8)>,
    mask: usize,
}

impl Memory {
    /// Reads the document once. `plain(n)` says that the capitals of sentence `n` mean nothing (headlines in capitals).
    pub fn of(doc: &Document<'_>, plain: impl Fn(usize) -> bool) -> Memory {
        let words = doc.tokens().len();
        let size = (words * 2).next_power_of_two().max(16);
        let mut memory = Memory { slots: vec![(0, 0); size], mask: size - 1 };
        for (n, sentence) in doc.analysis.sentences.iter().enumerate() {
            if plain(n) {
                continue;
            }
            let mut first = true;
            for i in sentence.tokens.range() {
                let t = doc.token(i);
                if t.kind != TokenKind::Word {
                    first |= opens(t);
                    continue;
                }
                if !t.capital() {
                    memory.mark(t.hash, LOWER);
                } else if !first {
                    memory.mark(t.hash, CAPITAL_INSIDE);
                }
                first = false;
            }
        }
        memory
    }

    fn mark(&mut self, hash: u32, bit: u8) {
        let key = hash | 1;
        let mut at = self.place(key);
        while self.slots[at].0 != 0 && self.slots[at].0 != key {
            at = (at + 1) & self.mask;
        }
        self.slots[at] = (key, self.slots[at].1 | bit);
    }

    fn place(&self, key: u32) -> usize {
        (key.wrapping_mul(0x9e37_79b1) >> 8) as usize & self.mask
    }

    fn get(&self, hash: u32) -> u8 {
        let key = hash | 1;
        let mut at = self.place(key);
        while self.slots[at].0 != 0 {
            if self.slots[at].0 == key {
                return self.slots[at].1;
            }
            at = (at + 1) & self.mask;
        }
        0
    }

    /// The document writes the word in lower case somewhere.
    pub fn lower(&self, token: &Token) -> bool {
        self.get(token.hash) & LOWER != 0
    }

    /// The document writes the word with a capital where no sentence begins.
    pub fn capital_inside(&self, token: &Token) -> bool {
        self.get(token.hash) & CAPITAL_INSIDE != 0
    }
}

/// Marks after which a capital says nothing: an opening quotation mark, a colon, a list dash.
pub(super) fn opens(token: &Token) -> bool {
    match token.kind {
        TokenKind::Quote | TokenKind::Apostrophe => token.flags.has(Flags::SPACE) && !token.flags.has(Flags::CLOSES),
        TokenKind::Colon | TokenKind::Dash | TokenKind::Open | TokenKind::Ellipsis | TokenKind::Question | TokenKind::Exclamation => true,
        _ => false,
    }
}
