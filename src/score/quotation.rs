//! Quotations: gold quotes the words of an article instead of counting its characters, so that a person can write it, and an
//! edit elsewhere in the article leaves it true.
//!
//! A quotation that stands more than once is told apart by its place: a longer quotation that stands once, or, where the text
//! offers none, `@` and the number of the code point it begins at.

use std::ops::Range;

use super::gold::Kind;

/// Where the quoted words stand: inside the place `at` when one is given, everywhere for a name, else in the one place there is.
pub(super) fn places(text: &str, quoted: &str, at: &str, kind: Kind) -> Result<Vec<Option<Range<usize>>>, String> {
    if quoted.is_empty() {
        // A speaker after a dash or before a colon has no words for a cue.
        return if kind == Kind::Attribution { Ok(vec![None]) } else { Err("the column `text` is empty".into()) };
    }
    if let Some(number) = at.strip_prefix('@').and_then(|n| n.parse::<usize>().ok()) {
        let start = text.char_indices().nth(number).map_or(text.len(), |(byte, _)| byte);
        let Some(true) = text.get(start..).map(|rest| rest.starts_with(quoted)) else {
            return Err(format!("{quoted:?} does not stand at code point {number} of the article"));
        };
        return Ok(vec![Some(start..start + quoted.len())]);
    }
    if !at.is_empty() {
        let starts: Vec<usize> = text.match_indices(at).map(|(n, _)| n).collect();
        let [start] = starts[..] else {
            return Err(format!("the place {at:?} stands {} times in the article; it must stand once", starts.len()));
        };
        let inside = whole_words(at, quoted);
        let Some(first) = inside.first() else { return Err(format!("{quoted:?} does not stand in the place {at:?}")) };
        return Ok(vec![Some(start + first..start + first + quoted.len())]);
    }
    let found = whole_words(text, quoted);
    match (found.len(), kind) {
        (0, _) => Err(format!("{quoted:?} does not stand in the article")),
        (1, _) | (_, Kind::Actor) => Ok(found.into_iter().map(|n| Some(n..n + quoted.len())).collect()),
        (n, _) => Err(format!("{quoted:?} stands {n} times in the article; say which with `at`")),
    }
}

/// The shortest place that tells `span` apart from every other place with the same words; with `bare` nothing at all where there
/// is no other.
pub(super) fn place_of(text: &str, span: &Range<usize>, bare: bool) -> String {
    let quoted = &text[span.clone()];
    let there = |at: &str| places(text, quoted, at, Kind::Claim).is_ok_and(|found| found == [Some(span.clone())]);
    if bare && there("") {
        return String::new();
    }
    // Whole words around it, up to a line's worth: more is harder to read than a number.
    let ends: Vec<usize> = word_ends(text, span.end).take(12).collect();
    let starts: Vec<usize> = word_starts(text, span.start).take(12).collect();
    for width in 1..=starts.len() + ends.len() {
        for left in 0..=width.min(starts.len()) {
            let right = width - left;
            if right > ends.len() {
                continue;
            }
            let start = if left == 0 { span.start } else { starts[left - 1] };
            let end = if right == 0 { span.end } else { ends[right - 1] };
            if !text[start..end].starts_with('@') && there(&text[start..end]) {
                return text[start..end].to_string();
            }
        }
    }
    format!("@{}", text[..span.start].chars().count())
}

fn word_ends(text: &str, from: usize) -> impl Iterator<Item = usize> {
    let rest = &text[from..];
    let space = |(n, c): &(usize, char)| c.is_whitespace() && *n > 0;
    rest.char_indices().filter(space).map(move |(n, _)| from + n).chain([text.len()]).filter(move |end| *end > from)
}

fn word_starts(text: &str, to: usize) -> impl Iterator<Item = usize> {
    let before = &text[..to];
    let starts = before.char_indices().rev().filter(|(_, c)| c.is_whitespace()).map(|(n, c)| n + c.len_utf8());
    starts.filter(move |start| *start < to).chain(Some(0).filter(|_| to > 0))
}

/// Where `quoted` stands without touching another letter or digit, except that a sign may touch what it likes.
pub(super) fn whole_words(text: &str, quoted: &str) -> Vec<usize> {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (first, last) = (quoted.chars().next(), quoted.chars().next_back());
    let free = |n: usize| {
        let before = word(text[..n].chars().next_back()) && word(first);
        let after = word(text[n + quoted.len()..].chars().next()) && word(last);
        !before && (!after || last.is_some_and(|c| c.is_ascii_digit()))
    };
    text.match_indices(quoted).map(|(n, _)| n).filter(|&n| free(n)).collect()
}
