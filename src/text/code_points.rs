//! From bytes to code points.
//!
//! Everything inside counts bytes; the records count Unicode code points. The table is sampled, so that a conversion costs a
//! short count from the nearest sample, and a text that is all ASCII costs nothing.

use super::ByteSpan;
use super::words::{ONES, padded};

/// A sample every so many bytes: as many as two numbers hold, so that the rest is counted without a loop.
const STEP: usize = 16;

/// Converts byte offsets of one text into code point offsets.
#[derive(Debug, Default)]
pub struct CodePoints {
    /// Bytes before byte `i * STEP` that begin no character; empty when the text is all ASCII.
    samples: Vec<u32>,
}

impl CodePoints {
    /// The table of `text`.
    pub fn new(text: &str) -> Self {
        let mut table = CodePoints::default();
        table.fill(text);
        table
    }

    /// Makes the table anew for `text`, keeping its memory.
    pub fn fill(&mut self, text: &str) {
        self.samples.clear();
        if text.is_ascii() {
            return;
        }
        let (blocks, _) = text.as_bytes().as_chunks::<STEP>();
        let mut count = 0;
        self.samples.reserve(blocks.len() + 1);
        self.samples.push(0);
        self.samples.extend(blocks.iter().map(|block| {
            // A sum of bytes, which the compiler makes of sixteen at a time.
            count += u32::from(block.iter().map(|&b| u8::from((b as i8) < -0x40)).sum::<u8>());
            count
        }));
    }

    /// Code points before `byte` (a character boundary of `text`, the text that the table was made for).
    #[inline]
    pub fn at(&self, text: &str, byte: usize) -> usize {
        let Some(&sample) = self.samples.get(byte / STEP) else { return byte };
        byte - (sample + continuations(&text.as_bytes()[byte / STEP * STEP..byte])) as usize
    }

    /// The code point range of a byte span.
    pub fn span(&self, text: &str, span: ByteSpan) -> (usize, usize) {
        (self.at(text, span.start as usize), self.at(text, span.end as usize))
    }
}

/// How many of at most sixteen bytes begin no character: those of the form 10xxxxxx.
#[inline]
fn continuations(bytes: &[u8]) -> u32 {
    // The sum of eight bytes of 0 or 1 stands in the highest byte of the product.
    let count = |word: u64| ((word >> 7 & !(word >> 6) & ONES).wrapping_mul(ONES) >> 56) as u32;
    let (words, rest) = bytes.as_chunks::<8>();
    let whole: u32 = words.iter().map(|word| count(u64::from_le_bytes(*word))).sum();
    if rest.is_empty() { whole } else { whole + count(padded(rest)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_agree_with_chars() {
        let text = "Zażółć ’gęślą’ jaźń 😀 ".repeat(60);
        let table = CodePoints::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(table.at(&text, byte), n);
        }
        assert_eq!(table.at(&text, text.len()), text.chars().count());
        assert_eq!(CodePoints::new("plain").at("plain", 3), 3);
    }
}
