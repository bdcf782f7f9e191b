//! A sentence with marks under its words: any number of spans, one inside another or across one another.
//!
//! A character has the colours of all the layers that cover it; below, each span has a stroke of its own with its label, on the
//! first line where it touches no other. So nothing is hidden, with colours or without.

use crate::text::ByteSpan;

/// What a mark is of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Layer {
    Claim,
    Cue,
    Source,
    Actor,
    Content,
    Lost,
}

impl Layer {
    /// The stroke under the words.
    fn stroke(self) -> char {
        match self {
            Layer::Claim => '━',
            Layer::Cue => '~',
            Layer::Source => '═',
            Layer::Actor => '─',
            Layer::Content => '┄',
            Layer::Lost => '╌',
        }
    }

    /// The codes of its colour on a terminal.
    pub(super) fn code(self) -> &'static str {
        match self {
            Layer::Claim => "1;33",
            Layer::Cue => "35",
            Layer::Source => "32",
            Layer::Actor => "36",
            Layer::Content => "4",
            Layer::Lost => "2",
        }
    }
}

/// A span to be marked.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub span: ByteSpan,
    pub label: String,
    pub layer: Layer,
}

/// A character of the sentence.
#[derive(Clone, Copy)]
struct Glyph {
    byte: usize,
    shown: char,
}

/// Paints `text` in a terminal's colour.
pub(super) fn paint(text: &str, code: &str, color: bool) -> String {
    if color && !text.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_string() }
}

/// Draws the bytes `from..to` of `text` with their marks, in lines of at most `width` characters behind `margin`; the first
/// line stands behind `head` in its place.
pub(super) fn draw(
    text: &str,
    (from, to): (usize, usize),
    marks: &[Mark],
    width: usize,
    (head, margin): (&str, &str),
    color: bool,
) -> String {
    let glyphs: Vec<Glyph> = text[from..to]
        .char_indices()
        .map(|(at, c)| Glyph { byte: from + at, shown: if c.is_whitespace() || c.is_control() { ' ' } else { c } })
        .collect();
    let mut out = String::new();
    let mut at = 0;
    while at < glyphs.len() {
        let end = line_end(&glyphs, at, width.max(20));
        out.push_str(if at == 0 { head } else { margin });
        let kept = glyphs[at..end].iter().rposition(|g| g.shown != ' ').map_or(at, |last| at + last + 1);
        out.push_str(&words(&glyphs[at..kept], marks, color));
        out.push('\n');
        for row in rows(&glyphs[at..end], marks) {
            out.push_str(margin);
            out.push_str(&stroke(&row, color));
            out.push('\n');
        }
        at = end;
    }
    out
}

/// Where the line that begins at `at` ends: behind the last blank that fits.
fn line_end(glyphs: &[Glyph], at: usize, width: usize) -> usize {
    if glyphs.len() - at <= width {
        return glyphs.len();
    }
    match glyphs[at..=at + width].iter().rposition(|g| g.shown == ' ') {
        Some(blank) if blank > 0 => at + blank + 1,
        _ => at + width,
    }
}

fn words(glyphs: &[Glyph], marks: &[Mark], color: bool) -> String {
    let mut out = String::new();
    let mut open = String::new();
    for glyph in glyphs {
        let code = if color { code_at(glyph.byte, marks) } else { String::new() };
        if code != open {
            if !open.is_empty() {
                out.push_str("\u{1b}[0m");
            }
            if !code.is_empty() {
                out.push_str(&format!("\u{1b}[{code}m"));
            }
            open = code;
        }
        out.push(glyph.shown);
    }
    if !open.is_empty() {
        out.push_str("\u{1b}[0m");
    }
    out
}

/// The colour of the foremost layer at a byte; what is said is underlined besides.
fn code_at(byte: usize, marks: &[Mark]) -> String {
    let here = || marks.iter().filter(|m| m.span.holds(byte)).map(|m| m.layer);
    let front = here().filter(|layer| *layer != Layer::Content).min();
    let content = here().any(|layer| layer == Layer::Content).then_some(Layer::Content);
    front.into_iter().chain(content).map(Layer::code).collect::<Vec<_>>().join(";")
}

/// A stroke with its label: first column, width, and what it says.
struct Stroke<'m> {
    column: usize,
    width: usize,
    mark: &'m Mark,
}

/// The strokes under a line, sorted into rows so that none touches another.
fn rows<'m>(glyphs: &[Glyph], marks: &'m [Mark]) -> Vec<Vec<Stroke<'m>>> {
    let mut strokes: Vec<Stroke<'m>> = Vec::new();
    for mark in marks {
        let Some(column) = glyphs.iter().position(|g| mark.span.holds(g.byte)) else { continue };
        let covered = glyphs[column..].iter().take_while(|g| mark.span.holds(g.byte)).count();
        strokes.push(Stroke { column, width: covered.max(mark.label.chars().count()), mark });
    }
    strokes.sort_by_key(|s| (s.mark.layer, s.column));
    let mut rows: Vec<Vec<Stroke<'m>>> = Vec::new();
    for stroke in strokes {
        let free = |row: &Vec<Stroke<'_>>| {
            row.iter().all(|other| other.column + other.width < stroke.column || stroke.column + stroke.width < other.column)
        };
        match rows.iter_mut().find(|row| free(row)) {
            Some(row) => row.push(stroke),
            None => rows.push(vec![stroke]),
        }
    }
    rows.iter_mut().for_each(|row| row.sort_by_key(|s| s.column));
    rows
}

fn stroke(row: &[Stroke<'_>], color: bool) -> String {
    let mut out = String::new();
    let mut column = 0;
    for one in row {
        out.extend(std::iter::repeat_n(' ', one.column - column));
        let label = one.mark.label.chars().count();
        let line: String = std::iter::repeat_n(one.mark.layer.stroke(), one.width - label).collect();
        let code = if one.mark.layer == Layer::Content { "2" } else { one.mark.layer.code() };
        out.push_str(&paint(&format!("{}{line}", one.mark.label), code, color));
        column = one.column + one.width;
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mark(start: usize, end: usize, label: &str, layer: Layer) -> Mark {
        Mark { span: ByteSpan::new(start, end), label: label.into(), layer }
    }

    fn plain(text: &str) -> String {
        text.split('\u{1b}').enumerate().map(|(n, part)| if n == 0 { part } else { part.split_once('m').map_or("", |p| p.1) }).collect()
    }

    #[test]
    fn strokes_stand_under_their_words() {
        let marks = [mark(0, 7, "c1", Layer::Claim), mark(0, 16, "s1", Layer::Content), mark(5, 7, "a1", Layer::Actor)];
        let drawn = draw("Over 40 soldiers fell.", (0, 22), &marks, 80, ("1 ", "  "), false);
        assert_eq!(drawn, "1 Over 40 soldiers fell.\n  c1━━━━━\n       a1\n  s1┄┄┄┄┄┄┄┄┄┄┄┄┄┄\n");
    }

    #[test]
    fn long_sentences_are_broken_at_blanks() {
        let text = "one two three four five six seven";
        let drawn = draw(text, (0, text.len()), &[mark(14, 27, "a1", Layer::Actor)], 20, ("> ", "| "), false);
        assert_eq!(drawn, "> one two three four\n|               a1───\n| five six seven\n| a1──────\n");
    }

    proptest! {
        #[test]
        fn no_marks_lose_a_letter(text in "[a-zé ]{1,80}", spans in prop::collection::vec((0usize..80, 1usize..40, 0usize..6), 0..12)) {
            let layers = [Layer::Claim, Layer::Cue, Layer::Source, Layer::Actor, Layer::Content, Layer::Lost];
            let fit = |at: usize| (0..=at.min(text.len())).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0);
            let marks: Vec<Mark> = spans.iter().enumerate()
                .map(|(n, &(from, length, layer))| mark(fit(from), fit(from + length).max(fit(from)), &format!("x{n}"), layers[layer]))
                .collect();
            let drawn = plain(&draw(&text, (0, text.len()), &marks, 30, ("T", "M"), true));
            let without = draw(&text, (0, text.len()), &marks, 30, ("T", "M"), false);
            prop_assert_eq!(&drawn, &without, "colours only colour");
            for (n, m) in marks.iter().enumerate().filter(|(_, m)| !m.span.is_empty()) {
                let label = format!("x{n}");
                prop_assert!(drawn.contains(&label), "{} of {:?} in {}", label, m, drawn);
            }
        }
    }
}
