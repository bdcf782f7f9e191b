//! The cue tables, typed: what the pass must know of a cue without reading cells.
//!
//! Three lexicon files hold the words that express saying, thinking and the like: verbs (`cues.csv`), nouns (`cue_nouns.csv`)
//! and other words and phrases (`cue_words.csv`). Here their rows become numbers, which the features of the model name.

use crate::extract::{Certainty, CueClass};
use crate::lexicon::{Class, DataError, EntryId, Lexicon, RowView, Words};
use crate::text::WordId;

/// What kind of word carries the cue.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum CueKind {
    /// "said".
    Verb,
    /// "the claim that".
    Noun,
    /// "is confident that".
    Adjective,
    /// "reportedly".
    Adverb,
    /// "according to".
    Preposition,
    /// A colon after a speaker.
    Colon,
    /// A dash before a speaker.
    Dash,
}

/// The names of the kinds, in their order.
pub const KINDS: &[&str] = &["verb", "noun", "adjective", "adverb", "preposition", "colon", "dash"];

/// How far the form alone makes a cue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Trust {
    /// Rarely a cue.
    Low,
    /// Often one.
    Medium,
    /// Nearly always one.
    High,
}

/// What can follow a cue, a bit each.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Takes(pub u16);

const TAKES: &[&str] = &["that", "quote", "np", "person", "to", "whether", "as", "of", "about", "for", "ing", "if", "with"];

impl Takes {
    /// A clause with or without "that".
    pub const THAT: u16 = 1;
    /// A noun phrase.
    pub const NP: u16 = 1 << 2;
    /// A person who is told.
    pub const PERSON: u16 = 1 << 3;
    /// An infinitive.
    pub const TO: u16 = 1 << 4;
    /// "about" with a noun phrase ("a warning about").
    pub const ABOUT: u16 = 1 << 8;
    /// "of" with a noun phrase ("aware of").
    pub const OF: u16 = 1 << 7;

    /// True when all of `bits` are there.
    pub fn has(self, bits: u16) -> bool {
        self.0 & bits == bits
    }
}

/// One cue.
#[derive(Clone, Debug)]
pub struct Cue {
    /// Its lemma or phrase.
    pub name: Words,
    /// What kind of word.
    pub kind: CueKind,
    /// Its class.
    pub class: CueClass,
    /// How sure the content is, by the cue alone.
    pub certainty: Certainty,
    /// What can follow.
    pub takes: Takes,
    /// How far the form alone makes a cue.
    pub trust: Trust,
    /// Particles and prepositions that belong to the cue when they follow; for nouns, the verbs that carry them.
    pub with: Vec<WordId>,
}

/// All cues by number: verbs, then nouns, then other words, then "on" in headlines, the colon and the dash.
#[derive(Debug)]
pub struct CueTable {
    cues: Vec<Cue>,
    nouns: usize,
    words: usize,
    /// The numbers of "cite" and "quote".
    citing: [usize; 2],
    /// The numbers of "for" and "in".
    opening: [usize; 2],
}

impl CueTable {
    /// Reads the rows of the three files.
    ///
    /// # Errors
    /// A cell with an unknown name.
    pub fn load(lexicon: &mut Lexicon) -> Result<CueTable, DataError> {
        let mut cues = Vec::with_capacity(1024);
        lexicon.each_row(Class::Cue, |lexicon, row| {
            cues.push(cue(lexicon, row, CueKind::Verb, [0, 1, 2, 4], Some(3))?);
            Ok(())
        })?;
        let nouns = cues.len();
        lexicon.each_row(Class::CueNoun, |lexicon, row| {
            cues.push(cue(lexicon, row, CueKind::Noun, [0, 1, 2, 4], Some(3))?);
            Ok(())
        })?;
        let words = cues.len();
        lexicon.each_row(Class::CueWord, |lexicon, row| {
            let kind = match row.cells[0] {
                "adjective" => CueKind::Adjective,
                "adverb" => CueKind::Adverb,
                "preposition" => CueKind::Preposition,
                other => return Err(row.error(format!("kind is {other:?}; it must be adjective, adverb or preposition"))),
            };
            cues.push(cue(lexicon, row, kind, [1, 2, 3, 4], None)?);
            Ok(())
        })?;
        for (name, kind) in [("on", CueKind::Preposition), (":", CueKind::Colon), ("-", CueKind::Dash)] {
            cues.push(Cue {
                name: Words::new(name),
                kind,
                class: CueClass::Say,
                certainty: Certainty::Asserted,
                takes: Takes(0),
                trust: Trust::Low,
                with: Vec::new(),
            });
        }
        let citing = ["cite", "quote"].map(|name| cues[..nouns].iter().position(|c| c.name == name).unwrap_or(usize::MAX));
        let number = |name: &&str| cues[words..].iter().position(|c| c.name == *name).map_or(usize::MAX, |n| words + n);
        let opening = ["for", "in"].each_ref().map(number);
        Ok(CueTable { cues, nouns, words, citing, opening })
    }

    /// The number of a row.
    pub(crate) fn number(&self, class: Class, entry: EntryId) -> usize {
        let n = entry.0 as usize;
        match class {
            Class::CueNoun => self.nouns + n,
            Class::CueWord => self.words + n,
            _ => n,
        }
    }

    /// The number is that of "cite".
    pub fn is_cite(&self, number: usize) -> bool {
        number == self.citing[0]
    }

    /// The number is that of "cite" or "quote".
    pub fn is_citing(&self, number: usize) -> bool {
        self.citing.contains(&number)
    }

    /// The number is that of "for" or "in".
    pub fn is_opening(&self, number: usize) -> bool {
        self.opening.contains(&number)
    }

    /// The number is that of "for".
    pub fn is_for(&self, number: usize) -> bool {
        number == self.opening[0]
    }

    /// The number is that of "in".
    pub fn is_in(&self, number: usize) -> bool {
        number == self.opening[1]
    }

    /// "on" between a person and a topic in a headline.
    pub fn topic(&self) -> usize {
        self.cues.len() - 3
    }

    /// The colon as a cue.
    pub fn colon(&self) -> usize {
        self.cues.len() - 2
    }

    /// The dash as a cue.
    pub fn dash(&self) -> usize {
        self.cues.len() - 1
    }

    /// A cue.
    pub fn get(&self, number: usize) -> &Cue {
        &self.cues[number]
    }

    /// Their names in order, each once: a noun, adverb or adjective says what it is.
    pub fn names(&self) -> impl Iterator<Item = String> {
        let name = |c: &Cue| match c.kind {
            CueKind::Verb | CueKind::Colon | CueKind::Dash => c.name.to_string(),
            kind => format!("{} ({})", c.name, KINDS[kind as usize]),
        };
        self.cues.iter().map(name)
    }
}

fn cue(
    lexicon: &mut Lexicon,
    row: RowView<'_>,
    kind: CueKind,
    [class, certainty, takes, trust]: [usize; 4],
    with: Option<usize>,
) -> Result<Cue, DataError> {
    let unknown = |column: &str, cell: &str| row.error(format!("{column} is {cell:?}, which is none"));
    let mut bits = 0;
    for name in row.list(takes) {
        let n = TAKES.iter().position(|t| *t == name).ok_or_else(|| unknown("takes", name))?;
        bits |= 1 << n;
    }
    let mut words = Vec::new();
    for word in with.into_iter().flat_map(|column| row.list(column)) {
        words.extend(lexicon.intern_phrase(word).first());
    }
    Ok(Cue {
        name: Words::new(row.entry),
        kind,
        class: CueClass::named(row.cells[class]).ok_or_else(|| unknown("class", row.cells[class]))?,
        certainty: Certainty::named(row.cells[certainty]).ok_or_else(|| unknown("certainty", row.cells[certainty]))?,
        takes: Takes(bits),
        trust: match row.cells[trust] {
            "high" => Trust::High,
            "medium" => Trust::Medium,
            "low" => Trust::Low,
            other => return Err(unknown("trust", other)),
        },
        with: words,
    })
}
