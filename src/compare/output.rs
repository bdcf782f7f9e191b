//! The groups as a table to read, as a table for spreadsheets, and as JSON Lines.
//!
//! JSON Lines is the complete form: every claim that can be compared is in it, alone or not, with all that grouping needs, so
//! that the outputs of several runs can be compared again as if one run had read everything.

use std::io::Write as _;

use serde::{Deserialize, Serialize};

use super::group::Group;
use super::number::Number;
use super::relation::Relation;
use super::sighting::Sighting;
use crate::emit::Dialect;

/// The columns of the table, a row a claim.
pub const COLUMNS: &[(&str, &str)] = &[
    ("group", "The number of the group (g1, g2, …): claims that count the same thing."),
    ("relation", "The strongest relation in the group: contradict, revise, refine, repeat, or first when the claim is alone."),
    ("what", "What is counted, as the first claim has it."),
    ("outcome", "What happened to it, in one word for all its wordings (death, injury, …)."),
    ("place", "Where, or about whom: what the claims say, else what all their documents name."),
    ("group_low", "The smallest number of the group that the text does not replace."),
    ("group_high", "The largest such number."),
    ("documents", "How many documents the group is from."),
    ("sources", "How many sources it has; the articles themselves count as one."),
    ("doc", "The document of this claim."),
    ("date", "Its date."),
    ("claim", "The claim's id in its document."),
    ("sentence", "The number of its sentence, from 1."),
    ("text", "The words of the number."),
    ("low", "The inclusive lower bound; empty when open."),
    ("high", "The inclusive upper bound; empty when open."),
    ("unit", "The unit of money, shares and measures; empty for counts."),
    ("counted", "The counted phrase, or what the number describes."),
    ("event", "What happened, in the article's words."),
    ("source", "Who says so; empty = the article itself."),
    ("certainty", "How sure the text is."),
    ("stands", "How this claim stands to those before it in the group: first, repeat, refine, revise or contradict."),
    ("superseded", "\"yes\" when the text itself replaces the number by another."),
    ("actors", "Whom the claim is about."),
];

/// A group as a line of JSON.
#[derive(Serialize)]
struct Line<'g> {
    group: String,
    relation: Relation,
    low: Option<Number>,
    high: Option<Number>,
    places: &'g [&'g str],
    documents: usize,
    sources: usize,
    sightings: Vec<Stands<'g>>,
}

#[derive(Serialize)]
struct Stands<'g> {
    stands: Relation,
    #[serde(flatten)]
    sighting: &'g Sighting,
}

/// What is read back of such a line.
#[derive(Deserialize)]
struct Back {
    sightings: Vec<Sighting>,
}

/// Appends the groups as JSON Lines.
pub fn lines(groups: &[Group<'_>], out: &mut Vec<u8>) {
    for (group, n) in groups.iter().zip(1..) {
        let sightings = group.claims.iter().map(|(stands, sighting)| Stands { stands: *stands, sighting }).collect();
        let line = Line {
            group: format!("g{n}"),
            relation: group.relation,
            low: group.low,
            high: group.high,
            places: &group.places,
            documents: group.documents,
            sources: group.sources,
            sightings,
        };
        // Neither the types nor a vector of bytes can make this fail.
        let _ = serde_json::to_writer(&mut *out, &line);
        out.push(b'\n');
    }
}

/// The claims of a line that [`lines`] wrote.
///
/// # Errors
/// With the reason, when it is no such line.
pub fn read_line(line: &str) -> Result<Vec<Sighting>, serde_json::Error> {
    serde_json::from_str::<Back>(line).map(|back| back.sightings)
}

/// A cell of the table.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Cell<'c> {
    /// Words of a text, which a spreadsheet could take for a formula.
    Text(&'c str),
    /// A word of ours.
    Word(&'c str),
    /// How many, or which.
    Count(usize),
    /// A bound; none = open.
    Bound(Option<Number>),
}

impl<'c> Cell<'c> {
    fn optional(text: &'c Option<String>) -> Self {
        Cell::Text(text.as_deref().unwrap_or(""))
    }
}

/// Hands over the cells of each claim, in the order of [`COLUMNS`].
pub fn rows(groups: &[Group<'_>], mut each: impl FnMut(&[Cell<'_>])) {
    for (group, n) in groups.iter().zip(1..) {
        let told = group.told();
        let (number, place) = (format!("g{n}"), group.places.join("; "));
        for (stands, claim) in &group.claims {
            let (id, actors) = (format!("c{}", claim.claim), claim.actors.join("; "));
            each(&[
                Cell::Word(&number),
                Cell::Word(group.relation.name()),
                Cell::Text(what(told)),
                Cell::Text(&told.key.action),
                Cell::Text(&place),
                Cell::Bound(group.low),
                Cell::Bound(group.high),
                Cell::Count(group.documents),
                Cell::Count(group.sources),
                Cell::Text(&claim.doc),
                Cell::optional(&claim.date),
                Cell::Word(&id),
                Cell::Count(claim.sentence as usize),
                Cell::Text(&claim.text),
                Cell::Bound(claim.low),
                Cell::Bound(claim.high),
                Cell::Text(&claim.key.unit),
                Cell::optional(&claim.counted),
                Cell::optional(&claim.event),
                Cell::optional(&claim.source),
                Cell::Word(claim.certainty.name()),
                Cell::Word(stands.name()),
                Cell::Word(if claim.superseded { "yes" } else { "" }),
                Cell::Text(&actors),
            ]);
        }
    }
}

/// Appends the groups as a table, a row a claim.
pub fn table(groups: &[Group<'_>], dialect: Dialect, out: &mut Vec<u8>) {
    dialect.names(COLUMNS.iter().map(|c| c.0), out);
    rows(groups, |cells| {
        for (n, cell) in cells.iter().enumerate() {
            if n > 0 {
                out.push(dialect.separator);
            }
            // A vector of bytes takes everything.
            let _ = match cell {
                Cell::Text(text) => {
                    dialect.text(text, out);
                    Ok(())
                }
                Cell::Word(word) => write!(out, "{word}"),
                Cell::Count(count) => write!(out, "{count}"),
                Cell::Bound(Some(number)) => write!(out, "{number}"),
                Cell::Bound(None) => Ok(()),
            };
        }
        dialect.end_line(out);
    });
}

/// What is counted, in the words of a claim.
fn what(claim: &Sighting) -> &str {
    claim.counted.as_deref().unwrap_or(&claim.key.what)
}

/// The groups as a text to read in a terminal.
pub fn text(groups: &[Group<'_>], out: &mut Vec<u8>) {
    for (group, n) in groups.iter().zip(1..) {
        let first = group.told();
        let said = first.event.as_deref().filter(|e| !what(first).contains(e)).map_or(String::new(), |e| format!(", {e}"));
        let more = if first.key.additional { ", additional" } else { "" };
        let place = if group.places.is_empty() { String::new() } else { format!(" ({})", group.places.join(", ")) };
        let unit = if first.key.unit.is_empty() { String::new() } else { format!(" {}", first.key.unit) };
        let dates = match group.dates() {
            None => String::new(),
            Some((first, last)) if first == last => format!(", {first}"),
            Some((first, last)) => format!(", {first} to {last}"),
        };
        let _ = writeln!(
            out,
            "g{n} {}: {}{said}{more}{place}: {}{unit}, {}, {}{dates}",
            group.relation.name(),
            what(first),
            span(group.low, group.high),
            counted(group.documents, "document"),
            counted(group.sources, "source"),
        );
        let rows: Vec<[String; 4]> = group
            .claims
            .iter()
            .map(|(stands, claim)| {
                let mark = if claim.superseded { ", superseded" } else { "" };
                let source = claim.source.as_deref().unwrap_or("(the article)");
                let date = claim.date.as_deref().map_or(String::new(), |d| format!(" {d}"));
                [
                    claim.text.split_whitespace().collect::<Vec<_>>().join(" "),
                    cut(&source.split_whitespace().collect::<Vec<_>>().join(" "), 40),
                    format!("{}{mark}", stands.name()),
                    format!("{}, sentence {}{date}", claim.doc, claim.sentence),
                ]
            })
            .collect();
        let width = |column: usize| rows.iter().map(|r| r[column].chars().count()).max().unwrap_or(0);
        let (a, b, c) = (width(0), width(1), width(2));
        for [number, source, stands, place] in &rows {
            let _ = writeln!(out, "    {number:<a$}  {source:<b$}  {stands:<c$}  {place}");
        }
        out.push(b'\n');
    }
}

fn span(low: Option<Number>, high: Option<Number>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (low, high) => {
            let end = |n: Option<Number>| n.map_or(String::new(), |n| n.to_string());
            format!("{}..{}", end(low), end(high))
        }
    }
}

fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_string() } else { text.chars().take(most - 1).chain(['…']).collect() }
}
