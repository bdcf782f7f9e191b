//! How the document writes each of its words: with a capital, in lower case, or both.
//!
//! "Will" opens a sentence and "will" stands in the next one: no name. "Castro" opens a sentence and stands with its capital
//! inside another: a name. One bit a word answers that: its own for a word of the vocabulary, one by its hash for any other.

use std::cell::Cell;

use crate::text::{Document, Flags, Token, TokenKind, WordId};

/// The bits of all words, which are many and mostly zero.
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
    /// Kept from document to document, all zero: making them anew costs more than a short document has words.
    static KEPT: Cell<Bits> = const { Cell::new(Bits { lower: Vec::new(), capital_inside: Vec::new(), touched: Vec::new() }) };
}

/// The words written in lower case, and those written with a capital where no sentence begins.
#[derive(Debug)]
pub(super) struct Memory {
    bits: Bits,
    /// Where the bits of unknown words begin.
    known: u32,
    mask: u32,
}

impl Memory {
    /// Reads the document once. `plain(n)` says that the capitals of sentence `n` mean nothing (headlines in capitals).
    pub fn of(doc: &Document<'_>, vocabulary: usize, plain: &[bool]) -> Memory {
        let known = vocabulary + 1;
        let unknown = (doc.tokens().len() * 16).next_power_of_two().max(1024);
        let words = (known + unknown) / 64 + 1;
        let mut bits = KEPT.take();
        if bits.lower.len() < words {
            bits.lower.resize(words, 0);
            bits.capital_inside.resize(words, 0);
        }
        let mut memory = Memory { bits, known: known as u32, mask: unknown as u32 - 1 };
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
                    let (at, bit) = memory.bits.touch(memory.place(t));
                    memory.bits.lower[at] |= bit;
                } else if !first {
                    let (at, bit) = memory.bits.touch(memory.place(t));
                    memory.bits.capital_inside[at] |= bit;
                }
                first = false;
            }
        }
        memory
    }

    /// The document writes the word in lower case somewhere.
    pub fn lower(&self, token: &Token) -> bool {
        let place = self.place(token);
        self.bits.lower[place / 64] & 1 << (place % 64) != 0
    }

    /// The document writes the word with a capital where no sentence begins.
    pub fn capital_inside(&self, token: &Token) -> bool {
        let place = self.place(token);
        self.bits.capital_inside[place / 64] & 1 << (place % 64) != 0
    }

    /// The bit of a word: its own for a word of the vocabulary, one by its hash for another.
    #[inline]
    fn place(&self, token: &Token) -> usize {
        if token.word == WordId::UNKNOWN { (self.known + (token.hash & self.mask)) as usize } else { token.word.0 as usize }
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        let mut bits = std::mem::take(&mut self.bits);
        for at in bits.touched.drain(..) {
            bits.lower[at as usize] = 0;
            bits.capital_inside[at as usize] = 0;
        }
        KEPT.set(bits);
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
