//! From bytes to code points.
//!
//! Everything inside counts bytes; the records count Unicode code points (SPEC.md). The table is sampled, so that a conversion
//! costs a short count from the nearest sample, and a text that is all ASCII costs nothing.

use super::ByteSpan;

const STEP: usize = 64;

/// Converts byte offsets of one text into code point offsets.
#[derive(Debug, Default)]
pub struct CodePoints {
    /// Code points before byte `i * STEP`; empty when the text is all ASCII.
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
        let mut count = 0u32;
        for block in text.as_bytes().chunks(STEP) {
            self.samples.push(count);
            count += count_starts(block);
        }
        self.samples.push(count);
    }

    /// Code points before `byte` (a character boundary of `text`, the text that the table was made for).
    pub fn at(&self, text: &str, byte: usize) -> usize {
        if self.samples.is_empty() {
            return byte;
        }
        let block = byte / STEP;
        let from = block * STEP;
        self.samples[block] as usize + count_starts(&text.as_bytes()[from..byte]) as usize
    }

    /// The code point range of a byte span.
    pub fn span(&self, text: &str, span: ByteSpan) -> (usize, usize) {
        let start = self.at(text, span.start as usize);
        let end = match text.as_bytes()[span.range()] {
            ref all if self.samples.is_empty() => start + all.len(),
            ref short if short.len() <= STEP => start + count_starts(short) as usize,
            _ => self.at(text, span.end as usize),
        };
        (start, end)
    }
}

/// Bytes that begin a character: all but the continuation bytes 10xxxxxx. At most `STEP` bytes, so that the count of them fits
/// a byte and many are added at once.
fn count_starts(bytes: &[u8]) -> u32 {
    u32::from(bytes.iter().map(|&b| u8::from((b as i8) >= -0x40)).sum::<u8>())
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
