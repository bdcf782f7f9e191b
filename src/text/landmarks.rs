//! The rare tokens that later passes start from, noted while the text is cut, so that no pass looks at every token for them.

use super::TokenKind;

/// Token numbers, in order.
#[derive(Debug, Default)]
pub struct Landmarks {
    /// The tokens that are quotation marks or apostrophes.
    pub marks: Vec<u32>,
    /// The tokens that can end a sentence.
    pub stops: Vec<u32>,
    /// The tokens before which a line breaks.
    pub lines: Vec<u32>,
    /// The words that have a capital anywhere; noted when the words are tagged.
    pub capitals: Vec<u32>,
    /// The tokens that a number may begin with, in digits or in words; noted when the words are tagged.
    pub numbers: Vec<u32>,
}

impl Landmarks {
    /// Notes a token by its kind.
    #[inline(always)]
    pub(super) fn note(&mut self, kind: TokenKind, number: u32) {
        use TokenKind::{Apostrophe, Ellipsis, Exclamation, Period, Question, Quote};
        match kind {
            Quote | Apostrophe => self.marks.push(number),
            Period | Question | Exclamation | Ellipsis => self.stops.push(number),
            _ => {}
        }
    }

    /// Forgets the tokens from `number` on.
    pub(super) fn truncate(&mut self, number: u32) {
        for list in [&mut self.marks, &mut self.stops, &mut self.lines] {
            while list.pop_if(|n| *n >= number).is_some() {}
        }
    }
}
