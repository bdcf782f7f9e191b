//! How the document writes each of its words: with a capital, in lower case, or both.
//!
//! "Will" opens a sentence and "will" stands in the next one: no name. "Castro" opens a sentence and stands with its capital
//! inside another: a name. A note on each word answers that: its own for a word of the vocabulary, a bit by its hash for any other.

use std::cell::Cell;

use crate::text::{Document, Flags, Token, TokenKind, WordId};

/// What is noted of all words. It is kept from document to document: making it anew costs more than a short document has words.
#[derive(Debug, Default)]
struct Notes {
    /// For each word of the vocabulary the turn in which it was last written in lower case.
    lower: Vec<u8>,
    /// The turn in which it last had a capital where no sentence begins.
    capital_inside: Vec<u8>,
    /// The number of the document, counted anew when it is used up: what other turns noted means nothing.
    turn: u8,
    others: Bits,
}

impl Notes {
    /// Begins another document, with so many bits for the words that the vocabulary lacks.
    fn begin(&mut self, words: usize, others: usize) {
        if self.turn == u8::MAX || self.lower.len() < words {
            self.turn = 0;
            for list in [&mut self.lower, &mut self.capital_inside] {
                list.clear();
                list.resize(words, 0);
            }
        }
        self.turn += 1;
        let room = others / 64;
        if self.others.lower.len() < room {
            self.others.lower.resize(room, 0);
            self.others.capital_inside.resize(room, 0);
        }
    }
}

/// A bit by their hash for the words that the vocabulary lacks: many, and mostly zero.
#[derive(Debug, Default)]
struct Bits {
    lower: Vec<u64>,
    capital_inside: Vec<u64>,
    /// Where anything is set.
    touched: Vec<u32>,
}

impl Bits {
    /// The place of bit `n`, noted as touched.
    #[inline]
    fn touch(&mut self, n: usize) -> (usize, u64) {
        let at = n / 64;
        if self.lower[at] | self.capital_inside[at] == 0 {
            self.touched.push(at as u32);
        }
        (at, 1 << (n % 64))
    }
}

thread_local! {
    static KEPT: Cell<Notes> = const {
        let others = Bits { lower: Vec::new(), capital_inside: Vec::new(), touched: Vec::new() };
        Cell::new(Notes { lower: Vec::new(), capital_inside: Vec::new(), turn: 0, others })
    };
}

/// The words written in lower case, and those written with a capital where no sentence begins.
#[derive(Debug)]
pub(super) struct Memory {
    notes: Notes,
    /// Takes from a hash the number of the bit.
    mask: u32,
}

impl Memory {
    /// Reads the document once. `plain(n)` says that the capitals of sentence `n` mean nothing (headlines in capitals).
    pub fn of(doc: &Document<'_>, vocabulary: usize, plain: &[bool]) -> Memory {
        let others = (doc.tokens().len() * 16).next_power_of_two().max(1024);
        let mut notes = KEPT.take();
        notes.begin(vocabulary + 1, others);
        let mut memory = Memory { notes, mask: others as u32 - 1 };
        for (sentence, plain) in doc.analysis.sentences.iter().zip(plain) {
            if *plain {
                continue;
            }
            let mut first = true;
            for t in &doc.tokens()[sentence.tokens.range()] {
                if t.kind != TokenKind::Word {
                    first |= opens(t);
                    continue;
                }
                if !t.capital() {
                    memory.note_lower(t);
                } else if !first {
                    memory.note_capital(t);
                }
                first = false;
            }
        }
        memory
    }

    #[inline]
    fn note_lower(&mut self, token: &Token) {
        if token.word == WordId::UNKNOWN {
            let (at, bit) = self.notes.others.touch(self.bit(token));
            self.notes.others.lower[at] |= bit;
        } else {
            self.notes.lower[token.word.0 as usize] = self.notes.turn;
        }
    }

    #[inline]
    fn note_capital(&mut self, token: &Token) {
        if token.word == WordId::UNKNOWN {
            let (at, bit) = self.notes.others.touch(self.bit(token));
            self.notes.others.capital_inside[at] |= bit;
        } else {
            self.notes.capital_inside[token.word.0 as usize] = self.notes.turn;
        }
    }

    /// The document writes the word in lower case somewhere.
    pub fn lower(&self, token: &Token) -> bool {
        self.noted(token, &self.notes.lower, &self.notes.others.lower)
    }

    /// The document writes the word with a capital where no sentence begins.
    pub fn capital_inside(&self, token: &Token) -> bool {
        self.noted(token, &self.notes.capital_inside, &self.notes.others.capital_inside)
    }

    fn noted(&self, token: &Token, turns: &[u8], bits: &[u64]) -> bool {
        if token.word == WordId::UNKNOWN {
            let n = self.bit(token);
            return bits[n / 64] & 1 << (n % 64) != 0;
        }
        turns[token.word.0 as usize] == self.notes.turn
    }

    /// The bit of a word that the vocabulary lacks.
    fn bit(&self, token: &Token) -> usize {
        (token.hash & self.mask) as usize
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        let mut notes = std::mem::take(&mut self.notes);
        for at in notes.others.touched.drain(..) {
            notes.others.lower[at as usize] = 0;
            notes.others.capital_inside[at as usize] = 0;
        }
        KEPT.set(notes);
    }
}

/// Marks after which a capital says nothing: an opening quotation mark, a colon, the dash of a list or dateline.
pub(super) fn opens(token: &Token) -> bool {
    match token.kind {
        TokenKind::Quote | TokenKind::Apostrophe => token.flags.has(Flags::SPACE) && !token.flags.has(Flags::CLOSES),
        TokenKind::Hyphen => token.spaced(),
        TokenKind::Colon | TokenKind::Dash | TokenKind::Open | TokenKind::Ellipsis | TokenKind::Question | TokenKind::Exclamation => true,
        _ => false,
    }
}
