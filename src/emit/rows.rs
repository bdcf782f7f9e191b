//! From a record to the rows of the table: which cell of which column holds what, for each kind of extraction.
//!
//! A row can be read alone: a claim repeats its source, cue and certainty, so that nobody has to join two tables in a
//! spreadsheet. Every table format (CSV, TSV) writes these same rows.

use std::borrow::Cow;

use super::columns::Column;
use super::{ActorRecord, AttributionRecord, ClaimRecord, Kinds, MentionRecord, Record};
use crate::extract::FlagSet;

/// One cell. Nothing is copied or joined before it is written.
#[derive(Clone, Copy, Debug, Default)]
pub enum Cell<'r> {
    /// Nothing.
    #[default]
    Empty,
    /// Words from the text, or words that the user's files gave.
    Text(&'r str),
    /// Several of them.
    List(&'r [Cow<'r, str>]),
    /// The names of actors, by their ids.
    Names(&'r [u32], &'r [ActorRecord<'r>]),
    /// A sentence, whose white space is to be folded.
    Sentence(&'r str),
    /// A fixed word of ours, which needs no guard and no quotation marks.
    Word(&'static str),
    /// Fixed words of ours.
    Flags(FlagSet),
    /// A whole number.
    Count(u64),
    /// A number.
    Number(f64),
    /// The id of a claim (`c`), attribution (`s`) or actor (`a`).
    Id(char, u32),
}

/// Whoever writes rows: a file format of the table.
pub trait RowSink {
    /// Fills a cell of the row. Cells come in the order of the columns; those that are left out are empty.
    fn set(&mut self, column: Column, cell: Cell<'_>);

    /// The row is done.
    fn end_row(&mut self);
}

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
    /// Per actor, the first attribution whose source it is; filled where an actor has no mentions.
    said: Vec<Option<u32>>,
}

impl Rows {
    /// Writes every row of `record` in order; `mentions` asks for an actor row per mention.
    pub fn each<'r>(&mut self, record: &'r Record<'r>, kinds: Kinds, mentions: bool, row: &mut impl RowSink) -> RowCounts {
        let counts = self.arrange(record, kinds, mentions);
        for &(_, place) in &self.order {
            row.set(Column::Doc, Cell::Text(&record.doc));
            let mut same_as = None;
            let (rule, context) = match place {
                Place::Claim(n) => {
                    let claim = &record.claims[n as usize];
                    same_as = claim.same_as;
                    claim_row(row, record, claim)
                }
                Place::Attribution(n) => attribution_row(row, record, &record.attributions[n as usize]),
                Place::Actor(n, mention) => {
                    let actor = &record.actors[n as usize];
                    let said = self.said.get(n as usize).copied().flatten().map(|n| &record.attributions[n as usize]);
                    actor_row(row, actor, actor.mentions.get(mention as usize), said, mentions)
                }
            };
            optional(row, Column::Date, &record.date);
            optional(row, Column::Title, &record.title);
            row.set(Column::Rule, Cell::Text(rule));
            row.set(Column::Context, Cell::Sentence(context));
            id(row, Column::SameAs, 'c', same_as);
            row.end_row();
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
            self.find_said(record);
            for (actor, n) in record.actors.iter().zip(0..) {
                match &*actor.mentions {
                    [] => {
                        let said = self.said.get(n as usize).copied().flatten();
                        let start = said.map_or(0, |n| record.attributions[n as usize].source.spans[0].0);
                        self.order.push((start, Place::Actor(n, 0)));
                    }
                    all if mentions => self.order.extend(all.iter().zip(0..).map(|(m, k)| (m.start, Place::Actor(n, k)))),
                    [first, ..] => self.order.push((first.start, Place::Actor(n, 0))),
                }
            }
            counts.actors = (self.order.len() - before) as u64;
        }
        // Three lists that are in order already, which a stable sort sees.
        self.order.sort();
        counts
    }

    /// Finds where the nameless actors, which have no mentions, are shown: in one pass, for a list of sources may be long.
    fn find_said(&mut self, record: &Record<'_>) {
        self.said.clear();
        if record.actors.iter().all(|actor| !actor.mentions.is_empty()) {
            return;
        }
        self.said.resize(record.actors.len(), None);
        for (attribution, n) in record.attributions.iter().zip(0..) {
            let actor = attribution.source.actor.filter(|_| !attribution.source.spans.is_empty());
            if let Some(place) = actor.and_then(|id| self.said.get_mut(id as usize - 1)) {
                place.get_or_insert(n);
            }
        }
    }
}

fn optional(row: &mut impl RowSink, column: Column, words: &Option<Cow<'_, str>>) {
    if let Some(words) = words {
        row.set(column, Cell::Text(words));
    }
}

fn bound(row: &mut impl RowSink, column: Column, value: Option<f64>) {
    if let Some(value) = value {
        row.set(column, Cell::Number(value));
    }
}

fn id(row: &mut impl RowSink, column: Column, letter: char, id: Option<u32>) {
    if let Some(id) = id {
        row.set(column, Cell::Id(letter, id));
    }
}

fn place(row: &mut impl RowSink, sentence: u32, start: usize, end: usize, text: &str) {
    row.set(Column::Sentence, Cell::Count(u64::from(sentence)));
    row.set(Column::Start, Cell::Count(start as u64));
    row.set(Column::End, Cell::Count(end as u64));
    row.set(Column::Text, Cell::Text(text));
}

/// Where an attribution stands in the table: at its cue, or at its content when it has none.
fn place_of(attribution: &AttributionRecord<'_>) -> (usize, usize) {
    let cue = &attribution.cue.spans;
    let spans = if cue.is_empty() { &attribution.content.spans } else { cue };
    let start = spans.iter().map(|s| s.0).min().unwrap_or(0);
    let end = spans.iter().map(|s| s.1).max().unwrap_or(start);
    (start, end)
}

/// Fills the cells of a claim; its rule and its sentence, which stand at the end of every row, are handed back.
fn claim_row<'r>(row: &mut impl RowSink, record: &'r Record<'r>, claim: &'r ClaimRecord<'r>) -> (&'r str, &'r str) {
    use Column::*;
    row.set(Kind, Cell::Word("claim"));
    row.set(Id, Cell::Id('c', claim.id));
    place(row, claim.sentence, claim.start, claim.end, &claim.text);
    bound(row, Low, claim.low);
    bound(row, High, claim.high);
    row.set(Comparator, Cell::Word(claim.comparator.name()));
    row.set(Measure, Cell::Word(claim.measure.name()));
    row.set(Unit, Cell::Text(&claim.unit));
    optional(row, Counted, &claim.counted);
    optional(row, About, &claim.about);
    optional(row, Event, &claim.event);
    if let Some(change) = claim.change {
        row.set(Change, Cell::Word(change.name()));
    }
    id(row, PartOf, 'c', claim.part_of);
    row.set(Flags, Cell::Flags(claim.flags));
    optional(row, Source, &claim.source_name);
    id(row, SourceId, 'a', claim.source);
    if let Some(said) = claim.attribution.and_then(|n| record.attributions.get(n as usize - 1)) {
        row.set(SourceKind, Cell::Word(said.source.kind.name()));
        row.set(Cue, Cell::Text(&said.cue.text));
        row.set(Quote, Cell::Word(said.content.kind.name()));
    }
    row.set(Certainty, Cell::Word(claim.certainty.name()));
    row.set(Actors, Cell::Names(&claim.actors, &record.actors));
    (&claim.rule, &claim.context)
}

fn attribution_row<'r>(row: &mut impl RowSink, record: &'r Record<'r>, said: &'r AttributionRecord<'r>) -> (&'r str, &'r str) {
    use Column::*;
    let (start, end) = place_of(said);
    let actor = said.source.actor.and_then(|n| record.actors.get(n as usize - 1));
    row.set(Kind, Cell::Word("attribution"));
    row.set(Id, Cell::Id('s', said.id));
    place(row, said.sentence, start, end, &said.cue.text);
    row.set(Source, Cell::Text(actor.map_or(&said.source.text, |a| &a.name)));
    id(row, SourceId, 'a', said.source.actor);
    row.set(SourceKind, Cell::Word(said.source.kind.name()));
    row.set(Cue, Cell::Text(&said.cue.text));
    row.set(Quote, Cell::Word(said.content.kind.name()));
    row.set(Certainty, Cell::Word(said.certainty.name()));
    row.set(Content, Cell::Text(&said.content.text));
    (&said.rule, &said.context)
}

fn actor_row<'r>(
    row: &mut impl RowSink,
    actor: &'r ActorRecord<'r>,
    mention: Option<&'r MentionRecord<'r>>,
    said: Option<&'r AttributionRecord<'r>>,
    mentions: bool,
) -> (&'r str, &'r str) {
    use Column::*;
    row.set(Kind, Cell::Word("actor"));
    row.set(Id, Cell::Id('a', actor.id));
    let (mut rule, mut context, mut actor_type) = (&*actor.rule, "", actor.actor_type);
    if let Some(mention) = mention {
        place(row, mention.sentence, mention.start, mention.end, &mention.text);
        context = &mention.context;
        if mentions {
            rule = &mention.rule;
            actor_type = mention.kind.unwrap_or(actor_type);
        }
    } else if let Some(said) = said {
        let spans = &said.source.spans;
        place(row, said.sentence, spans[0].0, spans[spans.len() - 1].1, &said.source.text);
        context = &said.context;
    }
    row.set(Actor, Cell::Text(&actor.name));
    row.set(ActorType, Cell::Word(actor_type.name()));
    optional(row, Country, &actor.country);
    row.set(Roles, Cell::List(&actor.roles));
    row.set(Aliases, Cell::List(&actor.aliases));
    row.set(Mentions, Cell::Count(actor.mentions.len() as u64));
    (rule, context)
}
