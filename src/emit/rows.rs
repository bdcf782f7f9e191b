//! From a record to the rows of the table: which cell of which column holds what, for each kind of extraction.
//!
//! A row can be read alone: a claim repeats its source, cue and certainty, so that nobody has to join two tables in a
//! spreadsheet. Every table format (CSV, TSV) writes these same rows.

use std::borrow::Cow;

use super::columns::{COLUMN_COUNT, Column};
use super::{ActorRecord, AttributionRecord, ClaimRecord, Kinds, MentionRecord, Record};

/// One cell.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Cell<'r> {
    /// Nothing.
    #[default]
    Empty,
    /// Words from the text, or words that the user's files gave.
    Text(Cow<'r, str>),
    /// A fixed word of ours, which needs no guard and no quotation marks.
    Word(&'static str),
    /// A whole number.
    Count(u64),
    /// A number.
    Number(f64),
    /// The id of a claim (`c`), attribution (`s`) or actor (`a`).
    Id(char, u32),
}

/// One row, a cell a column.
pub type Row<'r> = [Cell<'r>; COLUMN_COUNT];

/// What a row is of: indices into the record's lists.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Place {
    Claim(u32),
    Attribution(u32),
    Actor(u32, u32),
}

/// How many rows of each kind were written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RowCounts {
    /// Claims.
    pub claims: u64,
    /// Attributions.
    pub attributions: u64,
    /// Actors, or their mentions.
    pub actors: u64,
}

impl RowCounts {
    /// Adds another count.
    pub fn add(&mut self, other: RowCounts) {
        self.claims += other.claims;
        self.attributions += other.attributions;
        self.actors += other.actors;
    }
}

/// Lists the rows of a record in the order of their offsets; keeps its memory from record to record.
#[derive(Debug, Default)]
pub struct Rows {
    order: Vec<(usize, Place)>,
}

impl Rows {
    /// Calls `write` with every row of `record` in order; `mentions` asks for an actor row per mention.
    pub fn each<'r>(&mut self, record: &'r Record<'r>, kinds: Kinds, mentions: bool, mut write: impl FnMut(&Row<'r>)) -> RowCounts {
        let counts = self.arrange(record, kinds, mentions);
        let mut last: (&str, Cow<'r, str>) = ("", Cow::Borrowed(""));
        for &(_, place) in &self.order {
            let (mut row, context) = match place {
                Place::Claim(n) => claim_row(record, &record.claims[n as usize]),
                Place::Attribution(n) => attribution_row(record, &record.attributions[n as usize]),
                Place::Actor(n, mention) => {
                    let actor = &record.actors[n as usize];
                    actor_row(record, actor, actor.mentions.get(mention as usize), mentions)
                }
            };
            if !std::ptr::eq(last.0, context) {
                last = (context, folded(context));
            }
            row[Column::Context as usize] = match &last.1 {
                Cow::Borrowed(same) => Cell::Text(Cow::Borrowed(same)),
                Cow::Owned(other) => Cell::Text(Cow::Owned(other.clone())),
            };
            row[Column::Doc as usize] = text(&record.doc);
            row[Column::Date as usize] = optional(&record.date);
            row[Column::Title as usize] = optional(&record.title);
            write(&row);
        }
        counts
    }

    fn arrange(&mut self, record: &Record<'_>, kinds: Kinds, mentions: bool) -> RowCounts {
        self.order.clear();
        let mut counts = RowCounts::default();
        if kinds.claims {
            self.order.extend(record.claims.iter().zip(0..).map(|(c, n)| (c.start, Place::Claim(n))));
            counts.claims = record.claims.len() as u64;
        }
        if kinds.attributions {
            self.order.extend(record.attributions.iter().zip(0..).map(|(a, n)| (place_of(a).0, Place::Attribution(n))));
            counts.attributions = record.attributions.len() as u64;
        }
        if kinds.actors {
            let before = self.order.len();
            for (actor, n) in record.actors.iter().zip(0..) {
                match actor.mentions.as_slice() {
                    [] => self.order.push((first_source(record, actor).map_or(0, |a| a.source.spans[0].0), Place::Actor(n, 0))),
                    all if mentions => self.order.extend(all.iter().zip(0..).map(|(m, k)| (m.start, Place::Actor(n, k)))),
                    [first, ..] => self.order.push((first.start, Place::Actor(n, 0))),
                }
            }
            counts.actors = (self.order.len() - before) as u64;
        }
        self.order.sort_unstable();
        counts
    }
}

fn text<'r>(words: &'r str) -> Cell<'r> {
    Cell::Text(Cow::Borrowed(words))
}

fn optional<'r>(words: &'r Option<Cow<'r, str>>) -> Cell<'r> {
    words.as_deref().map_or(Cell::Empty, text)
}

fn bound(value: Option<f64>) -> Cell<'static> {
    value.map_or(Cell::Empty, Cell::Number)
}

fn list<'r>(mut items: impl Iterator<Item = &'r str>) -> Cell<'r> {
    let Some(first) = items.next() else { return Cell::Empty };
    let Some(second) = items.next() else { return text(first) };
    let mut joined = format!("{first}; {second}");
    for item in items {
        joined.push_str("; ");
        joined.push_str(item);
    }
    Cell::Text(Cow::Owned(joined))
}

/// The sentence with every run of white space as one blank.
fn folded(sentence: &str) -> Cow<'_, str> {
    let mut after_blank = true;
    let clean = sentence.chars().all(|c| {
        let blank = c == ' ';
        let fine = !(c.is_whitespace() && (!blank || after_blank));
        after_blank = blank;
        fine
    });
    if clean && !after_blank {
        return Cow::Borrowed(sentence);
    }
    Cow::Owned(sentence.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Where an attribution stands in the table: at its cue, or at its content when it has none.
fn place_of(attribution: &AttributionRecord<'_>) -> (usize, usize) {
    let cue = &attribution.cue.spans;
    let spans = if cue.is_empty() { &attribution.content.spans } else { cue };
    let start = spans.iter().map(|s| s.0).min().unwrap_or(0);
    let end = spans.iter().map(|s| s.1).max().unwrap_or(start);
    (start, end)
}

/// The first attribution whose source is `actor`: where a nameless actor, which has no mentions, is shown.
fn first_source<'r>(record: &'r Record<'r>, actor: &ActorRecord<'_>) -> Option<&'r AttributionRecord<'r>> {
    record.attributions.iter().find(|a| a.source.actor == Some(actor.id) && !a.source.spans.is_empty())
}

fn blank<'r>() -> Row<'r> {
    [const { Cell::Empty }; COLUMN_COUNT]
}

fn claim_row<'r>(record: &'r Record<'r>, claim: &'r ClaimRecord<'r>) -> (Row<'r>, &'r str) {
    use Column::*;
    let mut row = blank();
    let mut set = |column: Column, cell: Cell<'r>| row[column as usize] = cell;
    set(Kind, Cell::Word("claim"));
    set(Id, Cell::Id('c', claim.id));
    set(Sentence, Cell::Count(u64::from(claim.sentence)));
    set(Start, Cell::Count(claim.start as u64));
    set(End, Cell::Count(claim.end as u64));
    set(Text, text(claim.text));
    set(Low, bound(claim.low));
    set(High, bound(claim.high));
    set(Comparator, Cell::Word(claim.comparator.name()));
    set(Measure, Cell::Word(claim.measure.name()));
    set(Unit, text(&claim.unit));
    set(Counted, optional(&claim.counted));
    set(About, optional(&claim.about));
    set(Event, optional(&claim.event));
    set(Change, claim.change.map_or(Cell::Empty, |c| Cell::Word(c.name())));
    set(PartOf, claim.part_of.map_or(Cell::Empty, |n| Cell::Id('c', n)));
    set(Flags, list(claim.flags.iter().map(|f| f.name())));
    set(Source, optional(&claim.source_name));
    set(SourceId, claim.source.map_or(Cell::Empty, |n| Cell::Id('a', n)));
    if let Some(said) = claim.attribution.and_then(|n| record.attributions.get(n as usize - 1)) {
        set(SourceKind, Cell::Word(said.source.kind.name()));
        set(Cue, text(&said.cue.text));
        set(Quote, Cell::Word(said.content.kind.name()));
    }
    set(Certainty, Cell::Word(claim.certainty.name()));
    set(Actors, list(claim.actors.iter().filter_map(|n| record.actors.get(*n as usize - 1)).map(|a| &*a.name)));
    set(Rule, text(claim.rule));
    (row, claim.context)
}

fn attribution_row<'r>(record: &'r Record<'r>, said: &'r AttributionRecord<'r>) -> (Row<'r>, &'r str) {
    use Column::*;
    let mut row = blank();
    let mut set = |column: Column, cell: Cell<'r>| row[column as usize] = cell;
    let (start, end) = place_of(said);
    let actor = said.source.actor.and_then(|n| record.actors.get(n as usize - 1));
    set(Kind, Cell::Word("attribution"));
    set(Id, Cell::Id('s', said.id));
    set(Sentence, Cell::Count(u64::from(said.sentence)));
    set(Start, Cell::Count(start as u64));
    set(End, Cell::Count(end as u64));
    set(Text, text(&said.cue.text));
    set(Source, text(actor.map_or(&said.source.text, |a| &a.name)));
    set(SourceId, said.source.actor.map_or(Cell::Empty, |n| Cell::Id('a', n)));
    set(SourceKind, Cell::Word(said.source.kind.name()));
    set(Cue, text(&said.cue.text));
    set(Quote, Cell::Word(said.content.kind.name()));
    set(Certainty, Cell::Word(said.certainty.name()));
    set(Content, text(&said.content.text));
    set(Rule, text(said.rule));
    (row, said.context)
}

fn actor_row<'r>(
    record: &'r Record<'r>,
    actor: &'r ActorRecord<'r>,
    mention: Option<&'r MentionRecord<'r>>,
    mentions: bool,
) -> (Row<'r>, &'r str) {
    use Column::*;
    let mut row = blank();
    let mut set = |column: Column, cell: Cell<'r>| row[column as usize] = cell;
    let mut context = "";
    set(Kind, Cell::Word("actor"));
    set(Id, Cell::Id('a', actor.id));
    if let Some(mention) = mention {
        set(Sentence, Cell::Count(u64::from(mention.sentence)));
        set(Start, Cell::Count(mention.start as u64));
        set(End, Cell::Count(mention.end as u64));
        set(Text, text(mention.text));
        set(Rule, text(if mentions { mention.rule } else { actor.rule }));
        context = mention.context;
    } else {
        set(Rule, text(actor.rule));
        if let Some(said) = first_source(record, actor) {
            set(Sentence, Cell::Count(u64::from(said.sentence)));
            set(Start, Cell::Count(said.source.spans[0].0 as u64));
            set(End, Cell::Count(said.source.spans[said.source.spans.len() - 1].1 as u64));
            set(Text, text(&said.source.text));
            context = said.context;
        }
    }
    let own_type = mention.filter(|_| mentions).and_then(|m| m.kind);
    set(Actor, text(&actor.name));
    set(ActorType, Cell::Word(own_type.unwrap_or(actor.actor_type).name()));
    set(Country, optional(&actor.country));
    set(Roles, list(actor.roles.iter().map(|r| &**r)));
    set(Aliases, list(actor.aliases.iter().map(|a| &**a)));
    set(Mentions, Cell::Count(actor.mentions.len() as u64));
    (row, context)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_white_space() {
        assert!(matches!(folded("Plain words, “quoted”."), Cow::Borrowed(_)));
        assert_eq!(folded("Two  blanks\r\nand\u{a0}more "), "Two blanks and more");
        assert_eq!(folded(" lead"), "lead");
        assert_eq!(folded(""), "");
    }
}
