//! Where the spans of another tool stand. Tools disagree on what an offset counts (code points, UTF-16 units; CRLF as two
//! characters or one), so a span is believed only when the words that the tool wrote beside it stand there. The first way of
//! counting under which all spans of a document agree is the one that was meant.

use std::ops::Range;

use crate::score::Offsets;

/// A span as a tool wrote it: fragments, and the words.
pub struct Written {
    /// Start and end of each fragment, as the tool counts.
    pub fragments: Vec<(usize, usize)>,
    /// The words beside them; none when the tool writes none.
    pub words: Option<String>,
}

/// What an offset counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Unicode code points: brat, and our own records.
    CodePoint,
    /// UTF-16 units: tools that run in a browser.
    Utf16,
}

/// The bytes of all spans, counted first in `unit`, then in other ways.
///
/// # Errors
/// The number of the first span whose words do not stand where it says, in the way of counting that gets furthest.
pub fn located(text: &str, spans: &[Written], unit: Unit) -> Result<Vec<Vec<Range<usize>>>, usize> {
    let other = if unit == Unit::CodePoint { Unit::Utf16 } else { Unit::CodePoint };
    let mut furthest = 0;
    let folded = text.contains("\r\n").then(|| without_carriage_returns(text));
    for unit in [unit, other] {
        let offsets = Offsets::new(text);
        match counted(text, spans, |span| bytes(&offsets, unit, span)) {
            Ok(found) => return Ok(found),
            Err(n) => furthest = furthest.max(n),
        }
        let Some((short, places)) = &folded else { continue };
        let offsets = Offsets::new(short);
        match counted(text, spans, |span| bytes(&offsets, unit, span).map(|b| places[b.start]..places[b.end])) {
            Ok(found) => return Ok(found),
            Err(n) => furthest = furthest.max(n),
        }
    }
    Err(furthest)
}

fn bytes(offsets: &Offsets, unit: Unit, span: (usize, usize)) -> Option<Range<usize>> {
    if unit == Unit::CodePoint { offsets.bytes(span) } else { offsets.bytes_of_units(span) }
}

fn counted(text: &str, spans: &[Written], bytes: impl Fn((usize, usize)) -> Option<Range<usize>>) -> Result<Vec<Vec<Range<usize>>>, usize> {
    let mut all = Vec::with_capacity(spans.len());
    for (n, span) in spans.iter().enumerate() {
        let found: Option<Vec<Range<usize>>> = span.fragments.iter().map(|f| bytes(*f).filter(|b| !b.is_empty())).collect();
        let found = found.ok_or(n)?;
        let there: Vec<&str> = found.iter().map(|b| &text[b.clone()]).collect();
        if span.words.as_ref().is_some_and(|words| fold(words) != fold(&there.join(" "))) {
            return Err(n);
        }
        all.push(found);
    }
    Ok(all)
}

/// Words without regard to how white space is written; some tools write a line break as a backslash and an n.
fn fold(words: &str) -> String {
    words.replace("\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with each CRLF as one LF, and for every byte of it, and its end, the byte of the text.
fn without_carriage_returns(text: &str) -> (String, Vec<usize>) {
    let (mut short, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len() + 1));
    for (n, c) in text.char_indices() {
        if c == '\r' && text[n + 1..].starts_with('\n') {
            continue;
        }
        short.push(c);
        places.extend((0..c.len_utf8()).map(|k| n + k));
    }
    places.push(text.len());
    (short, places)
}
