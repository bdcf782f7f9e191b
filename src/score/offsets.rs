//! Offsets of other tools: brat and the records count code points, Label Studio counts UTF-16 units, Rust counts bytes.

use std::ops::Range;

/// The places of a text by code point and by UTF-16 unit.
#[derive(Clone, Debug)]
pub struct Offsets {
    /// The byte of each code point, and the length of the text.
    code_points: Vec<usize>,
    /// The code point of each UTF-16 unit that begins one, in order; none when the two counts are the same.
    units: Option<Vec<usize>>,
}

impl Offsets {
    /// Counts `text` once.
    pub fn new(text: &str) -> Self {
        let code_points: Vec<usize> = text.char_indices().map(|(n, _)| n).chain([text.len()]).collect();
        let wide = text.chars().any(|c| c.len_utf16() > 1);
        let units = wide.then(|| {
            let mut unit = 0;
            let mut all: Vec<usize> = Vec::with_capacity(code_points.len());
            for c in text.chars() {
                all.push(unit);
                unit += c.len_utf16();
            }
            all.push(unit);
            all
        });
        Offsets { code_points, units }
    }

    /// The bytes of a span in code points; none when it leaves the text.
    pub fn bytes(&self, (start, end): (usize, usize)) -> Option<Range<usize>> {
        let (start, end) = (*self.code_points.get(start)?, *self.code_points.get(end)?);
        (start <= end).then_some(start..end)
    }

    /// The span in code points of bytes that begin and end on characters.
    pub fn span(&self, bytes: &Range<usize>) -> (usize, usize) {
        let at = |byte: usize| self.code_points.binary_search(&byte).unwrap_or_else(|next| next);
        (at(bytes.start), at(bytes.end))
    }

    /// The span in UTF-16 units of bytes that begin and end on characters.
    pub fn units(&self, bytes: &Range<usize>) -> (usize, usize) {
        let (start, end) = self.span(bytes);
        self.units.as_ref().map_or((start, end), |units| (units[start], units[end]))
    }

    /// The bytes of a span in UTF-16 units; none when it leaves the text or cuts a character.
    pub fn bytes_of_units(&self, (start, end): (usize, usize)) -> Option<Range<usize>> {
        let Some(units) = &self.units else { return self.bytes((start, end)) };
        self.bytes((units.binary_search(&start).ok()?, units.binary_search(&end).ok()?))
    }
}

/// The line, from 1, and the column in code points, from 1, of a byte.
pub fn line_and_column(text: &str, byte: usize) -> (u64, u64) {
    let before = &text[..byte];
    let line = before.matches('\n').count() as u64 + 1;
    let begin = before.rfind('\n').map_or(0, |n| n + 1);
    (line, text[begin..byte].chars().count() as u64 + 1)
}
