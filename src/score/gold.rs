//! Gold: what a person expects of a text, in one shape whatever file it was written in.

use std::fmt;
use std::ops::Range;

use sha2::{Digest as _, Sha256};

/// What is annotated.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// Numeric claims.
    Claim,
    /// Attributions.
    Attribution,
    /// Mentions of actors.
    Actor,
}

impl Kind {
    /// All kinds, in their fixed order.
    pub const ALL: [Kind; 3] = [Kind::Claim, Kind::Attribution, Kind::Actor];

    /// Its name in the `kind` column.
    pub fn name(self) -> &'static str {
        ["claim", "attribution", "actor"][self as usize]
    }

    /// Its name as a list.
    pub fn plural(self) -> &'static str {
        ["claims", "attributions", "actors"][self as usize]
    }

    /// The fields that are judged in every `expected.csv`.
    pub fn judged(self) -> &'static [&'static str] {
        match self {
            Kind::Claim => &[
                "low",
                "high",
                "comparator",
                "measure",
                "unit",
                "counted",
                "about",
                "event",
                "change",
                "part_of",
                "flags",
                "source",
                "certainty",
            ],
            Kind::Attribution => &["source", "content", "certainty", "actor"],
            Kind::Actor => &["actor", "actor_type"],
        }
    }

    /// Fields that a gold may judge and need not, because only some people write them down: whom a claim is about.
    pub fn optional(self) -> &'static [&'static str] {
        match self {
            Kind::Claim => &["actors"],
            Kind::Attribution | Kind::Actor => &[],
        }
    }

    /// The judged fields and the optional ones.
    pub fn fields(self) -> impl Iterator<Item = &'static str> {
        self.judged().iter().chain(self.optional()).copied()
    }

    /// The field that sorts findings of this kind: what `type` and `strict` figures and the table by label go by.
    pub fn label(self) -> &'static str {
        ["measure", "certainty", "actor_type"][self as usize]
    }
}

/// One expected finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its kind.
    pub kind: Kind,
    /// The line of the gold file it stands in; 0 when the file has no lines to speak of.
    pub line: u64,
    /// The claim's span, the cue, or the mention.
    pub text: String,
    /// Where that stands, in bytes of the article; none when it was not looked for (cases) or has no words (a cue that is a dash).
    pub span: Option<Range<usize>>,
    /// The fields that are judged, by column name; a field that is not here is not judged, an empty one must come out empty.
    pub fields: Vec<(String, String)>,
    /// Which actor a mention is of, where the gold says so by other means than its name.
    pub cluster: Option<String>,
}

impl Item {
    /// What is expected of a field; none when it is not judged.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(f, _)| f == name).map(|(_, value)| value.as_str())
    }

    /// The actor of a mention.
    pub fn actor(&self) -> Option<&str> {
        self.cluster.as_deref().or_else(|| self.field("actor"))
    }
}

/// A text with what is expected of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gold {
    /// The case's id, the folder's name or the document's id.
    pub id: String,
    /// The text.
    pub text: String,
    /// The file that holds the text.
    pub text_file: String,
    /// The file that holds what is expected.
    pub gold_file: String,
    /// The line of the gold file where it begins.
    pub line: u64,
    /// A sentence of which all must come out as written, not an article that is counted.
    pub is_case: bool,
    /// Why the case does not pass yet; empty when it does.
    pub pending: String,
    /// False for a draft that nobody has corrected yet: it is never scored.
    pub reviewed: bool,
    /// The date of the article, as `fixture.toml` gives it.
    pub date: Option<String>,
    /// The kinds that are annotated completely.
    pub kinds: Vec<Kind>,
    /// What is expected.
    pub items: Vec<Item>,
}

impl Gold {
    /// The fields of a kind that any item speaks of; all that can be judged when there is no item.
    pub fn judged(&self, kind: Kind) -> Vec<&str> {
        let mut items = self.items.iter().filter(|i| i.kind == kind).peekable();
        if items.peek().is_none() {
            return kind.judged().to_vec();
        }
        let mut fields: Vec<&str> = items.flat_map(|i| i.fields.iter().map(|(f, _)| f.as_str())).collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    /// Puts the items in the order of the text. A name inside a longer name is hidden by it ("North Korea" in "North Korean").
    pub fn settle(&mut self) {
        let names: Vec<Range<usize>> = self.items.iter().filter(|i| i.kind == Kind::Actor).filter_map(|i| i.span.clone()).collect();
        self.items.retain(|i| {
            let Some(own) = i.span.as_ref().filter(|_| i.kind == Kind::Actor) else { return true };
            !names.iter().any(|s| s.len() > own.len() && s.start <= own.start && own.end <= s.end)
        });
        self.items.sort_by_key(|i| (i.kind, i.span.as_ref().map(|s| (s.start, s.end))));
    }
}

/// Names a gold: the first 16 hexadecimal digits of a SHA-256 over every text and everything that is expected of it. Comments, the
/// order of rows and the file format do not matter.
pub fn gold_hash(all: &[Gold]) -> String {
    let mut hash = Sha256::new();
    let mut add = |part: &str| {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    };
    for gold in all {
        add(&gold.id);
        add(&gold.text);
        for item in &gold.items {
            add(item.kind.name());
            add(&item.text);
            add(&item.span.as_ref().map_or(String::new(), |s| format!("{}-{}", s.start, s.end)));
            for (field, value) in &item.fields {
                add(field);
                add(value);
            }
        }
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// What is wrong with a gold file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldError {
    /// The line, from 1; 0 when the file as a whole is meant.
    pub line: u64,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl GoldError {
    pub(crate) fn new(line: u64, message: impl Into<String>) -> Self {
        GoldError { line, message: message.into() }
    }
}

impl fmt::Display for GoldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}", self.message),
            line => write!(f, "{line}: {}", self.message),
        }
    }
}

impl std::error::Error for GoldError {}
