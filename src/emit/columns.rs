//! The columns of the table: their names, their order and what each one holds, in one place.
//!
//! The header, the rows and every printed list of columns come from here, so a column cannot be named in one place and forgotten
//! in another. New columns go to the end, because people and scripts count on the order.

use super::packed::RowKind;

/// What is known of one column.
#[derive(Clone, Copy, Debug)]
pub struct ColumnSpec {
    /// Its name in the header line.
    pub name: &'static str,
    /// What it holds.
    pub doc: &'static str,
}

impl ColumnSpec {
    /// True when a row of this kind can have something in the column: which ones can is what its doc begins with.
    pub fn is_of(&self, kind: RowKind) -> bool {
        let Some((kinds, _)) = self.doc.split_once(": ") else { return true };
        let of = |name: &str| kinds.split(", ").any(|k| k.eq_ignore_ascii_case(name));
        let general = !["claim", "attribution", "actor"].into_iter().any(of);
        match kind {
            RowKind::Claim => general || of("claim"),
            RowKind::Attribution => general || of("attribution"),
            RowKind::Actor => general || of("actor"),
            RowKind::Document => false,
        }
    }
}

macro_rules! columns {
    ($($column:ident = $name:literal, $doc:literal;)*) => {
        /// A column of the table; its number is its place.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[repr(usize)]
        pub enum Column {
            $(#[doc = $doc] $column,)*
        }

        impl Column {
            /// All columns in their order.
            pub const ALL: &[Column] = &[$(Column::$column,)*];
        }

        /// What is known of all columns, in their order.
        pub const COLUMNS: &[ColumnSpec] = &[$(ColumnSpec { name: $name, doc: $doc },)*];
    };
}

columns! {
    Doc = "doc", "The document: its path, or the id or address that the input gives.";
    Kind = "kind", "What the row is: claim, attribution or actor.";
    Id = "id", "The number of the extraction in its document (c1, s1, a1).";
    Sentence = "sentence", "The number of its sentence, from 1.";
    Start = "start", "Its first character in the document's text, in Unicode code points from 0.";
    End = "end", "One past its last character.";
    Text = "text", "Its words: the claim's span, the attribution's cue, the actor's first mention.";
    Low = "low", "Claim: the inclusive lower bound; empty when open.";
    High = "high", "Claim: the inclusive upper bound; empty when open.";
    Comparator = "comparator", "Claim: how the number bounds the value (exact, about, more_than, …).";
    Measure = "measure", "Claim: what kind of amount (count, money, percent, …).";
    Unit = "unit", "Claim: the head noun in the singular, the currency's ISO 4217 code, \"percent\", or the unit's full name.";
    Counted = "counted", "Claim: the counted noun phrase without the number.";
    About = "about", "Claim: what a percentage, sum or measure describes; whose figure a count is, where the text says so.";
    Event = "event", "Claim: what happened to the counted.";
    Change = "change", "Claim: up or down, when the number is the size of a change or the level it leads from.";
    PartOf = "part_of", "Claim: the claim that this one is a share of.";
    Flags = "flags", "Claim: marks (vague, hedged, negated, per_unit, definite, spelled, descending, superseded, additional).";
    Source = "source", "Claim, attribution: who says so, by name where it is known.";
    SourceId = "source_id", "Claim, attribution: the actor that the source is.";
    SourceKind = "source_kind", "Claim, attribution: named, nominal, pronoun or none.";
    Cue = "cue", "Claim, attribution: the words that attribute (\"said\", \"according to\").";
    Quote = "quote", "Claim, attribution: how it is given: direct, indirect or mixed.";
    Certainty = "certainty", "Claim, attribution: asserted, hedged, alleged, denied or expected.";
    Content = "content", "Attribution: what was said.";
    Actor = "actor", "Actor: its fullest name in the document.";
    ActorType = "actor_type", "Actor: person, organization, country, location or group.";
    Country = "country", "Actor: the ISO 3166-1 code of its country.";
    Roles = "roles", "Actor: titles, offices and appositions.";
    Aliases = "aliases", "Actor: its other names in the document.";
    Mentions = "mentions", "Actor: how often the document names it.";
    Actors = "actors", "Claim: the actors that it is about.";
    Date = "date", "The date of publication, where the input gives one.";
    Title = "title", "The headline, where there is one.";
    Rule = "rule", "The rule that made the extraction.";
    Context = "context", "The sentence, white space folded.";
    SameAs = "same_as", "Claim: the first claim of the document that says the same.";
}

/// How many columns there are.
pub const COLUMN_COUNT: usize = COLUMNS.len();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_the_documented_one() {
        let names: Vec<&str> = COLUMNS.iter().map(|c| c.name).collect();
        assert_eq!(
            names.join(", "),
            "doc, kind, id, sentence, start, end, text, low, high, comparator, measure, unit, counted, about, event, change, part_of, \
             flags, source, source_id, source_kind, cue, quote, certainty, content, actor, actor_type, country, roles, aliases, mentions, \
             actors, date, title, rule, context, same_as"
        );
        assert_eq!(Column::SameAs as usize, COLUMN_COUNT - 1);
    }
}
