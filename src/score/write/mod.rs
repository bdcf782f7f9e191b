//! The result of a check for people and for programs: each output is one function from a [`Check`] to text.

mod github;
mod html;
mod json;
mod junit;
mod markdown;
mod sarif;
mod text;

pub use github::github;
pub use html::html;
pub use json::json;
pub use junit::junit;
pub use markdown::markdown;
pub use sarif::sarif;
pub use text::text;

use super::check::Check;
use super::gold::{Gold, Kind};
use super::report::Difference;
use super::totals::Figure;

/// The figures of a kind without its name before them, whole-finding figures and fields.
fn figures(check: &Check, kind: Kind) -> Vec<(&str, &Figure)> {
    let own = |f: &'_ Figure| f.name.strip_prefix(kind.plural()).is_some_and(|rest| rest.starts_with('.'));
    let figures = check.totals.figures.iter().filter(|f| own(f));
    figures.map(|f| (f.name.split_once('.').map_or("", |(_, part)| part), f)).collect()
}

/// The file and line to open for a difference: the gold, or the text where the gold says nothing of it.
fn place<'g>(gold: &'g Gold, difference: &Difference) -> (&'g str, u64) {
    if difference.gold_line > 0 { (&gold.gold_file, difference.gold_line) } else { text_place(gold, difference) }
}

/// The file and line of the text.
fn text_place<'g>(gold: &'g Gold, difference: &Difference) -> (&'g str, u64) {
    if gold.is_case { (&gold.gold_file, gold.line) } else { (&gold.text_file, difference.place.0) }
}

/// Text for XML and HTML; control characters, which XML cannot hold, become U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => out.push(c),
            c if c.is_control() || c == '\u{fffe}' || c == '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
